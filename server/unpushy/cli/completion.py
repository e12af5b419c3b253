"""Print a shell's completion of this command."""

from __future__ import annotations

import argparse

from unpushy.cli.main import build_parser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The argument of ``unpushy completion``."""
    import shtab

    parser.add_argument("shell", choices=shtab.SUPPORTED_SHELLS, help="whose completion")


def run(arguments: argparse.Namespace) -> int:
    """Print the completion script; the shell's manual says where it goes."""
    import shtab

    print(shtab.complete(build_parser(None), shell=arguments.shell))
    return 0
