"""Rewrites fit into their sentence: capitals, marks, white space, contractions, line breaks."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpushy.finding import RewriteKind
from unpushy.language.tokens import tokenize
from unpushy.phrases.check import unmarked
from unpushy.phrases.fitting import Fitter
from unpushy.phrases.hit import Hit, Proposal
from unpushy.phrases.load import built_in_files, read_classes

SAFE, FILL, CUT = RewriteKind.SAFE, RewriteKind.FILL, RewriteKind.CUT
NO_RUSH = "No rush; when you are ready, a yes or no is enough."


@cache
def fitter() -> Fitter:
    classes = read_classes(built_in_files()[0])
    return Fitter(classes["lead"], classes["tail"])


def after(marked: str, proposal: Proposal) -> str | None:
    text, [(start, end)] = unmarked(marked)
    tokens = tokenize(text)
    place = tokens.covering(start, end)
    assert place is not None
    for _, span, new in fitter().fits(tokens, Hit("passive/x", *place, "why"), [proposal]):
        return text[: span.start] + new + text[span.end :]
    return None


@pytest.mark.parametrize(
    ("marked", "result"),
    [
        pytest.param("«As I mentioned», the van is full.", "The van is full.", id="first, with its comma"),
        pytest.param("«as i mentioned», the van is full.", "the van is full.", id="lower-case writer"),
        pytest.param("The van, «as I mentioned», is full.", "The van is full.", id="between commas"),
        pytest.param("The van is full, «as I mentioned».", "The van is full.", id="last"),
        pytest.param("The van is full — «as I said».", "The van is full.", id="after a dash"),
        pytest.param("«Per my email» the van is full.", "The van is full.", id="no comma"),
        pytest.param("Thanks. «As I said», it is full.", "Thanks. It is full.", id="second sentence"),
        pytest.param("It is «just» full.", "It is full.", id="one word"),
        pytest.param("Here is a «limited» offer.", None, id="the article would not fit"),
        pytest.param("Here is a «quite» good plan.", "Here is a good plan.", id="the article still fits"),
        pytest.param("«Any news».", None, id="nothing would be left"),
        pytest.param("«As I said on 3 May», the van is full.", None, id="a date may be needed"),
        pytest.param("«About my last letter», here it is.", None, id="what it is would go"),
        pytest.param("The van, «as I said» is full.", None, id="one comma is not enough"),
        pytest.param("«As I said»,\nthe van is full.", "The van is full.", id="line end goes with it"),
        pytest.param("«As I said», “the van” is full.", None, id="a quotation begins"),
        pytest.param("«As I said», and I mean it, no.", "I mean it, no.", id="conjunction goes with it"),
        pytest.param("«I lift this up», since mail sinks.", None, id="a reason alone is no sentence"),
    ],
)
def test_delete(marked: str, result: str | None) -> None:
    assert after(marked, Proposal(SAFE, "", "match")) == result


@pytest.mark.parametrize(
    ("marked", "result"),
    [
        pytest.param("«Just checking in».", NO_RUSH, id="whole sentence"),
        pytest.param("«just checking in».", NO_RUSH.replace("No", "no", 1), id="lower-case writer"),
        pytest.param("So, «just checking in» again please!", NO_RUSH, id="lead and tail are dropped"),
        pytest.param(
            "«Is it alive»? I'd like to know.",
            "No rush; when you're ready, a yes or no is enough. I'd like to know.",
            id="contracted",
        ),
        pytest.param(
            "«Is it alive»? I’d know.",
            "No rush; when you’re ready, a yes or no is enough. I’d know.",
            id="curly contraction",
        ),
        pytest.param("«Just checking in»", NO_RUSH[:-1], id="no end mark in a list item"),
        pytest.param("When you have time, «just checking in».", None, id="not after a subordinate clause"),
        pytest.param(
            "«Just checking in» about the new lift in the hall of the north wing.", None, id="more follows"
        ),
        pytest.param("We met and «just checking in».", None, id="conjunction without a comma"),
    ],
)
def test_sentence(marked: str, result: str | None) -> None:
    assert after(marked, Proposal(SAFE, NO_RUSH, "sentence")) == result


@pytest.mark.parametrize(
    ("marked", "new", "result"),
    [
        pytest.param("The plan, «which you never read», is here.", "", "The plan is here.", id="set off by commas"),
        pytest.param("«Obviously you cannot» leave it.", "", None, id="a deletion would turn the meaning round"),
        pytest.param("«Obviously without» logs nobody can help.", "", None, id="the rest would be no sentence"),
        pytest.param("The offer is «for a limited time».", "", None, id="a verb would stand alone"),
        pytest.param("A note «following our chat» at the fair.", "", None, id="a preposition would dangle"),
        pytest.param("«As agreed, please» return it.", "Please", "Please return it.", id="the same word goes on"),
        pytest.param("Look at our «unbeatable prices».", "prices", "Look at our prices.", id="a shorter phrase"),
        pytest.param("The hall is new, and «act now».", "Take your time.", "The hall is new. Take your time.", id="half a sentence"),
        pytest.param("The hall is «new now».", "Take your time.", None, id="part of a clause"),
        pytest.param("Hi Jo, «any news»?", "No rush.", "Hi Jo, no rush.", id="after a greeting"),
    ],
)  # fmt: skip
def test_what_is_safe(marked: str, new: str, result: str | None) -> None:
    assert after(marked, Proposal(SAFE, new, "clause" if new.endswith(".") else "match")) == result


@pytest.mark.parametrize(
    ("marked", "proposal", "result"),
    [
        pytest.param("«I wanted to» thank you.", Proposal(SAFE, "I would like to", "match"), "I would like to thank you.", id="match"),
        pytest.param("Today «I wanted to» thank.", Proposal(FILL, "I would", "match"), "Today I would thank.", id="match inside"),
        pytest.param("«per my email» it is.", Proposal(FILL, "In short", "match"), "in short it is.", id="match keeps small letters"),
        pytest.param("«Any news», or is Monday better?", Proposal(FILL, "No rush.", "clause"), "No rush, or is Monday better?", id="clause"),
        pytest.param("Hi, «any news»?", Proposal(SAFE, "No rush.", "clause"), "Hi, no rush.", id="clause after a comma"),
        pytest.param("«Just checking in», did they arrive?", Proposal(CUT, "", "clause"), "Did they arrive?", id="cut a clause"),
        pytest.param("Please sign today; «otherwise we go». Bye.", Proposal(CUT, "", "clause"), "Please sign today. Bye.", id="cut a clause with its semicolon"),
        pytest.param("The rates are low: «act now».", Proposal(CUT, "", "clause"), "The rates are low.", id="cut a clause with its colon"),
        pytest.param("«Just checking in».", Proposal(CUT, "", "clause"), None, id="a clause that is all there is"),
        pytest.param("Fine. «Any news»? Bye.", Proposal(CUT, "", "sentence"), "Fine. Bye.", id="cut a sentence"),
        pytest.param("Fine. «Any news»?", Proposal(CUT, "", "sentence"), "Fine.", id="cut the last sentence"),
        pytest.param("«Any news» of the big lift in the north wing today?", Proposal(CUT, "", "sentence"), None, id="not where most is something else"),
        pytest.param("«Any news» on the lift?", Proposal(FILL, "Here is [new idea].", "sentence"), "Here is [new idea].", id="a fill takes a little more"),
        pytest.param("«Any news» on the lift in the north wing of the hall?", Proposal(FILL, "Here is [new idea].", "sentence"), None, id="but not much more"),
    ],
)  # fmt: skip
def test_other_proposals(marked: str, proposal: Proposal, result: str | None) -> None:
    assert after(marked, proposal) == result


@pytest.mark.parametrize(
    ("marked", "result"),
    [
        pytest.param("We shut at four, so «I want it now».", "We shut at four. No rush at all.", id="after so"),
        pytest.param("It is late and «you are silent».", "It is late. No rush at all.", id="a clause without a comma"),
        pytest.param("Was it fine, or «are you looking elsewhere»?", "Was it fine? No rush at all.", id="two questions"),
        pytest.param("Did it come and «are you there»?", "Did it come? No rush at all.", id="a question before"),
        pytest.param("If it is late, and «you are silent», say so.", None, id="not in a condition"),
        pytest.param("The big and «silent house».", None, id="two adjectives"),
        pytest.param("Either you come or «you are silent».", None, id="a pair"),
        pytest.param("I guess «you are busy».", "No rush at all.", id="a hedge before it"),
        pytest.param("«You are silent» in this.", "No rush at all.", id="empty words behind it"),
        pytest.param("«You are silent» at this hour.", "No rush at all.", id="a time behind it"),
        pytest.param("«You are silent» at the Harrogate branch meeting.", None, id="names behind it"),
        pytest.param("«The letter you owe» is here.", None, id="no clause"),
        pytest.param("«Shall I close your file», Raj?", "No rush at all.", id="somebody addressed behind it"),
        pytest.param("«You are silent», at £12.", None, id="a price behind it"),
        pytest.param("«You are silent», I hear.", None, id="a clause behind it"),
        pytest.param("Honestly, «you are silent».", "Honestly, no rush at all.", id="an adverb before it"),
        pytest.param("Ma, «are you there»?", "Ma, no rush at all.", id="somebody addressed before it"),
        pytest.param("Sorry to ask again, «I know you are busy».", "Sorry to ask again. No rush at all.", id="spliced"),
        pytest.param("The other day, «I saw you».", None, id="a time before it"),
        pytest.param("«You are silent» by then.", None, id="a date behind it"),
    ],
)  # fmt: skip
def test_a_sentence_takes_the_place_of_a_clause(marked: str, result: str | None) -> None:
    assert after(marked, Proposal(SAFE, "No rush at all.", "sentence")) == result


@pytest.mark.parametrize(
    ("marked", "result"),
    [
        pytest.param("«Just a note that» comments on it are due.", "Comments on it are due.", id="that"),
        pytest.param("«I am not sure how to say this, but» the roof leaks.", "The roof leaks.", id="but, with a negation"),
        pytest.param("«Gentle note:» fees", "Fees", id="a title"),
        pytest.param("«Gentle note:» 30 November.", None, id="a sentence that would be no more"),
        pytest.param("«A note that» is due.", None, id="that as a subject"),
    ],
)  # fmt: skip
def test_an_opening_goes(marked: str, result: str | None) -> None:
    assert after(marked, Proposal(SAFE, "", "match")) == result


@pytest.mark.parametrize(
    ("marked", "result"),
    [
        pytest.param("It is here. «Sorry to bother you». Rain is near.", "It is here. Rain is near.", id="a sentence"),
        pytest.param("«Sorry to bother you». Rain is near.", "Rain is near.", id="the first"),
        pytest.param("It is here. «Sorry to bother you».", "It is here.", id="the last"),
        pytest.param("«Sorry to bother you».", None, id="an empty paragraph would be left"),
        pytest.param("«Sorry to bother you». It is about the roof.", None, id="the next leans on it"),
        pytest.param("«Sorry to bother you» again please. Rain is near.", "Rain is near.", id="with its tail"),
        pytest.param("«Sorry to bother you» on a Sunday. Rain is near.", "Rain is near.", id="with its time"),
        pytest.param("«I hope you are well» and had a good rest. Rain is near.", "Rain is near.", id="with what it goes on to"),
        pytest.param("«I hope you are well» and I will call. Rain is near.", None, id="but not with a clause"),
        pytest.param("«I hate to ask», but the roof leaks.", "The roof leaks.", id="but, before a noun"),
        pytest.param("«Sorry to bother you» on the roof job. Rain is near.", None, id="more is said"),
        pytest.param("«Sorry to bother you», but could you call?", "Could you call?", id="the first half"),
        pytest.param("«Sorry to bother you», I know that it rains.", "I know that it rains.", id="a spliced half"),
        pytest.param("«Ask anyone», and I will eat my hat.", None, id="a condition in disguise"),
        pytest.param("«Sorry to bother you», it is late.", None, id="a half that leans on it"),
        pytest.param("The rain is near, and «I hope you are well».", "The rain is near.", id="the second half"),
    ],
)  # fmt: skip
def test_a_sentence_that_says_nothing_goes(marked: str, result: str | None) -> None:
    assert after(marked, Proposal(SAFE, "", "sentence")) == result


@pytest.mark.parametrize(
    ("marked", "result"),
    [
        pytest.param("«I was wondering if you could» call.", "Could you call?", id="the sentence"),
        pytest.param("«i was wondering if you could» call.", "could you call?", id="lower-case writer"),
        pytest.param("Hi Jo, «I was wondering if you could» call.", "Hi Jo, could you call?", id="after a greeting"),
        pytest.param("When it rains, «I was wondering if you could» call.", "When it rains, could you call?", id="after a subordinate clause"),
        pytest.param("The roof leaks, so «I was wondering if you could» call.", "The roof leaks. Could you call?", id="second half"),
        pytest.param("The man said «I was wondering if you could» call.", None, id="in the middle"),
    ],
)  # fmt: skip
def test_an_opening_gives_way_to_what_it_leads_into(marked: str, result: str | None) -> None:
    assert after(marked, Proposal(SAFE, "", "opening")) == result


@pytest.mark.parametrize(
    ("marked", "new", "of", "result"),
    [
        pytest.param("«I want it by noon», period. Bye.", "no rush", "clause", "No rush. Bye.", id="a clause takes what is tagged on"),
        pytest.param("«Next time read the page in full».", "please read", "match", None, id="a stump"),
        pytest.param("«Please read the page in full».", "please read", "match", None, id="a stump of the same words"),
        pytest.param("«Read all of it now»", "the page", "match", "The page", id="a title may be short"),
        pytest.param("Today «could we maybe», possibly, meet?", "could we", "match", None, id="a comma would be left"),
        pytest.param("I am glad to have it «at your leisure».", "", "match", "I am glad to have it.", id="it may be the last word"),
        pytest.param("Call me, only «if it is no trouble».", "", "match", None, id="only needs more"),
    ],
)  # fmt: skip
def test_seams(marked: str, new: str, of: str, result: str | None) -> None:
    assert after(marked, Proposal(SAFE, new, of)) == result


@pytest.mark.parametrize(
    ("marked", "result"),
    [
        pytest.param("«I know I trouble» you in the rain.", None, id="the object of the clause would be left"),
        pytest.param("«I put this again up», up, where it is seen.", None, id="a particle would be left"),
        pytest.param("«Me again», popping up like toast.", None, id="a participle would be left"),
        pytest.param("«Me again», just popping up like toast.", None, id="a participle and its adverb"),
        pytest.param("«I hate to sting you», with all that you carry.", None, id="a preposition would be left"),
        pytest.param("«As I said», running it takes an hour.", "Running it takes an hour.", id="a participle as the subject"),
        pytest.param("«Sorry to trouble you», the roof leaks.", "The roof leaks.", id="a clause is left"),
        pytest.param("The roof leaks. («As I said».) Bye.", None, id="empty brackets would be left"),
    ],
)  # fmt: skip
def test_no_fragment_is_left(marked: str, result: str | None) -> None:
    assert after(marked, Proposal(SAFE, "", "match")) == result


@pytest.mark.parametrize(
    ("marked", "new", "result"),
    [
        pytest.param("«You never saw the sketch». It shows the roof.", "No rush.", None, id="it"),
        pytest.param("«You never saw the sketch». This hurts.", "No rush.", None, id="this, with a verb"),
        pytest.param("«You never saw the sketch». That letter was long.", "No rush.", "No rush. That letter was long.", id="that, with its noun"),
        pytest.param("«Half of your drivers sleep». All the others drive.", "No rush.", None, id="all the others"),
        pytest.param("«You never saw the sketch». It shows the roof.", "Here is the sketch.", "Here is the sketch. It shows the roof.", id="the noun is kept"),
        pytest.param("«Have you decided». It is late.", "No rush.", "No rush. It is late.", id="no noun was there"),
        pytest.param("«You never saw the sketch». Rain is near.", "No rush.", "No rush. Rain is near.", id="no pronoun"),
        pytest.param("«You never saw the sketch». Bye.", "I write about sketch.", None, id="a noun without its article"),
        pytest.param("«You never saw the sketch». Bye.", "I write about the, so wait.", None, id="a phrase that breaks off"),
        pytest.param("Whatever comes to you, «I am all ears».", "No rush.", None, id="half a sentence would hang"),
        pytest.param("Some day «when you can».", "In your own time", None, id="not two times in a row"),
        pytest.param("«The sketch is here». Bye.", "Could you see The sketch?", "Could you see the sketch? Bye.", id="a capital inside"),
    ],
)  # fmt: skip
def test_what_stands_around_is_still_whole(marked: str, new: str, result: str | None) -> None:
    of = "sentence" if new[-1] in ".?" else "match"
    assert after(marked, Proposal(SAFE, new, of)) == result


@pytest.mark.parametrize(
    ("marked", "result"),
    [
        pytest.param("«Any news»? Our van waits.", "We are glad; tell us, and take our word. Our van waits.", id="a company"),
        pytest.param("«Any news»? We told you so.", "We are glad; tell us, and take our word. We told you so.", id="we"),
        pytest.param("«Any news»? My van waits.", "I am glad; tell me, and take my word. My van waits.", id="one writer"),
        pytest.param("«Any news»? Could we talk?", "I am glad; tell me, and take my word. Could we talk?", id="writer and reader"),
        pytest.param("«Any news»? Let us talk.", "I am glad; tell me, and take my word. Let us talk.", id="let us"),
    ],
)  # fmt: skip
def test_new_words_speak_for_as_many_as_the_writer(marked: str, result: str) -> None:
    assert after(marked, Proposal(SAFE, "I am glad; tell me, and take my word.", "sentence")) == result


def test_facts_have_to_be_kept() -> None:
    def safe(text: str, new: str, of: str, facts: list[int]) -> bool:
        tokens = tokenize(text)
        hit = Hit("passive/x", 0, tokens.norms.index("."), "why", (), tuple(facts))
        return bool(list(fitter().fits(tokens, hit, [Proposal(SAFE, new, of)])))

    assert safe("You never sent the roof. Bye.", "There is time.", "sentence", [4])
    assert not safe("You never sent the roof plan. Bye.", "There is time.", "sentence", [4, 5])
    assert safe("You never sent the roof plan. Bye.", "The roof plan can wait.", "sentence", [4, 5])
    assert safe("You make earlier work seem fine. Bye.", "There is time.", "sentence", [1, 2, 3, 4])
    assert safe("I hope the heat is kind. Bye.", "", "sentence", [3])
    assert not safe("I come about the roof. Bye.", "", "sentence", [4])
    assert not safe("I come with 12. Bye.", "", "sentence", [3])


def test_a_captured_plural_gets_no_singular_verb() -> None:
    assert (
        after(
            "«You want our services no more».",
            Proposal(SAFE, "If our services is too much, say so.", "sentence"),
        )
        is None
    )
    assert after(
        "«You want our glass no more».", Proposal(SAFE, "If our glass is too much, say so.", "sentence")
    )


def test_a_wrapped_sentence_stays_wrapped() -> None:
    marked = "The samples are with you.\r\n  «I am just writing to touch base about\r\n  the new samples»."
    new = "No rush on the new samples at all; when you are ready, a yes or no is enough."
    result = after(marked, Proposal(SAFE, new, "sentence"))
    assert result is not None
    assert " ".join(result.split()) == "The samples are with you. " + new
    assert "\r\n  " in result.split("you.")[1][4:]
    assert max(len(line) for line in result.split("\r\n")) <= 42


@given(
    st.text(st.sampled_from("ab I,.?!—\n\r\"()and so“”'’\u00a0"), max_size=40),
    st.data(),
)
def test_fitting_never_breaks(text: str, data: st.DataObject) -> None:
    tokens = tokenize(text)
    if not len(tokens):
        return
    start = data.draw(st.integers(0, len(tokens) - 1))
    end = data.draw(st.integers(start + 1, tokens.sent_of(start)[1]))
    proposals = (
        Proposal(SAFE, "", "match"),
        Proposal(SAFE, "New words.", "match"),
        Proposal(SAFE, "New words.", "clause"),
        Proposal(SAFE, "New words.", "sentence"),
        Proposal(FILL, "New [idea].", "sentence"),
        Proposal(CUT, "", "clause"),
        Proposal(CUT, "", "sentence"),
    )
    for _, span, new in fitter().fits(tokens, Hit("passive/x", start, end, "why"), proposals):
        assert span.end <= len(text)
        assert new != span.of(text)
