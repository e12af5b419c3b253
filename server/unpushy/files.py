"""Files in and out: which ones a path names, and writing one back whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

_SKIPPED_FOLDERS = frozenset({"node_modules", "venv", "__pycache__", "site-packages", "build", "dist"})
_PROJECT_FILES = (
    "readme", "changelog", "changes", "license", "licence", "contributing", "requirements", "notice",
    "authors", "copying", "security", "code_of_conduct", "history", "constraints", "robots", "cmakelists",
)  # fmt: skip


def drafts_under(path: Path, suffixes: frozenset[str], failed: Callable[[OSError], None]) -> Iterator[Path]:
    """A named file as it is; of a folder the files that can be drafts, in a stable order.

    Links to folders are not followed, so a loop of them ends; ``failed`` hears of folders that
    can't be read.
    """
    try:
        folder_given = path.is_dir()
    except OSError:  # such as a name that is too long: reading the file will say so
        folder_given = False
    if not folder_given:
        yield path
        return
    for folder, folders, names in os.walk(path, onerror=failed):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS
        )
        for name in sorted(names):
            if Path(name).suffix.lower() in suffixes and not _is_project_file(name):
                yield Path(folder, name)


def _is_project_file(name: str) -> bool:
    return name.startswith(".") or name.lower().startswith(_PROJECT_FILES)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content at once, keeping its mode; a link keeps pointing where it points.

    Raises ``OSError``; the old content is then still there.
    """
    target = path.resolve()
    mode = target.stat().st_mode
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode & 0o7777)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
