"""Users' own lists: they add rules, extend, override and silence those that are shipped."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from unpushy.cli.main import main
from unpushy.config import Config, cache_folder
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.phrases.check import check_list
from unpushy.phrases.errors import PhraseListError
from unpushy.phrases.load import built_in_files
from unpushy.phrases.own import installed, lists_at
from unpushy.rules import RuleSet, full_card

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "own-lists"


def write(folder: Path, rule: str, text: str) -> Path:
    path = folder / f"{rule}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(text: str, *own: Path) -> list[tuple[str, str]]:
    linter = Linter(RuleSet.load(None, own), Config(reader=False))
    return [(finding.rule, finding.excerpt) for finding in linter.check(parse(text, "plain"))]


NEW_RULE = """
title = "Bell"
why = "Readers hear a bell where a reason would do."
[[phrases]]
[phrases.patterns]
"ring the bell" = "We «ring the bell» now."
"""
EXTENSION = """
extends = true
severity = "error"
[unless]
"(in|from) the (chapel|church)" = "Just checking in from the chapel."
[[phrases]]
[phrases.patterns]
"ringing your bell" = "I am «ringing your bell»."
[phrases.unless]
"@ at the door" = "I am ringing your bell at the door."
"""


def test_the_worked_example_holds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(EXAMPLE)
    assert main(["phrases", "check", "lists"]) == 0
    assert main(["check", "--output-format", "concise", "draft.txt"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[1:3] for line in lines] == [
        ["information", "passive/empty-opener:"],
        ["error", "pushy/house-slang:"],
    ]


def test_a_list_makes_a_rule(tmp_path: Path) -> None:
    path = write(tmp_path, "pushy/bell", NEW_RULE)
    assert list(check_list(path, built_in_files()[0])) == []
    assert found("We ring the bell.", path) == [("pushy/bell", "ring the bell")]


def test_a_list_extends_a_rule(tmp_path: Path) -> None:
    path = write(tmp_path, "passive/empty-opener", EXTENSION)
    assert list(check_list(path, built_in_files()[0])) == []
    assert found("I am ringing your bell.", path) == [("passive/empty-opener", "ringing your bell")]
    assert found("I am ringing your bell at the door.", path) == []
    assert [rule for rule, _ in found("Just touching base on the plan.", path)] == ["passive/empty-opener"]
    assert found("Just checking in from the chapel.", path) == [], "silenced by its context"
    assert [rule for rule, _ in found("Just checking in from the chapel.")] == ["passive/empty-opener"]
    rules = RuleSet.load(None, [path])
    card = next(card for card in rules.cards if card.id == "passive/empty-opener")
    assert card.severity.label == "error"
    assert card.why == next(c.why for c in RuleSet.load(cache_folder()).cards if c.id == card.id)
    assert "I am «ringing your bell»." not in full_card(card).flags
    assert full_card(card, [path]).severity.label == "error"


def test_a_list_overrides_a_rule(tmp_path: Path) -> None:
    path = write(tmp_path, "passive/empty-opener", NEW_RULE)
    assert found("Just touching base on the plan.", path) == []
    assert found("We ring the bell.", path) == [("passive/empty-opener", "ring the bell")]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param("«ringing your bell»", "ringing your «bell»", "is flagged at", id="span"),
        pytest.param("at the door.", "today.", "does not keep its example clean", id="context of a phrase"),
        pytest.param("in from the chapel", "in from town", "does not keep", id="context of the rule"),
        pytest.param("checking in from the chapel", "sitting in the chapel", "is clean without", id="idle"),
    ],
)
def test_an_extension_proves_itself(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = write(tmp_path, "passive/empty-opener", EXTENSION.replace(old, new, 1))
    assert problem in "\n".join(map(str, check_list(path, built_in_files()[0])))


def test_an_extension_of_nothing_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "passive/empty-opner", EXTENSION)
    for load in (lambda: RuleSet.load(None, [path]), lambda: list(check_list(path, built_in_files()[0]))):
        with pytest.raises(PhraseListError, match="did you mean passive/empty-opener"):
            load()


@pytest.mark.parametrize("key", ["title", "why"])
def test_a_new_rule_needs_its_reason(tmp_path: Path, key: str) -> None:
    text = "\n".join(line for line in NEW_RULE.splitlines() if not line.startswith(key))
    with pytest.raises(PhraseListError, match=f"{key}: a list that makes a rule needs this"):
        RuleSet.load(None, [write(tmp_path, "pushy/bell", text)])


def test_a_changed_list_is_compiled_anew(tmp_path: Path) -> None:
    path = write(tmp_path, "pushy/bell", NEW_RULE)
    assert "pushy/bell" in RuleSet.load(tmp_path / "cache", [path]).ids()
    path.write_text(NEW_RULE.replace('"Bell"', '"Gong"'), encoding="utf-8")
    titles = {card.id: card.title for card in RuleSet.load(tmp_path / "cache", [path]).cards}
    assert titles["pushy/bell"] == "Gong"
    assert "pushy/bell" not in RuleSet.load(tmp_path / "cache").ids()


def test_the_configuration_names_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "house", "pushy/bell", NEW_RULE)
    (tmp_path / "unpushy.toml").write_text('lists = ["house"]\n[rules."pushy/bell"]\nseverity = "error"\n')
    (tmp_path / "draft.txt").write_text("We ring the bell.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--output-format", "concise", "draft.txt"]) == 1
    assert "error pushy/bell" in capsys.readouterr().out
    assert main(["check", "--isolated", "draft.txt"]) == 0
    capsys.readouterr()
    assert main(["rules"]) == 0
    assert "pushy/bell" in capsys.readouterr().out
    assert main(["rule", "pushy/bell"]) == 0
    assert "«ring the bell»" in capsys.readouterr().out
    shutil.rmtree(tmp_path / "house")
    assert main(["check", "draft.txt"]) == 2
    assert "unpushy.toml:1: lists: no phrase list is at 'house'" in capsys.readouterr().err


def test_an_installed_package_brings_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "acme_phrases"
    write(package, "pushy/bell", NEW_RULE)
    (package / "__init__.py").write_text("")
    meta = tmp_path / "acme_phrases-1.0.dist-info"
    meta.mkdir()
    (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-phrases\nVersion: 1.0\n")
    (meta / "entry_points.txt").write_text("[unpushy.phrase_lists]\nacme = acme_phrases\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert installed() == [package / "pushy" / "bell.toml"]
    (meta / "entry_points.txt").write_text("[unpushy.phrase_lists]\nacme = acme_gone\n")
    with pytest.raises(PhraseListError, match="acme"):
        installed()


def test_places_are_files_or_folders(tmp_path: Path) -> None:
    one = write(tmp_path, "pushy/bell", NEW_RULE)
    two = write(tmp_path, "passive/empty-opener", EXTENSION)
    assert lists_at(tmp_path) == [two, one]
    assert lists_at(one) == [one]
