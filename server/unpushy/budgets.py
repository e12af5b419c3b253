"""How much pressure a folder may hold: limits by glob, and what a run has spent of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from unpushy.finding import Finding
from unpushy.wording import counted

_ALL, _SHARE = "max-findings", "max-per-1000-words"
_MOST_WORDS = 1000
_MOST_DIGITS = 17


@dataclass(frozen=True, slots=True)
class Budget:
    """What the drafts that fit a glob may hold together."""

    glob: str
    limits: tuple[tuple[str, float], ...]
    """``max-findings``, ``max-per-1000-words`` or ``max-<family>`` -> the most that is allowed."""
    place: str = ""
    """Where it is written."""

    def counts(self, finding: Finding) -> bool:
        """Whether one of its limits is about a finding."""
        return any(key in {_ALL, _SHARE, f"max-{finding.family}"} for key, _ in self.limits)


@dataclass(slots=True)
class Spent:
    """What a run has found of what a budget is about."""

    budget: Budget
    drafts: int = 0
    words: int = 0
    findings: int = 0
    families: Counter[str] = field(default_factory=Counter)

    def add(self, findings: Iterable[Finding], words: int) -> None:
        """Add a draft."""
        self.drafts += 1
        self.words += words
        for finding in findings:
            self.findings += 1
            self.families[finding.family] += 1

    def over(self) -> Iterator[str]:
        """The limits that are exceeded, a line each."""
        for key, most in self.budget.limits:
            found = self._found(key)
            if found > most:
                yield (
                    f"{self.budget.place}: budget of {self.budget.glob!r}: "
                    f"{key} = {str(most).removesuffix('.0')}, but {_told(found, most)} found in "
                    f"{counted(self.drafts, 'draft')}"
                )

    def _found(self, key: str) -> float:
        if key == _ALL:
            return self.findings
        if key == _SHARE:
            return self.findings * _MOST_WORDS / max(self.words, 1)
        return self.families[key.removeprefix("max-")]


def _told(found: float, most: float) -> str:
    """A number that exceeds a limit, in as few digits as show that it does."""
    digits = next((n for n in range(1, _MOST_DIGITS) if round(found, n) > most), _MOST_DIGITS)
    whole, _, rest = f"{found:,.{digits}f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}".removesuffix(".")
