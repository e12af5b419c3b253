"""Fits the words of a proposal into their sentence: what to replace, capitals, marks, white space.

Works in the passage's clean text (code points); returns None where the sentence would not stay
grammatical, so a rewrite that is shown can be taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unpushy.finding import RewriteKind
from unpushy.language.sentences import END_MARKS
from unpushy.language.style import capitalized, contract, refill, uncapitalized
from unpushy.language.tokens import Tokens, norms_of_text
from unpushy.phrases.hit import Proposal
from unpushy.phrases.pattern import Node
from unpushy.phrases.walk import walk
from unpushy.text import Span

_CLAUSE_MARKS = frozenset({",", ";", ":", "\u2014", "(", ")"})
_CONJUNCTIONS = frozenset({"and", "but", "so", "or"})
_SUBORDINATORS = frozenset(
    """if when whenever as because since while although though before after until unless once given with
    without following per in on at by for from to regarding despite during upon whether that which
    who""".split()
)
_ADVERBS = frozenset(
    """just simply only really actually obviously clearly honestly frankly basically kindly gently quickly
    again once more still yet already maybe perhaps possibly surely certainly definitely absolutely
    totally literally immediately urgently asap soon now please very so quite rather a bit little""".split()
)
_NEGATIONS = frozenset("not never no without nobody nothing none cannot".split())
_DANGLING = frozenset("at of about on with that for from and or but to in by as than which who re".split())
"""What can't follow where something was left out."""
_SUBJECTS = frozenset(
    """i we you he she it they this that these those the a an my our your his her their there here please
    what when where how if""".split()
)
_AUXILIARIES = frozenset("can could would will do did does is are was were have has had should may".split())
_NEEDS_MORE = frozenset(
    """am is are was were be been being a an the my our your his her their this that to of at in on for with
    by from and or but as so very not no i we you he she they it will would can could should must may might
    have has had do does did want need until before after""".split()
)
_ADVERBIAL_STARTS = frozenset(
    """by before at as in within without asap soon immediately when whenever if once per following further
    urgently now today right like again so and while unless sometime otherwise""".split()
)
_OPENERS = frozenset("if whether to that".split())
"""Words at the end of a phrase that say how its sentence goes on."""
_GREETINGS = frozenset("hi hello hey dear good morning afternoon evening".split())
_LONGEST_GREETING = 6
_SHORTEST_REST = 3
"""Tokens that must be left of a sentence whose beginning is dropped."""
_MOST_LOST = 1
"""Words of the matter that a safe rewrite may leave out."""
_LINE_BREAK = re.compile(r"[ \t]*(\r\n|\n|\r)[ \t]*")


@dataclass(frozen=True, slots=True)
class Fitter:
    """What may be dropped around a phrase: the ``lead`` and ``tail`` word classes."""

    lead: Node
    tail: Node

    def fit(
        self, tokens: Tokens, start: int, end: int, proposal: Proposal, facts: Iterable[int] = ()
    ) -> tuple[Span, str] | None:
        """The clean span to replace and its new text, for a hit at tokens ``start`` to ``end``.

        ``facts`` are tokens of the hit that a safe rewrite has to keep.
        """
        if proposal.of == "tokens":
            return _exact(tokens, proposal)
        place = _Place(self, tokens, start, end)
        if proposal.kind is RewriteKind.SAFE and not place.is_safe(proposal, facts):
            return None
        if proposal.kind is RewriteKind.CUT:
            found = place.cut_sentence() if proposal.of == "sentence" else place.cut_clause()
        elif proposal.of == "sentence":
            found = place.sentence(proposal.text, strict=proposal.kind is RewriteKind.SAFE)
        elif proposal.of == "clause":
            found = place.clause(proposal.text)
        elif proposal.text:
            found = place.match(proposal.text)
        else:
            found = place.delete(start, end)
        if found is None:
            return None
        span, text = found
        if text:
            text = _wrapped(tokens.text, span, contract(text, tokens.text))
        return (span, text) if text != span.of(tokens.text) else None


class _Place:
    def __init__(self, fitter: Fitter, tokens: Tokens, start: int, end: int) -> None:
        self.fitter = fitter
        self.tokens = tokens
        self.start, self.end = start, end
        self.first, self.stop = tokens.sent_of(start)
        self.mark = self.stop
        while self.mark > end and tokens.norms[self.mark - 1] in END_MARKS | {'"', ")"}:
            self.mark -= 1

    def is_safe(self, proposal: Proposal, facts: Iterable[int]) -> bool:
        """Whether a safe rewrite leaves the sentence whole and loses nothing of the matter."""
        if not proposal.text:
            return self._is_adverbial()
        new = norms_of_text(proposal.text)
        if self._is_whole():
            norms = self.tokens.norms
            return sum(norms[fact] not in new for fact in facts) <= _MOST_LOST
        return proposal.of == "match" and self._joins(new)

    def _is_whole(self) -> bool:
        """Whether the match is its sentence, but for a greeting and what may be dropped."""
        if not self._drops(self.fitter.tail, self.end, self.mark):
            return False
        norms = self.tokens.norms
        greeted = norms[self.first] in _GREETINGS and norms[self.start - 1] == ","
        if greeted and self.start - self.first <= _LONGEST_GREETING:
            return True
        return self._drops(self.fitter.lead, self.first, self.start)

    def _joins(self, new: Sequence[str]) -> bool:
        """Whether new words take the place of a part of a sentence without a seam."""
        norms = self.tokens.norms
        old = norms[self.start : self.end]
        if set(new) <= set(old):
            return True
        if self.start == self.first and (new[-1] == old[-1] or {new[-1], old[-1]} <= _OPENERS):
            return True
        closes = self.end == self.mark or (self.start == self.first and norms[self.end] == ",")
        adverbial = old[0] in _ADVERBIAL_STARTS and new[0] in _ADVERBIAL_STARTS
        return closes and (adverbial or (self.end == self.mark and new[0] == old[0]))

    def _is_adverbial(self) -> bool:
        """Whether the match can be left out without a hole: a comment set off by commas, or an adverb."""
        norms = self.tokens.norms
        words = norms[self.start : self.end]
        begins = words[0] in _ADVERBIAL_STARTS or words[0] in _SUBORDINATORS
        if _NEGATIONS.intersection(words) and not begins:
            return False
        before = norms[self.start - 1] if self.start > self.first else ""
        after = norms[self.end] if self.end < self.mark else ""
        if _ADVERBS.issuperset(words):
            return True
        if after in _DANGLING:
            return False
        if not before and self.mark - self.end < _SHORTEST_REST:
            return False  # such as the name under a closing formula
        if not before:
            asks = after in _AUXILIARIES and self.tokens.is_question((self.first, self.stop))
            return after == "," or words[-1] in {",", ":", "but"} or after in _SUBJECTS or asks
        if before in {",", "\u2014", "("}:
            return after in {"", ",", "\u2014", ")"}
        long_enough = self.start - self.first >= _SHORTEST_REST
        return long_enough and not after and before not in _NEEDS_MORE and begins

    def _char(self, token: int) -> int:
        return self.tokens.starts[token]

    def _span(self, start: int, end: int) -> Span:
        return Span(self.tokens.starts[start], self.tokens.ends[end - 1])

    def _capital(self) -> bool:
        return not self.tokens.text[self._char(self.first)].islower()

    def _as_start(self, text: str) -> str:
        return capitalized(text) if self._capital() else uncapitalized(text)

    def _drops(self, node: Node, start: int, end: int) -> bool:
        """Whether tokens ``start`` to ``end`` are runs of ``node`` and commas only."""
        at = start
        while at < end:
            if self.tokens.norms[at] == ",":
                at += 1
                continue
            stops = [stop for stop, _ in walk(node, self.tokens, at) if stop <= end]
            if not stops:
                return False
            at = max(stops)
        return True

    def match(self, text: str) -> tuple[Span, str] | None:
        if self.start == self.first:
            text = self._as_start(text)
        elif self._breaks_article(text):
            return None
        elif text[0] in ",;":
            return Span(self.tokens.ends[self.start - 1], self.tokens.ends[self.end - 1]), text
        return self._span(self.start, self.end), text

    def _breaks_article(self, text: str) -> bool:
        """Whether "a" or "an" before the phrase would no longer fit what follows it."""
        article = self.tokens.norms[self.start - 1]
        return article in {"a", "an"} and (text[:1].lower() in "aeiou") != (article == "an")

    def sentence(self, text: str, *, strict: bool) -> tuple[Span, str] | None:
        """Replace the sentence: all of it must be the phrase and what may be dropped with it."""
        if not self._drops(self.fitter.tail, self.end, self.mark):
            return None if strict else self._loose(text)
        begin = self.first
        if not self._drops(self.fitter.lead, self.first, self.start):
            return self._second_half(text)
        return Span(self._char(begin), self.tokens.ends[self.stop - 1]), self._marked(self._as_start(text))

    def _loose(self, text: str) -> tuple[Span, str] | None:
        """A fill may replace a little more than the phrase, never more than as much again."""
        if self.start != self.first and not self._drops(self.fitter.lead, self.first, self.start):
            return None
        if self.mark - self.end > max(4, self.end - self.start):
            return None
        return Span(self._char(self.first), self.tokens.ends[self.stop - 1]), self._marked(
            self._as_start(text)
        )

    def _second_half(self, text: str) -> tuple[Span, str] | None:
        """Begin a new sentence where the phrase was the second clause of one."""
        norms = self.tokens.norms
        at = self.start
        if norms[at - 1] in _CONJUNCTIONS and at - 1 > self.first:
            at -= 1
        if norms[at - 1] not in {",", ";", "\u2014"} or norms[self.first] in _SUBORDINATORS:
            return None
        if at - 1 - self.first < 3:
            return None
        left = self.tokens.ends[at - 2]
        return Span(left, self.tokens.ends[self.stop - 1]), ". " + self._marked(capitalized(text))

    def _marked(self, text: str) -> str:
        """Without an end mark where the sentence has none (a list item, a subject)."""
        return text.removesuffix(".") if self.mark == self.stop else text

    def _clause_bounds(self) -> tuple[int, int]:
        norms = self.tokens.norms
        left, right = self.start, self.end
        while left > self.first and norms[left - 1] not in _CLAUSE_MARKS:
            left -= 1
        while right < self.mark and norms[right] not in _CLAUSE_MARKS:
            right += 1
        return left, right

    def clause(self, text: str) -> tuple[Span, str] | None:
        """Replace the clause: it must be the phrase and what may be dropped with it."""
        left, right = self._clause_bounds()
        if not self._drops(self.fitter.lead, left, self.start):
            return None
        if not self._drops(self.fitter.tail, self.end, right):
            return None
        if left < self.start and left > self.first:
            left = self.start
        text = self._as_start(text) if left == self.first else uncapitalized(text)
        if right < self.mark or text.endswith("?") == self.tokens.is_question((self.first, self.stop)):
            return self._span(left, right), text.rstrip(".?")
        return Span(self._char(left), self.tokens.ends[self.stop - 1]), self._marked(text)

    def cut_sentence(self) -> tuple[Span, str] | None:
        """Delete the sentence with the white space around it; not where most of it is something else."""
        others = (self.start - self.first) + (self.mark - self.end)
        if others > self.end - self.start:
            return None
        text = self.tokens.text
        left, right = self._char(self.first), self.tokens.ends[self.stop - 1]
        while right < len(text) and text[right].isspace():
            right += 1
        if right == len(text):
            while left > 0 and text[left - 1].isspace():
                left -= 1
        return Span(left, right), ""

    def cut_clause(self) -> tuple[Span, str] | None:
        left, right = self._clause_bounds()
        if left == self.first and right >= self.mark:
            return None
        if not self._drops(self.fitter.lead, left, self.start):
            return None
        if not self._drops(self.fitter.tail, self.end, right):
            return None
        return self.delete(left, right)

    def delete(self, start: int, end: int) -> tuple[Span, str] | None:
        """Delete tokens with their comma and white space; the sentence keeps its capital and its mark."""
        tokens, norms = self.tokens, self.tokens.norms
        if start == self.first:
            if end < self.mark and norms[end] in {",", "\u2014", ":", ";"}:
                end += 1
            if end < self.mark and norms[end] in _CONJUNCTIONS and norms[end - 1] in {",", "\u2014"}:
                end += 1
            if end >= self.mark or norms[end] in _CLAUSE_MARKS | {'"'}:
                return None
            right = tokens.starts[end]
            word = tokens.text[right : tokens.ends[end]]
            new = capitalized(word) if self._capital() else word
            return Span(self._char(start), tokens.ends[end]), new
        if end < self.stop and self._breaks_article(norms[end]):
            return None
        before = norms[start - 1]
        after = norms[end] if end < self.stop else ""
        left, right = tokens.ends[start - 1], tokens.ends[end - 1]
        if before in {",", ";", ":", "\u2014"}:
            closes = end >= self.mark or after in {",", "\u2014", ";"}
            if not closes:
                return None
            left = tokens.ends[start - 2] if start >= 2 else left
            right = tokens.ends[end] if after == before else right
        elif end < self.mark and after in {",", ";"} and before in _CONJUNCTIONS:
            right = tokens.ends[end]
        return Span(left, right), ""


def _exact(tokens: Tokens, proposal: Proposal) -> tuple[Span, str]:
    """What a rule has fitted in itself; only hard wrapping and contractions are the draft's."""
    span = Span(tokens.starts[proposal.at[0]], tokens.ends[proposal.at[1] - 1])
    return span, _wrapped(tokens.text, span, contract(proposal.text, tokens.text))


def _wrapped(text: str, span: Span, new: str) -> str:
    """Break the new text where the old one was broken by hard wrapping."""
    breaks = _LINE_BREAK.search(span.of(text))
    if not breaks:
        return new
    line_start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    width = max(len(line) for line in text.replace("\r", "\n").split("\n"))
    return refill(new, span.start - line_start, max(width, 40), breaks[0].lstrip(" \t"))
