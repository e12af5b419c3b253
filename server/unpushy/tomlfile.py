"""TOML files: their text, their data, and on which line a value stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Steps = tuple[str | int, ...]
"""The way to a value: keys of tables, places in lists."""


class Misfit(Exception):  # noqa: N818 -- each caller makes the error of it that its users know
    """A file that can't be used: the line (1-based) and the key, where it is known, and what is wrong."""

    def __init__(self, problem: str, line: int | None = None, key: str = "") -> None:
        super().__init__(problem)
        self.problem, self.line, self.key = problem, line, key

    def told(self, path: Path) -> str:
        """The message for a file."""
        where = f"{path}:{self.line}" if self.line else str(path)
        return f"{where}: {self.key} {self.problem}" if self.key else f"{where}: {self.problem}"


def text_of(path: Path) -> str:
    """The text of a file. Raises ``Misfit``."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Misfit(f"can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Misfit("is not UTF-8; save it as UTF-8") from error


def data_of(text: str) -> dict[str, Any]:
    """The data of a TOML text. Raises ``Misfit``."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1  # "at end of document"
        raise Misfit(f"is not TOML: {error}", line) from error
    except (ValueError, RecursionError) as error:
        raise Misfit(f"is not TOML: {error}") from error


def line_of(text: str, steps: Sequence[str | int], value: str | None = None) -> int:
    """The line (1-based) of a TOML text where a value stands.

    Looks for the table headers and keys in order, then for ``value``; a best effort, since the
    TOML parser keeps no positions.
    """
    lines = text.split("\n")
    at = 0
    table: list[str] = []
    for step in steps:
        if isinstance(step, str):
            table.append(rf"""["']?{re.escape(step)}["']?""")
            header = re.compile(rf"\s*\[\[?\s*{'[.]'.join(table)}\s*\]")
            key = re.compile(rf"\s*(?:[^=\[#]+\.)?{table[-1]}\s*=")
            at = next((i for i in range(at, len(lines)) if header.match(lines[i]) or key.match(lines[i])), at)
        elif table:
            header = re.compile(rf"\s*\[\[\s*{'[.]'.join(table)}\s*\]\]")
            tables = [i for i, line in enumerate(lines) if header.match(line)]
            at = tables[step] if step < len(tables) else at
    if value:
        forms = (f'"{value}"', f"'{value}'", value)  # one rule's name may begin another's
        at = next((i for form in forms for i in range(at, len(lines)) if form in lines[i]), at)
    return at + 1
