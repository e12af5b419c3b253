"""Phrase rules at work: tokens in, hits out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from unpushy.finding import RewriteKind
from unpushy.language.function_words import COMMON_WORDS, FUNCTION_WORDS
from unpushy.language.reading import Reading
from unpushy.language.sentences import LONGEST_SENTENCE
from unpushy.language.spelling import Variant, spelled
from unpushy.language.tokens import Tokens
from unpushy.phrases.compiled import Compiled, Group
from unpushy.phrases.engine import Passage, engine
from unpushy.phrases.hit import Hit, Proposal
from unpushy.phrases.kinds import DIGITS, is_content, sort_of
from unpushy.phrases.packing import Trees, unpack
from unpushy.phrases.pattern import Node
from unpushy.phrases.walk import OPEN, captures

_NUMBER_WORDS = frozenset("two three four five six seven eight nine ten twelve several few".split())


class Match(NamedTuple):
    """Pattern ``pattern`` matches tokens ``start`` to ``end`` (half-open)."""

    pattern: int
    start: int
    end: int


class PhraseMatcher:
    """All phrase rules in one pass over a passage."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._engine = engine(compiled)
        self._trees = Trees(compiled.plain_classes)
        self._patterns: dict[int, Node] = {}
        self.cards = compiled.cards

    @cached_property
    def tail(self) -> Node:
        """What may follow a phrase and be dropped with it."""
        return self._trees.ref(b"tail")

    @cached_property
    def lead(self) -> Node:
        """What may stand before a phrase and be dropped with it."""
        return self._trees.ref(b"lead")

    def candidates(self, reading: Reading) -> list[int]:
        """Numbers of the patterns that match somewhere in a passage, contexts aside; some may not."""
        norms, text = reading.norms, reading.text
        one_line = len(norms) <= LONGEST_SENTENCE and "\n" not in text and "\r" not in text
        return self._engine.candidates(norms, one_line=one_line)

    def hits(self, reading: Reading, without: int | None = None, variant: Variant = "en") -> Iterator[Hit]:
        """The longest match of each rule where several begin at one token or lie within another.

        Of most text the tokens are never asked for. ``without`` leaves one context out, to see what it
        is good for; ``variant`` is the spelling of rewrites.
        """
        found = sorted(self.matches(reading, without), key=lambda pair: (pair[0].start, -pair[0].end))
        reach: dict[str, int] = {}
        for match, group in found:
            if match.end <= reach.get(group.rule, 0) or _answers(reading.tokens, match, group, found):
                continue
            reach[group.rule] = match.end
            proposals, facts = self._proposals(reading.tokens, match, group, variant)
            yield Hit(group.rule, match.start, match.end, group.why, proposals, facts, group.own)

    def matches(self, reading: Reading, without: int | None = None) -> Iterator[tuple[Match, Group]]:
        """Matches that no ``unless`` context makes harmless."""
        numbers = self.candidates(reading)
        if not numbers:
            return
        tokens = reading.tokens
        passage = self._engine.exact(tokens.norms, tokens.sents)
        for number in numbers:
            for start, end in passage.spans(number):
                match = Match(number, start, end)
                if self._counts(tokens, passage, match, without):
                    yield match, self._group(number)

    def _pattern(self, number: int) -> Node:
        if number not in self._patterns:
            self._patterns[number] = self._trees.tree(unpack(self._compiled.patterns[number]))
        return self._patterns[number]

    def _group(self, number: int) -> Group:
        return self._compiled.groups[self._compiled.group_of[number]]

    def _counts(self, tokens: Tokens, passage: Passage, match: Match, without: int | None) -> bool:
        group = self._group(match.pattern)
        sent = tokens.sent_of(match.start)
        if group.only != "any" and (group.only == "question") != tokens.is_question(sent):
            return False
        return not any(
            number != without and passage.holds(number, match.start, match.end, sent)
            for number in group.contexts
        )

    def _proposals(
        self, tokens: Tokens, match: Match, group: Group, variant: Variant
    ) -> tuple[tuple[Proposal, ...], tuple[int, ...]]:
        """The rewrites that a match's captures can fill, and the tokens of content that it leaves open."""
        if not group.templates:
            return (), ()
        found = captures(self._pattern(match.pattern), tokens, match.start, match.end)
        words = {
            name: " ".join(tokens.text[tokens.starts[start] : tokens.ends[end - 1]].split())
            for name, (start, end) in found.items()
            if not name.startswith(OPEN) and _is_whole(tokens, start, end)
        }
        out = []
        for template in group.templates:
            try:
                text = spelled(template.text, variant).format_map(words)
            except KeyError:
                continue
            out.append(Proposal(RewriteKind(template.kind), text, template.of, template.where))
        return tuple(out), tuple(start for name, (start, _) in found.items() if name.startswith(OPEN))


def _answers(tokens: Tokens, match: Match, group: Group, found: Sequence[tuple[Match, Group]]) -> bool:
    """Whether a match goes with the question before it, which is asked as it should be."""
    if group.after == "any":
        return False
    stop = tokens.sent_of(match.start)[0]
    if not stop:
        return False
    before = tokens.sent_of(stop - 1)
    return tokens.is_question(before) and not any(before[0] <= other.start < stop for other, _ in found)


def _is_whole(tokens: Tokens, start: int, end: int) -> bool:
    """Whether captured words are no part of a longer phrase ("the mandatory" of "the mandatory course")."""
    norms = tokens.norms
    if end < len(norms) and is_content(norms[end]) and not tokens.begins_sent(end):
        return norms[end - 1] not in FUNCTION_WORDS and norms[end] in COMMON_WORDS
    return not start or (sort_of(norms[start - 1]) != DIGITS and norms[start - 1] not in _NUMBER_WORDS)
