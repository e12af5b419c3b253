"""One pattern against one place: its captured slots, and the contexts that make a use literal.

Only asked where the automaton has matched already, so it may be plain and slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from unpushy.language.tokens import Tokens
from unpushy.phrases.anchors import outline
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Slot, Word
from unpushy.phrases.positions import kind_reads

Captures = Mapping[str, tuple[int, int]]
"""Slot name -> token span."""


class Context:
    """An ``unless`` pattern: what stands right before and right after the match (``thanks for @``).

    A context without ``@`` may stand anywhere in the sentence (``anywhere``).
    """

    def __init__(
        self, before: Node | None = None, after: Node | None = None, anywhere: Node | None = None
    ) -> None:
        self.parts = before, after, anywhere
        self._reach = longest(before) if before is not None else 0
        leading = anywhere or before
        self._first = outline(leading).first if leading is not None else None

    def holds(self, tokens: Tokens, start: int, end: int, sent: tuple[int, int]) -> bool:
        """Whether it holds of the match at tokens ``start`` to ``end`` in a sentence's token span."""
        before, after, anywhere = self.parts
        if anywhere is not None:
            return any(True for at in self._places(tokens, range(*sent)) for _ in walk(anywhere, tokens, at))
        if after is not None and next(walk(after, tokens, end), None) is None:
            return False
        if before is None:
            return True
        begins = range(max(sent[0], start - self._reach), start)
        return any(
            stop == start for at in self._places(tokens, begins) for stop, _ in walk(before, tokens, at)
        )

    def _places(self, tokens: Tokens, begins: range) -> Iterator[int]:
        """Where the context could begin, by its first word."""
        first = self._first
        return (at for at in begins if first is None or tokens.norms[at] in first)


def longest(node: Node) -> int:
    """The most tokens that a pattern can match."""
    match node:
        case Word() | Kind():
            return 1
        case Edge():
            return 0
        case Slot(_, inner) | Ref(_, inner):
            return longest(inner)
        case Alt(options):
            return max(map(longest, options))
        case Seq(items):
            return sum(map(longest, items))


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
