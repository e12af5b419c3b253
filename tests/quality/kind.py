"""Real business mail stays quiet: part of ``make quality``.

Every finding on the email documents of the treebank has been judged by two readers who did not know of each
other. ``kind-mail.tsv`` keeps their verdicts by a fingerprint that holds no text: ``right`` where the words
press, hedge or scold by the taxonomy's lines, ``false`` where they don't. A finding counts as false where
either reader says so. ``python tests/quality/kind.py --open`` lists the findings that nobody has judged yet.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
import treebank

from unpushy.config import Config, cache_folder
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.rules import RuleSet

VERDICTS = Path(__file__).parent / "kind-mail.tsv"
_AROUND = 160
GRAMMAR = "passive/passive-voice"
"""Judged by the treebank itself (``server/training``), not by readers."""
MOST_FALSE = 0.5
"""False findings a thousand words: the aim."""


@dataclass(frozen=True)
class Found:
    """A finding in real mail."""

    rule: str
    fingerprint: str
    context: str


def found(linter: Linter, source: Path) -> Iterator[tuple[int, list[Found]]]:
    """Of each email document its count of words and its findings."""
    for name, text in treebank.emails(source):
        out = []
        for finding in linter.check(parse(text, "plain")):
            if finding.family == "draft" or finding.rule == GRAMMAR:
                continue
            excerpt = " ".join(finding.excerpt.split())
            digest = hashlib.sha256(f"{name}\0{finding.rule}\0{excerpt.lower()}".encode()).hexdigest()[:12]
            before = text[max(finding.span.start - _AROUND, 0) : finding.span.start]
            after = text[finding.span.end : finding.span.end + _AROUND]
            context = " ".join(f"{before}«{excerpt}»{after}".split())
            out.append(Found(finding.rule, digest, context))
        yield len(text.split()), out


def verdicts() -> dict[str, tuple[str, str]]:
    """Fingerprint -> the verdicts of the two readers."""
    out = {}
    for line in VERDICTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            fingerprint, _, first, second = line.split("\t")
            out[fingerprint] = first, second
    return out


def report(linter: Linter, title: str) -> None:
    """Print the figures, from the verdicts that are kept."""
    source = treebank.folder()
    if source is None:
        print(f"{title}: the treebank is not there (UNPUSHY_TREEBANK names its folder)")
        return
    judged = verdicts()
    documents = list(found(linter, source))
    words = sum(count for count, _ in documents)
    everything = [one for _, findings in documents for one in findings]
    known = [judged[one.fingerprint] for one in everything if one.fingerprint in judged]
    false = sum("false" in pair for pair in known)
    agreed = sum(first == second for first, second in known)
    print(f"{title}: {len(documents)} documents of real mail, {words:,} words, {len(everything)} findings")
    print(
        f"  judged by two readers: {len(known)}, of one mind on {agreed}; false to at least one: {false}, "
        f"{1000 * false / words:.2f} a thousand words (aim: at most {MOST_FALSE})"
    )
    if len(known) < len(everything):
        print(f"  NOT JUDGED: {len(everything) - len(known)}; see tests/quality/kind.py --open")


def main() -> int:
    linter = Linter(RuleSet.load(cache_folder()), Config(reader=True))
    source = treebank.folder()
    if source is None or "--open" not in sys.argv:
        report(linter, "kind mail, with the trained reader")
        return 0
    judged = verdicts()
    for _, findings in found(linter, source):
        for one in findings:
            if one.fingerprint not in judged:
                print(f"{one.fingerprint}\t{one.rule}\t{one.context}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
