"""One run of a check: which drafts, what the cache knows of them, and the rest to be looked at."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from unpushy import mailboxes
from unpushy.cli._kept import KeptResults
from unpushy.cli._outcome import Outcome
from unpushy.cli._parallel import Pool, cores, worth
from unpushy.cli._progress import Progress
from unpushy.cli._setup import setup
from unpushy.cli._sieve import Sieve
from unpushy.cli.main import fail
from unpushy.drafts import Item, Selection
from unpushy.errors import ConfigError
from unpushy.garbage import collect_seldom
from unpushy.places import places
from unpushy.rule import Rule

if TYPE_CHECKING:
    from unpushy.cli._checker import Checker, Task
    from unpushy.rules import RuleSet

STDIN = "-"
_WINDOW = 2_048
"""Drafts that are looked up at a time: memory stays flat however many there are."""


class Run:
    """A check of the command line's paths; remembers what decides the exit status."""

    def __init__(self, arguments: argparse.Namespace, *, rewrites: bool = True) -> None:
        """Without ``rewrites``, those of unchanged drafts are left out. Raises ``UserError``."""
        self._arguments = arguments
        self._setup = setup(arguments)
        self._jobs = _jobs(arguments.jobs)
        self.failed = False
        self._said: set[str] = set()
        self._pool: Pool | None = None
        self._kept: KeptResults | None = None
        cache, config = self._setup.cache, self._setup.config
        self._paths: Sequence[str] = arguments.paths
        self.sieve = self._new_sieve()
        if cache and not arguments.fix and not arguments.diff:
            self._kept = KeptResults(cache, config, self._setup.own, rewrites=rewrites)
        suffixes = self._kept.suffixes() if self._kept else None
        if suffixes is None:
            from unpushy.formats import mailer_suffixes
            from unpushy.formats import suffixes as known

            _ = self._rules  # what is wrong with the configuration is said before anything else
            suffixes = sorted(known()), sorted(mailer_suffixes())
            if self._kept:
                self._kept.keep_suffixes(suffixes)
        always, of_mailers = map(frozenset, suffixes)
        self._selection = Selection(always, config.drafts_too, config.exclude, config.folder, of_mailers)

    def _new_sieve(self) -> Sieve:
        arguments, config = self._arguments, self._setup.config
        baseline = config.baseline
        if arguments.baseline is not None:
            baseline = Path(arguments.baseline) if arguments.baseline else None
        return Sieve(config, self._paths, baseline, arguments.diff_base)

    def again(self, paths: Sequence[str]) -> Iterator[Outcome]:
        """What comes of these drafts now, with the rules and the results that are there."""
        self._paths = paths
        self.sieve = self._new_sieve()
        self._said.clear()
        return self.outcomes(concluded=False)

    def items(self) -> Iterator[Item]:
        """The drafts that its paths name; what can't be read is left out."""
        for name in self._arguments.paths:
            yield from self._selection.items(Path(name), lambda error: None)

    def sources(self) -> list[Path]:
        """The files of the configuration, of users' own lists and of what is known.

        With them those in which a configuration would be in force, if it were there.
        """
        arguments, known = self._arguments, self.sieve.known
        sources = [*(file.path for file in self._setup.files), *self._setup.own]
        if known:
            sources.append(known.baseline.path)
        if not arguments.isolated and arguments.config is None:
            sources += places(Path.cwd())
        return sources

    @cached_property
    def _rules(self) -> RuleSet:
        """They live as long as the process: garbage is not looked for among them, and seldom elsewhere."""
        rules = self._setup.rules
        gc.freeze()
        collect_seldom()
        return rules

    @cached_property
    def _task(self) -> Task:
        from unpushy.cli._checker import Task

        arguments, here = self._arguments, self._setup
        return Task(here.config, here.cache, here.own, arguments.fix, arguments.unsafe_fixes, arguments.diff)

    @cached_property
    def _checker(self) -> Checker:
        from unpushy.cli._checker import Checker

        return Checker(self._task, self._rules)

    def card(self, rule: str) -> Rule:
        """A rule's card with its evidence and examples."""
        from unpushy.rules import full_card

        return full_card(self._cards[rule], self._setup.own)

    @cached_property
    def _cards(self) -> dict[str, Rule]:
        return {card.id: card for card in self._setup.rules.cards}

    def close(self) -> None:
        """End what runs beside, and keep what is new."""
        if self._pool:
            self._pool.close()
        self.keep()

    def prepare(self) -> None:
        """Load what checking needs, the parser too, so that what comes next waits for nothing."""
        self._checker.draft(Item("", "passive.txt"), b"The list was checked.\n")

    def keep(self) -> None:
        """Keep what was found out."""
        if self._kept:
            self._kept.save()

    def outcomes(self, *, concluded: bool = True) -> Iterator[Outcome]:
        """What came of each draft, in order; what there is to say of it is said, and ``concluded`` of all."""
        progress = Progress()
        try:
            for outcome in self._all():
                progress.step()
                self._say(outcome, progress)
                if outcome.result:
                    self.sieve.pass_on(outcome.result)
                yield outcome
            for note in self.sieve.conclude() if concluded else ():
                progress.say(note)
        finally:
            progress.clear()

    def _say(self, outcome: Outcome, progress: Progress) -> None:
        for note in outcome.notes:
            progress.say(note)
        for error in outcome.errors:
            progress.clear()
            self._error(error)

    def _all(self) -> Iterator[Outcome]:
        items: list[Iterable[Item]] = []
        for name in self._paths:
            path = Path(name)
            if not name:
                self._error("'' is no path; leave it out to check this folder")
            elif name == STDIN or _is_stream(path):
                yield from self._looked_at(chain.from_iterable(items))
                items = []
                yield from self._standard_input() if name == STDIN else self._streamed(path)
            elif not (self._arguments.force_exclude and path.is_file() and not self._selection.wants(path)):
                found = self._selection.items(path, self._unreadable)
                items.append(item for item in found if self._wants(item.path))
        yield from self._looked_at(chain.from_iterable(items))

    def _wants(self, path: str) -> bool:
        """Whether a file is to be looked at; the report of an earlier run is no draft."""
        report = self._arguments.output_file
        if report and Path(report).name == Path(path).name and are_one(report, path):
            return False
        return self.sieve.wants(path)

    def _standard_input(self) -> Iterator[Outcome]:
        """What came of standard input, which may be a mailbox or a message of one."""
        name = self._arguments.stdin_filename or STDIN
        data = sys.stdin.buffer.read()
        parts: Iterable[tuple[int, int, int | None]] = [(0, 0, None)]
        named = ""
        if Path(name).suffix.lower() in mailboxes.SUFFIXES:
            parts, named = mailboxes.parts(io.BytesIO(data)), mailboxes.MBOX_MESSAGE
        elif mailboxes.holds_messages(str(Path(name).parent)):
            named = mailboxes.MAILDIR_MESSAGE
        for number, start, stop in parts:
            item = Item(name if stop is None else f"{name}#{number}", name, start, stop, named)
            outcome = self._checker.draft(item, data[start:stop])
            outcome.from_stdin = True
            yield outcome

    def _streamed(self, path: Path) -> Iterator[Outcome]:
        """What came of a pipe or a device, which can be read only once."""
        yield from self._checker.items([Item(str(path), str(path))])

    def _looked_at(self, items: Iterator[Item]) -> Iterator[Outcome]:
        while window := list(islice(items, _WINDOW)):
            known = [self._kept.look_up(item) if self._kept else (None, None) for item in window]
            fresh = self._checked([i for i, (_, k) in zip(window, known, strict=True) if k is None])
            for name, cached in known:
                outcome = cached or next(fresh)
                if cached is None and name and self._kept:
                    self._kept.keep(name, outcome)
                yield outcome

    def _checked(self, items: Sequence[Item]) -> Iterator[Outcome]:
        if not items:
            return
        if self._pool is None and worth(items, self._jobs):
            self._pool = Pool(self._task, self._rules, self._jobs)
        if self._pool:
            yield from self._pool.outcomes(items)
        else:
            yield from self._checker.items(items)

    def _unreadable(self, error: OSError) -> None:
        self._error(f"{error.filename}: can't be read: {error.strerror}")

    def _error(self, message: str) -> None:
        self.failed = True
        if message not in self._said:  # such as that a mailbox is not fixed, message by message
            self._said.add(message)
            fail(message)


def are_one(path: str | Path, other: str | Path) -> bool:
    """Whether two names are of one file."""
    try:
        return os.path.samefile(path, other)  # noqa: PTH121 -- names as they come
    except OSError:  # one of them is not there
        return False


def _is_stream(path: Path) -> bool:
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except OSError:  # reading it will say so
        return False


def _jobs(text: str | None) -> int:
    if text is None:
        return cores()
    if not text.isdecimal() or int(text) < 1:
        raise ConfigError(f"--jobs: {text!r} is no count of processes; give 1 or more")
    return int(text)
