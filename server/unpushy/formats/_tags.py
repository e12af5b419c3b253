"""The tags of a template language in a text, each with its exact place.

No tag is longer than some thousand code points, and what looking for ends of tags that never end may cost
has a bound, so that time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from unpushy.formats._patience import patience
from unpushy.formats._templates import Kind, Language, Role

_LONGEST = 10_000
"""Code points of a tag."""
_QUOTE = re.compile(r"""["'`]""")
_LINE = re.compile(r"[^\r\n]*+")
_BRACKETS = re.compile(r"""["'()]""")
_BEFORE = re.compile(r"[\s~+_=-]*")
_COMMENT_BEGIN = re.compile(r"[-~!#*/<>{}\[\]%|\s]*+")
_COMMENT_END = re.compile(r"(?:--\]|(?<![-~!#*/<>{}%|\s])[-~!#*/<>{}%|\s]++)\Z")


class Tag(NamedTuple):
    """A tag in the source, or a whole comment; code points, half-open."""

    start: int
    end: int
    role: Role


def tags_of(text: str, language: Language) -> Iterator[Tag]:
    """The tags in order. What opens and never closes is text."""
    return _Reader(text, language).tags()


def said(text: str, tag: Tag) -> str:
    """What a comment says, without its marks."""
    inside = text[tag.start : tag.end]
    for word in ("comment", "endcomment"):
        inside = re.sub(rf"\{{%-?\s*{word}\s*-?%\}}", "", inside)
    return _COMMENT_END.sub("", _COMMENT_BEGIN.sub("", inside, count=1)).strip()


class _Reader:
    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._language = language
        self._patience = patience(text, _LONGEST)
        self._next: dict[str, tuple[int, re.Match[str] | None]] = {}
        """What a pattern matched that was last looked for, and from where on."""

    def tags(self) -> Iterator[Tag]:
        text, language, at = self._text, self._language, 0
        while opener := language.openers.search(text, at):
            kind = language.kinds[int((opener.lastgroup or "k0")[1:])]
            end = self._end(kind, opener)
            if end is None:
                at = opener.end()
                continue
            at = end
            role = self._role(kind, opener.end(), end)
            if not kind.raw:
                yield Tag(opener.start(), end, role)
                continue
            close = self._found(kind.raw, end)
            if role is Role.COMMENT:
                at = close.end() if close else end
                yield Tag(opener.start(), at, role)
            else:
                yield Tag(opener.start(), end, role)
                if close:
                    yield Tag(close.start(), close.end(), role)
                    at = close.end()

    def _role(self, kind: Kind, start: int, end: int) -> Role:
        before = _BEFORE.match(self._text, start, end)
        inside = before.end() if before else start
        if kind.closer and kind.closer != "()":
            end -= len(kind.closer.replace("\\", ""))
        for role, pattern in kind.roles:
            at = start if pattern.startswith("-") else inside
            if _compiled(pattern).match(self._text, at, end):
                return role
        return kind.role

    def _end(self, kind: Kind, opener: re.Match[str]) -> int | None:
        at = opener.end()
        if not kind.closer:
            return at
        if kind.closer == "()":
            return self._balanced(at)
        if not kind.quoted:
            close = self._found(kind.closer, at)
            return close.end() if close else None
        if self._found(kind.closer, at) is None:
            return None
        bare = self._matched(_bare(kind.closer, kind.opener), at, at + _LONGEST)
        if bare is not None and not _QUOTE.search(self._text, at, bare):
            return bare
        line = _LINE.match(self._text, at, at + _LONGEST)
        quoted = self._matched(_quoted(kind.closer), at, line.end() if line else at)
        if quoted is None or (bare is not None and self._language.openers.search(self._text, bare, quoted)):
            return bare
        return quoted

    def _matched(self, pattern: re.Pattern[str], at: int, stop: int) -> int | None:
        """Where a match ends that lies before ``stop``."""
        if self._patience <= 0:
            return None
        inside = pattern.match(self._text, at, stop)
        if inside:
            return inside.end()
        self._patience -= min(stop, len(self._text)) - at
        return None

    def _found(self, pattern: str, at: int) -> re.Match[str] | None:
        """The next match; that of an earlier search where it still lies ahead."""
        since, found = self._next.get(pattern, (len(self._text) + 1, None))
        if at < since or (found is not None and found.start() < at):
            found = _compiled(pattern).search(self._text, at)
            self._next[pattern] = at, found
        return found

    def _balanced(self, at: int) -> int | None:
        """Where a bracket ends that has just opened."""
        depth, quote = 1, ""
        stop = min(at + _LONGEST, len(self._text))
        if self._patience <= 0:
            return None
        for mark in _BRACKETS.finditer(self._text, at, stop):
            if quote or mark[0] in "\"'":
                quote = "" if mark[0] == quote else quote or mark[0]
                continue
            depth += 1 if mark[0] == "(" else -1
            if not depth:
                return mark.end()
        self._patience -= stop - at
        return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _quoted(closer: str) -> re.Pattern[str]:
    """Up to a closer that stands in no string."""
    return re.compile(
        rf"""(?:(?!{closer})(?:[^"'`]|"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|`[^`]*+`))*+{closer}""", re.DOTALL
    )


@cache
def _bare(closer: str, opener: str) -> re.Pattern[str]:
    """Up to the next closer, in what is no other tag."""
    return re.compile(rf"(?:(?!{closer}|(?:{opener})).)*+{closer}", re.DOTALL)
