"""What is a draft: in folders, mailboxes, repositories."""

from __future__ import annotations

import json
import mailbox
import os
import threading
from pathlib import Path

import pytest

from unpushy.cli.main import main
from unpushy.drafts import Item, Selection, is_project_file, messages
from unpushy.formats import suffixes
from unpushy.mailboxes import MBOX_MESSAGE

SEPARATOR = "From a@b.example Mon Nov  3 10:00:00 2025\n"
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


def places(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, int]]:
    """File and line of each finding."""
    main(["check", "--isolated", "--output-format", "json", *arguments])
    captured = capsys.readouterr()
    assert captured.err == ""
    return [(one["path"], one["line"]) for one in json.loads(captured.out)]


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
    for name in ("a.txt", "b.txt", "old/c.txt", "README.md", "mail.page"):
        write(tmp_path / name)
    assert names(tmp_path, exclude=("b.*", "old/")) == ["a.txt"]
    assert names(tmp_path, include=("*.page", "/README.md")) == [
        "README.md", "a.txt", "b.txt", "mail.page", "old/c.txt",
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
    path.write_bytes(
        b"From a Mon Nov  3 10:00:00 2025\nSubject: x\n\nOne\nFrom b Mon Nov  3 10:00:00 2025\n\n>From quoted\n\n"
        b"From b@b.example Tue Nov 04 9:00 2025 +0100\r\nSubject: y\r\n\r\nTwo\r\n"
    )
    assert [item.read() for item in messages(path, print)] == [
        b"Subject: x\n\nOne\nFrom b Mon Nov  3 10:00:00 2025\n\n>From quoted\n\n",
        b"Subject: y\r\n\r\nTwo\r\n",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "From here on all is well.",
        "From Monday, 10:30 on, the van is full.",
        "From Mon Nov 3 on.",
        "From",
        "from a",
    ],
)
def test_a_line_of_the_writer_begins_no_message(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.mbox"
    path.write_text(f"{SEPARATOR}{MAIL}\n{line}\n\n{SEPARATOR}{MAIL}")
    assert [item.name for item in messages(path, print)] == [f"{path}#1", f"{path}#2"]
    assert next(messages(path, print)).read().decode() == f"{MAIL}\n{line}\n\n"


def test_what_stands_before_the_first_message_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.mbox"
    path.write_text(f"Just checking in.\n\n{SEPARATOR}{MAIL}")
    assert places(capsys, str(path)) == [(f"{path}#0", 1), (f"{path}#1", 4)]
    path.write_text(f"\n \n\n{SEPARATOR}{MAIL}")
    assert [item.name for item in messages(path, print)] == [f"{path}#1"]


def test_quoted_from_lines_are_the_writers_words_at_their_own_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.mbox"
    body = f"{MAIL}\n>From what I hear, the van is full. Just checking in.\n\n>>From me to you: is this deal still alive?\n"
    path.write_text(SEPARATOR + body)
    assert main(["check", "--isolated", "--output-format", "json", str(path)]) == 1
    findings = json.loads(capsys.readouterr().out)
    assert [(one["rule"], one["line"], one["column"]) for one in findings] == [
        ("pushy/status-demand", 4, 1),
        ("passive/empty-opener", 6, 37),
    ]
    for one in findings:
        assert body[one["start_offset"] : one["end_offset"]] == one["excerpt"]
    (tmp_path / "a.eml").write_text(body)
    assert places(capsys, str(tmp_path / "a.eml")) == [(str(tmp_path / "a.eml"), 4)], "a quote elsewhere"


def test_a_message_of_a_mailbox_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.mbox"
    path.write_text(f"{SEPARATOR}Subject: Hi\n\nHello.\n\n{SEPARATOR}{MAIL}")
    assert places(capsys, f"{path}#2") == [(f"{path}#2", 4)]
    assert places(capsys, f"{path}#1") == []
    assert main(["check", "--isolated", f"{path}#3", f"{tmp_path}/gone.mbox#1"]) == 2
    assert capsys.readouterr().err == (
        f"unpushy: {path}#3: can't be read: the mailbox has no such message\n"
        f"unpushy: {tmp_path}/gone.mbox: can't be read: No such file or directory\n"
    )
    write(tmp_path / "old.mbox#7", MAIL)
    assert places(capsys, f"{path}#7") == [(f"{path}#7", 4)], "a file of this name"


def test_a_maildir_is_read_message_by_message(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "Maildir")
    for _ in range(2):
        box.add(MAIL)
    write(tmp_path / "Maildir" / "tmp" / "half", MAIL)
    found = names(tmp_path)
    assert len(found) == 2
    assert all(name.startswith("Maildir/new/") for name in found)


MAILDIR = {
    "Maildir/cur/1.host:2,S": "Subject: Hi\n\nIs this deal still alive?\n",
    "Maildir/new/2.host": MAIL,
    "Maildir/tmp/3.host": MAIL,
    "Maildir/.Sent/cur/4.host:2,S": MAIL,
    "Maildir/.Sent/new/.hidden": MAIL,
    "Maildir/.notmuch/a.txt": MAIL,
}


@pytest.fixture
def maildir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("Maildir", "Maildir/.Sent"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / folder / part).mkdir(parents=True)
    for name, content in MAILDIR.items():
        write(tmp_path / name, content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("maildir")
@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("Maildir", ["Maildir/cur/1.host:2,S", "Maildir/new/2.host", "Maildir/.Sent/cur/4.host:2,S"]),
        (".", ["Maildir/cur/1.host:2,S", "Maildir/new/2.host", "Maildir/.Sent/cur/4.host:2,S"]),
        ("Maildir/cur", ["Maildir/cur/1.host:2,S"]),
        ("Maildir/new/", ["Maildir/new/2.host"]),
        ("Maildir/cur/1.host:2,S", ["Maildir/cur/1.host:2,S"]),
        ("Maildir/tmp/3.host", ["Maildir/tmp/3.host"]),
    ],
)
def test_a_maildir_and_what_is_in_it_can_be_named(
    capsys: pytest.CaptureFixture[str], path: str, found: list[str]
) -> None:
    assert sorted(name for name, _ in places(capsys, path)) == sorted(found)


def test_in_the_folder_of_messages_itself(maildir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(maildir / "Maildir" / "cur")
    for path in (Path(), Path("1.host:2,S")):
        [item] = Selection().items(path, pytest.fail)
        assert (item.name, item.read_as) == ("1.host:2,S", "message.eml")


def test_a_pipe_is_read_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(MAIL,))
    writer.start()
    assert places(capsys, str(pipe)) == [(str(pipe), 4)]
    writer.join()
    pipe.rename(tmp_path / "pipe.txt")
    assert places(capsys, str(tmp_path)) == [], "in a folder it would be waited for"


def test_a_mailbox_that_is_none_is_read_as_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "x.mbox"
    path.write_text("no mailbox\n")
    assert list(messages(path, print)) == [Item(str(path), str(path), format_name=MBOX_MESSAGE)]
    failed: list[OSError] = []
    assert list(messages(tmp_path / "gone.mbox", failed.append)) == []
    assert failed
