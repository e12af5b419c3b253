"""The way back into Markdown: an edit is written, read again, and given only if it reads as meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from unpushy.formats._frontmatter import header_lines
from unpushy.formats._markdown_blocks import TASK, markup_of, parse_blocks
from unpushy.formats._markdown_inline import CODE, Element
from unpushy.formats._markdown_lines import Written, applied
from unpushy.formats._places import place
from unpushy.text import Codec, Edit, MappedText, OffsetMap, Span

_LONGEST = 10_000
"""Code points of a block that an edit may cost reading again."""
_WIDEST = 6
"""How many layers of markup around a span an edit may take with it."""

_WRAPS = {"paragraph": ("", ""), "atx": ("# ", ""), "setext": ("", "\n==="), "cell": ("|", "|\n|-|")}
_ANY_MARKUP = re.compile(rf"[\\`*_\[\]<&~|{CODE}]")
_MARKUP = re.compile(r"[\\`*_\[\]<&~]")
_LINE_MARKUP = re.compile(r"\A([ \t]*+\d{0,9}+)([-+#=>:.)])")
_LINE_END = re.compile(r"\r\n|\r")
_SPACE = " \t\n\r"
_TITLE = tuple("\"'(")
_FENCE = re.compile(r"^(?:--|\+\+\+)[ \t]*+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a block stands, as far as that says how a change of it would be read."""

    contained: bool
    """In a list or a footnote, so that indentation stands in front of its lines, or could."""
    item: bool
    """A list item begins with it, which a task marker would too."""
    exposed: bool
    """It is a table cell with no pipe in front, so that its text begins the line."""
    top: bool
    """Header lines would be read here."""
    above: bool
    """The line above is not blank."""
    followed: bool
    """The line below is not blank."""
    defined: bool
    """The line above may be a link reference definition, whose title could begin here."""
    trimmed: bool
    """White space other than blanks was trimmed off, which would be text on lines that change."""
    removable: bool
    """The document keeps its structure without this block."""


@dataclass(frozen=True)
class MarkdownCodec(Codec):
    """Writes changes of one block. It knows the whole block, of which a passage may be a slice."""

    written: Written
    shape: str
    elements: tuple[Element, ...]
    text: str
    map: OffsetMap
    env: Mapping[str, Any]
    """Link references and footnotes of the document."""
    setting: Setting

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None unless the block reads as its text with just this span replaced, all markup around it kept.

        White space at the ends of the passage doesn't count.
        """
        at = place(mapped, span, MappedText(self.text, self.map, mapped.source))
        if at is None or at.of(self.text) != span.of(mapped.text) or "\r" in new:
            return None
        opens = not mapped.text[: span.start].strip(_SPACE) and self._is_line_end(at.start - 1)
        closes = not mapped.text[span.end :].strip(_SPACE) and self._is_line_end(at.end)
        at, new = self._fitted(at, new, opens, closes)
        source = self.map.to_source(at)
        start, end = self.written.to_raw(source.start), self.written.to_raw(source.end)
        if self._is_plain(start, end, new):
            return Edit(source, new)
        if len(self.written.raw) + len(new) > _LONGEST:
            return None
        wanted = _LINE_END.sub("\n", self.text[: at.start] + new + self.text[at.end :]).strip(_SPACE)
        for text in self._writings(at, new, start):
            for cut in self._cuts(start, end):
                edit = self._checked(*cut, text, wanted)
                if edit:
                    return edit
        return None

    def _is_line_end(self, at: int) -> bool:
        return not 0 <= at < len(self.text) or self.text[at] in "\r\n"

    def _fitted(self, at: Span, new: str, opens: bool, closes: bool) -> tuple[Span, str]:
        """Without white space at the ends of the passage, where Markdown would drop or misread it."""
        start, end = at.start, at.end
        if opens:
            new = new.lstrip(_SPACE)
            while not new and end < len(self.text) and self.text[end] in _SPACE:
                end += 1
        if closes:
            new = new.rstrip(_SPACE)
        if not new and ((closes and not opens) or end == len(self.text)):
            start = len(self.text[:start].rstrip(_SPACE))
        return Span(start, end), new

    def _is_plain(self, start: int, end: int, new: str) -> bool:
        """Whether no text is near that could be markup, so that nothing need be read again.

        A letter in front keeps the line from becoming a list item, a heading or a rule; one behind
        keeps its end free of blanks, which could become a hard line break.
        """
        raw = self.written.raw
        if _ANY_MARKUP.search(raw) or _ANY_MARKUP.search(new) or "\n" in new:
            return False
        if "\n" in raw[start:end] or (self.setting.top and ":" in raw + new):
            return False
        before = raw[raw.rfind("\n", 0, start) + 1 : start]
        stop = raw.find("\n", end)
        after = new + raw[end : stop if stop >= 0 else len(raw)]
        return any(map(str.isalpha, before)) and after.rstrip(".,;:!?'\")")[-1:].isalpha()

    def _writings(self, at: Span, new: str, start: int) -> Iterator[str]:
        """The new text as it is, and with all escaped that could be read as markup.

        Code in it is code that the span holds, in its order.
        """
        code = [
            self.written.raw[self.written.to_raw(segment.source) : self.written.to_raw(segment.source_end)]
            for segment in self.map.sliced(at).segments
            if not segment.verbatim and self.text[segment.clean + at.start] == CODE
        ]
        parts = new.split(CODE)
        if len(parts) > 1 and len(parts) - 1 != len(code):
            return
        code = [*code[: len(parts) - 1], ""]
        yield "".join(part + span for part, span in zip(parts, code, strict=True))
        begins_line = start == 0 or self.written.raw[start - 1] == "\n"
        escaped = []
        for index, part in enumerate(parts):
            lines = _MARKUP.sub(r"\\\g<0>", part).split("\n")
            if self.shape == "cell":
                lines = [line.replace("|", r"\|") for line in lines]
            for line in range(0 if begins_line and not index else 1, len(lines)):
                lines[line] = _LINE_MARKUP.sub(r"\1\\\2", lines[line], count=1)
            escaped.append("\n".join(lines))
        yield "".join(part + span for part, span in zip(escaped, code, strict=True))

    def _cuts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What could be replaced: the raw span; with the markup that is around just it."""
        settled = self._settled(start, end)
        for _ in range(_WIDEST):
            if not settled:
                return
            yield settled
            around = (
                (element.start, element.end)
                for element in self.elements
                if element.kind in ("mark", "tag") and (element.inner_start, element.inner_end) == settled
            )
            settled = next(around, None)

    def _settled(self, start: int, end: int) -> tuple[int, int] | None:
        """The span, with the other markers of what it holds one of; None where that would take more with it.

        None also where a link, an image, a comment or a footnote mark would be lost.
        """
        if self.written.raw[start:end].startswith("\n"):
            start = len(self.written.raw[:start].rstrip(" "))
        before = None
        while before != (start, end):
            before = start, end
            cut = False
            for element in reversed(self.elements):
                opens = start <= element.start < element.inner_start <= end
                closes = start <= element.inner_end < element.end <= end
                if element.kind == "autolink":
                    if start < element.end and element.start < end:
                        return None
                elif element.kind == "break":
                    if element.start < start < element.end:
                        start = element.start
                elif not (opens or closes):
                    continue
                elif element.kind not in ("mark", "tag"):
                    return None
                elif not opens and start == element.inner_start:
                    start = element.start
                elif not closes and end == element.inner_end:
                    end = element.end
                else:
                    cut = cut or not (opens and closes)
        return None if cut else (start, end)

    def _checked(self, start: int, end: int, text: str, wanted: str) -> Edit | None:
        raw = self.written.raw
        changed = raw[:start] + text + raw[end:]
        if not changed:
            fits = self.setting.removable and not wanted
        else:
            fits = self._keeps_structure(changed, start, text, wanted) and self._reads(
                changed, wanted, _moved(self.elements, start, end, len(text))
            )
        if not fits:
            return None
        return Edit(Span(self.written.to_source(start), self.written.to_source(end)), text)

    def _keeps_structure(self, changed: str, start: int, text: str, wanted: str) -> bool:
        """What the block alone can't show: how it is read where it stands."""
        raw, setting = self.written.raw, self.setting
        if setting.trimmed:
            return False
        if setting.contained:
            # Only a letter is safe to begin a line of text, whatever the indentation in front of it.
            line = changed.rfind("\n", 0, start) + 1
            if "\n" in text or (line and not changed[line : line + 1].isalpha()):
                return False
            # Its list marker and such a line are a thematic break together.
            if not changed.partition("\n")[0].strip("-*_ \t"):
                return False
        if setting.exposed and not (changed[:1].isalpha() and ("|" in raw) == ("|" in changed)):
            return False
        if setting.item and TASK.match(changed):
            return False
        if setting.above and "|" in raw and self.shape == "paragraph":
            # It may be by looking like a table that it is no more text of the block above.
            return False
        if "|" in changed and self.shape != "cell":
            # With a line of dashes below, it would be the head of a table.
            lines_below = setting.followed or (setting.contained and "\n" in changed)
            if lines_below or self.shape == "setext":
                return False
        if setting.defined and changed.startswith(_TITLE) and changed[0] != raw[0]:
            return False
        if setting.top and len(header_lines(wanted)) != len(header_lines(self.text)):
            return False
        return not _FENCE.search(changed)

    def _reads(self, changed: str, wanted: str, elements: list[Element]) -> bool:
        """Whether a block is one block of its shape, with this text and markup."""
        before, behind = _WRAPS[self.shape]
        document = before + changed + behind
        blocks = parse_blocks(document).blocks
        if len(blocks) != 1 or blocks[0].shape != self.shape:
            return False
        if "\n".join(document[start:end] for _, start, end in blocks[0].places) != changed:
            return False
        inline = markup_of(changed, self.shape, dict(self.env))
        return applied(changed, inline.ops).strip(_SPACE) == wanted and inline.elements == elements


def _moved(elements: tuple[Element, ...], start: int, end: int, length: int) -> list[Element]:
    """Where markup stands after a span was replaced, without what the span held."""
    shift = length - (end - start)
    moved = []
    for element in elements:
        if start <= element.start and element.end <= end and start < end:
            continue
        opener = shift if element.start >= end else 0
        closer = shift if element.inner_end >= end and element.end > start else 0
        moved.append(
            Element(
                element.kind,
                element.start + opener,
                element.inner_start + opener,
                element.inner_end + closer,
                element.end + closer,
            )
        )
    return moved
