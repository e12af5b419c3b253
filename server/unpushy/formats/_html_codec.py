"""The way back into HTML: text is changed where it stands between two marks, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unpushy.formats._places import unbroken
from unpushy.text import Codec, Edit, MappedText, Span

_AMPERSAND = re.compile(r"&(?=[#a-zA-Z])")


@dataclass(frozen=True)
class HtmlCodec(Codec):
    """Writes a change of text, or of an attribute's value."""

    quote: str = ""
    """The quote around the value; a blank where it has none; empty in text."""

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None where a tag or a comment stands in what really changes, and where nothing would be left."""
        text = mapped.text
        if not (text[: span.start] + new + text[span.end :]).strip() or "\n" in new or self.quote == " ":
            return None
        span, new = _narrowed(text, span, new)
        target = unbroken(mapped, span)
        if target is None or any(
            not segment.verbatim and mapped.source[segment.source] == "<"
            for segment in mapped.map.sliced(span).segments
        ):
            return None
        return Edit(target, self._written(new))

    def _written(self, new: str) -> str:
        out = _AMPERSAND.sub("&amp;", new).replace("<", "&lt;").replace(">", "&gt;")
        if self.quote:
            out = out.replace(self.quote, "&quot;" if self.quote == '"' else "&#39;")
        return out


def _narrowed(text: str, span: Span, new: str) -> tuple[Span, str]:
    """The part of a span that really changes, to whole words, so that marks beside it don't matter."""
    old = span.of(text)
    left = 0
    while left < min(len(old), len(new)) and old[left] == new[left]:
        left += 1
    while left and not old[left - 1].isspace():
        left -= 1
    right = 0
    while right < min(len(old), len(new)) - left and old[-1 - right] == new[-1 - right]:
        right += 1
    while right and not old[len(old) - right].isspace():
        right -= 1
    return Span(span.start + left, span.end - right), new[left : len(new) - right]
