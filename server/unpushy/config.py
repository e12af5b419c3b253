"""One configuration for the server, the command line and CI."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from unpushy.finding import Severity
from unpushy.rule import FAMILIES, PROFILES, Profile, Rule

FILE_NAME = "unpushy.toml"
LEVELS = {level.label: level for level in Severity}
_KEYS = {"select", "ignore", "fail-on", "lists", "profile", "per-file-profile", "rules"}
_RULE_KEYS = {"enabled", "severity"}


class ConfigError(Exception):
    """A configuration that can't be used; the message names file, key, value and remedy."""


@dataclass(frozen=True)
class Config:
    """What to run and how much it matters. Selectors are a rule, a family or ``all``."""

    select: tuple[str, ...] = ("all",)
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Severity by rule id, where it differs from the rule's own."""
    disabled: frozenset[str] = frozenset()
    profile: Profile | None = None
    """The kind of email that drafts are, where they don't say so themselves."""
    profile_of: tuple[tuple[str, Profile], ...] = ()
    """Glob over paths below the configuration's folder -> profile; the first that fits counts."""
    folder: Path = Path()
    """The folder of the configuration."""

    def selects(self, rule: str) -> bool:
        """Whether a rule runs: the more exact selector wins, and of equals ``ignore``."""
        if rule in self.disabled:
            return False
        return _exactness(self.select, rule) > _exactness(self.ignore, rule)

    def severity(self, rule: Rule, profile: Profile | None = None) -> Severity:
        """How much a rule weighs in an email of a profile; what the configuration says goes first."""
        own = self.severities.get(rule.id)
        if own is not None:
            return own
        return rule.profiles.get(profile, rule.severity) if profile else rule.severity

    def profile_for(self, path: str) -> Profile | None:
        """The profile that the configuration gives a file."""
        if self.profile_of:
            name = os.path.relpath(path, self.folder).replace(os.sep, "/")
            for glob, profile in self.profile_of:
                if fnmatchcase(name, glob):
                    return profile
        return self.profile


def _exactness(selectors: Iterable[str], rule: str) -> int:
    family = rule.partition("/")[0]
    return max(
        (3 if s == rule else 2 if s == family else 1 if s == "all" else 0 for s in selectors), default=0
    )


def check_selectors(selectors: Iterable[str], rules: Iterable[str], where: str) -> tuple[str, ...]:
    """The selectors, each known. Raises ``ConfigError`` with the nearest known one."""
    known = ["all", *FAMILIES, *rules]
    for selector in selectors:
        if selector not in known:
            raise ConfigError(f"{where}: no rule or family is called {selector!r}{_hint(selector, known)}")
    return tuple(selectors)


def find(start: Path) -> Path | None:
    """The nearest ``unpushy.toml``, or ``pyproject.toml`` with ``[tool.unpushy]``, at or above a folder."""
    for folder in (start, *start.parents):
        own = folder / FILE_NAME
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and _own_part(project) is not None:
            return project
    return None


@dataclass(frozen=True)
class Settings:
    """A configuration file as it was read, not yet checked against the rules that there are."""

    path: Path
    data: Mapping[str, Any]

    @property
    def lists(self) -> tuple[Path, ...]:
        """The places of users' own phrase lists. Raises ``ConfigError``."""
        return tuple(self.path.parent / name for name in _strings(self.data, "lists", (), self.path, "paths"))

    def config(self, rules: Iterable[str]) -> Config:
        """The configuration, checked. Raises ``ConfigError``."""
        data, path = self.data, self.path
        known = list(rules)
        severities: dict[str, Severity] = {}
        disabled: set[str] = set()
        for rule, settings in _table(data, "rules", path).items():
            where = f'{path}: [rules."{rule}"]'
            if rule not in known:
                raise ConfigError(f"{where}: no rule is called {rule!r}{_hint(rule, known)}")
            if not isinstance(settings, dict):
                raise ConfigError(f'{where}: must be a table of settings, such as severity = "warning"')
            _known_keys(settings, _RULE_KEYS, where)
            if "severity" in settings:
                severities[rule] = level(settings["severity"], f"{where}: severity")
            if not isinstance(settings.get("enabled", True), bool):
                raise ConfigError(f"{where}: enabled must be true or false, not {settings['enabled']!r}")
            if not settings.get("enabled", True):
                disabled.add(rule)
        by_glob = _table(data, "per-file-profile", path).items()
        return Config(
            select=check_selectors(_strings(data, "select", ("all",), path), known, f"{path}: select"),
            ignore=check_selectors(_strings(data, "ignore", (), path), known, f"{path}: ignore"),
            fail_on=level(data["fail-on"], f"{path}: fail-on") if "fail-on" in data else Severity.WARNING,
            severities=severities,
            disabled=frozenset(disabled),
            profile=profile(data["profile"], f"{path}: profile") if "profile" in data else None,
            profile_of=tuple((g, profile(p, f"{path}: per-file-profile: {g!r}")) for g, p in by_glob),
            folder=path.parent,
        )


def load(path: Path) -> Settings:
    """Read a configuration file. Raises ``ConfigError``."""
    data = (_own_part(path) or {}) if path.name == "pyproject.toml" else _toml(path)
    _known_keys(data, _KEYS, f"{path}")
    return Settings(path, data)


def profile(name: object, where: str) -> Profile:
    """A profile by name. Raises ``ConfigError``."""
    for known in PROFILES:
        if name == known:
            return known
    hint = _hint(name, PROFILES) if isinstance(name, str) else ""
    raise ConfigError(f"{where} must be one of {', '.join(PROFILES)}, not {name!r}{hint}")


def level(name: object, where: str) -> Severity:
    """A severity by name. Raises ``ConfigError``."""
    if not isinstance(name, str) or name not in LEVELS:
        raise ConfigError(f"{where} must be one of {', '.join(LEVELS)}, not {name!r}")
    return LEVELS[name]


def cache_folder() -> Path:
    """Where compiled lists and results are kept: ``UNPUSHY_CACHE_DIR``, else the user's cache folder."""
    chosen = os.environ.get("UNPUSHY_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("unpushy", appauthor=False)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error


def _own_part(project: Path) -> dict[str, Any] | None:
    """``[tool.unpushy]`` of a ``pyproject.toml``, if it has one."""
    tools = _toml(project).get("tool")
    if not isinstance(tools, dict) or "unpushy" not in tools:
        return None
    own = tools["unpushy"]
    if not isinstance(own, dict):
        raise ConfigError(f"{project}: tool.unpushy must be a table, not {own!r}")
    return own


def _known_keys(data: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in data:
        if key not in known:
            raise ConfigError(f"{where}: unknown key {key!r}{_hint(key, known)}")


def _table(data: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: {key} must be a table, not {value!r}")
    return value


def _strings(
    data: Mapping[str, Any], key: str, default: tuple[str, ...], path: Path, what: str = "rules or families"
) -> tuple[str, ...]:
    value = data.get(key, default)
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}: {key} must be a list of {what}, not {value!r}")
    return tuple(value)


def _hint(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
