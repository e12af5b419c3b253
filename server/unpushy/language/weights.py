"""The weights of unpushy's own pipeline, as one file of 16-bit numbers that are widened when it is loaded.

``server/training/pack.py`` writes the file from what ``spacy train`` made.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

FILE_NAME = "weights.msgpack"
PARTS = ("tok2vec", "tagger", "parser")


def pack(nlp: Language, folder: Path) -> int:
    """Write a pipeline's weights; returns their size in bytes."""
    import srsly

    parts = {}
    for name in PARTS:
        component: Any = nlp.get_pipe(name)
        part = srsly.msgpack_loads(component.to_bytes(exclude=["vocab"]))
        part["model"] = srsly.msgpack_dumps(_cast(srsly.msgpack_loads(part["model"]), "float16"))
        parts[name] = part
    config = nlp.config.copy()
    for section in ("training", "corpora", "paths", "initialize", "pretraining"):
        config.pop(section, None)
    data = {
        "config": config.to_str(interpolate=True),
        "labels": sorted({*nlp.pipe_labels["tagger"], *nlp.pipe_labels["parser"]}),
        "parts": parts,
    }
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / FILE_NAME).write_bytes(srsly.msgpack_dumps(data))


def load(folder: Path) -> Language:
    """The pipeline whose weights lie in a folder. Raises ``OSError`` where there are none."""
    with _fast_products():
        return _loaded(folder)


def _loaded(folder: Path) -> Language:
    import srsly

    with _without_commands():
        from spacy.util import load_model_from_config
    from thinc.api import Config

    data = srsly.msgpack_loads((folder / FILE_NAME).read_bytes())
    nlp = load_model_from_config(Config().from_str(data["config"]), auto_fill=True, validate=False)
    for label in data["labels"]:
        nlp.vocab.strings.add(label)
    for name in PARTS:
        part = data["parts"][name]
        part["model"] = srsly.msgpack_dumps(_cast(srsly.msgpack_loads(part["model"]), "float32"))
        component: Any = nlp.get_pipe(name)
        component.from_bytes(srsly.msgpack_dumps(part), exclude=["vocab"])
    return nlp


@contextmanager
def _fast_products() -> Iterator[None]:
    """Models made meanwhile multiply matrices with numpy on one thread: up to three times as fast as BLIS.

    How many threads numpy takes is settled when it is imported. Whoever has done that before keeps BLIS:
    with short sentences threads would but wait for each other.
    """
    if "numpy" in sys.modules:
        yield
        return
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


@contextmanager
def _without_commands() -> Iterator[None]:
    """Import spaCy without its command line, which nothing here needs and which takes two fifths of the time.

    ``spacy/__init__.py`` imports it for the sake of ``spacy.info``; whoever asks for either gets it later.
    """
    if "spacy" in sys.modules:
        yield
        return
    names = ("spacy.cli", "spacy.cli.info")
    package, module = map(ModuleType, names)
    package.__path__ = []
    setattr(module, "info", _info)  # noqa: B010 -- mypy knows no attributes of a module made by hand
    sys.modules.update(zip(names, (package, module), strict=True))
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)


def _info(*args: object, **kwargs: object) -> object:
    """``spacy.info``."""
    from spacy.cli.info import info

    told: Callable[..., object] = info
    return told(*args, **kwargs)


def _cast(model: dict[str, Any], kind: str) -> dict[str, Any]:
    model["params"] = [
        {name: value if value is None else value.astype(kind) for name, value in params.items()}
        for params in model["params"]
    ]
    return model
