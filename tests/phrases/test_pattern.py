"""The pattern language: what matches, what can't be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpushy.language.tokens import Tokens, tokenize
from unpushy.phrases.anchors import outline
from unpushy.phrases.index import AnchorIndex, Anchors
from unpushy.phrases.masks import Masks
from unpushy.phrases.packing import Classes, Trees, pack, unpack
from unpushy.phrases.pattern import Alt, Edge, Kind, Node, PatternError, Ref, Seq, Word, parse, simplified
from unpushy.phrases.walk import walk

DAY = Ref("day", Alt((Word(("monday",)), Word(("tuesday",)))))
CLASSES = {
    "day": DAY,
    "topic": Ref("topic", Seq((Word(("the",)), Kind("content")))),
    "days": Ref("days", Alt((DAY, Seq((DAY, Word(("or",)), DAY))))),
}

PACKED = Classes({ref.name: pack(ref.node) for ref in CLASSES.values()})


def found(pattern: str, text: str) -> list[str]:
    tokens = tokenize(text)
    masks = Masks.exact(tokens, PACKED)
    matches = masks.spans(unpack(pack(parse(pattern, CLASSES))))
    return [text[tokens.starts[start] : tokens.ends[end - 1]] for start, end in matches]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        pytest.param("touch base", "Let's TOUCH\n base.", ["TOUCH\n base"], id="case and wrapping"),
        pytest.param("touch base", "touch, base", [], id="not across a comma"),
        pytest.param("well , touch", "Well, touch it", ["Well, touch"], id="a comma that is asked for"),
        pytest.param("[i] [just] want", "I just want", ["I just want", "just want", "want"], id="optional"),
        pytest.param("(touch base|check in) now", "check in now", ["check in now"], id="alternatives"),
        pytest.param("~send it", "sent it, sending it", ["sent it", "sending it"], id="inflection"),
        pytest.param("by {day}", "by Monday by Friday", ["by Monday"], id="class"),
        pytest.param(
            "by {days} now", "by Monday or Tuesday now", ["by Monday or Tuesday now"], id="class in a class"
        ),
        pytest.param("on {x:topic}", "on the plan on it", ["on the plan"], id="slot"),
        pytest.param("see ... reply", "see if you can reply", ["see if you can reply"], id="gap of three"),
        pytest.param("see ... reply", "see if we all can reply", [], id="gap too long"),
        pytest.param(
            "see ...5 reply", "see if we all can reply", ["see if we all can reply"], id="longer gap"
        ),
        pytest.param("see ... reply", "see it. I reply", [], id="gaps hold no marks"),
        pytest.param("^ any news", "So. Any news? My any news.", ["Any news"], id="sentence start"),
        pytest.param("thoughts $", "Thoughts? My thoughts on it.", ["Thoughts"], id="sentence end"),
        pytest.param("thoughts $", "thoughts", ["thoughts"], id="end of text"),
        pytest.param("any news ?", "Any news? Any news.", ["Any news?"], id="question mark"),
        pytest.param(
            "follow up",
            "a follow-up, a followup, follow\u2011up",
            ["follow-up", "followup", "follow\u2011up"],
            id="compounds",
        ),
        pytest.param(
            "have not heard",
            "I haven't heard, havent heard",
            ["haven't heard", "havent heard"],
            id="contraction",
        ),
        pytest.param("it has been", "It's been long", ["It's been"], id="ambiguous contraction"),
        pytest.param("{number} days", "3 days, three days", ["3 days"], id="number"),
        pytest.param("{ordinal} email", "my 3rd email", ["3rd email"], id="ordinal"),
        pytest.param("still {content}", "still alive, still the", ["still alive"], id="content word"),
        pytest.param("still {any}", "still the!", ["still the"], id="any word"),
        pytest.param("no {any} yet", "no, yet", [], id="any word is no mark, even a named one"),
        pytest.param("a b [c]", "a b c", ["a b c"], id="longest of one start"),
    ],
)
def test_matches(pattern: str, text: str, matches: list[str]) -> None:
    assert found(pattern, text) == matches


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        pytest.param("touch (base", "can't be read", id="open group"),
        pytest.param("", "can't be read", id="empty"),
        pytest.param("[just] [now]", "no words at all", id="nothing needed"),
        pytest.param("a ^ b", r"\^ stands only at the start", id="start in the middle"),
        pytest.param("a ($|b) c", r"\$ only at its end", id="end in the middle"),
        pytest.param("by {dey}", r"did you mean \{day\}", id="unknown class"),
        pytest.param("a ...99 b", "1 to 30 words, not 99", id="endless gap"),
        pytest.param("a # b", "at column 3", id="unknown mark"),
    ],
)
def test_unreadable_patterns_say_why(pattern: str, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        parse(pattern, CLASSES)


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


@given(edged(), st.lists(st.sampled_from([*WORDS, "zebra", "."]), max_size=14))
def test_masks_find_what_a_plain_walk_finds(node: Node, words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    plain = unpack(pack(node))
    assert list(Masks.exact(tokens, PACKED).spans(plain)) == walked(node, tokens)
    if walked(node, tokens):
        for one_line in (True, False):
            rough = Masks.rough(tokens.norms, PACKED, one_line=one_line)
            assert rough.ends(plain, rough.all)


@given(nodes(), st.lists(st.sampled_from(WORDS), max_size=14))
def test_simplifying_changes_no_match(node: Node, words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    assert walked(simplified(node), tokens) == walked(node, tokens)


@given(edged(), st.lists(st.sampled_from([*WORDS, "rsvp", "."]), max_size=14))
def test_anchors_never_hide_a_match(node: Node, words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    found = walked(node, tokens)
    known = outline(node)
    if found:
        index = AnchorIndex(Anchors.of([range(len(known.anchors))], known.anchors))
        assert index.candidates(tokens.norms, one_line=True) == [0]
        assert index.candidates(tokens.norms, one_line=False) == [0]
    first = known.first
    assert all(first is None or not first.isdisjoint(("^", tokens.norms[start])) for start, _ in found)


@given(nodes())
def test_packing_keeps_a_pattern(node: Node) -> None:
    tree = Trees(PACKED).tree(unpack(pack(node)))
    assert tree == _sorted(node)


def _sorted(node: Node) -> Node:
    """The same with the words of each node in order, which packing does not keep."""
    match node:
        case Word(norms):
            return Word(tuple(sorted(norms)))
        case Seq(items):
            return Seq(tuple(map(_sorted, items)))
        case Alt(options):
            return Alt(tuple(map(_sorted, options)))
        case _:
            return node
