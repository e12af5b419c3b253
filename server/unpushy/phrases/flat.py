"""Patterns as flat arrays of integers, which the compiled core walks and ``marshal`` reads at once.

Words are numbers. A node is two integers, what it is and its argument; what a sequence or
alternatives hold follows, and their argument is the length of it all. A slot is only what it
holds: captures are asked of trees.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from unpushy.phrases.context import Context
from unpushy.phrases.kinds import KINDS
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Slot, Word

WORD, ONE_OF, KIND, EDGE, CLASS, SEQUENCE, ALTERNATIVES = range(7)
"""What a node is. Its argument: a word; a set of words; a kind, in the order of ``KINDS``; 1 for a
sentence's start and 0 for its end; a word class; a length, in integers."""
UNKNOWN, START, END = range(3)
"""Numbers that no word has: that of a word in no pattern, and two for the edges of a sentence."""
NO_PROGRAM = -1
_KIND_NAMES = list(KINDS)


class Programs(NamedTuple):
    """Arrays are bytes of signed 32-bit integers."""

    words: dict[str, int]
    """The number of each word that patterns or their keys name."""
    code: bytes
    patterns: bytes
    """Where in ``code`` each pattern begins."""
    contexts: bytes
    """The same for what stands before, after and anywhere, of each context in turn; -1 where nothing does."""
    classes: bytes
    sets_at: bytes
    """Where in ``set_words`` each set begins, and where the last one ends."""
    set_words: bytes
    depth: int
    """How deep nodes nest."""


class Vocabulary:
    """Numbers words in the order in which they are met."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}

    def number(self, word: str) -> int:
        return self.words.setdefault(word, len(self.words) + END + 1)


def programs(
    vocabulary: Vocabulary, patterns: Iterable[Node], contexts: Iterable[Context], classes: Sequence[Ref]
) -> Programs:
    writer = _Writer(vocabulary, {ref.name: number for number, ref in enumerate(classes)})
    of_classes = [writer.add(ref.node) for ref in classes]
    of_patterns = [writer.add(node) for node in patterns]
    of_contexts = [
        NO_PROGRAM if part is None else writer.add(part) for context in contexts for part in context
    ]
    sets_at, set_words = ragged(writer.sets)
    return Programs(
        vocabulary.words,
        writer.code.tobytes(),
        packed(of_patterns),
        packed(of_contexts),
        packed(of_classes),
        sets_at,
        set_words,
        writer.depth,
    )


class _Writer:
    def __init__(self, vocabulary: Vocabulary, classes: Mapping[str, int]) -> None:
        """``classes`` are the numbers of word classes by name."""
        self._vocabulary = vocabulary
        self._classes = classes
        self._depths: dict[str, int] = {}
        self.sets: dict[tuple[int, ...], int] = {}
        self.code = array("i")
        self.depth = 0

    def add(self, node: Node) -> int:
        """Write a program; returns where it begins."""
        at = len(self.code)
        self._write(node)
        self.depth = max(self.depth, self._depth(node))
        return at

    def _write(self, node: Node) -> None:
        match node:
            case Word((norm,)):
                self.code.extend((WORD, self._vocabulary.number(norm)))
            case Word(norms):
                members = tuple(sorted(map(self._vocabulary.number, norms)))
                self.code.extend((ONE_OF, self.sets.setdefault(members, len(self.sets))))
            case Kind(name):
                self.code.extend((KIND, _KIND_NAMES.index(name)))
            case Edge(mark):
                self.code.extend((EDGE, int(mark == "^")))
            case Slot(_, inner):
                self._write(inner)
            case Ref(name, _):
                self.code.extend((CLASS, self._classes[name]))
            case Seq(nodes) | Alt(nodes):
                at = len(self.code)
                self.code.extend((SEQUENCE if isinstance(node, Seq) else ALTERNATIVES, 0))
                for inner in nodes:
                    self._write(inner)
                self.code[at + 1] = len(self.code) - at

    def _depth(self, node: Node) -> int:
        match node:
            case Slot(_, inner):
                return self._depth(inner)
            case Ref(name, inner):
                if name not in self._depths:
                    self._depths[name] = self._depth(inner) + 1
                return self._depths[name]
            case Seq(nodes) | Alt(nodes):
                return max(map(self._depth, nodes), default=0) + 1
            case _:
                return 1


def packed(numbers: Iterable[int]) -> bytes:
    return array("i", numbers).tobytes()


def unpacked(numbers: bytes) -> array[int]:
    out = array("i")
    out.frombytes(numbers)
    return out


def ragged(rows: Iterable[Iterable[int]]) -> tuple[bytes, bytes]:
    """Rows one after the other, and where each begins; the last number there is where the last one ends."""
    at, out = array("i", (0,)), array("i")
    for row in rows:
        out.extend(row)
        at.append(len(out))
    return at.tobytes(), out.tobytes()
