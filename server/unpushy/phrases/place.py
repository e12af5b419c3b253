"""Where a hit stands: its sentence, what is around it there, and what of that may be dropped."""

from __future__ import annotations

from functools import cached_property

from unpushy.language.sentences import END_MARKS
from unpushy.language.style import capitalized, uncapitalized
from unpushy.language.tokens import Tokens
from unpushy.phrases.pattern import Node
from unpushy.phrases.walk import walk
from unpushy.text import Span

CLAUSE_MARKS = frozenset({",", ";", ":", "\u2014", "(", ")"})
_CLOSING = END_MARKS | {'"', ")"}


class Place:
    """Tokens ``start`` to ``end`` of a passage, in their sentence: tokens ``first`` to ``stop``.

    ``mark`` is the first token of what closes the sentence (its end mark, a quotation mark).
    """

    def __init__(self, tokens: Tokens, start: int, end: int, lead: Node, tail: Node) -> None:
        self.tokens, self.norms = tokens, tokens.norms
        self.start, self.end = start, end
        self.first, self.stop = tokens.sent_of(start)
        self.mark = self.stop
        while self.mark > end and self.norms[self.mark - 1] in _CLOSING:
            self.mark -= 1
        self._lead, self._tail = lead, tail

    @cached_property
    def is_first(self) -> bool:
        """Whether nothing but words that may be dropped stands before the hit in its sentence."""
        return self.leads(self.first)

    @cached_property
    def is_last(self) -> bool:
        """Whether nothing but words that may be dropped stands behind the hit in its sentence."""
        return self.tails(self.mark)

    @cached_property
    def is_question(self) -> bool:
        """Whether the sentence closes with a question mark."""
        return self.tokens.is_question((self.first, self.stop))

    def leads(self, at: int) -> bool:
        """Whether the words from token ``at`` up to the hit may be dropped."""
        return self._drops(self._lead, at, self.start)

    def tails(self, at: int) -> bool:
        """Whether the words from the hit up to token ``at`` may be dropped."""
        return self._drops(self._tail, self.end, at)

    def _drops(self, node: Node, at: int, end: int) -> bool:
        while at < end:
            if self.norms[at] == ",":
                at += 1
                continue
            stop = max((stop for stop, _ in walk(node, self.tokens, at, end)), default=at)
            if stop == at:
                return False
            at = stop
        return True

    def clause(self) -> tuple[int, int]:
        """The tokens of the hit's clause: up to the next mark on both sides."""
        left, right = self.start, self.end
        while left > self.first and self.norms[left - 1] not in CLAUSE_MARKS:
            left -= 1
        while right < self.mark and self.norms[right] not in CLAUSE_MARKS:
            right += 1
        return left, right

    def span(self, start: int, end: int) -> Span:
        """The clean span (code points) of tokens ``start`` to ``end``."""
        return Span(self.tokens.starts[start], self.tokens.ends[end - 1])

    @cached_property
    def has_capital(self) -> bool:
        """Whether the sentence begins as sentences do."""
        return not self.tokens.text[self.tokens.starts[self.first]].islower()

    def as_start(self, text: str) -> str:
        """A text as the beginning of the sentence."""
        return capitalized(text) if self.has_capital else uncapitalized(text)

    def marked(self, text: str) -> str:
        """A sentence without an end mark where the old one has none (a list item, a subject)."""
        return text.removesuffix(".") if self.mark == self.stop else text
