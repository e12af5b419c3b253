"""A trained reader of sentences: how likely one presses, is vague or scolds, in whatever words.

A linear model over runs of one to three norms and over pieces of words, trained by
``server/training/train_reader.py`` on labelled emails. A sentence's score is a sum over its parts, so what
a word weighs is looked up once and remembered, and any stretch of a sentence can be weighed by itself.
"""

from __future__ import annotations

import marshal
import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from unpushy.language.sentences import CLOSERS, END_MARKS

FAMILIES = ("pushy", "passive", "scolding")
MODEL = Path(__file__).with_name("acts.bin")
SHORTEST_WORD, PIECES = 4, (3, 4, 5)
"""Pieces of words are taken of words longer than this, in these lengths."""
PIECE_SHARE = 0.5
"""What a piece counts beside a run of words."""
_MOST_KNOWN = 50_000

Weights = tuple[float, float, float]


class Model(NamedTuple):
    """The weights as they are kept on disk."""

    places: dict[str, int]
    """Run of norms, or piece of a word (with # before it) -> its place in the weights."""
    weights: tuple[array[int], ...]
    """By family."""
    scale: float
    bias: Weights
    thresholds: Weights
    """Probabilities from which a sentence counts, by family."""
    acts: dict[str, dict[str, float]]
    """Rule -> run of norms -> weight: which act a flagged sentence is like."""


def runs(norms: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Runs of one to three norms, with the places of their first and behind their last."""
    count = len(norms)
    for at, norm in enumerate(norms):
        yield at, at + 1, norm
        if at + 1 < count:
            two = f"{norm} {norms[at + 1]}"
            yield at, at + 2, two
            if at + 2 < count:
                yield at, at + 3, f"{two} {norms[at + 2]}"


def pieces(norm: str) -> list[str]:
    """The pieces of a word."""
    if len(norm) < SHORTEST_WORD:
        return []
    word = f"<{norm}>"
    return ["#" + word[at : at + size] for size in PIECES for at in range(len(word) - size + 1)]


def framed(norms: Iterable[str]) -> list[str]:
    """A sentence's norms with marks for its start and its end."""
    return ["^", *norms, "$"]


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


class ActReader:
    """Weighs sentences."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._words: dict[str, Weights] = {}
        self.thresholds = model.thresholds

    def weigh(self, norms: Sequence[str]) -> Weights:
        """What a stretch of norms, framed, adds up to in each family, before its length is considered."""
        places = self._model.places
        first, second, third = self._model.weights
        known = self._words
        a = b = c = 0.0
        last = len(norms) - 1
        for number, norm in enumerate(norms):
            word = known.get(norm)
            if word is None:
                word = self._weighed_word(norm)
            a += word[0]
            b += word[1]
            c += word[2]
            if number == last:
                break
            two = f"{norm} {norms[number + 1]}"
            at = places.get(two)
            if at is None:  # then no run of three begins with it
                continue
            a += first[at]
            b += second[at]
            c += third[at]
            if number + 1 < last:
                at = places.get(f"{two} {norms[number + 2]}")
                if at is not None:
                    a += first[at]
                    b += second[at]
                    c += third[at]
        scale = self._model.scale
        return a * scale, b * scale, c * scale

    def _weighed_word(self, norm: str) -> Weights:
        """What a norm and its pieces weigh."""
        sums = list(self._weighed_pieces(norm))
        at = self._model.places.get(norm)
        if at is not None:
            for family, weights in enumerate(self._model.weights):
                sums[family] += weights[at]
        found = sums[0], sums[1], sums[2]
        if len(self._words) < _MOST_KNOWN:
            self._words[norm] = found
        return found

    def _weighed_pieces(self, norm: str) -> Weights:
        sums = [0.0, 0.0, 0.0]
        for piece in pieces(norm):
            at = self._model.places.get(piece)
            if at is not None:
                for family, weights in enumerate(self._model.weights):
                    sums[family] += PIECE_SHARE * weights[at]
        return sums[0], sums[1], sums[2]

    def probabilities(self, norms: Sequence[str]) -> Weights:
        """How likely a sentence (its norms, unframed) is of each family."""
        whole = framed(norms)
        length = math.sqrt(len(whole))
        a, b, c = (
            1.0 / (1.0 + math.exp(-max(min(weight / length + bias, 30.0), -30.0)))
            for weight, bias in zip(self.weigh(whole), self._model.bias, strict=True)
        )
        return a, b, c

    def by_token(self, norms: Sequence[str], family: int) -> list[float]:
        """What each norm of a sentence contributes to a family; a run's weight is shared by its norms."""
        whole = framed(norms)
        out = [0.0] * len(whole)
        weights = self._model.weights[family]
        for at, norm in enumerate(whole):
            out[at] += self._weighed_pieces(norm)[family]
        for start, end, run in runs(whole):
            place = self._model.places.get(run)
            if place is not None:
                for at in range(start, end):
                    out[at] += weights[place] / (end - start)
        return out[1:-1]

    def act(self, norms: Sequence[str], family: int) -> str:
        """The rule of a family whose act a sentence is most like."""
        found = {run for _, _, run in runs(framed(norms))}
        rules = [rule for rule in self._model.acts if rule.startswith(FAMILIES[family] + "/")]

        def likeness(rule: str) -> float:
            weights = self._model.acts[rule]
            return weights[""] + sum(weights[run] for run in found & weights.keys())

        return max(rules, key=likeness)


@cache
def shipped() -> ActReader | None:
    """The reader that unpushy ships; None where its weights are missing or unreadable."""
    try:
        places, weights, scale, bias, thresholds, acts = marshal.loads(MODEL.read_bytes())
        arrays = []
        for packed in weights:
            numbers = array("h")
            numbers.frombytes(packed)
            arrays.append(numbers)
        return ActReader(Model(places, tuple(arrays), scale, bias, thresholds, acts))
    except (OSError, ValueError, EOFError, TypeError):
        return None
