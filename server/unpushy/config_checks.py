"""Whether configurations fit the rules that there are, and their patterns some file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from unpushy.config import WITH_AGENT
from unpushy.errors import ConfigError, hint
from unpushy.gitignore import flaw
from unpushy.language.pipelines import ModelError, check_model, located
from unpushy.rule import FAMILIES

if TYPE_CHECKING:
    from unpushy.settings import SettingsFile


def check(files: Sequence[SettingsFile], rules: Iterable[str]) -> None:
    """Raise ``ConfigError`` for the first rule that a file names and that does not exist."""
    known = list(rules)
    for file in files:
        values = file.values
        for key, selectors in (
            ("select", values.select), ("extend-select", values.extend_select), ("ignore", values.ignore),
        ):  # fmt: skip
            for selector in selectors or ():
                check_selectors([selector], known, f"{file.place(key, selector)}: {key}")
        for key, patterns in (("include", values.include), ("exclude", values.exclude)):
            for pattern in patterns:
                check_patterns([pattern], f"{file.place(key, pattern)}: {key}")
        for glob, selectors in values.per_file_ignores.items():
            check_selectors(selectors, known, f"{file.place('per-file-ignores', glob)}: per-file-ignores")
        for rule, settings in values.rules.items():
            where = f'{file.place("rules", rule)}: [rules."{rule}"]'
            check_rule(rule, known, where)
            if settings.agent and rule != WITH_AGENT:
                raise ConfigError(f"{where}: agent is a setting of {WITH_AGENT} alone")
        for one in values.dismissed:
            check_rule(one.rule, known, f"{file.place('dismissed', one.rule)}: dismissed")
        if values.language.model:
            try:
                check_model(located(values.language.model, file.path.parent))
            except ModelError as error:
                raise ConfigError(f"{file.place('language', 'model')}: {error}") from error


def check_selectors(selectors: Iterable[str], rules: Iterable[str], where: str) -> tuple[str, ...]:
    """The selectors, each known. Raises ``ConfigError`` with the nearest known one."""
    known = ["all", *FAMILIES, *rules]
    for selector in selectors:
        if selector not in known:
            raise ConfigError(f"{where}: no rule or family is called {selector!r}{hint(selector, known)}")
    return tuple(selectors)


def check_rule(rule: str, known: Sequence[str], where: str) -> None:
    """Raise ``ConfigError`` for a rule that does not exist."""
    if rule not in known:
        raise ConfigError(f"{where}: no rule is called {rule!r}{hint(rule, known)}")


def check_patterns(patterns: Iterable[str], where: str) -> None:
    """Raise ``ConfigError`` for the first pattern that can't fit any file."""
    for pattern in patterns:
        problem = flaw(pattern)
        if problem:
            raise ConfigError(f"{where}: {pattern!r} fits no file: {problem}; patterns are as in .gitignore")
