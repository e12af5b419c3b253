"""The blocks of a plain-text mail body: what stands where, before anyone asks what it means.

Everything here looks at a line a bounded number of times, so time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from unpushy.document import REMEMBERED
from unpushy.formats._patches import fence_end, patch_end

# Atomic: a CRLF is one line end.
_LINE_END = re.compile(r"(?>\r\n|\n|\r)")
_QUOTE = re.compile(r"[ \t]{0,3}>")
_MARKER = re.compile(
    r"(?:[-*•–‣◦▪·]|\(?(?:(?P<number>\d{1,3})|(?P<letter>[a-zA-Z]|[ivx]{2,4}))\)|(?P<dotted>\d{1,3})\.)"
    r"[ \t\u00a0]+(?:\[[ xX]\][ \t]+)?(?=\S)"
)
# The line above a signature, and list items without a word.
_LONE = frozenset({"--", "-", "*", "•", "–"})
_RULE_CHARS = frozenset("-_=*~#+–—")
# White space, and what shows as nothing: a line of these is a blank line to the reader.
_BLANK = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, (*range(0x2000, 0x200B), 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
)
_UNFINISHED_LINE = 60
_LONGEST_PIECE = 5_000
_MAY_BE_CODE = re.compile(r"```|(?:\A|[\r\n])(?:diff --git |Index: |---(?:\s|\Z))")

Line = tuple[int, int]
"""Start and end of a line, its line end excluded."""


class Block(NamedTuple):
    """A stretch of a mail body with one structure, without the white space around it."""

    kind: str
    """``paragraph``, ``list-item``, ``quote``, ``code``, ``heading``, ``rule``, and the kinds of quoting."""
    text: str
    start: int = 0
    """Where the text begins in its mapped text, in code points."""
    lead: int = 0
    """The length of the list marker that the text begins with."""
    origin: int = 0
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
        return Block(kind or self.kind, kept, self.start + start, lead, self.origin)

    def shifted(self, by: int) -> Block:
        """The block in a text that has so many more code points above it."""
        return Block(self.kind, self.text, self.start + by, self.lead, self.origin) if by else self


@dataclass(slots=True)
class _Fences:
    """Whether a fence that opens can still be closed; once none can, no one looks for it again."""

    close: bool = True


def lines_of(text: str, at: int = 0) -> Iterator[Line]:
    """Start and end (line end excluded) of each line from ``at`` on."""
    for match in _LINE_END.finditer(text, at):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a text in order: code, quotes, rules, list items and paragraphs.

    What stands between two blank lines is remembered: whoever types changes one such piece of many.
    """
    gap = _gap(text)
    fences = _Fences()
    at = 0
    while at < len(text):
        stop = text.find(gap, at)
        stop = len(text) if stop < 0 else stop
        known = _blocks_between(text[at:stop]) if stop - at <= _LONGEST_PIECE else None
        if known is None:
            at = yield from _blocks_from(text, at, min(stop + 1, len(text)), fences)
        else:
            for block in known:
                yield block.shifted(at)
            at = stop + len(gap)


def _gap(text: str) -> str:
    """Two line ends as this text has them: a blank line is in between, which ends whatever is no code."""
    if "\n" not in text:
        return "\r\r"
    return "\r\n\r\n" if "\r\n\r\n" in text else "\n\n"


@lru_cache(maxsize=REMEMBERED)
def _blocks_between(piece: str) -> tuple[Block, ...] | None:
    """The blocks of what stands between two blank lines; None for what may be code, which may go on below."""
    if _MAY_BE_CODE.search(piece):
        return None
    return tuple(_blocks_from(piece, 0, len(piece), _Fences()))


def _blocks_from(text: str, at: int, stop: int, fences: _Fences) -> Generator[Block, None, int]:
    """The blocks that begin before an offset; returns where the line after the last of them starts."""
    listed = False  # whether a list item stands above, with no blank line in between
    while at < stop:
        end, after = _line(text, at)
        if is_blank(text, at, end):
            at, listed = after, False
            continue
        line = (at, end)
        if below := _code_end(text, line, fences):
            kind = "code"
        elif _QUOTE.match(text, at, end):
            kind, below = "quote", _quote_end(text, end, after)
        elif _is_rule(text, line):
            kind, below = "rule", end
        elif lead := _marker(text, line, fresh=True):
            kind = "list-item"
            below = _prose_end(text, line, fences, True, lead[0])
        else:
            kind = "paragraph"
            below = _prose_end(text, line, fences, listed)
        block = Block(kind, text[at:below], at)
        if kind != "rule":  # "-- " above a signature is told from "--" by its blank
            block = block.cut() or block
        if kind == "list-item" and lead:
            block = block._replace(lead=lead[1])
        yield block
        listed = kind == "list-item" or (listed and kind == "paragraph")
        at = _line(text, below)[1]
    return at


def shape_of(line: str) -> str:
    """What structure a line shows by itself: the kind of block that it begins, "" where any line would do."""
    place = (0, len(line))
    if _QUOTE.match(line):
        return "quote"
    if _is_rule(line, place):
        return "rule"
    if line.lstrip().startswith("```"):
        return "code"
    return "list-item" if _marker(line, place, fresh=False) else ""


def is_blank(text: str, start: int, end: int) -> bool:
    """Whether a reader sees nothing between the two offsets."""
    return not text[start:end].strip(_BLANK)


def _line(text: str, at: int) -> tuple[int, int]:
    """The end of the line at ``at``, and where the next one starts."""
    match = _LINE_END.search(text, at)
    return match.span() if match else (len(text), len(text))


def _indent(text: str, line: Line) -> int:
    """How many blanks a line begins with."""
    start, end = line
    if not text[start : start + 1].isspace():
        return 0
    return end - start - len(text[start:end].lstrip())


def _code_end(text: str, line: Line, fences: _Fences) -> int:
    """The end of the code that begins with a line; 0 where none does."""
    stop = patch_end(text, *line)
    if stop is None and fences.close:
        stop = fence_end(text, *line)
        if stop == -1:
            fences.close = False
            return 0
    return stop or 0


def _quote_end(text: str, end: int, at: int) -> int:
    while at < len(text):
        next_end, after = _line(text, at)
        if not _QUOTE.match(text, at, next_end):
            break
        end, at = next_end, after
    return end


def _is_rule(text: str, line: Line) -> bool:
    stripped = text[slice(*line)].strip()
    if stripped in _LONE:
        return True
    return stripped[:1] in _RULE_CHARS and len(stripped) >= 3 and set(stripped) <= _RULE_CHARS | {" ", "\t"}


def _marker(text: str, line: Line, fresh: bool) -> tuple[int, int] | None:
    """The indentation and the length of the list marker that begins a line.

    Within a paragraph (not ``fresh``) a number only counts when it starts a list: "on May\\n12. That".
    """
    indent = _indent(text, line)
    match = _MARKER.match(text, line[0] + indent, line[1])
    if not match or is_blank(text, match.end(), line[1]):
        return None
    ordinal = match["number"] or match["letter"] or match["dotted"]
    if not fresh and ordinal and ordinal not in ("1", "a", "A"):
        return None
    return indent, match.end() - match.start()


def _prose_end(text: str, line: Line, fences: _Fences, listed: bool, indent: int | None = None) -> int:
    """Where the paragraph that begins with a line ends, or the list item (which has an ``indent``).

    ``listed``: whether a list item stands right above, so that any marker goes on with the list.
    """
    at = _line(text, line[1])[1]
    while at < len(text):
        end, after = _line(text, at)
        following = (at, end)
        if (
            is_blank(text, at, end)
            or _QUOTE.match(text, at, end)
            or _is_rule(text, following)
            or _marker(text, following, fresh=listed)
            or (indent is not None and not _hangs(text, following, line, indent))
            or _code_end(text, following, fences)
        ):
            break
        line, at = following, after
    return line[1]


def _hangs(text: str, line: Line, above: Line, indent: int) -> bool:
    """Whether a line below a line of a list item belongs to the item.

    It does when it is indented; and when it is not, if it goes on with the sentence.
    """
    own = _indent(text, line)
    if own > indent or text[line[0] + own].islower():
        return True
    return above[1] - above[0] >= _UNFINISHED_LINE and text[above[1] - 1] not in ".!?:;"
