"""Texts of mails in data: catalogues of messages, sequences, tables. Each value is prose of its own.

A value may hold HTML and the placeholders of any catalogue; a change is written as its file writes strings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import NamedTuple

from unpushy.document import Comment, Email, Region, RegionKind, Source
from unpushy.formats import html
from unpushy.formats._mergetags import MERGE_TAGS
from unpushy.formats._places import unbroken
from unpushy.formats._regions import regions_of
from unpushy.formats._tags import tags_of
from unpushy.formats._templated import over, read_over, without_tags
from unpushy.formats._templates import CATALOGUE
from unpushy.text import Codec, Edit, MappedText, MappedTextBuilder, Span

_ALONE = re.compile(r"^[ \t]*+(?P<comment>#[ \t#]*+(?P<said>unpushy[^\r\n]*+))", re.MULTILINE)
_BEHIND = re.compile(r"(?:^|(?<=[ \t]))(?P<comment>#[ \t#]*+(?P<said>unpushy[^\r\n]*+))", re.MULTILINE)
_SUBJECTS = ("subject", "title")
LONGEST = 2_000_000
"""Code points of a file that is read."""


class Value(NamedTuple):
    """A string of a file: the names on the way to it, and its text."""

    path: tuple[str, ...]
    mapped: MappedText


@dataclass(frozen=True)
class EscapedCodec(Codec):
    """Writes text as a string of its file; ``escape`` returns None for what can't stand there."""

    escape: Callable[[str], str | None]

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None for an edit that leaves nothing or that has a line end."""
        target = unbroken(mapped, span)
        rest = mapped.text[: span.start] + new + mapped.text[span.end :]
        if target is None or "\n" in new or "\r" in new or not rest.strip():
            return None
        written = self.escape(new)
        return None if written is None else Edit(target, written)


def email_of(
    source: Source,
    name: str,
    values: Iterable[Value],
    fields: Sequence[str],
    usual: Callable[[tuple[str, ...]], bool] = lambda path: True,
    comments: Sequence[Comment] = (),
    language: str = "",
    comment_form: str = "",
) -> Email:
    """The email that the wanted values are: those of the fields, or the usual ones where none are named."""
    regions: list[Region] = []
    read: list[MappedText] = []
    for value in values:
        if fits(value.path, fields) if fields else usual(value.path):
            regions += _regions(value)
            read += [value.mapped] if value.mapped.text else []
    headers = {"lang": language} if language else {}
    told = [one if one.about else replace(one, about=_below(one, read)) for one in comments]
    return Email(source, name, tuple(regions), headers, (), MERGE_TAGS, tuple(told), comment_form)


def _below(comment: Comment, values: Sequence[MappedText]) -> Span | None:
    """The first value that begins behind a comment."""
    at = bisect_right(values, comment.span.end, key=lambda value: value.source_span.start)
    return values[at].source_span if at < len(values) else None


def fits(path: tuple[str, ...], fields: Sequence[str]) -> bool:
    """Whether a value is of a field: its own name, or a path with stars ("steps.*.body")."""
    whole = ".".join(path)
    return any(path[-1:] == (field,) or fnmatchcase(whole, field) for field in fields)


def _regions(value: Value) -> list[Region]:
    text = value.mapped.text
    if not any(map(str.isalpha, text)):
        return []
    middle = without_tags(text, list(tags_of(text, CATALOGUE)), markup=True)
    inside = read_over(Source(text), middle, html.parse if html.holds(middle.text) else _plain)
    subject = bool(value.path) and value.path[-1].lower().endswith(_SUBJECTS)
    return [
        Region(RegionKind.SUBJECT if subject else one.kind, over(one.whole, value.mapped), one.start, one.end)
        for one in inside.regions
    ]


def _plain(source: Source) -> Email:
    return Email(source, "", tuple(regions_of(MappedText.whole(source.text))))


def too_long(source: Source, name: str) -> Email | None:
    """What a file is read as that is too long to be read."""
    if len(source.text) <= LONGEST:
        return None
    return Email(source, name, (), notes=(f"longer than {LONGEST:,} characters: not checked",))


def keep_unescaped(
    builder: MappedTextBuilder,
    text: str,
    span: Span,
    escapes: re.Pattern[str],
    meaning: Callable[[re.Match[str]], str],
) -> None:
    """Add what a string says: its span, with each escape as what it stands for."""
    at = span.start
    for escape in escapes.finditer(text, span.start, span.end):
        builder.keep(at, escape.start())
        builder.replace(escape.start(), escape.end(), meaning(escape))
        at = escape.end()
    builder.keep(at, span.end)


def whole_characters(text: str) -> str:
    """Text whose surrogates are joined, as of an emoji in two escapes; U+FFFD stands for one alone."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def hash_comments(text: str, *, behind: bool = False) -> list[Comment]:
    """Comments that a ``#`` begins and that name unpushy: alone on their lines, or also behind text."""
    return [
        Comment(Span(*found.span("comment")), found["said"].strip())
        for found in (_BEHIND if behind else _ALONE).finditer(text)
    ]
