"""Phrase rules at work: tokens in, hits out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from unpushy.finding import RewriteKind
from unpushy.language.tokens import Tokens, norms_of_text
from unpushy.phrases.anchors import AnchorIndex
from unpushy.phrases.automaton import Automaton, Match
from unpushy.phrases.compiled import Compiled, Group
from unpushy.phrases.hit import Hit, Proposal
from unpushy.phrases.packing import Unpacker
from unpushy.phrases.pattern import Node
from unpushy.phrases.walk import Context, captures

_SHORT_RUN = 5_000
"""Words after which it is cheaper to have all patterns than to look which are needed."""


class PhraseMatcher:
    """All phrase rules in one pass over a passage."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._index = AnchorIndex(compiled.anchored, compiled.key_sets)
        self._words_met = 0
        self._automaton = Automaton()
        self._unpacker = Unpacker(compiled.classes)
        self._contexts: dict[int, Context] = {}
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

    def may_hit(self, text: str) -> bool:
        """Whether any pattern matches somewhere in clean text, contexts aside; a no is never wrong."""
        norms = norms_of_text(text)
        if len(self._added) < len(self._compiled.patterns):
            self._meet(norms)
        one_line = "\n" not in text and "\r" not in text
        return self._automaton.may_match(norms, one_line=one_line)

    def _meet(self, norms: list[str]) -> None:
        """Add the patterns that could match in these words; after many words all that are left."""
        self._words_met += len(norms)
        short = self._words_met < _SHORT_RUN
        wanted = self._index.candidates(norms) if short else range(len(self._compiled.patterns))
        for number in wanted:
            if number not in self._added:
                self._automaton.add(number, self._unpacker.node(self._compiled.patterns[number]))
                self._added.add(number)

    def hits(self, tokens: Tokens, without: int | None = None) -> Iterator[Hit]:
        """The longest match of each rule where several begin at one token or lie within another.

        ``without`` leaves one context out, to see what it is good for.
        """
        found = sorted(self.matches(tokens, without), key=lambda pair: (pair[0].start, -pair[0].end))
        reach: dict[str, int] = {}
        for match, group in found:
            if match.end <= reach.get(group.rule, 0):
                continue
            reach[group.rule] = match.end
            yield Hit(group.rule, match.start, match.end, group.why, self._proposals(tokens, match, group))

    def matches(self, tokens: Tokens, without: int | None = None) -> Iterator[tuple[Match, Group]]:
        """Matches that no ``unless`` context makes harmless."""
        if not self.may_hit(tokens.text):
            return
        for match in self._automaton.find(tokens):
            group = self._compiled.groups[self._compiled.group_of[match.pattern]]
            sent = tokens.sent_of(match.start)
            if group.only != "any" and (group.only == "question") != tokens.is_question(sent):
                continue
            contexts = (self._context(number) for number in group.contexts if number != without)
            if not any(context.holds(tokens, match.start, match.end, sent) for context in contexts):
                yield match, group

    def _context(self, number: int) -> Context:
        if number not in self._contexts:
            self._contexts[number] = self._unpacker.context(self._compiled.contexts[number])
        return self._contexts[number]

    def _proposals(self, tokens: Tokens, match: Match, group: Group) -> tuple[Proposal, ...]:
        words: dict[str, str] = {}
        if any("{" in template.text for template in group.templates):
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
