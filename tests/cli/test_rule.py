"""``unpushy rules``, ``unpushy rule`` and ``unpushy phrases``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unpushy import __version__
from unpushy.cli.main import main


def test_rules_lists_each_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    ids = [line.split()[0] for line in lines]
    assert ids == sorted(set(ids))
    assert {"pushy/status-demand", "draft/unfilled-placeholder"} <= set(ids)
    assert next(line for line in lines if line.startswith("pushy/status-demand")).split()[1] == "warning"


def test_rule_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "pushy/status-demand"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("pushy/status-demand (warning): ")
    assert "Evidence" in out
    assert "«" in out


def test_an_unknown_rule_gets_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "pushy/status-demnd"]) == 2
    assert "did you mean 'pushy/status-demand'?" in capsys.readouterr().err


def test_phrases_check_tells_what_is_wrong(capsys: pytest.CaptureFixture[str], lists: Path) -> None:
    path = lists / "passive" / "check-in.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("«Touching base» on", "«Touching» base on"), encoding="utf-8"
    )
    assert main(["phrases", "check", str(lists)]) == 1
    assert capsys.readouterr().out.startswith(f"{path}:12: the example is flagged at ['Touching base']")


def test_phrases_check_of_a_broken_list(capsys: pytest.CaptureFixture[str], lists: Path) -> None:
    path = lists / "passive" / "check-in.toml"
    path.write_text("title =", encoding="utf-8")
    assert main(["phrases", "check", str(path)]) == 2
    assert f"{path}:1: is not TOML" in capsys.readouterr().err


def test_phrases_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["phrases", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "unpushy phrase list"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"unpushy {__version__}\n"
