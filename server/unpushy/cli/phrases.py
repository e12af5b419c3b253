"""Prove phrase lists by their examples."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from unpushy.cli.main import fail
from unpushy.phrases.check import check_list
from unpushy.phrases.errors import PhraseListError
from unpushy.phrases.load import CLASSES_FILE, built_in_files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``unpushy phrases check PATH`` and ``unpushy phrases schema``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="run the examples of lists")
    check.add_argument(
        "paths", nargs="*", metavar="PATH", help="lists or folders of lists (default: the shipped ones)"
    )
    actions.add_parser("schema", help="print the JSON Schema of lists, for editors")


def run(arguments: argparse.Namespace) -> int:
    """Check lists; 0 where every example holds, 1 where one does not, 2 for a list that can't be read."""
    if arguments.action == "schema":
        import json

        from unpushy.phrases.schema import json_schema

        print(json.dumps(json_schema(), indent=2))
        return 0
    classes, *lists = built_in_files()
    if arguments.paths:
        lists = [path for name in arguments.paths for path in _lists(Path(name))]
    status = 0
    for path in lists:
        try:
            problems = list(check_list(path, classes))
        except PhraseListError as error:
            status = fail(str(error))
            continue
        for problem in problems:
            print(problem)
            status = max(status, 1)
    print(f"{len(lists)} list{'' if len(lists) == 1 else 's'} checked", file=sys.stderr)
    return status


def _lists(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(found for found in path.rglob("*.toml") if found.name != CLASSES_FILE)
