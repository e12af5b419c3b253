"""Patterns as positions (Glushkov's construction): where a token can stand, and what can follow it.

A word class has one table of positions; each use of it in a pattern is a block of numbers that
refer to that table, so that a class costs no more for being used often.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from unpushy.language.function_words import FUNCTION_WORDS
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Slot, Word

PLAIN_END, SENTENCE_END = 1, 2
"""A match may end there; a match may end there if its sentence does."""
_MARK, _FUNCTION_WORD, _CONTENT_WORD, DIGITS, _ORDINAL_DIGITS = range(5)
_KINDS = {
    "any": frozenset({_FUNCTION_WORD, _CONTENT_WORD, DIGITS, _ORDINAL_DIGITS}),
    "content": frozenset({_CONTENT_WORD, DIGITS, _ORDINAL_DIGITS}),
    "number": frozenset({DIGITS}),
    "ordinal": frozenset({_ORDINAL_DIGITS}),
}
"""The sorts of tokens that a kind of the pattern language takes."""

Label = frozenset[str] | frozenset[int]
"""What a position takes: norms, or sorts of tokens."""


class Part(NamedTuple):
    """Glushkov sets of a node; the flags say whether it can be passed without a token."""

    first: tuple[tuple[int, bool], ...]
    """Positions, and whether only at a sentence start."""
    last: tuple[tuple[Exit, bool], ...]
    """Where it ends, and whether only at a sentence end."""
    empty: frozenset[str]
    """Ways through without a token: ``""`` freely, ``"^"`` or ``"$"`` over an edge."""


_NOTHING = Part((), (), frozenset({""}))


class Exit:
    """What lies behind a position, or behind all last positions of one use of a word class."""

    __slots__ = ("ends", "follow")

    def __init__(self) -> None:
        self.follow: list[tuple[int, ...]] = []
        """Groups of positions, each shared by all that it can follow."""
        self.ends = 0
        """``PLAIN_END``, ``SENTENCE_END``, or both."""


class Table(NamedTuple):
    """The positions of a word class, the part that is all of it, and its last positions."""

    positions: Positions
    part: Part
    last: frozenset[int]


class _Use(NamedTuple):
    """A word class in a pattern: a block of positions that share the class's own table."""

    base: int
    table: Table
    exit: Exit


class Positions:
    """Positions, numbered from 0: what each takes, and what lies behind it."""

    def __init__(self, tables: dict[str, Table]) -> None:
        """``tables`` are those of word classes, by name, made when first used."""
        self.labels: list[Label] = []
        self._tables = tables
        self._exits: list[Exit | _Use] = []

    def behind(self, position: int) -> tuple[set[int], int]:
        """The positions that can follow one, and whether a match can end there."""
        owner = self._exits[position]
        if isinstance(owner, Exit):
            return {new for group in owner.follow for new in group}, owner.ends
        inside, _ = owner.table.positions.behind(position - owner.base)
        following = {owner.base + new for new in inside}
        if position - owner.base not in owner.table.last:
            return following, 0
        following.update(new for group in owner.exit.follow for new in group)
        return following, owner.exit.ends

    def part(self, node: Node) -> Part:
        """Give a node its positions."""
        match node:
            case Word(norms):
                return self._leaf(frozenset(norms))
            case Kind(name):
                return self._leaf(_KINDS[name])
            case Edge(mark):
                return Part((), (), frozenset({mark}))
            case Slot(_, inner):
                return self.part(inner)
            case Ref():
                return self._use(node)
            case Alt(options):
                parts = [self.part(option) for option in options]
                return Part(
                    tuple(pair for part in parts for pair in part.first),
                    tuple(pair for part in parts for pair in part.last),
                    frozenset().union(*(part.empty for part in parts)),
                )
            case Seq(items):
                return self._sequence(items)

    def _leaf(self, label: Label) -> Part:
        position, behind = len(self.labels), Exit()
        self.labels.append(label)
        self._exits.append(behind)
        return Part(((position, False),), ((behind, False),), frozenset())

    def _use(self, ref: Ref) -> Part:
        """A block of positions for one use of a class; a class with edges is written out instead."""
        table = self._table(ref)
        part = table.part
        if part.empty or any(edge for _, edge in (*part.first, *part.last)):
            return self.part(ref.node)
        base, behind = len(self.labels), Exit()
        self.labels.extend(table.positions.labels)
        self._exits.extend([_Use(base, table, behind)] * len(table.positions.labels))
        return Part(tuple((base + first, False) for first, _ in part.first), ((behind, False),), frozenset())

    def _table(self, ref: Ref) -> Table:
        found = self._tables.get(ref.name)
        if found is None:
            positions = Positions(self._tables)
            part = positions.part(ref.node)
            exits = {id(behind) for behind, _ in part.last}
            last = frozenset(p for p in range(len(positions.labels)) if id(positions._exit_of(p)) in exits)
            found = self._tables[ref.name] = Table(positions, part, last)
        return found

    def _exit_of(self, position: int) -> Exit | None:
        """The exit that is behind a position for its surroundings; None inside a word class."""
        owner = self._exits[position]
        if isinstance(owner, Exit):
            return owner
        return owner.exit if position - owner.base in owner.table.last else None

    def _sequence(self, items: Sequence[Node]) -> Part:
        whole = _NOTHING
        for item in items:
            part = self.part(item)
            following = tuple(position for position, _ in part.first)
            if following:
                for behind, _ in whole.last:
                    behind.follow.append(following)
            whole = _joined(whole, part)
        return whole


def _joined(whole: Part, part: Part) -> Part:
    first, last = whole.first, part.last
    if whole.empty:
        edge_only = "" not in whole.empty
        first += tuple((position, at_start or edge_only) for position, at_start in part.first)
    if part.empty:
        edge_only = "" not in part.empty
        last += tuple((behind, at_end or edge_only) for behind, at_end in whole.last)
    return Part(first, last, frozenset(a or b for a in whole.empty for b in part.empty))


def sort_of(norm: str) -> int:
    """Whether a token is a mark, a number, a function word or a word of content."""
    if norm[0].isdigit() or norm[0] in "$£€₹":
        return _ORDINAL_DIGITS if norm[-2:] in {"st", "nd", "rd", "th"} else DIGITS
    if norm in FUNCTION_WORDS:
        return _FUNCTION_WORD
    return _CONTENT_WORD if norm[0].isalpha() or norm == "<tag>" else _MARK


def is_content(norm: str) -> bool:
    """Whether a token carries content: neither a mark nor a function word."""
    return sort_of(norm) in _KINDS["content"]


def kind_reads(kind: str, norm: str) -> bool:
    """Whether ``{kind}`` of the pattern language takes this token."""
    return sort_of(norm) in _KINDS[kind]
