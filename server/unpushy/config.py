"""One configuration for the server, the command line and CI: files, and what goes over them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unpushy.budgets import Budget
from unpushy.errors import ConfigError, hint
from unpushy.finding import Severity
from unpushy.language.pipelines import located
from unpushy.rule import PROFILES, Profile, Rule

if TYPE_CHECKING:
    from unpushy.language.spelling import Variant
    from unpushy.settings import SettingsFile

LEVELS = {level.label: level for level in Severity}
_PLAIN_KEYS = (
    "select", "ignore", "extend-select", "include", "exclude", "profile", "language-variant",
)  # fmt: skip
"""What is taken over as it is."""
WITH_AGENT = "passive/passive-voice"
"""The rule that has the setting ``agent``."""


@dataclass(frozen=True)
class Config:
    """What to run and how much it matters. Selectors are a rule, a family or ``all``."""

    select: tuple[str, ...] = ("all",)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    min_severity: Severity = Severity.INFORMATION
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Severity by rule id, where it differs from the rule's own."""
    disabled: frozenset[str] = frozenset()
    profile: Profile | None = None
    """The kind of email that drafts are, where they don't say so themselves."""
    profile_of: tuple[tuple[str, Profile], ...] = ()
    """Glob over paths below ``folder`` -> profile; the first that fits counts."""
    ignores_of: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Glob over paths below ``folder`` -> selectors of what does not run there."""
    fields_of: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Glob over paths below ``folder`` -> columns or paths of texts in data."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lists: tuple[Path, ...] = ()
    """Places of users' own phrase lists."""
    reader: bool = True
    """Whether the trained reader has its say."""
    min_confidence: float | None = None
    """From where on what it flags is shown: how likely that is right; None: its own limits."""
    language_variant: Variant = "en"
    """The spelling of rewrites."""
    model: str = ""
    """The spaCy pipeline that parses sentences; empty: the one that unpushy ships."""
    agent: str = "hidden"
    """Which passives count: those that hide who acts, or ``any``."""
    dismissed: frozenset[tuple[str, str]] = frozenset()
    """Rule and fingerprint of findings that are to stay."""
    baseline: Path | None = None
    """The file of findings that are known and left out."""
    budgets: tuple[Budget, ...] = ()
    folder: Path = Path()
    """The folder that globs and patterns are relative to."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Key -> where its value comes from."""

    def selects(self, rule: str) -> bool:
        """Whether a rule runs: the more exact selector wins, and of equals ``ignore``."""
        if rule in self.disabled:
            return False
        return _exactness((*self.select, *self.extend_select), rule) > _exactness(self.ignore, rule)

    def severity(self, rule: Rule, profile: Profile | None = None, found: Severity | None = None) -> Severity:
        """How much a rule weighs in an email of a profile; what the configuration says goes first.

        ``found``: what the finding itself weighs, where its rule tells findings apart.
        """
        own = self.severities.get(rule.id, found)
        if own is not None:
            return own
        return rule.profiles.get(profile, rule.severity) if profile else rule.severity

    def profile_for(self, path: str) -> Profile | None:
        """The profile that the configuration gives a file."""
        if self.profile_of:
            name = self._relative(path)
            for glob, profile in self.profile_of:
                if fnmatchcase(name, glob):
                    return profile
        return self.profile

    def fields_for(self, path: str) -> tuple[str, ...]:
        """The columns or paths of a file's texts; none where the configuration names none."""
        return next((fields for glob, fields in self.fields_of if self.fits(path, glob)), ())

    @property
    def drafts_too(self) -> tuple[str, ...]:
        """Patterns of files that are drafts whatever they are called."""
        return (*self.include, *(glob for glob, _ in self.fields_of))

    def ignores_in(self, path: str, rule: str) -> bool:
        """Whether a rule does not run in a file."""
        return any(
            _exactness(selectors, rule) > 0 for glob, selectors in self.ignores_of if self.fits(path, glob)
        )

    def fits(self, path: str, glob: str) -> bool:
        """Whether a file fits a glob over paths below the configuration's folder."""
        return fnmatchcase(self._relative(path), glob)

    def told(self, files: Iterable[Path]) -> str:
        """Each value as TOML with where it comes from; ``files`` are those that it is made of."""
        lines = [
            f"{key} = {_toml(value)}  # {self.origins.get(key, 'default')}"
            for key, value in self._values().items()
        ]
        lines += ["", f"# dismissed findings: {len(self.dismissed)}", f"# cache: {cache_folder()}"]
        lines += [f"# configuration: {path}" for path in files]
        return "\n".join(lines) + "\n"

    def _values(self) -> dict[str, object]:
        """Each key's value, as plain data."""
        values: dict[str, object] = {
            "select": list(self.select),
            "extend-select": list(self.extend_select),
            "ignore": list(self.ignore),
            "fail-on": self.fail_on.label,
            "min-severity": self.min_severity.label,
            "profile": self.profile or "",
            "reader.enabled": self.reader,
            "language-variant": self.language_variant,
            "language.model": self.model,
            "per-file-profile": dict(self.profile_of),
            "per-file-ignores": {glob: list(rules) for glob, rules in self.ignores_of},
            "per-file-fields": dict(self.fields_of),
            "include": list(self.include),
            "exclude": list(self.exclude),
            "lists": [str(path) for path in self.lists],
            "baseline": str(self.baseline or ""),
            "budgets": {one.glob: dict(one.limits) for one in self.budgets},
        }
        if self.min_confidence is not None:
            values["reader.min-confidence"] = self.min_confidence
        own = {WITH_AGENT} if self.agent != "hidden" else set()
        for rule in sorted({*self.severities, *self.disabled, *own}):
            settings: dict[str, object] = {}
            if rule in self.severities:
                settings["severity"] = self.severities[rule].label
            if rule in self.disabled:
                settings["enabled"] = False
            if rule == WITH_AGENT and self.agent != "hidden":
                settings["agent"] = self.agent
            values[f'rules."{rule}"'] = settings
        return values

    def _relative(self, path: str) -> str:
        return _below(path, str(self.folder), os.getcwd())  # noqa: PTH109 -- a key


@lru_cache(maxsize=128)
def _below(path: str, folder: str, _here: str) -> str:
    """A path as globs see it: several are asked about one draft after the other."""
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inside = ", ".join(
            f"{key if key.isidentifier() else json.dumps(key)} = {_toml(item)}" for key, item in value.items()
        )
        return f"{{ {inside} }}" if inside else "{}"
    return json.dumps(value, ensure_ascii=False)


def _exactness(selectors: Iterable[str], rule: str) -> int:
    family = rule.partition("/")[0]
    return max(
        (3 if s == rule else 2 if s == family else 1 if s == "all" else 0 for s in selectors), default=0
    )


def merged(files: Sequence[SettingsFile]) -> Config:
    """The configuration of files, each over those before it; nothing is checked against the rules yet."""
    config: dict[str, Any] = {}
    origins: dict[str, str] = {}
    severities: dict[str, Severity] = {}
    disabled: set[str] = set()
    dismissed: set[tuple[str, str]] = set()
    lists: list[Path] = []
    for file in files:
        values = file.values
        for key in _PLAIN_KEYS:
            value = getattr(values, key.replace("-", "_"))
            if key in file.given and value is not None:
                config[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
                origins[key] = file.place(key)
        for key in ("fail-on", "min-severity"):
            level_name = getattr(values, key.replace("-", "_"))
            if level_name is not None:
                config[key.replace("-", "_")] = LEVELS[level_name]
                origins[key] = file.place(key)
        for key, name in (("enabled", "reader"), ("min-confidence", "min_confidence")):
            value = getattr(values.reader, key.replace("-", "_"))
            if value is not None:
                config[name] = value
                origins[f"reader.{key}"] = file.place("reader", key)
        if values.language.model is not None:
            config["model"] = values.language.model and located(values.language.model, file.path.parent)
            origins["language.model"] = file.place("language", "model")
        if "per-file-profile" in file.given:
            config["profile_of"] = tuple(values.per_file_profile.items())
            origins["per-file-profile"] = file.place("per-file-profile")
        for key, name in (("per-file-ignores", "ignores_of"), ("per-file-fields", "fields_of")):
            if key in file.given:
                config[name] = tuple((g, tuple(n)) for g, n in getattr(values, key.replace("-", "_")).items())
                origins[key] = file.place(key)
        if values.baseline is not None:
            config["baseline"] = file.path.parent / values.baseline
            origins["baseline"] = file.place("baseline")
        if "budgets" in file.given:
            config["budgets"] = file.budgets()
            origins["budgets"] = file.place("budgets")
        lists += [file.path.parent / name for name in values.lists]
        if values.lists:
            origins["lists"] = file.place("lists")
        for rule, settings in values.rules.items():
            origins[f'rules."{rule}"'] = file.place("rules", rule)
            if settings.severity:
                severities[rule] = LEVELS[settings.severity]
            if settings.agent:
                config["agent"] = settings.agent
            (disabled.discard if settings.enabled else disabled.add)(rule)
        dismissed.update((one.rule, one.fingerprint) for one in values.dismissed)
        config["folder"] = file.folder
    return Config(
        **config,
        severities=severities,
        disabled=frozenset(disabled),
        dismissed=frozenset(dismissed),
        lists=tuple(lists),
        origins=origins,
    )


def level(name: object, where: str) -> Severity:
    """A severity by name. Raises ``ConfigError``."""
    if not isinstance(name, str) or name not in LEVELS:
        raise ConfigError(f"{where} must be one of {', '.join(LEVELS)}, not {name!r}")
    return LEVELS[name]


def profile(name: object, where: str) -> Profile:
    """A profile by name. Raises ``ConfigError``."""
    for known in PROFILES:
        if name == known:
            return known
    near = hint(name, list(PROFILES)) if isinstance(name, str) else ""
    raise ConfigError(f"{where} must be one of {', '.join(PROFILES)}, not {name!r}{near}")


def cache_folder() -> Path:
    """Where compiled lists and results are kept: ``UNPUSHY_CACHE_DIR``, else the user's cache folder."""
    chosen = os.environ.get("UNPUSHY_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("unpushy", appauthor=False)
