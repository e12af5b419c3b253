"""The blocks of a plain-text mail body: what stands where, before anyone asks what it means.

Everything here looks at a line a bounded number of times, so time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unpushy.formats._patches import fence_end, patch_end

# Atomic: a CRLF is one line end.
_LINE_END = re.compile(r"(?>\r\n|\n|\r)")
_QUOTE = re.compile(r"[ \t]{0,3}>")
_MARKER = re.compile(
    r"(?:[-*•–‣◦▪·]|\(?(?:(?P<number>\d{1,3})|(?P<letter>[a-zA-Z]|[ivx]{2,4}))\)|(?P<dotted>\d{1,3})\.)"
    r"[ \t\u00a0]+(?:\[[ xX]\][ \t]+)?(?=\S)"
)
_RULE_CHARS = frozenset("-_=*~#+–—")
# White space, and what shows as nothing: a line of these is a blank line to the reader.
_BLANK = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, (*range(0x2000, 0x200B), 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
)
_UNFINISHED_LINE = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a mail body with one structure, without the white space around it."""

    kind: str
    """``paragraph``, ``list-item``, ``quote``, ``code``, ``heading``, ``rule``, and the kinds of quoting."""
    text: str
    start: int = 0
    """Where the text begins in its mapped text, in code points."""
    lead: int = 0
    """The length of the list marker that the text begins with."""
    index: int = 0
    """Which of the mapped texts it is a slice of."""

    def cut(self, start: int = 0, end: int | None = None, kind: str | None = None) -> Block | None:
        """A slice of the block, white space trimmed; None where nothing is left."""
        text = self.text[start:end]
        right = text.rstrip()
        if not right:
            return None
        kept = right.lstrip()
        start += len(right) - len(kept)
        lead = self.lead if start == 0 else 0
        return Block(kind or self.kind, kept, self.start + start, lead, self.index)


def lines_of(text: str, at: int = 0) -> Iterator[tuple[int, int]]:
    """Start and end (line end excluded) of each line from ``at`` on."""
    for match in _LINE_END.finditer(text, at):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a text in order: code, quotes, rules, list items and paragraphs."""
    at = 0
    fenced = True  # whether a fence that opens can still be closed
    listed = False  # whether a list item stands above, with no blank line in between
    while at < len(text):
        end, after = _line(text, at)
        if is_blank(text, at, end):
            at, listed = after, False
            continue
        stop, fenced = _code_end(text, at, end, fenced)
        if stop:
            kind = "code"
        elif _QUOTE.match(text, at, end):
            kind, stop = "quote", _quote_end(text, end, after)
        elif _is_rule(text, at, end):
            kind, stop = "rule", end
        elif lead := _marker(text, at, end, fresh=True):
            kind = "list-item"
            stop, fenced = _prose_end(text, at, end, after, fenced, True, lead[0])
        else:
            kind = "paragraph"
            stop, fenced = _prose_end(text, at, end, after, fenced, listed, None)
        block = Block(kind, text[at:stop], at).cut()
        if block and kind == "list-item" and lead:
            block = Block(kind, block.text, block.start, lead[1])
        if block:
            yield block
        listed = kind == "list-item" or (listed and kind == "paragraph")
        at = _line(text, stop)[1]


def is_blank(text: str, start: int, end: int) -> bool:
    """Whether a reader sees nothing between the two offsets."""
    return not text[start:end].strip(_BLANK)


def _line(text: str, at: int) -> tuple[int, int]:
    """The end of the line at ``at``, and where the next one starts."""
    match = _LINE_END.search(text, at)
    return match.span() if match else (len(text), len(text))


def _indent(text: str, start: int, end: int) -> int:
    """How many blanks a line begins with."""
    return end - start - len(text[start:end].lstrip())


def _code_end(text: str, at: int, end: int, fenced: bool) -> tuple[int, bool]:
    """The end of the code that begins here, 0 where none does; and whether fences still close below."""
    stop = patch_end(text, at, end)
    if stop is None and fenced:
        stop = fence_end(text, at, end)
        if stop == -1:
            return 0, False
    return stop or 0, fenced


def _quote_end(text: str, end: int, at: int) -> int:
    while at < len(text):
        next_end, after = _line(text, at)
        if not _QUOTE.match(text, at, next_end):
            break
        end, at = next_end, after
    return end


def _is_rule(text: str, start: int, end: int) -> bool:
    line = text[start:end].strip()
    return line[:1] in _RULE_CHARS and len(line) >= 3 and set(line) <= _RULE_CHARS | {" ", "\t"}


def _marker(text: str, start: int, end: int, fresh: bool) -> tuple[int, int] | None:
    """The indentation and the length of the list marker that begins a line.

    Within a paragraph (not ``fresh``) a number only counts when it starts a list: "on May\\n12. That".
    """
    indent = _indent(text, start, end) if text[start : start + 1].isspace() else 0
    match = _MARKER.match(text, start + indent, end)
    if not match or is_blank(text, match.end(), end):
        return None
    ordinal = match["number"] or match["letter"] or match["dotted"]
    if not fresh and ordinal and ordinal not in ("1", "a", "A"):
        return None
    return indent, match.end() - match.start()


def _prose_end(
    text: str, start: int, end: int, at: int, fenced: bool, listed: bool, indent: int | None
) -> tuple[int, bool]:
    """Where the paragraph or list item (that has an ``indent``) whose first line is given ends."""
    while at < len(text):
        next_end, after = _line(text, at)
        if (
            is_blank(text, at, next_end)
            or _QUOTE.match(text, at, next_end)
            or _is_rule(text, at, next_end)
            or _marker(text, at, next_end, fresh=listed)
            or (indent is not None and not _hangs(text, at, next_end, start, end, indent))
        ):
            break
        code, fenced = _code_end(text, at, next_end, fenced)
        if code:
            break
        start, end, at = at, next_end, after
    return end, fenced


def _hangs(text: str, start: int, end: int, above: int, above_end: int, indent: int) -> bool:
    """Whether a line below a line of a list item belongs to the item.

    It does when it is indented; and when it is not, if it goes on with the sentence.
    """
    own = _indent(text, start, end) if text[start : start + 1].isspace() else 0
    if own > indent:
        return True
    if text[start + own].islower():
        return True
    return above_end - above >= _UNFINISHED_LINE and text[above_end - 1] not in ".!?:;"
