"""Keep a finding: it will not be shown again."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from unpushy.cli._setup import load_rules, own_lists, settings_files
from unpushy.cli.main import fail
from unpushy.config import cache_folder, merged
from unpushy.dismissals import add
from unpushy.formats import UnreadableDraft, read
from unpushy.linter import Linter
from unpushy.phrases.errors import PhraseListError
from unpushy.settings import FILE_NAME, ConfigError, find
from unpushy.text import LineIndex

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?")


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
    path = Path(place["path"])
    try:
        files = settings_files()
        config = merged(files)
        rules = load_rules(files, config, own_lists(config), cache_folder())
        email = read(path.read_bytes(), str(path))
        target = _user_file() if arguments.user else find(Path.cwd()) or Path(FILE_NAME)
        findings = Linter(rules, config).review(email, config.profile_for(str(path))).findings
        lines = LineIndex(email.source.text)
        here = [
            finding
            for finding in findings
            if lines.position(finding.span.start)[0] <= int(place["line"]) - 1
            and int(place["line"]) - 1 <= lines.position(max(finding.span.end - 1, finding.span.start))[0]
            and arguments.rule in (None, finding.rule)
        ]
        for finding in {one.fingerprint: one for one in here}.values():
            add(target, finding.rule, finding.fingerprint, arguments.reason)
            print(f"{finding.rule} {finding.fingerprint} dismissed in {target}")
    except (ConfigError, PhraseListError) as error:
        return fail(str(error))
    except UnreadableDraft as error:
        return fail(f"{path}: {error}")
    except OSError as error:
        return fail(f"{error.filename}: {error.strerror}")
    return 0 if here else fail(f"{arguments.place}: there is no finding to dismiss")


def _user_file() -> Path:
    from platformdirs import user_config_path

    path = user_config_path("unpushy", appauthor=False) / FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
