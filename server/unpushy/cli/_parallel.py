"""Many drafts on all cores, answered in the order in which they were asked for."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from unpushy.drafts import Item

if TYPE_CHECKING:
    from concurrent.futures import Future

    from unpushy.cli._checker import Checker, Task
    from unpushy.cli._outcome import Outcome
    from unpushy.rules import RuleSet

_LARGE = 400_000
"""Bytes of drafts from which more than one process pays."""
_BATCHES = 16
"""Batches for each process: enough for all to end at about the same time."""
_LARGEST_BATCH = 64
"""Drafts: few enough for the first answers to come soon, and for memory to stay flat."""

_checker: Checker
_rules: RuleSet | None = None
"""What a forked process need not load again."""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worth(items: Sequence[Item], jobs: int) -> bool:
    """Whether these drafts are enough work for several processes."""
    if jobs < 2 or len(items) < 2:
        return False
    size = 0
    for item in items:
        with suppress(OSError):
            size += Path(item.path).stat().st_size if item.stop is None else item.stop - item.start
        if size >= _LARGE:
            return True
    return False


class Pool:
    """Processes that check drafts; they are as many as it has jobs."""

    def __init__(self, task: Task, rules: RuleSet, jobs: int) -> None:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        import unpushy.cli._checker  # noqa: F401 -- once, not in each process that is forked

        global _rules  # noqa: PLW0603 -- handed to the processes that are forked now
        _rules = rules
        method = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._jobs = jobs
        self._executor = ProcessPoolExecutor(jobs, method, initializer=_begin, initargs=(task,))

    def outcomes(self, items: Sequence[Item]) -> Iterator[Outcome]:
        """Check drafts; outcomes come in the order of the items."""
        size = max(1, min(len(items) // (self._jobs * _BATCHES), _LARGEST_BATCH))
        waiting: deque[Future[list[Outcome]]] = deque()
        for at in range(0, len(items), size):
            waiting.append(self._executor.submit(_check, items[at : at + size]))
            if len(waiting) > self._jobs * _BATCHES:  # so that what is done does not pile up
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def close(self) -> None:
        """End the processes, and forget what they have not begun."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def _begin(task: Task) -> None:
    from unpushy.cli._checker import Checker

    global _checker  # noqa: PLW0603 -- a process of the pool has one
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    _checker = Checker(task, _rules)


def _check(batch: Sequence[Item]) -> list[Outcome]:
    return [_checker.item(item) for item in batch]
