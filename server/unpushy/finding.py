"""What a check reports: findings, their severity and their rewrites."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from unpushy.text import Edit, Span


class Severity(IntEnum):
    """How much a finding matters; the order is that of ``--fail-on``."""

    INFORMATION = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        return self.name.lower()


class RewriteKind(StrEnum):
    """What applying a rewrite asks of the writer."""

    SAFE = "safe"
    """Drop-in, needs no new fact; the only kind that ``--fix`` applies."""
    FILL = "fill"
    """Carries slots in brackets that the writer fills."""
    CUT = "cut"
    """Deletes the sentence or clause."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Edits over the source text that release the pressure; applied together or not at all."""

    title: str
    kind: RewriteKind
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds of a span of the source text (code points, half-open)."""

    rule: str
    severity: Severity
    message: str
    span: Span
    excerpt: str
    """The flagged words as the reader sees them, markup and encoding removed."""
    rewrites: tuple[Rewrite, ...] = ()
    fingerprint: str = ""
    """Names the finding by its rule and its sentence: a hash, the same wherever the sentence stands."""
    confidence: float | None = None
    """How likely it is right in real mail, where the trained reader made it."""

    @property
    def family(self) -> str:
        return self.rule.partition("/")[0]
