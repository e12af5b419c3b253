"""Changes to the configuration that a writer asks for in the editor, each of which can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from unpushy.files import write_atomically


@dataclass(frozen=True, slots=True)
class Change:
    """The text of a file before and after; ``before`` is None where there was none."""

    path: Path
    before: str | None
    after: str


def change(path: Path, make: Callable[[str], str]) -> Change:
    """Change a file's text, keeping its line ends. Raises ``OSError``, ``UnicodeDecodeError``."""
    before = path.read_bytes().decode("utf-8") if path.exists() else None
    after = make((before or "").replace("\r\n", "\n"))
    if before and "\r\n" in before:
        after = after.replace("\n", "\r\n")
    if before is None:
        path.touch()
    write_atomically(path, after.encode("utf-8"))
    return Change(path, before, after)


def undone(last: Change) -> bool:
    """Take a change back, if the file is still as it left it. Raises ``OSError``."""
    if not last.path.exists() or last.path.read_bytes() != last.after.encode("utf-8"):
        return False
    if last.before is None:
        last.path.unlink()
    else:
        write_atomically(last.path, last.before.encode("utf-8"))
    return True
