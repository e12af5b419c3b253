"""A rewrite promises nothing that the rest of the email takes back."""

from __future__ import annotations

import pytest

from unpushy.config import Config, cache_folder
from unpushy.formats import parse
from unpushy.language.promises import Light
from unpushy.linter import Linter
from unpushy.rules import RuleSet
from unpushy.text import Span

LINTER = Linter(RuleSet.load(cache_folder()), Config())


@pytest.mark.parametrize(
    ("promise", "rest", "true"),
    [
        ("No rush on the plan.", "The hall is blue.", True),
        ("No rush on the plan.", "We need it by Friday.", False),
        ("No rush on the plan.", "The offer expires tonight.", False),
        ("No rush on the plan.", "See you on Friday.", True),
        ("A no is fine.", "Invoice 12 is overdue.", False),
        ("A no is fine.", "The hall is blue.", True),
        ("No reply is needed.", "Shall we meet?", False),
        ("No reply is needed.", "The hall is blue.", True),
        ("A yes or no is enough.", "Which hall do you want?", False),
        ("A yes or no is enough.", "We met, and what did they say?", False),
        ("A yes or no is enough.", "Do you want the hall?", True),
        ("Take your time.", "The offer ends Friday.", False),
        ("Take your time.", "It cannot wait.", False),
        ("If another date is easier, name it.", "We need it by Friday.", False),
        ("A no is fine.", "The payment is in your hands.", False),
        ("Here is the plan.", "We need it by Friday. Shall we meet?", True),
        ("A later date is as good.", "We need it by Friday.", False),
        ("Could you send it no later than noon?", "We need it by Friday.", True),
        ("Could you send it not\nlater than noon?", "We need it by Friday.", True),
        ("Could we meet sooner rather than later?", "We need it by Friday.", True),
    ],
)
def test_promises_are_held_against_the_rest(promise: str, rest: str, true: bool) -> None:
    own = "Any news?"
    for texts in ([f"{own} {rest}"], [own, rest]):
        assert Light(texts, list).keeps(promise, 0, Span(0, len(own))) is true


def test_what_is_replaced_takes_nothing_back() -> None:
    texts = ["The hall is blue.", "Reply by Friday or else. Thanks."]
    assert Light(texts, list).keeps("There is no hurry.", 1, Span(0, 24))
    assert not Light(texts, list).keeps("There is no hurry.", 0, Span(0, 17))


def test_another_finding_that_presses_takes_a_promise_back() -> None:
    light = Light(["Any news?", "Reply or else."], lambda: [(1, Span(0, 14))])
    assert not light.keeps("There is no hurry.", 0, Span(0, 9))
    assert light.keeps("There is no hurry.", 1, Span(0, 14))
    assert light.keeps("The hall is blue.", 0, Span(0, 9))


def test_an_email_that_presses_elsewhere_gets_no_safe_promise() -> None:
    draft = "Any update?"
    assert safe(draft)
    assert not safe(draft + "\n\nThis is the last email you will get from me.\n")


def safe(text: str) -> list[str]:
    findings = LINTER.check(parse(text, "plain"))
    return [r.title for f in findings for r in f.rewrites if r.kind == "safe" and "rush" in r.title]


def test_an_email_with_a_deadline_gets_no_safe_promise() -> None:
    draft = "Any update?"
    assert safe(draft)
    assert not safe(draft + "\n\nThe council closes its list by Friday.\n")
    assert not safe("The council closes its list by Friday. " + draft)
