"""Base64 bodies (RFC 2045, section 6.8): the whole encoded run stands for the whole text."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from functools import cached_property

from unpushy.formats._charsets import encodable
from unpushy.formats._places import place
from unpushy.text import Codec, Edit, MappedText, MappedTextBuilder, OffsetMap, Segment, Span

_SPACE = re.compile(r"[ \t\r\n]++")
_LINE_END = re.compile(r"\r\n|\n|\r")
# An edit holds the whole run, and a draft may have a hundred of them.
MAX_REWRITTEN = 100_000
_LINE = 76


def base64_run(source: str, body: Span) -> Span:
    """The body without the white space around it."""
    raw = body.of(source)
    start = body.start + len(raw) - len(raw.lstrip(" \t\r\n"))
    return Span(start, max(start, body.start + len(raw.rstrip(" \t\r\n"))))


def base64_data(run: str) -> bytes | None:
    """The bytes, None for what is not base64. Missing padding is forgiven."""
    compact = _SPACE.sub("", run)
    try:
        return binascii.a2b_base64(compact + "=" * (-len(compact) % 4), strict_mode=True)
    except ValueError:  # binascii.Error, or non-ASCII text
        return None


def base64_text(source: str, run: Span, text: str, codec: Codec) -> MappedText:
    builder = MappedTextBuilder(source, codec)
    builder.replace(run.start, run.end, text)
    return builder.build()


@dataclass(frozen=True)
class Base64Codec(Codec):
    """Encodes the whole run again, in lines of the same length with the same ends."""

    charset: str
    run: Span
    text: str

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None unless encoding the text as it is reproduces the run exactly."""
        if len(self.run) > MAX_REWRITTEN or not encodable(new, self.charset):
            return None
        whole = MappedText(self.text, OffsetMap([self._segment]), mapped.source)
        at = place(mapped, span, whole)
        run = self.run.of(mapped.source)
        if at is None or at.of(self.text) != span.of(mapped.text) or self._encoded(self.text, run) != run:
            return None
        text = self.text[: at.start] + new + self.text[at.end :]
        written = self._encoded(text, run)
        data = base64_data(written)
        if not text or data is None or data.decode(self.charset, "replace") != text:
            return None
        return Edit(self.run, written)

    @cached_property
    def _segment(self) -> Segment:
        return Segment(0, self.run.start, len(self.text), len(self.run), False)

    def _encoded(self, text: str, run: str) -> str:
        data = binascii.b2a_base64(text.encode(self.charset, "replace"), newline=False).decode("ascii")
        line_end = _LINE_END.search(run)
        if line_end:
            length, break_ = line_end.start(), line_end[0]
        else:
            # One line: as long as it gets in a run that never was wrapped, else at most 76.
            length, break_ = (len(data) if len(run) > _LINE else _LINE), "\n"
        return break_.join(data[at : at + length] for at in range(0, len(data), length))
