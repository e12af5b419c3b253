"""Errors in phrase lists, told to the person who edits them."""

from __future__ import annotations

import re
from pathlib import Path

from unpushy.errors import UserError


class PhraseListError(UserError):
    """A phrase list that can't be used: file, line (1-based), key, value and remedy in its message."""

    def __init__(self, path: Path, line: int, key: str, problem: str, remedy: str = "") -> None:
        self.path = path
        self.line = line
        self.key = key
        self.problem = problem
        self.remedy = remedy
        where = f"{path}:{line}: " + (f"{key}: " if key else "")
        super().__init__(where + problem + (f" ({remedy})" if remedy else ""))


_STEP = re.compile(r"\.(?P<key>[^.\[]+)|\[(?P<index>\d+)\]|\[\.\.\.\]")


def line_of(text: str, path: str, value: str | None = None) -> int:
    """The line (1-based) of a TOML text where a validation path such as ``$.phrases[2].rewrites`` points.

    Looks for the table headers and keys in order, then for ``value``; a best effort, since the
    TOML parser keeps no positions.
    """
    lines = text.split("\n")
    at = 0
    table: list[str] = []
    for step in _STEP.finditer(path):
        if step["key"] is not None:
            table.append(step["key"])
            dotted = r"\.".join(re.escape(part) for part in table)
            header = re.compile(rf"\s*\[\[?\s*{dotted}\s*\]")
            key = re.compile(rf"""\s*["']?{re.escape(step["key"])}["']?\s*=""")
            at = next((i for i in range(at, len(lines)) if header.match(lines[i]) or key.match(lines[i])), at)
        elif step["index"] is not None and table:
            dotted = r"\.".join(re.escape(part) for part in table)
            tables = [i for i, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{dotted}\s*\]\]", line)]
            if int(step["index"]) < len(tables):
                at = tables[int(step["index"])]
    if value:
        at = next((i for i in range(at, len(lines)) if value in lines[i]), at)
    return at + 1
