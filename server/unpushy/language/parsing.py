"""Sentences, parsed: unpushy's own small spaCy pipeline, or the one that the configuration names.

spaCy is imported when a sentence is first to be parsed, and not before. What one sentence's parse says is
for the caller to keep; a ``Doc`` is large and is not kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from unpushy.errors import UserError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

WEIGHTS = Path(__file__).with_name("parser")
"""The folder of the weights that unpushy ships, with their licence."""
_BATCH = 64
_IN_TURN = Lock()
"""spaCy does not promise that several threads can use a pipeline, or load it, at once."""
_PASSIVES = frozenset({"aux:pass", "auxpass"})
_PIPELINE = re.compile(r"^pipeline\s*=\s*\[(.*?)\]", re.MULTILINE | re.DOTALL)


class ModelError(UserError):
    """A pipeline that can't be used; the message says what to do."""


def check_model(name: str) -> None:
    """Raise ``ModelError`` where no installed pipeline has this name or path, or none that finds passives.

    Only its files are looked at: spaCy is not imported.
    """
    config = next(_configs(name), None)
    if config is None:
        raise ModelError(
            f"no spaCy pipeline is called {name!r}; install it beside unpushy, or leave the key out to use "
            "unpushy's own"
        )
    found = _PIPELINE.search(config.read_text(encoding="utf-8"))
    if not found or '"parser"' not in found[1]:
        raise ModelError(f"the spaCy pipeline {name!r} has no parser; name one that has")
    meta = config.with_name("meta.json")
    labels = json.loads(meta.read_text(encoding="utf-8")).get("labels", {}) if meta.is_file() else {}
    if "parser" in labels and not _PASSIVES & set(labels["parser"]):
        raise ModelError(
            f"the parser of {name!r} has no label for passives (aux:pass or auxpass); name another pipeline"
        )


def _configs(name: str) -> Iterator[Path]:
    try:
        spec = find_spec(name) if name.replace("_", "").isalnum() else None
    except (ImportError, ValueError):
        spec = None
    folders = [Path(name), *(Path(place) for place in (spec and spec.submodule_search_locations) or ())]
    for folder in folders:
        if folder.is_dir():
            yield from (
                path for path in (folder / "config.cfg", *folder.glob("*/config.cfg")) if path.is_file()
            )


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

    def parse(self, sentences: Sequence[str]) -> list[Doc]:
        """The parse of each sentence (white space collapsed), in order. Raises ``ModelError``."""
        with _IN_TURN:
            nlp = pipeline(self.model)
            if len(sentences) == 1:
                return [nlp(sentences[0])]
            return list(nlp.pipe(sentences, batch_size=_BATCH))


@cache
def pipeline(model: str) -> Language:
    """The pipeline of this name, loaded once. Raises ``ModelError``."""
    if not model:
        from unpushy.language.weights import load

        return load(WEIGHTS)
    check_model(model)
    return _installed(model)


def _installed(model: str) -> Language:
    import spacy

    options: dict[str, Any] = {"exclude": ["ner", "lemmatizer", "senter", "textcat"]}
    try:
        nlp = spacy.load(model, **options)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the spaCy pipeline {model!r} can't be loaded: {error}") from error
    return nlp
