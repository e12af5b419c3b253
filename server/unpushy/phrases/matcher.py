"""Phrase rules at work: tokens in, hits out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from unpushy.finding import RewriteKind
from unpushy.language.function_words import COMMON_WORDS, FUNCTION_WORDS
from unpushy.language.reading import Reading
from unpushy.language.sentences import LONGEST_SENTENCE
from unpushy.language.spelling import Variant, spelled
from unpushy.language.tokens import Tokens
from unpushy.phrases.automaton import Automaton
from unpushy.phrases.compiled import Compiled, Group
from unpushy.phrases.context import Context
from unpushy.phrases.hit import Hit, Proposal
from unpushy.phrases.index import AnchorIndex
from unpushy.phrases.packing import Unpacker
from unpushy.phrases.pattern import Node
from unpushy.phrases.positions import DIGITS, is_content, sort_of
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
        self._index = AnchorIndex(compiled.anchored, compiled.key_sets)
        self._automata: dict[int, Automaton] = {}
        self._unpacker = Unpacker(compiled.classes)
        self._contexts: dict[int, Context] = {}
        self.cards = compiled.cards

    @cached_property
    def tail(self) -> Node:
        """What may follow a phrase and be dropped with it."""
        return self._unpacker.ref("tail")

    @cached_property
    def lead(self) -> Node:
        """What may stand before a phrase and be dropped with it."""
        return self._unpacker.ref("lead")

    def candidates(self, reading: Reading) -> list[int]:
        """Numbers of the patterns that match somewhere in a passage, contexts aside; some may not."""
        norms, text = reading.norms, reading.text
        numbers = self._index.candidates(norms)
        if not numbers:
            return numbers
        one_line = len(norms) <= LONGEST_SENTENCE and "\n" not in text and "\r" not in text
        out = []
        for number in numbers:
            automaton = self._automaton(number)
            begins = automaton.begins(norms)
            if begins and automaton.may_match(norms, begins, one_line=one_line):
                out.append(number)
        return out

    def _automaton(self, number: int) -> Automaton:
        automaton = self._automata.get(number)
        if automaton is None:
            node = self._unpacker.node(self._compiled.patterns[number])
            automaton = self._automata[number] = Automaton(node, self._unpacker.tables)
        return automaton

    def hits(self, reading: Reading, without: int | None = None, variant: Variant = "en") -> Iterator[Hit]:
        """The longest match of each rule where several begin at one token or lie within another.

        Of most text the tokens are never asked for. ``without`` leaves one context out, to see what it
        is good for; ``variant`` is the spelling of rewrites.
        """
        found = sorted(self.matches(reading, without), key=lambda pair: (pair[0].start, -pair[0].end))
        reach: dict[str, int] = {}
        for match, group in found:
            if match.end <= reach.get(group.rule, 0):
                continue
            reach[group.rule] = match.end
            proposals, facts = self._proposals(reading.tokens, match, group, variant)
            yield Hit(group.rule, match.start, match.end, group.why, proposals, facts)

    def matches(self, reading: Reading, without: int | None = None) -> Iterator[tuple[Match, Group]]:
        """Matches that no ``unless`` context makes harmless."""
        numbers = self.candidates(reading)
        if not numbers:
            return
        tokens = reading.tokens
        for number in numbers:
            automaton = self._automaton(number)
            for start, end in automaton.find(tokens, automaton.begins(tokens.norms)):
                match = Match(number, start, end)
                if self._counts(tokens, match, without):
                    yield match, self._group(number)

    def _group(self, number: int) -> Group:
        return self._compiled.groups[self._compiled.group_of[number]]

    def _counts(self, tokens: Tokens, match: Match, without: int | None) -> bool:
        group = self._group(match.pattern)
        sent = tokens.sent_of(match.start)
        if group.only != "any" and (group.only == "question") != tokens.is_question(sent):
            return False
        contexts = (self._context(number) for number in group.contexts if number != without)
        return not any(context.holds(tokens, match.start, match.end, sent) for context in contexts)

    def _context(self, number: int) -> Context:
        if number not in self._contexts:
            self._contexts[number] = self._unpacker.context(self._compiled.contexts[number])
        return self._contexts[number]

    def _proposals(
        self, tokens: Tokens, match: Match, group: Group, variant: Variant
    ) -> tuple[tuple[Proposal, ...], tuple[int, ...]]:
        """The rewrites that a match's captures can fill, and the tokens of content that it leaves open."""
        if not group.templates:
            return (), ()
        node = self._unpacker.node(self._compiled.patterns[match.pattern])
        found = captures(node, tokens, match.start, match.end)
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


def _is_whole(tokens: Tokens, start: int, end: int) -> bool:
    """Whether captured words are no part of a longer phrase ("the mandatory" of "the mandatory course")."""
    norms = tokens.norms
    if end < len(norms) and is_content(norms[end]) and not tokens.begins_sent(end):
        return norms[end - 1] not in FUNCTION_WORDS and norms[end] in COMMON_WORDS
    return not start or (sort_of(norms[start - 1]) != DIGITS and norms[start - 1] not in _NUMBER_WORDS)
