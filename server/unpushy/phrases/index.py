"""Which patterns could match in a text, by the keys that they need: see ``anchors``."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from unpushy.phrases.masks import AT_END, BEFORE_START


class Anchors(NamedTuple):
    """The keys that patterns need, as plain data.

    A pattern's first key set stands in layer 0, its second in layer 1, and so on; the place of a set
    is ``layer * patterns + pattern``. Arrays are bytes of unsigned 32-bit integers.
    """

    patterns: int
    layers: int
    open: bytes
    """Places where a pattern has no set, and nothing is needed."""
    places: list[bytes]
    """Of each key set its places."""
    sets: dict[str, bytes]
    """Of each key the numbers of the sets that hold it."""

    @classmethod
    def of(cls, patterns: Sequence[Sequence[int]], key_sets: Sequence[Iterable[str]]) -> Anchors:
        """For each pattern the numbers of its key sets, rarest first."""
        layers = max([1, *map(len, patterns)])
        places = [array("I") for _ in key_sets]
        for pattern, numbers in enumerate(patterns):
            for layer, number in enumerate(numbers):
                places[number].append(layer * len(patterns) + pattern)
        sets: dict[str, array[int]] = {}
        for number, keys in enumerate(key_sets):
            for key in keys:
                sets.setdefault(key, array("I")).append(number)
        unused = array("I")
        for pattern, numbers in enumerate(patterns):
            unused.extend(layer * len(patterns) + pattern for layer in range(len(numbers), layers))
        return cls(
            len(patterns),
            layers,
            unused.tobytes(),
            [numbers.tobytes() for numbers in places],
            {key: numbers.tobytes() for key, numbers in sets.items()},
        )


class AnchorIndex:
    """Which patterns could match in a text."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors
        self._bits = anchors.patterns * anchors.layers
        self._open = self._mask(numbers(anchors.open))
        self._keys: dict[str, int] = {}
        """Of each key met before the places of its sets, as a mask."""

    def candidates(self, norms: Sequence[str], *, one_line: bool) -> list[int]:
        """Numbers of the patterns whose keys the words hold, ascending; no other can match.

        In text of several lines, sentences may begin and end anywhere.
        """
        known, sets = self._keys, self._anchors.sets
        met = self._open
        for key in keys_of(norms, one_line=one_line):
            if key in known:
                met |= known[key]
            elif key in sets:
                met |= self._learn(key)
        count = self._anchors.patterns
        wanted = met & ((1 << count) - 1)
        for layer in range(1, self._anchors.layers):
            wanted &= met >> layer * count
        out = []
        while wanted:
            lowest = wanted & -wanted
            out.append(lowest.bit_length() - 1)
            wanted ^= lowest
        return out

    def _learn(self, key: str) -> int:
        places = self._anchors.places
        mask = self._mask(
            place for number in numbers(self._anchors.sets[key]) for place in numbers(places[number])
        )
        self._keys[key] = mask
        return mask

    def _mask(self, places: Iterable[int]) -> int:
        out = bytearray(self._bits // 8 + 1)
        for place in places:
            out[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(out, "little")


def keys_of(norms: Sequence[str], *, one_line: bool) -> set[str]:
    """Words, pairs of words in a row, words that may begin (``^ word``) or end (``word $``) a sentence."""
    keys = set(norms)
    pairs = [*pairwise(norms)]
    keys.update(map(" ".join, pairs))
    if one_line:
        keys.update([f"^ {right}" for left, right in pairs if left in BEFORE_START])
        keys.update([f"{left} $" for left, right in pairs if right in AT_END or left in BEFORE_START])
    else:
        keys.update([f"^ {norm}" for norm in norms])
        keys.update([f"{norm} $" for norm in norms])
    if norms:
        keys.update((f"^ {norms[0]}", f"{norms[-1]} $"))
    return keys


def numbers(packed: bytes) -> array[int]:
    """Unsigned 32-bit integers, as ``Anchors`` keeps them."""
    out = array("I")
    out.frombytes(packed)
    return out
