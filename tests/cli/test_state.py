"""The name of what results depend on, which machines that share a cache must agree on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import unpushy
from unpushy.cli._state import state
from unpushy.config import Config


@pytest.mark.parametrize("name", ["markdown-it-py", "py3langid", "spacy"])
def test_another_version_of_a_package_is_another_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = state(tmp_path / "one", Config(), ())
    assert state(tmp_path / "two", Config(), ()) == before
    monkeypatch.setattr("importlib.metadata.version", lambda one: "0.0.1" if one == name else "9")
    first = state(tmp_path / "three", Config(), ())
    monkeypatch.setattr("importlib.metadata.version", lambda one: "9")
    assert len({before, first, state(tmp_path / "four", Config(), ())}) == 3


def test_another_python_is_another_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(tmp_path, Config(), ())
    monkeypatch.setattr("sys.version_info", (3, 99, 0))
    assert state(tmp_path, Config(), ()) != before


def test_the_module_that_checks_is_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(tmp_path, Config(), ())
    (tmp_path / "package/cli").mkdir(parents=True)
    for path in Path(unpushy.__path__[0]).iterdir():
        if path.name != "cli":
            (tmp_path / "package" / path.name).symlink_to(path)
    (tmp_path / "package/cli/_checker.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(unpushy, "__path__", [str(tmp_path / "package")])
    assert state(tmp_path, Config(), ()) != before


def test_a_later_start_reads_no_versions(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from unpushy.cli._state import state; "
    code += "from unpushy.config import Config; state(Path(sys.argv[1]), Config(), ()); "
    code += "sys.exit('importlib.metadata' in sys.modules)"
    runs = [subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False) for _ in range(2)]
    assert [run.returncode for run in runs] == [1, 0]
