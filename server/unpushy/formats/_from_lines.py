"""Lines that an mbox keeps as ">From ", so that they begin no message, and the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unpushy.formats._places import place
from unpushy.text import Codec, Edit, MappedText, MappedTextBuilder, Span

_QUOTED = re.compile(r"(?:(?<=[\r\n])|\A)>(?=>*From )")


def unquoted(mapped: MappedText) -> MappedText:
    """The text of a message without the first ">" of such lines, where that stands in the file itself."""
    marks = [
        mark.start()
        for mark in _QUOTED.finditer(mapped.text)
        if mapped.map.is_verbatim(Span(mark.start(), mark.end()))
    ]
    if not marks:
        return mapped
    builder = MappedTextBuilder(mapped.text)
    at = 0
    for mark in marks:
        builder.keep(at, mark)
        at = mark + 1
    builder.keep(at, len(mapped.text))
    lines = builder.build()
    return MappedText(lines.text, lines.map.after(mapped.map), mapped.source, _Requoted(mapped))


@dataclass(frozen=True)
class _Requoted(Codec):
    """Writes changes that leave such lines as they are."""

    inner: MappedText

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        at = place(mapped, span, self.inner)
        if at is None or at.of(self.inner.text) != span.of(mapped.text):
            return None
        return self.inner.edit(at, new)
