"""Entry point: reads the command line and calls the subcommand, importing no more than that needs."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from unpushy import __version__
from unpushy.errors import UserError

COMMANDS = {
    "baseline": "write down what is found, so that only new findings are shown",
    "check": "find pressure in drafts, and release it",
    "clean": "empty the cache",
    "completion": "print a shell's completion of this command",
    "config": "show the configuration in force",
    "dismiss": "keep a finding: it will not be shown again",
    "dismissed": "list the findings that were dismissed",
    "init": "write a configuration to begin with",
    "phrases": "prove phrase lists by their examples",
    "rule": "explain one rule",
    "rules": "list the rules",
    "server": "serve editors: find pressure as it is typed",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    try:
        parser = build_parser(_chosen(sys.argv[1:] if arguments is None else arguments))
        parsed = parser.parse_args(arguments)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        status: int = parsed.run(parsed)
        sys.stdout.flush()
    except UserError as error:
        return fail(str(error))
    except BrokenPipeError:
        _drop_output()
        return 1
    except KeyboardInterrupt:
        _drop_output()
        return 130
    except OSError as error:
        if error.filename is None:  # standard output is the only file that has no name
            _drop_output()
        return fail(f"{error.filename or 'standard output'}: {error.strerror}")
    return status


def _drop_output() -> None:
    """Forget what waits to be printed, so that the end of the process doesn't stumble over it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser; of the subcommands only the chosen one is imported, without one all are."""
    parser = argparse.ArgumentParser(
        prog="unpushy", description="Reads an email draft as its reader will, and offers rewrites."
    )
    parser.add_argument("--version", action="version", version=f"unpushy {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if chosen in (None, name):
            module = importlib.import_module(f"unpushy.cli.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def _chosen(arguments: Sequence[str]) -> str:
    return next((argument for argument in arguments if not argument.startswith("-")), "")


def fail(message: str) -> int:
    """Say what is wrong on standard error; returns status 2."""
    print(f"unpushy: {message}", file=sys.stderr)
    return 2
