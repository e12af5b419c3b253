"""For reading: the flagged line with carets, the reason, and the rewrites."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import fill

from unpushy.finding import Finding
from unpushy.reporters import Result
from unpushy.text import LineIndex

DESCRIPTION = "the line, the reason and the rewrites"
_LABELS = {"safe": "rewrite", "fill": "fill in", "cut": "cut"}
_WIDTH = 80
"""Columns of a terminal."""
_SHOWN = 72
"""Code points of the source line that are shown around a finding."""


def render(results: Iterable[Result]) -> Iterator[str]:
    families: Counter[str] = Counter()
    drafts = 0
    for result in results:
        drafts += 1
        lines = result.lines
        for finding in result.findings:
            families[finding.family] += 1
            yield from _finding(result, finding, lines)
    checked = f"{drafts} draft" + ("" if drafts == 1 else "s")
    if not families:
        yield f"No pressure found in {checked}.\n"
        return
    total = families.total()
    counts = ", ".join(f"{count} {family}" for family, count in sorted(families.items()))
    yield f"{total} finding{'' if total == 1 else 's'} in {checked}: {counts}.\n"


def _finding(result: Result, finding: Finding, lines: LineIndex) -> Iterator[str]:
    line, column = lines.position(finding.span.start)
    yield f"{result.path}:{line + 1}:{column + 1} {finding.severity.label} {finding.rule}\n"
    start = lines.starts[line]
    stop = lines.starts[line + 1] if line + 1 < len(lines.starts) else len(result.text)
    text = result.text[start:stop].rstrip("\r\n")
    shown, carets = _window(text, column, min(finding.span.end - start, len(text)))
    yield f"  | {shown}\n  | {carets}\n{_filled(finding.message)}"
    for rewrite in finding.rewrites:
        yield _filled(f"{_LABELS[rewrite.kind]}: {rewrite.title}")
    yield "\n"


def _filled(text: str) -> str:
    return fill(text, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False) + "\n"


def _window(text: str, start: int, end: int) -> tuple[str, str]:
    """The part of a line around columns ``start`` to ``end`` (code points), and carets under them."""
    left = max(0, min(start - 20, len(text) - _SHOWN))
    part = text[left : left + _SHOWN]
    before, after = "\u2026" if left else "", "\u2026" if left + _SHOWN < len(text) else ""
    flagged = text[start : min(end, left + _SHOWN)]
    carets = " " * _columns(before + text[left:start]) + "^" * max(1, _columns(flagged))
    return before + _printable(part) + after, carets


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " if c in "\t\u00a0" else "\ufffd" for c in text)


def _columns(text: str) -> int:
    """Terminal columns: wide characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
