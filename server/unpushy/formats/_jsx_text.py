"""JSX in a program as the HTML that it stands for: elements with their quoted attributes, and their text.

The program around it is not parsed: strings, comments and brackets are told apart, and a ``<`` begins an
element where a value can stand and its closing tag follows. Everything else is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from unpushy.document import Comment
from unpushy.formats._patience import patience
from unpushy.formats._templated import PutBack, keep_literals, literals_of, shown
from unpushy.text import MappedText, MappedTextBuilder, Span

_MARK = re.compile(r"""["'`{}<]|//[^\r\n]*+|/\*""")
_STRING = re.compile(
    r"""(?:"(?:[^"\\\n]|\\.)*+ | '(?:[^'\\\n]|\\.)*+ | `(?:[^`\\]|\\.)*+)(?P<closed>["'`])?""",
    re.VERBOSE | re.DOTALL,
)
_TEXT = re.compile(r"[{<]")
_NAME = re.compile(r"<([A-Za-z][\w.:-]*)?")
_CLOSE = re.compile(r"</\s*([A-Za-z][\w.:-]*)?\s*>")
_ATTRIBUTE = re.compile(
    r"""\s*+(?:(?P<end>/?>)|(?P<name>[A-Za-z_][\w:.-]*)(?:\s*=\s*(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<code>\{)))?
    |(?P<spread>\{)|(?P<comment>/\*(?:(?!\*/).)*\*/|//[^\n]*))""",
    re.VERBOSE | re.DOTALL,
)
_VALUE_AHEAD = tuple("(,=?:&|{[;>!")
_VALUE_WORD = re.compile(r"(?:\A|[^\w.])(?:return|default|case|yield|else|do)\s*\Z")
_COMMENT = re.compile(r"\{\s*/\*(.*)\*/\s*\}", re.DOTALL)
_BLANK = re.compile(r"""\{\s*(?:"\s*"|'\s*')\s*\}""")
_CHILD = re.compile(
    r"""\{\s*(?P<quote>["'`])(?P<text>(?:(?!(?P=quote))[^\\]|\\.)*+)(?P=quote)\s*\}""", re.DOTALL
)
_IN_STRING = re.compile(r"(?P<value>\$\{[^{}]*\})|\\.", re.DOTALL)
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\\n": ""}
_READ = frozenset("alt title lang class classname style role".split())
_AS_HTML = {"link": "a", "codeinline": "code", "preview": "mj-preview", "font": "style", "tailwind": "div"}
_QUOTES = "\"'`"
_UNENDED = re.compile(r"""\s*+(?:=\s*+["']|/\*)""")
"""Where an attribute is none: what was looked on for the end of."""
_LONGEST = 20_000


class Middle(NamedTuple):
    """What stands for the source, and the comments in it."""

    mapped: MappedText
    comments: list[Comment]


@dataclass(slots=True)
class _Frame:
    """Code in braces (or the program), or the children of an element."""

    start: int
    name: str | None
    """The element; None for code."""
    depth: int = 0
    elements: int = 0
    """How many began in it."""


def as_html(text: str) -> Middle:
    """The HTML in a program. Takes any text, in linear time."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._literals: list[Span] = []
        self._builder = MappedTextBuilder(text, PutBack(self._literals))
        self._comments: list[Comment] = []
        self._frames = [_Frame(0, None)]
        self._last_close: dict[str, int] = {}
        self._comment_ends = [found.end() for found in re.finditer(r"\*/", text)]
        self._patience = patience(text, _LONGEST)

    def read(self) -> Middle:
        at = 0
        while at < len(self._text):
            at = self._code(at) if self._frames[-1].name is None else self._children(at)
        return Middle(self._builder.build(), self._comments)

    def _code(self, at: int) -> int:
        frame = self._frames[-1]
        found = self._mark(at, len(self._text))
        if not found:
            return len(self._text)
        mark, end = found.of(self._text), found.end
        if mark == "{":
            frame.depth += 1
        elif mark == "}":
            frame.depth -= 1
            if frame.depth == 0 and len(self._frames) > 1:
                self._frames.pop()
                if not frame.elements:
                    self._inserted(frame.start, end)
        elif mark == "<" and self._can_begin(found.start):
            return self._element(found.start) or end
        return end

    def _mark(self, at: int, stop: int) -> Span | None:
        """The next brace, ``<``, string or comment; an opener that nothing ends is passed over."""
        text = self._text
        while found := _MARK.search(text, at, stop):
            at = found.end()
            if found[0] == "/*":
                place = bisect_left(self._comment_ends, at + len("*/"))
                if place < len(self._comment_ends) and self._comment_ends[place] <= stop:
                    return Span(found.start(), self._comment_ends[place])
            elif found[0] not in _QUOTES:
                return Span(found.start(), at)
            elif self._patience > 0 and (string := _STRING.match(text, found.start(), stop)):
                if string["closed"]:
                    return Span(*string.span())
                self._patience -= string.end() - string.start()
        return None

    def _can_begin(self, at: int) -> bool:
        before = self._text[max(0, at - 60) : at].rstrip()
        return not before or before.endswith(_VALUE_AHEAD) or _VALUE_WORD.search(before) is not None

    def _children(self, at: int) -> int:
        text = self._text
        found = _TEXT.search(text, at)
        stop = found.start() if found else len(text)
        self._builder.keep(at, stop)
        if not found:
            return stop
        if found[0] == "{":
            self._frames.append(_Frame(stop, None, 1))
            return stop + 1
        if close := _CLOSE.match(text, stop):
            name = _name(close[1])
            if name:
                self._builder.replace(stop, close.end(), f"</{name}>")
            self._frames.pop()
            return close.end()
        after = self._element(stop)
        if after is None:
            self._builder.keep(stop, stop + 1)
            return stop + 1
        return after

    def _inserted(self, start: int, end: int) -> None:
        """An expression in braces that makes no element."""
        written = self._text[start:end]
        if comment := _COMMENT.fullmatch(written):
            self._comments.append(Comment(Span(start, end), comment[1].strip()))
        elif _BLANK.fullmatch(written):
            self._builder.replace(start, end, " ")
        elif (string := _CHILD.fullmatch(written)) and "<" not in written:
            self._string(start + string.start("text"), start + string.end("text"), string["quote"])
        elif literals := literals_of(self._text, start, min(end, start + _LONGEST)):
            self._literals += literals
            keep_literals(self._builder, self._text, literals)
        else:
            self._builder.replace(start, end, shown(written[:200]))

    def _string(self, start: int, end: int, quote: str) -> None:
        """A string in braces is text."""
        self._literals.append(Span(start, end))
        at = start
        for mark in _IN_STRING.finditer(self._text, start, end):
            if mark["value"] and quote != "`":
                continue
            self._builder.keep(at, mark.start())
            stand_in = shown(mark[0]) if mark["value"] else _ESCAPES.get(mark[0], mark[0][-1:])
            self._builder.replace(mark.start(), mark.end(), stand_in)
            at = mark.end()
        self._builder.keep(at, end)

    def _element(self, at: int) -> int | None:
        """Read an opening tag; None where it is none."""
        text, stop = self._text, min(at + _LONGEST, len(self._text))
        if self._patience <= 0:
            return None
        named = _NAME.match(text, at)
        if named is None or (named[1] is None and not text.startswith("<>", at)):
            return None
        end, attributes = named.end(), []
        while True:
            one = _ATTRIBUTE.match(text, end, stop)
            if one is None:
                self._patience -= (stop if _UNENDED.match(text, end, stop) else end) - at
                return None
            end = one.end()
            if one["end"]:
                break
            if one["code"] or one["spread"]:
                after = self._braces_end(end - 1)
                if after is None:
                    self._patience -= stop - at
                    return None
                end = after
            elif one["name"] and one["name"].lower() in _READ and (one["d"] or one["s"]):
                attributes.append(one)
        closed = one["end"] == "/>"
        if not closed and not self._is_closed_after(named[1] or "", end):
            self._patience -= end - at
            return None
        frame = self._frames[-1]
        name = _name(named[1])
        bar = " | " if frame.name is None and frame.elements and len(self._frames) > 1 else ""
        frame.elements += 1
        if name:
            self._builder.replace(at, named.end(), f"{bar}<{name}")
        for one in attributes:
            self._attribute(one)
        if name:
            self._builder.replace(end - len("/>" if closed else ">"), end, "/>" if closed else ">")
        if not closed:
            self._frames.append(_Frame(at, named[1] or ""))
        return end

    def _attribute(self, one: re.Match[str]) -> None:
        kind = "d" if one["d"] else "s"
        name = "class" if one["name"].lower() == "classname" else one["name"].lower()
        start, end = one.span(kind)
        quote = self._text[start - 1]
        self._builder.replace(one.start("name"), start, f" {name}={quote}")
        self._builder.keep(start, end)
        self._builder.replace(end, end + 1, quote)

    def _braces_end(self, at: int) -> int | None:
        """Where braces end that open at an offset."""
        depth = 0
        stop = min(at + _LONGEST, len(self._text))
        end = at
        while mark := self._mark(end, stop):
            end = mark.end
            depth += {"{": 1, "}": -1}.get(mark.of(self._text), 0)
            if not depth:
                return end
        return None

    def _is_closed_after(self, name: str, at: int) -> bool:
        if name not in self._last_close:
            self._last_close[name] = self._text.rfind(f"</{name}>")
        return self._last_close[name] >= at


def _name(written: str | None) -> str:
    """The name of the element in HTML that a component stands for; empty for a fragment."""
    lower = (written or "").rpartition(".")[2].lower()
    return _AS_HTML.get(lower, lower)
