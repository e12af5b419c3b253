"""What a text must hold before a pattern can match: the index that keeps cost from growing with the lists.

A pattern gives sets of keys, each a word or two words in a row ("touch base"), rarest first: any
match holds a key of each set. A text is asked once for the keys that it holds; only patterns whose
sets are all met are tried, and of most text none is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from unpushy.language.frequencies import OCTAVES
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Slot, Word

Anchors = tuple[frozenset[str], ...]
"""Sets of keys, rarest first; none where a pattern has no such keys."""

_MOST_SETS = 6
_MOST_PAIRS = 500
_RARE = 2.0 ** (min(OCTAVES) - 1)
"""What is in no octave, by million."""
_FREQUENCIES = {
    key.replace("_", " "): 1.5 * 2.0**octave for octave, keys in OCTAVES.items() for key in keys.split()
}
_NEIGHBOURS = 4.0
"""How much more often than by chance two words of a phrase stand in a row."""
_FREQUENCIES["^"] = _FREQUENCIES["$"] = 80_000.0
"""Sentences begin and end, by million words."""


class Outline(NamedTuple):
    """What is known of a node without matching it; an edge counts as a word that always has its place."""

    anchors: Anchors
    first: frozenset[str] | None
    """Words that a match can begin with; None where it can be any."""
    last: frozenset[str] | None
    nullable: bool


def outline(node: Node, known: dict[str, Outline] | None = None) -> Outline:
    """The outline of a pattern; ``known`` remembers those of word classes from call to call."""
    known = {} if known is None else known
    match node:
        case Word(norms):
            words = frozenset(norms)
            return Outline((words,), words, words, False)
        case Kind():
            return Outline((), None, None, False)
        case Edge(mark):
            place = frozenset({mark})
            return Outline((), place, place, False)
        case Slot(_, inner):
            return outline(inner, known)
        case Ref(name, inner):
            if name not in known:
                known[name] = outline(inner, known)
            return known[name]
        case Alt(options):
            parts = [outline(option, known) for option in options]
            sets = [part.anchors for part in parts]
            nullable = any(part.nullable for part in parts)
            return Outline(
                _either(sets), _union(p.first for p in parts), _union(p.last for p in parts), nullable
            )
        case Seq(items):
            return _sequence([outline(item, known) for item in items])


def _sequence(parts: Sequence[Outline]) -> Outline:
    found: dict[frozenset[str], None] = {}
    following: frozenset[str] | None = frozenset()
    last: frozenset[str] | None = frozenset()
    last_open = required_after = False
    nullable = True
    for part in reversed(parts):
        if not part.nullable:
            found.update(dict.fromkeys(part.anchors))
            if required_after and (pairs := _pairs(part.last, following)):
                found[pairs] = None
        if not last_open:
            last = _union((last, part.last))
            last_open = not part.nullable
        following = _union((part.first, following)) if part.nullable else part.first
        required_after = required_after or not part.nullable
        nullable = nullable and part.nullable
    return Outline(tuple(sorted(found, key=_frequency)[:_MOST_SETS]), following, last, nullable)


def _either(sets: Sequence[Anchors]) -> Anchors:
    """Sets that hold whichever option matches: the rarest of each, the second of each, and so on."""
    if not all(sets):
        return ()
    most = max(map(len, sets))
    joined = (frozenset().union(*(found[min(n, len(found) - 1)] for found in sets)) for n in range(most))
    return tuple(dict.fromkeys(keys for keys in joined if len(keys) <= _MOST_PAIRS))


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    out: set[str] = set()
    for words in sets:
        if words is None:
            return None
        out |= words
    return frozenset(out)


def _pairs(left: frozenset[str] | None, right: frozenset[str] | None) -> frozenset[str] | None:
    if left is None or right is None or len(left) * len(right) > _MOST_PAIRS:
        return None
    return frozenset(f"{a} {b}" for a in left for b in right)


def _frequency(keys: frozenset[str]) -> float:
    """How often text holds one of the keys, by million words: an estimate."""
    return sum(_FREQUENCIES.get(key) or _rare(key) for key in keys)


def _rare(key: str) -> float:
    left, _, right = key.partition(" ")
    if not right:
        return _RARE
    chance = _FREQUENCIES.get(left, _RARE) * _FREQUENCIES.get(right, _RARE) / 1e6
    return min(_RARE, _NEIGHBOURS * chance)
