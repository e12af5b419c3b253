"""One run of a check: which drafts, what the cache knows of them, and the rest to be looked at."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import unpushy
from unpushy.cache import Plain, ResultCache, Uncacheable, digest, pack, unpack
from unpushy.cli._outcome import Outcome
from unpushy.cli._parallel import Pool, cores, worth
from unpushy.cli._setup import load_rules, own_lists, settings_files, with_arguments
from unpushy.cli.main import fail
from unpushy.config import Config, cache_folder, merged
from unpushy.drafts import Item, Selection
from unpushy.reporters import Result
from unpushy.settings import ConfigError

if TYPE_CHECKING:
    from unpushy.cli._checker import Checker, Task
    from unpushy.rules import RuleSet

STDIN = "-"
_WINDOW = 2_048
"""Drafts that are looked up at a time: memory stays flat however many there are."""
_SUFFIXES = b"suffixes"
_PATIENCE = 1.0
"""Seconds until a run that a terminal watches shows how far it is."""


class Run:
    """A check of the command line's paths; remembers what decides the exit status."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        """Raises ``ConfigError`` or ``PhraseListError``."""
        self._arguments = arguments
        self._files = settings_files(arguments.config, isolated=arguments.isolated)
        self.config = with_arguments(merged(self._files), arguments)
        self._own = own_lists(self.config, isolated=arguments.isolated)
        self._jobs = _jobs(arguments.jobs)
        self._folder = None if arguments.no_cache else cache_folder()
        self._cache: ResultCache | None = None
        if self._folder and not arguments.fix and not arguments.diff:
            self._cache = ResultCache(self._folder, _state(self._own, _named(self.config)))
        self._pool: Pool | None = None
        self._checker: Checker | None = None
        self.failed = False
        self.found = False
        suffixes = self._cache.get(_SUFFIXES) if self._cache else None
        if suffixes is None:
            from unpushy.formats import suffixes as known

            _ = self._rules  # what is wrong with the configuration is said before anything else
            suffixes = sorted(known())
            if self._cache:
                self._cache.put(_SUFFIXES, suffixes)
        folder = self.config.folder if self._files else Path.cwd()
        self._selection = Selection(frozenset(suffixes), self.config.include, self.config.exclude, folder)

    @cached_property
    def _rules(self) -> RuleSet:
        return load_rules(self._files, self.config, self._own, self._folder)

    @cached_property
    def _task(self) -> Task:
        from unpushy.cli._checker import Task

        arguments = self._arguments
        return Task(
            self.config, self._folder, self._own, arguments.fix, arguments.unsafe_fixes, arguments.diff
        )

    def close(self) -> None:
        """End what runs beside, and keep what was found out."""
        if self._pool:
            self._pool.close()
        if self._cache:
            self._cache.save()

    def outcomes(self) -> Iterator[Outcome]:
        """What came of each draft, in order; what there is to say of it is said."""
        progress = _Progress()
        for outcome in self._all():
            progress.step()
            for note in outcome.notes:
                progress.say(note)
            for error in outcome.errors:
                progress.clear()
                self._error(error)
            if outcome.result:
                outcome.result.keep(self.config.min_severity)
                severities = (finding.severity for finding in outcome.result.findings)
                self.found = self.found or any(found >= self.config.fail_on for found in severities)
            yield outcome
        progress.clear()

    def _all(self) -> Iterator[Outcome]:
        items: list[Iterable[Item]] = []
        for name in self._arguments.paths:
            if name == STDIN:
                yield from self._looked_at(chain.from_iterable(items))
                items = []
                yield self._standard_input()
            else:
                items.append(self._selection.items(Path(name), self._unreadable))
        yield from self._looked_at(chain.from_iterable(items))

    def _standard_input(self) -> Outcome:
        name = self._arguments.stdin_filename
        data = sys.stdin.buffer.read()
        outcome = self._own_checker.draft(name or STDIN, data, None, name)
        outcome.from_stdin = True
        return outcome

    def _looked_at(self, items: Iterator[Item]) -> Iterator[Outcome]:
        while window := list(islice(items, _WINDOW)):
            known = [self._known(item) for item in window]
            fresh = self._checked([i for i, (_, k) in zip(window, known, strict=True) if k is None])
            for name, cached in known:
                outcome = cached or next(fresh)
                if cached is None and name and self._cache:
                    _keep(self._cache, name, outcome)
                yield outcome

    def _checked(self, items: Sequence[Item]) -> Iterator[Outcome]:
        if not items:
            return
        if self._pool is None and worth(items, self._jobs):
            self._pool = Pool(self._task, self._rules, self._jobs)
        if self._pool:
            yield from self._pool.outcomes(items)
        else:
            yield from map(self._own_checker.item, items)

    @property
    def _own_checker(self) -> Checker:
        if self._checker is None:
            from unpushy.cli._checker import Checker

            self._checker = Checker(self._task, self._rules)
        return self._checker

    def _known(self, item: Item) -> tuple[bytes | None, Outcome | None]:
        """What names the result of a draft, and what the cache knows of it; None where there is nothing."""
        if self._cache is None:
            return None, None
        try:
            data = item.read()
        except OSError:  # checking it will say so
            return None, None
        name = self._name(item, data)
        plain = self._cache.get(name)
        return name, None if plain is None else _recalled(item, data, plain)

    def _name(self, item: Item, data: bytes) -> bytes:
        """What names the result of a draft: its bytes, and what else the result depends on."""
        suffix = Path(item.path).suffix.lower() if item.stop is None else "#"
        path = item.path
        ignored = ",".join(glob for glob, _ in self.config.ignores_of if self.config.fits(path, glob))
        return digest(data, suffix, self.config.profile_for(path) or "", ignored)

    def _unreadable(self, error: OSError) -> None:
        self._error(f"{error.filename}: can't be read: {error.strerror}")

    def _error(self, message: str) -> None:
        self.failed = True
        fail(message)


def _named(config: Config) -> str:
    """A configuration as text, the same in every process."""
    return repr(replace(config, dismissed=frozenset(), disabled=frozenset())) + repr(
        (sorted(config.dismissed), sorted(config.disabled))
    )


def _recalled(item: Item, data: bytes, plain: Plain) -> Outcome | None:
    """The outcome that ``_keep`` kept; None where what was kept can't be read."""
    try:
        encoding, mark, notes, findings = plain
        text = data[len(mark) :].decode(encoding) if findings else ""
        found = tuple(unpack(finding, text) for finding in findings)
    except (ValueError, TypeError, IndexError, LookupError):
        return None
    return Outcome(Result(item.name, text, found), notes=tuple(item.name + note for note in notes))


def _keep(cache: ResultCache, name: bytes, outcome: Outcome) -> None:
    result = outcome.result
    if result is None or outcome.errors:
        return
    prefix = len(result.path)
    try:
        findings = tuple(pack(finding, result.text) for finding in result.findings)
    except Uncacheable:
        return
    cache.put(name, (outcome.encoding, outcome.mark, tuple(n[prefix:] for n in outcome.notes), findings))


def _jobs(text: str | None) -> int:
    if text is None:
        return cores()
    if not text.isdecimal() or int(text) < 1:
        raise ConfigError(f"--jobs: {text!r} is no count of processes; give 1 or more")
    return int(text)


def _state(own: Sequence[Path], config: str) -> str:
    """Names everything but drafts that results depend on: code, lists and configuration."""
    package = Path(unpushy.__file__).parent
    hashed = hashlib.sha256(f"{unpushy.__version__}\0{config}".encode())
    for path in (*_files(package), *map(str, own)):
        stat = os.stat(path)  # noqa: PTH116 -- hundreds of them at each start
        hashed.update(f"\0{path}\0{stat.st_size}\0{stat.st_mtime_ns}".encode())
    return hashed.hexdigest()


def _files(package: Path) -> Iterator[str]:
    """The package's modules and the phrase lists."""
    from unpushy.phrases.load import built_in_files

    yield from map(str, built_in_files())
    folders = [str(package)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith((".py", ".so", ".pyd")):
                    yield entry.path
                elif entry.is_dir() and entry.name not in {"__pycache__", "cli", "lsp", "reporters"}:
                    folders.append(entry.path)


class _Progress:
    """A line on a terminal's standard error that says how far a long run is."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._begun = self._last = time.monotonic()
        self._count = 0
        self._shown = False

    def step(self) -> None:
        """One more draft is done."""
        self._count += 1
        now = time.monotonic()
        if self._watched and now - self._begun > _PATIENCE and now - self._last > _PATIENCE / 5:
            self._last, self._shown = now, True
            print(f"\r{self._count:,} drafts checked", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._shown = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def say(self, note: str) -> None:
        """Print a note on a line of its own."""
        self.clear()
        print(note, file=sys.stderr)
