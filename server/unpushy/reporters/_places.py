"""Where a finding stands, as the machines that read reports count and name it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from unpushy.reporters import Result
from unpushy.text import Span

STDIN = "stdin"
"""What standard input is called where it has no name of its own."""


class Place(NamedTuple):
    """Lines and columns, from 1 on; columns count code points."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    """The first one behind it."""


def in_draft(result: Result, span: Span) -> Place:
    """Where a span stands in its draft, of a mailbox in the message: for readers."""
    (line, column), (end_line, end_column) = map(result.lines.position, (span.start, span.end))
    return Place(result.path, line + 1, column + 1, end_line + 1, end_column + 1)


def in_file(result: Result, span: Span) -> Place:
    """Where it stands in the file that holds the draft, which may be a mailbox: for machines."""
    place, above = in_draft(result, span), result.item.above
    return place._replace(path=result.item.path, line=place.line + above, end_line=place.end_line + above)


def in_repository(result: Result, span: Span) -> Place:
    """The same by the path that forges find the file by."""
    place = in_file(result, span)
    return place._replace(path=from_root(place.path))


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
