"""What is known of a rule, wherever it is written: shown by ``unpushy rule`` and in rule pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from unpushy.finding import Severity

Family = Literal["pushy", "passive", "scolding", "focus", "draft"]
FAMILIES: dict[str, Severity] = {
    "pushy": Severity.WARNING,
    "scolding": Severity.WARNING,
    "passive": Severity.INFORMATION,
    "focus": Severity.INFORMATION,
    "draft": Severity.ERROR,
}
"""Each family with the severity of its rules, where a rule names none of its own."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a reader minds: a fact with its source."""

    claim: str
    source: str
    confidence: Literal["high", "medium", "low"]
    year: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's card. ``flags`` mark the flagged words by « and », ``clean`` stays unflagged."""

    id: str
    title: str
    why: str
    severity: Severity
    evidence: tuple[Evidence, ...] = ()
    flags: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]
