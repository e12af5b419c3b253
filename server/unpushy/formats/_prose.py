"""Changes of a text part as its reader sees it: one line stays one line, and what kind of line it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from unpushy.document import REMEMBERED
from unpushy.formats._lines import is_blank, shape_of
from unpushy.formats._places import place
from unpushy.text import Codec, Edit, MappedText, Span

# So deep in a line, an edit can't change what kind of line it is.
_WINDOW = 400


@dataclass(frozen=True)
class ProseCodec(Codec):
    """No edit may part a paragraph, or make a quote or a list of it; else the codec of the part decides."""

    whole: MappedText
    """The text of the part, with the codec that writes it."""

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        text = self.whole.text
        at = place(mapped, span, self.whole)
        if at is None or at.of(text) != span.of(mapped.text) or "\n" in new or "\r" in new:
            return None
        stays = line_stays(text, at, new)
        if stays is None:
            stays = not (mapped.text[: span.start].strip() and mapped.text[span.end :].strip())
        return self.whole.edit(at, new) if stays else None


def line_stays(text: str, span: Span, new: str) -> bool | None:
    """Whether a line stays what kind of line it is with new words in the place of a span of it.

    None where a reader would see nothing on it any more.
    """
    low = max(0, span.start - _WINDOW)
    left = text[max(low, _last_line_end(text, low, span.start) + 1) : span.start]
    if len(left) == _WINDOW:
        return True
    return _stays(left, _to_line_end(text, span.start), new, _to_line_end(text, span.end))


@lru_cache(maxsize=REMEMBERED)
def _stays(left: str, old: str, new: str, right: str) -> bool | None:
    line = left + new + right
    if is_blank(line, 0, len(line)):
        return None
    return shape_of(line) in ("", shape_of(left + old))


def _last_line_end(text: str, low: int, at: int) -> int:
    return max(text.rfind("\n", low, at), text.rfind("\r", low, at))


def _to_line_end(text: str, at: int) -> str:
    piece = text[at : at + _WINDOW]
    return piece.partition("\n")[0].partition("\r")[0]
