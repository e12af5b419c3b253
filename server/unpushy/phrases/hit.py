"""What a rule yields: a hit over tokens, and the rewrites it proposes."""

from __future__ import annotations

from dataclasses import dataclass

from unpushy.finding import RewriteKind, Severity


@dataclass(frozen=True, slots=True)
class Proposal:
    """New words for a hit, before they are fitted into its sentence."""

    kind: RewriteKind
    text: str
    """Empty: delete."""
    of: str
    """What it replaces: ``match``, ``clause``, ``sentence``, or the ``tokens`` named by ``at``."""
    where: str = "body"
    """Fits only there: ``body`` or ``subject``."""
    at: tuple[int, int] = (0, 0)
    """Tokens (half-open) that the text takes the place of, as it is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds of tokens ``start`` to ``end`` (half-open) of a passage."""

    rule: str
    start: int
    end: int
    message: str
    proposals: tuple[Proposal, ...] = ()
    facts: tuple[int, ...] = ()
    """Tokens of the match that its pattern leaves open, and that say something of the matter."""
    own: bool = False
    """Whether it comes from a list of a user's own."""
    severity: Severity | None = None
    """How much it weighs, where that is not the rule's to say."""
    confidence: float | None = None
    """How likely it is right, where a trained model says so."""
