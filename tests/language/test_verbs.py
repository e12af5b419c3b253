"""Verbs by their participles, as rewrites need them."""

from __future__ import annotations

import pytest

from unpushy.language.verbs import of_participle


@pytest.mark.parametrize(
    ("participle", "forms"),
    [
        ("sent", "send sends sending sent sent"),
        ("approved", "approve approves approving approved approved"),
        ("planned", "plan plans planning planned planned"),
        ("copied", "copy copies copying copied copied"),
        ("found", "find finds finding found found"),
        ("founded", "found founds founding founded founded"),
        ("left", "leave leaves leaving left left"),
        ("written", "write writes writing wrote written"),
        ("learned", "learn learns learning learned learned"),
        ("cancelled", "cancel cancels canceling cancelled cancelled"),
        ("put", "put puts putting put put"),
        ("withheld", "withhold withholds withholding withheld withheld"),
        ("agreed", "agree agrees agreeing agreed agreed"),
    ],
)
def test_forms(participle: str, forms: str) -> None:
    assert of_participle(participle) == tuple(forms.split())


@pytest.mark.parametrize("word", ["plan", "send", "indeed", "zzzed", ""])
def test_other_words_are_no_participles(word: str) -> None:
    assert of_participle(word) is None
