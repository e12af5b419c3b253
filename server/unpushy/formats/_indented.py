"""Pug and HAML as the HTML that they stand for: indentation becomes tags, text stays where it is.

Only what a reader of HTML asks for is made: elements with their classes and quoted attributes, text, and
``{{name}}`` where a value is put in. Code, filters, scripts and comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from unpushy.document import Comment, Email, Source
from unpushy.formats import html
from unpushy.formats._patience import patience
from unpushy.formats._templated import PARTING, PutBack, read_over, shown
from unpushy.text import MappedText, MappedTextBuilder, Span

_LINE = re.compile(r"([ \t]*+)([^\r\n]*+)(\r\n|\n|\r|\Z)")
_REST = re.compile(r"[^\r\n]*")
_BLANK = re.compile(r"\s*+")
_UNREAD = frozenset({"script", "style"})
_INSERTED = re.compile(r"(?<!\\)[#!]\{[^{}\n]{0,500}(?:\{[^{}\n]{0,500}\}[^{}\n]{0,500})*\}")
_INLINE_TAG = re.compile(r"(?<!\\)#\[([\w-]+)(\([^()\n]*\))?(?: |(?=\]))|(?<!\\)\]")
_BRACKET = re.compile(r"""["'`()\[\]{}]""")
_LONGEST_ATTRIBUTES = 20_000
_READ = frozenset({"alt", "title", "lang", "class", "style", "role"})
_QUOTED = r"""\s*(?:"(?P<d>[^"\n]*+)"|'(?P<s>[^'\n]*+)')"""


@dataclass(frozen=True)
class Dialect:
    """How lines of an indented language begin; patterns match at the first character after indentation."""

    tag: re.Pattern[str]
    """An element: ``name``, and its ``looks`` (classes and an id)."""
    comment: re.Pattern[str]
    comment_form: str
    code: re.Pattern[str]
    """A line that puts nothing into the text; ``branch`` where another wording begins."""
    output: re.Pattern[str]
    text: re.Pattern[str]
    """What stands before text that is a line of its own."""
    unread: re.Pattern[str]
    """A line whose indented lines are no prose."""
    attribute: re.Pattern[str]
    brackets: str
    """What attributes stand in, openers only."""
    nested: bool
    """Whether ``#[b text]`` is an element in a line, a dot ends a tag with lines of text, a colon another."""


PUG = Dialect(
    tag=re.compile(r"(?:(?P<name>[a-zA-Z][\w-]*(?::\w[\w-]*)?)|(?=[.#][\w-]))(?P<looks>(?:[.#][\w-]+)*)"),
    comment=re.compile(r"//-?"),
    comment_form="//- %s",
    code=re.compile(
        r"(?:(?P<branch>else\b|when\b|default\b)|-|(?:if|unless|each|for|while|case|mixin|block|extends|include"
        r"|append|prepend|doctype|yield|import)\b(?![=(.#]))[^\r\n]*|\+[\w-]+(?:\([^\r\n]*?\))?"
    ),
    output=re.compile(r"!?="),
    text=re.compile(r"\|[ ]?|(?=<)"),
    unread=re.compile(r":[a-z][\w-]*|-\s*$"),
    attribute=re.compile(r"(?P<key>[\w:-]+)\s*!?=" + _QUOTED),
    brackets="(",
    nested=True,
)
HAML = Dialect(
    tag=re.compile(r"(?:%(?P<name>[\w:-]+)|(?=[.#][a-zA-Z_-]))(?P<looks>(?:[.#][a-zA-Z_-][\w-]*)*)"),
    comment=re.compile(r"-#|/"),
    comment_form="-# %s",
    code=re.compile(r"-\s*(?P<branch>else|elsif|when)?[^\r\n]*|!!![^\r\n]*"),
    output=re.compile(r"[&!]?[=~]"),
    text=re.compile(r"\\|(?:[&!]=?=? )|"),
    unread=re.compile(r":[a-z]\w*"),
    attribute=re.compile(r""":?["']?(?P<key>[\w-]+)["']?\s*(?:=>|:|=)""" + _QUOTED),
    brackets="({",
    nested=False,
)


class Middle(NamedTuple):
    """What stands for the source, and the comments in it."""

    mapped: MappedText
    comments: list[Comment]


@dataclass(slots=True)
class _Open:
    """An element whose lines are indented deeper."""

    indent: int
    close: str
    lines: str = ""
    """What its lines are: ``text``, ``nothing``, or as any other."""


def as_html(text: str, dialect: Dialect) -> Middle:
    """The HTML that a template stands for. Takes any text, in linear time."""
    return _Writer(text, dialect).written()


class _Writer:
    def __init__(self, text: str, dialect: Dialect) -> None:
        self._text, self._dialect = text, dialect
        self._builder = MappedTextBuilder(text, PutBack())
        self._open: list[_Open] = []
        self._comments: list[Comment] = []
        self._comment: Span | None = None
        self._tail = ""
        """What the line end below stands for, too: the end of a tag."""
        self._done = 0
        self._patience = patience(text, _LONGEST_ATTRIBUTES)

    def written(self) -> Middle:
        before = Span(0, 0)
        for indent, start, end, following in _lines(self._text):
            if start < self._done:  # in the attributes of an element above
                before = Span(self._done, max(self._done, following))
            elif start < end:
                closes = self._closed(indent)
                if before:
                    self._builder.replace(before.start, before.end, self._tail + closes + "\n")
                self._tail = ""
                self._line(indent, start, end)
                before = Span(max(end, self._done), max(following, self._done))
        self._end_comment()
        return Middle(self._builder.build(), self._comments)

    def _closed(self, indent: int) -> str:
        closes = ""
        while self._open and self._open[-1].indent >= indent:
            closes += self._open.pop().close
            self._end_comment()
        return closes

    def _end_comment(self) -> None:
        if self._comment:
            said = self._dialect.comment.sub("", self._comment.of(self._text), count=1)
            self._comments.append(Comment(self._comment, said.strip()))
            self._comment = None

    def _line(self, indent: int, start: int, end: int) -> None:
        text, dialect = self._text, self._dialect
        inside = self._open[-1].lines if self._open else ""
        if inside == "nothing":
            if self._comment:
                self._comment = Span(self._comment.start, end)
            return
        if inside == "text":
            self._words(start, end)
            return
        if comment := dialect.comment.match(text, start, end):
            self._end_comment()
            self._comment = Span(comment.start(), end)
            self._open.append(_Open(indent, "", "nothing"))
        elif dialect.unread.match(text, start, end):
            self._open.append(_Open(indent, "", "nothing"))
        elif code := dialect.code.match(text, start, end):
            if code.groupdict().get("branch"):
                self._builder.replace(code.start(), code.start() + 1, PARTING)
            self._words(code.end(), end)
            self._open.append(_Open(indent, ""))
        elif output := dialect.output.match(text, start, end):
            self._builder.replace(output.start(), end, shown(text[output.end() : end]))
        elif tag := dialect.tag.match(text, start, end):
            inner: re.Match[str] | None = tag
            while inner:
                inner = self._element(indent, inner, max(end, self._done))
        else:
            lead = dialect.text.match(text, start, end)
            self._words(lead.end() if lead else start, end)

    def _element(self, indent: int, tag: re.Match[str], end: int) -> re.Match[str] | None:
        """Write an element that opens; the tag in its line that a colon leads to is returned."""
        text, dialect = self._text, self._dialect
        name = (tag["name"] or "div").lower()
        at = tag.end()
        looks = " ".join(re.findall(r"[\w-]+", tag["looks"]))
        self._builder.replace(tag.start(), at, f'<{name} class="{looks}"' if looks else f"<{name}")
        while at < end and text[at] in dialect.brackets:
            stop = self._bracket_end(at)
            if stop is None:
                break
            self._attributes(at + 1, stop - 1)
            at = stop
            if at > end:
                line = _REST.match(text, at)
                end = self._done = line.end() if line else at
        stop = at
        while stop < end and text[stop] in "<>/&":
            stop += 1
        close = f"</{name}>"
        if name in _UNREAD:
            self._tail = ">"
            self._open.append(_Open(indent, close, "nothing"))
            return None
        if dialect.nested and text.startswith(":", stop, end):
            self._builder.replace(stop, stop + 1, ">")
            self._open.append(_Open(indent, close))
            blank = _BLANK.match(text, stop + 1, end)
            return dialect.tag.match(text, blank.end() if blank else end, end)
        rest = text[stop:end]
        if output := dialect.output.match(text, stop, end):
            self._builder.replace(stop, end, ">" + shown(text[output.end() : end]))
        elif rest:
            self._builder.replace(stop, stop + 1, ">")
            if rest != ".":
                self._words(stop + 1, end)
        else:
            self._tail = ">"
        self._open.append(_Open(indent, close, "text" if dialect.nested and rest == "." else ""))
        return None

    def _attributes(self, start: int, end: int) -> None:
        """The quoted attributes that are read."""
        for one in self._dialect.attribute.finditer(self._text, start, end):
            kind = one.lastgroup or "d"
            if one["key"].lower() not in _READ or not one[kind]:
                continue
            left, right = one.span(kind)
            quote = self._text[left - 1]
            self._builder.replace(one.start(), left, f" {one['key']}={quote}")
            self._words(left, right)
            self._builder.replace(right, right + 1, quote)

    def _bracket_end(self, at: int) -> int | None:
        """Where a bracket ends that opens at an offset."""
        if self._patience <= 0:
            return None
        depth, quote, stop = 0, "", min(at + _LONGEST_ATTRIBUTES, len(self._text))
        for mark in _BRACKET.finditer(self._text, at, stop):
            if quote or mark[0] in "\"'`":
                quote = "" if mark[0] == quote else quote or mark[0]
                continue
            depth += 1 if mark[0] in "([{" else -1
            if not depth:
                return mark.end()
        self._patience -= stop - at
        return None

    def _words(self, start: int, end: int) -> None:
        """Text with values and elements in it."""
        text, at = self._text, start
        depth = 0
        marks = [*_INSERTED.finditer(text, start, end)]
        if self._dialect.nested:
            marks += _INLINE_TAG.finditer(text, start, end)
        for mark in sorted(marks, key=lambda mark: mark.start()):
            if mark.start() < at:
                continue
            if mark.re is _INSERTED:
                stand_in = shown(mark[0])
            elif mark[1]:
                stand_in, depth = f"<{mark[1]}>", depth + 1
            elif depth:
                stand_in, depth = "</b>", depth - 1
            else:
                continue
            self._builder.keep(at, mark.start())
            self._builder.replace(mark.start(), mark.end(), stand_in)
            at = mark.end()
        self._builder.keep(at, end)


def _lines(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Indentation, start and end of the text of each line, and where the next line begins."""
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None:
            return
        yield len(line[1].expandtabs(2)), line.start(2), line.start(2) + len(line[2].rstrip()), line.end()
        at = line.end()


def read_indented(source: Source, name: str, dialect: Dialect) -> Email:
    """The email that a template makes; a comment of its own that speaks to unpushy counts."""
    if len(source.text) > html.LONGEST:
        return replace(html.parse(source), format=name)
    middle = as_html(source.text, dialect)
    email = read_over(source, middle.mapped, html.parse, middle.comments)
    return replace(email, format=name, comment_form=dialect.comment_form)
