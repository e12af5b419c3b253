"""Reads the UD English Web Treebank as the linter would: its paragraphs as passages, in CoNLL-U."""

from __future__ import annotations

import lzma
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "data" / "ud_english_ewt"


@dataclass
class Word:
    """A syntactic word of the treebank; ``head`` is a place in its paragraph, None for a root."""

    start: int
    end: int
    tag: str
    dep: str
    head: int | None


@dataclass
class Paragraph:
    document: str
    text: str = ""
    words: list[Word] = field(default_factory=list)

    @property
    def genre(self) -> str:
        return self.document.partition("-")[0]


def folder(given: str | None = None) -> Path:
    """The treebank's folder: as given, else ``UNPUSHY_TREEBANK``, else ``../shared/data/ud_english_ewt``."""
    path = Path(given or os.environ.get("UNPUSHY_TREEBANK") or _DEFAULT)
    if not list(path.glob("en_ewt-ud-*.conllu.xz")):
        sys.exit(
            f"{path}: holds no en_ewt-ud-train.conllu.xz. Get UD_English-EWT (https://universaldependencies.org), "
            "compress its train and dev files with xz, and name their folder: UNPUSHY_TREEBANK=folder make train"
        )
    return path


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of one file, in order."""
    current = Paragraph("")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().strip().split("\n\n"):
            lines = block.split("\n")
            for line in lines:
                if line.startswith("# newdoc id = "):
                    if current.words:
                        yield current
                    current = Paragraph(line[14:].strip())
                elif line.startswith("# newpar") and current.words:
                    yield current
                    current = Paragraph(current.document)
            _add(current, [line.split("\t") for line in lines if not line.startswith("#")])
    if current.words:
        yield current


def _add(paragraph: Paragraph, rows: list[list[str]]) -> None:
    """Append a sentence."""
    first = len(paragraph.words)
    until, spaced = 0, ""
    for row in rows:
        if "-" in row[0]:
            until, spaced = int(row[0].partition("-")[2]), row[9]
            continue
        if not row[0].isdigit():
            continue
        number, form = int(row[0]), row[1]
        start = len(paragraph.text)
        paragraph.text += form
        head = int(row[6])
        dep = "ROOT" if row[7] == "root" else row[7]
        paragraph.words.append(
            Word(start, start + len(form), row[4], dep, first + head - 1 if head else None)
        )
        misc = spaced if number == until else row[9]
        if number >= until and "SpaceAfter=No" not in misc:
            paragraph.text += " "
