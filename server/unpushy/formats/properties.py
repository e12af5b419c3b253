"""Java's .properties catalogues: one message a key, lines joined by a backslash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from unpushy.document import Email, Source
from unpushy.formats._values import (
    EscapedCodec,
    Value,
    email_of,
    hash_comments,
    keep_unescaped,
    too_long,
    whole_characters,
)
from unpushy.text import MappedTextBuilder, Span

NAME = "properties"
SUFFIXES = ()
MAILER_SUFFIXES = (".properties",)
LANGUAGES = ("properties", "java-properties")
FIELDS = True

_ENTRY = re.compile(
    r"^[ \t\f]*+(?![#!\s])(?P<key>(?:[^\s=:\\]|\\.)++)[ \t\f]*+[=: \t\f][ \t\f]*+"
    r"(?P<text>(?:[^\\\r\n]|\\(?:\r\n|[^\r\n]|\r|\n))*+)",
    re.MULTILINE,
)
_ESCAPE = re.compile(
    r"\\(?:(?P<joined>(?:\r\n|\n|\r)[ \t\f]*+)|u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)|''"
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


def parse(source: Source, fields: Sequence[str] = ()) -> Email:
    """The regions of the messages."""
    comments = hash_comments(source.text)
    return too_long(source, NAME) or email_of(
        source, NAME, _values(source.text), fields, comments=comments, comment_form="# %s"
    )


def _values(text: str) -> Iterator[Value]:
    for entry in _ENTRY.finditer(text):
        builder = MappedTextBuilder(text, CODEC)
        keep_unescaped(builder, text, Span(*entry.span("text")), _ESCAPE, _unescaped)
        yield Value(tuple(entry["key"].split(".")), builder.build())


def _unescaped(escape: re.Match[str]) -> str:
    if escape["joined"]:
        return ""
    if escape[0] == "''":
        return "'"
    if len(escape[0]) > 2:
        return whole_characters("".join(chr(int(unit, 16)) for unit in escape[0].split("\\u")[1:]))
    return _ESCAPES.get(escape[0][1], escape[0][1])


def _escaped(text: str) -> str | None:
    """None for what older readers take for Latin-1, and for an apostrophe, which MessageFormat doubles."""
    return text.replace("\\", "\\\\") if text.isascii() and "'" not in text else None


CODEC = EscapedCodec(_escaped)
