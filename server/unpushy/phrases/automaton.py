"""All patterns in one automaton over words, made deterministic as text is read.

Each pattern becomes positions (Glushkov): one for each place where a token can stand, with the
positions that can follow it. Runs of the joint automaton start at every token; the sets of
positions that a run can be in are numbered when first met, and a step taken once is one look-up
ever after. So the cost follows the text, not the number of patterns, and is linear: patterns are
bounded in length and a run ends when no pattern can go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from unpushy.language.function_words import FUNCTION_WORDS
from unpushy.language.tokens import Tokens
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Seq, Slot, Word

_ANY, _CONTENT, _NUMBER, _ORDINAL = -1, -2, -3, -4
_KINDS = {"any": _ANY, "content": _CONTENT, "number": _NUMBER, "ordinal": _ORDINAL}
"""Labels of positions that read more than named words."""
_MARK, _FUNCTION_WORD, _CONTENT_WORD, _DIGITS, _ORDINAL_DIGITS = -10, -11, -12, -13, -14
"""Sorts of tokens; also the symbols of tokens that no pattern names."""
_READS = {
    _ANY: frozenset({_FUNCTION_WORD, _CONTENT_WORD, _DIGITS, _ORDINAL_DIGITS}),
    _CONTENT: frozenset({_CONTENT_WORD, _DIGITS, _ORDINAL_DIGITS}),
    _NUMBER: frozenset({_DIGITS}),
    _ORDINAL: frozenset({_ORDINAL_DIGITS}),
}

_DEAD, _ROOT, _ROOT_AT_START = 0, 1, 2
_PLAIN_END, _SENTENCE_END = 1, 2


class Match(NamedTuple):
    """Pattern ``pattern`` matches tokens ``start`` to ``end`` (half-open)."""

    pattern: int
    start: int
    end: int


@dataclass
class Tables:
    """What ``compile_patterns`` makes: plain numbers, so that they can be kept and read fast."""

    vocabulary: dict[str, int] = field(default_factory=dict)
    sorts: list[int] = field(default_factory=list)
    """The sort of token that each word of the vocabulary is."""
    labels: list[tuple[int, ...]] = field(default_factory=list)
    follow: list[list[int]] = field(default_factory=list)
    ends: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Position -> (pattern, kind of end) pairs."""
    first: list[int] = field(default_factory=list)
    first_at_start: list[int] = field(default_factory=list)


class _Part(NamedTuple):
    """Glushkov sets of a node; the flags say whether it can be passed without a token."""

    first: list[tuple[int, bool]]
    """Positions, and whether only at a sentence start."""
    last: list[tuple[int, bool]]
    """Positions, and whether only at a sentence end."""
    empty: frozenset[str]
    """Ways through without a token: ``""`` freely, ``"^"`` or ``"$"`` over an edge."""


class _Compiler:
    def __init__(self) -> None:
        self.tables = Tables()

    def add(self, pattern: int, node: Node) -> None:
        part = self._part(node)
        tables = self.tables
        for position, at_start in part.first:
            tables.first_at_start.append(position)
            if not at_start:
                tables.first.append(position)
        for position, at_end in part.last:
            end = (pattern, _SENTENCE_END if at_end else _PLAIN_END)
            tables.ends.setdefault(position, []).append(end)

    def _symbol(self, norm: str) -> int:
        number = self.tables.vocabulary.get(norm)
        if number is None:
            number = self.tables.vocabulary[norm] = len(self.tables.sorts)
            self.tables.sorts.append(sort_of(norm))
        return number

    def _leaf(self, label: tuple[int, ...]) -> _Part:
        position = len(self.tables.labels)
        self.tables.labels.append(label)
        self.tables.follow.append([])
        return _Part([(position, False)], [(position, False)], frozenset())

    def _part(self, node: Node) -> _Part:
        match node:
            case Word(norms):
                return self._leaf(tuple(self._symbol(norm) for norm in norms))
            case Kind(name):
                return self._leaf((_KINDS[name],))
            case Edge(mark):
                return _Part([], [], frozenset({mark}))
            case Slot(_, inner):
                return self._part(inner)
            case Alt(options):
                parts = [self._part(option) for option in options]
                return _Part(
                    [pair for part in parts for pair in part.first],
                    [pair for part in parts for pair in part.last],
                    frozenset().union(*(part.empty for part in parts)),
                )
            case Seq(items):
                return self._sequence(items)

    def _sequence(self, items: Sequence[Node]) -> _Part:
        whole = _Part([], [], frozenset({""}))
        for item in items:
            part = self._part(item)
            for position, _ in whole.last:
                self.tables.follow[position].extend(new for new, _ in part.first)
            first = list(whole.first)
            if whole.empty:
                edge_only = "" not in whole.empty
                first += [(position, at_start or edge_only) for position, at_start in part.first]
            last = list(part.last)
            if part.empty:
                edge_only = "" not in part.empty
                last += [(position, at_end or edge_only) for position, at_end in whole.last]
            empty = frozenset(a or b for a in whole.empty for b in part.empty)
            whole = _Part(first, last, empty)
        return whole


def compile_patterns(nodes: Sequence[Node]) -> Tables:
    """Tables of the joint automaton; pattern numbers are places in ``nodes``."""
    compiler = _Compiler()
    for number, node in enumerate(nodes):
        compiler.add(number, node)
    return compiler.tables


class Automaton:
    """Finds every pattern's longest match from each token, in one pass."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._symbols = dict(tables.vocabulary)
        self._rows: list[dict[int, int]] = [{}, {}, {}]
        self._sets: list[tuple[int, ...]] = [(), (), ()]
        self._accepts: list[tuple[tuple[int, int], ...]] = [(), (), ()]
        self._numbers: dict[tuple[int, ...], int] = {(): _DEAD}
        self._first = _by_label(tables.labels, tables.first)
        self._first_at_start = _by_label(tables.labels, tables.first_at_start)

    def find(self, tokens: Tokens) -> Iterator[Match]:
        """Matches in order of their start; of one pattern from one start only the longest."""
        norms = tokens.norms
        count = len(norms)
        if not count:
            return
        symbols = [self._symbol(norm) for norm in norms]
        starts = set(tokens.sents)
        rows, accepts = self._rows, self._accepts
        for begin in range(count):
            state = _ROOT_AT_START if begin in starts else _ROOT
            at = begin
            best: dict[int, int] | None = None
            while at < count:
                symbol = symbols[at]
                row = rows[state]
                state = row[symbol] if symbol in row else self._step(state, symbol)
                at += 1
                if state == _DEAD:
                    break
                if accepts[state]:
                    best = {} if best is None else best
                    for pattern, kind in accepts[state]:
                        if kind == _PLAIN_END or at == count or at in starts or norms[at] in ".?!\u2026":
                            best[pattern] = at
            if best:
                yield from (Match(pattern, begin, end) for pattern, end in best.items())

    def _symbol(self, norm: str) -> int:
        symbol = self._symbols.get(norm)
        if symbol is None:
            symbol = sort_of(norm)
            if len(self._symbols) < 200_000:
                self._symbols[norm] = symbol
        return symbol

    def _step(self, state: int, symbol: int) -> int:
        if state == _ROOT:
            positions = _starting(self._first, symbol)
        elif state == _ROOT_AT_START:
            positions = _starting(self._first_at_start, symbol)
        else:
            follow = self._tables.follow
            positions = {new for position in self._sets[state] for new in follow[position]}
        labels = self._tables.labels
        sort = self._tables.sorts[symbol] if symbol >= 0 else symbol
        key = tuple(sorted(p for p in positions if _reads(labels[p], symbol, sort)))
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._sets)
            self._sets.append(key)
            self._rows.append({})
            ends = self._tables.ends
            self._accepts.append(tuple(end for position in key for end in ends.get(position, ())))
        self._rows[state][symbol] = number
        return number


def _by_label(labels: list[tuple[int, ...]], positions: list[int]) -> dict[int, list[int]]:
    """First positions by what they read, so that a root step does not look at every pattern."""
    table: dict[int, list[int]] = {}
    for position in positions:
        for label in labels[position]:
            table.setdefault(label, []).append(position)
    return table


def _starting(table: dict[int, list[int]], symbol: int) -> set[int]:
    positions = set(table.get(symbol, ()))
    for kind in _KINDS.values():
        positions.update(table.get(kind, ()))
    return positions


def sort_of(norm: str) -> int:
    """Whether a token is a mark, a number, a function word or a word of content."""
    if norm[0].isdigit() or norm[0] in "$£€₹":
        return _ORDINAL_DIGITS if norm[-2:] in {"st", "nd", "rd", "th"} else _DIGITS
    if norm in FUNCTION_WORDS:
        return _FUNCTION_WORD
    return _CONTENT_WORD if norm[0].isalpha() or norm == "<tag>" else _MARK


def kind_reads(kind: str, norm: str) -> bool:
    """Whether ``{kind}`` of the pattern language takes this token."""
    return sort_of(norm) in _READS[_KINDS[kind]]


def _reads(label: tuple[int, ...], symbol: int, sort: int) -> bool:
    """Whether a position with this label takes a token with this symbol, of this sort."""
    return symbol in label if label[0] >= 0 else sort in _READS[label[0]]
