"""Words without which a pattern can't match: one literal search spares most passages everything else.

Each pattern gives the rarest words that every way through it needs, one of them at least. All go
into one Aho-Corasick automaton over the raw lower-cased text; a passage without any is done.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from unpushy.language.function_words import FUNCTION_WORDS
from unpushy.language.words import INVISIBLE, spellings
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Seq, Slot, Word

_FUNCTION_WORD_COST = 40
_LONG_WORD = 12


def anchors(node: Node) -> frozenset[str] | None:
    """Normalised words of which any match holds one at least; None where there is no such set."""
    match node:
        case Word(norms):
            return frozenset(norms) if all(_findable(norm) for norm in norms) else None
        case Slot(_, inner):
            return anchors(inner)
        case Alt(options):
            sets = [anchors(option) for option in options]
            return None if None in sets else frozenset().union(*(found for found in sets if found))
        case Seq(items):
            found = [found for item in items if (found := anchors(item)) is not None]
            return min(found, key=_cost, default=None)
        case Kind() | Edge():
            return None


def _findable(norm: str) -> bool:
    """Whether the word stands in raw text as it is, or in a spelling that we know."""
    return norm.isascii() and norm.isalpha() and norm not in _HIDDEN


_HIDDEN = frozenset("not am are have will is has would had".split())
"""Words that a contraction can stand for."""


def _cost(words: frozenset[str]) -> int:
    """How common the words are, roughly: function words most, long words least."""
    return sum(
        _FUNCTION_WORD_COST if word in FUNCTION_WORDS else max(1, _LONG_WORD - len(word)) for word in words
    )


class Prefilter:
    """Whether any pattern could match in a text."""

    def __init__(self, words: Iterable[str] | None) -> None:
        """``words`` are the anchors of all patterns; None where one has none, so that any text passes."""
        raw = None if words is None else sorted({raw for word in words for raw in spellings(word)})
        self._automaton = AhoCorasick(raw) if raw else None

    def passes(self, text: str) -> bool:
        if self._automaton is None or any(character in text for character in INVISIBLE):
            return True
        return bool(self._automaton.find_matches_as_indexes(text.lower()))
