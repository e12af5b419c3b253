"""JSON Lines: the objects of the format ``json``, one a line, each as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.reporters import Context, Result
from unpushy.reporters._json import plain
from unpushy.reporters.json import as_plain

DESCRIPTION = "the objects of json, one a line"
REWRITES = True


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    for result in results:
        for finding in as_plain(result):
            yield plain(finding) + "\n"
