"""A summary in Markdown, for a job's page or a comment in a review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from unpushy.finding import Finding
from unpushy.reporters import Context, Result
from unpushy.reporters._figures import Figures, ranked, trend
from unpushy.reporters._places import in_draft
from unpushy.wording import shown

DESCRIPTION = "a summary in Markdown"
REWRITES = True
_SHOWN = 100
"""Findings that are listed: a job's page holds a megabyte."""
_MARKS = re.compile(r"([\\`*_{}\[\]<>|#&~])")


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    figures = Figures()
    listed: list[str] = []
    for result in results:
        figures.add(result)
        room = _SHOWN - len(listed)
        listed += [_row(result, finding) for finding in result.findings[: max(room, 0)]]
    yield f"## unpushy\n\n{figures.headline()}\n"
    if context.tally.over:
        yield "\n" + "".join(f"- {_plain(line)}\n" for line in context.tally.over)
    if context.tally.with_baseline:
        rows = [[family, *map(_count, counts)] for family, *counts in trend(figures, context.tally)]
        yield from _table("Since the baseline", ["family", "new", "known", "gone"], rows)
    for title, counts in (("family", figures.families), ("folder", figures.folders), ("rule", figures.rules)):
        yield from _table(
            f"By {title}", [title, "findings"], [[_plain(name), _count(n)] for name, n in ranked(counts)]
        )
    worst = [
        [_plain(one.path), _count(one.findings), _count(one.words), f"{one.share:.1f}"]
        for one in figures.worst()
    ]
    yield from _table("Worst drafts", ["draft", "findings", "words", "in 1,000 words"], worst)
    if listed:
        shown = f"{_count(len(listed))} of {_count(figures.findings)} findings"
        yield f"\n<details>\n<summary>{shown}</summary>\n\n"
        yield "| place | rule | words | rewrite |\n| --- | --- | --- | --- |\n"
        yield from listed
        yield "\n</details>\n"


def _row(result: Result, finding: Finding) -> str:
    path, line, *_ = in_draft(result, finding.span)
    rewrite = finding.rewrites[0].title if finding.rewrites else ""
    cells = (f"{path}:{line}", finding.rule, finding.excerpt, rewrite)
    return "| " + " | ".join(map(_plain, cells)) + " |\n"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table of words and, from the second column on, numbers; nothing where it would be empty."""
    if rows:
        yield f"\n### {title}\n\n| {' | '.join(head)} |\n| --- |{' ---: |' * (len(head) - 1)}\n"
        yield from (f"| {' | '.join(row)} |\n" for row in rows)


def _count(number: int) -> str:
    return f"{number:,}"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKS.sub(r"\\\1", shown(" ".join(text.split())))
