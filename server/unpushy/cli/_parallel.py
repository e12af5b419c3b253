"""Many drafts on all cores, answered in the order in which they were asked for."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from unpushy.cli._checker import Checker, Outcome, Task
from unpushy.rules import RuleSet

_LARGE = 400_000
"""Bytes of drafts from which more than one process pays."""
_BATCHES = 8
"""Batches for each process: enough for all to end at about the same time."""

_checker: Checker
_rules: RuleSet | None = None
"""What a forked process need not load again."""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worth(names: Sequence[str], jobs: int) -> bool:
    """Whether these files are enough work for several processes."""
    if jobs < 2 or len(names) < 2:
        return False
    size = 0
    for name in names:
        try:
            size += Path(name).stat().st_size
        except OSError:
            continue
        if size >= _LARGE:
            return True
    return False


def outcomes(names: Sequence[str], task: Task, rules: RuleSet, jobs: int) -> Iterator[Outcome]:
    """Check files in several processes; outcomes come in the order of the names."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    global _rules  # noqa: PLW0603 -- handed to the processes that are forked now
    _rules = rules
    method = "fork" if sys.platform == "linux" else "spawn"
    pool = ProcessPoolExecutor(
        min(jobs, len(names)), multiprocessing.get_context(method), initializer=_begin, initargs=(task,)
    )
    try:
        yield from pool.map(_check, names, chunksize=max(1, len(names) // (jobs * _BATCHES)))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin(task: Task) -> None:
    global _checker  # noqa: PLW0603 -- a process of the pool has one
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    _checker = Checker(task, _rules)


def _check(name: str) -> Outcome:
    return _checker.file(name)
