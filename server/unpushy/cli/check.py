"""Find pressure in drafts, and release it."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from unpushy.cli._checker import Checker, Outcome, Task
from unpushy.cli._lists import own_lists
from unpushy.cli._parallel import cores, worth
from unpushy.cli._parallel import outcomes as parallel
from unpushy.cli.main import fail
from unpushy.config import (
    Config,
    ConfigError,
    Settings,
    cache_folder,
    check_selectors,
    find,
    level,
    load,
    profile,
)
from unpushy.files import drafts_under
from unpushy.formats import suffixes
from unpushy.phrases.errors import PhraseListError
from unpushy.reporters import Result, names, renderer
from unpushy.rule import PROFILES
from unpushy.rules import RuleSet

STDIN = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy check``."""
    parser.add_argument(
        "paths",
        nargs="*",
        default=["."],
        metavar="PATH",
        help="drafts or folders of drafts; - reads standard input",
    )
    parser.add_argument("--fix", action="store_true", help="apply the safe rewrites")
    parser.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and change nothing"
    )
    parser.add_argument("--output-format", choices=names(), default="full", help="how findings are printed")
    parser.add_argument(
        "--select", metavar="RULES", help="run these only: rules or families, parted by commas"
    )
    parser.add_argument("--ignore", metavar="RULES", help="don't run these rules or families")
    parser.add_argument(
        "--fail-on", metavar="LEVEL", help="exit with 1 from this severity on (default: warning)"
    )
    parser.add_argument("--profile", metavar="KIND", help=f"the kind of email: {', '.join(PROFILES)}")
    parser.add_argument("--config", metavar="FILE", help="read this configuration")
    parser.add_argument("--isolated", action="store_true", help="read no configuration")
    parser.add_argument("--jobs", metavar="N", help="processes for a large run (default: one for each core)")
    parser.add_argument("--no-cache", action="store_true", help="read and write no cache")


def run(arguments: argparse.Namespace) -> int:
    """Check drafts; 0 clean, 1 findings at or above ``--fail-on``, 2 where something could not be read."""
    cache = None if arguments.no_cache else cache_folder()
    try:
        settings = _settings(arguments)
        own = () if arguments.isolated else own_lists(settings)
        rules = RuleSet.load(cache, own)
        config = _config(arguments, settings, rules)
        jobs = _jobs(arguments.jobs)
    except (ConfigError, PhraseListError) as error:
        return fail(str(error))
    gc.freeze()  # rules live as long as the process
    check = _Check(Task(config, cache, own, fix=arguments.fix, diff=arguments.diff), rules, jobs)
    outcomes = check.outcomes(arguments.paths)
    if arguments.diff:
        for outcome in outcomes:
            if outcome.result and outcome.after is not None:
                sys.stdout.write(_diff(outcome.result, outcome.after))
    elif arguments.fix and STDIN in arguments.paths:
        for outcome in outcomes:
            if outcome.result and outcome.result.path == STDIN and outcome.encoded is not None:
                sys.stdout.buffer.write(outcome.encoded)
    else:
        results = (outcome.result for outcome in outcomes if outcome.result)
        for piece in renderer(arguments.output_format)(results):
            sys.stdout.write(piece)
    return 2 if check.failed else 1 if check.found else 0


def _settings(arguments: argparse.Namespace) -> Settings | None:
    if arguments.isolated and arguments.config:
        raise ConfigError("--isolated and --config exclude each other")
    path = Path(arguments.config) if arguments.config else None if arguments.isolated else find(Path.cwd())
    return load(path) if path else None


def _config(arguments: argparse.Namespace, settings: Settings | None, rules: RuleSet) -> Config:
    config = settings.config(rules.ids()) if settings else Config()
    if arguments.select is not None:
        config = replace(config, select=_selectors(arguments.select, rules, "--select"))
    if arguments.ignore is not None:
        config = replace(config, ignore=_selectors(arguments.ignore, rules, "--ignore"))
    if arguments.fail_on is not None:
        config = replace(config, fail_on=level(arguments.fail_on, "--fail-on"))
    if arguments.profile is not None:
        config = replace(config, profile=profile(arguments.profile, "--profile"), profile_of=())
    return config


def _selectors(text: str, rules: RuleSet, where: str) -> tuple[str, ...]:
    return check_selectors([part.strip() for part in text.split(",") if part.strip()], rules.ids(), where)


def _jobs(text: str | None) -> int:
    if text is None:
        return cores()
    if not text.isdecimal() or int(text) < 1:
        raise ConfigError(f"--jobs: {text!r} is no count of processes; give 1 or more")
    return int(text)


@dataclass
class _Check:
    """One run; says what there is to say, and remembers what decides the exit status."""

    task: Task
    rules: RuleSet
    jobs: int
    failed: bool = False
    found: bool = False

    def outcomes(self, paths: list[str]) -> Iterator[Outcome]:
        for outcome in self._all(paths):
            for note in outcome.notes:
                print(note, file=sys.stderr)
            for error in outcome.errors:
                self._error(error)
            if outcome.result:
                severities = (finding.severity for finding in outcome.result.findings)
                self.found = self.found or any(found >= self.task.config.fail_on for found in severities)
            yield outcome

    def _all(self, paths: list[str]) -> Iterator[Outcome]:
        checker: Checker | None = None
        for batch in self._batches(paths):
            if worth(batch, self.jobs):
                yield from parallel(batch, self.task, self.rules, self.jobs)
                continue
            checker = checker or Checker(self.task, self.rules)
            for name in batch:
                if name == STDIN:
                    yield checker.draft(STDIN, sys.stdin.buffer.read())
                else:
                    yield checker.file(name)

    def _batches(self, paths: list[str]) -> Iterator[list[str]]:
        """Names of drafts; standard input is a batch of its own."""
        batch: list[str] = []
        for name in paths:
            if name == STDIN:
                yield batch
                yield [STDIN]
                batch = []
            else:
                batch += map(str, drafts_under(Path(name), suffixes(), self._unreadable))
        yield batch

    def _unreadable(self, error: OSError) -> None:
        self._error(f"{error.filename}: can't be read: {error.strerror}")

    def _error(self, message: str) -> None:
        self.failed = True
        fail(message)


def _diff(result: Result, after: str) -> str:
    from difflib import unified_diff

    before_lines, after_lines = (_lines(text) for text in (result.text, after))
    return "".join(unified_diff(before_lines, after_lines, result.path, result.path))


def _lines(text: str) -> list[str]:
    """Lines with their ends; a last line without one gets it, so that a diff stays readable."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line + "\n" for line in (lines if lines[-1] else lines[:-1])]
