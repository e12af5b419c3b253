"""The trained reader: asked only where the configuration says so, silent where a phrase rule speaks."""

from __future__ import annotations

import pytest

from unpushy.config import Config
from unpushy.formats import parse
from unpushy.language.acts import framed, pieces, runs, segments, shipped
from unpushy.language.tokens import norms_of_text
from unpushy.linter import Linter
from unpushy.rules import RuleSet
from unpushy.rules._reads import CARDS

RULES = RuleSet.load()
ON, OFF = Linter(RULES, Config(reader=True)), Linter(RULES, Config())
READS = {card.id for card in CARDS}


def found(linter: Linter, text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.excerpt) for f in linter.check(parse(text, "plain")) if f.rule in READS]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_its_examples_hold(card) -> None:  # type: ignore[no-untyped-def]
    for example in card.flags:
        text = example.replace("«", "").replace("»", "")
        spans = [part for n, part in enumerate(example.replace("»", "«").split("«")) if n % 2]
        assert found(ON, text) == [(card.id, span) for span in spans]
        assert found(OFF, text) == []
    for text in card.clean:
        assert found(ON, text) == []


def test_it_is_silent_where_a_phrase_rule_speaks() -> None:
    for text in (
        "Is this deal still alive?",
        "As per my last email, the van is full.",
        "Just touching base.",
    ):
        assert OFF.check(parse(text, "plain"))
        assert found(ON, text) == []


def test_a_selection_holds_for_it() -> None:
    text = CARDS[0].flags[0].replace("«", "").replace("»", "")
    assert found(ON, text)
    assert found(Linter(RULES, Config(reader=True, ignore=("pushy",))), text) == []


def test_weights_are_sums_over_runs_and_pieces() -> None:
    reader = shipped()
    assert reader is not None
    norms = framed(norms_of_text("We need your answer on the offer by tomorrow."))
    model = reader._model
    total = [0.0, 0.0, 0.0]
    for run, share in [*((r, 1.0) for _, _, r in runs(norms)), *((p, 0.5) for n in norms for p in pieces(n))]:
        at = model.places.get(run)
        if at is not None:
            for family in range(3):
                total[family] += share * model.weights[family][at] * model.scale
    assert reader.weigh(norms) == pytest.approx(tuple(total))


def test_every_run_of_three_has_its_first_two() -> None:
    reader = shipped()
    assert reader is not None
    places = reader._model.places
    threes = [run for run in places if run.count(" ") == 2 and not run.startswith("#")]
    assert threes
    assert all(run.rpartition(" ")[0] in places for run in threes)


def test_segments_cover_the_text() -> None:
    norms = norms_of_text("One. Two! (Three.) Four")
    assert next(norms[a:b] for a, b in segments(norms)) == ["one", "."]
    assert [at for a, b in segments(norms) for at in range(a, b)] == list(range(len(norms)))
