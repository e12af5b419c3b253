"""A document's newest task counts, also while an older one has just ended."""

from __future__ import annotations

import asyncio

from unpushy.lsp.tasks import Tasks


async def test_a_task_that_has_ended_does_not_take_a_newer_one_away() -> None:
    tasks, go_on = Tasks(), asyncio.Event()

    async def at_once() -> None: ...

    async def later() -> None:
        await go_on.wait()

    old = tasks.start("a", at_once())
    await asyncio.sleep(0)  # it has ended, and what is to be done then is not done yet
    assert old.done()
    assert tasks.get("a") is None
    new = tasks.start("a", later())
    await asyncio.sleep(0)
    assert tasks.get("a") is new
    go_on.set()
    await new
    assert tasks.get("a") is None
