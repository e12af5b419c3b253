"""Marks of HTML in a text: tags with attributes, comments, entities and white space, each with its place.

It takes any text, as browsers do, and time is linear in it: what never closes is looked for once, or a
bounded number of times.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from unpushy.formats._templated import PARTING

_LONGEST_TAG = 200_000
"""Code points; images stand in attributes."""
_MARK = re.compile(
    rf"(?P<comment><!--)|(?P<cdata><!\[CDATA\[)|(?P<bogus><[!?])|(?P<close></[a-zA-Z])|(?P<open><[a-zA-Z])"
    rf"|(?P<entity>&(?:#[xX][0-9a-fA-F]{{1,8}}|#[0-9]{{1,9}}|[a-zA-Z][a-zA-Z0-9]{{1,31}});?)"
    rf"|(?P<parting>[ \t\r\n\f]*+{PARTING}[ \t\r\n\f{PARTING}]*+)"
    # A blank between two words is part of their text.
    r"|(?P<space>[ \t\r\n\f]{2,}+|[\t\r\n\f]|[ ](?=[<&]|\Z))"
)
_QUOTED_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)((?:[^"'>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?|["'])*+)>""")
_BARE_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*+)([^>]*+)>")
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    r"""([^\s"'=<>/]++)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"'<>]++)))?"""
)
RAW = frozenset(
    "script style mj-style noembed iframe xmp noframes svg math mj-attributes template object".split()
)
"""Elements whose content no reader of a mail reads as text."""
CODE = frozenset("code kbd samp".split())


class Shape(Enum):
    """What a mark is."""

    TEXT = auto()
    SPACE = auto()
    PARTING = auto()
    ENTITY = auto()
    OPEN = auto()
    CLOSE = auto()
    COMMENT = auto()
    CODE = auto()


class Attribute(NamedTuple):
    """An attribute with a value; the place is that of the value without its quotes."""

    name: str
    start: int
    end: int
    quote: str


class Mark(NamedTuple):
    """A piece of the text; a tag has its name in lower case."""

    shape: Shape
    start: int
    end: int
    name: str = ""
    inside: int = 0
    """Where the attributes of a tag begin."""


def marks_of(text: str, start: int = 0) -> Iterator[Mark]:
    """The pieces of a text from an offset on, in order, without gaps but for what no reader sees."""
    return _Reader(text).marks(start)


def attributes(text: str, mark: Mark) -> Iterator[Attribute]:
    """The attributes of an opening tag that have a value; names in lower case."""
    if "=" not in text[mark.inside : mark.end]:
        return
    for found in _ATTRIBUTE.finditer(text, mark.inside, mark.end - 1):
        kind = found.lastgroup
        if kind:
            quote = {"double": '"', "single": "'"}.get(kind, "")
            yield Attribute(found[1].lower(), *found.span(kind), quote)


def unescaped(entity: str) -> str:
    """What an entity stands for; itself where it is none."""
    return html.unescape(entity)


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._patience = 4 * len(text) + 10 * _LONGEST_TAG
        """Code points that may yet be looked at in vain."""
        self._next: dict[str, tuple[int, int]] = {}
        """The span that a pattern matched last, -1 where it matches no more."""

    def marks(self, at: int) -> Iterator[Mark]:
        text, length = self._text, len(self._text)
        while found := _MARK.search(text, at):
            start, end = found.span()
            if at < start:
                yield from _words(text, at, start)
            at = end
            match found.lastgroup:
                case "space":
                    yield Mark(Shape.SPACE, start, end)
                case "parting":
                    yield Mark(Shape.PARTING, start, end)
                case "entity":
                    yield Mark(Shape.ENTITY, start, end)
                case "comment":
                    # "<!-->" and "<!--->" are whole comments.
                    at = self._after(_COMMENT_END, start + 2) or length
                    yield Mark(Shape.COMMENT, start, at)
                case "bogus" | "cdata":
                    at = self._after(_GREATER if found.lastgroup == "bogus" else _CDATA_END, end) or end
                case _:
                    mark = self._tag(start, found.lastgroup == "open")
                    if mark is None:
                        yield Mark(Shape.TEXT, start, end)
                        continue
                    yield mark
                    at = mark.end
                    if mark.shape is Shape.OPEN and (mark.name in RAW or mark.name in CODE):
                        if text.startswith("/>", mark.end - 2) and mark.name not in CODE:
                            continue
                        at = self._after_content(mark)
                        if mark.name in CODE and at > mark.end:
                            yield Mark(Shape.CODE, mark.end, at)
        if at < length:
            yield from _words(text, at, length)

    def _tag(self, start: int, opens: bool) -> Mark | None:
        stop = min(start + _LONGEST_TAG, len(self._text))
        if self._after(_GREATER, start) is None:
            return None
        found = None
        if self._patience > 0:
            found = _QUOTED_TAG.match(self._text, start, stop)
            if not found:
                self._patience -= stop - start
        found = found or _BARE_TAG.match(self._text, start)
        if not found:
            return None
        shape = Shape.OPEN if opens else Shape.CLOSE
        return Mark(shape, start, found.end(), found[1].lower(), found.start(2))

    def _after_content(self, mark: Mark) -> int:
        """Where the closing tag of an element begins whose content is not read; its own end without one."""
        closing = re.compile(rf"</{re.escape(mark.name)}(?![\w-])", re.IGNORECASE)
        end = self._after(closing, mark.end)
        return mark.end if end is None else end - len(mark.name) - len("</")

    def _after(self, pattern: re.Pattern[str], at: int) -> int | None:
        """Where the next match ends; that of an earlier search where it still lies ahead."""
        known = self._next.get(pattern.pattern)
        if known is None or 0 <= known[0] < at:
            found = pattern.search(self._text, at)
            known = self._next[pattern.pattern] = found.span() if found else (-1, -1)
        return known[1] if known[0] >= 0 else None


def _words(text: str, start: int, end: int) -> Iterator[Mark]:
    """Text, with a blank that it begins with apart."""
    if text[start] == " ":
        yield Mark(Shape.SPACE, start, start + 1)
        start += 1
    if start < end:
        yield Mark(Shape.TEXT, start, end)


_GREATER = re.compile(">")
_CDATA_END = re.compile(r"\]\]>")
