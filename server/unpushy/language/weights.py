"""The weights of unpushy's own pipeline, as one file of 16-bit numbers that are widened when it is loaded.

``server/training/pack.py`` writes the file from what ``spacy train`` made.
"""

from __future__ import annotations

from pathlib import Path
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
    import srsly
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


def _cast(model: dict[str, Any], kind: str) -> dict[str, Any]:
    model["params"] = [
        {name: value if value is None else value.astype(kind) for name, value in params.items()}
        for params in model["params"]
    ]
    return model
