"""One pattern as an automaton over words, made deterministic as text is read.

A pattern becomes positions (Glushkov): one for each place where a token can stand, with the
positions that can follow it. Runs start at every token that a match can begin with; the sets of
positions that a run can be in are numbered when first met, and a step taken once is one look-up
ever after. Patterns are bounded in length and a run ends when the pattern can't go on, so the cost
is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from unpushy.language.sentences import CLOSERS, CLOSING_ACRONYMS, END_MARKS
from unpushy.language.tokens import Tokens
from unpushy.phrases.pattern import Node
from unpushy.phrases.positions import PLAIN_END, SENTENCE_END, Label, Positions, Table, sort_of

_DEAD, _ROOT, _ROOT_AT_START = -1, 0, 1
_AT_END = END_MARKS | CLOSERS
_BEFORE_START = _AT_END | CLOSING_ACRONYMS
_MOST_STEPS = 50_000
"""Steps learned by heart; beyond them, what was learned is dropped, so that memory stays bounded."""


class Automaton:
    """Finds a pattern's longest match from each token."""

    def __init__(self, node: Node, tables: dict[str, Table]) -> None:
        """``tables`` hold what word classes share between patterns."""
        self._positions = Positions(tables)
        part = self._positions.part(node)
        for behind, at_end in part.last:
            behind.ends |= SENTENCE_END if at_end else PLAIN_END
        self._empty = part.empty
        self._first = [position for position, at_start in part.first if not at_start]
        self._first_at_start = [position for position, _ in part.first]
        self._forget()

    def _forget(self) -> None:
        self._learned = 0
        self._states: dict[frozenset[int], int] = {}
        self._numbers: dict[tuple[int, ...], int] = {}
        """The same by positions in some order, which is quicker to ask for."""
        self._rows: list[dict[str, int]] = [{}, {}]
        self._ends = [0, 0]
        """Of each state, how a match can end there."""
        self._steps = [self._by_label(self._first), self._by_label(self._first_at_start)]
        """Of each state the positions that can follow, by what they take."""
        heads = [taken for label, _ in self._steps[_ROOT_AT_START] for taken in label]
        self.heads = None if any(isinstance(head, int) for head in heads) else frozenset(heads)
        """Norms that a match can begin with; None where their number is open."""

    def may_match(self, norms: Sequence[str], begins: Sequence[int], *, one_line: bool) -> bool:
        """Whether the pattern matches from one of these tokens, as far as can be told without places.

        Never wrong when it says no; most text is settled here. Sentences end at marks, and in text
        of several lines perhaps anywhere.
        """
        if self._learned > _MOST_STEPS:
            self._forget()
        rows, ends = self._rows, self._ends
        count = len(norms)
        for begin in begins:
            free = not begin or not one_line or norms[begin - 1] in _BEFORE_START
            state, at = _ROOT_AT_START if free else _ROOT, begin
            while at < count:
                norm = norms[at]
                row = rows[state]
                state = row[norm] if norm in row else self._step(state, norm)
                if state == _DEAD:
                    break
                at += 1
                if ends[state] and (
                    not one_line or ends[state] & PLAIN_END or at == count or norms[at] in _AT_END
                ):
                    return True
        return False

    def find(self, tokens: Tokens, begins: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The longest match from each of these tokens, as a token span; in order."""
        for begin in begins:
            end = max(self.ends(tokens, begin), default=begin)
            if end > begin:
                yield begin, end

    def ends(self, tokens: Tokens, begin: int) -> Iterator[int]:
        """Every end of a match from a token, the token itself too where the pattern can be empty."""
        norms = tokens.norms
        if (
            "" in self._empty
            or ("^" in self._empty and tokens.begins_sent(begin))
            or ("$" in self._empty and self._at_end(tokens, begin))
        ):
            yield begin
        if self.heads is not None and (begin >= len(norms) or norms[begin] not in self.heads):
            return
        state = _ROOT_AT_START if tokens.begins_sent(begin) else _ROOT
        for at in range(begin, len(norms)):
            row, norm = self._rows[state], norms[at]
            state = row[norm] if norm in row else self._step(state, norm)
            if state == _DEAD:
                return
            kinds = self._ends[state]
            if kinds and (kinds & PLAIN_END or self._at_end(tokens, at + 1)):
                yield at + 1

    @staticmethod
    def _at_end(tokens: Tokens, at: int) -> bool:
        return at >= len(tokens.norms) or tokens.norms[at] in END_MARKS or tokens.begins_sent(at)

    def begins(self, norms: Sequence[str]) -> Sequence[int]:
        """The tokens that a match can begin with."""
        heads = self.heads
        return range(len(norms)) if heads is None else [at for at, norm in enumerate(norms) if norm in heads]

    def _step(self, state: int, norm: str) -> int:
        key: tuple[int, ...] = ()
        sort = sort_of(norm)
        for label, positions in self._steps[state]:
            if norm in label or sort in label:
                key += positions
        number = self._number(key) if key else _DEAD
        self._learned += 1
        self._rows[state][norm] = number
        return number

    def _number(self, key: tuple[int, ...]) -> int:
        """The number of the state that is these positions."""
        number = self._numbers.get(key)
        if number is None:
            positions = frozenset(key)
            number = self._states.get(positions)
            if number is None:
                number = self._states[positions] = self._new_state(positions)
            self._numbers[key] = number
        return number

    def _new_state(self, key: frozenset[int]) -> int:
        following: set[int] = set()
        ends = 0
        for position in key:
            after, end = self._positions.behind(position)
            following |= after
            ends |= end
        self._rows.append({})
        self._steps.append(self._by_label(following))
        self._ends.append(ends)
        return len(self._rows) - 1

    def _by_label(self, positions: Iterable[int]) -> list[tuple[Label, tuple[int, ...]]]:
        """Those positions by what they take."""
        by_label: dict[Label, tuple[int, ...]] = {}
        for position in positions:
            label = self._positions.labels[position]
            by_label[label] = (*by_label.get(label, ()), position)
        return list(by_label.items())
