"""Configuration files, ``config``, ``init``, ``clean``, ``completion``, and what the command line says over them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest

from unpushy.cli._setup import settings_files
from unpushy.cli.main import main
from unpushy.config import Config, merged
from unpushy.errors import ConfigError
from unpushy.finding import Severity
from unpushy.settings import json_schema, read

DRAFT = "Just checking in on the order.\n\nIs this deal still alive?\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    Path("draft.txt").write_text(DRAFT)


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    main(["check", "--output-format", "json", *(arguments or ("draft.txt",))])
    return [(one["rule"], one["severity"]) for one in json.loads(capsys.readouterr().out)]


OPENER, DEMAND = ("passive/empty-opener", "information"), ("pushy/status-demand", "warning")


@pytest.mark.parametrize(
    ("config", "findings"),
    [
        ("", [OPENER, DEMAND]),
        ('select = ["pushy"]', [DEMAND]),
        ('select = ["pushy"]\nextend-select = ["passive/empty-opener"]', [OPENER, DEMAND]),
        ('ignore = ["pushy"]', [OPENER]),
        ('min-severity = "warning"', [DEMAND]),
        ('[rules."passive/empty-opener"]\nseverity = "error"', [("passive/empty-opener", "error"), DEMAND]),
        ('[rules."passive/empty-opener"]\nenabled = false', [DEMAND]),
        ('[per-file-ignores]\n"draft.*" = ["passive"]', [DEMAND]),
        ('[per-file-ignores]\n"other/*" = ["passive"]', [OPENER, DEMAND]),
    ],
)
def test_a_file_says_what_runs(
    capsys: pytest.CaptureFixture[str], config: str, findings: list[tuple[str, str]]
) -> None:
    Path("unpushy.toml").write_text(config)
    assert found(capsys) == findings
    assert found(capsys) == findings, "from the cache"


@pytest.mark.parametrize(
    ("config", "shown"),
    [
        pytest.param("", True, id="default"),
        pytest.param("[reader]\nenabled = true\n", True, id="on"),
        pytest.param("[reader]\nenabled = false\n", False, id="off"),
        pytest.param("[reader]\nmin-confidence = 0.05\n", True, id="what is likely"),
        pytest.param("[reader]\nmin-confidence = 1\n", False, id="what is certain"),
    ],
)
def test_a_file_says_what_the_reader_may_show(
    capsys: pytest.CaptureFixture[str], config: str, shown: bool
) -> None:
    Path("draft.txt").write_text("My messages seem to sink without a trace at your end.\n")
    Path("unpushy.toml").write_text(config)
    for _ in ("fresh", "from the cache"):
        main(["check", "--output-format", "json", "draft.txt"])
        findings = json.loads(capsys.readouterr().out)
        assert [one["rule"] for one in findings] == ["scolding/reads-scolding"] * shown
        assert all(0.05 < one["confidence"] < 1 for one in findings)


@pytest.mark.parametrize(
    ("config", "problem"),
    [
        ("reader = false", "unpushy.toml:1: reader must be a table, not False"),
        (
            "[reader]\nmin-confidence = 2",
            "unpushy.toml:2: reader.min-confidence must be a number <= 1.0, not 2",
        ),
        (
            "[reader]\nmin-confidenc = 0.9",
            "unpushy.toml:2: unknown key 'min-confidenc'; did you mean",
        ),
    ],
    ids=["boolean", "no probability", "misspelt"],
)
def test_what_is_wrong_with_a_readers_table_is_told(
    capsys: pytest.CaptureFixture[str], config: str, problem: str
) -> None:
    Path("unpushy.toml").write_text(config)
    assert main(["check", "draft.txt"]) == 2
    assert problem in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "findings"),
    [
        (["--select", "passive"], [OPENER]),
        (["--select", "passive", "--extend-select", "pushy/status-demand"], [OPENER, DEMAND]),
        (["--select", "all", "--ignore", "passive"], [DEMAND]),
        (["--min-severity", "error"], []),
    ],
)
def test_arguments_go_over_files(
    capsys: pytest.CaptureFixture[str], arguments: list[str], findings: list[tuple[str, str]]
) -> None:
    Path("unpushy.toml").write_text('select = ["scolding"]\nignore = ["draft"]\nmin-severity = "warning"')
    expected = [f for f in findings if f[1] != "information"]
    assert found(capsys, *arguments, "draft.txt") == expected


def test_a_project_goes_over_the_user(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    user = tmp_path / "home" / "unpushy" / "unpushy.toml"
    user.parent.mkdir(parents=True)
    user.write_text(
        'ignore = ["passive"]\nfail-on = "error"\n[rules."pushy/status-demand"]\nseverity = "error"'
    )
    assert found(capsys) == [("pushy/status-demand", "error")]
    Path("unpushy.toml").write_text('ignore = ["pushy"]')
    assert found(capsys) == [OPENER]
    assert main(["config", "show"]) == 0
    out = capsys.readouterr().out
    assert f'ignore = ["pushy"]  # {Path.cwd() / "unpushy.toml"}:1' in out
    assert f'fail-on = "error"  # {user}:2' in out
    assert 'select = ["all"]  # default' in out


@pytest.mark.parametrize(
    ("config", "problem"),
    [
        ('a = 1\n', "unpushy.toml:1: unknown key 'a'"),
        ('\nfail_on = "error"', "unpushy.toml:2: unknown key 'fail_on'; did you mean 'fail-on'?"),
        ('\nfail-on = "warn"', "unpushy.toml:2: fail-on must be one of error, information, warning, not 'warn'; did you mean 'warning'?"),
        ('[rules."pushy/fear"]\nseverity = "info"', 'unpushy.toml:2: rules."pushy/fear".severity must be one of error'),
        ('[rules."pushy/fear"]\nenabled = "no"', 'unpushy.toml:2: rules."pushy/fear".enabled must be true or false, not '),
        ('[rules]\n"pushy/feer" = {}', "no rule is called 'pushy/feer'; did you mean 'pushy/fear'?"),
        ('select = ["pushy", "scolding/silense"]', "unpushy.toml:1: select: no rule or family is called"),
        ('[per-file-ignores]\n"*" = ["loud"]', "unpushy.toml:2: per-file-ignores: no rule or family"),
        (
            '[[dismissed]]\nrule = "pushy/fear"\nfingerprint = "words"',
            "unpushy.toml:3: dismissed[0].fingerprint must be text matching regex '^[0-9a-f]{16}$', not 'words'",
        ),
        (
            '[[dismissed]]\nrule = "pushy/fear"\nfingerprint = "0123456789abcdef"\n\n'
            '[[dismissed]]\nfingerprint = "0123456789abcdef"\nrule = "pushy/feer"',
            "unpushy.toml:7: dismissed: no rule is called 'pushy/feer'; did you mean 'pushy/fear'?",
        ),
        ('dismissed = 3', "unpushy.toml:1: dismissed must be a list, not 3"),
        ('[[dismissed]]\nrule = "pushy/fear"', "unpushy.toml:1: dismissed[0] has no 'fingerprint'; add it"),
        ('[[dismissed]]\nrule = 3\nfingerprint = "0123456789abcdef"', "unpushy.toml:2: dismissed[0].rule must be text, not 3"),
        ('include = ["a", 1]', "unpushy.toml:1: include[1] must be text, not 1"),
        ('exclude = [\n"a",\n"[b"]', "unpushy.toml:3: exclude: '[b' fits no file: a [ has no ] behind it"),
        ('lists = ["gone"]', "unpushy.toml:1: lists: no phrase list is at 'gone'; lists are called <family>/<rule>.toml"),
        ('lists = [""]', "unpushy.toml:1: lists[0] must not be empty"),
        ('[per-file-profile]\n"*" = "sales"\n', 'unpushy.toml:2: per-file-profile."*" must be one of dunning'),
        ('[tool.unpushy]\nselect = []', "unpushy.toml:1: [tool.unpushy] is for pyproject.toml; here the keys stand without it"),
        ('"" = 1', "unpushy.toml:1: unknown key ''"),
        ('profile = "dun"', "unpushy.toml:1: profile must be one of dunning"),
        ('x = [', "unpushy.toml:1: is not TOML"),
    ],
)  # fmt: skip
def test_errors_name_file_line_and_the_nearest_key(
    capsys: pytest.CaptureFixture[str], config: str, problem: str
) -> None:
    Path("unpushy.toml").write_text(config)
    assert main(["check", "draft.txt"]) == 2
    assert problem in capsys.readouterr().err


def test_pyproject_has_a_part_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.unpushy]\nignore = ["pushy"]\n')
    assert found(capsys) == [OPENER]
    Path("pyproject.toml").write_text('[tool.unpushy]\n\nignor = ["pushy"]\n')
    assert main(["check", "draft.txt"]) == 2
    assert "pyproject.toml:3: unknown key 'ignor'; did you mean 'ignore'?" in capsys.readouterr().err


def test_globs_of_the_user_are_about_the_folder_that_one_is_in(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = tmp_path / "home" / "unpushy" / "unpushy.toml"
    user.parent.mkdir(parents=True)
    user.write_text('exclude = ["/old/"]\n[per-file-ignores]\n"draft.txt" = ["pushy"]\n')
    assert merged(settings_files()).folder == Path.cwd()
    assert found(capsys) == [OPENER]
    Path("unpushy.toml").write_text("")
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    assert merged(settings_files()).folder == Path.cwd().parent, (
        "beside a project, they are about the project"
    )


def test_init_writes_what_holds_anyway(capsys: pytest.CaptureFixture[str]) -> None:
    before = found(capsys)
    assert main(["init"]) == 0
    written = merged([read(Path("unpushy.toml"))])
    assert (written.select, written.ignore, written.fail_on) == (("all",), (), Config().fail_on)
    capsys.readouterr()
    assert found(capsys) == before
    assert main(["init"]) == 2
    assert "is there already" in capsys.readouterr().err


def test_the_schema_takes_what_is_taken() -> None:
    schema = json_schema()
    good = {"select": ["pushy"], "fail-on": "error", "rules": {"pushy/fear": {"enabled": False}}}
    jsonschema.validate(good, schema)
    for bad in ({"slect": []}, {"fail-on": "loud"}, {"rules": {"pushy/fear": {"severty": "error"}}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)


def test_status_and_output_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "draft.txt"]) == 1
    assert main(["check", "--exit-zero", "draft.txt"]) == 0
    assert main(["check", "--fail-on", "error", "draft.txt"]) == 0
    capsys.readouterr()
    assert main(["check", "--statistics", "draft.txt"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "1  passive/empty-opener", "1  pushy/status-demand", "2 in 1 of 1 drafts",
    ]  # fmt: skip
    assert main(["check", "--output-file", "out.json", "--output-format", "json", "draft.txt"]) == 1
    assert capsys.readouterr().out == ""
    assert len(json.loads(Path("out.json").read_text())) == 2
    assert main(["check", "--output-file", "no/such/folder", "draft.txt"]) == 2
    assert "--output-file" in capsys.readouterr().err


def test_standard_input_has_a_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        class buffer:  # noqa: N801
            read = staticmethod(lambda: b"Just *checking* in.\n\n    Is this deal still alive?\n")

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert found(capsys, "-") == [OPENER, DEMAND]
    assert found(capsys, "--stdin-filename", "mail.md", "-") == [OPENER], "code in Markdown is no prose"
    main(["check", "--stdin-filename", "mail.md", "--output-format", "concise", "-"])
    assert capsys.readouterr().out.startswith("mail.md:1:1: ")


def test_unsafe_fixes_fill_and_cut(capsys: pytest.CaptureFixture[str]) -> None:
    draft = Path("hope.txt")
    draft.write_text("I hope you are doing well. The van is full.\n")
    main(["check", "--fix", "hope.txt"])
    safe = draft.read_text()
    main(["check", "--fix", "--unsafe-fixes", "hope.txt"])
    capsys.readouterr()
    assert "The van is full." in draft.read_text()
    assert safe
    assert [rule for rule, _ in found(capsys, "hope.txt") if not rule.startswith("draft")] == []


def test_the_cache_can_be_emptied(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNPUSHY_CACHE_DIR", str(tmp_path / "cache"))
    main(["check", "draft.txt"])
    assert list((tmp_path / "cache").iterdir())
    assert main(["clean"]) == 0
    assert "removed" in capsys.readouterr().out
    assert not list((tmp_path / "cache").iterdir())


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_names_options(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    assert main(["completion", shell]) == 0
    out = capsys.readouterr().out
    assert "--stdin-filename" in out
    assert "dismissed" in out


def test_levels_have_an_order() -> None:
    assert Severity.INFORMATION < Severity.WARNING < Severity.ERROR
    with pytest.raises(ConfigError):
        read(Path("missing.toml"))


def test_a_report_never_replaces_a_draft(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--output-file", "draft.txt", "draft.txt"]) == 2
    assert "is one of the drafts" in capsys.readouterr().err
    assert Path("draft.txt").read_text() == DRAFT


def test_what_a_file_ignores_is_not_fixed() -> None:
    Path("unpushy.toml").write_text('[per-file-ignores]\n"draft.txt" = ["all"]')
    assert main(["check", "--fix", "--unsafe-fixes", "draft.txt"]) == 0
    assert Path("draft.txt").read_text() == DRAFT


def test_a_name_for_standard_input_needs_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--stdin-filename", "a.md", "draft.txt"]) == 2
    assert "give - as a path" in capsys.readouterr().err


@pytest.mark.parametrize("pattern", ["!", "\\"])
def test_an_odd_pattern_excludes_nothing(capsys: pytest.CaptureFixture[str], pattern: str) -> None:
    Path(".gitignore").write_text(pattern + "\n")
    assert found(capsys, ".") == [OPENER, DEMAND]
