"""A report to read and to hand on: one HTML file that needs no network and no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile

from unpushy import __version__
from unpushy.reporters import Context, Result
from unpushy.reporters._figures import Figures, ranked, trend
from unpushy.reporters._html_parts import chart, finding_article, text, trend_chart, worst_table
from unpushy.wording import counted

DESCRIPTION = "a report in one HTML file, with charts and each finding in context"
REWRITES = True
_IN_MEMORY = 8_000_000
"""Code points of findings from which they wait on disk for the charts, which stand before them."""
_PIECE = 1 << 16
_MOST_BARS = 25
_STYLE = Path(__file__).with_name("report.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing in a draft may load anything."""


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    figures = Figures()
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as found:
        for result in results:
            figures.add(result)
            found.writelines(_draft(result))
        yield from _head(figures)
        yield from _charts(figures, context)
        yield '<section aria-labelledby="findings"><h2 id="findings">Findings</h2>\n'
        yield "" if figures.findings else "<p>None.</p>\n"
        found.seek(0)
        while piece := found.read(_PIECE):
            yield piece
    yield f"</section>\n</main>\n<footer><p>Made by unpushy {__version__}.</p></footer>\n</body>\n</html>\n"


def _head(figures: Figures) -> Iterator[str]:
    title = "How these drafts read"
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}: {text(figures.headline())}</title>\n<style>\n"
    yield f"{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#main">To the report</a>\n'
    yield f'<header><h1>{title}</h1>\n<p class="lead">{text(figures.headline())}</p>\n'
    yield '<nav aria-label="Parts of the report"><ul><li><a href="#summary">Summary</a></li>'
    yield '<li><a href="#findings">Findings</a></li></ul></nav></header>\n<main id="main">\n'


def _charts(figures: Figures, context: Context) -> Iterator[str]:
    yield '<section aria-labelledby="summary"><h2 id="summary">Summary</h2>\n'
    if context.tally.over:
        lines = "".join(f"<li>{text(line)}</li>" for line in context.tally.over)
        yield f'<div class="over"><p>Over budget:</p><ul>{lines}</ul></div>\n'
    if context.tally.with_baseline and (rows := trend(figures, context.tally)):
        yield trend_chart(rows)
    yield '<div class="charts">\n'
    for name, counts in (("family", figures.families), ("folder", figures.folders), ("rule", figures.rules)):
        if counts:
            caption = f"Findings by {name}"
            if len(counts) > _MOST_BARS:
                caption += f", the first {_MOST_BARS} of {len(counts):,}"
            yield chart(caption, name, ranked(counts)[:_MOST_BARS])
    worst = figures.worst()
    yield f"{worst_table(worst) if worst else ''}</div></section>\n"


def _draft(result: Result) -> Iterator[str]:
    if result.findings:
        count = counted(len(result.findings), "finding")
        yield f"<details open><summary><h3>{text(result.path)}</h3> "
        yield f'<span class="soft">{count}</span></summary>\n'
        for finding in result.findings:
            yield finding_article(result, finding)
        yield "</details>\n"
