"""Profiles: declared, configured, detected; they move severities."""

from __future__ import annotations

from pathlib import Path

import pytest

from unpushy.cli.main import main
from unpushy.config import Config, merged
from unpushy.errors import ConfigError
from unpushy.finding import Severity
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.phrases.build import build
from unpushy.phrases.matcher import PhraseMatcher
from unpushy.profile import declared, detected
from unpushy.rules import RuleSet
from unpushy.settings import read

HEAD = "From: Ann <ann@{0}>\nTo: Bob <bob@{1}>\nSubject: {2}\n\n"


def mail(sender: str, reader: str, subject: str, body: str) -> str:
    return HEAD.format(sender, reader, subject) + body


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        pytest.param(
            mail("a.example", "b.example", "Invoice 1042", "Invoice 1042 over €300 is overdue.\n"),
            "dunning", id="an overdue invoice",
        ),
        pytest.param(
            mail("a.example", "b.example", "Our invoicing", "Do unpaid invoices cost you time?\n"),
            None, id="a mail about invoicing",
        ),
        pytest.param(
            mail("a.example", "b.example", "Invoice 1042", "Invoice 1042 over €300 is paid, thank you.\n"),
            None, id="a paid invoice",
        ),
        pytest.param(mail("a.example", "a.example", "Lunch", "It is at one.\n"), "internal", id="colleagues"),
        pytest.param(mail("gmail.com", "gmail.com", "Lunch", "It is at one.\n"), None, id="a mail provider"),
        pytest.param(mail("a.example", "b.example", "Lunch", "It is at one.\n"), None, id="two firms"),
        pytest.param(
            mail("a.example", "b.example", "[Ticket #48211] Printer", "It prints again.\n"),
            "support", id="a ticket",
        ),
        pytest.param(
            "From: no-reply@shop.example\nTo: bob@b.example\nSubject: Your order\n\nIt is on its way.\n",
            "transactional", id="a machine",
        ),
        pytest.param("Just checking in.\n", None, id="no header"),
    ],
)  # fmt: skip
def test_what_is_plain_is_detected(text: str, profile: str | None) -> None:
    assert detected(parse(text, "eml" if text.startswith("From") else "plain")) == profile


def test_a_draft_names_its_profile() -> None:
    assert declared(parse("---\nprofile: dunning\n---\n\nHello.\n", "markdown")) == "dunning"
    assert declared(parse("---\nprofile: senior\n---\n\nHello.\n", "markdown")) is None
    assert declared(parse("X-Unpushy-Profile: Internal\nTo: a@b.example\n\nHello.\n", "eml")) == "internal"


@pytest.fixture
def linter(lists: Path) -> Linter:
    path = lists / "passive" / "check-in.toml"
    path.write_text('profiles = { outreach = "error", internal = "warning" }\n' + path.read_text())
    compiled = build([lists / "classes.toml", path])
    return Linter(RuleSet(PhraseMatcher(compiled), ()), Config())


def test_profiles_move_severities(linter: Linter) -> None:
    def severities(text: str, **words: str) -> list[Severity]:
        return [finding.severity for finding in linter.check(parse(text, "markdown"), **words)]

    assert severities("Just checking in.") == [Severity.INFORMATION]
    assert severities("Just checking in.", profile="outreach") == [Severity.ERROR]
    assert severities("---\nprofile: internal\n---\n\nJust checking in.", profile="outreach") == [
        Severity.WARNING
    ], "the draft's own word goes first"
    assert severities("Just checking in.", profile="dunning") == [Severity.INFORMATION]


def test_the_configuration_goes_before_the_profile(linter: Linter) -> None:
    loud = Linter(linter._rules, Config(severities={"passive/check-in": Severity.WARNING}))
    assert [f.severity for f in loud.check(parse("Just checking in.", "plain"), "outreach")] == [
        Severity.WARNING
    ]


def test_the_configuration_gives_files_profiles(tmp_path: Path) -> None:
    (tmp_path / "unpushy.toml").write_text(
        'profile = "outreach"\n[per-file-profile]\n"dunning/*" = "dunning"\n"*/team.txt" = "internal"\n'
    )
    config = merged([read(tmp_path / "unpushy.toml")])
    assert config.profile_for(str(tmp_path / "dunning" / "first.txt")) == "dunning"
    assert config.profile_for(str(tmp_path / "notes" / "team.txt")) == "internal"
    assert config.profile_for(str(tmp_path / "first.txt")) == "outreach"


@pytest.mark.parametrize("text", ['profile = "dunnin"', '[per-file-profile]\n"*" = "dunnin"', "profile = 3"])
def test_a_wrong_profile_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "unpushy.toml").write_text(text)
    with pytest.raises(ConfigError, match="must be one of dunning"):
        merged([read(tmp_path / "unpushy.toml")])


def test_the_command_line_names_a_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Just checking in on the order.\n")
    assert main(["check", "--isolated", str(draft)]) == 0
    assert main(["check", "--isolated", "--profile", "outreach", str(draft)]) == 1
    assert main(["check", "--isolated", "--profile", "sales", str(draft)]) == 2
    assert "--profile must be one of" in capsys.readouterr().err
