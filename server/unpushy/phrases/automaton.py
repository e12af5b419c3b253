"""All patterns in one automaton over words, made deterministic as text is read.

Each pattern becomes positions (Glushkov): one for each place where a token can stand, with the
positions that can follow it. Runs of the joint automaton start at every token; the sets of
positions that a run can be in are numbered when first met, and a step taken once is one look-up
ever after. So the cost follows the text, not the number of patterns, and is linear: patterns are
bounded in length and a run ends when no pattern can go on.

Patterns can be added at any time. No run that has begun can come upon a new pattern's positions, so
only the steps from the root are forgotten then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from unpushy.language.sentences import END_MARKS
from unpushy.language.tokens import Tokens
from unpushy.phrases.pattern import Node
from unpushy.phrases.positions import KINDS, Positions, Vocabulary, reads, sort_of

_DEAD, _ROOT, _ROOT_AT_START = 0, 1, 2
_PLAIN_END, _SENTENCE_END = 1, 2
_MOST_SYMBOLS = 200_000


class Match(NamedTuple):
    """Pattern ``pattern`` matches tokens ``start`` to ``end`` (half-open)."""

    pattern: int
    start: int
    end: int


class Automaton:
    """Finds every pattern's longest match from each token, in one pass."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._positions = Positions(self._vocabulary)
        self._symbols: dict[str, int] = {}
        self._rows: list[dict[int, int]] = [{}, {}, {}]
        self._sets: list[tuple[int, ...]] = [(), (), ()]
        self._accepts: list[tuple[tuple[int, int], ...]] = [(), (), ()]
        self._numbers: dict[tuple[int, ...], int] = {(): _DEAD}
        self._first: dict[int, list[int]] = {}
        """First positions by what they read, so that a root step does not look at every pattern."""
        self._first_at_start: dict[int, list[int]] = {}

    def add(self, pattern: int, node: Node) -> None:
        """Add a pattern under its number."""
        known = len(self._vocabulary.numbers)
        part = self._positions.part(node)
        for position, at_start in part.first:
            for label in self._positions.labels[position]:
                self._first_at_start.setdefault(label, []).append(position)
                if not at_start:
                    self._first.setdefault(label, []).append(position)
        for behind, at_end in part.last:
            behind.ends.append((pattern, _SENTENCE_END if at_end else _PLAIN_END))
        if len(self._vocabulary.numbers) > known:
            self._symbols.update(self._vocabulary.numbers)
        self._rows[_ROOT].clear()
        self._rows[_ROOT_AT_START].clear()

    def find(self, tokens: Tokens) -> Iterator[Match]:
        """Matches in order of their start; of one pattern from one start only the longest."""
        norms = tokens.norms
        count = len(norms)
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
                        if kind == _PLAIN_END or at == count or at in starts or norms[at] in END_MARKS:
                            best[pattern] = at
            if best:
                yield from (Match(pattern, begin, end) for pattern, end in best.items())

    def _symbol(self, norm: str) -> int:
        symbol = self._symbols.get(norm)
        if symbol is None:
            symbol = sort_of(norm)
            if len(self._symbols) < _MOST_SYMBOLS:
                self._symbols[norm] = symbol
        return symbol

    def _step(self, state: int, symbol: int) -> int:
        known = self._positions
        if state == _ROOT:
            positions = _starting(self._first, symbol)
        elif state == _ROOT_AT_START:
            positions = _starting(self._first_at_start, symbol)
        else:
            positions = set().union(*(known.behind(position)[0] for position in self._sets[state]))
        sort = self._vocabulary.sorts[symbol] if symbol >= 0 else symbol
        key = tuple(sorted(p for p in positions if reads(known.labels[p], symbol, sort)))
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._sets)
            self._sets.append(key)
            self._rows.append({})
            self._accepts.append(tuple({end for position in key for end in known.behind(position)[1]}))
        self._rows[state][symbol] = number
        return number


def _starting(table: dict[int, list[int]], symbol: int) -> set[int]:
    positions = set(table.get(symbol, ()))
    for kind in KINDS.values():
        positions.update(table.get(kind, ()))
    return positions
