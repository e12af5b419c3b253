"""Show the configuration in force, or its JSON Schema."""

from __future__ import annotations

import argparse
import json

from unpushy.cli._setup import settings_files
from unpushy.config import merged


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
    print(merged(files).told(file.path for file in files), end="")
    return 0
