"""Where configuration files are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from unpushy.errors import ConfigError
from unpushy.tomlfile import Misfit, data_of, text_of

FILE_NAME = "unpushy.toml"
PROJECT = "pyproject.toml"


def user_path() -> Path:
    """Where the user's own configuration is, or would be."""
    from platformdirs import user_config_path

    return user_config_path("unpushy", appauthor=False) / FILE_NAME


def places(start: Path) -> Iterator[Path]:
    """All files that can hold a configuration for a folder, whether or not they are there."""
    yield user_path()
    for folder in (start, *start.parents):
        yield folder / FILE_NAME
        yield folder / PROJECT


def find(start: Path) -> Path | None:
    """The nearest ``unpushy.toml``, or ``pyproject.toml`` with ``[tool.unpushy]``, at or above a folder.

    Raises ``ConfigError`` for a ``pyproject.toml`` that can't be read or is not TOML.
    """
    for folder in (start, *start.parents):
        own = folder / FILE_NAME
        if own.is_file():
            return own
        project = folder / PROJECT
        if project.is_file():
            try:
                text = text_of(project)
                if "unpushy" in text and "unpushy" in tools(data_of(text)):
                    return project
            except Misfit as misfit:
                raise ConfigError(misfit.told(project)) from misfit
    return None


def tools(data: dict[str, Any]) -> dict[str, Any]:
    """The table ``tool`` of a ``pyproject.toml``."""
    found = data.get("tool")
    return found if isinstance(found, dict) else {}
