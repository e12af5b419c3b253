"""Gettext catalogues: the messages of an English one, or the sources where nothing is translated."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unpushy.document import Comment, Email, Source
from unpushy.formats._values import EscapedCodec, Value, email_of, hash_comments, keep_unescaped, too_long
from unpushy.text import MappedText, MappedTextBuilder, Span

NAME = "po"
SUFFIXES = ()
MAILER_SUFFIXES = (".po", ".pot")
LANGUAGES = ("po", "gettext")
FIELDS = True

_LINE = re.compile(
    r"[ \t]*+(?:(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*+)?"
    r'"(?P<text>(?:[^"\\\r\n]|\\.)*+)"'
)
_BLANK_LINE = re.compile(r"(?<=[\r\n])[ \t]*+(?:[\r\n]|\Z)(?<!\r\n)")
_ESCAPE = re.compile(r"\\.")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_LANGUAGE = re.compile(r"^Language:\s*([a-zA-Z]{2,3})", re.MULTILINE)


def parse(source: Source, fields: Sequence[str] = ()) -> Email:
    """The regions of the messages."""
    if email := too_long(source, NAME):
        return email
    values = list(_values(source.text))
    header = next((one.mapped.text for one in values if one.path[0].startswith("msgstr")), "")
    told = _LANGUAGE.search(header) if values and not values[0].mapped.text else None
    language = told[1].lower() if told and told[1].lower() != "en" else ""
    wanted = list(_wanted(values[2:] if told or "Content-Type:" in header else values))
    comments = _with_entries(source.text, hash_comments(source.text))
    return email_of(source, NAME, wanted, fields, comments=comments, language=language)


def _with_entries(text: str, comments: Sequence[Comment]) -> list[Comment]:
    """Each comment with the message that it stands at: to the next blank line."""
    ends = [*(found.start() for found in _BLANK_LINE.finditer(text)), len(text)] if comments else []
    return [replace(one, about=Span(one.span.end, ends[bisect_left(ends, one.span.end)])) for one in comments]


def _wanted(values: Sequence[Value]) -> Iterator[Value]:
    """Translations; the source of each message that has none."""
    sources: list[Value] = []
    translated = False
    for value in (*values, Value(("msgid",), MappedText.whole(""))):
        if value.path[0] == "msgid":
            if not translated:
                yield from (one for one in sources if one.mapped.text)
            sources, translated = [], False
        if value.path[0].startswith("msgid"):
            sources.append(value)
        elif value.path[0].startswith("msgstr") and value.mapped.text:
            translated = True
            yield value


def _values(text: str) -> Iterator[Value]:
    """Each message's parts, lines of a string joined."""
    key = ""
    builder = MappedTextBuilder(text, CODEC)
    for line in _lines(text):
        found = _LINE.match(text, *line)
        if not found:
            continue
        if found["key"]:
            if key:
                yield Value((key,), builder.build())
            key, builder = found["key"], MappedTextBuilder(text, CODEC)
        keep_unescaped(builder, text, Span(*found.span("text")), _ESCAPE, _unescaped)
    if key:
        yield Value((key,), builder.build())


def _unescaped(escape: re.Match[str]) -> str:
    return _ESCAPES.get(escape[0][1], escape[0])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line_end in re.finditer(r"\r\n|\n|\r", text):
        yield at, line_end.start()
        at = line_end.end()
    yield at, len(text)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


CODEC = EscapedCodec(_escaped)
