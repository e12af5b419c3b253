"""JSON: catalogues of messages, and sequences of mails. Each string is a text of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from unpushy.document import Email, Source
from unpushy.formats._values import EscapedCodec, Value, email_of, keep_unescaped, too_long, whole_characters
from unpushy.text import MappedTextBuilder, Span

NAME = "json"
SUFFIXES = ()
MAILER_SUFFIXES = (".json", ".arb")
LANGUAGES = ("json", "jsonc")
FIELDS = True

_TOKEN = re.compile(r'"(?:[^"\\\r\n]|\\.)*+(?P<closed>")?|[{}\[\],:]')
_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.)")


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
        elif not token["closed"]:
            continue
        elif lists and not lists[-1] and not named:
            key = mark[1:-1]
        else:
            name = "[]" if lists and lists[-1] else key
            builder = MappedTextBuilder(text, CODEC)
            keep_unescaped(builder, text, Span(token.start() + 1, token.end() - 1), _ESCAPE, _unescaped)
            yield Value((*path, name), builder.build())


def _unescaped(escape: re.Match[str]) -> str:
    try:
        return whole_characters(json.loads(f'"{escape[0]}"'))
    except ValueError:
        return escape[0]


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


CODEC = EscapedCodec(_escaped)
