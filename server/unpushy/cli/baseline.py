"""Write down the findings that there are, so that a check shows only new ones."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from unpushy.baseline import FILE_NAME, Baseline, key_of, read
from unpushy.cli import check
from unpushy.cli._run import Run
from unpushy.cli._setup import setup
from unpushy.cli.main import fail
from unpushy.files import write_atomically
from unpushy.wording import counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy baseline``."""
    parser.add_argument(
        "action",
        choices=("update", "prune"),
        help="update: know what there is now; prune: forget what is there no more, and add nothing",
    )
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="drafts or folders of them")
    parser.add_argument(
        "--baseline", metavar="FILE", help=f"default: what the configuration names, or {FILE_NAME}"
    )
    parser.add_argument("--config", metavar="FILE", help="read this configuration")


def run(arguments: argparse.Namespace) -> int:
    """Write the baseline; entries of drafts elsewhere than under the paths stay as they are."""
    checking = argparse.ArgumentParser()
    check.add_arguments(checking)
    options = checking.parse_args(["--min-severity", "information", "--", *arguments.paths])
    options.config = arguments.config
    config = setup(options).config
    path = Path(arguments.baseline) if arguments.baseline else config.baseline or config.folder / FILE_NAME
    there = path.exists()
    if not there and arguments.action == "prune":
        read(path)  # says what is to be done
    options.baseline = str(path) if there else ""
    old, new, failed = _found(options, Baseline(path), updated=arguments.action == "update")
    if failed:
        return fail(f"{path}: not written, because a draft could not be read")
    try:
        write_atomically(path, new.written().encode("utf-8", "backslashreplace"))  # as JSON escapes them
    except OSError as error:
        return fail(f"{path}: can't be written: {error.strerror}")
    print(_told(old, new))
    if config.baseline is None and arguments.baseline is None:
        print(
            f'To leave them out of a check: --baseline {path}, or baseline = "{path.name}" in unpushy.toml.'
        )
    return 0


def _found(options: argparse.Namespace, empty: Baseline, *, updated: bool) -> tuple[Baseline, Baseline, bool]:
    """The baseline as it is, as it is to be, and whether something could not be read."""
    run = Run(options, rewrites=False)
    fresh: dict[str, Counter[str]] = {}
    try:
        for outcome in run.outcomes(concluded=False):
            if outcome.result and updated:
                name = empty.name_of(outcome.result.path)
                fresh.setdefault(name, Counter()).update(map(key_of, outcome.result.findings))
    finally:
        run.close()
    known = run.sieve.known
    kept = known.kept(run.sieve.within) if known else {}
    for draft, entries in fresh.items():
        kept.setdefault(draft, Counter()).update(entries)
    return known.baseline if known else empty, Baseline(empty.path, kept), run.failed


def _told(old: Baseline, new: Baseline) -> str:
    before, after = (
        Counter({(draft, key): n for draft, entries in one.entries.items() for key, n in entries.items()})
        for one in (old, new)
    )
    drafts = len({draft for draft, _ in +after})
    return (
        f"{new.path}: {counted(after.total(), 'finding')} in {counted(drafts, 'draft')}"
        f" ({(after - before).total():,} new, {(before - after).total():,} gone)"
    )
