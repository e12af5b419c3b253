"""Which patterns could match in a text, by the keys that they need: see ``anchors``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


class AnchorIndex:
    """Which patterns could match in a text."""

    def __init__(self, patterns: Sequence[Sequence[int]], key_sets: Sequence[Sequence[str]]) -> None:
        """For each pattern the numbers of its key sets, rarest first."""
        self._sets: list[frozenset[str] | None] = [None] * len(key_sets)
        self._key_lists = key_sets
        self._others = [sets[1:] for sets in patterns]
        self._always = [number for number, sets in enumerate(patterns) if not sets]
        self._by_key: dict[str, list[int]] = {}
        by_set: dict[int, list[int]] = {}
        for number, sets in enumerate(patterns):
            if sets:
                by_set.setdefault(sets[0], []).append(number)
        for place, numbers in by_set.items():
            for key in key_sets[place]:
                if key in self._by_key:
                    self._by_key[key] = [*self._by_key[key], *numbers]
                else:
                    self._by_key[key] = numbers

    def candidates(self, norms: Sequence[str]) -> list[int]:
        """Numbers of the patterns whose keys the words hold, ascending; no other can match."""
        keys = set(norms)
        keys.update(map(" ".join, pairwise(norms)))
        met = self._by_key.keys() & keys
        if not met:
            return self._always
        sets, others = self._sets, self._others
        out = self._always.copy()
        for number in {number for key in met for number in self._by_key[key]}:
            for place in others[number]:
                if keys.isdisjoint(sets[place] or self._set(place)):
                    break
            else:
                out.append(number)
        out.sort()
        return out

    def _set(self, place: int) -> frozenset[str]:
        """A key set, made when first asked for: most text needs few of them."""
        found = self._sets[place] = frozenset(self._key_lists[place])
        return found
