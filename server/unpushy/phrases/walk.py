"""One pattern against one place, with its captured slots.

Only asked where a match is known already, so it may be plain and slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from unpushy.language.tokens import Tokens
from unpushy.phrases.kinds import is_content, kind_reads
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Slot, Word

OPEN = "\0"
"""Before the names of captures that no slot has: words of content that the pattern leaves open."""
Captures = Mapping[str, tuple[int, int]]
"""Slot name -> token span."""


def captures(node: Node, tokens: Tokens, start: int, end: int) -> Captures:
    """The slots of a pattern that is known to match tokens ``start`` to ``end``."""
    for stop, found in walk(node, tokens, start, end):
        if stop == end:
            return found
    return {}


def walk(node: Node, tokens: Tokens, at: int, limit: int) -> Iterator[tuple[int, Captures]]:
    """Every end, at most ``limit``, at which ``node`` can match from token ``at``, with its captures.

    Greedy ways come first.
    """
    match node:
        case Word(norms):
            if at < limit and tokens.norms[at] in norms:
                yield at + 1, {}
        case Kind(name):
            if at < limit and kind_reads(name, tokens.norms[at]):
                yield at + 1, {f"{OPEN}{at}": (at, at + 1)} if is_content(tokens.norms[at]) else {}
        case Edge("^"):
            if tokens.begins_sent(at):
                yield at, {}
        case Edge():
            if at >= len(tokens) or tokens.begins_sent(at) or tokens.norms[at] in ".?!\u2026":
                yield at, {}
        case Ref(_, inner):
            yield from walk(inner, tokens, at, limit)
        case Slot(name, inner):
            for end, found in walk(inner, tokens, at, limit):
                yield end, {**found, name: (at, end)}
        case Alt(options):
            for option in options:
                if isinstance(option, Seq):
                    yield from _walk_items(option.items, 0, tokens, at, limit)
                elif not isinstance(option, Word) or (at < limit and tokens.norms[at] in option.norms):
                    yield from walk(option, tokens, at, limit)
        case Seq(items):
            yield from _walk_items(items, 0, tokens, at, limit)


def _walk_items(
    items: tuple[Node, ...], place: int, tokens: Tokens, at: int, limit: int
) -> Iterator[tuple[int, Captures]]:
    while place < len(items) and isinstance(item := items[place], Word):  # most are, and need no generator
        if at >= limit or tokens.norms[at] not in item.norms:
            return
        at += 1
        place += 1
    if place == len(items):
        yield at, {}
        return
    for middle, found in walk(items[place], tokens, at, limit):
        for end, more in _walk_items(items, place + 1, tokens, middle, limit):
            yield end, {**found, **more}
