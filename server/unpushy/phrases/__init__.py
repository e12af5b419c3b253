"""Phrase lists: their language, their files, and what finds their phrases."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

CLASSES_FILE = "classes.toml"
"""The word classes that all lists of a folder share."""


def lists_folder() -> Path:
    """The folder of the lists that unpushy ships."""
    return Path(import_module("unpushy.phrase_lists").__path__[0])
