"""Where configuration files are, and their text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from unpushy.errors import ConfigError

FILE_NAME = "unpushy.toml"
PROJECT = "pyproject.toml"


def user_path() -> Path:
    """Where the user's own configuration is, or would be."""
    from platformdirs import user_config_path

    return user_config_path("unpushy", appauthor=False) / FILE_NAME


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
            text = text_of(project)
            if "unpushy" in text and "unpushy" in tools(toml_of(project, text)):
                return project
    return None


def text_of(path: Path) -> str:
    """The text of a configuration file. Raises ``ConfigError``."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8; save it as UTF-8") from error


def toml_of(path: Path, text: str) -> dict[str, Any]:
    """The data of a configuration file's text. Raises ``ConfigError``."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = found[1] if found else text.count("\n") + 1  # "at end of document"
        raise ConfigError(f"{path}:{line}: is not TOML: {error}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error


def tools(data: dict[str, Any]) -> dict[str, Any]:
    """The table ``tool`` of a ``pyproject.toml``."""
    found = data.get("tool")
    return found if isinstance(found, dict) else {}
