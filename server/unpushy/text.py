"""Coordinates: every conversion between offsets is made here.

Offsets count Unicode code points, spans are half-open. A ``MappedText`` is clean text (what a
reader sees) that knows where each of its characters stands in the source text of the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from itertools import accumulate
from operator import attrgetter


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points: ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the source text at ``span`` by ``text``."""

    span: Span
    text: str


class LineIndex:
    """Lines as editors count them: only LF, CRLF and CR end a line (not U+2028, NEL or form feed)."""

    def __init__(self, text: str) -> None:
        # Without translation, StringIO ends lines where editors do, and many times faster than a pattern.
        self.starts: list[int] = list(accumulate(map(len, StringIO(text, newline="")), initial=0))
        self.length = len(text)
        if len(self.starts) > 1 and not text.endswith(("\n", "\r")):
            self.starts.pop()

    def position(self, offset: int) -> tuple[int, int]:
        """The zero-based line and column (both in code points) of a code-point offset.

        Raises ``ValueError`` for an offset outside the text.
        """
        if not 0 <= offset <= self.length:
            raise ValueError(f"offset {offset} is outside a text of {self.length} code points")
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]


@dataclass(frozen=True, slots=True)
class Segment:
    """``source_len`` code points at ``source`` stand for ``length`` clean ones at ``clean``.

    A verbatim segment is the same text on both sides and can be cut anywhere; any other (an
    entity, an encoded word) is atomic: a span that touches it covers all of it.
    """

    clean: int
    source: int
    length: int
    source_len: int
    verbatim: bool
    skipped: int = 0
    """Clean code points of an atomic segment that a slice cut off before this one: its codec still
    finds the place in the whole."""

    @property
    def clean_end(self) -> int:
        return self.clean + self.length

    @property
    def source_end(self) -> int:
        return self.source + self.source_len


_CLEAN, _SOURCE = attrgetter("clean"), attrgetter("source")


class OffsetMap:
    """Monotone map from clean text to source text, in segments ordered on both sides.

    Source text that lies between segments was removed: it has no clean counterpart.
    """

    __slots__ = ("segments",)

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments: tuple[Segment, ...] = tuple(segments)

    def to_source(self, span: Span) -> Span:
        """The smallest source span that holds every character of a clean span.

        An empty span maps to an empty one at the place of its right neighbour (or after the last
        character). Raises ``ValueError`` where the map is empty or the span lies outside it.
        """
        if not self.segments or span.end > self.segments[-1].clean_end:
            raise ValueError(f"{span} is outside the mapped text")
        if not span:
            segment = self.segments[bisect_right(self.segments, span.start, key=_CLEAN) - 1]
            at = segment.source + (span.start - segment.clean if segment.verbatim else 0)
            if span.start == segment.clean_end:
                at = segment.source_end
            return Span(at, at)
        first = self.segments[bisect_right(self.segments, span.start, key=_CLEAN) - 1]
        last = self.segments[bisect_right(self.segments, span.end - 1, key=_CLEAN) - 1]
        start = first.source + (span.start - first.clean if first.verbatim else 0)
        end = last.source + span.end - last.clean if last.verbatim else last.source_end
        return Span(start, end)

    def to_clean(self, span: Span) -> Span | None:
        """The clean span whose characters stand in a source span; None where there are none."""
        low = max(bisect_right(self.segments, span.start, key=_SOURCE) - 1, 0)
        if low < len(self.segments):  # the pieces of a cut atomic segment all stand at the same place
            low = bisect_left(self.segments, self.segments[low].source, key=_SOURCE)
        start: int | None = None
        end = 0
        for index in range(low, len(self.segments)):
            segment = self.segments[index]
            if segment.source >= span.end:
                break
            if segment.source_end <= span.start:
                continue
            if segment.verbatim:
                left = max(span.start - segment.source, 0)
                right = min(span.end - segment.source, segment.length)
            else:
                left, right = 0, segment.length
            if start is None:
                start = segment.clean + left
            end = segment.clean + right
        return None if start is None else Span(start, end)

    def is_verbatim(self, span: Span) -> bool:
        """Whether a clean span stands in the source word for word, with nothing in between."""
        if not span:
            return True
        index = bisect_right(self.segments, span.start, key=_CLEAN) - 1
        at: int | None = None
        while index < len(self.segments) and self.segments[index].clean < span.end:
            segment = self.segments[index]
            if not segment.verbatim or (at is not None and segment.source != at):
                return False
            at = segment.source_end
            index += 1
        return True

    def sliced(self, span: Span) -> OffsetMap:
        """The map of ``text[span.start:span.end]``; atomic segments that it cuts stay atomic."""
        if len(self.segments) == 1 and self.segments[0].verbatim:  # most text stands as it is
            (segment,) = self.segments
            left, right = max(span.start, segment.clean), min(span.end, segment.clean_end)
            place = segment.source + left - segment.clean
            piece = Segment(left - span.start, place, right - left, right - left, True)
            return OffsetMap((piece,) if left < right else ())
        out = []
        first = max(bisect_right(self.segments, span.start, key=_CLEAN) - 1, 0)
        for index in range(first, len(self.segments)):
            segment = self.segments[index]
            if segment.clean >= span.end:
                break
            left = max(span.start, segment.clean)
            right = min(span.end, segment.clean_end)
            if left >= right:
                continue
            cut = left - segment.clean
            if segment.verbatim:
                out.append(Segment(left - span.start, segment.source + cut, right - left, right - left, True))
            else:
                skipped = segment.skipped + cut
                source, source_len = segment.source, segment.source_len
                out.append(Segment(left - span.start, source, right - left, source_len, False, skipped))
        return OffsetMap(out)

    def after(self, outer: OffsetMap) -> OffsetMap:
        """Compose: self maps clean to middle text, ``outer`` maps middle to source text."""
        out: list[Segment] = []
        for segment in self.segments:
            if not segment.verbatim:
                source = outer.to_source(Span(segment.source, segment.source_end))
                out.append(
                    Segment(segment.clean, source.start, segment.length, len(source), False, segment.skipped)
                )
                continue
            middle = Span(segment.source, segment.source_end)
            for part in outer.sliced(middle).segments:
                clean = segment.clean + part.clean
                out.append(
                    Segment(clean, part.source, part.length, part.source_len, part.verbatim, part.skipped)
                )
        return OffsetMap(out)


Decoder = Callable[[str], str]
"""Turns a slice of source text into the clean text that it stands for."""


@dataclass(frozen=True)
class Codec:
    """How clean text is written in the source: the way back for a rewrite.

    The plain codec writes text as it is. Formats bring their own for quoted-printable, base64,
    markup and the like; each returns None where an edit could not be applied exactly.
    """

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """The source edit that turns the clean ``span`` into ``new``, or None."""
        if not mapped.map.is_verbatim(span):
            return None
        return Edit(mapped.map.to_source(span), new)


PLAIN = Codec()


@dataclass(frozen=True)
class MappedText:
    """Clean text, its map to the source, and the codec that writes changes back."""

    text: str
    map: OffsetMap
    source: str = field(repr=False)
    codec: Codec = PLAIN

    @classmethod
    def whole(cls, source: str, span: Span | None = None, codec: Codec = PLAIN) -> MappedText:
        """A slice of the source as it stands."""
        if span is None:  # an empty span is false
            span = Span(0, len(source))
        builder = MappedTextBuilder(source, codec)
        builder.keep(span.start, span.end)
        return builder.build()

    def sliced(self, start: int, end: int) -> MappedText:
        span = Span(start, end)
        return MappedText(span.of(self.text), self.map.sliced(span), self.source, self.codec)

    def edit(self, span: Span, new: str) -> Edit | None:
        return self.codec.edit(self, span, new)

    @cached_property
    def source_span(self) -> Span:
        return self.map.to_source(Span(0, len(self.text)))


class MappedTextBuilder:
    """Builds a ``MappedText`` from left to right; source that is neither kept nor replaced is removed."""

    def __init__(self, source: str, codec: Codec = PLAIN) -> None:
        self._source = source
        self._codec = codec
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0

    def keep(self, start: int, end: int) -> None:
        """The source slice stands for itself."""
        if start >= end:
            return
        previous = self._segments[-1] if self._segments else None
        if previous and previous.verbatim and previous.source_end == start:
            length = previous.length + end - start
            self._segments[-1] = Segment(previous.clean, previous.source, length, length, True)
        else:
            self._segments.append(Segment(self._length, start, end - start, end - start, True))
        self._parts.append(self._source[start:end])
        self._length += end - start

    def replace(self, start: int, end: int, text: str) -> None:
        """The source slice stands for ``text``; empty text removes it."""
        if not text:
            return
        if start >= end:
            raise ValueError("clean text needs source text that it stands for")
        self._segments.append(Segment(self._length, start, len(text), end - start, False))
        self._parts.append(text)
        self._length += len(text)

    def build(self) -> MappedText:
        return MappedText("".join(self._parts), OffsetMap(self._segments), self._source, self._codec)
