"""What a sentence is made of to the trained reader, and what weighs it: compiled and in Python alike."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unpushy.language.acts import Model, PureScales
from unpushy.language.cores import core
from unpushy.language.parts import (
    ASKS,
    BESIDE,
    CALLS,
    ENDED,
    FARTHEST,
    GAPPED,
    OPENED,
    ORDER,
    SLOT_BITS,
    check,
    code,
    framed,
    key,
    parts,
    role,
    scattered,
    slot,
)

WORDS = ("you", "i", "still", "the", "please", "send", "zebra", "quince", ",", "?", "!", ".", "42", "never")
NORMS = st.lists(st.sampled_from([*WORDS, "café", "naïvely", "4500"]), max_size=70)


def found(*norms: str) -> dict[int, tuple[int, int]]:
    whole = framed(norms)
    held = scattered([code(norm) for norm in whole], [role(norm) for norm in whole])
    return {part: (start, end) for part, start, end in held}


def test_words_count_across_gaps() -> None:
    held = found("zebra", "quince", "plum", "pear")
    zebra, plum, pear = code("zebra"), code("plum"), code("pear")
    assert held[key(GAPPED, zebra, plum)] == (1, 4)
    assert held[key(GAPPED, zebra, pear, 1)] == (1, 5)


@pytest.mark.parametrize(
    ("marks", "mood"),
    [("?", ASKS), ("!", CALLS), ("!?", ASKS), ("?!", ASKS), (".", 0), ("", 0)],
    ids=["question", "call", "call-question", "question-call", "statement", "open"],
)
def test_words_count_by_the_mark_at_the_end(marks: str, mood: int) -> None:
    held = found("zebra", "quince", *marks)
    assert held[key(ENDED, mood, code("zebra"))] == (1, 2)
    assert held[key(ENDED, mood, code("zebra"), code("quince"))] == (1, 3)
    assert not {key(ENDED, other, code("zebra")) for other in {ASKS, CALLS, 0} - {mood}} & held.keys()


def test_words_count_by_the_opening_word_if_it_is_common() -> None:
    assert key(OPENED, code("the"), code("zebra")) in found("the", "zebra")
    assert key(OPENED, 0, code("plum")) in found("zebra", "plum")


def test_words_count_beside_pronouns_and_not_beside_themselves() -> None:
    held = found("zebra", "you")
    assert held[key(BESIDE, code("you"), code("zebra"))] == (1, 2)
    assert key(BESIDE, code("you"), code("you")) not in held
    assert key(BESIDE, code("zebra"), code("you")) not in held


def test_common_words_pair_in_their_order_and_not_without_end() -> None:
    held = found("please", "zebra", "send")
    assert held[key(ORDER, code("please"), code("send"))] == (0, 0)
    assert key(ORDER, code("send"), code("please")) not in held
    assert key(ORDER, code("please"), code("zebra")) not in held
    pair = key(ORDER, code("please"), code("send"))
    assert pair in found("please", *["zebra"] * (FARTHEST - 1), "send")
    assert pair not in found("please", *["zebra"] * FARTHEST, "send")


@settings(deadline=None)
@given(NORMS, st.randoms(use_true_random=False))
def test_scales_add_up_parts(norms: list[str], random) -> None:  # type: ignore[no-untyped-def]
    whole = framed(norms)
    checks, weights = array("H", bytes(2 << SLOT_BITS)), array("h", bytes(6 << SLOT_BITS))
    for part, _, _, _ in parts(whole):
        if random.random() < 0.7:
            at = slot(part)
            checks[at] = check(part)
            weights[3 * at : 3 * at + 3] = array("h", [random.randint(-32_767, 32_767) for _ in range(3)])
    model = Model(checks.tobytes(), weights.tobytes(), 1.0, (0, 0, 0), (0.5,) * 3, (0.5,) * 3, {})  # type: ignore[arg-type]
    pure = PureScales(model)
    sums = tuple(
        sum(counts * pure.weights(part)[family] for part, counts, _, _ in parts(whole)) for family in range(3)
    )
    assert pure.weigh(whole) == sums
    native = core("unpushy.language._scales")
    if native is not None:
        assert native.Scales(model.checks, model.weights, pure).weigh(whole) == sums
