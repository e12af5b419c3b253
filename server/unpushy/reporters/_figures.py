"""What a summary says of many drafts, gathered one by one so that memory stays flat."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath

from unpushy.reporters import Result, Tally
from unpushy.wording import counted

_WORST = 10
"""Drafts that are named as the worst."""


@dataclass(frozen=True, slots=True, order=True)
class Worst:
    """A draft with its findings; the one with more, and more of them a word, is greater."""

    findings: int
    share: float
    """Findings in a thousand words."""
    path: str
    words: int


@dataclass(slots=True)
class Figures:
    """Counts of findings."""

    drafts: int = 0
    flagged: int = 0
    """Drafts with findings."""
    words: int = 0
    families: Counter[str] = field(default_factory=Counter)
    folders: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    _heap: list[Worst] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count a draft."""
        count = len(result.findings)
        self.drafts += 1
        self.flagged += bool(count)
        self.words += result.words
        self.families.update(finding.family for finding in result.findings)
        self.rules.update(finding.rule for finding in result.findings)
        if count:
            self.folders[PurePath(result.path).parent.as_posix()] += count
            worst = Worst(count, share(count, result.words), result.path, result.words)
            (heapq.heappush if len(self._heap) < _WORST else heapq.heappushpop)(self._heap, worst)

    @property
    def findings(self) -> int:
        return self.families.total()

    def worst(self) -> list[Worst]:
        """The drafts with most findings, the worst first."""
        return sorted(self._heap, key=lambda one: (-one.findings, -one.share, one.path))

    def headline(self) -> str:
        """One sentence that says it all."""
        of = f"{counted(self.drafts, 'draft')} ({counted(self.words, 'word')})"
        if not self.findings:
            return f"No pressure found in {of}."
        return f"{counted(self.findings, 'finding')} in {self.flagged:,} of {of}."


def share(findings: int, words: int) -> float:
    """Findings in a thousand words."""
    return findings * 1000 / max(words, 1)


def ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    """Names with their counts, the most frequent first."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def trend(figures: Figures, tally: Tally) -> list[tuple[str, int, int, int]]:
    """Of each family: findings that are new, that the baseline knows, and that are gone since it was made."""
    families = sorted({*figures.families, *tally.known, *tally.gone})
    return [(name, figures.families[name], tally.known[name], tally.gone[name]) for name in families]
