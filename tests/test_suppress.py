"""Comments and dismissals keep a finding; unused ones are said, all can be undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unpushy.cli.main import main
from unpushy.config import Config, cache_folder
from unpushy.config_edits import change, undone, with_dismissal, without_dismissals
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.rules import RuleSet
from unpushy.settings import read
from unpushy.suppress import comment_that_keeps

LINTER = Linter(RuleSet.load(cache_folder()), Config())
ALIVE = "Is this deal still alive?"


def left(text: str, format: str = "markdown") -> list[str]:  # noqa: A002
    return [finding.rule for finding in LINTER.review(parse(text, format)).findings]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param(f"{ALIVE} <!-- unpushy: ignore -->\n", [], id="the line"),
        pytest.param(f"{ALIVE} <!-- unpushy: ignore[pushy] it is a joke -->\n", [], id="a family"),
        pytest.param(f"{ALIVE} <!-- Unpushy:ignore[ pushy/status-demand , passive ] -->\n", [], id="rules"),
        pytest.param(f"{ALIVE} <!-- unpushy: ignore[passive] -->\n", ["pushy/status-demand"], id="another"),
        pytest.param(f"{ALIVE} <!-- please ignore -->\n", ["pushy/status-demand"], id="some comment"),
        pytest.param(f"<!-- unpushy: ignore -->\n{ALIVE}\n", [], id="the next line"),
        pytest.param(f"Fine. <!-- unpushy: ignore-next-line -->\n{ALIVE}\n", [], id="the next line, said"),
        pytest.param(
            f"<!-- unpushy: ignore -->\nFine.\n{ALIVE}\n", ["pushy/status-demand"], id="only the next"
        ),
        pytest.param(f"{ALIVE}\n\nFine.\n\n<!-- unpushy: ignore-file[pushy] -->\n", [], id="the file"),
        pytest.param(
            f"- {ALIVE} <!-- unpushy: ignore -->\n- {ALIVE}\n", ["pushy/status-demand"], id="an item"
        ),
    ],
)
def test_comments_in_markdown(text: str, rules: list[str]) -> None:
    assert left(text) == rules
    assert left(text.replace("\n", "\r\n")) == rules


def test_comments_that_would_be_sent_do_nothing() -> None:
    assert "pushy/status-demand" in left(f"{ALIVE} <!-- unpushy: ignore -->\n", "plain")


def test_unused_comments_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"Fine. <!-- unpushy: ignore[pushy] -->\n\n{ALIVE} <!-- unpushy: ignore -->\n")
    for _ in ("looked at", "from the cache"):
        assert main(["check", "--isolated", str(path)]) == 0
        assert f"{path}:1: a comment that ignores findings has nothing to ignore" in capsys.readouterr().err


def test_a_fingerprint_is_that_of_the_sentence() -> None:
    def names(text: str) -> set[str]:
        return {finding.fingerprint for finding in LINTER.check(parse(text, "plain"))}

    one = names("Hi Dana,\n\nIs this deal still alive?\n")
    assert len(one) == 1
    assert names("Hello.\n\nFine. Is  this deal\nstill alive?\n") == one, "moved and wrapped"
    assert names("Is that deal still alive?") != one
    assert not any("deal" in name for name in one)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    Path("draft.txt").write_text(f"Hi Dana,\n\n{ALIVE}\nJust checking in.\n")
    return tmp_path


def rules(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    main(["check", "--output-format", "json", "draft.txt"])
    return [one["rule"] for one in json.loads(capsys.readouterr().out)]


def test_dismissing_and_undoing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("unpushy.toml").write_text("# ours\nignore = []\n")
    before = Path("unpushy.toml").read_bytes()
    assert rules(capsys) == ["pushy/status-demand", "passive/empty-opener"]
    assert main(["dismiss", "draft.txt:3", "--reason", 'our "joke"']) == 0
    assert rules(capsys) == ["passive/empty-opener"]
    text = Path("unpushy.toml").read_text()
    assert text.startswith("# ours\nignore = []\n")
    assert "alive" not in text
    assert main(["dismissed"]) == 0
    fingerprint, rule, place, *reason = capsys.readouterr().out.split()
    assert (rule, " ".join(reason)) == ("pushy/status-demand", 'our "joke"')
    assert place == f"{project / 'unpushy.toml'}:6"
    assert main(["dismissed", "--unused", "draft.txt"]) == 0
    Path("draft.txt").write_text("Just checking in.\n")
    assert main(["dismissed", "--unused", "draft.txt"]) == 1
    assert fingerprint in capsys.readouterr().out
    assert main(["dismissed", "--undo", fingerprint]) == 0
    assert Path("unpushy.toml").read_bytes() == before
    assert main(["dismissed", "--undo", fingerprint]) == 2
    assert "no dismissal" in capsys.readouterr().err


def test_dismissing_for_the_user(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dismiss", "--user", "draft.txt:3"]) == 0
    assert (project / "home" / "unpushy" / "unpushy.toml").is_file()
    assert not Path("unpushy.toml").exists()
    assert rules(capsys) == ["passive/empty-opener"]


def test_dismissing_in_pyproject(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("pyproject.toml").write_text("[tool.unpushy]\n\n[tool.other]\nx = 1")
    assert main(["dismiss", "draft.txt:4"]) == 0
    assert rules(capsys) == ["pushy/status-demand"]


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("draft.txt", "names no line"),
        ("draft.txt:1", "no finding to dismiss"),
        ("draft.txt:99", "no finding to dismiss"),
        ("gone.txt:1", "gone.txt"),
    ],
)
@pytest.mark.usefixtures("project")
def test_dismissing_nothing_is_an_error(capsys: pytest.CaptureFixture[str], place: str, problem: str) -> None:
    assert main(["dismiss", place]) == 2
    assert problem in capsys.readouterr().err
    assert not Path("unpushy.toml").exists()


@pytest.mark.parametrize("before", ["", "x = 1", "x = 1\n", "# a\n\n[rules]\n"])
def test_adding_and_removing_leaves_the_rest(tmp_path: Path, before: str) -> None:
    path = tmp_path / "unpushy.toml"
    path.write_text(before)
    change(path, lambda text: with_dismissal(text, path.name, "pushy/fear", "a" * 16))
    change(path, lambda text: with_dismissal(text, path.name, "pushy/fear", "b" * 16, "why"))
    assert path.read_text().startswith(before)
    change(path, lambda text: without_dismissals(text, "a" * 16))
    assert "a" * 16 not in path.read_text()
    assert "b" * 16 in path.read_text()
    if not before.startswith("x"):
        assert [one.fingerprint for one in read(path).values.dismissed] == ["b" * 16]
    last = change(path, lambda text: without_dismissals(text, "b" * 16))
    assert path.read_text().strip() == before.strip()
    assert undone(last)
    assert "b" * 16 in path.read_text()
    assert not undone(last)


@pytest.mark.usefixtures("project")
def test_a_file_that_has_no_room_for_a_dismissal_stays(capsys: pytest.CaptureFixture[str]) -> None:
    for text in (
        "dismissed = []\n",
        'dismissed = [{ rule = "pushy/fear", fingerprint = "0123456789abcdef" }]\n',
    ):
        Path("unpushy.toml").write_text(text)
        for arguments in (["dismiss", "draft.txt:3"], ["dismissed", "--undo", "0123456789abcdef"]):
            assert main(arguments) == 2
            assert Path("unpushy.toml").read_text() == text
    said = capsys.readouterr().err
    assert said.count("edit it by hand") == 2
    assert "unpushy.toml:1: is no table of its own; take it out by hand" in said


@pytest.mark.usefixtures("project")
def test_undoing_takes_a_fingerprint_at_its_word(capsys: pytest.CaptureFixture[str]) -> None:
    Path("unpushy.toml").write_bytes(b"# ours\r\nignore = []\r\n")
    assert main(["dismiss", "draft.txt:3"]) == 0
    assert b"\r\n[[dismissed]]\r\n" in Path("unpushy.toml").read_bytes()
    assert main(["dismissed", "--undo", ".*"]) == 2
    assert "dismissed" in Path("unpushy.toml").read_text()
    capsys.readouterr()


NOTE = "unpushy: ignore[pushy/status-demand]"


@pytest.mark.parametrize(
    ("form", "text", "after"),
    [
        pytest.param("markdown", f"{ALIVE}\n\nTea.\n", f"{ALIVE} <!-- {NOTE} -->\n\nTea.\n", id="behind the line"),
        pytest.param("html", f"<p>{ALIVE}\n</p>", f"<p>{ALIVE} <!-- {NOTE} -->\n</p>", id="in an element"),
        pytest.param("html", f"<img\n alt='{ALIVE}'\n>", None, id="nowhere in a tag"),
        pytest.param(
            "html", f"<title>{ALIVE}\n</title>", f"<!-- {NOTE} -->\n<title>{ALIVE}\n</title>", id="not in a title"
        ),
        pytest.param("html", f"<p>{ALIVE}</p><style>\n</style>", f"<!-- {NOTE} -->\n<p>{ALIVE}</p><style>\n</style>", id="not in a style"),
        pytest.param("html", f"<b></b><style>\n</style><p>{ALIVE}</p><style>\n</style>", None, id="nowhere between styles"),
        pytest.param("html+jinja", f"<p>{ALIVE}</p>", f"<p>{ALIVE}</p> {{# {NOTE} #}}", id="of the template language"),
        pytest.param("plain+erb", f"{ALIVE}\n", f"{ALIVE} <%# {NOTE} %>\n", id="in a text template"),
        pytest.param("pug", f"div\r\n  p {ALIVE}\r\n", f"div\r\n  //- {NOTE}\r\n  p {ALIVE}\r\n", id="Pug, above"),
        pytest.param("pug", f"p.\n  {ALIVE}\n", None, id="Pug, nowhere in a text"),
        pytest.param("haml", f"%p\n  {ALIVE}\n", f"%p\n  -# {NOTE}\n  {ALIVE}\n", id="HAML, above"),
        pytest.param("jsx", f"<p>\n  {ALIVE}\n</p>", f"<p>\n  {ALIVE} {{/* {NOTE} */}}\n</p>", id="JSX, among children"),
        pytest.param("jsx", f"const a = <p>{ALIVE}</p>;", None, id="JSX, nowhere in the program"),
        pytest.param("yaml", f"a: {ALIVE}\n", f"a: {ALIVE} # {NOTE}\n", id="YAML"),
        pytest.param("properties", f"a={ALIVE}\n", f"# {NOTE}\na={ALIVE}\n", id="properties, above"),
        pytest.param("plain", f"{ALIVE}\n", None, id="text has none"),
    ],
)  # fmt: skip
def test_a_comment_that_keeps_a_finding_stands_where_one_can(form: str, text: str, after: str | None) -> None:
    email = parse(text, form)
    [finding] = LINTER.check(email)
    edit = comment_that_keeps(email, finding, lambda changed: parse(changed, form))
    if after is None:
        assert edit is None
        return
    assert edit is not None
    changed = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert changed == after
    assert LINTER.review(parse(changed, form)).findings == []
