"""Mailboxes: the messages of mbox files (RFC 4155), and Maildir folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

SUFFIXES = frozenset({".mbox", ".mbx"})
MBOX_MESSAGE = "message.mbox"
MAILDIR_MESSAGE = "message.eml"
"""What a message is read as: its own name tells no format."""
_MAILDIR = ("cur", "new", "tmp")
_SEPARATOR = re.compile(
    rb"From [^\n]*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    rb" +\d{1,2} +\d{1,2}:\d\d"
)
"""A sender, and a time as C's ``asctime`` writes it; other lines that begin with "From " are the writer's."""


class Part(NamedTuple):
    """A message of an mbox, or what stands before the first one."""

    number: int
    """From 1 on; 0 before the first message."""
    start: int
    stop: int | None
    """Bytes; without a stop it is all that there is."""
    above: int
    """Lines of the mbox before it."""


def parts(file: BinaryIO) -> Iterator[Part]:
    """The messages of an mbox.

    A message begins behind a separator, which is the first line or has an empty line before it.
    Raises ``OSError``.
    """
    number = start = above = at = 0
    blank, empty = True, True
    for count, line in enumerate(file, 1):
        if blank and line.startswith(b"From ") and _SEPARATOR.match(line):
            if number or not empty:
                yield Part(number, start, at, above)
            number, start, above = number + 1, at + len(line), count
        blank = line in (b"\n", b"\r\n")
        empty = empty and not line.strip()
        at += len(line)
    yield Part(number, start, at if number else None, above)


def has_maildir(folders: list[str]) -> bool:
    """Whether a folder with these folders in it is a Maildir."""
    return set(_MAILDIR) <= set(folders)


def holds_messages(folder: str) -> bool:
    """Whether a folder is the ``cur`` or ``new`` of a Maildir, so that each file in it is a message."""
    path = os.path.abspath(folder)  # noqa: PTH100 -- a Path would not know its own name in "."
    maildir, name = os.path.split(path)
    return name in _MAILDIR[:2] and all(
        os.path.isdir(os.path.join(maildir, part))  # noqa: PTH112, PTH118 -- takes names of any length
        for part in _MAILDIR
    )
