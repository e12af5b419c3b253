"""Tasks of documents, of each at most one at a time, and questions to the client."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from typing import TypeVar

logger = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


class Tasks:
    """Running tasks by URI, one of a kind."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[None]] = {}

    def get(self, uri: str) -> asyncio.Task[None] | None:
        """The task that runs for a document; one that has just ended does not."""
        task = self._running.get(uri)
        return None if task is None or task.done() else task

    def start(self, uri: str, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Start a document's task, which goes when it ends."""
        task = self._running[uri] = asyncio.create_task(work)

        def ended(_: asyncio.Task[None]) -> None:
            if self._running.get(uri) is task:  # else a newer one has come in the meantime
                del self._running[uri]

        task.add_done_callback(ended)
        return task


async def asked(request: Awaitable[_Answer], patience: float = 10) -> _Answer | None:
    """What a client answers; None where it refuses, or does not come round to it in these seconds."""
    try:
        return await asyncio.wait_for(request, patience)
    except Exception as error:  # noqa: BLE001 -- a client's refusal is no fault of ours
        logger.warning("the client did not answer: %s", type(error).__name__)
        return None
