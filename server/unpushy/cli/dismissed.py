"""List the findings that were dismissed, or undo a dismissal."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from unpushy.cli._setup import settings_files, setup
from unpushy.cli.main import fail
from unpushy.config_edits import change, without_dismissals
from unpushy.drafts import Selection
from unpushy.errors import UserError, unreadable
from unpushy.formats import UnreadableDraft, mailer_suffixes, read, suffixes
from unpushy.linter import Linter
from unpushy.wording import counted

if TYPE_CHECKING:
    from unpushy.settings import SettingsFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy dismissed``."""
    parser.add_argument("--undo", metavar="FINGERPRINT", help="take this dismissal back")
    parser.add_argument(
        "--unused", nargs="+", metavar="PATH", help="show those that nothing in these drafts needs"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the dismissals in force, a line each; with ``--unused``, 1 where one is not needed."""
    files = settings_files()
    if arguments.undo is not None:
        return _undo(files, arguments.undo)
    used = _used(arguments.unused) if arguments.unused else frozenset()
    shown = 0
    for file in files:
        for one in file.values.dismissed:
            if (one.rule, one.fingerprint) not in used:
                reason = f"  {one.reason}" if one.reason else ""
                print(f"{one.fingerprint}  {one.rule}  {file.place('dismissed', one.fingerprint)}{reason}")
                shown += 1
    return 1 if arguments.unused and shown else 0


def _undo(files: Sequence[SettingsFile], fingerprint: str) -> int:
    count = 0
    for file in files:
        known = sum(one.fingerprint == fingerprint for one in file.values.dismissed)
        if not known:
            continue
        try:
            made = change(file.path, lambda text: without_dismissals(text, fingerprint))
        except OSError as error:
            return fail(f"{file.path}: can't be written: {error.strerror}")
        if made.after == made.before:
            return fail(
                f"{file.place('dismissed', fingerprint)}: is no table of its own; take it out by hand"
            )
        count += known
    if not count:
        return fail(f"no dismissal has the fingerprint {fingerprint}; unpushy dismissed lists them")
    print(f"{counted(count, 'dismissal')} taken back")
    return 0


def _used(paths: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Rule and fingerprint of every dismissed finding in these drafts. Raises ``UserError``."""
    here = setup()
    config, linter = here.config, Linter(here.rules, here.config)
    selection = Selection(suffixes(), config.drafts_too, config.exclude, config.folder, mailer_suffixes())
    out: set[tuple[str, str]] = set()
    for path in paths:
        for item in selection.items(Path(path), unreadable):
            try:
                email = read(item.read(), item.read_as, config.fields_for(item.path))
            except UnreadableDraft:
                continue
            except OSError as error:
                raise UserError(f"{item.path}: can't be read: {error.strerror}") from error
            out.update((finding.rule, finding.fingerprint) for finding in linter.review(email).dismissed)
    return frozenset(out)
