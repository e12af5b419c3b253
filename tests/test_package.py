"""The wheel and the sdist, installed into an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from unpushy.config import cache_folder
from unpushy.rules import RuleSet

ROOT = Path(__file__).resolve().parents[1]


def call(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built of the sdist of this tree's tracked and new files."""
    work = tmp_path_factory.mktemp("package")
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in files:
        if (ROOT / name).is_file():
            (work / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, work / "tree" / name)
    call(sys.executable, "-m", "build", "--outdir", work / "dist", work / "tree", cwd=work)
    [path] = (work / "dist").glob("*.whl")
    return path


def test_an_installed_wheel_finds_pressure(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNPUSHY_CACHE_DIR", str(tmp_path / "cache"))
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    call(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    (tmp_path / "draft.txt").write_text("Is this deal still alive?\n", encoding="utf-8")
    out = call(
        scripts / "unpushy", "check", "--isolated", "--output-format", "concise", "draft.txt", cwd=tmp_path
    )
    assert out.startswith("draft.txt:1:1: warning pushy/status-demand: ")
    assert not list((tmp_path / "cache").glob("lists-*")), "the wheel has the lists compiled"
    passive = tmp_path / "passive.txt"
    passive.write_text("The list was checked on our side.\n", encoding="utf-8")
    out = call(
        scripts / "unpushy", "check", "--isolated", "--output-format", "concise", "passive.txt", cwd=tmp_path
    )
    assert out.startswith("passive.txt:1:10: information passive/passive-voice: ")
    call(scripts / "unpushy", "check", "--isolated", "--fix", "passive.txt", cwd=tmp_path)
    assert passive.read_text(encoding="utf-8") == "We checked the list on our side.\n"
    licences = list((tmp_path / "env").rglob("unpushy/language/parser/LICENSE"))
    assert licences
    assert all("ShareAlike" in path.read_text(encoding="utf-8") for path in licences)
    listed = call(scripts / "unpushy", "rules", cwd=tmp_path).split()
    assert set(RuleSet.load(cache_folder()).ids()) <= set(listed)
    if shutil.which("cc"):
        call(scripts / "python", "-c", "import unpushy.phrases._native", cwd=tmp_path)


def test_a_wheel_for_every_platform(wheel: Path, tmp_path: Path) -> None:
    """Without the compiled core; the editor extension carries it."""
    [sdist] = wheel.parent.glob("*.tar.gz")
    shutil.unpack_archive(sdist, tmp_path)
    [tree] = tmp_path.glob("unpushy-*")
    out = tmp_path / "dist"
    call(sys.executable, "-m", "build", "--wheel", "--outdir", out, tree, cwd=tmp_path, UNPUSHY_PURE="1")
    [path] = out.glob("*.whl")
    assert path.name.endswith("-py3-none-any.whl")
