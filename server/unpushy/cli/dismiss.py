"""Keep a finding: it will not be shown again."""

from __future__ import annotations

import argparse
import re
from itertools import islice
from pathlib import Path

from unpushy.cli._setup import setup
from unpushy.cli.main import fail
from unpushy.config_checks import check_rule
from unpushy.config_edits import change, with_dismissal
from unpushy.drafts import Item, Selection
from unpushy.errors import UserError, unreadable
from unpushy.finding import Finding
from unpushy.formats import UnreadableDraft, read
from unpushy.linter import Linter
from unpushy.places import FILE_NAME, find, user_path
from unpushy.text import LineIndex

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?", re.DOTALL)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy dismiss``."""
    parser.add_argument("place", metavar="FILE:LINE", help="a finding's place, as a check prints it")
    parser.add_argument("--rule", metavar="ID", help="only this rule's finding, where the line has several")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it stays")
    parser.add_argument("--user", action="store_true", help="in your own configuration, not the project's")


def run(arguments: argparse.Namespace) -> int:
    """Write the dismissals of a line's findings into the configuration; 0 where there was one."""
    place = _PLACE.fullmatch(arguments.place)
    if place is None:
        return fail(f"{arguments.place!r} names no line; give FILE:LINE, such as draft.txt:5")
    item = _draft(place["path"])
    found = _findings(item, int(place["line"]) - 1, arguments.rule)
    if not found:
        return fail(f"{arguments.place}: there is no finding to dismiss; see unpushy check {item.name}")
    target = _user_file() if arguments.user else find(Path.cwd()) or Path(FILE_NAME)
    rules = {one.fingerprint: one.rule for one in found}

    def dismissed(text: str) -> str:
        for fingerprint, rule in rules.items():
            text = with_dismissal(text, target.name, rule, fingerprint, arguments.reason)
        return text

    try:
        change(target, dismissed)
    except OSError as error:
        return fail(f"{target}: can't be written: {error.strerror}")
    for fingerprint, rule in rules.items():
        print(f"{rule} {fingerprint} dismissed in {target}")
    return 0


def _draft(name: str) -> Item:
    """The draft that a name stands for. Raises ``UserError``."""
    found = list(islice(Selection().items(Path(name), unreadable), 2))
    if len(found) != 1:
        raise UserError(f"{name}: is no single draft; give a file, or a message such as old.mbox#3")
    return found[0]


def _findings(item: Item, line: int, rule: str | None) -> list[Finding]:
    """The findings (of a rule) that touch a line (zero-based) of a draft. Raises ``UserError``."""
    here = setup()
    try:
        email = read(item.read(), item.read_as, here.config.fields_for(item.path))
    except UnreadableDraft as error:
        raise UserError(f"{item.name}: {error}") from error
    except OSError as error:
        raise UserError(f"{item.path}: can't be read: {error.strerror}") from error
    if rule is not None:
        check_rule(rule, here.rules.ids(), "--rule")
    lines = LineIndex(email.source.text)
    review = Linter(here.rules, here.config).review(email, here.config.profile_for(item.path))
    return [
        finding
        for finding in review.findings
        if lines.position(finding.span.start)[0] <= line <= lines.position(finding.span.end - 1)[0]
        and rule in (None, finding.rule)
    ]


def _user_file() -> Path:
    """The user's own configuration, with the folder that it is in. Raises ``UserError``."""
    path = user_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{path.parent}: can't be made: {error.strerror}") from error
    return path
