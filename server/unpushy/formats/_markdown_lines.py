"""The lines of a Markdown file, and blocks as they are written on them, container prefixes left out.

Three texts meet here: the source; the text that is parsed (from the end of the front matter on,
its lines ending in LF); and the raw text of one block (what stands on its lines, markup included).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from unpushy.formats._markdown_blocks import Block, Place
from unpushy.formats._markdown_inline import Op
from unpushy.text import MappedTextBuilder, Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTE_MARKS = re.compile(r"(?:[ \t]*+>)++ ?")
_DELIMITER = re.compile(r"--[ \t]*+\Z")


class SourceLines:
    """The lines from an offset of the source on, and their text as it is parsed."""

    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.starts: list[int] = [start]
        self.ends: list[int] = []
        """Where the text of a line ends, without its line end."""
        for match in _LINE_END.finditer(source, start):
            self.ends.append(match.start())
            self.starts.append(match.end())
        self.ends.append(len(source))
        self.delimiters = frozenset(line for line in range(len(self.starts)) if self._is_delimiter(line))
        """Lines with two dashes, which begin a mail's signature.

        In Markdown they would make a heading of the line above; they are parsed as blank lines.
        """
        texts: list[str] = []
        self._parsed: list[int] = []
        at = 0
        for line, (begin, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            texts.append("" if line in self.delimiters else source[begin:end])
            self._parsed.append(at)
            at += len(texts[-1]) + 1
        self.text = "\n".join(texts)

    def span(self, first: int, last: int) -> Span:
        """The source span of lines (half-open), without blank lines and the line end at their end."""
        while last > first + 1 and not self.is_text(last - 1):
            last -= 1
        return Span(self.starts[first], self.ends[last - 1])

    def is_text(self, line: int) -> bool:
        """Whether something stands on a line; there is nothing beyond the first and the last."""
        return 0 <= line < len(self.starts) and bool(self.line(line).strip(" \t"))

    def line(self, line: int) -> str:
        return self.source[self.starts[line] : self.ends[line]]

    def around(self, places: Sequence[Place]) -> tuple[str, str]:
        """What stands on a block's first line before its text, and on its last behind it, blanks left out."""
        first, start, _ = places[0]
        last, _, end = places[-1]
        before = self.text[self._parsed[first] : start]
        behind = self.text[end : self._parsed[last] + self.ends[last] - self.starts[last]]
        return before.rstrip(" \t"), behind.strip(" \t")

    def is_indented_below(self, line: int) -> bool:
        """Whether the next text from a line on is indented."""
        while line < len(self.starts) and not self.is_text(line):
            line += 1
        return self.is_text(line) and self.line(line).startswith((" ", "\t"))

    def quoted(self, line: int) -> tuple[int, int]:
        """A line and its end in the source, without the quote marks in front."""
        mark = _QUOTE_MARKS.match(self.source, self.starts[line], self.ends[line])
        start = mark.end() if mark else self.starts[line]
        return start, self.starts[line + 1] if line + 1 < len(self.starts) else self.ends[line]

    def written(self, block: Block) -> Written:
        pieces: list[Piece] = []
        raw: list[str] = []
        at = 0
        for line, start, end in block.places:
            source = start - self._parsed[line] + self.starts[line]
            following = self.starts[line + 1] if line + 1 < len(self.starts) else self.ends[line]
            pieces.append(Piece(at, source, end - start, self.ends[line], following))
            raw.append(self.source[source : source + end - start])
            at += end - start + 1
        return Written("\n".join(raw), tuple(pieces))

    def _is_delimiter(self, line: int) -> bool:
        """Without a blank behind them, two dashes are a heading's when no text follows on the next line."""
        end = self.ends[line]
        if not _DELIMITER.match(self.source, self.starts[line], end):
            return False
        return end - self.starts[line] > 2 or self.is_text(line + 1) or not self.is_text(line - 1)


class Piece(NamedTuple):
    """The part of a block that stands on one line."""

    raw: int
    source: int
    length: int
    line_end: int
    """Where the line's own end begins in the source."""
    next_line: int


@dataclass(frozen=True, slots=True)
class Written:
    """A block as it is written: its raw text, line ends as LF, and where that stands in the source."""

    raw: str
    pieces: tuple[Piece, ...]

    def to_source(self, raw: int) -> int:
        piece = self.pieces[bisect_right(self.pieces, raw, key=lambda piece: piece.raw) - 1]
        return piece.source + raw - piece.raw

    def to_raw(self, source: int) -> int:
        """The raw offset of a place in the block; what stands before a line's text is the line end's."""
        index = max(bisect_right(self.pieces, source, key=lambda piece: piece.source) - 1, 0)
        piece = self.pieces[index]
        inside = source - piece.source
        if inside <= piece.length or index + 1 == len(self.pieces):
            return piece.raw + min(max(inside, 0), piece.length)
        return piece.raw + piece.length + (1 if source > piece.line_end else 0)

    def fill(self, builder: MappedTextBuilder, ops: Sequence[Op]) -> None:
        """Give the block's text to a builder, with what its markup stands for."""
        at = 0
        line = 0
        for op in (*ops, Op(len(self.raw), len(self.raw), "")):
            while at < op.start:
                piece = self.pieces[line]
                end = piece.raw + piece.length
                stop = min(op.start, end)
                builder.keep(piece.source + at - piece.raw, piece.source + stop - piece.raw)
                at = max(at, stop)
                if at < op.start:
                    builder.keep(piece.line_end, piece.next_line)
                    at, line = end + 1, line + 1
            if op.end > at:
                if op.text:
                    builder.replace(self.to_source(op.start), self.to_source(op.end), op.text)
                at = op.end
                while line + 1 < len(self.pieces) and self.pieces[line + 1].raw <= at:
                    line += 1


def applied(raw: str, ops: Sequence[Op]) -> str:
    """The clean text of a block's raw text."""
    parts: list[str] = []
    at = 0
    for op in ops:
        parts += (raw[at : op.start], op.text)
        at = op.end
    return "".join((*parts, raw[at:]))
