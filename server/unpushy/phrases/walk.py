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
    for stop, found in walk(node, tokens, start):
        if stop == end:
            return found
    return {}


def walk(node: Node, tokens: Tokens, at: int) -> Iterator[tuple[int, Captures]]:
    """Every end at which ``node`` can match from token ``at``, with its captures; greedy ways first."""
    match node:
        case Word(norms):
            if at < len(tokens) and tokens.norms[at] in norms:
                yield at + 1, {}
        case Kind(name):
            if at < len(tokens) and kind_reads(name, tokens.norms[at]):
                yield at + 1, {f"{OPEN}{at}": (at, at + 1)} if is_content(tokens.norms[at]) else {}
        case Edge("^"):
            if tokens.begins_sent(at):
                yield at, {}
        case Edge():
            if at >= len(tokens) or tokens.begins_sent(at) or tokens.norms[at] in ".?!\u2026":
                yield at, {}
        case Ref(_, inner):
            yield from walk(inner, tokens, at)
        case Slot(name, inner):
            for end, found in walk(inner, tokens, at):
                yield end, {**found, name: (at, end)}
        case Alt(options):
            for option in options:
                yield from walk(option, tokens, at)
        case Seq(items):
            yield from _walk_items(items, 0, tokens, at)


def _walk_items(
    items: tuple[Node, ...], place: int, tokens: Tokens, at: int
) -> Iterator[tuple[int, Captures]]:
    if place == len(items):
        yield at, {}
        return
    for middle, found in walk(items[place], tokens, at):
        for end, more in _walk_items(items, place + 1, tokens, middle):
            yield end, {**found, **more}
