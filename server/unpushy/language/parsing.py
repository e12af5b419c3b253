"""Sentences, parsed: unpushy's own small spaCy pipeline, or the one that the configuration names.

spaCy is imported when a sentence is first to be parsed, and not before. What one sentence's parse says is
for the caller to keep; a ``Doc`` is large and is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from unpushy.language import pipelines
from unpushy.language.pipelines import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

WEIGHTS = Path(__file__).with_name("parser")
"""The folder of the weights that unpushy ships, with their licence."""
_BATCH = 64
_IN_TURN = Lock()
"""spaCy does not promise that several threads can use a pipeline, or load it, at once."""


def collapsed(text: str) -> tuple[str, list[int]]:
    """Text with white space as single blanks, and where each of its code points stands in ``text``."""
    words = text.split()
    if len(text) == sum(map(len, words)) + len(words) - 1:
        return " ".join(words), list(range(len(text)))
    places: list[int] = []
    at = 0
    for word in words:
        start = text.index(word, at)
        if places:
            places.append(start - 1)
        places += range(start, start + len(word))
        at = start + len(word)
    return " ".join(words), places


class Parser:
    """Parses sentences with one pipeline, which is loaded when it is first needed."""

    def __init__(self, model: str = "") -> None:
        """``model`` is the name or path of a spaCy pipeline; empty: the one that unpushy ships."""
        self.model = model
        self._refused = ""

    def parse(self, sentences: Sequence[str]) -> list[Doc]:
        """The parse of each sentence (white space collapsed), in order. Raises ``ModelError``."""
        if self._refused:  # loading it once more would take as long, and say the same
            raise ModelError(self._refused)
        try:
            with _IN_TURN:
                return self._parsed(pipeline(self.model), sentences)
        except ModelError as error:
            self._refused = str(error)
            raise

    def _parsed(self, nlp: Language, sentences: Sequence[str]) -> list[Doc]:
        try:
            if len(sentences) == 1:
                return [nlp(sentences[0])]
            return list(nlp.pipe(sentences, batch_size=_BATCH))
        except Exception as error:  # whose code fails here, unpushy can't know
            if not self.model:
                raise
            problem = f"the spaCy pipeline {self.model!r} fails ({type(error).__name__}); name another one"
            raise ModelError(problem) from error


@cache
def pipeline(model: str) -> Language:
    """The pipeline of this name, loaded once. Raises ``ModelError``."""
    if model:
        return pipelines.load(model)
    from unpushy.language.weights import load

    return load(WEIGHTS)
