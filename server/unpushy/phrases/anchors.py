"""Words without which a pattern can't match, so that a short draft meets only the patterns it could.

A pattern gives a few sets of words, rarest first: any match holds a word of each. A pattern is
tried only in a text that holds a word of each of its sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unpushy.language.function_words import COMMON_WORDS, FUNCTION_WORDS
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Slot, Word

Anchors = tuple[frozenset[str], ...]
"""Sets of normalised words, rarest first; none where a pattern has no such words."""

_MOST_SETS = 3
_FUNCTION_WORD_COST, _COMMON_WORD_COST = 50, 8
"""How many rare words a common one weighs as much as, roughly."""


def anchors(node: Node, known: dict[str, Anchors] | None = None) -> Anchors:
    """Sets of words of each of which any match holds one at least.

    ``known`` remembers the anchors of word classes from call to call.
    """
    known = {} if known is None else known
    match node:
        case Word(norms):
            return (frozenset(norms),)
        case Slot(_, inner):
            return anchors(inner, known)
        case Ref(name, inner):
            if name not in known:
                known[name] = anchors(inner, known)
            return known[name]
        case Alt(options):
            sets = [anchors(option, known) for option in options]
            return (frozenset().union(*(found[0] for found in sets)),) if all(sets) else ()
        case Seq(items):
            found = {words: None for item in items for words in anchors(item, known)}
            return tuple(sorted(found, key=_cost)[:_MOST_SETS])
        case Kind() | Edge():
            return ()


def _cost(words: frozenset[str]) -> int:
    return sum(
        _FUNCTION_WORD_COST if word in FUNCTION_WORDS else _COMMON_WORD_COST if word in COMMON_WORDS else 1
        for word in words
    )


class AnchorIndex:
    """Which patterns could match in a text."""

    def __init__(self, patterns: Sequence[Sequence[int]], word_sets: Sequence[Iterable[str]]) -> None:
        """For each pattern the numbers of its word sets, rarest first."""
        self._sets = [frozenset(words) for words in word_sets]
        self._always = frozenset(number for number, sets in enumerate(patterns) if not sets)
        self._by_word: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
        for number, sets in enumerate(patterns):
            for word in self._sets[sets[0]] if sets else ():
                self._by_word.setdefault(word, []).append((number, tuple(sets[1:])))

    def candidates(self, norms: frozenset[str]) -> set[int]:
        """Numbers of the patterns whose anchors are among the words; no other can match."""
        met = set(self._always)
        missed: dict[int, bool] = {}
        for word in norms:
            for number, others in self._by_word.get(word, ()):
                for other in others:
                    if other not in missed:
                        missed[other] = norms.isdisjoint(self._sets[other])
                    if missed[other]:
                        break
                else:
                    met.add(number)
        return met
