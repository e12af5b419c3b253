"""Messages over standard input and output.

pygls waits for each line and each body of its input in another thread; here a message is read whole, so
that a keystroke changes threads once.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

from pygls.io_ import StdoutWriter, run_async
from pygls.server import JsonRPCServer

logger = logging.getLogger(__name__)
_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)
_PART = 1 << 20
"""Bytes that are read at a time: a length may be announced that no memory has room for."""


class MessageReader:
    """Gives pygls the header lines and the body that were read together."""

    def __init__(self, stdin: BinaryIO, pool: ThreadPoolExecutor) -> None:
        self._stdin, self._pool = stdin, pool
        self._lines: deque[bytes] = deque()
        self._body = b""

    async def readline(self) -> bytes:
        """The next header line; empty at the end of the input."""
        if not self._lines:
            await asyncio.get_running_loop().run_in_executor(self._pool, self._read)
        return self._lines.popleft()

    async def readexactly(self, size: int) -> bytes:
        """The body behind the header lines, whose length they told; shorter where the input ends in it."""
        body, self._body = self._body, b""
        return body

    def _read(self) -> None:
        """Read up to the end of a header, and the body that it announces."""
        size = 0
        while line := self._stdin.readline():
            if length := _LENGTH.fullmatch(line):
                size = size or int(length[1])
                line = b"Content-Length: %d\r\n" % size  # as pygls wants it
            self._lines.append(line)
            if not line.strip():
                break
        if not line:
            self._lines.append(b"")
        elif size:
            parts = []
            while size and (part := self._stdin.read(min(size, _PART))):
                parts.append(part)
                size -= len(part)
            self._body = b"".join(parts)


def speak(server: JsonRPCServer, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Serve the client at the other end of these streams until it goes; returns the exit status.

    Work in threads may still go on then.
    """
    server.protocol.set_writer(StdoutWriter(stdout))
    reader = MessageReader(stdin, server.thread_pool)
    loop = asyncio.new_event_loop()  # which, unlike asyncio.run, waits for no thread
    try:
        loop.run_until_complete(
            run_async(
                stop_event=threading.Event(),
                reader=reader,
                protocol=server.protocol,
                logger=logger,
                error_handler=server.report_server_error,
            )
        )
    except BrokenPipeError:
        logger.error("the client has gone")  # noqa: TRY400 -- no fault of ours
    except KeyboardInterrupt:
        pass
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        loop.close()
    return 0
