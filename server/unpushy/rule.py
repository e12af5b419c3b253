"""What is known of a rule, wherever it is written: shown by ``unpushy rule`` and in rule pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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

Profile = Literal["outreach", "follow-up", "dunning", "internal", "support", "transactional"]
PROFILES: dict[Profile, str] = {
    "outreach": "the first mail to somebody who did not ask for it",
    "follow-up": "a mail after a meeting, an offer or an earlier mail",
    "dunning": "a notice of an invoice that is overdue",
    "internal": "a mail among colleagues",
    "support": "an answer to somebody who asked for help",
    "transactional": "a mail that a system sends about an order, an account or a booking",
}
"""Kinds of email; what is fair in one presses in another, so a rule may weigh more or less in each."""


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
    profiles: Mapping[str, Severity] = field(default_factory=dict, hash=False)
    """Its severity by profile, where that differs."""
    rewrites: tuple[tuple[str, str], ...] = ()
    """Flagged texts, and what the first rewrite makes of each."""

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]
