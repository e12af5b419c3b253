"""Writing files whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content at once, keeping its mode; a link keeps pointing where it points.

    Raises ``OSError``; the old content is then still there.
    """
    write_pieces(path, [data])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same with content that comes in pieces, of which few are in memory; the file may be new."""
    _put(path.resolve(), pieces, lasting=True)


def write_cache(path: Path, data: bytes) -> None:
    """Write a file that can be made again, and its folder, for their owner alone. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _put(path, [data], lasting=False)


def _put(path: Path, pieces: Iterable[bytes], *, lasting: bool) -> None:
    """What is lasting is sure to be on the disk before it takes the place of other content, and its mode."""
    import tempfile  # brings archives and more, and most runs write nothing

    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        if lasting:
            path.touch()
            Path(temporary).chmod(path.stat().st_mode & 0o7777)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
