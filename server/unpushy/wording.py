"""Numbers and names in what is printed."""

from __future__ import annotations

import re

_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that a terminal or a page obeys: controls, ends of lines, changes of direction."""


def counted(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def shown(name: str) -> str:
    """A file's name, or other words, on one line that shows them as they are."""
    return _OBEYED.sub("\ufffd", name)
