"""From an email to findings: exact spans, rewrites over the source, resolution of overlaps."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unpushy.config import Config, cache_folder
from unpushy.finding import Finding, RewriteKind, Severity
from unpushy.formats import parse
from unpushy.linter import Linter, fixed, resolved
from unpushy.phrases.build import build
from unpushy.phrases.matcher import PhraseMatcher
from unpushy.rewrite import apply_edits, compatible_edits
from unpushy.rules import RuleSet
from unpushy.text import Edit, Span

RULES = RuleSet.load(cache_folder())
LINTER = Linter(RULES, Config())


@pytest.fixture
def small(lists: Path) -> Linter:
    """Only ``passive/check-in`` of the test lists, and the rules in code."""
    compiled = build([lists / "classes.toml", lists / "passive" / "check-in.toml"])
    return Linter(RuleSet(PhraseMatcher(compiled), RULES.coded), Config())


def test_a_finding_has_rule_span_message_and_rewrite(small: Linter) -> None:
    text = "Hi Dana,\r\n\r\nSo, just\r\nchecking-in today. Bye.\r\n"
    [finding] = small.check(parse(text, "plain"))
    assert finding.rule == "passive/check-in"
    assert finding.family == "passive"
    assert finding.severity is Severity.INFORMATION
    assert finding.message == "Says nothing to the reader. Begin with the news."
    assert finding.excerpt == "just\r\nchecking-in" == finding.span.of(text)
    assert [(r.kind, r.title) for r in finding.rewrites] == [(RewriteKind.SAFE, "Write “No rush.”")]
    assert apply_edits(text, finding.rewrites[0].edits) == "Hi Dana,\r\n\r\nNo rush. Bye.\r\n"


def test_severity_and_selection_come_from_the_configuration(lists: Path) -> None:
    compiled = build([lists / "classes.toml", lists / "passive" / "check-in.toml"])
    rules = RuleSet(PhraseMatcher(compiled), RULES.coded)
    text = parse("Just checking in with [name].", "plain")
    loud = Linter(rules, Config(severities={"passive/check-in": Severity.ERROR}))
    assert [f.severity for f in loud.check(text)] == [Severity.ERROR, Severity.ERROR]
    assert [f.rule for f in Linter(rules, Config(ignore=("passive",))).check(text)] == [
        "draft/unfilled-placeholder"
    ]
    assert [f.rule for f in Linter(rules, Config(select=("passive",))).check(text)] == ["passive/check-in"]


@pytest.mark.parametrize(
    "text",
    [
        "> Just checking in.\n",
        "Fine.\n\n-- \nBob, just checking in\n",
        "Fine.\n\nOn Tue, 3 Mar 2026, Dana wrote:\n> Just checking in.\n",
        "Please see https://x.example/just-checking-in.\n",
    ],
    ids=["quote", "signature", "attribution", "address"],
)
def test_what_the_writer_did_not_write_is_not_linted(small: Linter, text: str) -> None:
    assert small.check(parse(text, "plain")) == []


def finding(rule: str, start: int, end: int) -> Finding:
    return Finding(rule, Severity.WARNING, "why", Span(start, end), "x" * (end - start))


def test_overlaps_are_resolved_within_a_family() -> None:
    short, long = finding("pushy/a", 2, 5), finding("pushy/b", 0, 5)
    other, apart = finding("scolding/c", 1, 4), finding("pushy/a", 5, 8)
    assert set(resolved([short, long, other, apart])) == {long, other, apart}


@pytest.mark.parametrize(
    "text",
    [
        "know you are busy, don't worry about calling me back, I will just check-in now and then so that when you are "
        "ready to move forward it will be easy for you to do so",
        "I know you are busy, so don't worry about calling me back; I will just check in now and then so that when "
        "you are ready to move forward it will be easy for you to do so.",
    ],
    ids=["as printed", "as a sentence"],
)
def test_the_seeds_own_model_line_is_clean(text: str) -> None:
    assert LINTER.check(parse(text, "plain")) == []


PIECES = [
    "Just touching base about the proposal.",
    "As I mentioned, the van is full.",
    "Per my last email, we open at nine",
    "I haven't heard back from you.",
    "Is this deal still alive?",
    "Any news on\nthe order?",
    "Any update?",
    "\U0001f642 e\u0301\u2028",
    "Hi Dana,",
    "Best,\nMarco",
    "> quoted",
    "[new idea]",
    "- item: just checking in",
    "The lift is new.",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "\n", "\n\n", "\t", ", "])), max_size=9
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["plain", "markdown", "eml"]),
)
def test_fixing_twice_is_fixing_once(pieces: list[tuple[str, str]], line_end: str, format_name: str) -> None:
    body = "".join(piece + joint for piece, joint in pieces)
    head = "From: a@b.example\nSubject: Just checking in\n\n" if format_name == "eml" else ""
    text = (head + body).replace("\n", line_end)
    once = fixed(text, lambda changed: parse(changed, format_name), LINTER)
    assert fixed(once, lambda changed: parse(changed, format_name), LINTER) == once
    for found in LINTER.check(parse(once, format_name)):
        assert all(rewrite.kind is not RewriteKind.SAFE for rewrite in found.rewrites)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from([" ", "\n\n"]))
def test_fixing_changes_nothing_outside_its_edits(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    edits = sorted(compatible_edits(LINTER.check(parse(text, "plain"))), key=lambda edit: edit.span)
    after = apply_edits(text, edits)
    at = there = 0
    for edit in edits:
        kept = edit.span.start - at
        assert text[at : edit.span.start] == after[there : there + kept]
        assert after[there + kept :].startswith(edit.text)
        at, there = edit.span.end, there + kept + len(edit.text)
    assert text[at:] == after[there:]


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps another"):
        apply_edits("abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])
