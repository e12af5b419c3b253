"""Changes of a text part as its reader sees it: one line stays one line, and what kind of line it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unpushy.formats._lines import is_blank, shape_of
from unpushy.formats._places import place
from unpushy.text import Codec, Edit, MappedText, Span

_LINE_ENDS = re.compile(r"[\r\n]")
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
        if at is None or at.of(text) != span.of(mapped.text) or _LINE_ENDS.search(new):
            return None
        left = _LINE_ENDS.split(text[max(0, at.start - _WINDOW) : at.start])[-1]
        if len(left) < _WINDOW:
            line = left + new + _LINE_ENDS.split(text[at.end : at.end + _WINDOW], maxsplit=1)[0]
            was = left + _LINE_ENDS.split(text[at.start : at.start + _WINDOW], maxsplit=1)[0]
            if is_blank(line, 0, len(line)):
                if mapped.text[: span.start].strip() and mapped.text[span.end :].strip():
                    return None
            elif shape_of(line) not in ("", shape_of(was)):
                return None
        return self.whole.edit(at, new)
