"""draft/unfilled-placeholder and every other rule in code: its own examples, exactly."""

from __future__ import annotations

import re

import pytest

from unpushy.config import cache_folder
from unpushy.language.reading import Reading
from unpushy.phrases.check import unmarked
from unpushy.rules import RuleSet, unfilled_placeholder

RULES = RuleSet.load(cache_folder())
CODED = dict(RULES.coded)


def spans(rule: str, text: str, merge_tags: re.Pattern[str] | None = None) -> list[tuple[int, int]]:
    check = next(check for card, check in RULES.coded if card.id == rule)
    reading = Reading(text)
    tokens = reading.tokens
    hits = check(reading, merge_tags)
    return [(tokens.starts[hit.start], tokens.ends[hit.end - 1]) for hit in hits if hit.rule == rule]


@pytest.mark.parametrize(("rule", "example"), [(card.id, text) for card in CODED for text in card.flags])
def test_flagged_examples(rule: str, example: str) -> None:
    text, expected = unmarked(example)
    assert spans(rule, text) == expected


@pytest.mark.parametrize(("rule", "text"), [(card.id, text) for card in CODED for text in card.clean])
def test_clean_examples(rule: str, text: str) -> None:
    assert spans(rule, text) == []


def test_merge_tags_of_the_own_format_stay() -> None:
    rule = unfilled_placeholder.RULE.id
    assert spans(rule, "Hi {{ first_name }}, [day] suits.") == [(3, 19), (21, 26)]
    assert spans(rule, "Hi {{ first_name }}, [day] suits.", re.compile(r"\{\{.*?\}\}")) == [(21, 26)]
