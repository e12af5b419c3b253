"""Phrase lists compiled for matching, and kept, so that a start does not parse them again.

The compiled form is plain tuples in Python's ``marshal`` format, like the byte code that Python
keeps beside modules: it holds no code, and is keyed by the content of every list.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from unpushy import __version__
from unpushy.finding import Severity
from unpushy.phrases.anchors import anchors
from unpushy.phrases.automaton import Tables, compile_patterns
from unpushy.phrases.pattern import EMPTY, Alt, Edge, Kind, Node, Seq, Slot, Word
from unpushy.phrases.walk import Context
from unpushy.rule import Rule

_FORMAT = 2
"""Raise when the compiled form or its meaning changes."""


@dataclass(frozen=True, slots=True)
class Template:
    """A rewrite as its list gives it; ``kind`` is safe, fill or cut."""

    kind: str
    text: str
    of: str
    where: str


@dataclass(frozen=True, slots=True)
class Group:
    """What the patterns of one wording share."""

    rule: str
    why: str
    only: str
    templates: tuple[Template, ...]
    contexts: tuple[int, ...]
    """Numbers of ``unless`` contexts in ``Compiled.contexts``."""


@dataclass
class Compiled:
    """All phrase lists: numbers and tuples; syntax trees are unpacked only where a pattern hits."""

    cards: list[Rule]
    """Without evidence and examples, which only a reader of the rule asks for."""
    tables: Tables
    groups: list[Group]
    group_of: list[int]
    """Pattern number -> group number."""
    anchors: list[str] | None
    """Words of which any match of any pattern holds one; None where some pattern has none."""
    packed_nodes: list[bytes]
    packed_contexts: list[bytes]
    tail: bytes
    lead: bytes

    def node(self, pattern: int) -> Node:
        return unpack(self.packed_nodes[pattern])

    def context(self, number: int) -> Context:
        parts = marshal.loads(self.packed_contexts[number])
        return Context(*(None if part is None else unpack(part) for part in parts))


def pack(node: Node) -> bytes:
    return marshal.dumps(_plain(node))


def pack_context(context: Context) -> bytes:
    return marshal.dumps(tuple(None if part is None else pack(part) for part in context))


def unpack(packed: bytes) -> Node:
    return _node(marshal.loads(packed))


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
        case Seq(items):
            return ("q", *map(_plain, items))
        case Alt(options):
            return ("a", *map(_plain, options))


def _node(plain: tuple[Any, ...]) -> Node:
    tag, *rest = plain
    match tag:
        case "w":
            return Word(tuple(rest))
        case "k":
            return Kind(rest[0])
        case "e":
            return Edge(rest[0])
        case "s":
            return Slot(rest[0], _node(rest[1]))
        case "q":
            return Seq(tuple(map(_node, rest))) if rest else EMPTY
        case _:
            return Alt(tuple(map(_node, rest)))


def compiled_from(
    cards: Sequence[Rule],
    patterns: Sequence[tuple[Node, int]],
    groups: list[Group],
    contexts: Sequence[Context],
    tail: Node,
    lead: Node,
) -> Compiled:
    """Compile parsed lists: patterns with the number of their group."""
    nodes = [node for node, _ in patterns]
    return Compiled(
        cards=[Rule(card.id, card.title, card.why, card.severity) for card in cards],
        tables=compile_patterns(nodes),
        groups=groups,
        group_of=[group for _, group in patterns],
        anchors=_anchors(nodes),
        packed_nodes=[pack(node) for node in nodes],
        packed_contexts=[pack_context(context) for context in contexts],
        tail=pack(tail),
        lead=pack(lead),
    )


def _anchors(nodes: Sequence[Node]) -> list[str] | None:
    found: set[str] = set()
    for node in nodes:
        words = anchors(node)
        if words is None:
            return None
        found |= words
    return sorted(found)


def key_of(files: Sequence[tuple[str, bytes]]) -> str:
    """Names the compiled form of these lists (name and content), for this version and this Python."""
    digest = hashlib.sha256(f"{_FORMAT} {__version__} {sys.version_info[:3]}".encode())
    for name, content in files:
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


def keep(compiled: Compiled, path: Path) -> None:
    """Write the compiled lists, atomically; a folder that can't be written to is no error."""
    plain = {item.name: getattr(compiled, item.name) for item in fields(compiled)}
    plain["tables"] = {item.name: getattr(compiled.tables, item.name) for item in fields(Tables)}
    plain["cards"] = [(c.id, c.title, c.why, int(c.severity)) for c in compiled.cards]
    plain["groups"] = [
        (g.rule, g.why, g.only, tuple((t.kind, t.text, t.of, t.where) for t in g.templates), g.contexts)
        for g in compiled.groups
    ]
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".lists-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(marshal.dumps(plain))
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)


def kept(path: Path) -> Compiled | None:
    """Compiled lists as ``keep`` wrote them, or None where there are none to be read."""
    try:
        plain = marshal.loads(path.read_bytes())
        plain["tables"] = Tables(**plain["tables"])
        plain["cards"] = [Rule(i, title, why, Severity(s)) for i, title, why, s in plain["cards"]]
        plain["groups"] = [
            Group(rule, why, only, tuple(Template(*t) for t in templates), contexts)
            for rule, why, only, templates, contexts in plain["groups"]
        ]
        return Compiled(**plain)
    except (OSError, ValueError, EOFError, TypeError, KeyError):
        return None
