"""Applies rewrites to a source text."""

from __future__ import annotations

from collections.abc import Iterable

from unpushy.finding import Finding, Rewrite, RewriteKind
from unpushy.text import Edit, Span


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits that don't overlap. Raises ``ValueError`` where they do, or lie outside the text."""
    out: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < at or edit.span.end > len(text):
            raise ValueError(f"edit at {edit.span} overlaps another or lies outside the text")
        out += text[at : edit.span.start], edit.text
        at = edit.span.end
    out.append(text[at:])
    return "".join(out)


def whole_edit(text: str, rewrite: Rewrite) -> Edit:
    """The edits of a rewrite as one, over what stands between them, too."""
    edits = sorted(rewrite.edits, key=lambda edit: edit.span)
    new, at = "", edits[0].span.start
    for edit in edits:
        new += text[at : edit.span.start] + edit.text
        at = edit.span.end
    return Edit(Span(edits[0].span.start, at), new)


def compatible_edits(
    findings: Iterable[Finding], kinds: frozenset[RewriteKind] = frozenset({RewriteKind.SAFE})
) -> list[Edit]:
    """The edits of each finding's best rewrite of these kinds; what overlaps an earlier one waits."""
    taken: list[Edit] = []
    for finding in sorted(findings, key=lambda finding: finding.span):
        best = next((rewrite for rewrite in finding.rewrites if rewrite.kind in kinds), None)
        if best is None:
            continue
        if any(_clash(edit, other) for edit in best.edits for other in taken):
            continue
        taken += best.edits
    return taken


def _clash(edit: Edit, other: Edit) -> bool:
    """Edits that overlap or touch: the second may need to see what the first has made."""
    return edit.span.start <= other.span.end and other.span.start <= edit.span.end
