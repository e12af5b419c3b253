"""Real editors: open a draft, see the finding, apply the best fix, save."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from unpushy.config import cache_folder

EDITORS = Path(__file__).parent / "editors"
DRAFT = "Hello Dana,\n\nAs I mentioned, the room \U0001f600 is booked for Tuesday.\n"
FIXED = "Hello Dana,\n\nThe room \U0001f600 is booked for Tuesday.\n"


def drive(command: list[str], draft: Path) -> subprocess.CompletedProcess[str]:
    server = "\n".join([sys.executable, "-m", "unpushy", "server"])
    environment = {
        **os.environ,
        "UNPUSHY_SERVER": server,
        "UNPUSHY_DRAFT": str(draft),
        "HOME": str(draft.parent),
    }
    environment["UNPUSHY_CACHE_DIR"] = str(cache_folder())
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=draft.parent, timeout=240, check=False
    )


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
def test_neovim(draft: Path) -> None:
    done = drive(
        ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", f"luafile {EDITORS / 'neovim.lua'}"],
        draft,
    )
    assert done.returncode == 0, done.stderr
    assert "2:0-2:14 scolding/repeat-reference" in done.stderr + done.stdout
    assert draft.read_text(encoding="utf-8") == FIXED


@pytest.mark.skipif(shutil.which("emacs") is None, reason="Emacs is not installed")
def test_emacs_with_eglot(draft: Path) -> None:
    if subprocess.run(
        ["emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"],
        capture_output=True, check=False,
    ).returncode:  # fmt: skip
        pytest.skip("eglot is not installed")
    done = drive(["emacs", "--batch", "-l", str(EDITORS / "eglot.el")], draft)
    assert done.returncode == 0, done.stderr
    assert draft.read_text(encoding="utf-8") == FIXED
