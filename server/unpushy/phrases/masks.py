"""Words of a passage as bit masks, and what a pattern makes of them: bit-parallel matching.

Bit *i* of a mask stands for the place before token *i*; the highest for the end of the passage. A
pattern takes the places where it may begin to those where it can then end: a word keeps the places
at which it stands and moves them on by one, a sequence hands them from item to item, alternatives
are joined. All places of a passage are tried at once, in one walk over the pattern, of which most
is cut short where no place is left. (Baeza-Yates and Gonnet, "A new approach to text searching",
CACM 35(10), 1992, does so for strings.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from unpushy.language.sentences import CLOSERS, CLOSING_ACRONYMS, END_MARKS
from unpushy.phrases.kinds import KINDS, sort_of
from unpushy.phrases.packing import SENTENCE_START, Plain

AT_END = END_MARKS | CLOSERS
"""What may follow the last word of a sentence."""
BEFORE_START = AT_END | CLOSING_ACRONYMS
"""What may stand before the first."""


class Masks:
    """The words of one passage."""

    def __init__(self, norms: Sequence[str], classes: Mapping[bytes, Plain]) -> None:
        """``classes`` are the word classes that patterns name."""
        self._classes = classes
        self._words: dict[str, int] = {}
        """Of each norm the places where it stands."""
        words, bit = self._words, 1
        for norm in norms:
            words[norm] = words.get(norm, 0) | bit
            bit <<= 1
        self.end = bit
        """The place behind the last token."""
        self.all = (bit << 1) - 1
        self._sets: dict[frozenset[str], int] = {}
        self._named: dict[tuple[bytes, int], int] = {}
        self._starts = self._ends = self.all

    @classmethod
    def rough(cls, norms: Sequence[str], classes: Mapping[bytes, Plain], *, one_line: bool) -> Masks:
        """Not knowing where tokens stand: sentences may begin and end at marks, in several lines anywhere.

        What does not match here matches nowhere.
        """
        masks = cls(norms, classes)
        if one_line:
            masks._starts = 1 | masks._any(BEFORE_START) << 1
            masks._ends = masks.end | masks._any(AT_END) | masks._starts
        return masks

    @classmethod
    def exact(cls, norms: Sequence[str], sents: Sequence[int], classes: Mapping[bytes, Plain]) -> Masks:
        """Knowing the tokens at which sentences begin."""
        masks = cls(norms, classes)
        masks._starts = sum(1 << at for at in sents)
        masks._ends = masks.end | masks._any(END_MARKS) | masks._starts
        return masks

    def ends(self, node: Plain, begins: int) -> int:
        """Where a pattern can end that begins at one of these places."""
        kind = node.__class__
        if kind is str:
            return (begins & self._words.get(node, 0)) << 1
        if kind is frozenset:
            found = self._sets.get(node)
            if found is None:
                found = self._sets[node] = self._any(node)
            return (begins & found) << 1
        if kind is tuple:
            words = self._words
            for item in node:
                if item.__class__ is str:
                    begins = (begins & words.get(item, 0)) << 1
                else:
                    begins = self.ends(item, begins)
                if not begins:
                    return 0
            return begins
        if kind is list:
            out, words = 0, self._words
            for option in node:
                if option.__class__ is tuple:
                    if not option:
                        out |= begins
                        continue
                    first = option[0]
                    if first.__class__ is str and not begins & words.get(first, 0):
                        continue
                out |= self.ends(option, begins)
            return out
        if kind is bytes:
            key = node, begins
            found = self._named.get(key)
            if found is None:
                found = self._named[key] = self.ends(self._classes[node], begins)
            return found
        if kind is int:
            return (begins & self._kinds[node]) << 1
        if kind is bool:
            return begins & (self._starts if node is SENTENCE_START else self._ends)
        (inner,) = node.values()
        return self.ends(inner, begins)

    def spans(self, node: Plain) -> Iterator[tuple[int, int]]:
        """The longest match of a pattern from each token, as a token span; in order."""
        waiting = [self.all]
        while waiting:
            begins = waiting.pop()
            ends = self.ends(node, begins)
            if not ends:
                continue
            count = begins.bit_count()
            if count == 1:
                start, end = begins.bit_length() - 1, ends.bit_length() - 1
                if end > start:
                    yield start, end
                continue
            lowest = (begins & -begins).bit_length() - 1
            half = (lowest + begins.bit_length()) // 2
            low = begins & ((1 << half) - 1)
            waiting += (begins ^ low, low)

    def _any(self, norms: frozenset[str]) -> int:
        """Where one of these words stands."""
        out = 0
        for norm in norms.intersection(self._words):
            out |= self._words[norm]
        return out

    @cached_property
    def _kinds(self) -> tuple[int, ...]:
        """Of each kind the places where such a token stands."""
        by_sort = [0] * 5
        for norm, places in self._words.items():
            by_sort[sort_of(norm)] |= places
        return tuple(sum(by_sort[sort] for sort in sorts) for sorts in KINDS.values())
