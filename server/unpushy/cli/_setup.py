"""From arguments and configuration files to rules: what every command begins with."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from unpushy.config import Config, cache_folder, check, check_selectors, level, merged, profile
from unpushy.phrases.own import installed, named
from unpushy.rules import RuleSet
from unpushy.settings import ConfigError, SettingsFile, find, read, user_file


def settings_files(config: str | None = None, *, isolated: bool = False) -> list[SettingsFile]:
    """The configuration files in force, each over those before it. Raises ``ConfigError``."""
    if isolated and config:
        raise ConfigError("--isolated and --config exclude each other")
    if isolated:
        return []
    if config:
        return [read(Path(config))]
    paths = (user_file(), find(Path.cwd()))
    return [read(path) for path in paths if path is not None]


def with_arguments(config: Config, arguments: argparse.Namespace) -> Config:
    """The configuration with what the command line says over it. Raises ``ConfigError``."""
    changes: dict[str, Any] = {}
    for key in ("select", "extend_select", "ignore", "exclude"):
        text = getattr(arguments, key)
        if text is not None:
            own = getattr(config, key) if key in {"extend_select", "exclude"} else ()
            changes[key] = (*own, *(part.strip() for part in text.split(",") if part.strip()))
    for key in ("fail_on", "min_severity"):
        if getattr(arguments, key) is not None:
            changes[key] = level(getattr(arguments, key), f"--{key.replace('_', '-')}")
    if arguments.profile is not None:
        changes |= {"profile": profile(arguments.profile, "--profile"), "profile_of": ()}
    origins = {key.replace("_", "-"): f"--{key.replace('_', '-')}" for key in changes}
    return replace(config, **changes, origins={**config.origins, **origins})


def own_lists(config: Config, *, isolated: bool = False) -> tuple[Path, ...]:
    """Lists of installed packages, then those that the configuration names. Raises ``PhraseListError``."""
    return () if isolated else (*installed(), *named(config.lists))


def load_rules(
    files: Sequence[SettingsFile], config: Config, own: Sequence[Path], cache: Path | None
) -> RuleSet:
    """The rules; the configuration is checked against them. Raises ``ConfigError``, ``PhraseListError``."""
    rules = RuleSet.load(cache, own)
    ids = rules.ids()
    check(files, ids)
    for key in ("select", "extend-select", "ignore"):
        if config.origins.get(key) == f"--{key}":
            check_selectors(getattr(config, key.replace("-", "_")), ids, f"--{key}")
    return rules


def current_rules() -> tuple[RuleSet, tuple[Path, ...]]:
    """The rules that hold in this folder, and the own lists among them.

    Raises ``ConfigError`` or ``PhraseListError``.
    """
    files = settings_files()
    config = merged(files)
    own = own_lists(config)
    return load_rules(files, config, own, cache_folder()), own
