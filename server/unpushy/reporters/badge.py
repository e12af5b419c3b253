"""A badge (SVG) that says how much was found, for a README or a dashboard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.reporters import Context, Result
from unpushy.reporters._xml import attributes, text
from unpushy.wording import counted

DESCRIPTION = "a badge with the count of findings (SVG)"
REWRITES = False
_LABEL = "unpushy"
_KIND, _FAIR, _PRESSING = "#1f6f3d", "#6b5300", "#9c2a1c"
"""Greens and so on that are dark enough for white letters to be read on them."""
_LETTER, _MARGIN = 7, 10
"""Pixels; text is stretched to this width, whatever the font."""


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    found, failing = 0, False
    for result in results:
        found += len(result.findings)
        failing = failing or any(result.failing)
    told = counted(found, "finding") if found else "no pressure"
    yield _badge(told, _PRESSING if failing or context.tally.over else _FAIR if found else _KIND)


def _badge(told: str, colour: str) -> str:
    left, right = (len(words) * _LETTER + 2 * _MARGIN for words in (_LABEL, told))
    name = attributes(**{"aria-label": f"{_LABEL}: {told}"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"{name}>'
        f"<title>{text(f'{_LABEL}: {told}')}</title>"
        f'<clipPath id="round"><rect width="{left + right}" height="20" rx="3"/></clipPath>'
        f'<g clip-path="url(#round)"><rect width="{left}" height="20" fill="#444"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/></g>'
        f'<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,sans-serif" font-size="11">'
        f"{_words(_LABEL, left / 2)}{_words(told, left + right / 2)}</g></svg>\n"
    )


def _words(words: str, middle: float) -> str:
    width = len(words) * _LETTER
    return f'<text x="{middle}" y="14" textLength="{width}">{text(words)}</text>'
