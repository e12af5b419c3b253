"""What rules that need a parse keep of sentences, under many questions at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from unpushy.config import cache_folder
from unpushy.language.parsing import Parser
from unpushy.language.reading import Reading
from unpushy.rules import RuleSet, _parsed
from unpushy.rules._parsed import Found, ParsedRules

RULE = SimpleNamespace(
    triggers=lambda norms, agent: True,
    found=lambda doc, agent: iter([Found("passive/passive-voice", 0, len(doc), f"of {doc}")]),
)


class Interrupted(Parser):
    """A parser that is busy while another thread asks for other sentences: its "parse" is the text itself."""

    between: Any = None

    def parse(self, sentences: Sequence[str]) -> Any:
        between, self.between = self.between, None
        if between:
            between()
        return list(sentences)


@pytest.fixture
def parser() -> Interrupted:
    return Interrupted()


@pytest.fixture
def rules(parser: Interrupted, monkeypatch: pytest.MonkeyPatch) -> Iterator[ParsedRules]:
    monkeypatch.setattr(_parsed, "_MOST_KEPT", 2)
    yield ParsedRules([RULE], RuleSet.load(cache_folder()).phrases, parser, "hidden")


def messages(rules: ParsedRules, *texts: str) -> list[list[str]]:
    readings = [Reading(text) for text in texts]
    return [
        [hit.message for hit in hits]
        for hits in rules.hits([(one, rules.sentences(one)) for one in readings])
    ]


def test_what_another_thread_makes_room_for_is_not_missed(parser: Interrupted, rules: ParsedRules) -> None:
    assert messages(rules, "One is done.") == [["of One is done."]]
    parser.between = lambda: messages(rules, "Two is done.", "Three is done.")
    assert messages(rules, "One is done.", "Four is done.") == [["of One is done."], ["of Four is done."]]
