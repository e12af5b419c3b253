"""Starts the server: transport, log, and an end when its client has gone."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path

from unpushy.errors import UserError
from unpushy.garbage import look_seldom
from unpushy.lsp.features import new_server
from unpushy.lsp.server import Server
from unpushy.lsp.stdio import speak

_LOOK_EVERY = 5.0
"""Seconds between looks at whether the client's process lives."""


def serve(
    *,
    tcp: int | None = None,
    ws: int | None = None,
    host: str = "127.0.0.1",
    log_file: Path | None = None,
    log_level: str = "warning",
) -> None:
    """Serve one client. Raises ``UserError`` where it can't listen at the port that is asked for."""
    port = tcp if ws is None else ws
    if port is not None and not 0 < port < 1 << 16:
        raise UserError(f"{port} is no port; give 1 to {(1 << 16) - 1}")
    if ws is not None and find_spec("websockets") is None:
        raise UserError('--ws needs the package websockets: pip install "pygls[ws]"')
    start_log(log_file, log_level)
    look_seldom()
    server = new_server()
    threading.Thread(target=_watch_client, args=(server,), daemon=True).start()
    try:
        if tcp is not None:
            server.start_tcp(host, tcp)
        elif ws is not None:
            server.start_ws(host, ws)
    except OSError as error:
        raise UserError(f"{host}:{port}: {error.strerror}") from error
    if port is None:
        # Whatever prints must not break the protocol: standard output is the client's alone.
        channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        status = speak(server, sys.stdin.buffer, channel)
        logging.shutdown()
        os._exit(status)  # a long draft may still be in work, which is of no use any more


def start_log(path: Path | None, level: str) -> None:
    """Log to a file or to standard error. Only ``trace`` lets messages in, which hold the text of drafts."""
    handler = logging.FileHandler(path, encoding="utf-8") if path else logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    tracing = level == "trace"
    root.setLevel(logging.DEBUG if tracing else getattr(logging, level.upper()))
    logging.getLogger("pygls").setLevel(logging.DEBUG if tracing else logging.CRITICAL)


def _watch_client(server: Server) -> None:
    """End when the client's process has, even if it left its pipes open."""
    while True:
        time.sleep(_LOOK_EVERY)
        if server.process_id is not None and not _lives(server.process_id):
            logging.getLogger(__name__).warning("the client has gone")
            os._exit(1)


def _lives(process: int) -> bool:
    if os.name == "nt":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, 0, process)  # type: ignore[attr-defined]
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined]
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
