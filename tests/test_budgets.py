"""Budgets: what a folder may hold together, before a check fails."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from unpushy.budgets import Budget, Spent
from unpushy.cli.main import main

PUSHY = "Is this deal still alive?\n"
SCOLDING = "As I mentioned, the van is full.\n"
PASSIVE = "Just touching base about the samples for Leeds.\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "work" / "dunning").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work")
    Path("dunning/a.txt").write_text(f"{PUSHY}\n{SCOLDING}", encoding="utf-8")
    Path("dunning/b.txt").write_text(PASSIVE, encoding="utf-8")


def checked(capsys: pytest.CaptureFixture[str], limits: str, *arguments: str) -> tuple[int, list[str]]:
    """The exit status, and what is said of budgets, without its place."""
    Path("unpushy.toml").write_text(f'[budgets."dunning/*"]\n{limits}\n', encoding="utf-8")
    capsys.readouterr()
    status = main(["check", *arguments])
    where = f"{Path.cwd() / 'unpushy.toml'}:1: budget of 'dunning/*': "
    return status, [line.removeprefix(where) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.parametrize(
    ("limits", "status", "says"),
    [
        ("max-pushy = 0", 1, ["max-pushy = 0, but 1 found in 2 drafts"]),
        ("max-pushy = 1", 1, []),
        ("max-pushy = 1\nmax-scolding = 1", 0, []),
        ("max-findings = 3", 0, []),
        ("max-findings = 2", 1, ["max-findings = 2, but 3 found in 2 drafts"]),
        ("max-passive = 0\nmax-findings = 9", 1, ["max-passive = 0, but 1 found in 2 drafts"]),
        ("max-per-1000-words = 200", 0, []),
        ("max-per-1000-words = 50.5", 1, ["max-per-1000-words = 50.5, but 150 found in 2 drafts"]),
    ],
    ids=["over", "others still fail", "within", "all", "all over", "information", "share", "share over"],
)
def test_limits(capsys: pytest.CaptureFixture[str], limits: str, status: int, says: list[str]) -> None:
    assert checked(capsys, limits) == (status, says)


@pytest.mark.parametrize(
    ("found", "most", "told"),
    [
        (1234567, 1234566.0, "max-findings = 1234566, but 1,234,567"),
        (10001, 10000, "max-findings = 10000, but 10,001"),
        (20, 5.0, "max-findings = 5, but 20"),
    ],
    ids=["million", "thousand", "zero at the end"],
)
def test_counts_are_told_whole(found: int, most: float, told: str) -> None:
    spent = Spent(Budget("*", (("max-findings", most),)), drafts=2, findings=found)
    assert list(spent.over()) == [f": budget of '*': {told} found in 2 drafts"]


@pytest.mark.parametrize(
    ("words", "most", "told"),
    [(3000, 0.33333, "0.333333"), (3000, 0.3, "0.33"), (2999, 0.3333333, "0.3334"), (8, 124.99999, "125")],
    ids=["close", "third", "as many as it takes", "whole"],
)
def test_shares_differ_from_their_limit(words: int, most: float, told: str) -> None:
    spent = Spent(Budget("*", (("max-per-1000-words", most),)), drafts=1, words=words, findings=1)
    assert list(spent.over()) == [
        f": budget of '*': max-per-1000-words = {most}, but {told} found in 1 draft"
    ]


def test_counts_come_from_the_cache_as_from_a_check(capsys: pytest.CaptureFixture[str]) -> None:
    first = checked(capsys, "max-per-1000-words = 1")
    assert checked(capsys, "max-per-1000-words = 1") == first
    assert checked(capsys, "max-per-1000-words = 1", "--no-cache") == first
    assert first == (1, ["max-per-1000-words = 1, but 150 found in 2 drafts"])


def test_a_budget_that_fits_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("dunning").rename("other")
    says = [f"{Path.cwd() / 'unpushy.toml'}:1: budget of 'dunning/*' fits no draft; it can go"]
    assert checked(capsys, "max-pushy = 0") == (1, says)
    assert checked(capsys, "max-pushy = 0", "other") == (1, []), "it was not looked for"


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        ("max-pushi = 0", "unknown key 'max-pushi'; did you mean 'max-pushy'?"),
        ("max-pushy = -1", 'budgets."dunning/*".max-pushy must be a number >= 0, not -1'),
        ('max-pushy = "none"', "budgets.\"dunning/*\".max-pushy must be a number, not 'none'"),
    ],
    ids=["key", "negative", "text"],
)
def test_errors(capsys: pytest.CaptureFixture[str], limits: str, says: str) -> None:
    status, [line] = checked(capsys, limits)
    assert (status, line) == (2, f"unpushy: {Path.cwd() / 'unpushy.toml'}:2: {says}")


def test_reports_tell_of_budgets(capsys: pytest.CaptureFixture[str]) -> None:
    Path("unpushy.toml").write_text('[budgets."dunning/*"]\nmax-pushy = 0\n', encoding="utf-8")
    for form in ("html", "markdown"):
        main(["check", "--output-format", form])
        assert "max-pushy = 0, but 1 found in 2 drafts" in capsys.readouterr().out.replace("\\", "")


@pytest.mark.parametrize(
    ("most", "failures", "colour"), [(9, [], "#6b5300"), (2, ["budgets"], "#9c2a1c")], ids=["within", "over"]
)
def test_what_a_budget_allows_fails_in_no_report(
    capsys: pytest.CaptureFixture[str], most: int, failures: list[str], colour: str
) -> None:
    Path("unpushy.toml").write_text(f'[budgets."dunning/*"]\nmax-findings = {most}\n', encoding="utf-8")
    status = main(["check", "--output-format", "junit"])
    suites = ET.fromstring(capsys.readouterr().out)
    failed = [case for case in suites.iter("testcase") if case.find("failure") is not None]
    assert [case.get("classname") for case in failed] == failures
    assert sum(int(suite.get("failures", 0)) for suite in suites) == len(failures) == status
    assert all(f"max-findings = {most}, but 3 found in 2 drafts" in case.get("name", "") for case in failed)
    main(["check", "--output-format", "badge"])
    assert f'fill="{colour}"' in capsys.readouterr().out
