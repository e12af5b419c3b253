"""List the findings that were dismissed, or undo a dismissal."""

from __future__ import annotations

import argparse
from pathlib import Path

from unpushy.cli._setup import load_rules, own_lists, settings_files
from unpushy.cli.main import fail
from unpushy.config import cache_folder, merged
from unpushy.dismissals import remove
from unpushy.drafts import Selection
from unpushy.formats import UnreadableDraft, read, suffixes
from unpushy.linter import Linter
from unpushy.phrases.errors import PhraseListError
from unpushy.settings import ConfigError, SettingsFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy dismissed``."""
    parser.add_argument("--undo", metavar="FINGERPRINT", help="take this dismissal back")
    parser.add_argument(
        "--unused", nargs="+", metavar="PATH", help="show those that nothing in these drafts needs"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the dismissals in force, a line each; with ``--unused``, 1 where one is not needed."""
    try:
        files = settings_files()
        if arguments.undo:
            return _undo(files, arguments.undo)
        used = _used(files, arguments.unused) if arguments.unused else frozenset()
    except (ConfigError, PhraseListError) as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"{error.filename}: {error.strerror}")
    shown = 0
    for file in files:
        for one in file.values.dismissed:
            if (one.rule, one.fingerprint) not in used:
                reason = f"  {one.reason}" if one.reason else ""
                print(f"{one.fingerprint}  {one.rule}  {file.place('dismissed', one.fingerprint)}{reason}")
                shown += 1
    return 1 if arguments.unused and shown else 0


def _undo(files: list[SettingsFile], fingerprint: str) -> int:
    count = sum(remove(file.path, fingerprint) for file in files)
    if not count:
        return fail(f"no dismissal has the fingerprint {fingerprint}; unpushy dismissed lists them")
    print(f"{count} dismissal{'' if count == 1 else 's'} taken back")
    return 0


def _used(files: list[SettingsFile], paths: list[str]) -> frozenset[tuple[str, str]]:
    """Rule and fingerprint of every dismissed finding in these drafts."""
    config = merged(files)
    linter = Linter(load_rules(files, config, own_lists(config), cache_folder()), config)
    selection = Selection(suffixes(), config.include, config.exclude, config.folder)
    out: set[tuple[str, str]] = set()
    for path in paths:
        for item in selection.items(Path(path), lambda error: print(f"{error.filename}: {error.strerror}")):
            try:
                email = read(item.read(), item.path)
            except UnreadableDraft:
                continue
            out.update((finding.rule, finding.fingerprint) for finding in linter.review(email).dismissed)
    return frozenset(out)
