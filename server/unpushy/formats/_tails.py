"""Where the writer's prose stops: the first line of a signature or of a notice, and where prose begins again.

A line alone seldom tells ("Thanks," "Marco"), so each candidate is judged by the few lines below it;
they are bounded, which keeps the whole linear.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from unpushy.document import REMEMBERED, RegionKind
from unpushy.formats._boilerplate import sounds_legal, starts_boilerplate
from unpushy.formats._greetings import greeting_end
from unpushy.formats._lines import Block, Line, lines_of
from unpushy.formats._signoffs import (
    is_closing,
    is_dashed_name,
    is_delimiter,
    is_device_line,
    is_name,
    is_postscript,
    is_signed_closing,
    reads_as_message,
    reads_as_prose,
)

_LONGEST_LINE = 100
_MOST_LINES = 14
_SEPARATOR_WORDS = 12
_WRAPPED = 60
_ABOVE = 120


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of the writer's own text with nothing of others in between."""

    blocks: Sequence[Block]
    interleaved: bool
    """Whether it answers a quote above others, so that a short last line is an answer, not a name."""

    def lines_after(self, number: int, at: int) -> Iterator[tuple[Block, str]]:
        """The lines below the one of a block that ends at ``at``; blank lines and rules are left out."""
        for index in range(number, len(self.blocks)):
            block = self.blocks[index]
            lines = lines_of(block.text, at)
            if at:
                next(lines)
            at = 0
            if block.kind == "rule":
                continue
            for start, end in lines:
                line = block.text[start : min(end, start + 2 * _LONGEST_LINE)].strip()
                if line:
                    yield block, line


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the writer's prose stops in a block, and what begins there."""

    start: int
    kind: RegionKind
    firm: bool
    """Whether no paragraph below is a message again, unless it says so ("P.S.")."""
    local: bool = False
    """Whether it ends with its block: a gateway's warning above a mail."""


def says_something(text: str) -> bool:
    """Whether there is prose in a text, more than a word or two."""
    return len(text[:400].split(maxsplit=3)) > 2


@lru_cache(maxsize=REMEMBERED)
def is_plain(kind: str, text: str) -> bool:
    """Whether a block is the writer's prose wherever it stands below the first and in no signature.

    No line of it can begin a signature, a notice or a greeting, whatever is above and below, and no
    signature goes on with it.
    """
    if kind == "heading":
        return reads_on(kind, text)
    if kind == "paragraph" and greeting_end(text, first=False):
        return False
    for start, end in lines_of(text):
        if starts_boilerplate(text, start, expected=start == 0):
            return False
        if end - start <= _LONGEST_LINE and _may_sign(text[start:end], kind == "list-item" and start == 0):
            return False
    return reads_on(kind, text)


def _may_sign(raw: str, marked: bool) -> bool:
    """Whether a line can begin a signature (``_signature``); ``marked``: it begins with a list marker."""
    line = raw.strip()
    if marked or is_dashed_name(line):
        return is_dashed_name(line)
    return (
        is_delimiter(raw)
        or is_closing(line)
        or is_signed_closing(line)
        or is_device_line(line)
        or is_name(line)
    )


def reads_on(kind: str, text: str) -> bool:
    """Whether the first line of a block can't be a name, an address and the like (``is_contact_below``)."""
    end = next(lines_of(text))[1]
    line = text[: min(end, 2 * _LONGEST_LINE)].strip()
    return kind != "paragraph" or len(line) > _LONGEST_LINE or _ends_tail(line) or reads_as_prose(line)


def find_tail(stretch: Stretch, number: int, at: int, forced: bool, said: bool) -> Tail | None:
    """Where a signature or a notice begins in a block, from ``at`` on; ``forced``: not on its first line.

    ``said``: whether prose stands above the block; a name alone signs nothing else.
    """
    block = stretch.blocks[number]
    if block.kind == "heading":
        return None
    before = stretch.blocks[number - 1] if number else None
    below_rule = before is not None and before.kind == "rule"
    above = before.text[-_ABOVE:] if before and not below_rule else ""
    for start, end in lines_of(block.text, at):
        said = said or (start > 0 and says_something(block.text[: min(start, 400)]))
        if not (forced and start == at):
            expected = start == 0 and below_rule
            if (start == 0 or len(above) < _WRAPPED) and starts_boilerplate(block.text, start, expected):
                return Tail(start, RegionKind.DISCLAIMER, False, local=not said)
            if end - start <= _LONGEST_LINE:
                firm = _signature(stretch, number, (start, end), above, said)
                if firm is not None:
                    return Tail(start, RegionKind.SIGNATURE, firm)
        above = block.text[max(start, end - _ABOVE) : end].strip()
    return None


def _signature(stretch: Stretch, number: int, place: Line, above: str, said: bool) -> bool | None:
    """None where no signature begins at a line; otherwise whether it is firm."""
    block = stretch.blocks[number]
    start, end = place
    raw = block.text[start:end]
    line = raw.strip()
    if block.kind == "list-item" and start == 0:
        item = number > 0 and stretch.blocks[number - 1].kind == "list-item"
        signs = said and not item and is_dashed_name(line) and _signs(stretch, number, end, above)
        return False if signs else None
    if is_delimiter(raw):
        return True if delimits(stretch, number, start, end) else None
    if is_closing(line):
        # "I only wanted to say / thanks": the last words of a wrapped sentence.
        wrapped = start > 0 and line[0].islower() and line[-1].isalnum() and above[-1:].isalnum()
        return False if not wrapped and _is_signed(stretch, number, end) else None
    if is_signed_closing(line):
        return False if _is_signed(stretch, number, end, named=True) else None
    if is_device_line(line):
        return True if is_contact_below(stretch, number, end) else None
    if said and (is_name(line) or is_dashed_name(line)) and (start == 0 or _ends_sentence(above)):
        return False if _signs(stretch, number, end, above) else None
    return None


def _ends_sentence(line: str) -> bool:
    """Whether a name can stand below this line of the same paragraph."""
    last = line[-1:]
    if last == ",":
        return len(line) < _WRAPPED
    return not last.isalnum() and last not in ("-", "(", "&")


def _signs(stretch: Stretch, number: int, end: int, above: str) -> bool:
    """Whether a name on a line of its own is a signature: the last words of the stretch, and not listed."""
    return not stretch.interleaved and above[-1:] != ":" and is_contact_below(stretch, number, end)


def delimits(stretch: Stretch, number: int, start: int, end: int) -> bool:
    """Whether two dashes begin a signature; without the blank after them they may also part sections."""
    if stretch.blocks[number].text[start:end].endswith(" "):
        return True
    following = [line for _, line in islice(stretch.lines_after(number, end), 3)]
    if not following or not reads_as_prose(following[0]):
        return True
    words = " ".join(following)
    return len(words.split()) < _SEPARATOR_WORDS or starts_boilerplate(words, expected=True)


def _ends_tail(line: str) -> bool:
    """Whether a line below a closing or a name belongs to neither and yet follows both."""
    return is_postscript(line) or is_delimiter(line) or is_device_line(line) or starts_boilerplate(line)


def is_contact_below(stretch: Stretch, number: int, end: int, some: bool = False) -> bool:
    """Whether all that follows are names, addresses and the like (``some``: and not nothing)."""
    found = 0
    for block, line in stretch.lines_after(number, end):
        if _ends_tail(line):
            return found > 0 or not some
        if block.kind != "paragraph" or found == _MOST_LINES:
            return False
        if opens_draft(line):
            return not some
        if len(line) > _LONGEST_LINE or reads_as_prose(line):
            return False
        found += 1
    return found > 0 or not some


def opens_draft(line: str) -> bool:
    """Whether a line is a greeting and nothing else, so that another draft begins."""
    return greeting_end(line, first=False) == len(line)


def _is_signed(stretch: Stretch, number: int, end: int, named: bool = False) -> bool:
    """Whether a closing is followed by the end, or by a name or a few lines that are no prose."""
    following = stretch.lines_after(number, end)
    first = next(following, None)
    if first is None:
        return named or not stretch.interleaved
    block, line = first
    if _ends_tail(line) or (named and opens_draft(line)):
        return True
    if block.kind == "list-item":
        return is_dashed_name(line)
    if block.kind != "paragraph":
        return False
    if is_name(line):
        return True
    for _ in range(_MOST_LINES):
        if len(line) > _LONGEST_LINE or reads_as_prose(line):
            return False
        below = next(following, None)
        if below is None or below[0] is not block:
            return True
        line = below[1]
    return False


def body_again(block: Block, at: int, tail: Tail, fresh: bool) -> int | None:
    """Where below a signature the writer goes on: a postscript, the greeting of a next draft, a message.

    ``fresh``: whether the line at ``at`` may do so, which the first line of the signature itself may not.
    """
    if block.kind == "heading":
        return None
    for start, end in lines_of(block.text, at):
        if start == at and not fresh:
            continue
        line = block.text[start : min(end, start + 2 * _LONGEST_LINE)].strip()
        if is_postscript(line):
            return start
        if start == 0 and block.kind == "paragraph":
            if end <= 2 * _LONGEST_LINE and opens_draft(line):
                return start
            if not tail.firm and reads_as_message(block.text) and not sounds_legal(block.text):
                return None if starts_boilerplate(block.text) else start
    return None
