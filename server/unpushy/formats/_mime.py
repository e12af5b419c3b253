"""The parts of a message (RFC 2045, RFC 2046), found in the source text with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import merge

from unpushy.formats._headers import Block, header_block, parameterised
from unpushy.text import Span

# Bounds on hostile input; real messages nest three or four deep.
MAX_DEPTH = 20
MAX_PARTS = 1_000
MAX_BOUNDARY = 10_000

_AFTER_BOUNDARY = re.compile(r"(--)?[ \t]*+(?=[\r\n]|\Z)")
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the MIME tree."""

    kind: str
    """The media type, lower case."""
    parameters: Mapping[str, str]
    transfer: str
    """The transfer encoding, lower case."""
    attachment: bool
    body: Span
    delimiters: tuple[str, ...]
    """The boundary delimiters of all multiparts around it."""
    settled: int
    """Where the body is safe from being read as a header line (see ``Guard``)."""


def parts_of(source: str, block: Block, end: int) -> tuple[list[Part], list[str]]:
    """The leaves in order, and notes on what could not be read. Takes any text."""
    walker = _Walker(source)
    return walker.parts(block, end, (), "text/plain"), list(walker.notes)


class _Walker:
    def __init__(self, source: str) -> None:
        self._source = source
        self._count = 0
        self.notes: dict[str, None] = {}

    def parts(self, block: Block, end: int, delimiters: tuple[str, ...], default: str) -> list[Part]:
        kind, parameters = self._value(block, "content-type")
        if kind.count("/") != 1:
            kind = "text/plain" if kind else default
        if kind.startswith("multipart/"):
            if len(delimiters) == MAX_DEPTH:
                self._note(f"parts nested more than {MAX_DEPTH} deep are not checked")
                return []
            boundary = parameters.get("boundary", "").rstrip()
            sections = self._sections(boundary, Span(block.body, end))
            first = next(sections, None)
            if first is not None:
                leaves = self._inside(first, sections, (*delimiters, f"--{boundary}"), kind)
                return _preferred(leaves) if kind == "multipart/alternative" else leaves
            self._note("a multipart message without its boundary is read as plain text")
            kind, parameters = "text/plain", {}
        line = _LINE.match(self._source, block.body, end)
        settled = block.body if block.parted or not line else line.end()
        disposition = self._value(block, "content-disposition")[0]
        transfer = self._value(block, "content-transfer-encoding")[0] or "7bit"
        body = Span(block.body, end)
        return [Part(kind, parameters, transfer, disposition == "attachment", body, delimiters, settled)]

    def _inside(
        self, first: Span, others: Iterator[Span], delimiters: tuple[str, ...], kind: str
    ) -> list[Part]:
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        leaves: list[Part] = []
        section: Span | None = first
        while section is not None:
            if self._count == MAX_PARTS:
                self._note(f"parts after the first {MAX_PARTS} are not checked")
                break
            self._count += 1
            block = header_block(self._source, section.start, section.end)
            leaves += self.parts(block, section.end, delimiters, default)
            section = next(others, None)
        return leaves

    def _sections(self, boundary: str, body: Span) -> Iterator[Span]:
        """What stands between the delimiter lines; a last one that is never closed ends with the body."""
        if not 0 < len(boundary) <= MAX_BOUNDARY:
            return
        source = self._source
        start: int | None = None
        # The line end before a delimiter belongs to it.
        for at in merge(*(self._places(f"{line_end}--{boundary}", body) for line_end in "\n\r")):
            match = _AFTER_BOUNDARY.match(source, at + 3 + len(boundary), body.end)
            if not match:
                continue
            if start is not None:
                yield Span(start, max(start, at - source.startswith("\r\n", at - 1)))
            if match[1]:
                return
            line = _LINE.match(source, match.end(), body.end)
            start = line.end() if line else match.end()
        if start is not None:
            yield Span(start, max(start, body.end))

    def _places(self, words: str, body: Span) -> Iterator[int]:
        at = self._source.find(words, max(body.start - 1, 0), body.end)
        while at >= 0:
            yield at
            at = self._source.find(words, at + 1, body.end)

    def _value(self, block: Block, name: str) -> tuple[str, Mapping[str, str]]:
        field = block.first(name)
        return parameterised(field.value.of(self._source)) if field else ("", {})

    def _note(self, note: str) -> None:
        self.notes[note] = None


def _preferred(leaves: list[Part]) -> list[Part]:
    """Of alternatives, which say the same, only the plain text."""
    if not any(leaf.kind == "text/plain" and not leaf.attachment for leaf in leaves):
        return leaves
    return [leaf for leaf in leaves if leaf.kind == "text/plain" or not leaf.kind.startswith("text/")]
