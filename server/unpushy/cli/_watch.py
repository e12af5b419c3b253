"""Check drafts whenever they change: only those that did are looked at again."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator

from unpushy.cli._outcome import Outcome
from unpushy.cli._run import Run
from unpushy.cli.check import report_of
from unpushy.reporters import Result, Style, reporter
from unpushy.wording import counted

_PAUSE = 0.2
"""Seconds between looks."""
_REST = 10
"""A look at very many files is followed by a pause this many times as long."""

_REPOSE = 0.02
"""Seconds after which a change is over: who writes a file is done, and the next change has another time."""
_MOST_LOOKS = 25
"""Looks at what changes without end, such as a log, before it is taken as it is."""

State = tuple[int, int, int]
"""Time of change (nanoseconds), bytes, number of the file."""


class Watched:
    """The drafts of a run, the folders that they are in and the files of its configuration."""

    def __init__(self, run: Run, paths: Iterable[str]) -> None:
        self._run, self._paths = run, list(paths)
        self._sources = [str(path) for path in run.sources()]
        self._configured = states(self._sources)
        self._look_around()

    def _look_around(self) -> None:
        self._folders = settled(lambda: states(f for path in self._paths for f in _folders(path)))
        self.drafts = states(item.path for item in self._run.items())

    def changed(self) -> list[str] | None:
        """The drafts that are new, changed or gone; None where the configuration changed."""
        if states(self._sources) != self._configured:
            return None
        before = self.drafts
        if states(self._folders) == self._folders:
            self.drafts = states(before)
        else:
            self._look_around()
        changed = {path for path, state in self.drafts.items() if before.get(path) != state}
        self.drafts |= settled(lambda: states(changed))
        return sorted(changed | (before.keys() - self.drafts.keys()))


def watch(arguments: argparse.Namespace) -> int:
    """Check, and go on checking what changes; only Ctrl-C or an error ends it. Raises ``UserError``."""
    form = reporter("statistics" if arguments.statistics else arguments.output_format)
    while True:
        run = Run(arguments, rewrites=form.REWRITES)
        try:
            watched = Watched(run, arguments.paths)
            found: dict[str, int] = {}
            style = Style.of(sys.stdout)
            _print(report_of(run, form, _counted(run.outcomes(), found), style))
            run.keep()
            run.prepare()
            _say(found)
            while (changed := _next(watched)) is not None:
                for path in changed:
                    _forget(found, path)
                there = [path for path in changed if path in watched.drafts]
                results = _counted(run.again(there), found) if there else iter(())
                _print(report_of(run, form, results, style) if there else ())
                _say(found)
        finally:
            run.close()


def _next(watched: Watched) -> list[str] | None:
    """Wait for a change."""
    while True:
        begun = time.monotonic()
        changed = watched.changed()
        if changed is None or changed:
            return changed
        time.sleep(max(_PAUSE, _REST * (time.monotonic() - begun)))


def _counted(outcomes: Iterable[Outcome], found: dict[str, int]) -> Iterator[Result]:
    """The results, whose findings are counted by draft."""
    for outcome in outcomes:
        if outcome.result:
            found[outcome.result.path] = len(outcome.result.findings)
            yield outcome.result


def _forget(found: dict[str, int], path: str) -> None:
    """Forget a file, or all messages of a mailbox."""
    if path in found:
        del found[path]
    else:
        for name in [name for name in found if name.startswith(f"{path}#")]:
            del found[name]


def _print(report: Iterable[str]) -> None:
    sys.stdout.writelines(report)
    sys.stdout.flush()


def _say(found: dict[str, int]) -> None:
    total = f"{counted(sum(found.values()), 'finding')} in {counted(len(found), 'draft')}"
    print(f"{total}; waiting for changes, Ctrl-C ends", file=sys.stderr, flush=True)


def states(paths: Iterable[str]) -> dict[str, State]:
    """The state of each file or folder that is there."""
    out = {}
    for path in paths:
        try:
            stat = os.stat(path)  # noqa: PTH116 -- thousands of them, again and again
        except OSError:
            continue
        out[path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return out


def settled(look: Callable[[], dict[str, State]]) -> dict[str, State]:
    """The states of files or folders once they have been left alone for a moment.

    Times are told in steps: what changes right after a look may have the time that it had then.
    """
    found = look()
    for _ in range(_MOST_LOOKS):
        wait = max((state[0] for state in found.values()), default=0) / 1e9 + _REPOSE - time.time()
        if not 0 < wait <= _REPOSE:  # a clock that is ahead, as a server's may be, is not waited for
            break
        time.sleep(wait)
        found = look()
    return found


def _folders(path: str) -> Iterator[str]:
    """The folders in which a draft may turn up; that of a file, which some programs take away to write it."""
    if not os.path.isdir(path):  # noqa: PTH112 -- a path as it is called
        yield os.path.dirname(path) or os.curdir  # noqa: PTH120 -- as above
    for folder, names, _ in os.walk(path):
        names[:] = [name for name in names if not name.startswith(".") and name != "node_modules"]
        yield folder
