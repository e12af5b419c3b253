"""Serve editors: find pressure as it is typed."""

from __future__ import annotations

import argparse
from pathlib import Path

LEVELS = ("error", "warning", "info", "trace")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy server``."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--stdio", action="store_true", help="over standard input and output (the default)")
    way.add_argument("--tcp", metavar="PORT", type=int, help="over TCP, on this port")
    way.add_argument("--ws", metavar="PORT", type=int, help="over WebSocket, on this port")
    parser.add_argument(
        "--host", default="127.0.0.1", help="where TCP and WebSocket listen (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--log-file", metavar="FILE", type=Path, help="log there instead of to standard error"
    )
    parser.add_argument(
        "--log-level",
        choices=LEVELS,
        default="warning",
        help="trace logs messages, and so the text of drafts",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until the client leaves."""
    from unpushy.lsp.serve import serve

    serve(
        tcp=arguments.tcp,
        ws=arguments.ws,
        host=arguments.host,
        log_file=arguments.log_file,
        log_level=arguments.log_level,
    )
    return 0
