"""Every rewrite of every shipped example: it lints clean, and never makes a text worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from unpushy.config import Config, cache_folder
from unpushy.document import Email
from unpushy.finding import Finding, RewriteKind
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.phrases.check import unmarked
from unpushy.phrases.load import built_in_files, read_list
from unpushy.rewrite import apply_edits
from unpushy.rules import RuleSet

LISTS = built_in_files()[1:]
LINTER = Linter(RuleSet.load(cache_folder()), Config())
PLACEHOLDER = "draft/unfilled-placeholder"


def email(text: str) -> Email:
    return parse(text, "plain")


def flagged(text: str, rule: str) -> list[Finding]:
    return [finding for finding in LINTER.check(email(text)) if finding.rule == rule]


def texts(path: Path) -> list[str]:
    content = read_list(path).content
    examples = [text for group in content.phrases for text in group.patterns.values()]
    return [unmarked(text)[0] for text in (*examples, *(example.text for example in content.examples))]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_rewrites_lint_clean(path: Path) -> None:
    rule = f"{path.parent.name}/{path.stem}"
    bad = []
    for text in texts(path):
        before = [finding.rule for finding in LINTER.check(email(text))]
        for finding in flagged(text, rule):
            for rewrite in finding.rewrites:
                after = apply_edits(text, rewrite.edits)
                left = [f.rule for f in LINTER.check(email(after)) if f.rule != PLACEHOLDER]
                slots = [f for f in LINTER.check(email(after)) if f.rule == PLACEHOLDER]
                if len(left) >= len(before) or set(left) - set(before):
                    bad.append(f"{text!r} -> {after!r}: {left}")
                if rewrite.kind is RewriteKind.FILL and not slots:
                    bad.append(f"{text!r} -> {after!r}: no slot is flagged")
                if rewrite.kind is RewriteKind.SAFE and slots:
                    bad.append(f"{text!r} -> {after!r}: a safe rewrite has a slot")
    assert bad == []


@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_different_wordings_get_different_first_choices(path: Path) -> None:
    content = read_list(path).content
    firsts = {content.rewrites[group.rewrites][0] for group in content.phrases if group.rewrites}
    assert len(firsts) >= 3
