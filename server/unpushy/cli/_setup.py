"""From arguments and configuration files to rules: what every command begins with."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unpushy.config import Config, cache_folder, level, merged, profile
from unpushy.config_checks import check, check_patterns, check_selectors
from unpushy.errors import ConfigError
from unpushy.places import find, user_path

if TYPE_CHECKING:
    from unpushy.rules import RuleSet
    from unpushy.settings import SettingsFile


@dataclass(frozen=True)
class Setup:
    """The configuration that holds, and what comes of it."""

    files: Sequence[SettingsFile]
    """The configuration files in force, each over those before it."""
    config: Config
    own: tuple[Path, ...]
    """Phrase lists of installed packages, then those that the configuration names."""
    cache: Path | None
    """The folder of the cache; None goes without."""

    @cached_property
    def rules(self) -> RuleSet:
        """The rules, with the configuration checked against them. Raises ``UserError``."""
        from unpushy.rules import RuleSet

        rules = RuleSet.load(self.cache, self.own)
        ids = rules.ids()
        check(self.files, ids)
        for key in ("select", "extend-select", "ignore"):
            if self.config.origins.get(key) == f"--{key}":
                check_selectors(getattr(self.config, key.replace("-", "_")), ids, f"--{key}")
        if self.config.origins.get("exclude") == "--exclude":
            check_patterns(self.config.exclude, "--exclude")
        return rules


def setup(arguments: argparse.Namespace | None = None) -> Setup:
    """What holds in this folder; for ``unpushy check``, with its arguments over it. Raises ``UserError``."""
    if arguments is None:
        files = settings_files()
        config = merged(files)
        return Setup(files, config, _own_lists(files), cache_folder())
    files = settings_files(arguments.config, isolated=arguments.isolated)
    config = _with_arguments(merged(files), arguments)
    own = () if arguments.isolated else _own_lists(files)
    chosen = Path(arguments.cache_dir) if arguments.cache_dir else cache_folder()
    return Setup(files, config, own, None if arguments.no_cache else chosen)


def settings_files(config: str | None = None, *, isolated: bool = False) -> list[SettingsFile]:
    """The configuration files in force, each over those before it. Raises ``ConfigError``."""
    if isolated and config is not None:
        raise ConfigError("--isolated and --config exclude each other; leave one of them out")
    paths: dict[Path, Path | None] = {}  # -> the folder that globs are relative to, where not its own
    if config is not None:
        paths[Path(config)] = None
    elif not isolated:
        user, project = user_path(), find(Path.cwd())
        if user.is_file():
            paths[user] = Path.cwd()
        if project is not None:
            paths[project] = None
    if not paths:
        return []
    from unpushy.settings import read

    return [read(path, folder) for path, folder in paths.items()]


def _with_arguments(config: Config, arguments: argparse.Namespace) -> Config:
    changes: dict[str, Any] = {}
    for key in ("select", "extend_select", "ignore", "exclude"):
        text = getattr(arguments, key)
        if text is not None:
            own = getattr(config, key) if key in {"extend_select", "exclude"} else ()
            changes[key] = (*own, *(part.strip() for part in text.split(",") if part.strip()))
            if key == "select" and not changes[key]:
                raise ConfigError("--select: names no rule or family; unpushy rules lists them")
    for key in ("fail_on", "min_severity"):
        if getattr(arguments, key) is not None:
            changes[key] = level(getattr(arguments, key), f"--{key.replace('_', '-')}")
    if arguments.profile is not None:
        changes |= {"profile": profile(arguments.profile, "--profile"), "profile_of": ()}
    origins = {key.replace("_", "-"): f"--{key.replace('_', '-')}" for key in changes}
    return replace(config, **changes, origins={**config.origins, **origins})


def _own_lists(files: Sequence[SettingsFile]) -> tuple[Path, ...]:
    from unpushy.phrases.own import installed, lists_at

    named: list[Path] = []
    for file in files:
        for name in file.values.lists:
            found = lists_at(file.path.parent / name)
            if not found:
                problem = f"lists: no phrase list is at {name!r}; lists are called <family>/<rule>.toml"
                raise ConfigError(f"{file.place('lists', name)}: {problem}")
            named += found
    return (*installed(), *named)
