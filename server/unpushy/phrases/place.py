"""Where a hit stands: its sentence, what is around it there, and what of that may be dropped."""

from __future__ import annotations

from functools import cached_property

from unpushy.language.function_words import FUNCTION_WORDS
from unpushy.language.sentences import END_MARKS
from unpushy.language.style import capitalized, uncapitalized
from unpushy.language.tokens import Tokens
from unpushy.phrases.pattern import Node
from unpushy.phrases.walk import walk
from unpushy.text import Span

CONJUNCTIONS = frozenset({"and", "but", "so", "or"})
CLAUSE_MARKS = frozenset({",", ";", ":", "\u2014", "(", ")"})
SUBORDINATORS = frozenset(
    """if when whenever as because since while although though before after until unless once given with
    without following per in on at by for from to regarding despite during upon whether that which
    who""".split()
)
_GREETINGS = frozenset("hi hello hey dear good morning afternoon evening".split())
_LONGEST_GREETING = 6
_SHORTEST_HALF = 3
"""Tokens of a first half that can stand alone."""
_CLAUSE_STARTS = frozenset("i we you he she it they this that there nobody please".split())
_QUESTION_STARTS = frozenset(
    """can could will would do did does is are was were have has had may shall what when where who which why
    how""".split()
)
_MOST_THIN = 4
_THIN = FUNCTION_WORDS - frozenset(
    """not never nothing nobody no none if unless although though because since while whereas whether than
    until till before after within by yesterday today tomorrow who whom whose which what and but or nor yet
    all""".split()
)
_HEDGING = frozenset(
    "guess trust hope suppose sure sort kind reckon feel think honestly frankly , been".split()
)
"""Verbs and adverbs that a writer puts before what they mean."""
_GOES_ON = frozenset(
    """am is are was were be do does did have has had will would shall should can could may might must
    's""".split()
)
"""Behind a phrase these show that it is no clause of its own."""
_SPEAKERS = frozenset("i we you there please".split())
"""Subjects that lean on nothing said before."""
_DETERMINERS = frozenset("the a an my our your".split())
_CLAUSE_WORDS = frozenset("i we you sorry apologies thanks please hope".split())
"""One of these is in the first of two clauses that a comma splices."""
_NO_ADDRESS = CLAUSE_MARKS | _SPEAKERS | frozenset("at in by for from with on to before until after".split())
_LONGEST_ADDRESS = 3
"""Tokens of a comma and who is addressed behind it."""
_PAIRED = frozenset("either both between neither whether".split())
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

    @cached_property
    def is_greeted(self) -> bool:
        """Whether only "Hi Jo," or "Honestly," stands before the hit in its sentence."""
        before = self.norms[self.first : self.start]
        if before[-1:] != [","]:
            return False
        short = len(before) == 2 and before[0] not in _SPEAKERS | CONJUNCTIONS
        return short or (before[0] in _GREETINGS and len(before) <= _LONGEST_GREETING)

    @cached_property
    def half(self) -> int | None:
        """The token behind the first half of the sentence, where the hit is the second of two clauses.

        Only where a conjunction joins them, or a comma alone where it should, so that each can stand alone.
        """
        at, norms = self.start - 1, self.norms
        if at <= self.first:
            return None
        if norms[at] == "," and norms[self.start] in _SPEAKERS:
            spliced = not _CLAUSE_WORDS.isdisjoint(norms[self.first : at])
            return at if spliced and norms[self.first] not in SUBORDINATORS else None
        if norms[at] not in CONJUNCTIONS:
            return None
        if norms[at - 1] in CLAUSE_MARKS:
            at -= 1
        elif norms[self.start] not in _CLAUSE_STARTS and not (
            self.is_question and norms[self.start] in _QUESTION_STARTS
        ):
            return None
        whole = norms[self.first] not in SUBORDINATORS and not _PAIRED.intersection(norms[self.first : at])
        return at if whole and at - self.first >= _SHORTEST_HALF else None

    @cached_property
    def heads(self) -> bool:
        """Whether the hit is the first of two clauses, each of which can stand alone."""
        at, norms = self.end, self.norms
        if not self.is_first or self.mark - at <= _SHORTEST_HALF or norms[at] not in {",", "\u2014", ";"}:
            return False
        at += 1
        if norms[at] in {"and", "but"}:
            at += 1
        promises = norms[at - 1] == "and" and norms[at + 1] == "will"  # "show me one, and I will believe it"
        asks = norms[at] in _QUESTION_STARTS and self.is_question
        asks = asks or (norms[at - 1] == "but" and norms[at] in _DETERMINERS)
        return asks or (norms[at] in _SPEAKERS and not promises)

    @cached_property
    def half_asks(self) -> bool:
        """Whether that first half is a question."""
        at = self.first
        while self.norms[at] in CONJUNCTIONS:
            at += 1
        return self.norms[at] in _QUESTION_STARTS or (self.norms[self.start - 1] == "or" and self.is_question)

    @cached_property
    def is_alone(self) -> bool:
        """Whether around the hit are only words that may be dropped, or that say nothing by themselves."""
        first = self.is_first or self._is_thin(self.first, self.start, _HEDGING)
        return first and (self.is_last or self._is_thin(self.end, self.mark, frozenset()))

    def _is_thin(self, start: int, end: int, more: frozenset[str]) -> bool:
        words = self.norms[start:end]
        if start == self.end and words[0] == "," and len(words) <= _LONGEST_ADDRESS:
            return words[-1].isalpha() and not _NO_ADDRESS.intersection(words[1:])  # ", Raj"
        if len(words) > _MOST_THIN or (start == self.end and words[0] in _GOES_ON):
            return False
        return all(word in more or word in _THIN for word in words)

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
