"""Places in encoded text: from a slice back to the whole, and what an edit must leave alone."""

from __future__ import annotations

from dataclasses import dataclass

from unpushy.text import Edit, MappedText, Segment, Span


def place(mapped: MappedText, span: Span, whole: MappedText) -> Span | None:
    """Where a clean span of a slice stands in the text that it was cut from.

    The place also holds what was removed between its characters.
    """
    if not span:
        # An empty place has no character to look up: it is where its neighbour begins or ends.
        after = span.start < len(mapped.text)
        first = span.start if after else span.start - 1
        found = place(mapped, Span(first, first + 1), whole) if mapped.text else None
        if found is None:
            return None
        at = found.start if after else found.end
        return Span(at, at)
    pieces = mapped.map.sliced(span).segments
    if not pieces:
        return None
    start, last = _at(pieces[0], whole), _at(pieces[-1], whole)
    if start is None or last is None:
        return None
    return Span(start, last + pieces[-1].length)


def unbroken(mapped: MappedText, span: Span) -> Span | None:
    """Where a clean span stands in the source, with nothing removed in it and no atomic piece cut."""
    target = mapped.map.to_source(span)
    at = target.start
    for segment in mapped.map.sliced(span).segments:
        if segment.source != at or segment.skipped:
            return None
        at = segment.source_end
    return None if span and mapped.map.to_clean(target) != span else target


def _at(piece: Segment, whole: MappedText) -> int | None:
    clean = whole.map.to_clean(Span(piece.source, piece.source_end))
    if not clean:
        return None
    if piece.verbatim:
        return clean.start
    for segment in whole.map.sliced(clean).segments:
        if segment.skipped <= piece.skipped < segment.skipped + segment.length:
            return clean.start + segment.clean + piece.skipped - segment.skipped
    return None


@dataclass(frozen=True, slots=True)
class Guard:
    """Keeps an edit of a body from changing the structure of the message."""

    body: Span
    delimiters: tuple[str, ...]
    """Boundary delimiters of the multiparts around it. None of them stands in the body."""
    settled: int
    """Edits begin here or later: a first line that no blank line parts from the header could join it."""

    def allows(self, source: str, edit: Edit) -> bool:
        if edit.span.start < self.settled:
            return False
        for delimiter in self.delimiters:
            left = source[max(self.body.start, edit.span.start - len(delimiter)) : edit.span.start]
            right = source[edit.span.end : min(self.body.end, edit.span.end + len(delimiter))]
            if delimiter in left + edit.text + right:
                return False
        return True
