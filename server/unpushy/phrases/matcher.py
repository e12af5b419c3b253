"""Phrase rules at work: tokens in, hits out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from unpushy.finding import RewriteKind
from unpushy.language.tokens import Tokens
from unpushy.phrases.anchors import Prefilter
from unpushy.phrases.automaton import Automaton, Match
from unpushy.phrases.compiled import Compiled, Group, unpack
from unpushy.phrases.hit import Hit, Proposal
from unpushy.phrases.pattern import Node
from unpushy.phrases.walk import captures


class PhraseMatcher:
    """All phrase rules in one pass over a passage."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._automaton = Automaton(compiled.tables)
        self._prefilter = Prefilter(compiled.anchors)
        self.cards = compiled.cards

    @cached_property
    def tail(self) -> Node:
        """What may follow a phrase and be dropped with it."""
        return unpack(self._compiled.tail)

    @cached_property
    def lead(self) -> Node:
        """What may stand before a phrase and be dropped with it."""
        return unpack(self._compiled.lead)

    def matches(self, tokens: Tokens) -> Iterator[tuple[Match, Group]]:
        """Matches that no ``unless`` context makes harmless."""
        for match in self._automaton.find(tokens):
            group = self._compiled.groups[self._compiled.group_of[match.pattern]]
            sent = tokens.sent_of(match.start)
            if group.only != "any" and (group.only == "question") != tokens.is_question(sent):
                continue
            contexts = map(self._compiled.context, group.contexts)
            if not any(context.holds(tokens, match.start, match.end, sent) for context in contexts):
                yield match, group

    def may_hit(self, text: str) -> bool:
        """Whether clean text holds any word that some pattern needs: fast, never wrong when it says no."""
        return self._prefilter.passes(text)

    def hits(self, tokens: Tokens) -> Iterator[Hit]:
        """The longest match of each rule where several begin at one token or lie within another."""
        found = sorted(self.matches(tokens), key=lambda pair: (pair[0].start, -pair[0].end))
        reach: dict[str, int] = {}
        for match, group in found:
            if match.end <= reach.get(group.rule, 0):
                continue
            reach[group.rule] = match.end
            yield Hit(group.rule, match.start, match.end, group.why, self._proposals(tokens, match, group))

    def _proposals(self, tokens: Tokens, match: Match, group: Group) -> tuple[Proposal, ...]:
        if not group.templates:
            return ()
        node = self._compiled.node(match.pattern)
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
