"""What a parsed draft is: an ``Email`` made of regions, and the passages that are linted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache

from unpushy.text import MappedText, Span

# The first line end is atomic: a CRLF must not be taken apart into two line ends.
_BLANK_LINES = re.compile(r"(?>\r\n|\n|\r)[ \t\u00a0]*(?:\r\n|\n|\r)\s*")
REMEMBERED = 4096
"""Blocks and passages of which is kept what they hold, oldest forgotten first: more than a writer has open,
so that a keystroke costs what it changes."""


class RegionKind(StrEnum):
    """What a stretch of an email is to its reader."""

    SUBJECT = "subject"
    GREETING = "greeting"
    BODY = "body"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    FORWARDED = "forwarded"
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"
    CODE = "code"
    TEMPLATE_TAG = "template-tag"

    @property
    def lintable(self) -> bool:
        """Only the writer's own prose is linted."""
        return self in _LINTABLE


_LINTABLE = frozenset({RegionKind.SUBJECT, RegionKind.GREETING, RegionKind.BODY, RegionKind.LIST_ITEM})


@dataclass(frozen=True)
class Source:
    """The decoded text of a file, and how to encode it again."""

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    notes: tuple[str, ...] = ()

    def encode(self, text: str) -> bytes:
        """The bytes of changed text, in the file's own encoding.

        Raises ``UnicodeEncodeError`` for a character that the encoding lacks.
        """
        return self.bom + text.encode(self.encoding)


@dataclass(frozen=True)
class Passage:
    """One block of prose: the unit of analysis and of caching. Equal text gives equal hits."""

    region: Region
    start: int
    end: int
    """Its place in the region's clean text."""
    text: str

    @property
    def kind(self) -> RegionKind:
        return self.region.kind

    @cached_property
    def mapped(self) -> MappedText:
        """Its text with the way back to the source; only asked for where there is something to say."""
        return self.region.mapped.sliced(self.start, self.end)


@dataclass(frozen=True)
class Region:
    """A stretch of one kind, in clean text."""

    kind: RegionKind
    whole: MappedText
    """The text that it is cut from."""
    start: int = 0
    end: int | None = None
    """Its place in that text."""

    @property
    def text(self) -> str:
        return self.whole.text[self.start : self.end]

    @cached_property
    def mapped(self) -> MappedText:
        """Its text with the way back to the source."""
        end = len(self.whole.text) if self.end is None else self.end
        return self.whole if end - self.start == len(self.whole.text) else self.whole.sliced(self.start, end)

    def passages(self) -> Iterator[Passage]:
        """Its blocks of prose (parted by blank lines), without the white space around them."""
        if self.kind.lintable:
            for start, end, text in _blocks_of_prose(self.text):
                yield Passage(self, start, end, text)


@lru_cache(maxsize=REMEMBERED)
def _blocks_of_prose(text: str) -> tuple[tuple[int, int, str], ...]:
    """The places of what blank lines part, without white space around it, and what stands there."""
    at, found = 0, []
    for stop, following in (*(match.span() for match in _BLANK_LINES.finditer(text)), (len(text), len(text))):
        block = text[at:stop]
        start = at + len(block) - len(block.lstrip())
        end = at + len(block.rstrip())
        if start < end:
            found.append((start, end, text[start:end]))
        at = following
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in a draft: its place in the source, and what it says."""

    span: Span
    text: str
    about: Span | None = None
    """What of the source it speaks of, where its format says that: the message below it in a catalogue."""


@dataclass(frozen=True)
class Email:
    """A draft as its reader will see it, every position exact back to the file."""

    source: Source
    format: str
    regions: tuple[Region, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    """Header fields or front matter: lower-case names, decoded values."""
    notes: tuple[str, ...] = ()
    """What a user should know of how the file was read."""
    merge_tags: re.Pattern[str] | None = None
    """Placeholders that this format's own template language fills in."""
    comments: tuple[Comment, ...] = ()
    """Comments of the format that may speak to unpushy; no reader gets to see them."""
    comment_form: str = ""
    """How such a comment is written, ``%s`` for what it says; empty where there are none."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all regions, in order."""
        return tuple(passage for region in self.regions for passage in region.passages())
