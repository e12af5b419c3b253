"""Drafts with everything that may go wrong in a report, and schemas of those who read reports."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from unpushy.cli.main import main

NAME = "a, b;c]: 100%.txt"
TEXT = (
    "Hi Dana,\r\n\r\n\U0001f600 Thanks, Zo\u00eb. As I mentioned, the van is full.\r\n\r\n"
    'Have you had a\r\nchance to look at <it> & "decide"?\r\n\r\nIs this deal still alive?\x0b\r\n'
)
CLEAN = "The van is full.\n"
Report = Callable[..., str]


@pytest.fixture
def report(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Report:
    """Prints a report about the drafts of a folder: one hostile, one clean."""
    monkeypatch.chdir(tmp_path)
    Path("mails").mkdir()
    Path("mails", NAME).write_bytes(TEXT.encode())
    Path("mails", "clean.txt").write_text(CLEAN, encoding="utf-8")

    def printed(form: str, *arguments: str) -> str:
        capsys.readouterr()
        main(["check", "--isolated", "--output-format", form, *(arguments or ("mails",))])
        return capsys.readouterr().out

    return printed


@pytest.fixture
def found(report: Report) -> list[dict[str, object]]:
    """The same findings in the format ``json``, whose offsets other tests prove."""
    listed: list[dict[str, object]] = json.loads(report("json"))
    assert len(listed) == 3
    return listed


def go_module(name: str) -> Path:
    """The folder of a Go module, which carries a schema; skips the test where it can't be had."""
    go = shutil.which("go")
    if go is None:
        pytest.skip("Go is not installed: the schema comes in a Go module")
    done = subprocess.run([go, "mod", "download", "-json", name], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{name} can't be downloaded")
    return Path(json.loads(done.stdout)["Dir"])
