"""Watching: what changes is checked again, and nothing else."""

from __future__ import annotations

import argparse
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from unpushy.cli import check
from unpushy.cli._run import Run
from unpushy.cli._watch import Watched, settled
from unpushy.cli.main import main

PATIENCE = 300
"""Seconds after which an answer is missed; it takes half of one, and minutes on a machine that is overrun."""


class Watching:
    """A watching process; ``answer`` gives what it prints of one change, and its line on standard error."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "unpushy", "check", "--watch", "--output-format", "concise", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder,
            env={**os.environ, "XDG_CONFIG_HOME": str(folder / "home")},
        )  # fmt: skip
        self.threads: list[threading.Thread] = []
        self._out: queue.Queue[str] = queue.Queue()
        self._err: queue.Queue[str] = queue.Queue()
        for stream, lines in ((self.process.stdout, self._out), (self.process.stderr, self._err)):
            self.threads.append(threading.Thread(target=self._read, args=(stream, lines), daemon=True))
            self.threads[-1].start()

    def _read(self, stream: Iterator[str], lines: queue.Queue[str]) -> None:
        for line in stream:
            lines.put(line)

    def answer(self, findings: int) -> tuple[list[str], str]:
        said = self._err.get(timeout=PATIENCE)
        return sorted(":".join(self._out.get(timeout=PATIENCE).split(":")[:2]) for _ in range(findings)), said

    def silent(self) -> bool:
        return self._out.empty() and self._err.empty()


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails/a.txt").write_text("Is this deal still alive?\n", encoding="utf-8")
    (tmp_path / "mails/b.txt").write_text("The van is full.\n", encoding="utf-8")
    started = Watching(tmp_path)
    yield started
    started.process.kill()
    started.process.wait()
    for thread in started.threads:
        thread.join()
    for stream in (started.process.stdout, started.process.stderr):
        assert stream
        stream.close()


def save(path: Path, text: str) -> None:
    """Write a file at once: a look in the midst of writing would find, and tell, the half of it."""
    new = path.with_name(f".{path.name}")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def test_what_changes_is_checked_again(watching: Watching, tmp_path: Path) -> None:
    rest = "waiting for changes, Ctrl-C ends\n"
    assert watching.answer(1) == (["mails/a.txt:1"], f"1 finding in 2 drafts; {rest}")
    save(tmp_path / "mails/b.txt", "The van is full.\n\nAny update?\n")
    assert watching.answer(1) == (["mails/b.txt:3"], f"2 findings in 2 drafts; {rest}")
    (tmp_path / "mails/new").mkdir()
    save(tmp_path / "mails/new/c.txt", "Any update?\n")
    assert watching.answer(1) == (["mails/new/c.txt:1"], f"3 findings in 3 drafts; {rest}")
    (tmp_path / "mails/a.txt").unlink()
    assert watching.answer(0) == ([], f"2 findings in 2 drafts; {rest}")
    save(tmp_path / "mails/b.txt", "As I mentioned, the van is full.\n")
    assert watching.answer(1)[0] == ["mails/b.txt:1"]
    save(tmp_path / "unpushy.toml", 'ignore = ["pushy"]\n')
    assert watching.answer(1) == (["mails/b.txt:1"], f"1 finding in 2 drafts; {rest}"), "all is read anew"
    assert watching.silent()
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(PATIENCE) == 130


@pytest.mark.parametrize(
    "arguments", [["--fix"], ["--diff"], ["--output-file", "x"], ["-"]], ids=lambda a: a[0]
)
def test_what_can_not_be_watched(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["check", "--watch", *arguments]) == 2
    assert f"{arguments[0]} can't go with it" in capsys.readouterr().err


def watched(*arguments: str) -> Watched:
    parser = argparse.ArgumentParser()
    check.add_arguments(parser)
    parsed = parser.parse_args(arguments)
    return Watched(Run(parsed), parsed.paths)


@pytest.mark.parametrize(
    ("ages", "looks"),
    [([0, 1], 2), ([0, 0, 1], 3), ([1], 1), ([-3600], 1), ([0] * 26, 26)],
    ids=["just changed", "twice", "long ago", "a clock ahead", "without end"],
)
def test_a_change_is_over_before_it_is_looked_at(ages: list[int], looks: int) -> None:
    seen: list[dict[str, tuple[int, int, int]]] = []

    def look() -> dict[str, tuple[int, int, int]]:
        seen.append({"a.txt": (time.time_ns() - ages[len(seen)] * 10**9, 0, 0)})
        return seen[-1]

    assert settled(look) == seen[-1]
    assert len(seen) == looks


def test_a_file_that_is_gone_for_a_while_is_not_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    draft = Path("a.txt")
    draft.write_text("The van is full.\n", encoding="utf-8")
    one = watched("--isolated", "a.txt")
    os.utime(".", ns=(1, 1))
    draft.unlink()
    assert one.changed() == ["a.txt"]
    assert one.changed() == []
    draft.write_text("The van is full.\n", encoding="utf-8")
    os.utime(".", ns=(2, 2))
    assert one.changed() == ["a.txt"]
    assert "a.txt" in one.drafts


@pytest.mark.parametrize("name", ["known.json", "pyproject.toml", "home/unpushy/unpushy.toml"])
def test_what_decides_is_watched_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("unpushy.places.user_path", lambda: tmp_path / "home/unpushy/unpushy.toml")
    Path("home/unpushy").mkdir(parents=True)
    Path("known.json").write_text('{"version": 1, "findings": {}}', encoding="utf-8")
    one = watched("--baseline", "known.json")
    assert one.changed() == []
    Path(name).write_text("", encoding="utf-8")
    assert one.changed() is None
