"""What each stretch of a mail body is to its reader: greeting, the writer's prose, signature and the rest.

``regions_of`` reads plain text; ``classify_blocks`` reads blocks that a format with a structure of its
own has found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from unpushy.document import Region, RegionKind
from unpushy.formats._boilerplate import starts_boilerplate
from unpushy.formats._greetings import greeting_end
from unpushy.formats._lines import Block, blocks_of
from unpushy.formats._quoting import part_quoting
from unpushy.formats._signoffs import is_delimiter
from unpushy.formats._tails import (
    Stretch,
    Tail,
    body_again,
    delimits,
    find_tail,
    is_contact_below,
    is_plain,
    says_something,
)
from unpushy.text import MappedText

# Whoever has read so many blocks of a signature without a notice will find none.
_MOST_TAIL_BLOCKS = 40
_OTHERS = {
    "quote": RegionKind.QUOTE,
    "attribution": RegionKind.ATTRIBUTION,
    "forwarded": RegionKind.FORWARDED,
}
_MERGED = frozenset({RegionKind.QUOTE, RegionKind.FORWARDED, RegionKind.SIGNATURE, RegionKind.DISCLAIMER})


def regions_of(mapped: MappedText) -> list[Region]:
    """The regions of a plain-text mail body, in order; blank lines and rules between them are left out.

    Each paragraph and list item is a region; what is not the writer's prose is one region per run.
    """
    return list(_regions(blocks_of(mapped.text), [mapped]))


def classify_blocks(blocks: list[tuple[str, MappedText]]) -> list[Region]:
    """The regions of a mail body whose blocks are known, in order.

    Kinds: "paragraph", "list-item" (without its marker), "quote", "code", "heading", and "rule" for a
    thematic break, which leaves no region, or a line of two dashes. A block may yield several regions.
    """
    return list(_regions(_given(blocks), [mapped for _, mapped in blocks]))


def _given(blocks: Iterable[tuple[str, MappedText]]) -> Iterator[Block]:
    for index, (kind, mapped) in enumerate(blocks):
        # "-- " above a signature is told from "--" by its blank.
        text = mapped.text.rstrip("\r\n") if kind == "rule" else mapped.text
        block = Block(kind, text, origin=index)
        if shown := (text and block) if kind == "rule" else block.cut():
            yield shown


def _regions(blocks: Iterable[Block], sources: Sequence[MappedText]) -> Iterator[Region]:
    open_: tuple[RegionKind, int, int, int] | None = None
    for kind, block in _classified(list(part_quoting(list(_without_repeated_rules(blocks))))):
        start = block.start + (block.lead if kind is RegionKind.LIST_ITEM else 0)
        end = block.start + len(block.text)
        if open_ and open_[:2] == (kind, block.origin) and kind in _MERGED:
            start = open_[2]
        elif open_:
            yield Region(open_[0], sources[open_[1]], open_[2], open_[3])
        open_ = (kind, block.origin, start, end)
    if open_:
        yield Region(open_[0], sources[open_[1]], open_[2], open_[3])


def _without_repeated_rules(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with one rule (and one "--") of several in a row, so that looking past rules stays cheap."""
    above: set[bool] = set()
    for block in blocks:
        if block.kind != "rule":
            above.clear()
            yield block
        elif is_delimiter(block.text) not in above:
            above.add(is_delimiter(block.text))
            yield block


@dataclass(slots=True)
class _Seen:
    """What of the writer's own text has gone by."""

    opened: bool = False
    prose: bool = False


def _classified(blocks: Sequence[Block]) -> Iterator[tuple[RegionKind, Block]]:
    """The kinds of all blocks: others' words as they are, the stretches between them looked into."""
    seen = _Seen()
    last_own = next((at for at in range(len(blocks) - 1, -1, -1) if blocks[at].kind not in _OTHERS), -1)
    at = 0
    while at < len(blocks):
        kind = blocks[at].kind
        if kind in _OTHERS:
            yield _OTHERS[kind], blocks[at]
            at += 1
            continue
        stop = at
        while stop < len(blocks) and blocks[stop].kind not in _OTHERS:
            stop += 1
        interleaved = stop < last_own and blocks[stop].kind == "quote"
        yield from _own(Stretch(blocks[at:stop], interleaved), seen)
        at = stop


def _own(stretch: Stretch, seen: _Seen) -> Iterator[tuple[RegionKind, Block]]:
    """The parts of a stretch of the writer's own text."""
    tail: Tail | None = None
    tail_blocks = 0
    signed = False  # whether a signature stands above the prose that is read
    for number, block in enumerate(stretch.blocks):
        if block.kind == "code":
            yield RegionKind.CODE, block
            continue
        if block.kind == "rule":
            if not tail and _rules_off(stretch, number, seen):
                tail = Tail(0, RegionKind.SIGNATURE, firm=True)
            if tail and not tail.local:
                yield tail.kind, block
            continue
        tail = None if tail and tail.local else tail
        if not tail and (seen.opened or block.kind != "paragraph") and is_plain(block.kind, block.text):
            yield _said(block, seen)
            continue
        tail_blocks = tail_blocks + 1 if tail else 0
        if tail and tail.kind is RegionKind.SIGNATURE and tail_blocks < _MOST_TAIL_BLOCKS:
            if starts_boilerplate(block.text, expected=True):
                tail = Tail(0, RegionKind.DISCLAIMER, tail.firm)
        elif not tail and signed and _is_address_below(stretch, number):
            tail = Tail(0, RegionKind.SIGNATURE, firm=True)
        at, fresh, forced = 0, tail is not None, False
        while at < len(block.text):
            if tail:
                back = body_again(block, at, tail, fresh)
                if part := block.cut(at, back):
                    yield tail.kind, part
                if back is None:
                    break
                at, tail, forced, signed = back, None, True, True
            else:
                tail = find_tail(stretch, number, at, forced, seen.prose)
                if part := block.cut(at, tail.start if tail else None):
                    yield from _prose(part, seen)
                if not tail:
                    break
                at, fresh = tail.start, False


def _rules_off(stretch: Stretch, number: int, seen: _Seen) -> bool:
    """Whether a rule parts a signature from what stands above."""
    end = len(stretch.blocks[number].text)
    if is_delimiter(stretch.blocks[number].text):
        return delimits(stretch, number, 0, end)
    return seen.prose and is_contact_below(stretch, number, end, some=True)


def _is_address_below(stretch: Stretch, number: int) -> bool:
    """Whether a block below a postscript, and all after it, is no prose."""
    return number > 0 and is_contact_below(
        stretch, number - 1, len(stretch.blocks[number - 1].text), some=True
    )


def _prose(block: Block, seen: _Seen) -> Iterator[tuple[RegionKind, Block]]:
    """The writer's own text: its greeting, and what follows."""
    rest: Block | None = block
    if block.kind == "paragraph":
        if end := greeting_end(block.text, first=not seen.opened):
            if greeting := block.cut(0, end):
                yield RegionKind.GREETING, greeting
            rest = block.cut(end)
        seen.opened = True
    if rest:
        yield _said(rest, seen)


def _said(block: Block, seen: _Seen) -> tuple[RegionKind, Block]:
    seen.prose = seen.prose or says_something(block.text)
    return RegionKind.LIST_ITEM if block.kind == "list-item" else RegionKind.BODY, block
