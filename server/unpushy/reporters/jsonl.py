"""JSON Lines: the objects of the format ``json``, one a line, each as soon as it is known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from unpushy.reporters import Context, Result
from unpushy.reporters.json import as_plain

DESCRIPTION = "the objects of json, one a line"
REWRITES = True


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    for result in results:
        lines = result.lines
        for finding in result.findings:
            yield json.dumps(as_plain(result.path, finding, lines), ensure_ascii=False) + "\n"
