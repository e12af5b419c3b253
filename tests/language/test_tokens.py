"""Words as phrase lists see them, and where sentences begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpushy.language import tokens as module
from unpushy.language.tokens import norms_of_text, tokenize


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        pytest.param("follow-up", "follow up", id="hyphen"),
        pytest.param("Followup", "follow up", id="closed compound"),
        pytest.param("follow\u2011up", "follow up", id="no-break hyphen"),
        pytest.param("check\u00a0in", "check in", id="no-break space"),
        pytest.param("touch\r\n  base", "touch base", id="wrapped"),
        pytest.param("touch\t\tbase", "touch base", id="tabs"),
        pytest.param("tou\u00adch ba\u200bse", "touch base", id="soft hyphen and zero-width space"),
        pytest.param("I\u2019m", "i am", id="curly apostrophe"),
        pytest.param("Im", "i am", id="no apostrophe"),
        pytest.param("dont don't don\u2019t", "do not do not do not", id="don't, three ways"),
        pytest.param("can't won't cannot", "can not will not can not", id="irregular negations"),
        pytest.param("haven't you've they'd", "have not you have they 'd", id="clitics"),
        pytest.param("*just* _checking_ **in**", "just checking in", id="emphasis marks"),
        pytest.param("e-mail E-mails", "email emails", id="e-mail"),
        pytest.param("A.S.A.P. asap", "asap asap", id="asap"),
        pytest.param("pls revert", "please revert", id="chat spelling"),
        pytest.param("Any news?!", "any news ?", id="marks in a row"),
        pytest.param("wait -- no \u2014 yes", "wait \u2014 no \u2014 yes", id="dashes"),
        pytest.param("see https://x.example/a?b=c.", "see <url> .", id="address"),
        pytest.param("Hi {{ first_name }}, *|FNAME|*", "hi <tag> , <tag>", id="merge tags"),
        pytest.param("$3,000.50 on the 2nd at 10:30", "$3,000.50 on the 2nd at 10:30", id="numbers"),
        pytest.param("\ufb01le", "\ufb01le", id="ligature stays"),
        pytest.param("", "", id="empty"),
        pytest.param("\u00ad", "", id="only invisible"),
    ],
)
def test_norms(text: str, norms: str) -> None:
    assert " ".join(tokenize(text).norms) == norms


@given(
    st.text(
        st.sampled_from("aI\u0130\u00df '\u2019\u00ad\u200b-._!?,\n\r\u2028\U0001f642e\u0301X3%{}[]*|"),
        max_size=60,
    )
)
def test_tokens_are_in_order_and_inside_the_text(text: str) -> None:
    tokens = tokenize(text)
    at = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert at <= start <= end <= len(text)
        at = end
    assert tokens.sents == sorted(set(tokens.sents))
    assert tokens.sents[:1] == [0][: len(tokens)]


TRICKY = st.text(
    st.sampled_from("aI\u0130\u00df '\u2019\u00ad\u200b-_.?!,\n\r\u2028\U0001f642e\u0301X3%{}[]*|@:/$"),
    max_size=60,
)


@given(TRICKY)
def test_chunks_give_what_the_whole_text_gives(text: str) -> None:
    tokens = tokenize(text)
    pieces = [*zip(tokens.norms, tokens.starts, tokens.ends, strict=True)]
    assert pieces == [*module._pieces(text)]
    assert norms_of_text(text) == tokens.norms


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(["Thanks.", "See you on Monday."], id="full stops"),
        pytest.param(["Any news?", "any at all?"], id="lower case after a question mark"),
        pytest.param(["thanks for the call.", "any news?"], id="lower case writer"),
        pytest.param(["Ask Dr. Smith or Mrs. Jones, e.g. today."], id="abbreviations"),
        pytest.param(["It is at 5 p.m. on Friday."], id="p.m. in the middle"),
        pytest.param(["We meet at 5 p.m.", "Bring the plans."], id="p.m. at the end"),
        pytest.param(["I wondered\u2026 is it alive?"], id="ellipsis goes on"),
        pytest.param(["I wondered\u2026", "Is it alive?"], id="ellipsis ends"),
        pytest.param(['She said "no."', "We left."], id="quotation mark after the stop"),
        pytest.param(["See room no. 5 on Jan. 3."], id="numbers after abbreviations"),
        pytest.param(["The U.S. team is in."], id="initials"),
        pytest.param(["Version 3.5 costs $4.50."], id="decimals"),
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    tokens = tokenize(text)
    bounds = [tokens.starts[index] for index in tokens.sents]
    found = [text[a:b].strip() for a, b in zip(bounds, [*bounds[1:], len(text)], strict=True)]
    assert found == sentences


def test_a_missing_space_does_not_join_sentences() -> None:
    assert tokenize("We sent it.Please reply.").sents == [0, 4]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Thanks for the call\nLet me know what works", 2, id="typed line end"),
        pytest.param(
            "We looked at the second draft of the plan with the whole\nTeam of the north and liked it.",
            1,
            id="wrapped",
        ),
        pytest.param("The three rooms,\nThe hall and the yard", 1, id="after a comma"),
    ],
)
def test_line_ends(text: str, count: int) -> None:
    assert len(tokenize(text).sents) == count
