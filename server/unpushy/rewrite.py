"""Applies rewrites to a source text, and names them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from unpushy.document import REMEMBERED
from unpushy.finding import Finding, Rewrite, RewriteKind
from unpushy.text import Edit, Span

_TITLE_LENGTH = 100


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


@lru_cache(maxsize=REMEMBERED)
def title(kind: RewriteKind, old: str, new: str) -> str:
    """One line for a menu: what the rewrite would put there, or take away."""
    if kind is RewriteKind.CUT or old.lower().endswith(new.lower()):
        return f"Delete \u201c{_short(old[: len(old) - len(new)])}\u201d"
    return f"Write \u201c{_short(new)}\u201d"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rstrip() + "\u2026"
