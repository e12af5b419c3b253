"""Empty the cache."""

from __future__ import annotations

import argparse

from unpushy.cache import clean
from unpushy.cli.main import fail
from unpushy.config import cache_folder
from unpushy.wording import counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``unpushy clean`` takes no arguments."""


def run(_: argparse.Namespace) -> int:
    """Remove compiled lists and kept results."""
    folder = cache_folder()
    try:
        count = clean(folder)
    except OSError as error:
        return fail(f"{folder}: can't be emptied: {error.strerror}")
    print(f"{counted(count, 'file')} removed from {folder}")
    return 0
