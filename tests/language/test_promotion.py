"""What a weak main clause leads into becomes a sentence of its own, or nothing."""

from __future__ import annotations

import pytest

from unpushy.language.promotion import promoted
from unpushy.language.tokens import tokenize
from unpushy.phrases.check import unmarked


def made(marked: str, ask: str = "") -> str | None:
    text, [(start, end)] = unmarked(marked)
    tokens = tokenize(text)
    place = tokens.covering(start, end)
    assert place is not None
    return promoted(tokens, *place, len(tokens) - 1, ask)


@pytest.mark.parametrize(
    ("marked", "sentence"),
    [
        pytest.param("«I was wondering if you could» send it.", "could you send it?", id="modal"),
        pytest.param("«I was wondering if» maybe you could perhaps send it.", "could you send it?", id="soft words go"),
        pytest.param("«I was hoping we might» move to 3 pm.", "could we move to 3 pm?", id="hoped, without a conjunction"),
        pytest.param("«I hoped you might» be able to come.", "would you be able to come?", id="might be able"),
        pytest.param("«I was hoping you might» have the key.", "do you have the key?", id="might have"),
        pytest.param("«I was hoping you could» have a look.", "could you have a look?", id="could have a look"),
        pytest.param("«I wonder if I might» ask a question.", "may I ask a question?", id="might I"),
        pytest.param("«I wonder whether» it may be possible to swap.", "would it be possible to swap?", id="may be"),
        pytest.param("«I wanted to ask whether» the room is heated.", "is the room heated?", id="noun as subject"),
        pytest.param("«I wanted to ask if» the keys for the hall are here.", "are the keys for the hall here?", id="longer subject"),
        pytest.param("«I wondered if» you still need the van.", "do you still need the van?", id="do comes in"),
        pytest.param("«I wondered if» you’d like tea.", "would you like tea?", id="contracted would"),
        pytest.param("«I wondered if» anyone has the key.", "does anyone have the key?", id="has is no auxiliary"),
        pytest.param("«I wondered if» they have seen it.", "have they seen it?", id="perfect"),
        pytest.param("«I'd like to know when» the keys are due.", "when are the keys due?", id="when"),
        pytest.param("«I'd like to know how much» the plan is.", "how much is the plan?", id="how much"),
        pytest.param("«I'd like to know who» is in charge.", "who is in charge?", id="who as subject"),
        pytest.param("«I am writing to say that» the lift is out.", "the lift is out.", id="that"),
        pytest.param("«I wondered if you could» come, and I will cook.", "could you come? I will cook.", id="an added clause"),
        pytest.param("«I wondered if you could» come, but it can wait.", "could you come? But it can wait.", id="but stays"),
        pytest.param("«I wondered if you could» come, thanks.", "could you come? Thanks.", id="thanks"),
    ],
)  # fmt: skip
def test_a_complement_is_promoted(marked: str, sentence: str) -> None:
    assert made(marked) == sentence


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("«I was wondering if» you were free.", id="the past is none"),
        pytest.param("«I was wondering if» you have seen it.", id="asks for an account"),
        pytest.param("«I was wondering if you could» have lost it.", id="a guess at the past"),
        pytest.param("«I was wondering about» the hymn.", id="no clause"),
        pytest.param("«I was wondering if» you could not come.", id="negated"),
        pytest.param("«I was wondering if» the shop sells paint.", id="a verb that would change"),
        pytest.param("«I was wondering if» the man who has the key is in.", id="a clause in the subject"),
        pytest.param("«I was wondering if you could».", id="nothing follows"),
        pytest.param("«If it is all right», I could come.", id="a condition"),
        pytest.param("«I was wondering if you could» come" + " and come" * 40 + ".", id="runs on"),
    ],
)
def test_where_the_grammar_is_not_plain_nothing_is_promoted(marked: str) -> None:
    assert made(marked) is None


@pytest.mark.parametrize(
    ("marked", "sentence"),
    [
        ("«This is a nudge to» sign page 12.", "please sign page 12."),
        ("«This is a nudge to sign» page 12.", "please sign page 12."),
        ("«This is a nudge to» not forget it.", None),
        ("«This is a nudge that» the form is due.", None),
    ],
)
def test_an_infinitive_becomes_a_request(marked: str, sentence: str | None) -> None:
    assert made(marked, "please") == sentence
