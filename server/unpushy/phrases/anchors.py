"""Words without which a pattern can't match: one literal search spares most passages everything else.

Each pattern gives the rarest words that every way through it needs, one of them at least. All go
into one Aho-Corasick automaton over the raw lower-cased text; a passage without any is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from unpushy.language.function_words import FUNCTION_WORDS
from unpushy.language.words import INVISIBLE, spellings
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Slot, Word

_FUNCTION_WORD_COST = 40
_LONG_WORD = 12


Anchors = frozenset[str] | None


def anchors(node: Node, known: dict[str, Anchors] | None = None) -> Anchors:
    """Normalised words of which any match holds one at least; None where there is no such set.

    ``known`` remembers the anchors of word classes from call to call.
    """
    known = {} if known is None else known
    match node:
        case Word(norms):
            return frozenset(norms) if all(_findable(norm) for norm in norms) else None
        case Slot(_, inner):
            return anchors(inner, known)
        case Ref(name, inner):
            if name not in known:
                known[name] = anchors(inner, known)
            return known[name]
        case Alt(options):
            sets = [anchors(option, known) for option in options]
            return None if None in sets else frozenset().union(*(found for found in sets if found))
        case Seq(items):
            found = [found for item in items if (found := anchors(item, known)) is not None]
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
    """Which patterns could match in a text."""

    def __init__(self, patterns: Mapping[str, Sequence[int]], always: Iterable[int] = ()) -> None:
        """``patterns`` by the anchors that they need one of; those without any are tried ``always``."""
        self._always = frozenset(always)
        by_raw: dict[str, list[int]] = {}
        for word, numbers in patterns.items():
            for raw in spellings(word):
                by_raw.setdefault(raw, []).extend(numbers)
        self._patterns = list(by_raw.values())
        self._all = self._always.union(*self._patterns)
        self._automaton = AhoCorasick(list(by_raw)) if by_raw else None

    def candidates(self, text: str) -> frozenset[int]:
        """Numbers of the patterns whose anchors the text holds; no other can match."""
        if self._automaton is None:
            return self._always
        if any(character in text for character in INVISIBLE):
            return self._all
        found = set(self._automaton.find_matches_as_indexes(text.lower(), overlapping=True))
        words = {word for word, _, _ in found}
        return self._always.union(*(self._patterns[word] for word in words)) if words else self._always
