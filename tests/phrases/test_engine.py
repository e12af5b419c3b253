"""The compiled core and Python find the same, and what a plain walk finds."""

from __future__ import annotations

from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns import CLASSES, WORDS, edged, nodes, walked
from unpushy.language.tokens import Tokens, tokenize
from unpushy.phrases.compiled import Compiled, Group, compiled_from
from unpushy.phrases.context import Context
from unpushy.phrases.engine import Engine, PureEngine, describe, engine
from unpushy.phrases.pattern import Node, parse

pytest.importorskip("unpushy.phrases._native", reason="the compiled core was not built")

GROUP = Group("pushy/test", "", "any", "any", (), ())
LONG = [*WORDS, "zebra", ".", "rsvp", "\ud800", "0", '"', "\U0001f600"]


def compiled(patterns: list[Node], contexts: list[Context]) -> Compiled:
    return compiled_from([], [(node, 0) for node in patterns], [GROUP], contexts, CLASSES.values())


@pytest.fixture(autouse=True)
def _native(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UNPUSHY_PURE", raising=False)


def both(lists: Compiled) -> tuple[Engine, Engine]:
    native = engine(lists)
    assert not isinstance(native, PureEngine)
    return native, PureEngine(lists)


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    if draw(st.booleans()):
        return Context(anywhere=draw(nodes()))
    return Context(draw(st.none() | nodes()), draw(st.none() | nodes()))


def same(native: Engine, pure: Engine, tokens: Tokens, patterns: list[Node], count: int) -> None:
    for one_line in (True, False):
        found = native.candidates(tokens.norms, one_line=one_line)
        assert found == pure.candidates(tokens.norms, one_line=one_line)
    passages = native.exact(tokens.norms, tokens.sents), pure.exact(tokens.norms, tokens.sents)
    for number, node in enumerate(patterns):
        spans, others = (passage.spans(number) for passage in passages)
        assert spans == others == walked(node, tokens)
        assert not spans or number in found
        for start, end in spans:
            for context in range(count):
                held, other = (p.holds(context, start, end, tokens.sent_of(start)) for p in passages)
                assert held == other


@given(
    st.lists(edged(), max_size=4),
    st.lists(contexts(), max_size=2),
    st.lists(st.lists(st.sampled_from(LONG), max_size=14), min_size=1, max_size=3),
)
def test_the_core_finds_what_python_finds(
    patterns: list[Node], unless: list[Context], texts: list[list[str]]
) -> None:
    """One passage after the other: nothing stays of the one before."""
    native, pure = both(compiled(patterns, unless))
    for words in texts:
        same(native, pure, tokenize(" ".join(words)), patterns, len(unless))


@pytest.mark.parametrize("length", [62, 63, 64, 65, 126, 127, 128, 129, 191, 192, 193, 700])
def test_masks_of_every_length(length: int) -> None:
    patterns = [
        parse(text, CLASSES) for text in ("i just [want]", "touch ...5 base $", "^ i ...30 {days} not")
    ]
    unless = [Context(before=parse("not the [a]", CLASSES), after=parse("to|touch", CLASSES))]
    unless.append(Context(anywhere=parse("monday or", CLASSES)))
    native, pure = both(compiled(patterns, unless))
    for step in (1, 3, 5, 7, 11):
        words = [WORDS[at * step % len(WORDS)] for at in range(length)]
        same(native, pure, tokenize(" ".join(words)), patterns, len(unless))


def test_passages_in_turn() -> None:
    """Two passages of one engine don't get in each other's way."""
    patterns = [parse("touch base", CLASSES)]
    native, _ = both(compiled(patterns, []))
    first, second = tokenize("now touch base"), tokenize("touch base " * 60)
    one, two = (native.exact(tokens.norms, tokens.sents) for tokens in (first, second))
    assert one.spans(0) == [(1, 3)]
    assert len(two.spans(0)) == 60
    assert native.candidates(["zebra"], one_line=True) == []
    assert one.spans(0) == [(1, 3)]


def test_nothing_is_nothing() -> None:
    native, pure = both(compiled([], []))
    for norms in ([], ["touch"]):
        assert native.candidates(norms, one_line=True) == pure.candidates(norms, one_line=True) == []
    native, pure = both(compiled([parse("touch base", CLASSES)], []))
    assert native.exact([], []).spans(0) == pure.exact([], []).spans(0) == []


def test_a_very_long_passage() -> None:
    patterns = [parse(text, CLASSES) for text in ("touch base", "[just] i ...30 not", "^ {topic}")]
    native, _ = both(compiled(patterns, []))
    norms = [f"w{at % 50_000}" for at in range(100_000)]
    norms[500:502] = norms[90_000:90_002] = ["touch", "base"]
    assert native.candidates(norms, one_line=False) == [0]
    assert native.exact(norms, [0]).spans(0) == [(500, 502), (90_000, 90_002)]


def test_another_thread_between_two_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that is met for the first time is asked for in Python, where other threads may come in."""
    waiting: list[Thread] = []

    def interrupted(norm: str) -> int:
        if waiting:
            thread = waiting.pop()
            thread.start()
            thread.join()
        return describe(norm)

    monkeypatch.setattr("unpushy.phrases.engine.describe", interrupted)
    native, _ = both(compiled([parse("touch base", CLASSES)], []))
    waiting.append(Thread(target=lambda: native.candidates(["gnu"], one_line=True)))
    assert native.candidates(["zebra", *(["touch", "base"] * 99)], one_line=True) == [0]
    assert waiting == []
