"""Configuration files: their shape, and errors that name file, line, key and remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from unpushy.errors import ConfigError, hint
from unpushy.phrases.errors import line_of
from unpushy.places import PROJECT, text_of, toml_of, tools
from unpushy.rule import PROFILES, Profile

Level = Literal["information", "warning", "error"]
_WORDS = {"array": "a list", "object": "a table", "str": "text", "bool": "true or false", "int": "a number"}
"""What validation calls types, in words."""
Selector = Annotated[str, Meta(min_length=1)]


class RuleSettings(Struct, forbid_unknown_fields=True, frozen=True):
    """Settings of one rule."""

    enabled: Annotated[bool, Meta(description="Whether the rule runs.")] = True
    severity: Annotated[Level | None, Meta(description="How much its findings matter.")] = None


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
    folder: Path
    """The folder that its globs and patterns are relative to."""

    def place(self, key: str, value: str | None = None) -> str:
        """``file:line`` of a key, for messages."""
        return f"{self.path}:{line_of(self.text, f'{self.root}.{key}', value)}"


def read(path: Path, folder: Path | None = None) -> SettingsFile:
    """Read a configuration file; its globs are relative to a folder, or else to its own.

    Raises ``ConfigError``.
    """
    text = text_of(path)
    data = toml_of(path, text)
    root = "$"
    if path.name == PROJECT:
        root = "$.tool.unpushy"
        data = tools(data).get("unpushy", {})
        if not isinstance(data, dict):
            raise ConfigError(f"{path}: tool.unpushy must be a table, not {data!r}")
    try:
        values = msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        raise ConfigError(_explained(path, text, root, data, str(error))) from error
    return SettingsFile(path, text, root, frozenset(data), values, folder or path.parent)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of configuration files, for editors."""
    schema = msgspec.json.schema(Settings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "unpushy configuration",
        **schema,
    }


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
        guess = bad.get("severity") if isinstance(bad, dict) else bad
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
    return list(PROFILES) if key in {"profile", "per-file-profile"} else []
