"""Changed lines as git tells them: with renames, new files, odd names, and errors that say what to do."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from unpushy.changes import _changed, since, touched
from unpushy.cli.main import main
from unpushy.errors import ConfigError
from unpushy.text import Span

OLD = "Is this deal still alive?\n"
NEW = "Have you had a chance to look at it?\n"
FILLING = "".join(f"The box number {number} stands in the hall.\n" for number in range(12))


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=Dana", "-c", "user.email=dana@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text.encode())


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a first commit on main, and a branch that is checked out."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    git("init", "--quiet", "--initial-branch=main")
    for name in ("kept.txt", "moved.txt", "changed.txt", "gone.txt"):
        write(name, f"{OLD}\n{FILLING}")
    git("add", "-A")
    git("commit", "-m", "first")
    git("checkout", "-q", "-b", "branch")
    return Path.cwd()


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, int]]:
    capsys.readouterr()
    main(["check", "--output-format", "json", "--diff-base", "main", *arguments])
    captured = capsys.readouterr()
    assert captured.err == ""
    return [(one["path"], one["line"]) for one in json.loads(captured.out)]


def change() -> None:
    """A rename with a line added, a line changed, a file gone, and files with odd names."""
    git("mv", "moved.txt", "elsewhere.txt")
    write("elsewhere.txt", f"{OLD}\n{FILLING}\n{NEW}")
    write("changed.txt", f"Hi Dana,\n\n{OLD}\n{FILLING.replace('number 5', 'number five')}\n{NEW}")
    Path("gone.txt").unlink()
    write('t\u00e4b "a\tb.txt', OLD)


@pytest.mark.usefixtures("repository")
def test_only_changed_lines_count_through_renames(capsys: pytest.CaptureFixture[str]) -> None:
    change()
    expected = [("changed.txt", 18), ("elsewhere.txt", 16), ('t\u00e4b "a\tb.txt', 1)]
    assert found(capsys) == expected, "new files count whole, untracked as they are"
    git("add", "-A")
    assert found(capsys) == expected, "staged"
    git("commit", "-m", "second")
    assert found(capsys) == expected, "committed"
    git("checkout", "-q", "main")
    write("kept.txt", f"{OLD}\n{FILLING}\n{NEW}")
    git("commit", "-qam", "main goes on")
    git("checkout", "-q", "branch")
    assert found(capsys) == expected, "what main has done since is not the branch's"


@pytest.mark.usefixtures("repository")
def test_hunks_that_the_user_has_git_join_lose_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    git("config", "diff.interHunkContext", "20")
    write("changed.txt", f"{NEW}\n{FILLING}\n{NEW}")
    write("kept.txt", f"{OLD}\n{FILLING}\n{NEW}")
    assert found(capsys) == [("changed.txt", 1), ("changed.txt", 16), ("kept.txt", 16)]


def test_lines_that_a_hunk_lacks_are_not_taken_from_the_next_file() -> None:
    patch = (
        b"diff --git a/a b/a\n+++ b/a\n@@ -1 +1,3 @@\n+x\ndiff --git a/b b/b\n+++ b/b\n@@ -0,0 +1 @@\n+y\n"
    )
    assert dict(_changed(patch)) == {"a": (range(1, 4),), "b": (range(1, 2),)}


@pytest.mark.parametrize("key", ["diff.noprefix", "diff.mnemonicPrefix", "color.ui"])
@pytest.mark.usefixtures("repository")
def test_a_users_own_settings_of_git_change_nothing(capsys: pytest.CaptureFixture[str], key: str) -> None:
    git("config", key, "always" if key == "color.ui" else "true")
    git("config", "diff.renames", "false")
    change()
    git("add", "-A")
    assert ("elsewhere.txt", 16) in found(capsys)
    assert ("elsewhere.txt", 1) not in found(capsys)


@pytest.mark.usefixtures("repository")
def test_from_a_folder_below(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write("below/new.txt", NEW)
    write("changed.txt", NEW)
    monkeypatch.chdir("below")
    assert found(capsys) == [("new.txt", 1)]
    assert found(capsys, "..") == [("../changed.txt", 1), ("../below/new.txt", 1)]


@pytest.mark.usefixtures("repository")
def test_of_a_mailbox_only_changed_lines_count(capsys: pytest.CaptureFixture[str]) -> None:
    stamp = "From dana@b.example Mon Nov  3 10:00:00 2025\nSubject: Samples\n\n"
    write("old.mbox", f"{stamp}{OLD}\n{stamp}{OLD}\n")
    git("add", "-A")
    git("commit", "-qm", "a mailbox")
    git("branch", "-f", "main")
    write("old.mbox", f"{stamp}{OLD}\n{stamp}{OLD}{NEW}\n{stamp}{OLD}")
    assert found(capsys) == [("old.mbox#2", 4), ("old.mbox#3", 3)]


@pytest.mark.usefixtures("repository")
def test_lines_that_look_like_a_patch_are_text(capsys: pytest.CaptureFixture[str]) -> None:
    write("changed.txt", f"{OLD}\n{FILLING}++ b/kept.txt\n@@ -1 +1,9 @@\n-- a/kept.txt\ndiff --git a/x b/x\n")
    assert found(capsys) == []


@pytest.mark.usefixtures("repository")
def test_an_unchanged_draft_is_not_even_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(*_: object) -> None:
        raise AssertionError("a draft was read")

    monkeypatch.setattr("unpushy.drafts.Item.read", read)
    assert main(["check", "--diff-base", "main"]) == 0
    assert "in 0 drafts" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--diff-base", "no-such"], "--diff-base no-such: git knows no such revision; fetch it first"),
        (["--diff-base=--all"], "--diff-base --all: git knows no such revision; fetch it first"),
        (["--diff-base", "main", "--fix"], "--diff-base shows findings; --fix and --diff take whole drafts"),
    ],
    ids=["unknown", "an option", "fix"],
)
@pytest.mark.usefixtures("repository")
def test_errors_say_what_to_do(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    assert main(["check", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="is in no git repository; leave the option out"):
        since("main")


@pytest.mark.usefixtures("repository")
def test_branches_without_a_common_past() -> None:
    git("checkout", "-q", "--orphan", "other")
    git("commit", "-qm", "of its own")
    with pytest.raises(ConfigError, match="shares no history with HEAD; fetch more of it"):
        since("main")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), [False, False, False]),
        ((range(1, 2),), [True, True, False]),
        ((range(2, 3),), [False, True, False]),
        ((range(1, 1), range(3, 4)), [False, False, True]),
    ],
    ids=["none", "first", "second", "deleted and third"],
)
def test_spans_on_changed_lines(lines: tuple[range, ...], expected: list[bool]) -> None:
    assert touched("one\ntwo\rtwo\nthree", lines, [Span(0, 4), Span(2, 6), Span(12, 17)]) == expected
