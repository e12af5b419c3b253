"""Where users' own phrase lists are: in files that the configuration names, and in installed packages."""

from __future__ import annotations

from importlib import metadata, resources
from pathlib import Path

from unpushy.phrases import CLASSES_FILE
from unpushy.phrases.errors import PhraseListError

ENTRY_POINTS = "unpushy.phrase_lists"
"""The group in which a package names the package that holds its lists."""


def lists_at(place: Path) -> list[Path]:
    """The lists at a place, which is a file or a folder; none where there is none."""
    return _under(place) if place.is_dir() else [place] if place.is_file() else []


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
