"""Syntax trees as bytes: patterns small, each word class once, unpacked when first asked for."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from typing import Any

from unpushy.phrases.context import Context
from unpushy.phrases.pattern import EMPTY, Alt, Edge, Kind, Node, Ref, Seq, Slot, Word
from unpushy.phrases.positions import Table


def pack(node: Node) -> bytes:
    return marshal.dumps(_plain(node))


def pack_context(context: Context) -> bytes:
    return marshal.dumps(tuple(None if part is None else _plain(part) for part in context.parts))


class Unpacker:
    """Makes trees of bytes; ``classes`` are packed trees by name."""

    def __init__(self, classes: Mapping[str, bytes]) -> None:
        self._packed = classes
        self._refs: dict[str, Ref] = {}
        self.tables: dict[str, Table] = {}
        """Positions of word classes, shared by all that is unpacked."""

    def node(self, packed: bytes) -> Node:
        return self._node(marshal.loads(packed))

    def context(self, packed: bytes) -> Context:
        before, after, anywhere = (
            None if part is None else self._node(part) for part in marshal.loads(packed)
        )
        return Context(before, after, anywhere, self.tables)

    def ref(self, name: str) -> Ref:
        if name not in self._refs:
            self._refs[name] = Ref(name, self.node(self._packed[name]))
        return self._refs[name]

    def _node(self, plain: tuple[Any, ...]) -> Node:
        tag, *rest = plain
        match tag:
            case "w":
                return Word(tuple(rest))
            case "k":
                return Kind(rest[0])
            case "e":
                return Edge(rest[0])
            case "s":
                return Slot(rest[0], self._node(rest[1]))
            case "c":
                return self.ref(rest[0])
            case "q":
                return Seq(tuple(map(self._node, rest))) if rest else EMPTY
            case _:
                return Alt(tuple(map(self._node, rest)))


def _plain(node: Node) -> tuple[Any, ...]:
    match node:
        case Word(norms):
            return ("w", *norms)
        case Kind(name):
            return ("k", name)
        case Edge(mark):
            return ("e", mark)
        case Slot(name, inner):
            return ("s", name, _plain(inner))
        case Ref(name, _):
            return ("c", name)
        case Seq(items):
            return ("q", *map(_plain, items))
        case Alt(options):
            return ("a", *map(_plain, options))
