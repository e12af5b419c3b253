"""Prove phrase lists by their examples."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from unpushy.cli.main import fail
from unpushy.errors import UserError
from unpushy.phrases.check import check_list
from unpushy.phrases.errors import PhraseListError
from unpushy.phrases.load import built_in_files
from unpushy.phrases.own import lists_at
from unpushy.wording import counted


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
    print(f"{counted(len(lists), 'list')} checked", file=sys.stderr)
    return status


def _lists(path: Path) -> list[Path]:
    found = lists_at(path) if path.is_dir() else [path]
    if not found:
        raise UserError(f"{path}: no phrase list is in this folder; lists are called <family>/<rule>.toml")
    return found
