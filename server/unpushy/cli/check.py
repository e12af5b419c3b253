"""Find pressure in drafts, and release it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from unpushy.cli.main import fail
from unpushy.config import Config, ConfigError, cache_folder, check_selectors, find, level, load
from unpushy.document import Email
from unpushy.files import drafts_under, write_atomically
from unpushy.formats import UnreadableDraft, parse, read, suffixes
from unpushy.language.detect import foreign_language
from unpushy.linter import Linter, fixed
from unpushy.phrases.errors import PhraseListError
from unpushy.reporters import Result, names, renderer
from unpushy.rules import RuleSet

STDIN = "-"
LONGEST_PASSAGE = 100_000
"""Code points; more in one paragraph is data, not prose."""


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
    parser.add_argument("--config", metavar="FILE", help="read this configuration")
    parser.add_argument("--isolated", action="store_true", help="read no configuration")
    parser.add_argument("--no-cache", action="store_true", help="read and write no cache")


def run(arguments: argparse.Namespace) -> int:
    """Check drafts; 0 clean, 1 findings at or above ``--fail-on``, 2 where something could not be read."""
    try:
        rules = RuleSet.load(None if arguments.no_cache else cache_folder())
        config = _config(arguments, rules)
    except (ConfigError, PhraseListError) as error:
        return fail(str(error))
    check = _Check(Linter(rules, config), config, fix=arguments.fix, diff=arguments.diff)
    results = check.results(arguments.paths)
    if arguments.diff:
        for result in results:
            sys.stdout.write(_diff(result, check.fixed_text(result)))
    elif arguments.fix and STDIN in arguments.paths:
        for result in results:
            if result.path == STDIN and result.email is not None:
                sys.stdout.buffer.write(result.email.source.encode(result.text))
    else:
        for piece in renderer(arguments.output_format)(results):
            sys.stdout.write(piece)
    return 2 if check.failed else 1 if check.found else 0


def _config(arguments: argparse.Namespace, rules: RuleSet) -> Config:
    if arguments.isolated and arguments.config:
        raise ConfigError("--isolated and --config exclude each other")
    path = Path(arguments.config) if arguments.config else None if arguments.isolated else find(Path.cwd())
    config = load(path, rules.ids()) if path else Config()
    if arguments.select is not None:
        config = replace(config, select=_selectors(arguments.select, rules, "--select"))
    if arguments.ignore is not None:
        config = replace(config, ignore=_selectors(arguments.ignore, rules, "--ignore"))
    if arguments.fail_on is not None:
        config = replace(config, fail_on=level(arguments.fail_on, "--fail-on"))
    return config


def _selectors(text: str, rules: RuleSet, where: str) -> tuple[str, ...]:
    return check_selectors([part.strip() for part in text.split(",") if part.strip()], rules.ids(), where)


@dataclass
class _Check:
    """One run: reads, lints, fixes; remembers what decides the exit status."""

    linter: Linter
    config: Config
    fix: bool
    diff: bool
    failed: bool = False
    found: bool = False

    def results(self, paths: list[str]) -> Iterator[Result]:
        for name in paths:
            if name == STDIN:
                yield from self._checked(STDIN, sys.stdin.buffer.read(), None)
                continue
            for path in drafts_under(Path(name), suffixes(), self._unreadable):
                try:
                    data = path.read_bytes()
                except OSError as error:
                    self._unreadable(error)
                    continue
                yield from self._checked(str(path), data, path)

    def _checked(self, name: str, data: bytes, path: Path | None) -> Iterator[Result]:
        try:
            email = read(data, "" if path is None else name)
        except UnreadableDraft as error:
            self._error(f"{name}: {error}")
            return
        for note in dict.fromkeys((*email.source.notes, *email.notes)):
            print(f"{name}: {note}", file=sys.stderr)
        longest = max((len(passage.text) for passage in email.passages()), default=0)
        if longest > LONGEST_PASSAGE:
            self._error(f"{name}: not checked: a paragraph of {longest:,} characters is no mail")
            return
        language = foreign_language(email)
        if language:
            print(f"{name}: skipped: its language is {language!r}, not English", file=sys.stderr)
            yield Result(name, email.source.text, ())
            return
        if self.fix and not self.diff:
            email = self._fixed(name, email, path)
        findings = tuple(self.linter.check(email))
        self.found = self.found or any(finding.severity >= self.config.fail_on for finding in findings)
        yield Result(name, email.source.text, findings, email)

    def _fixed(self, name: str, email: Email, path: Path | None) -> Email:
        text = self.fixed_text(Result(name, email.source.text, (), email))
        if text == email.source.text:
            return email
        try:
            data = email.source.encode(text)
            if path is not None:
                write_atomically(path, data)
        except UnicodeEncodeError as error:
            self._error(f"{name}: not fixed: a rewrite has a character that {error.encoding} lacks")
            return email
        except OSError as error:
            self._error(f"{name}: not fixed: {error.strerror}")
            return email
        return replace(parse(text, email.format), source=replace(email.source, text=text))

    def fixed_text(self, result: Result) -> str:
        """The text of a draft after all safe rewrites."""
        email = result.email
        if email is None:
            return result.text
        return fixed(result.text, lambda text: parse(text, email.format), self.linter)

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
