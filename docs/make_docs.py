"""Writes what is generated of the docs: docs/rules, a page for each rule, and docs/options.md.

``make docs`` runs it; a test finds stale pages.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import msgspec

from unpushy.cli.main import COMMANDS, build_parser
from unpushy.page import index, markdown
from unpushy.rules import RuleSet, full_card
from unpushy.settings import (
    BudgetSettings,
    Dismissal,
    LanguageSettings,
    ReaderSettings,
    RuleSettings,
    Settings,
)

DOCS = Path(__file__).resolve().parent


def pages() -> dict[Path, str]:
    """Path below docs -> content."""
    cards = [full_card(card) for card in RuleSet.load().cards]
    out = {Path("rules", f"{card.id}.md"): markdown(card) for card in cards}
    out[Path("rules", "README.md")] = index(cards)
    out[Path("options.md")] = options()
    return out


def options() -> str:
    """The options of ``unpushy check`` and the keys of the configuration."""
    commands = [f"| `unpushy {name}` | {text} |" for name, text in COMMANDS.items()]
    parser = build_parser("check")
    subparsers = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    rows = []
    for action in subparsers.choices["check"]._actions:
        if action.option_strings and action.dest != "help":
            value = f" {action.metavar}" if action.metavar else ""
            if action.choices:
                value = " " + "\\|".join(map(str, action.choices))
            rows.append(f"| `{', '.join(action.option_strings)}{value}` | {action.help} |")
    keys = [_row("", field) for field in msgspec.structs.fields(Settings)]
    keys += [_row("[reader] ", field) for field in msgspec.structs.fields(ReaderSettings)]
    keys += [_row("[language] ", field) for field in msgspec.structs.fields(LanguageSettings)]
    keys += [_row('[rules."family/rule"] ', field) for field in msgspec.structs.fields(RuleSettings)]
    keys += [_row('[budgets."glob"] ', field) for field in msgspec.structs.fields(BudgetSettings)]
    keys += [_row("[[dismissed]] ", field) for field in msgspec.structs.fields(Dismissal)]
    return "\n".join(
        [
            "# Commands, options and settings",
            "\n## Commands\n\n| command | |\n| --- | --- |",
            *commands,
            "\n## Options of `unpushy check`\n\n| option | |\n| --- | --- |",
            *rows,
            "\n## Keys of the configuration\n",
            "In `unpushy.toml`, or under `[tool.unpushy]` in `pyproject.toml`: [Configure](configuration.md).\n",
            "| key | |\n| --- | --- |",
            *keys,
            "",
        ]
    )


def _row(where: str, field: msgspec.structs.FieldInfo) -> str:
    """A key with its description, which the field's ``Meta`` holds."""
    described = msgspec.inspect.type_info(field.type)
    while not isinstance(described, msgspec.inspect.Metadata):
        described = next(t for t in described.types if isinstance(t, msgspec.inspect.Metadata))
    extra = (described.extra_json_schema or {}).get("description", "")
    return f"| `{where}{field.encode_name}` | {extra} |"


if __name__ == "__main__":
    shutil.rmtree(DOCS / "rules", ignore_errors=True)
    for path, content in pages().items():
        (DOCS / path).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / path).write_text(content, encoding="utf-8")
