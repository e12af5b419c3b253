"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content at once, keeping its mode; a link keeps pointing where it points.

    Raises ``OSError``; the old content is then still there.
    """
    target = path.resolve()
    _put(target, data, target.stat().st_mode & 0o7777)


def write_cache(path: Path, data: bytes) -> None:
    """Write a file that can be made again, and its folder, for their owner alone. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _put(path, data, None)


def _put(path: Path, data: bytes, mode: int | None) -> None:
    """With a mode, the data are sure to be on the disk before they take the place of others."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if mode is not None:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
