"""One pattern against one place: its captured slots, and the contexts that make a use literal.

Only asked where the automaton has matched already, so it may be plain and slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from unpushy.language.tokens import Tokens
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Slot, Word
from unpushy.phrases.positions import kind_reads

Captures = Mapping[str, tuple[int, int]]
"""Slot name -> token span."""
_LOOK_BACK = 30
"""How many tokens before a match a context may begin."""


class Context(NamedTuple):
    """An ``unless`` pattern: what stands right before and right after the match (``thanks for @``).

    A context without ``@`` may stand anywhere in the sentence (``anywhere``).
    """

    before: Node | None = None
    after: Node | None = None
    anywhere: Node | None = None

    def holds(self, tokens: Tokens, start: int, end: int, sent: tuple[int, int]) -> bool:
        """Whether it holds of the match at tokens ``start`` to ``end`` in a sentence's token span."""
        if self.anywhere is not None:
            node = self.anywhere
            return any(True for at in range(*sent) for _ in walk(node, tokens, at))
        if self.after is not None and next(walk(self.after, tokens, end), None) is None:
            return False
        if self.before is None:
            return True
        begins = range(max(sent[0], start - _LOOK_BACK), start)
        return any(stop == start for at in begins for stop, _ in walk(self.before, tokens, at))


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
                yield at + 1, {}
        case Edge("^"):
            if at in tokens.sents:
                yield at, {}
        case Edge():
            if at >= len(tokens) or at in tokens.sents or tokens.norms[at] in ".?!\u2026":
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
