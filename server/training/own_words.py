"""Unpushy's own words as labelled sentences: the examples of its rules, and what its rewrites write.

A reader that has not seen them takes some soft rewrites for vague, and lets plain examples fall.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from unpushy.config import Config, cache_folder
from unpushy.formats import parse
from unpushy.language.reading import Reading
from unpushy.linter import Linter
from unpushy.phrases.check import unmarked
from unpushy.phrases.load import built_in_files, read_list
from unpushy.rewrite import apply_edits
from unpushy.rules import RuleSet
from unpushy.rules._reads import CARDS
from unpushy.text import Span

Sentences = dict[str, frozenset[str]]
"""Sentences, each with the rules that it breaks."""
PASSIVE_VOICE = "passive/passive-voice"
"""A matter of grammar: not read."""


def labelled() -> Sentences:
    """All of them, each once."""
    linter = Linter(RuleSet.load(cache_folder()), Config(reader=False, ignore=(PASSIVE_VOICE,)))
    out: Sentences = {}
    for text, is_clean in _examples():
        places = _places(linter, text)
        for sentence, rules in _sentences(text, places):
            if not (is_clean and rules):  # clean to the rule whose example it is
                out.setdefault(sentence, rules)
        for written in _rewritten(linter, text):
            for sentence, rules in _sentences(written, _places(linter, written)):
                if not rules:
                    out.setdefault(sentence, rules)
    for card in CARDS:
        for flagged in card.flags:
            out[unmarked(flagged)[0]] = frozenset({card.id})
    return out


def _examples() -> Iterator[tuple[str, bool]]:
    """The examples of all rules, and whether they are there to stay clean."""
    _, *lists = built_in_files()
    for path in lists:
        content = read_list(path).content
        for group in content.phrases:
            yield from ((unmarked(text)[0], False) for text in group.patterns.values())
            yield from ((text, True) for text in group.unless.values())
        yield from ((text, True) for text in (*content.unless.values(), *content.clean))
        yield from ((unmarked(example.text)[0], False) for example in content.examples)
    for card in (*RuleSet.load(cache_folder()).cards, *CARDS):
        yield from ((text, True) for text in card.clean)


def _places(linter: Linter, text: str) -> list[tuple[Span, str]]:
    return [(f.span, f.rule) for f in linter.check(parse(text, "plain"))]


def _rewritten(linter: Linter, text: str) -> Iterator[str]:
    for finding in linter.check(parse(text, "plain")):
        for rewrite in finding.rewrites:
            yield apply_edits(text, rewrite.edits)


def _sentences(text: str, places: list[tuple[Span, str]]) -> Iterator[tuple[str, frozenset[str]]]:
    tokens = Reading(text).tokens
    for first, stop in pairwise([*tokens.sents, len(tokens)]):
        span = Span(tokens.starts[first], tokens.ends[stop - 1])
        yield span.of(text), frozenset(rule for place, rule in places if place.overlaps(span))
