"""What finds patterns in passages: the compiled core where there is one, else the same in Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from unpushy.language.cores import core
from unpushy.language.sentences import END_MARKS
from unpushy.phrases.compiled import Compiled
from unpushy.phrases.context import holds
from unpushy.phrases.index import AnchorIndex
from unpushy.phrases.kinds import KINDS, sort_of
from unpushy.phrases.masks import AT_END, BEFORE_START, Masks
from unpushy.phrases.packing import Plain, unpack


class Passage(Protocol):
    """A passage whose tokens are known."""

    def spans(self, pattern: int) -> list[tuple[int, int]]:
        """The longest match of a pattern from each token, as token spans; in order."""

    def holds(self, context: int, start: int, end: int, sent: tuple[int, int]) -> bool:
        """Whether a context holds of the match at these tokens in a sentence's token span."""


class Engine(Protocol):
    """All patterns and contexts, by their numbers."""

    def candidates(self, norms: Sequence[str], *, one_line: bool) -> list[int]:
        """Patterns that match somewhere in text of these norms, ascending; some may not."""

    def exact(self, norms: Sequence[str], sents: Sequence[int]) -> Passage:
        """A passage whose sentences begin at these tokens."""


def engine(compiled: Compiled) -> Engine:
    """The fastest that there is."""
    native = core("unpushy.phrases._native")
    if native is None:
        return PureEngine(compiled)
    fastest: Engine = native.Engine(compiled.programs, compiled.anchors, [*KINDS.values()], describe)
    return fastest


def describe(norm: str) -> int:
    """What the compiled core knows of a word beside its number, in six bits."""
    at_end, before_start, end_mark = norm in AT_END, norm in BEFORE_START, norm in END_MARKS
    return sort_of(norm) | at_end << 3 | before_start << 4 | end_mark << 5


class PureEngine:
    """In Python."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._index = AnchorIndex(compiled.anchors, compiled.programs.words)
        self._patterns: dict[int, Plain] = {}
        self._contexts: dict[int, tuple[Plain, Plain, Plain]] = {}

    def candidates(self, norms: Sequence[str], *, one_line: bool) -> list[int]:
        numbers = self._index.candidates(norms, one_line=one_line)
        if not numbers:
            return numbers
        masks = Masks.rough(norms, self._compiled.plain_classes, one_line=one_line)
        return [number for number in numbers if masks.ends(self.pattern(number), masks.all)]

    def exact(self, norms: Sequence[str], sents: Sequence[int]) -> PurePassage:
        return PurePassage(self, Masks.exact(norms, sents, self._compiled.plain_classes))

    def pattern(self, number: int) -> Plain:
        if number not in self._patterns:
            self._patterns[number] = unpack(self._compiled.patterns[number])
        return self._patterns[number]

    def context(self, number: int) -> tuple[Plain, Plain, Plain]:
        if number not in self._contexts:
            before, after, anywhere = self._compiled.contexts[number]
            self._contexts[number] = unpack(before), unpack(after), unpack(anywhere)
        return self._contexts[number]


class PurePassage:
    """In Python."""

    def __init__(self, patterns: PureEngine, masks: Masks) -> None:
        self._engine = patterns
        self._masks = masks

    def spans(self, pattern: int) -> list[tuple[int, int]]:
        return [*self._masks.spans(self._engine.pattern(pattern))]

    def holds(self, context: int, start: int, end: int, sent: tuple[int, int]) -> bool:
        return holds(self._engine.context(context), self._masks, start, end, sent)
