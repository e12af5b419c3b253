"""Show the configuration in force, or its JSON Schema."""

from __future__ import annotations

import argparse
import json

from unpushy.cli._setup import settings_files
from unpushy.config import DEFAULT, Config, cache_folder, merged


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``unpushy config show`` and ``unpushy config schema``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="each value, and where it comes from")
    show.add_argument("--config", metavar="FILE", help="read this configuration")
    actions.add_parser("schema", help="print the JSON Schema of configuration files, for editors")


def run(arguments: argparse.Namespace) -> int:
    """Print the configuration that a check in this folder would use."""
    if arguments.action == "schema":
        from unpushy.settings import json_schema

        print(json.dumps(json_schema(), indent=2))
        return 0
    files = settings_files(arguments.config)
    config = merged(files)
    for key, value in _values(config).items():
        print(f"{key} = {value}  # {config.origins.get(key, DEFAULT)}")
    print(f"\n# dismissed findings: {len(config.dismissed)}\n# cache: {cache_folder()}")
    for file in files:
        print(f"# configuration: {file.path}")
    return 0


def _values(config: Config) -> dict[str, str]:
    values: dict[str, object] = {
        "select": list(config.select),
        "extend-select": list(config.extend_select),
        "ignore": list(config.ignore),
        "fail-on": config.fail_on.label,
        "min-severity": config.min_severity.label,
        "profile": config.profile or "",
        "reader": config.reader,
        "language-variant": config.language_variant,
        "per-file-profile": dict(config.profile_of),
        "per-file-ignores": {glob: list(rules) for glob, rules in config.ignores_of},
        "include": list(config.include),
        "exclude": list(config.exclude),
        "lists": [str(path) for path in config.lists],
    }
    for rule in sorted({*config.severities, *config.disabled}):
        settings: dict[str, object] = {}
        if rule in config.severities:
            settings["severity"] = config.severities[rule].label
        if rule in config.disabled:
            settings["enabled"] = False
        values[f'rules."{rule}"'] = settings
    return {key: _toml(value) for key, value in values.items()}


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inside = ", ".join(
            f"{key if key.isidentifier() else json.dumps(key)} = {_toml(item)}" for key, item in value.items()
        )
        return f"{{ {inside} }}" if inside else "{}"
    return json.dumps(value, ensure_ascii=False)
