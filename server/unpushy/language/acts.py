"""A trained reader of sentences: how likely one presses, is vague or scolds, in whatever words.

A linear model over the parts of sentences (``parts``), trained by ``server/training/train_reader.py`` on
labelled emails.
"""

from __future__ import annotations

import marshal
import math
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

from unpushy.language.cores import core
from unpushy.language.parts import (
    FULL,
    HALF,
    RUN,
    check,
    code,
    framed,
    key,
    parts,
    pieces,
    role,
    runs,
    scattered,
    segments,
    slot,
    wholes,
)
from unpushy.language.sentences import CLOSERS, END_MARKS

FAMILIES = ("pushy", "passive", "scolding")
MODEL = Path(__file__).with_name("acts.bin")
SHORTEST_READ, LONGEST_READ = 4, 60
"""Tokens of a sentence that is read: fewer say too little, more are no sentence."""
MOST_KNOWN = 50_000

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
    roles: int
    mark: int
    """1: ends sentences; 2: may close behind such a mark; 0: neither."""
    weights: tuple[int, int, int]
    """Of its pieces."""


def described(norm: str) -> tuple[int, int, int]:
    """What is kept of a norm, its weights aside."""
    return code(norm), role(norm), _mark(norm)


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
            found = Known(*described(norm), self.of_pieces(norm))
            if len(self._known) < MOST_KNOWN:
                self._known[norm] = found
        return found

    def of_pieces(self, norm: str) -> tuple[int, int, int]:
        """What the pieces of a norm add up to in each family."""
        a = b = c = 0
        for piece in pieces(norm):
            x, y, z = self.weights(piece)
            a, b, c = a + HALF * x, b + HALF * y, c + HALF * z
        return a, b, c

    def weigh(self, norms: Sequence[str]) -> tuple[int, int, int]:
        known = [self.known(norm) for norm in norms]
        codes = [word.code for word in known]
        a, b, c = (sum(word.weights[family] for word in known) for family in range(3))
        for at in range(len(codes)):
            for size in range(1, min(3, len(codes) - at) + 1):
                x, y, z = self.weights(key(RUN, *codes[at : at + size]))
                a, b, c = a + FULL * x, b + FULL * y, c + FULL * z
        roles = [word.roles for word in known]
        for part in chain(wholes(codes, roles), (part for part, _, _ in scattered(codes, roles))):
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

    def __init__(self, model: Model, least_new: Weights | None = None) -> None:
        """``least_new``: in place of the model's."""
        self._model = model
        self._pure = PureScales(model)
        self._scales = _scales(self._pure, model)
        self._least_new = self._sums(least_new or model.least_new)
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
    native = core("unpushy.language._scales")
    if native is None:
        return pure
    fastest: Scales = native.Scales(model.checks, model.weights, pure)
    return fastest


@cache
def shipped(least_new: Weights | None = None) -> ActReader | None:
    """The reader that unpushy ships, or with other limits; None where its weights can't be read."""
    try:
        return ActReader(Model(*marshal.loads(zlib.decompress(MODEL.read_bytes()))), least_new)
    except (OSError, ValueError, EOFError, TypeError, zlib.error):
        return None
