"""The labelled corpus: whole emails, each sentence with its labels and style.

An email begins with ``== id | domain: … | profile: … | voice: …``; then a line a sentence,
``labels | style | text``; an empty line parts paragraphs. ``tests/corpus/README.md`` says more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "corpus"
FLAGGED_STYLES = ("common", "fresh")


@dataclass(frozen=True)
class Sentence:
    text: str
    rules: frozenset[str]
    style: str
    """``common`` or ``fresh`` where flagged; ``twin`` (a hard negative) or ``-`` where clean."""

    @property
    def families(self) -> frozenset[str]:
        return frozenset(rule.partition("/")[0] for rule in self.rules)


@dataclass(frozen=True)
class LabelledEmail:
    id: str
    header: str
    block: str
    """The lines of the corpus file that hold it."""
    subject: Sentence | None
    paragraphs: tuple[tuple[Sentence, ...], ...]

    def draft(self) -> tuple[str, list[tuple[int, int, Sentence]]]:
        """A mail draft and where each labelled sentence stands in it (code points)."""
        text = "From: writer@example.org\nTo: reader@example.org\n"
        places = []
        if self.subject:
            text += "Subject: "
            places.append((len(text), len(text) + len(self.subject.text), self.subject))
            text += self.subject.text + "\n"
        for paragraph in self.paragraphs:
            text += "\n"
            for sentence in paragraph:
                places.append((len(text), len(text) + len(sentence.text), sentence))
                text += sentence.text + ("\n" if sentence.text.endswith(",") else " ")
            text = text.rstrip() + "\n"
        return text, places


def read(part: str) -> list[LabelledEmail]:
    """The emails of ``open`` or ``sealed``, in order of files and lines."""
    return [email for path in sorted((ROOT / part).glob("*.txt")) for email in _emails(path)]


def _emails(path: Path) -> Iterator[LabelledEmail]:
    for part in path.read_text(encoding="utf-8").split("\n== "):
        block = part.removeprefix("== ").strip("\n")
        if block:
            header, _, body = block.partition("\n")
            yield _email(header, body, block, path)


def _email(header: str, body: str, block: str, path: Path) -> LabelledEmail:
    subject = None
    paragraphs: list[list[Sentence]] = [[]]
    for line in body.split("\n"):
        if not line.strip():
            paragraphs.append([])
            continue
        fields = [field.strip() for field in line.split(" | ", 2)]
        if len(fields) != 3:
            raise ValueError(f"{path}: not 'labels | style | text': {line!r}")
        labels = {label.strip() for label in fields[0].split(",")} - {"-"}
        sentence = Sentence(fields[2], frozenset(labels - {"subject"}), fields[1])
        if "subject" in labels:
            subject = sentence
        else:
            paragraphs[-1].append(sentence)
    parts = tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)
    return LabelledEmail(header.split(" | ", maxsplit=1)[0].strip(), header, block, subject, parts)
