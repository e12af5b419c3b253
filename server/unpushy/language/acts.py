"""A trained reader of sentences: how likely one presses, is vague or scolds, in whatever words.

A linear model, trained by ``server/training/train_reader.py`` on labelled emails, over runs of one to three
norms, pieces of words, pairs of function words wherever they stand, and a sentence's shape. A part is known
by a number of 64 bits, made of its words' checksums: its upper bits are its slot in the table of weights,
others tell it from parts that would share the slot.
"""

from __future__ import annotations

import marshal
import math
import os
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from unpushy.language.sentences import CLOSERS, END_MARKS

FAMILIES = ("pushy", "passive", "scolding")
MODEL = Path(__file__).with_name("acts.bin")
SLOT_BITS = 18
"""The table has as many slots as these bits can number."""
SHORTEST_WORD, PIECES = 4, (3, 4, 5)
"""Pieces of words are taken of words at least this long, in these lengths."""
FULL, HALF = 2, 1
"""What a part counts: runs in full, pieces, pairs and shapes by half."""
RUN, PIECE, PAIR, LENGTH, FRAME = range(1, 6)
WIDTH, LONGEST = 4, 8
"""Lengths of sentences (tokens) are told apart in steps of the first, up to that many steps."""
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
"""Odd numbers that spread the bits of a sum of products."""
_ALL = (1 << 64) - 1
MOST_KNOWN = 50_000
START, END = "^", "$"
SHORTEST_READ, LONGEST_READ = 4, 60
"""Tokens of a sentence that is read: fewer say too little, more are no sentence."""
FUNCTION_WORDS = frozenset(
    """you your i we me my our us he she they it yet still not no never ever again once twice now today
    tomorrow tonight week month day days weeks hours minutes if when or and but so ? !""".split()
)
"""Pairs of these say who does what to whom, when, and whether: whatever stands between them."""

Weights = tuple[float, float, float]


class Model(NamedTuple):
    """The weights as they are kept on disk."""

    checks: bytes
    """By slot: 16 bits that tell its part from others (native ``H``); zero where the slot is empty."""
    weights: bytes
    """By slot: one weight a family (native ``h``)."""
    scale: float
    bias: Weights
    least_new: Weights
    """Probabilities from which a sentence counts where no phrase was found, by family."""
    least_known: Weights
    """Probabilities from which what a phrase found is believed, by family."""
    acts: dict[str, dict[str, float]]
    """Rule -> run of norms -> weight: which act a flagged sentence is like."""


def key(kind: int, first: int, second: int = 0, third: int = 0) -> int:
    """The number of a part."""
    one, two, three, four = FACTORS
    return (kind * one + first * two + second * three + third * four) & _ALL


def slot(part: int) -> int:
    """Where in the table a part has its weights, if it has any."""
    return part >> (64 - SLOT_BITS)


def check(part: int) -> int:
    """Sixteen bits of a part's number, never all zero, that are not those of its slot."""
    return (part >> 24) & 0xFFFF or 1


def code(norm: str) -> int:
    """The checksum that stands for a norm; numbers are alike if they are written alike."""
    if any(map(str.isdigit, norm)):
        norm = "".join("0" if letter.isdigit() else letter for letter in norm)
        while "00" in norm:
            norm = norm.replace("00", "0")
    return zlib.crc32(norm.encode())


def pieces(norm: str) -> list[int]:
    """The parts that are pieces of a word."""
    if len(norm) < SHORTEST_WORD:
        return []
    word = f"<{norm}>"
    return [
        key(PIECE, zlib.crc32(word[at : at + size].encode()))
        for size in PIECES
        for at in range(len(word) - size + 1)
    ]


def framed(norms: Iterable[str]) -> list[str]:
    """A sentence's norms with marks for its start and its end."""
    return [START, *norms, END]


def parts(norms: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """All parts of a sentence (its norms, framed): number, what it counts, and the norms it stands on.

    Those are the places of its first and behind its last; a part of the whole stands on none.
    """
    codes = [code(norm) for norm in norms]
    count = len(codes)
    for at, norm in enumerate(norms):
        for piece in pieces(norm):
            yield piece, HALF, at, at + 1
        for size in range(1, min(3, count - at) + 1):
            yield key(RUN, *codes[at : at + size]), FULL, at, at + size
    for part in _wholes(codes, [c for c, norm in zip(codes, norms, strict=True) if norm in FUNCTION_WORDS]):
        yield part, HALF, 0, 0


def _wholes(codes: Sequence[int], function: Iterable[int]) -> Iterator[int]:
    """The parts that are of a sentence as a whole."""
    known = sorted(set(function))
    for at, first in enumerate(known):
        for second in known[at + 1 :]:
            yield key(PAIR, first, second)
    yield key(LENGTH, min(len(codes) // WIDTH, LONGEST))
    if len(codes) > 2:
        yield key(FRAME, codes[1], codes[-2])


def runs(norms: Sequence[str]) -> Iterator[str]:
    """Runs of one to three norms."""
    for at in range(len(norms)):
        for size in range(1, min(3, len(norms) - at) + 1):
            yield " ".join(norms[at : at + size])


def segments(norms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of norms that end at an end mark: nearly the sentences, without looking at the text."""
    start = 0
    for at, norm in enumerate(norms):
        ends = norm in END_MARKS or (norm in CLOSERS and at > start and norms[at - 1] in END_MARKS)
        if ends and (at + 1 == len(norms) or norms[at + 1] not in END_MARKS | CLOSERS):
            yield start, at + 1
            start = at + 1
    if start < len(norms):
        yield start, len(norms)


class Scales(Protocol):
    """What weighs sentences: compiled, or in Python."""

    def weigh(self, norms: Sequence[str]) -> tuple[int, int, int]:
        """What the parts of a sentence (its norms, framed) add up to in each family."""

    def any_over(self, norms: Sequence[str], limits: Sequence[float]) -> bool:
        """Whether one of the sentences in these norms, each as long as they are read, is over a limit.

        Limits are by family, of a sentence of one norm.
        """


class Known(NamedTuple):
    """A norm met before."""

    code: int
    function: bool
    mark: int
    """1: ends sentences; 2: may close behind such a mark; 0: neither."""
    weights: tuple[int, int, int]
    """Of its pieces."""


class PureScales:
    """In Python."""

    def __init__(self, model: Model) -> None:
        self._checks = array("H", model.checks)
        self._weights = array("h", model.weights)
        self._known: dict[str, Known] = {}

    def weights(self, part: int) -> tuple[int, int, int]:
        """Of one part, by family."""
        at = slot(part)
        if self._checks[at] != check(part):
            return 0, 0, 0
        first, second, third = self._weights[3 * at : 3 * at + 3]
        return first, second, third

    def known(self, norm: str) -> Known:
        """What is kept of a norm."""
        found = self._known.get(norm)
        if found is None:
            a = b = c = 0
            for piece in pieces(norm):
                x, y, z = self.weights(piece)
                a, b, c = a + HALF * x, b + HALF * y, c + HALF * z
            found = Known(code(norm), norm in FUNCTION_WORDS, _mark(norm), (a, b, c))
            if len(self._known) < MOST_KNOWN:
                self._known[norm] = found
        return found

    def weigh(self, norms: Sequence[str]) -> tuple[int, int, int]:
        known = [self.known(norm) for norm in norms]
        codes = [word.code for word in known]
        a, b, c = (sum(word.weights[family] for word in known) for family in range(3))
        for at in range(len(codes)):
            for size in range(1, min(3, len(codes) - at) + 1):
                x, y, z = self.weights(key(RUN, *codes[at : at + size]))
                a, b, c = a + FULL * x, b + FULL * y, c + FULL * z
        for part in _wholes(codes, [word.code for word in known if word.function]):
            x, y, z = self.weights(part)
            a, b, c = a + HALF * x, b + HALF * y, c + HALF * z
        return a, b, c

    def any_over(self, norms: Sequence[str], limits: Sequence[float]) -> bool:
        for start, stop in segments(norms):
            if SHORTEST_READ <= stop - start <= LONGEST_READ:
                whole = framed(norms[start:stop])
                root = math.sqrt(len(whole))
                if any(s >= limit * root for s, limit in zip(self.weigh(whole), limits, strict=True)):
                    return True
        return False


def _mark(norm: str) -> int:
    return 1 if norm in END_MARKS else 2 if norm in CLOSERS else 0


class ActReader:
    """Weighs sentences."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._pure = PureScales(model)
        self._scales = _scales(self._pure, model)
        self._least_new = self._sums(model.least_new)
        self._least_known = self._sums(model.least_known)

    def _sums(self, probabilities: Weights) -> list[float]:
        """What the parts of a sentence of one norm must add up to for these probabilities."""
        return [
            (math.log(chance / (1 - chance)) - bias) / self._model.scale
            for chance, bias in zip(probabilities, self._model.bias, strict=True)
        ]

    def speaks(self, norms: Sequence[str]) -> bool:
        """Whether a sentence in these norms counts in some family without a phrase."""
        return self._scales.any_over(norms, self._least_new)

    def over(self, norms: Sequence[str], *, known: bool = False) -> tuple[bool, bool, bool]:
        """By family, whether a sentence (its norms, unframed) counts; ``known``: where a phrase was found."""
        whole = framed(norms)
        root = math.sqrt(len(whole))
        a, b, c = self._least_known if known else self._least_new
        x, y, z = self._scales.weigh(whole)
        return x >= a * root, y >= b * root, z >= c * root

    def probabilities(self, norms: Sequence[str]) -> Weights:
        """How likely a sentence (its norms, unframed) is of each family."""
        whole = framed(norms)
        by_length = self._model.scale / math.sqrt(len(whole))
        a, b, c = (
            1.0 / (1.0 + math.exp(-max(min(weight * by_length + bias, 30.0), -30.0)))
            for weight, bias in zip(self._scales.weigh(whole), self._model.bias, strict=True)
        )
        return a, b, c

    def by_token(self, norms: Sequence[str], family: int) -> list[float]:
        """What each norm of a sentence contributes to a family; a run's weight is shared by its norms."""
        whole = framed(norms)
        out = [0.0] * len(whole)
        for part, counts, start, end in parts(whole):
            for at in range(start, end):
                out[at] += counts * self._pure.weights(part)[family] / (end - start)
        return out[1:-1]

    def act(self, norms: Sequence[str], family: int) -> str:
        """The rule of a family whose act a sentence is most like."""
        found = set(runs(framed(norms)))
        rules = [rule for rule in self._model.acts if rule.startswith(FAMILIES[family] + "/")]

        def likeness(rule: str) -> float:
            weights = self._model.acts[rule]
            return weights[""] + sum(weights[run] for run in found & weights.keys())

        return max(rules, key=likeness)


def _scales(pure: PureScales, model: Model) -> Scales:
    """The fastest that there are."""
    if not os.environ.get("UNPUSHY_PURE"):
        try:
            from unpushy.language._scales import Scales as Native
        except ImportError:
            pass
        else:
            return Native(model.checks, model.weights, pure.known)
    return pure


@cache
def shipped() -> ActReader | None:
    """The reader that unpushy ships; None where its weights are missing or unreadable."""
    try:
        return ActReader(Model(*marshal.loads(zlib.decompress(MODEL.read_bytes()))))
    except (OSError, ValueError, EOFError, TypeError, zlib.error):
        return None
