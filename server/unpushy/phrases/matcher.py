"""Phrase rules at work: tokens in, hits out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from unpushy.finding import RewriteKind
from unpushy.language.tokens import Tokens
from unpushy.phrases.anchors import Prefilter
from unpushy.phrases.automaton import Automaton, Match
from unpushy.phrases.compiled import Compiled, Group
from unpushy.phrases.hit import Hit, Proposal
from unpushy.phrases.packing import Unpacker
from unpushy.phrases.pattern import Node
from unpushy.phrases.walk import captures


class PhraseMatcher:
    """All phrase rules in one pass over a passage."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._prefilter = Prefilter(compiled.anchored, compiled.always)
        self._automaton = Automaton()
        self._unpacker = Unpacker(compiled.classes)
        self._added: set[int] = set()
        self.cards = compiled.cards

    @cached_property
    def tail(self) -> Node:
        """What may follow a phrase and be dropped with it."""
        return self._unpacker.ref("tail")

    @cached_property
    def lead(self) -> Node:
        """What may stand before a phrase and be dropped with it."""
        return self._unpacker.ref("lead")

    def candidates(self, text: str) -> frozenset[int]:
        """The patterns that could match in clean text; where there are none, it need not be tokenised."""
        return self._prefilter.candidates(text)

    def hits(self, tokens: Tokens, candidates: frozenset[int]) -> Iterator[Hit]:
        """The longest match of each rule where several begin at one token or lie within another."""
        found = sorted(self.matches(tokens, candidates), key=lambda pair: (pair[0].start, -pair[0].end))
        reach: dict[str, int] = {}
        for match, group in found:
            if match.end <= reach.get(group.rule, 0):
                continue
            reach[group.rule] = match.end
            yield Hit(group.rule, match.start, match.end, group.why, self._proposals(tokens, match, group))

    def matches(self, tokens: Tokens, candidates: frozenset[int]) -> Iterator[tuple[Match, Group]]:
        """Matches that no ``unless`` context makes harmless."""
        for number in sorted(candidates - self._added):
            self._automaton.add(number, self._unpacker.node(self._compiled.patterns[number]))
            self._added.add(number)
        for match in self._automaton.find(tokens):
            group = self._compiled.groups[self._compiled.group_of[match.pattern]]
            sent = tokens.sent_of(match.start)
            if group.only != "any" and (group.only == "question") != tokens.is_question(sent):
                continue
            contexts = (self._unpacker.context(self._compiled.contexts[n]) for n in group.contexts)
            if not any(context.holds(tokens, match.start, match.end, sent) for context in contexts):
                yield match, group

    def _proposals(self, tokens: Tokens, match: Match, group: Group) -> tuple[Proposal, ...]:
        if not group.templates:
            return ()
        node = self._unpacker.node(self._compiled.patterns[match.pattern])
        words = {
            name: " ".join(tokens.text[tokens.starts[start] : tokens.ends[end - 1]].split())
            for name, (start, end) in captures(node, tokens, match.start, match.end).items()
        }
        out = []
        for template in group.templates:
            try:
                text = template.text.format_map(words)
            except KeyError:
                continue
            out.append(Proposal(RewriteKind(template.kind), text, template.of, template.where))
        return tuple(out)
