"""Find pressure in drafts, and release it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

from unpushy.cli._run import STDIN, Run, are_one
from unpushy.cli.main import fail
from unpushy.errors import ConfigError
from unpushy.files import write_pieces
from unpushy.reporters import Context, Result, Style, names, reporter
from unpushy.rule import PROFILES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy check``."""
    parser.add_argument(
        "paths",
        nargs="*",
        default=["."],
        metavar="PATH",
        help="drafts, mailboxes or folders of them; - reads standard input",
    )
    fixing = parser.add_argument_group("rewriting")
    fixing.add_argument(
        "--fix",
        action="store_true",
        help="apply the safe rewrites; standard input goes to standard output, then without a report",
    )
    fixing.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: fill-in and cut rewrites, too"
    )
    fixing.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and change nothing"
    )
    rules = parser.add_argument_group("rules")
    rules.add_argument(
        "--select", metavar="RULES", help="run these only: rules or families, parted by commas"
    )
    rules.add_argument("--extend-select", metavar="RULES", help="run these, too")
    rules.add_argument("--ignore", metavar="RULES", help="don't run these rules or families")
    rules.add_argument("--profile", metavar="KIND", help=f"the kind of email: {', '.join(PROFILES)}")
    rules.add_argument("--min-severity", metavar="LEVEL", help="leave out findings below this severity")
    rules.add_argument(
        "--fail-on", metavar="LEVEL", help="exit with 1 from this severity on (default: warning)"
    )
    rules.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    known = parser.add_argument_group("what is known")
    known.add_argument(
        "--baseline", metavar="FILE", help="leave out the findings that this file knows of ('': none)"
    )
    known.add_argument(
        "--diff-base", metavar="REV", help="only findings on lines that changed since this git revision"
    )
    known.add_argument(
        "--watch", action="store_true", help="go on, and check drafts whenever they change, until Ctrl-C"
    )
    files = parser.add_argument_group("files")
    files.add_argument("--exclude", metavar="PATTERNS", help="leave out files of folders, as in .gitignore")
    files.add_argument(
        "--force-exclude",
        action="store_true",
        help="named files, too, are left out where a folder's would be",
    )
    files.add_argument("--stdin-filename", metavar="NAME", help="the name of what standard input holds")
    files.add_argument("--config", metavar="FILE", help="read this configuration")
    files.add_argument("--isolated", action="store_true", help="read no configuration and no own lists")
    files.add_argument("--no-cache", action="store_true", help="read and write no cache")
    files.add_argument("--cache-dir", metavar="DIR", help="keep the cache there, for CI to save and restore")
    files.add_argument("--jobs", metavar="N", help="processes for a large run (default: one for each core)")
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=names(), default="full", help="how findings are printed")
    output.add_argument("--statistics", action="store_true", help="print counts by rule only")
    output.add_argument(
        "--output-file", metavar="FILE", help="write the report there, not to standard output"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check drafts; 0 clean, 1 findings at or above ``--fail-on``, 2 where something could not be read."""
    if arguments.stdin_filename is not None and STDIN not in arguments.paths:
        return fail("--stdin-filename names what standard input holds; give - as a path, too")
    if arguments.unsafe_fixes and not arguments.fix and not arguments.diff:
        return fail("--unsafe-fixes goes with --fix or --diff; give one of them, too")
    if arguments.diff_base is not None and (arguments.fix or arguments.diff):
        return fail("--diff-base shows findings; --fix and --diff take whole drafts: leave one of them out")
    if arguments.watch:
        others = {"--fix": arguments.fix, "--diff": arguments.diff, "--output-file": arguments.output_file}
        clash = next(
            (name for name, given in others.items() if given), STDIN if STDIN in arguments.paths else ""
        )
        if clash:
            return fail(f"--watch prints what changes in files; {clash} can't go with it")
        from unpushy.cli._watch import watch

        return watch(arguments)
    form = reporter("statistics" if arguments.statistics else arguments.output_format)
    check = Run(arguments, rewrites=form.REWRITES)
    try:
        if arguments.output_file is None:
            for piece in _pieces(arguments, check, form):
                sys.stdout.write(piece)
        else:
            _write(Path(arguments.output_file), arguments.paths, _pieces(arguments, check, form))
    finally:
        check.close()
    if check.failed:
        return 2
    return 1 if check.sieve.found and not arguments.exit_zero else 0


def _write(path: Path, drafts: Sequence[str], pieces: Iterable[str]) -> None:
    """Write what would be printed to a file. Raises ``ConfigError``."""
    if any(name != STDIN and are_one(path, name) for name in drafts):
        raise ConfigError(f"--output-file: {path} is one of the drafts; give another name")
    data = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    try:
        if path.exists() and not path.is_file():  # such as a pipe or a device
            with path.open("wb") as file:
                file.writelines(data)
        else:
            write_pieces(path, data)
    except OSError as error:
        raise ConfigError(f"--output-file: {path}: can't be written: {error.strerror}") from error


def _pieces(arguments: argparse.Namespace, check: Run, form: ModuleType) -> Iterator[str]:
    """What goes to standard output, or to ``--output-file``."""
    if arguments.diff:
        for outcome in check.outcomes():
            if outcome.result and outcome.after is not None:
                yield _diff(outcome.result, outcome.after)
        return
    results = _results(check, fixed_input=arguments.fix and STDIN in arguments.paths)
    style = Style.of(sys.stdout) if arguments.output_file is None else Style()
    report = report_of(check, form, results, style)
    if arguments.fix and STDIN in arguments.paths and arguments.output_file is None:
        for _ in report:  # standard output is taken
            pass
    else:
        yield from report


def report_of(check: Run, form: ModuleType, results: Iterable[Result], style: Style) -> Iterator[str]:
    """The pieces of a report."""
    report: Iterator[str] = form.render(results, Context(check.card, style, check.sieve.tally))
    return report


def _results(check: Run, *, fixed_input: bool) -> Iterator[Result]:
    """The results; with ``fixed_input``, what standard input held goes to standard output as it is now."""
    for outcome in check.outcomes():
        if fixed_input and outcome.from_stdin and outcome.encoded is not None:
            sys.stdout.buffer.write(outcome.encoded)
        if outcome.result:
            yield outcome.result


def _diff(result: Result, after: str) -> str:
    from difflib import unified_diff

    before_lines, after_lines = (_lines(text) for text in (result.text, after))
    return "".join(unified_diff(before_lines, after_lines, result.path, result.path))


def _lines(text: str) -> list[str]:
    """Lines with their ends; a last line without one gets it, so that a diff stays readable."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line + "\n" for line in (lines if lines[-1] else lines[:-1])]
