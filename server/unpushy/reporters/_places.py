"""Where a finding stands, as the machines that read reports count and name it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from unpushy.text import LineIndex, Span

STDIN = "stdin"
"""What standard input is called where it has no name of its own."""
Position = tuple[int, int]
"""A line and a column, both from 1 on; columns count code points."""


def positions(span: Span, lines: LineIndex) -> tuple[Position, Position]:
    """The first place of a span, and the first one behind it."""
    (line, column), (end_line, end_column) = lines.position(span.start), lines.position(span.end)
    return (line + 1, column + 1), (end_line + 1, end_column + 1)


def from_root(path: str) -> str:
    """A path from the root of the repository that holds the current folder, or else from that folder.

    Forges find files by it. What lies outside stays as it was named.
    """
    if path == "-":
        return STDIN
    there = os.path.relpath(path, _root(os.getcwd()))  # noqa: PTH109 -- a key, and one call a finding
    return (path if there.startswith(os.pardir) else there).replace(os.sep, "/")


@lru_cache
def _root(folder: str) -> str:
    return next((str(p) for p in (Path(folder), *Path(folder).parents) if (p / ".git").exists()), folder)
