"""Which patterns could match in a text, by the keys that they need: see ``anchors``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, repeat
from typing import NamedTuple

from unpushy.phrases.flat import END, START, UNKNOWN, Vocabulary, packed, ragged, unpacked
from unpushy.phrases.masks import AT_END, BEFORE_START

_MOST_KNOWN = 200_000
"""Keys that are remembered with what they lead to: far more than the words of a language make in mail."""


class Anchors(NamedTuple):
    """The keys that patterns need. Arrays are bytes of signed 32-bit integers.

    A key is a pair of words, by their numbers: two in a row, or ``START`` and the first of a
    sentence, or its last and ``END``, or any and ``UNKNOWN``. A pattern is looked at where a key of
    its first, its rarest set is met: cost grows with what a text holds, not with the patterns.
    """

    patterns: int
    always: bytes
    """Patterns that need no key."""
    lefts_at: bytes
    """Of each left word, by number, where in ``rights`` the words after it begin."""
    rights: bytes
    """In order."""
    sets_at: bytes
    """Of each key, by its place in ``rights``, where in ``sets`` the sets that hold it begin."""
    sets: bytes
    firsts_at: bytes
    """Of each set where in ``firsts`` the patterns begin whose first set it is."""
    firsts: bytes
    others_at: bytes
    """Of each pattern where in ``others`` the other sets that it needs begin."""
    others: bytes

    @classmethod
    def of(
        cls, patterns: Sequence[Sequence[int]], key_sets: Sequence[Iterable[str]], vocabulary: Vocabulary
    ) -> Anchors:
        """For each pattern the numbers of its key sets, rarest first."""
        holding: dict[tuple[int, int], list[int]] = {}
        for number, keys in enumerate(key_sets):
            for key in keys:
                holding.setdefault(_pair(key, vocabulary), []).append(number)
        ordered = sorted(holding)
        following: list[list[int]] = [[] for _ in range(len(vocabulary.words) + END + 1)]
        for left, right in ordered:
            following[left].append(right)
        firsts: list[list[int]] = [[] for _ in key_sets]
        for pattern, numbers in enumerate(patterns):
            if numbers:
                firsts[numbers[0]].append(pattern)
        return cls(
            len(patterns),
            packed(pattern for pattern, numbers in enumerate(patterns) if not numbers),
            *ragged(following),
            *ragged(holding[pair] for pair in ordered),
            *ragged(firsts),
            *ragged(numbers[1:] for numbers in patterns),
        )


def _pair(key: str, vocabulary: Vocabulary) -> tuple[int, int]:
    left, _, right = key.partition(" ")
    if left == "^":
        return START, vocabulary.number(right)
    if right == "$":
        return vocabulary.number(left), END
    return vocabulary.number(left), vocabulary.number(right) if right else UNKNOWN


class AnchorIndex:
    """Which patterns could match in a text."""

    def __init__(self, anchors: Anchors, words: Mapping[str, int]) -> None:
        self._words = words
        self._always = unpacked(anchors.always)
        self._lefts_at, self._rights = unpacked(anchors.lefts_at), unpacked(anchors.rights)
        self._sets_at, self._sets = unpacked(anchors.sets_at), unpacked(anchors.sets)
        self._firsts_at, self._firsts = unpacked(anchors.firsts_at), unpacked(anchors.firsts)
        self._others_at, self._others = unpacked(anchors.others_at), unpacked(anchors.others)
        self._known: dict[tuple[int, int], tuple[Sequence[int], Sequence[int]]] = {}
        """Of each key met before the sets that hold it, and the patterns of which one is the first set."""
        self._needs: dict[int, frozenset[int]] = {}

    def candidates(self, norms: Sequence[str], *, one_line: bool) -> list[int]:
        """Numbers of the patterns whose keys the words hold, ascending; no other can match.

        In text of several lines, sentences may begin and end anywhere.
        """
        known = self._known
        held = []
        possible: set[int] = set()
        for key in keys_of(norms, self._words, one_line=one_line):
            sets, patterns = known.get(key) or self._learn(key)
            if sets:
                held.append(sets)
                if patterns:
                    possible.update(patterns)
        met: set[int] = set()
        if possible:
            met.update(*held)
        return sorted([*self._always, *(one for one in possible if self._others_of(one) <= met)])

    def _learn(self, key: tuple[int, int]) -> tuple[Sequence[int], Sequence[int]]:
        left, right = key
        start, stop = self._lefts_at[left], self._lefts_at[left + 1]
        at = bisect_left(self._rights, right, start, stop)
        sets: Sequence[int] = ()
        if at < stop and self._rights[at] == right:
            sets = tuple(self._sets[self._sets_at[at] : self._sets_at[at + 1]])
        patterns = [
            pattern
            for number in sets
            for pattern in self._firsts[self._firsts_at[number] : self._firsts_at[number + 1]]
        ]
        if len(self._known) < _MOST_KNOWN:
            self._known[key] = sets, patterns
        return sets, patterns

    def _others_of(self, pattern: int) -> frozenset[int]:
        found = self._needs.get(pattern)
        if found is None:
            start, stop = self._others_at[pattern : pattern + 2]
            found = self._needs[pattern] = frozenset(self._others[start:stop])
        return found


def keys_of(norms: Sequence[str], words: Mapping[str, int], *, one_line: bool) -> set[tuple[int, int]]:
    """Words, pairs of words in a row, words that may begin or end a sentence; and some that no set holds."""
    if not norms:
        return set()
    numbers = [words.get(norm, UNKNOWN) for norm in norms]
    keys = {*pairwise(numbers), *zip(numbers, repeat(UNKNOWN)), (START, numbers[0]), (numbers[-1], END)}
    if not one_line:
        keys.update(zip(repeat(START), numbers))
        keys.update(zip(numbers, repeat(END)))
        return keys
    pairs = [*pairwise(norms)]
    keys.update((START, numbers[at + 1]) for at, (left, _) in enumerate(pairs) if left in BEFORE_START)
    keys.update(
        (numbers[at], END)
        for at, (left, right) in enumerate(pairs)
        if right in AT_END or left in BEFORE_START
    )
    return keys
