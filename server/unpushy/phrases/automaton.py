"""All patterns in one automaton over words, made deterministic as text is read.

Each pattern becomes positions (Glushkov): one for each place where a token can stand, with the
positions that can follow it. Runs of the joint automaton start at every token; the sets of
positions that a run can be in are numbered when first met, and a step taken once is one look-up
ever after. The cost is linear in the text: patterns are bounded in length, and a run ends when no
pattern can go on. Steps met for the first time cost more the more patterns there are.

Patterns can be added at any time. No run that has begun can come upon a new pattern's positions, so
only the steps from the root are forgotten then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from unpushy.language.sentences import CLOSERS, CLOSING_ACRONYMS, END_MARKS
from unpushy.language.tokens import Tokens
from unpushy.phrases.pattern import Node
from unpushy.phrases.positions import Positions, Vocabulary, sort_of

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
        self._symbols = {
            norm: self._vocabulary.symbol(norm) for norm in (*END_MARKS, *CLOSERS, *CLOSING_ACRONYMS)
        }
        self._rows: list[dict[int, int]] = [{}, {}, {}]
        self._behind: list[dict[int, list[int]]] = [{}, {}, {}]
        """Of each state the positions that can follow, by the number of their label."""
        self._accepts: list[tuple[tuple[int, int], ...]] = [(), (), ()]
        self._numbers: dict[tuple[int, ...], int] = {(): _DEAD}
        self._at_end = frozenset(map(self._symbol, END_MARKS | CLOSERS))
        self._before_start = self._at_end | frozenset(map(self._symbol, CLOSING_ACRONYMS))

    def add(self, pattern: int, node: Node) -> None:
        """Add a pattern under its number."""
        known = len(self._vocabulary.numbers)
        part = self._positions.part(node)
        for position, at_start in part.first:
            label = self._positions.labels[position]
            self._behind[_ROOT_AT_START].setdefault(label, []).append(position)
            if not at_start:
                self._behind[_ROOT].setdefault(label, []).append(position)
        for behind, at_end in part.last:
            behind.ends.append((pattern, _SENTENCE_END if at_end else _PLAIN_END))
        if len(self._vocabulary.numbers) > known:
            self._symbols.update(self._vocabulary.numbers)
        self._rows[_ROOT].clear()
        self._rows[_ROOT_AT_START].clear()

    def may_match(self, norms: list[str], *, one_line: bool) -> bool:
        """Whether any pattern matches in these words, as far as can be told without places.

        Never wrong when it says no; most text is settled here. Sentences end at marks, and in text
        of several lines perhaps anywhere.
        """
        known = self._symbols
        symbols = [known[norm] if norm in known else self._symbol(norm) for norm in norms]
        rows, accepts = self._rows, self._accepts
        before_start, at_end = self._before_start, self._at_end
        count = len(symbols)
        for begin in range(count):
            free = not begin or not one_line or symbols[begin - 1] in before_start
            state, at = _ROOT_AT_START if free else _ROOT, begin
            while at < count:
                symbol = symbols[at]
                row = rows[state]
                state = row[symbol] if symbol in row else self._step(state, symbol)
                if state == _DEAD:
                    break
                at += 1
                if accepts[state]:
                    if not one_line or at == count or symbols[at] in at_end:
                        return True
                    if any(kind == _PLAIN_END for _, kind in accepts[state]):
                        return True
        return False

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
        behind = self._behind[state]
        positions: list[int] = []
        for label in self._vocabulary.takes(symbol) & behind.keys():
            positions += behind[label]
        key = tuple(sorted(positions))
        number = self._numbers.get(key)
        if number is None:
            number = self._new_state(key)
        self._rows[state][symbol] = number
        return number

    def _new_state(self, key: tuple[int, ...]) -> int:
        following: set[int] = set()
        ends: set[tuple[int, int]] = set()
        for position in key:
            after, closed = self._positions.behind(position)
            following |= after
            ends.update(closed)
        number = self._numbers[key] = len(self._rows)
        self._rows.append({})
        by_label: dict[int, list[int]] = {}
        for position in following:
            by_label.setdefault(self._positions.labels[position], []).append(position)
        self._behind.append(by_label)
        self._accepts.append(tuple(ends))
        return number
