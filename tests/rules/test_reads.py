"""The trained reader: flags where no phrase rule speaks, and has its say in what phrases found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpushy.config import Config, cache_folder
from unpushy.finding import Severity
from unpushy.formats import parse
from unpushy.language.acts import FAMILIES, PureScales, shipped
from unpushy.language.confidence import scales
from unpushy.language.parts import framed, parts, segments
from unpushy.language.tokens import norms_of_text
from unpushy.linter import Linter
from unpushy.rules import RuleSet
from unpushy.rules._reads import CARDS

RULES = RuleSet.load(cache_folder())
ON, OFF = Linter(RULES, Config()), Linter(RULES, Config(reader=False))
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
    linter = Linter(RuleSet.load(own=[place]), Config())
    text = "Thank you for the blue sofa, there is no hurry."
    assert found(linter, text) == [("scolding/sofa", "the blue sofa")]


def test_off_it_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded(*_: object) -> None:
        raise AssertionError("weights or scales were loaded")

    monkeypatch.setattr("unpushy.rules._reads.shipped", loaded)
    monkeypatch.setattr("unpushy.rules._reads.scales", loaded)
    linter = Linter(RuleSet.load(cache_folder()), Config(reader=False))
    assert found(linter, "Is this deal still alive?") == [("pushy/status-demand", "Is this deal still alive")]


@given(chance=st.floats(0.0, 1.0), other=st.floats(0.0, 1.0))
@pytest.mark.parametrize("family", FAMILIES)
def test_confidence_rises_with_the_models_chance(family: str, chance: float, other: float) -> None:
    scale = scales()[family]
    assert 0 < scale.confidence(chance) < 1
    assert (scale.confidence(chance) <= scale.confidence(other)) or chance > other
    if 1e-3 < chance < 1 - 1e-3:
        assert scale.chance(scale.confidence(chance)) == pytest.approx(chance, rel=1e-4)


def test_a_least_confidence_decides_what_is_shown() -> None:
    text = CARDS[2].flags[0].replace("«", "").replace("»", "")
    (finding,) = ON.check(parse(text, "plain"))
    confidence = finding.confidence
    assert confidence is not None
    for least, shown in ((confidence - 1e-3, 1), (confidence + 1e-3, 0)):
        assert len(Linter(RULES, Config(min_confidence=least)).check(parse(text, "plain"))) == shown


def test_what_is_beyond_doubt_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    text = CARDS[2].flags[0].replace("«", "").replace("»", "")
    (finding,) = ON.check(parse(text, "plain"))
    assert finding.confidence is not None
    for least, severity in ((-1e-6, Severity.WARNING), (1e-6, Severity.INFORMATION)):
        fitted = {family: s._replace(sure=finding.confidence + least) for family, s in scales().items()}
        monkeypatch.setattr("unpushy.rules._reads.scales", lambda fitted=fitted: fitted)
        rules = RuleSet.load(cache_folder())
        (other,) = Linter(rules, Config()).check(parse(text, "plain"))
        assert (other.severity, other.span) == (severity, finding.span)
        (own,) = Linter(rules, Config(severities={finding.rule: Severity.ERROR})).check(parse(text, "plain"))
        assert own.severity is Severity.ERROR


def test_a_selection_holds_for_it() -> None:
    text = CARDS[0].flags[0].replace("«", "").replace("»", "")
    assert read(ON, text)
    assert read(Linter(RULES, Config(ignore=("pushy",))), text) == []


def test_it_names_the_act_that_a_sentence_is_most_like_and_its_heaviest_words() -> None:
    text = CARDS[2].flags[0].replace("«", "").replace("»", "")
    (finding,) = ON.check(parse(text, "plain"))
    assert "(scolding/" in finding.message
    named = re.findall("\u201c(.+?)\u201d", finding.message.partition("What weighs most: ")[2])
    assert 0 < len(named) <= 3
    assert set(named) <= set(finding.excerpt.split())
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
