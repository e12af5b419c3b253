"""Paragraphs that a mail program wrapped for sending (format=flowed, RFC 3676), and the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unpushy.formats._places import place
from unpushy.text import Codec, Edit, MappedText, MappedTextBuilder, Span

_LINE = re.compile(r"(>*+)( ?)([^\r\n]*+)(\r\n|\n|\r|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
# With more lines than this, the text is left as it stands: each soft break takes a segment of the map.
MAX_LINES = 200_000
# How long the lines around an edit may be; a flowed line has 78 characters.
_REACH = 20_000


def unflowed(text: str, delsp: bool, codec: Codec | None = None) -> MappedText:
    """The text with soft line breaks joined and space-stuffing removed, mapped to the text as it was.

    Quoted lines keep the marks of their first line; only lines of equal depth are joined.
    """
    builder = MappedTextBuilder(text, codec or Codec())
    soft_depth: int | None = None
    blank = 0
    for line in _LINE.finditer(text):
        if line.start() == len(text):
            break
        depth, signature = len(line[1]), line[3] == "-- "
        if soft_depth is not None and soft_depth == depth and not signature:
            if not delsp:
                builder.keep(blank, blank + 1)
        else:
            # The line before ends here (its last blank waits there), and the marks of a quote are kept.
            builder.keep(blank, line.start())
            builder.keep(line.start(), line.end(2) if depth else line.start(2))
        content = line.start(3)
        soft_depth = depth if line[3].endswith(" ") and not signature else None
        blank = line.end(3) - 1 if soft_depth is not None else line.end(3)
        builder.keep(content, blank)
    builder.keep(blank, len(text))
    return builder.build()


def too_long(text: str) -> bool:
    return text.count("\n") + text.count("\r") > MAX_LINES


@dataclass(frozen=True)
class FlowedCodec(Codec):
    """Changes a flowed text by way of the text as it was transferred."""

    inner: MappedText
    delsp: bool

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None unless the changed lines flow into exactly the changed text."""
        at = place(mapped, span, self.inner)
        if at is None:
            return None
        window = _lines_around(self.inner.text, at)
        if window is None:
            return None
        lines = window.of(self.inner.text)
        here = Span(at.start - window.start, at.end - window.start)
        before = unflowed(lines, self.delsp)
        clean = before.map.to_clean(here)
        start = clean.start if clean else len(unflowed(lines[: here.start], self.delsp).text)
        after = unflowed(lines[: here.start] + new + lines[here.end :], self.delsp)
        wanted = before.text[:start] + new + before.text[start + len(span) :]
        same = before.text[start : start + len(span)] == span.of(mapped.text)
        return self.inner.edit(at, new) if same and after.text == wanted else None


def _lines_around(text: str, at: Span) -> Span | None:
    """The lines of a span, with one more on each side; None where they are too long."""
    start: int | None = _line_start(text, at.start)
    if start:
        start = _line_start(text, start - (2 if text.endswith("\r\n", 0, start) else 1))
    end = at.end
    for _ in range(2):
        stop = _LINE_END.search(text, end, end + _REACH)
        if not stop and len(text) > end + _REACH:
            return None
        end = stop.end() if stop else len(text)
    return None if start is None else Span(start, end)


def _line_start(text: str, at: int) -> int | None:
    low = max(0, at - _REACH)
    start = max(text.rfind("\n", low, at), text.rfind("\r", low, at)) + 1
    return None if not start and low else start
