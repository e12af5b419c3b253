"""Errors in phrase lists, told to the person who edits them."""

from __future__ import annotations

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
