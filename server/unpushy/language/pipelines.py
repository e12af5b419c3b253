"""spaCy pipelines that the configuration names in place of unpushy's own: found, judged, loaded.

Their files are judged first, without spaCy, so that most mistakes are told at once; what files don't tell
(components of a pipeline's own, broken weights) shows when the pipeline is loaded and tries a sentence.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from glob import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unpushy.errors import UserError

if TYPE_CHECKING:
    from spacy.language import Language

_CONFIG = "config.cfg"
_PASSIVES = frozenset({"aux:pass", "auxpass"})
_PARTICIPLE = "VBN"
"""The tag by which those of the Penn Treebank are known."""
_PARSERS = frozenset({"parser", "beam_parser"})
_TAGGERS = frozenset({"tagger", "attribute_ruler"})
_OTHERS = frozenset(
    """
    tok2vec transformer curated_transformer morphologizer lemmatizer trainable_lemmatizer senter sentencizer
    ner beam_ner entity_linker entity_ruler span_ruler span_finder spancat spancat_singlelabel textcat
    textcat_multilabel
    """.split()
)
"""spaCy's components that give neither heads nor tags; what one of any other name gives, its run shows."""
_UNUSED = ("ner", "lemmatizer", "senter", "textcat")
_TRIAL = "The plan was sent."
_LONGEST_REASON = 200
"""Code points of what spaCy says, which may list all that it knows."""


class ModelError(UserError):
    """A pipeline that can't be used; the message says what to do."""


def located(name: str, folder: Path) -> str:
    """A pipeline's name as it holds anywhere: that of a package as it is, a path below ``folder`` in full."""
    try:
        return str(folder / name) if (folder / name).is_dir() and _inside(folder / name) else name
    except (OSError, ValueError):  # too long to be a path, or with a null in it
        return name


def files_of(name: str) -> list[str]:
    """The files on which a pipeline's work depends: another state of them may give other parses."""
    found = _folder_of(name)
    if found is None:
        return []
    return [os.path.join(path, file) for path, _, files in os.walk(found) for file in sorted(files)]  # noqa: PTH118


def check_model(name: str) -> None:
    """Raise ``ModelError`` where no installed pipeline has this name or path, or none that finds passives.

    Only its files are looked at: spaCy is not imported.
    """
    folder = _folder_of(name)
    if folder is None:
        raise ModelError(
            f"no spaCy pipeline is called {name!r}; install it beside unpushy, or leave the key out to use "
            "unpushy's own"
        )
    language, factories = _configured(name, folder)
    if language != "en":
        raise ModelError(f"the spaCy pipeline {name!r} is for the language {language!r}; name an English one")
    kinds = set(factories.values())
    if kinds <= _OTHERS | _TAGGERS:
        raise ModelError(_lacks(name, "parser"))
    if kinds <= _OTHERS | _PARSERS:
        raise ModelError(_lacks(name, "tagger"))
    labels = _json(name, folder / "meta.json").get("labels")
    if isinstance(labels, dict):
        for part, kind in factories.items():
            if isinstance(labels.get(part), list):
                _check_labels(name, kind, labels[part])


def load(name: str) -> Language:
    """The pipeline of this name or path. Raises ``ModelError``."""
    check_model(name)
    try:
        nlp = _loaded(name)
        doc = nlp(_TRIAL)
    except Exception as error:  # a pipeline brings code and files of its own: anything may come of them
        problem = f"the spaCy pipeline {name!r} can't be loaded ({_told(error)}); install it again"
        raise ModelError(problem) from error
    for annotation, part in (("DEP", "parser"), ("TAG", "tagger")):
        if not doc.has_annotation(annotation):
            raise ModelError(_lacks(name, part))
    for part, labels in nlp.pipe_labels.items():
        _check_labels(name, nlp.get_pipe_meta(part).factory, labels)
    return nlp


def _loaded(name: str) -> Language:
    from spacy.util import load_model_from_package, load_model_from_path

    options: dict[str, Any] = {"exclude": list(_UNUSED)}
    folder = _inside(Path(name))
    if folder is not None:
        return load_model_from_path(folder, **options)
    return load_model_from_package(name, **options)  # its own code may bring components


def _folder_of(name: str) -> Path | None:
    """The folder with the pipeline's configuration."""
    found = _inside(Path(name))
    if found is None and name.isidentifier():
        try:
            spec = find_spec(name)
        except (ImportError, ValueError):
            spec = None
        for place in (spec and spec.submodule_search_locations) or ():
            found = found or _inside(Path(place))
    return found


def _inside(folder: Path) -> Path | None:
    """The folder with a pipeline: this one, or below that of a package the one of its version."""
    try:
        places = [folder / _CONFIG, *sorted(folder.glob(f"{escape(folder.name)}-*/{_CONFIG}"))]
        return next((path.parent for path in places if path.is_file()), None)
    except (OSError, ValueError):
        return None


def _configured(name: str, folder: Path) -> tuple[object, dict[str, str]]:
    """A pipeline's language, and the factory of each of its components."""
    from configparser import Error, RawConfigParser

    config = RawConfigParser(strict=False)
    try:
        config.read_string((folder / _CONFIG).read_text(encoding="utf-8"))
        language, parts = (json.loads(config.get("nlp", key)) for key in ("lang", "pipeline"))
        return language, {
            part: json.loads(config.get(f"components.{part}", "factory", fallback="null")) or ""
            for part in parts
        }
    except (OSError, ValueError, TypeError, Error) as error:
        raise ModelError(_broken(name, folder / _CONFIG, error)) from error


def _json(name: str, path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(_broken(name, path, error)) from error
    return data if isinstance(data, dict) else {}


def _check_labels(name: str, kind: str, labels: Iterable[str]) -> None:
    """Raise ``ModelError`` where a parser knows no passives, or a tagger no participles."""
    known = set(labels)
    if kind in _PARSERS and not _PASSIVES & known:
        raise ModelError(
            f"the parser of {name!r} has no label for passives (aux:pass or auxpass); name another pipeline"
        )
    if kind == "tagger" and _PARTICIPLE not in known:
        raise ModelError(
            f"the tagger of {name!r} has no tags of the Penn Treebank ({_PARTICIPLE}); name another pipeline"
        )


def _lacks(name: str, part: str) -> str:
    return f"the spaCy pipeline {name!r} has no {part}; name one that has a parser and a tagger"


def _broken(name: str, path: Path, error: Exception) -> str:
    return (
        f"the spaCy pipeline {name!r} is broken: {path.name} can't be read ({_told(error)}); install it again"
    )


def _told(error: Exception) -> str:
    """What an error says, as one line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 1].rstrip() + "\u2026"
