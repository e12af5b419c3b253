"""The rules as the configuration in force makes them: shipped lists, and users' own over them."""

from __future__ import annotations

from pathlib import Path

from unpushy.config import Settings, cache_folder, find, load
from unpushy.phrases.own import installed, named
from unpushy.rules import RuleSet


def own_lists(settings: Settings | None) -> tuple[Path, ...]:
    """Lists of installed packages, then those that the configuration names.

    Raises ``ConfigError`` or ``PhraseListError``.
    """
    return (*installed(), *named(settings.lists if settings else ()))


def current_rules() -> tuple[RuleSet, tuple[Path, ...]]:
    """The rules that hold in this folder, and the own lists among them.

    Raises ``ConfigError`` or ``PhraseListError``.
    """
    path = find(Path.cwd())
    own = own_lists(load(path) if path else None)
    return RuleSet.load(cache_folder(), own), own
