"""Texts of mails in data: catalogues of messages, sequences, tables. Each value is prose of its own.

A value may hold HTML and the placeholders of any catalogue; a change is written as its file writes strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
) -> Email:
    """The email that the wanted values are: those of the fields, or the usual ones where none are named."""
    regions: list[Region] = []
    for value in values:
        if fits(value.path, fields) if fields else usual(value.path):
            regions += _regions(value)
    headers = {"lang": language} if language else {}
    return Email(source, name, tuple(regions), headers, (), MERGE_TAGS, tuple(comments))


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


def hash_comments(text: str) -> list[Comment]:
    """Comments that a ``#`` begins, alone on their lines, and that name unpushy."""
    found, at = [], text.find("unpushy")
    while at >= 0:
        start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        end = min((stop for mark in "\r\n" if (stop := text.find(mark, at)) >= 0), default=len(text))
        line = text[start:end]
        if line.lstrip().startswith("#"):
            found.append(Comment(Span(start, end), line.strip(" \t#")))
        at = text.find("unpushy", end)
    return found
