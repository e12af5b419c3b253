"""Places in a text as a client counts them: lines, and UTF-8, UTF-16 or UTF-32 code units."""

from __future__ import annotations

from collections.abc import Callable

from lsprotocol.types import Position, PositionEncodingKind, Range

from unpushy.text import LineIndex, Span


def _utf8_units(code: int) -> int:
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def _utf16_units(code: int) -> int:
    return 1 if code < 0x10000 else 2


_UNITS: dict[PositionEncodingKind, Callable[[int], int]] = {
    PositionEncodingKind.Utf8: _utf8_units,
    PositionEncodingKind.Utf16: _utf16_units,
}


class OutOfRangeError(Exception):
    """A position that the text does not have."""


class Positions:
    """Converts between code-point offsets of one text and positions of the protocol."""

    def __init__(self, text: str, encoding: PositionEncodingKind | str) -> None:
        self._text = text
        self._lines = LineIndex(text)
        self._units = None if text.isascii() else _UNITS.get(PositionEncodingKind(encoding))
        """Code units of a code point; None where each has one."""

    @property
    def line_count(self) -> int:
        return len(self._lines.starts)

    def position(self, offset: int) -> Position:
        """The position of a code-point offset. Raises ``ValueError`` for one outside the text."""
        line, column = self._lines.position(offset)
        if self._units:
            start = self._lines.starts[line]
            column = sum(map(self._units, map(ord, self._text[start : start + column])))
        return Position(line, column)

    def range(self, span: Span) -> Range:
        return Range(self.position(span.start), self.position(span.end))

    def offset(self, position: Position) -> int:
        """The code-point offset of a position; beyond the end of a line it is that end.

        The line after the last, which some clients name to mean the end, is the end of the text.
        Raises ``OutOfRangeError`` for any other line that is not there, and for a place within a character.
        """
        starts = self._lines.starts
        if position.line == len(starts) and position.character == 0:
            return len(self._text)
        if not 0 <= position.line < len(starts) or position.character < 0:
            raise OutOfRangeError(f"no position {position.line}:{position.character} in {len(starts)} lines")
        start, stop = starts[position.line], self._line_end(position.line)
        if not self._units:
            return min(start + position.character, stop)
        left = position.character
        for at in range(start, stop):
            if left <= 0:
                break
            left -= self._units(ord(self._text[at]))
        else:
            at = stop
        if left < 0:
            raise OutOfRangeError(f"position {position.line}:{position.character} is within a character")
        return at

    def span(self, range_: Range) -> Span:
        """The span of a range. Raises ``OutOfRangeError``, also where it ends before it starts."""
        start, end = self.offset(range_.start), self.offset(range_.end)
        if end < start:
            raise OutOfRangeError("a range ends before it starts")
        return Span(start, end)

    def line_of(self, offset: int) -> int:
        """The zero-based line of an offset."""
        return self._lines.position(offset)[0]

    def line_span(self, line: int) -> Span:
        """A line without its end."""
        return Span(self._lines.starts[line], self._line_end(line))

    def _line_end(self, line: int) -> int:
        starts = self._lines.starts
        if line + 1 == len(starts):
            return len(self._text)
        end = starts[line + 1] - 1
        return (
            end - 1 if self._text[end] == "\n" and end > starts[line] and self._text[end - 1] == "\r" else end
        )
