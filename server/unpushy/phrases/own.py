"""Where users' own phrase lists are: in files that the configuration names, and in installed packages."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata, resources
from pathlib import Path

from unpushy.phrases.errors import PhraseListError
from unpushy.phrases.load import CLASSES_FILE

ENTRY_POINTS = "unpushy.phrase_lists"
"""The group in which a package names the package that holds its lists."""


def named(places: Iterable[Path]) -> list[Path]:
    """The lists at these places, each a file or a folder. Raises ``PhraseListError`` where there is none."""
    out: list[Path] = []
    for place in places:
        found = _under(place) if place.is_dir() else [place] if place.is_file() else []
        if not found:
            remedy = "lists stand in <family>/<rule>.toml"
            raise PhraseListError(place, 1, "lists", "there is no phrase list here", remedy)
        out += found
    return out


def installed() -> list[Path]:
    """The lists of installed packages. Raises ``PhraseListError`` for a package that can't be imported."""
    out: list[Path] = []
    for point in sorted(metadata.entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        try:
            root = resources.files(point.value)
        except ImportError as error:
            remedy = f"reinstall or remove the package that names {point.name!r} in {ENTRY_POINTS}"
            raise PhraseListError(Path(point.value), 1, "", f"can't be imported: {error}", remedy) from error
        out += _under(Path(str(root)))
    return out


def _under(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.toml") if path.name != CLASSES_FILE)
