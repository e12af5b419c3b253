"""JSON: catalogues of messages, and sequences of mails. Each string is a text of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from unpushy.document import Email, Source
from unpushy.formats._values import EscapedCodec, Value, email_of, too_long, whole_characters
from unpushy.text import MappedText, MappedTextBuilder

NAME = "json"
SUFFIXES = ()
MAILER_SUFFIXES = (".json", ".arb")
LANGUAGES = ()
FIELDS = True

_TOKEN = re.compile(r'"(?:[^"\\\r\n]|\\.)*+"|[{}\[\],:]')
_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.)")


def looks_like(text: str) -> bool:
    """Never: only its suffix tells it."""
    return False


def parse(source: Source, fields: Sequence[str] = ()) -> Email:
    """The regions of the values that are wanted: all strings, where no fields are named."""
    return too_long(source, NAME) or email_of(source, NAME, _values(source.text), fields)


def _values(text: str) -> Iterator[Value]:
    path: list[str] = []
    lists: list[bool] = []
    key = ""
    named = False
    """Whether the key of the value that comes has been read."""
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "{[":
            if lists:
                path.append("[]" if lists[-1] else key)
            lists.append(mark == "[")
            named = False
        elif mark in "}]":
            if lists:
                lists.pop()
            if path:
                path.pop()
            named = False
        elif mark == ",":
            named = False
        elif mark == ":":
            named = True
        elif lists and not lists[-1] and not named:
            key = mark[1:-1]
        else:
            name = "[]" if lists and lists[-1] else key
            yield Value((*path, name), string(text, token.start() + 1, token.end() - 1, _ESCAPE, CODEC))


def string(text: str, start: int, end: int, escapes: re.Pattern[str], codec: EscapedCodec) -> MappedText:
    """What stands between quotes, its escapes undone as JSON undoes them."""
    builder = MappedTextBuilder(text, codec)
    at = start
    for escape in escapes.finditer(text, start, end):
        builder.keep(at, escape.start())
        builder.replace(escape.start(), escape.end(), _unescaped(escape[0]))
        at = escape.end()
    builder.keep(at, end)
    return builder.build()


def _unescaped(escape: str) -> str:
    try:
        return whole_characters(json.loads(f'"{escape}"'))
    except ValueError:
        return escape


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


CODEC = EscapedCodec(_escaped)
