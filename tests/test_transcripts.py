"""Transcripts of the command line in ``cmd/``: files, commands, what they print, their status.

A transcript begins with files (``=== file NAME``), then has commands (``=== $ unpushy … [< NAME]``, or ``cat
NAME``), each with its standard output, its standard error (``=== stderr``) and its status (``=== status N``).
{cwd} stands for the folder, {cache} for that of the cache. After a wanted change, ``UPDATE_TRANSCRIPTS=1 make test`` writes what is printed now: read the diff.
"""

from __future__ import annotations

import io
import os
import shlex
import sys
from pathlib import Path

import pytest

from unpushy.cli.main import main

TRANSCRIPTS = sorted((Path(__file__).parent / "cmd").glob("*.txt"))


def parts(text: str) -> list[tuple[str, str]]:
    """(heading, body) of each part."""
    return [(p.partition("\n")[0], p.partition("\n")[2]) for p in text.split("=== ")[1:]]


def played(text: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The transcript with what its commands print now."""
    out = []
    for heading, body in parts(text):
        kind, _, rest = heading.partition(" ")
        if kind == "file":
            path = folder / rest
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
            out.append(f"=== {heading}\n{body}")
        elif kind == "$":
            capsys.readouterr()
            status = status_of(shlex.split(rest))
            captured = capsys.readouterr()
            kept = os.environ["UNPUSHY_CACHE_DIR"]
            stdout, stderr = (
                part.replace(kept, "{cache}").replace(str(folder), "{cwd}") for part in captured
            )
            out.append(f"=== {heading}\n{stdout}")
            if stderr:
                out.append(f"=== stderr\n{stderr}")
            out.append(f"=== status {status}\n")
    return "".join(out)


def status_of(command: list[str]) -> int:
    """Run a command of a transcript; returns its status."""
    if command[0] == "cat":
        sys.stdout.write(Path(command[1]).read_text(encoding="utf-8"))
        return 0
    with pytest.MonkeyPatch.context() as patch:
        if command[-2] == "<":
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(command[-1]).read_bytes())))
            command = command[:-2]
        try:
            return main(command[1:])
        except SystemExit as end:
            return int(end.code or 0)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_command_line_does_as_written(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    text = path.read_text(encoding="utf-8")
    now = played(text, tmp_path, capsys)
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(now, encoding="utf-8")
    assert now == text


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 6
