"""A line on a terminal that says how far a long run is."""

from __future__ import annotations

import os
import sys
import time

_PATIENCE = 1.0
"""Seconds until a run that a terminal watches shows how far it is."""


class Progress:
    """A line on a terminal's standard error that says how far a long run is."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        self._begun = self._last = time.monotonic()
        self._count = 0
        self._shown = False

    def step(self) -> None:
        """One more draft is done."""
        self._count += 1
        if not self._watched:
            return
        now = time.monotonic()
        if now - self._begun > _PATIENCE and now - self._last > _PATIENCE / 5:
            self._last, self._shown = now, True
            print(f"\r{self._count:,} drafts checked", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._shown = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def say(self, note: str) -> None:
        """Print a note on a line of its own."""
        self.clear()
        print(note, file=sys.stderr)
