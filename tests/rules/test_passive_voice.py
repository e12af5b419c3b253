"""passive/passive-voice: its examples, what stays clean, what is blame, and its active rewrites."""

from __future__ import annotations

from pathlib import Path

import pytest

from unpushy.config import Config, cache_folder
from unpushy.finding import Finding, RewriteKind, Severity
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.phrases.check import unmarked
from unpushy.rewrite import apply_edits
from unpushy.rules import RuleSet
from unpushy.rules.passive_voice import RULE, triggers

DATA = Path(__file__).parents[1] / "data"
RULES = RuleSet.load(cache_folder())
HIDDEN, ANY = Linter(RULES, Config()), Linter(RULES, Config(agent="any"))
GRAMMAR = Linter(RULES, Config(agent="any", reader=False))
"""Without the trained reader, which leaves out rewrites that press."""
ADJECTIVAL = (DATA / "adjectival.txt").read_text(encoding="utf-8").splitlines()
PAIRS = [
    (before, after.strip())
    for before, arrow, after in (
        line.partition(" -> ") for line in (DATA / "actives.txt").read_text(encoding="utf-8").splitlines()
    )
    if arrow
]


def found(linter: Linter, text: str, rule: str = RULE.id) -> list[Finding]:
    return [finding for finding in linter.check(parse(text, "plain")) if finding.rule == rule]


def rewritten(linter: Linter, text: str) -> list[str]:
    return [
        apply_edits(text, rewrite.edits) for finding in found(linter, text) for rewrite in finding.rewrites
    ]


@pytest.mark.parametrize("example", RULE.flags)
def test_flags(example: str) -> None:
    text, spans = unmarked(example)
    finding = found(HIDDEN, text)
    assert [(f.span.start, f.span.end) for f in finding] == [tuple(span) for span in spans]
    assert all(f.severity is Severity.INFORMATION and f.message == RULE.why for f in finding)


@pytest.mark.parametrize("text", RULE.clean)
def test_clean(text: str) -> None:
    assert found(HIDDEN, text) == []


@pytest.mark.parametrize(
    ("text", "hides"),
    [
        ("The invoice was paid by Ana.", False),
        ("The invoice was paid by our bank.", False),
        ("The invoice was paid by June.", True),
        ("The invoice was paid by Monday.", True),
    ],
)
def test_a_time_is_no_agent(text: str, hides: bool) -> None:
    assert bool(found(HIDDEN, text)) is hides


def test_there_are_enough_sentences() -> None:
    assert len(set(ADJECTIVAL)) >= 150
    assert sum(bool(after) for _, after in PAIRS) >= 80


@pytest.mark.parametrize("text", ADJECTIVAL)
def test_adjectival_participles_stay_clean(text: str) -> None:
    assert [finding.excerpt for finding in found(HIDDEN, text)] == []


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=[before for before, _ in PAIRS])
def test_rewrites(before: str, after: str) -> None:
    assert rewritten(GRAMMAR, before)[:1] == ([after] if after else [])


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=[before for before, _ in PAIRS])
def test_rewrites_lint_clean(before: str, after: str) -> None:
    del after
    rules = {finding.rule for finding in ANY.check(parse(before, "plain"))}
    for text in rewritten(ANY, before):
        left = [finding.rule for finding in ANY.check(parse(text, "plain"))]
        assert set(left) - {"draft/unfilled-placeholder"} <= rules
        assert left.count(RULE.id) < len(found(ANY, before))


def test_a_slot_is_to_be_filled_and_a_named_agent_is_safe() -> None:
    assert [r.kind for f in found(HIDDEN, "The plan was sent on Monday.") for r in f.rewrites] == [
        RewriteKind.FILL
    ]
    assert [r.kind for f in found(ANY, "The plan was sent by Ana.") for r in f.rewrites] == [RewriteKind.SAFE]


@pytest.mark.parametrize(
    ("text", "hidden", "everything"),
    [
        ("The plan was sent by Ana.", 0, 1),
        ("The plan was sent by Friday.", 1, 1),
        ("The plan to be sent is long.", 0, 1),
        ("The map is attached.", 0, 1),
        ("I am interested in the map.", 0, 0),
    ],
)
def test_the_setting(text: str, hidden: int, everything: int) -> None:
    assert (len(found(HIDDEN, text)), len(found(ANY, text))) == (hidden, everything)


@pytest.mark.parametrize(
    "text",
    [
        "Your form has not been received.",
        "Payment has not been received.",
        "Your mandatory training has not been completed.",
        "Section 2 was left blank.",
    ],
)
def test_what_a_reader_left_undone_is_blame_too(text: str) -> None:
    assert found(HIDDEN, text, "scolding/blame")
    assert found(HIDDEN, text)
    assert rewritten(HIDDEN, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Your form has been received.",
        "Your parcel has not been sent yet.",
        "If your form has not been received, we call you.",
        "You have not been charged.",
    ],
)
def test_what_others_left_undone_is_no_blame(text: str) -> None:
    assert found(HIDDEN, text, "scolding/blame") == []


def test_blame_can_be_left_out() -> None:
    linter = Linter(RULES, Config(ignore=("scolding",)))
    assert found(linter, "Your form has not been received.", "scolding/blame") == []


def test_wrapped_lines_and_their_places() -> None:
    text = "We met in May, and since then the report  was\nsent to all of you."
    [finding] = found(HIDDEN, text)
    assert finding.excerpt == "was\nsent"
    assert finding.span.of(text) == "was\nsent"


def test_without_the_parser_phrases_are_found_all_the_same() -> None:
    email = parse("Just touching base. The plan was sent.", "plain")
    assert [f.rule for f in HIDDEN.check(email, parsed=False)] == ["passive/empty-opener"]
    assert [f.rule for f in HIDDEN.check(email)] == ["passive/empty-opener", RULE.id]


@pytest.mark.parametrize(
    ("text", "hidden", "everything"),
    [
        ("the plan was sent", True, True),
        ("the plan is attached", False, True),
        ("i am interested", False, False),
        ("we sent the plan", False, False),
        ("attached are the minutes", False, True),
    ],
)
def test_triggers(text: str, hidden: bool, everything: bool) -> None:
    assert triggers(text.split(), "hidden") is hidden
    assert triggers(text.split(), "any") is everything


@pytest.mark.parametrize(("before", "after"), RULE.rewrites)
def test_shown_rewrites(before: str, after: str) -> None:
    assert rewritten(HIDDEN, before)[:1] == [after]


@pytest.mark.parametrize(
    "marked",
    [
        "The plan «was sent» on Monday and came back.",
        "The plan «was checked» and went out.",
        "The parcel «was sent» on Monday and then grew.",
        "The plan «was reviewed and approved» on Monday.",
    ],
)
def test_only_participles_share_a_form_of_be(marked: str) -> None:
    text, [span] = unmarked(marked)
    assert [(f.span.start, f.span.end) for f in found(ANY, text)] == [tuple(span)]
