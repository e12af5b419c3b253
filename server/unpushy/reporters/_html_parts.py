"""Parts of the HTML report. Charts are tables with bars, so that each figure can be read as text, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from unpushy.finding import Finding, Rewrite
from unpushy.reporters import Result
from unpushy.reporters._figures import Worst
from unpushy.reporters._places import in_draft
from unpushy.rewrite import whole_edit
from unpushy.rule import FAMILIES
from unpushy.text import Span

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_AROUND = 240
"""Code points that are shown before and behind flagged words, within a line of theirs or one beside it."""
_LABELS = {"safe": "Rewrite", "fill": "Fill in", "cut": "Cut"}
_NUMBER = ' class="number"'
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that would show the text behind them in another order."""


def text(words: str) -> str:
    """Words as HTML has them, with what no page may hold replaced."""
    return escape(_DIRECTIONS.sub("\ufffd", _FORBIDDEN.sub("\ufffd", words)))


def chart(caption: str, head: str, counts: Sequence[tuple[str, int]]) -> str:
    """Names with their counts and bars."""
    most = max((count for _, count in counts), default=1)
    rows = [(name, [f"{count:,}"], _bar([(_class(name), count)], most)) for name, count in counts]
    return _table(caption, (head, "findings"), rows)


def trend_chart(rows: Sequence[tuple[str, int, int, int]]) -> str:
    """Of each family what is new, known and gone."""
    kinds = ("new", "known", "gone")
    most = max((sum(counts) for _, *counts in rows), default=1)
    legend = "".join(f"<li>{_bar([(kind, 1)], 1)} {kind}</li>" for kind in kinds)
    listed = [
        (family, [f"{count:,}" for count in counts], _bar(list(zip(kinds, counts, strict=True)), most))
        for family, *counts in rows
    ]
    table = _table("New since the baseline, known to it, and gone since", ("family", *kinds), listed)
    return f'<ul class="legend" aria-hidden="true">{legend}</ul>\n{table}'


def worst_table(worst: Iterable[Worst]) -> str:
    """The drafts with most findings."""
    rows = [(one.path, [f"{one.findings:,}", f"{one.words:,}", f"{one.share:.1f}"], "") for one in worst]
    return _table("The drafts with most findings", ("draft", "findings", "words", "in 1,000 words"), rows)


def _table(caption: str, head: Sequence[str], rows: Iterable[tuple[str, Sequence[str], str]]) -> str:
    """Rows of a name, numbers and a bar; a wide table scrolls by itself, for the keyboard, too."""
    first, *others = (
        f'<th scope="col"{_NUMBER if at else ""}>{text(one)}</th>' for at, one in enumerate(head)
    )
    rows = list(rows)
    over_bars = "<td></td>" if any(bar for _, _, bar in rows) else ""
    body = "".join(
        f'<tr><th scope="row">{text(name)}</th>'
        + "".join(f"<td{_NUMBER}>{number}</td>" for number in numbers)
        + (f'<td class="bar">{bar}</td></tr>\n' if bar else "</tr>\n")
        for name, numbers, bar in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{text(caption)}">\n'
        f"<table><caption>{text(caption)}</caption>\n<thead><tr>{first}{''.join(others)}{over_bars}</tr></thead>\n"
        f"<tbody>\n{body}</tbody></table></div>\n"
    )


def finding_article(result: Result, finding: Finding) -> str:
    """A finding in its context, with why it is one and what to write."""
    source = result.text
    _, line, column, *_ = in_draft(result, finding.span)
    before, after = _around(result, finding.span)
    flagged = finding.span.of(source)
    encoded = flagged != finding.excerpt  # for a mail's way, not for a reader
    rewrites = "".join(f"<li>{_rewrite(source, one, encoded=encoded)}</li>" for one in finding.rewrites)
    place = f"{finding.severity.label}, line {line}, column {column}"
    read = f"<p>It reads: \u201c{text(finding.excerpt)}\u201d</p>" if encoded else ""
    return (
        f'<article class="{_class(finding.family)}">'
        f'<h4>{text(finding.rule)} <span class="soft">{place}</span></h4>\n'
        f"<pre>{text(before)}<mark>{text(flagged)}</mark>{text(after)}</pre>{read}"
        f"<p>{text(finding.message)}</p>"
        + (f'<ul class="rewrites">{rewrites}</ul>' if rewrites else "")
        + "</article>\n"
    )


def _bar(parts: Sequence[tuple[str, int]], most: int) -> str:
    at, drawn = 0.0, ""
    for name, count in parts:
        width = 100 * count / max(most, 1)
        drawn += f'<rect class="{name}" x="{at:.2f}" width="{width:.2f}" height="10"/>' if count else ""
        at += width
    return f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>'


def _class(name: str) -> str:
    """The class that gives a family, or a rule of it, its colour."""
    family = name.partition("/")[0]
    return family if family in FAMILIES else "all"


def _around(result: Result, span: Span) -> tuple[str, str]:
    """The text before and behind a span, to the ends of the lines beside it."""
    source, lines = result.text, result.lines
    first, last = lines.position(span.start)[0], lines.position(span.end)[0]
    start = lines.starts[max(first - 1, 0)]
    end = lines.starts[last + 2] if last + 2 < len(lines.starts) else len(source)
    before, after = source[start : span.start].lstrip("\r\n"), source[span.end : end].rstrip("\r\n")
    if len(before) > _AROUND:
        before = "\u2026" + before[-_AROUND:]
    if len(after) > _AROUND:
        after = after[:_AROUND] + "\u2026"
    return before, after


def _rewrite(source: str, rewrite: Rewrite, *, encoded: bool) -> str:
    if encoded:
        return f"{_LABELS[rewrite.kind]}: {text(rewrite.title)}"
    edit = whole_edit(source, rewrite)
    old, new = (" ".join(words.split()) for words in (edit.span.of(source), edit.text))
    inserted = f" <ins>{text(new)}</ins>" if new else ""
    return f"{_LABELS[rewrite.kind]}: <del>{text(old)}</del>{inserted}"
