"""Patterns for property tests, and what a plain walk finds of them."""

from __future__ import annotations

from hypothesis import strategies as st

from unpushy.language.tokens import Tokens
from unpushy.phrases.packing import Classes, pack
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, Ref, Seq, Word
from unpushy.phrases.walk import walk

DAY = Ref("day", Alt((Word(("monday",)), Word(("tuesday",)))))
CLASSES = {
    "day": DAY,
    "topic": Ref("topic", Seq((Word(("the",)), Kind("content")))),
    "days": Ref("days", Alt((DAY, Seq((DAY, Word(("or",)), DAY))))),
}

PACKED = Classes({ref.name: pack(ref.node) for ref in CLASSES.values()})

WORDS = "i just want to touch base not the a 3 2nd monday tuesday or , ?".split()


@st.composite
def nodes(draw: st.DrawFn, depth: int = 3) -> Node:
    """Patterns with no edges, of few words, so that they often match."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(list(CLASSES.values())))
    if depth == 0 or draw(st.booleans()):
        if draw(st.integers(0, 4)) == 0:
            return Kind(draw(st.sampled_from(["any", "content", "number", "ordinal"])))
        return Word((draw(st.sampled_from(WORDS)),))
    parts = tuple(draw(st.lists(nodes(depth - 1), min_size=1, max_size=3)))
    if draw(st.booleans()):
        return Seq(parts)
    return Alt((*parts, Seq(()))) if draw(st.booleans()) else Alt(parts)


@st.composite
def edged(draw: st.DrawFn) -> Node:
    """The same, perhaps only at the start or the end of a sentence."""
    parts = [draw(nodes())]
    if draw(st.booleans()):
        parts.insert(0, Edge("^"))
    if draw(st.booleans()):
        parts.append(Edge("$"))
    return Seq(tuple(parts))


def walked(node: Node, tokens: Tokens) -> list[tuple[int, int]]:
    ends = {start: [end for end, _ in walk(node, tokens, start, len(tokens))] for start in range(len(tokens))}
    return [(start, max(found)) for start, found in ends.items() if found and max(found) > start]
