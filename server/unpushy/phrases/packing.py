"""Syntax trees as plain data, which ``marshal`` keeps small and reads fast.

A word is a ``str``, one of several words a ``frozenset``, a sequence a ``tuple``, alternatives a
``list``, a kind its number in ``KINDS``, a sentence's start ``True`` and its end ``False``, a word
class its name as ``bytes``, a slot a ``dict`` of one name. Matching works on this form; trees are
made of it where captures are asked for.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from typing import Any

from unpushy.phrases.kinds import KINDS
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Slot, Word

Plain = Any
"""``str | frozenset[str] | tuple[Plain, ...] | list[Plain] | int | bool | bytes | dict[str, Plain]``; told
apart by class alone."""
SENTENCE_START, SENTENCE_END = True, False
_KIND_NAMES = list(KINDS)


def pack(node: Node) -> bytes:
    return marshal.dumps(_plain(node))


def unpack(packed: bytes | None) -> Plain:
    """Plain data, or None where there is none."""
    return None if packed is None else marshal.loads(packed)


class Classes(Mapping[bytes, Plain]):
    """Packed word classes by name, read when first asked for."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self._packed = packed
        self._read: dict[bytes, Plain] = {}

    def __getitem__(self, name: bytes) -> Plain:
        if name not in self._read:
            self._read[name] = marshal.loads(self._packed[name.decode()])
        return self._read[name]

    def __iter__(self) -> Iterator[bytes]:
        return map(str.encode, self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class Trees:
    """Makes trees of plain data, each word class once."""

    def __init__(self, classes: Mapping[bytes, Plain]) -> None:
        self._classes = classes
        self._refs: dict[bytes, Ref] = {}

    def ref(self, name: bytes) -> Ref:
        if name not in self._refs:
            self._refs[name] = Ref(name.decode(), self.tree(self._classes[name]))
        return self._refs[name]

    def tree(self, plain: Plain) -> Node:
        match plain:
            case str():
                return Word((plain,))
            case frozenset():
                return Word(tuple(sorted(plain)))
            case tuple():
                return Seq(tuple(map(self.tree, plain)))
            case list():
                return Alt(tuple(map(self.tree, plain)))
            case bool():
                return Edge("^" if plain is SENTENCE_START else "$")
            case int():
                return Kind(_KIND_NAMES[plain])
            case bytes():
                return self.ref(plain)
            case _:
                ((name, inner),) = plain.items()
                return Slot(name, self.tree(inner))


def _plain(node: Node) -> Plain:
    match node:
        case Word((norm,)):
            return norm
        case Word(norms):
            return frozenset(norms)
        case Kind(name):
            return _KIND_NAMES.index(name)
        case Edge(mark):
            return SENTENCE_START if mark == "^" else SENTENCE_END
        case Slot(name, inner):
            return {name: _plain(inner)}
        case Ref(name, _):
            return name.encode()
        case Seq(items):
            return tuple(map(_plain, items))
        case Alt(options):
            return [_plain(option) for option in options]
