"""Many drafts: what a first run of them takes in memory, and how soon a changed one is answered while watching."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

DRAFTS = 10_000
_TEXT = "Hi Dana,\n\nJust touching base about order {0}. The van is full, and the boxes of order {0} stand in the hall.\n"
_ROUNDS = 9


def write(folder: Path) -> None:
    """Drafts in a hundred folders."""
    for number in range(DRAFTS):
        path = folder / str(number % 100) / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_TEXT.format(number), encoding="utf-8")


def answers(folder: Path) -> float:
    """Seconds from a change until its findings are printed, in the median."""
    watching = subprocess.Popen(
        [sys.executable, "-m", "unpushy", "check", "--isolated", "--watch", "--output-format", "concise", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ),
    )  # fmt: skip
    assert watching.stdout and watching.stderr
    threading.Thread(target=watching.stdout.read, daemon=True).start()
    watching.stderr.readline()
    taken = []
    for number in range(_ROUNDS):
        time.sleep(0.5 + number / 50)  # lest all changes fall at one place between two looks
        path = folder / str(number) / f"{number}.txt"
        path.write_text(_TEXT.format(number) + "\nIs this deal still alive?\n", encoding="utf-8")
        begun = time.perf_counter()
        watching.stderr.readline()
        taken.append(time.perf_counter() - begun)
    watching.kill()
    watching.wait()
    return statistics.median(taken)
