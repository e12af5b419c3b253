"""The pattern language: what matches, what can't be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns import CLASSES, PACKED, WORDS, edged, nodes, walked
from unpushy.language.tokens import tokenize
from unpushy.phrases.anchors import outline
from unpushy.phrases.flat import Vocabulary
from unpushy.phrases.index import AnchorIndex, Anchors
from unpushy.phrases.masks import Masks
from unpushy.phrases.packing import Trees, pack, unpack
from unpushy.phrases.pattern import Alt, Node, PatternError, Seq, Word, parse, simplified


def found(pattern: str, text: str) -> list[str]:
    tokens = tokenize(text)
    masks = Masks.exact(tokens.norms, tokens.sents, PACKED)
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


@given(edged(), st.lists(st.sampled_from([*WORDS, "zebra", "."]), max_size=14))
def test_masks_find_what_a_plain_walk_finds(node: Node, words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    plain = unpack(pack(node))
    assert list(Masks.exact(tokens.norms, tokens.sents, PACKED).spans(plain)) == walked(node, tokens)
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
        vocabulary = Vocabulary()
        anchors = Anchors.of([range(len(known.anchors))], known.anchors, vocabulary)
        index = AnchorIndex(anchors, vocabulary.words)
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
