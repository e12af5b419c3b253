"""What is a draft: in folders, mailboxes, repositories."""

from __future__ import annotations

import json
import mailbox
from pathlib import Path

import pytest

from unpushy.cli.main import main
from unpushy.drafts import Item, Selection, is_project_file, messages
from unpushy.formats import suffixes

MAIL = "From: a@b.example\nSubject: Hello\n\nIs this deal still alive?\n"


def write(path: Path, text: str = "Hello.\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def names(folder: Path, **choice: tuple[str, ...]) -> list[str]:
    failed: list[OSError] = []
    items = Selection(suffixes(), root=folder, **choice).items(folder, failed.append)
    found = [Path(item.name).relative_to(folder).as_posix() for item in items]
    assert not failed
    return found


def test_what_can_be_mail_is_found(tmp_path: Path) -> None:
    for name in (
        "a.txt", "b.md", "c.eml", "sub/d.TXT", "README.md", "CHANGELOG.txt", "license", "requirements-dev.txt",
        "code_of_conduct.md", "PULL_REQUEST_TEMPLATE.md", ".hidden.txt", ".git/x.txt", "node_modules/x.md",
        "script.py", "noheader", "data.csv", "CONTRIBUTING.rst",
    ):  # fmt: skip
        write(tmp_path / name)
    write(tmp_path / "mutt-host-1000", MAIL)
    write(tmp_path / "env" / "pyvenv.cfg")
    write(tmp_path / "env" / "a.txt")
    assert names(tmp_path) == ["a.txt", "b.md", "c.eml", "mutt-host-1000", "sub/d.TXT"]


def test_git_decides_what_is_ignored(tmp_path: Path) -> None:
    write(tmp_path / ".git" / "HEAD")
    write(tmp_path / ".gitignore", "out/\n*.draft.txt\n!keep.draft.txt\n")
    write(tmp_path / "sub" / ".gitignore", "/local.txt\n")
    for name in (
        "a.txt",
        "out/a.txt",
        "x.draft.txt",
        "keep.draft.txt",
        "sub/local.txt",
        "sub/b.txt",
        "local.txt",
    ):
        write(tmp_path / name)
    assert names(tmp_path) == ["a.txt", "keep.draft.txt", "local.txt", "sub/b.txt"]
    items = Selection(suffixes()).items(tmp_path / "sub", print)
    assert [Path(item.name).name for item in items] == ["b.txt"], "rules above the folder hold"


def test_include_and_exclude(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "old/c.txt", "README.md", "mail.tpl"):
        write(tmp_path / name)
    assert names(tmp_path, exclude=("b.*", "old/")) == ["a.txt"]
    assert names(tmp_path, include=("*.tpl", "/README.md")) == [
        "README.md", "a.txt", "b.txt", "mail.tpl", "old/c.txt",
    ]  # fmt: skip
    assert names(tmp_path, include=("*.txt",), exclude=("*.txt",)) == []


def test_named_files_are_always_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "README.md", "Is this deal still alive?\n")
    assert main(["check", "--isolated", str(tmp_path / "README.md")]) == 1
    assert main(["check", "--isolated", str(tmp_path)]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("name", "project"),
    [("readme.md", True), ("README", True), ("code-of-conduct.md", True), ("read.md", False),
     ("support-reply.eml", False), ("licence.html", False), (".env", True), ("offer.txt", False)],
)  # fmt: skip
def test_project_files(name: str, project: bool) -> None:
    assert is_project_file(name) is project


def test_an_mbox_is_read_message_by_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.mbox"
    box = mailbox.mbox(path)
    bodies = ["Is this deal still alive?", "Hello.\nFrom here on all is well.", "Just checking in."]
    for body in bodies:
        message = mailbox.mboxMessage()
        message["Subject"], message["From"] = "Hi", "a@b.example"
        message.set_payload(body + "\n")
        box.add(message)
    box.close()
    assert [item.name for item in messages(path, print)] == [f"{path}#{n}" for n in (1, 2, 3)]
    for _ in ("looked at", "from the cache"):
        assert main(["check", "--isolated", "--output-format", "json", str(path)]) == 1
        findings = json.loads(capsys.readouterr().out)
        assert [(one["path"], one["rule"], one["line"]) for one in findings] == [
            (f"{path}#1", "pushy/status-demand", 4),
            (f"{path}#3", "passive/empty-opener", 4),
        ]
    assert main(["check", "--isolated", "--fix", str(path)]) == 2
    assert "messages of a mailbox stay as they are" in capsys.readouterr().err


def test_a_message_begins_behind_an_empty_line(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    text = b"From a Mon\nSubject: x\n\nOne\nFrom no start\n\n>From quoted\n\nFrom b Tue\r\nSubject: y\r\n\r\nTwo\r\n"
    path.write_bytes(text)
    assert [item.read() for item in messages(path, print)] == [
        b"Subject: x\n\nOne\nFrom no start\n\n>From quoted\n\n",
        b"Subject: y\r\n\r\nTwo\r\n",
    ]


def test_a_maildir_is_read_message_by_message(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "Maildir")
    for _ in range(2):
        box.add(MAIL)
    write(tmp_path / "Maildir" / "tmp" / "half", MAIL)
    found = names(tmp_path)
    assert len(found) == 2
    assert all(name.startswith("Maildir/new/") for name in found)


def test_a_mailbox_that_is_none_is_read_as_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "x.mbox"
    path.write_text("no mailbox\n")
    assert list(messages(path, print)) == [Item(str(path), str(path))]
    failed: list[OSError] = []
    assert list(messages(tmp_path / "gone.mbox", failed.append)) == []
    assert failed
