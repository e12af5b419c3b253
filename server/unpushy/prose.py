"""Whether a draft is English prose, so that its findings would mean something."""

from __future__ import annotations

from typing import NamedTuple

from unpushy.document import Email
from unpushy.language.detect import foreign_language

_LONGEST_PASSAGE = 100_000
"""Code points; more in one paragraph is data, not prose."""


class Unread(NamedTuple):
    """Why no findings are looked for in a draft."""

    why: str
    is_foreign: bool
    """Whether it is mail in another language; what is no mail at all makes a check fail."""


def unread(email: Email) -> Unread | None:
    """Why an email is not checked; None where it is."""
    longest = max((len(passage.text) for passage in email.passages), default=0)
    if longest > _LONGEST_PASSAGE:
        return Unread(f"not checked: a paragraph of {longest:,} characters is no mail", False)
    language = foreign_language(email)
    return Unread(f"skipped: its language is {language!r}, not English", True) if language else None
