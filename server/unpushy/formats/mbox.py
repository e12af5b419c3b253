"""A message of an mbox file: mail whose lines that began with "From " have been quoted as ">From "."""

from __future__ import annotations

from unpushy.document import Email, Source
from unpushy.formats import eml
from unpushy.mailboxes import SUFFIXES as _SUFFIXES

NAME = "mbox"
SUFFIXES = tuple(sorted(_SUFFIXES))
LANGUAGES = ("mbox",)
declared_charset = eml.declared_charset


def parse(source: Source) -> Email:
    # Reading the suffixes of all formats should not cost what parsing needs.
    from unpushy.formats._mail import email_of

    return email_of(source, eml.top(source.text), NAME, quoted=True)
