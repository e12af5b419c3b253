"""The trained reader: flags where no phrase rule speaks, and has its say in what phrases found."""

from __future__ import annotations

from pathlib import Path

import pytest

from unpushy.config import Config, cache_folder
from unpushy.formats import parse
from unpushy.language.acts import FAMILIES, PureScales, shipped
from unpushy.language.parts import framed, parts, segments
from unpushy.language.tokens import norms_of_text
from unpushy.linter import Linter
from unpushy.rules import RuleSet
from unpushy.rules._reads import CARDS

RULES = RuleSet.load(cache_folder())
ON, OFF = Linter(RULES, Config(reader=True)), Linter(RULES, Config())
READS = {card.id for card in CARDS}
OWN_LIST = """
title = "Sofa"
why = "Our house style: name the colour later."
severity = "warning"
[[phrases]]
[phrases.patterns]
"the blue sofa" = "«The blue sofa» is here."
"""


def found(linter: Linter, text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.excerpt) for f in linter.check(parse(text, "plain"))]


def read(linter: Linter, text: str) -> list[tuple[str, str]]:
    return [(rule, excerpt) for rule, excerpt in found(linter, text) if rule in READS]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_its_examples_hold(card) -> None:  # type: ignore[no-untyped-def]
    for example in card.flags:
        text = example.replace("«", "").replace("»", "")
        spans = [part for n, part in enumerate(example.replace("»", "«").split("«")) if n % 2]
        assert read(ON, text) == [(card.id, span) for span in spans]
        assert read(OFF, text) == []
    for text in card.clean:
        assert read(ON, text) == []


def test_it_is_silent_where_a_phrase_rule_speaks() -> None:
    for text in (
        "Is this deal still alive?",
        "As per my last email, the van is full.",
        "Just touching base.",
    ):
        assert found(OFF, text)
        assert found(ON, text) == found(OFF, text)


@pytest.mark.parametrize(
    "text",
    [
        "A house takes as long as it takes, as my granny could tell you.",
        "We did agree that you'd have the piano, so the tuner comes at noon on the Friday.",
        "I've paired you with nobody for the karaoke because you said you'd sooner eat your hat.",
    ],
)
def test_a_phrase_in_a_kind_sentence_falls(text: str) -> None:
    assert found(OFF, text)
    assert found(ON, text) == []


def test_it_has_no_say_in_lists_of_a_users_own(tmp_path: Path) -> None:
    place = tmp_path / "scolding" / "sofa.toml"
    place.parent.mkdir()
    place.write_text(OWN_LIST, encoding="utf-8")
    linter = Linter(RuleSet.load(own=[place]), Config(reader=True))
    text = "Thank you for the blue sofa, there is no hurry."
    assert found(linter, text) == [("scolding/sofa", "the blue sofa")]


def test_a_selection_holds_for_it() -> None:
    text = CARDS[0].flags[0].replace("«", "").replace("»", "")
    assert read(ON, text)
    assert read(Linter(RULES, Config(reader=True, ignore=("pushy",))), text) == []


def test_it_names_the_act_that_a_sentence_is_most_like() -> None:
    text = CARDS[2].flags[0].replace("«", "").replace("»", "")
    (finding,) = ON.check(parse(text, "plain"))
    assert "(scolding/" in finding.message
    assert finding.rewrites


def test_weights_are_sums_over_parts() -> None:
    reader = shipped()
    assert reader is not None
    pure = PureScales(reader._model)
    for text in (
        "We need your answer on the offer by tomorrow.",
        "If you still want £4,500, and not £3,200, say so now or never.",
        "",
    ):
        norms = framed(norms_of_text(text))
        sums = [0, 0, 0]
        for part, counts, _, _ in parts(norms):
            for family, weight in enumerate(pure.weights(part)):
                sums[family] += counts * weight
        assert pure.weigh(norms) == tuple(sums)
        assert reader._scales.weigh(norms) == tuple(sums)


def test_what_counts_is_what_is_likely_enough() -> None:
    reader = shipped()
    assert reader is not None
    for text in ("Are you not happy with me?", "The files are in the folder.", "Still no form from you."):
        norms = norms_of_text(text)
        likely = reader.probabilities(norms)
        model = reader._model
        assert reader.over(norms) == tuple(a >= b for a, b in zip(likely, model.least_new, strict=True))
        assert reader.over(norms, known=True) == tuple(
            a >= b for a, b in zip(likely, model.least_known, strict=True)
        )
    assert len(model.least_new) == len(FAMILIES)


def test_segments_cover_the_text() -> None:
    norms = norms_of_text("One. Two! (Three.) Four")
    assert next(norms[a:b] for a, b in segments(norms)) == ["one", "."]
    assert [at for a, b in segments(norms) for at in range(a, b)] == list(range(len(norms)))
