"""What a user can put right: each message names the place, what is wrong there and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn


class UserError(Exception):
    """Something that a user can put right; its message is for them as it is."""


class ConfigError(UserError):
    """A configuration or an option that can't be used."""


def hint(word: str, known: Iterable[str]) -> str:
    """``; did you mean '…'?`` with the nearest known word, if one is near."""
    from difflib import get_close_matches  # only needed where something is wrong

    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def unreadable(error: OSError) -> NoReturn:
    """Give up over a file or folder that can't be read. Raises ``UserError``."""
    raise UserError(f"{error.filename}: can't be read: {error.strerror}") from error
