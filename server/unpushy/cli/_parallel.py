"""Many drafts on all cores, answered in the order in which they were asked for."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from unpushy.drafts import Item
from unpushy.errors import UserError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from unpushy.cli._checker import Task
    from unpushy.cli._outcome import Outcome
    from unpushy.rules import RuleSet
    from unpushy.rules._parsed import Found, Learnt

_LARGE = 400_000
"""Bytes of drafts from which more than one process pays."""
_BATCHES = 16
"""Batches for each process: enough for all to end at about the same time."""
_LARGEST_BATCH = 64
"""Drafts: few enough for the first answers to come soon, and for memory to stay flat."""
_ENDED = "a process that checks drafts has ended before its time, for want of memory perhaps; try --jobs 1"


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worth(items: Sequence[Item], jobs: int) -> bool:
    """Whether these drafts are enough work for several processes."""
    if jobs < 2 or len(items) < 2:
        return False
    size = 0
    for item in items:
        size += _size(item)
        if size >= _LARGE:
            return True
    return False


def batched(items: Sequence[Item], jobs: int) -> list[Sequence[Item]]:
    """Items in batches that are about as much work each, in order; a large draft is one of its own."""
    sizes = [_size(item) for item in items]
    share = sum(sizes) / (jobs * _BATCHES)
    most = max(1, min(len(items) // (jobs * _BATCHES), _LARGEST_BATCH))
    batches: list[Sequence[Item]] = []
    start = size = 0
    for at, own in enumerate(sizes):
        if at > start and (at - start == most or size + own > share):
            batches.append(items[start:at])
            start, size = at, 0
        size += own
    return [*batches, items[start:]]


def _size(item: Item) -> int:
    """Bytes of a draft; 0 where it can't be read."""
    if item.stop is not None:
        return item.stop - item.start
    try:
        return os.stat(item.path).st_size  # noqa: PTH116 -- thousands of them
    except OSError:
        return 0


class Pool:
    """Processes that check drafts; they end with the first process, however that ends."""

    def __init__(self, task: Task, rules: RuleSet, jobs: int) -> None:
        """Where processes are forked, they need not load the rules again."""
        import multiprocessing

        import unpushy.cli._checker  # noqa: F401 -- once, not in each process that is forked

        forked = sys.platform == "linux"
        context = multiprocessing.get_context("fork") if forked else multiprocessing.get_context("spawn")
        self._workers: dict[Connection, BaseProcess] = {}
        self._news: dict[Connection, dict[str, tuple[Found, ...]]] = {}
        """What others found in parsed sentences since a process was last sent drafts."""
        with _interrupts_held_back():
            for _ in range(jobs):
                ours, theirs = context.Pipe()
                inherited = [*self._workers, ours] if forked else []
                arguments = (theirs, inherited, task, rules if forked else None)
                process = context.Process(target=_work, args=arguments, daemon=True)
                try:
                    process.start()
                except OSError as error:
                    self.close()
                    problem = f"--jobs: {jobs} processes can't run ({error.strerror}); give fewer"
                    raise UserError(problem) from error
                theirs.close()
                self._workers[ours] = process
                self._news[ours] = {}

    def outcomes(self, items: Sequence[Item]) -> Iterator[Outcome]:
        """Check drafts; outcomes come in the order of the items. Raises ``UserError``."""
        from multiprocessing.connection import wait

        jobs = len(self._workers)
        batches = batched(items, jobs)
        handed = given = 0
        idle = list(self._workers)
        busy: dict[Connection, int] = {}
        done: dict[int, list[Outcome]] = {}
        while given < len(batches):
            while idle and handed < min(len(batches), given + jobs * _BATCHES):  # lest what is done pile up
                worker = idle.pop()
                _send(worker, (batches[handed], self._news[worker]))
                self._news[worker] = {}
                busy[worker] = handed
                handed += 1
            ready = wait(list(busy), 0 if given in done else None)
            for worker in [worker for worker in busy if worker in ready]:
                done[busy.pop(worker)], news = _received(worker)
                idle.append(worker)
                for other in self._workers.keys() - {worker}:
                    self._news[other] |= news
            if given in done:
                yield from done.pop(given)
                given += 1

    def close(self) -> None:
        """End the processes, whatever they do."""
        for connection, process in self._workers.items():
            process.terminate()
            connection.close()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Hear of Ctrl-C later; processes that begin meanwhile never do, and leave it to the first one."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _send(worker: Connection, batch: tuple[Sequence[Item], Learnt]) -> None:
    try:
        worker.send(batch)
    except OSError as error:
        raise UserError(_ENDED) from error


def _received(worker: Connection) -> tuple[list[Outcome], Learnt]:
    try:
        answer: tuple[list[Outcome], Learnt] = worker.recv()
    except (EOFError, OSError) as error:
        raise UserError(_ENDED) from error
    return answer


def _work(connection: Connection, inherited: Sequence[Connection], task: Task, rules: RuleSet | None) -> None:
    """Check the drafts that come in, until the first process is gone."""
    from unpushy.cli._checker import Checker

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:  # while its other end is open here, a connection would not end
        other.close()
    checker = Checker(task, rules)
    linter = checker.linter
    linter.news()  # from now on they are gathered
    with suppress(EOFError, ConnectionError):
        while True:
            batch, news = connection.recv()
            linter.hear(news)
            connection.send(([*checker.items(batch)], linter.news()))
