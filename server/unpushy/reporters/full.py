"""For reading: the flagged line with carets, the reason, and the rewrites, the best as a small diff."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import wrap

from unpushy.finding import Finding, Rewrite, Severity
from unpushy.reporters import Context, Result, Style
from unpushy.rewrite import whole_edit
from unpushy.wording import counted, shown

DESCRIPTION = "the line, the reason and the rewrites"
REWRITES = True
_LABELS = {"safe": "rewrite", "fill": "fill in", "cut": "cut"}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFORMATION: "36"}
_BOLD, _RED, _GREEN, _DIM = "1", "31", "32", "2"
_LEAD = 20
"""Code points of a line that are shown before what is flagged."""
_AROUND = 24
"""Code points that are shown around what a rewrite changes."""


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    style = context.style
    families: Counter[str] = Counter()
    drafts = 0
    for result in results:
        drafts += 1
        for finding in result.findings:
            families[finding.family] += 1
            yield from _finding(result, finding, style)
    checked = counted(drafts, "draft")
    known = context.tally.known.total()
    aside = f" ({known:,} more {'is' if known == 1 else 'are'} in the baseline)" if known else ""
    if not families:
        yield f"No {'new ' if known else ''}pressure found in {checked}{aside}.\n"
        return
    counts = ", ".join(f"{count:,} {family}" for family, count in sorted(families.items()))
    yield f"{counted(families.total(), 'finding')} in {checked}: {counts}{aside}.\n"


def _finding(result: Result, finding: Finding, style: Style) -> Iterator[str]:
    lines = result.lines
    line, column = lines.position(finding.span.start)
    colour = _COLOURS[finding.severity]
    place = _painted(shown(f"{result.path}:{line + 1}:{column + 1}"), _BOLD, style)
    yield f"{place} {_painted(finding.severity.label, colour, style)} {finding.rule}\n"
    start = lines.starts[line]
    stop = lines.starts[line + 1] if line + 1 < len(lines.starts) else len(result.text)
    text = result.text[start:stop].rstrip("\r\n")
    part, carets = _window(text, column, min(finding.span.end - start, len(text)), style.width - 6)
    yield f"  {_painted('|', _DIM, style)} {part}\n  {_painted('|', _DIM, style)} "
    yield carets.replace("^" * carets.count("^"), _painted("^" * carets.count("^"), colour, style)) + "\n"
    yield _filled(finding.message, style)
    for number, rewrite in enumerate(finding.rewrites):
        if number == 0:
            yield from _change(result.text, rewrite, style)
        else:
            yield _filled(f"{_LABELS[rewrite.kind]}: {rewrite.title}", style)
    yield "\n"


def _change(text: str, rewrite: Rewrite, style: Style) -> Iterator[str]:
    """The best rewrite: what it takes away, and what it puts there."""
    edit = whole_edit(text, rewrite)
    whole = edit.span
    left = text[max(whole.start - _AROUND, 0) : whole.start].rpartition("\n")[2]
    right = text[whole.end : whole.end + _AROUND].partition("\n")[0]
    if len(left) == _AROUND:
        left = "\u2026 " + left.partition(" ")[2]
    if len(right) == _AROUND:
        right = right.rpartition(" ")[0] + " \u2026"
    for mark, colour, words in (("-", _RED, whole.of(text)), ("+", _GREEN, edit.text)):
        line = _printable(" ".join(f"{left}{words}{right}".split()))
        if mark == "+" and not edit.text.strip():
            line = _printable(" ".join(f"{left}{right}".split())) or "(nothing)"
        yield from (
            _painted(f"  {mark if first == 0 else ' '} {part}", colour, style) + "\n"
            for first, part in enumerate(wrap(line, style.width - 6, break_on_hyphens=False) or [""])
        )


def _painted(text: str, code: str, style: Style) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if style.colour and text else text


def _filled(text: str, style: Style) -> str:
    lines = wrap(text, style.width - 4, subsequent_indent="  ", break_on_hyphens=False)
    return "".join(f"  {line}\n" for line in lines)


def _window(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """The part of a line around columns ``start`` to ``end`` (code points), and carets under them."""
    left = max(0, min(start - _LEAD, len(text) - width))
    part = text[left : left + width]
    before, after = "\u2026" if left else "", "\u2026" if left + width < len(text) else ""
    flagged = text[start : min(end, left + width)]
    carets = " " * _columns(before + text[left:start]) + "^" * max(1, _columns(flagged))
    return before + _printable(part) + after, carets


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " if c in "\t\u00a0" else "\ufffd" for c in text)


def _columns(text: str) -> int:
    """Terminal columns: wide characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
