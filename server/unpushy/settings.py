"""Configuration files: their shape, and errors that name file, line, key and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from unpushy.budgets import Budget
from unpushy.errors import ConfigError
from unpushy.language.spelling import Variant
from unpushy.places import PROJECT, tools
from unpushy.rule import Profile
from unpushy.shapes import shaped
from unpushy.tomlfile import Misfit, Steps, data_of, line_of, text_of

Level = Literal["information", "warning", "error"]
Text = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0)]
Probability = Annotated[float, Meta(ge=0, le=1)]


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


class ReaderSettings(Struct, forbid_unknown_fields=True, frozen=True, rename="kebab"):
    """The trained reader."""

    enabled: Annotated[
        bool | None,
        Meta(
            description="Let the trained reader flag pressure that no phrase holds, and let findings fall "
            "in sentences that read as kind. Default: true."
        ),
    ] = None
    min_confidence: Annotated[
        Probability | None,
        Meta(
            description="Show only what the trained reader holds at least so likely, from 0 to 1. Default: "
            "limits of its own, by family."
        ),
    ] = None


class BudgetSettings(Struct, forbid_unknown_fields=True, frozen=True, rename="kebab"):
    """How much pressure the drafts of a folder may hold together."""

    max_findings: Annotated[Count | None, Meta(description="The most findings.")] = None
    max_pushy: Annotated[Count | None, Meta(description="The most findings of the family pushy.")] = None
    max_passive: Annotated[Count | None, Meta(description="The most findings of the family passive.")] = None
    max_scolding: Annotated[Count | None, Meta(description="The most findings of the family scolding.")] = (
        None
    )
    max_focus: Annotated[Count | None, Meta(description="The most findings of the family focus.")] = None
    max_draft: Annotated[Count | None, Meta(description="The most findings of the family draft.")] = None
    max_per_1000_words: Annotated[
        Share | None, Meta(description="The most findings in a thousand words.")
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
        list[Text] | None, Meta(description="Rules, families or all: what runs. Default: all.")
    ] = None
    extend_select: Annotated[list[Text], Meta(description="What runs beside what select names.")] = []
    ignore: Annotated[list[Text] | None, Meta(description="Rules or families that don't run.")] = None
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
        dict[str, list[Text]], Meta(description="Rules or families that don't run, by glob.")
    ] = {}
    per_file_fields: Annotated[
        dict[str, list[Text]],
        Meta(
            description="Columns or paths (steps.*.body) of texts in CSV, JSON, YAML, .po and .properties "
            "files, by glob; such files are drafts, too."
        ),
    ] = {}
    include: Annotated[
        list[str], Meta(description="Patterns (as in .gitignore) of files that are drafts, too.")
    ] = []
    exclude: Annotated[list[str], Meta(description="Patterns of files that are no drafts.")] = []
    reader: Annotated[ReaderSettings, Meta(description="The trained reader.")] = ReaderSettings()
    language_variant: Annotated[
        Variant | None,
        Meta(description="The spelling of rewrites: en (no preference), en-GB or en-US. Default: en."),
    ] = None
    language: Annotated[LanguageSettings, Meta(description="What parses sentences.")] = LanguageSettings()
    lists: Annotated[list[Text], Meta(description="Files or folders of phrase lists of your own.")] = []
    rules: Annotated[dict[str, RuleSettings], Meta(description="Settings by rule.")] = {}
    baseline: Annotated[
        Text | None,
        Meta(
            description="The file of findings that are known and left out: unpushy baseline update writes it."
        ),
    ] = None
    budgets: Annotated[
        dict[str, BudgetSettings],
        Meta(description="By glob, how much pressure drafts may hold together before a check fails."),
    ] = {}
    dismissed: Annotated[list[Dismissal], Meta(description="Findings that are to stay.")] = []


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A configuration file as it was read."""

    path: Path
    text: str
    root: Steps
    """The way to its part of the file: none, or ``tool.unpushy``."""
    given: frozenset[str]
    """The keys that it has."""
    values: Settings
    folder: Path
    """The folder that its globs and patterns are relative to."""

    def place(self, key: str, value: str | None = None) -> str:
        """``file:line`` of a key, for messages."""
        return f"{self.path}:{line_of(self.text, (*self.root, key), value)}"

    def budgets(self) -> tuple[Budget, ...]:
        """Its budgets, each with its place."""
        out = []
        for glob, settings in self.values.budgets.items():
            given = ((name, getattr(settings, name)) for name in settings.__struct_fields__)
            limits = tuple((name.replace("_", "-"), most) for name, most in given if most is not None)
            out.append(Budget(glob, limits, self.place("budgets", glob)))
        return tuple(out)


def read(path: Path, folder: Path | None = None, text: str | None = None) -> SettingsFile:
    """Read a configuration file, or its ``text`` where an editor has that.

    Its globs are relative to a folder, or else to its own. Raises ``ConfigError``.
    """
    try:
        return _read(path, folder or path.parent, text_of(path) if text is None else text)
    except Misfit as misfit:
        raise ConfigError(misfit.told(path)) from misfit


def _read(path: Path, folder: Path, text: str) -> SettingsFile:
    data = data_of(text)
    root: Steps = ()
    if path.name == PROJECT:
        root = ("tool", "unpushy")
        data = tools(data).get("unpushy", {})
        if not isinstance(data, dict):
            raise Misfit(f"must be a table, not {data!r}", line_of(text, root), "tool.unpushy")
    elif "unpushy" in tools(data):
        line = line_of(text, ("tool", "unpushy"))
        raise Misfit(f"[tool.unpushy] is for {PROJECT}; here the keys stand without it", line)
    values = shaped(data, Settings, text, root)
    return SettingsFile(path, text, root, frozenset(data), values, folder)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of configuration files, for editors."""
    schema = msgspec.json.schema(Settings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "unpushy configuration",
        **schema,
    }
