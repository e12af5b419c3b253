"""Configuration files: their shape, and errors that name file, line, key and remedy."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from unpushy.phrases.errors import line_of
from unpushy.rule import PROFILES, Profile

FILE_NAME = "unpushy.toml"
PROJECT = "pyproject.toml"
Level = Literal["information", "warning", "error"]
_WORDS = {"array": "a list", "object": "a table", "str": "text", "bool": "true or false", "int": "a number"}
"""What validation calls types, in words."""
Selector = Annotated[str, Meta(min_length=1)]


class ConfigError(Exception):
    """A configuration that can't be used; the message names file, line, key, value and remedy."""


class RuleSettings(Struct, forbid_unknown_fields=True, frozen=True):
    """Settings of one rule."""

    enabled: Annotated[bool, Meta(description="Whether the rule runs.")] = True
    severity: Annotated[Level | None, Meta(description="How much its findings matter.")] = None
    agent: Annotated[
        Literal["hidden", "any"] | None,
        Meta(
            description="Of passive/passive-voice: hidden flags passives that hide who acts, any flags "
            "every passive. Default: hidden."
        ),
    ] = None


class LanguageSettings(Struct, forbid_unknown_fields=True, frozen=True):
    """What parses sentences."""

    model: Annotated[
        str | None,
        Meta(
            description="An installed spaCy pipeline (a package or a folder) that parses sentences in place "
            "of unpushy's own."
        ),
    ] = None


class Dismissal(Struct, forbid_unknown_fields=True, frozen=True):
    """A finding that is to stay: ``unpushy dismiss`` writes these."""

    rule: Annotated[str, Meta(description="The rule of the finding.")]
    fingerprint: Annotated[
        str, Meta(pattern="^[0-9a-f]{16}$", description="A hash of the flagged sentence; it holds no text.")
    ]
    reason: Annotated[str, Meta(description="Why it stays.")] = ""


class Settings(Struct, forbid_unknown_fields=True, frozen=True, rename="kebab"):
    """``unpushy.toml``, or ``[tool.unpushy]`` of a ``pyproject.toml``."""

    select: Annotated[
        list[Selector] | None, Meta(description="Rules, families or all: what runs. Default: all.")
    ] = None
    extend_select: Annotated[list[Selector], Meta(description="What runs beside what select names.")] = []
    ignore: Annotated[list[Selector] | None, Meta(description="Rules or families that don't run.")] = None
    fail_on: Annotated[
        Level | None, Meta(description="The severity from which a check fails. Default: warning.")
    ] = None
    min_severity: Annotated[
        Level | None, Meta(description="The severity from which findings are shown. Default: information.")
    ] = None
    profile: Annotated[
        Profile | None, Meta(description="The kind of email that drafts are, where they don't say so.")
    ] = None
    per_file_profile: Annotated[
        dict[str, Profile], Meta(description="Profiles by glob; the first that fits counts.")
    ] = {}
    per_file_ignores: Annotated[
        dict[str, list[Selector]], Meta(description="Rules or families that don't run, by glob.")
    ] = {}
    include: Annotated[
        list[str], Meta(description="Patterns (as in .gitignore) of files that are drafts, too.")
    ] = []
    exclude: Annotated[list[str], Meta(description="Patterns of files that are no drafts.")] = []
    reader: Annotated[
        bool | None,
        Meta(description="Ask the trained reader, too, for pressure that no phrase holds. Default: false."),
    ] = None
    language: Annotated[LanguageSettings, Meta(description="What parses sentences.")] = LanguageSettings()
    lists: Annotated[list[str], Meta(description="Files or folders of phrase lists of your own.")] = []
    rules: Annotated[dict[str, RuleSettings], Meta(description="Settings by rule.")] = {}
    dismissed: Annotated[list[Dismissal], Meta(description="Findings that are to stay.")] = []


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A configuration file as it was read."""

    path: Path
    text: str
    root: str
    """The path of its part in the file: ``$`` or ``$.tool.unpushy``."""
    given: frozenset[str]
    """The keys that it has."""
    values: Settings

    def place(self, key: str, value: str | None = None) -> str:
        """``file:line`` of a key, for messages."""
        return f"{self.path}:{line_of(self.text, f'{self.root}.{key}', value)}"


def find(start: Path) -> Path | None:
    """The nearest ``unpushy.toml``, or ``pyproject.toml`` with ``[tool.unpushy]``, at or above a folder.

    Raises ``ConfigError`` for a ``pyproject.toml`` that is not TOML.
    """
    for folder in (start, *start.parents):
        own = folder / FILE_NAME
        if own.is_file():
            return own
        project = folder / PROJECT
        if (
            project.is_file()
            and "unpushy" in (text := _text(project))
            and "unpushy" in _tools(_toml(project, text))
        ):
            return project
    return None


def user_file() -> Path | None:
    """The user's own configuration, which holds for drafts wherever they are, if there is one."""
    from platformdirs import user_config_path

    path = user_config_path("unpushy", appauthor=False) / FILE_NAME
    return path if path.is_file() else None


def read(path: Path, text: str | None = None) -> SettingsFile:
    """Read a configuration file, or its ``text`` where an editor has that. Raises ``ConfigError``."""
    text = _text(path) if text is None else text
    data = _toml(path, text)
    root = "$"
    if path.name == PROJECT:
        root = "$.tool.unpushy"
        data = _tools(data).get("unpushy", {})
        if not isinstance(data, dict):
            raise ConfigError(f"{path}: tool.unpushy must be a table, not {data!r}")
    try:
        values = msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        raise ConfigError(_explained(path, text, root, data, str(error))) from error
    return SettingsFile(path, text, root, frozenset(data), values)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of configuration files, for editors."""
    schema = msgspec.json.schema(Settings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "unpushy configuration",
        **schema,
    }


def hint(word: str, known: list[str]) -> str:
    """``; did you mean ‘…’?`` with the nearest known word, if one is near."""
    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _explained(path: Path, text: str, root: str, data: dict[str, Any], problem: str) -> str:
    """A validation error with its file and line, the key, and the nearest one that exists."""
    problem, _, where = problem.partition(" - at ")
    at = (where.strip("`") or "$").removeprefix("$")
    key = at.lstrip(".").partition("[")[0].partition(".")[0]
    unknown = re.search(r"unknown field `([^`]+)`", problem)
    if unknown:
        name = unknown[1]
        known = [field.encode_name for field in msgspec.structs.fields(Settings)]
        if key == "rules":
            known = [field.encode_name for field in msgspec.structs.fields(RuleSettings)]
        elif key == "language":
            known = [field.encode_name for field in msgspec.structs.fields(LanguageSettings)]
        elif key == "dismissed":
            known = [field.encode_name for field in msgspec.structs.fields(Dismissal)]
        line = line_of(text, f"{root}{'.' + key if key else ''}", name)
        return f"{path}:{line}: unknown key {name!r}{hint(name, known)}"
    value = data.get(key)
    rule, bad = None, value
    if isinstance(value, dict):
        rule = next((name for name in value if _wrong(key, {name: value[name]})), None)
        bad = value.get(rule)
    line = line_of(text, f"{root}.{key}", rule)
    choices = _choices(at, key)
    named = f"{key}: {rule!r}" if rule is not None else key
    if choices:
        guess = bad.get(at.rpartition(".")[2]) if isinstance(bad, dict) else bad
        near = hint(guess, choices) if isinstance(guess, str) else ""
        return f"{path}:{line}: {named} must be one of {', '.join(choices)}, not {guess!r}{near}"
    expected = re.match(r"Expected `(\w+)", problem)
    wanted = _WORDS.get(expected[1], expected[1]) if expected else f"valid ({problem})"
    return f"{path}:{line}: {named} must be {wanted}, not {bad!r}"


def _wrong(key: str, value: dict[str, Any]) -> bool:
    try:
        msgspec.convert({key: value}, Settings)
    except msgspec.ValidationError:
        return True
    return False


def _choices(at: str, key: str) -> list[str]:
    if key in {"fail-on", "min-severity"} or at.endswith(".severity"):
        return ["information", "warning", "error"]
    if at.endswith(".agent"):
        return ["hidden", "any"]
    return list(PROFILES) if key in {"profile", "per-file-profile"} else []


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8; save it as UTF-8") from error


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise ConfigError(f"{path}:{found[1] if found else 1}: is not TOML: {error}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error


def _tools(data: dict[str, Any]) -> dict[str, Any]:
    tools = data.get("tool")
    return tools if isinstance(tools, dict) else {}
