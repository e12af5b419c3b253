"""Drafts that are not open: a check of the workspace shows them, and what is shown follows their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from raw import Raw
from sessions import Client, codes, execute, open_, published, start, until
from unpushy.drafts import Item
from unpushy.lsp import workspace
from unpushy.lsp.analysis import Analysis
from unpushy.lsp.documents import Snapshot
from unpushy.lsp.features import new_server

DEMAND = ["pushy/status-demand"]


def told(client: Client, kind: types.FileChangeType, *paths: Path) -> None:
    """Tell the server that files have changed."""
    changes = [types.FileEvent(path.as_uri(), kind) for path in paths]
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))


async def checked(client: Client, folder: Path) -> Path:
    """A draft with one finding, which a check has shown."""
    draft = folder / "a.txt"
    draft.write_text("Any update?\n", encoding="utf-8")
    await start(client, folder)
    assert await execute(client, "lintWorkspace") == {"files": 1, "findings": 1}
    assert codes(await published(client, draft.as_uri())) == DEMAND
    return draft


async def test_what_is_shown_follows_a_file_that_changes_and_goes(client: Client, tmp_path: Path) -> None:
    draft = await checked(client, tmp_path)
    draft.write_text("Thank you.\n", encoding="utf-8")
    told(client, types.FileChangeType.Changed, draft)
    assert await published(client, draft.as_uri()) == []
    draft.write_text("Thank you.\nAny update?\n", encoding="utf-8")
    told(client, types.FileChangeType.Changed, draft)
    [found] = await published(client, draft.as_uri())
    assert found.range.start.line == 1
    draft.unlink()
    told(client, types.FileChangeType.Deleted, draft)
    assert await published(client, draft.as_uri()) == []


async def test_what_is_shown_of_a_closed_draft_is_what_was_saved(client: Client, tmp_path: Path) -> None:
    draft = await checked(client, tmp_path)
    open_(client, draft.as_uri(), "Hi.\n\nAny update?\nAny update?\n")
    assert codes(await published(client, draft.as_uri(), 1)) == DEMAND * 2
    client.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(draft.as_uri()))
    )
    [found] = await published(client, draft.as_uri())
    assert found.range.start.line == 0


async def test_what_is_shown_follows_the_configuration(client: Client, tmp_path: Path) -> None:
    draft = await checked(client, tmp_path)
    place = tmp_path / "unpushy.toml"
    place.write_text('ignore = ["pushy"]\n', encoding="utf-8")
    told(client, types.FileChangeType.Created, place)
    assert await published(client, draft.as_uri()) == []
    place.unlink()
    told(client, types.FileChangeType.Deleted, place)
    assert codes(await published(client, draft.as_uri())) == DEMAND


async def test_another_check_takes_back_what_is_gone(client: Client, tmp_path: Path) -> None:
    draft = await checked(client, tmp_path)
    draft.rename(tmp_path / "b.txt")
    await execute(client, "lintWorkspace")
    await until(client, (tmp_path / "b.txt").as_uri(), DEMAND)
    await until(client, draft.as_uri(), [])


async def test_files_that_no_check_has_shown_stay_quiet(client: Client, tmp_path: Path) -> None:
    draft, other = await checked(client, tmp_path), tmp_path / "b.txt"
    other.write_text("Any update?\n", encoding="utf-8")
    told(client, types.FileChangeType.Created, other)
    draft.write_text("Thank you.\n", encoding="utf-8")
    told(client, types.FileChangeType.Changed, draft)
    assert await published(client, draft.as_uri()) == []
    assert other.as_uri() not in client.diagnostics


async def test_a_draft_is_known_by_any_spelling_of_its_uri(client: Client, tmp_path: Path) -> None:
    draft = tmp_path / "draft (2).txt"
    draft.write_text("Any update?\n", encoding="utf-8")
    ours, theirs = draft.as_uri(), draft.as_uri().replace("%28", "(").replace("%29", ")")
    assert ours != theirs
    await start(client, tmp_path)
    await execute(client, "lintWorkspace")
    await until(client, ours, DEMAND)
    open_(client, theirs, "Thank you.\n")
    await until(client, ours, [])
    await until(client, theirs, [])
    assert await execute(client, "lintWorkspace") == {"files": 1, "findings": 0}
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(theirs)))
    await until(client, theirs, DEMAND)
    await execute(client, "lintWorkspace")
    await until(client, theirs, [])
    assert codes(list(client.diagnostics[ours])) == DEMAND


def shown(raw: Raw, number: int) -> list[str]:
    """The messages of the server before an answer, by method."""
    heard: list[Any] = []
    while (message := raw.receive()).get("id") != number or "method" in message:
        heard.append(message)
    return [message.get("method") for message in heard]


FOLDER_CAPABILITIES = {"textDocument": {"diagnostic": {}}, "window": {"workDoneProgress": True}}


def test_a_client_that_pulls_all_drafts_is_pushed_none_and_shown_no_progress_unasked(
    raw: Raw, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Any update?\n", encoding="utf-8")
    folders = [{"uri": tmp_path.as_uri(), "name": "drafts"}]
    raw.initialize(workspaceFolders=folders, capabilities=FOLDER_CAPABILITIES)
    raw.message(id=2, method="workspace/diagnostic", params={"previousResultIds": []})
    assert shown(raw, 2) == []
    command = {"command": "unpushy.server.lintWorkspace", "arguments": []}
    raw.message(id=3, method="workspace/executeCommand", params=command)
    create = raw.receive()
    assert create["method"] == "window/workDoneProgress/create"
    raw.message(id=create["id"], error={"code": -32601, "message": "no progress here"})
    assert shown(raw, 3) == []
    assert raw.end() == 0


def test_the_drafts_of_the_workspace_come_in_parts_under_the_clients_tokens(raw: Raw, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Any update?\n", encoding="utf-8")
    folders = [{"uri": tmp_path.as_uri(), "name": "drafts"}]
    raw.initialize(workspaceFolders=folders, capabilities=FOLDER_CAPABILITIES)
    tokens = {"partialResultToken": "part", "workDoneToken": "work"}
    raw.message(id=2, method="workspace/diagnostic", params={"previousResultIds": [], **tokens})
    heard: list[Any] = []
    while (message := raw.receive()).get("id") != 2:
        heard.append(message["params"])
    assert message["result"] == {"items": []}
    parts = [one["value"]["items"] for one in heard if one["token"] == "part"]
    assert [[Path(item["uri"]).name for item in items] for items in parts] == [["a.txt"], ["b.txt"]]
    kinds = [one["value"]["kind"] for one in heard if one["token"] == "work"]
    assert kinds == ["begin", "report", "report", "end"]


def test_a_check_ends_when_its_progress_is_cancelled(raw: Raw, tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text(f"Any update on {number}?\n" * 20, encoding="utf-8")
    folders = [{"uri": tmp_path.as_uri(), "name": "drafts"}]
    raw.initialize(workspaceFolders=folders, capabilities={"window": {"workDoneProgress": True}})
    command = {"command": "unpushy.server.lintWorkspace", "arguments": []}
    raw.message(id=2, method="workspace/executeCommand", params=command)
    create = raw.receive()
    raw.message(id=create["id"], result=None)
    assert raw.receive()["params"]["value"]["kind"] == "begin"
    raw.message(method="window/workDoneProgress/cancel", params={"token": create["params"]["token"]})
    assert raw.answer(2)["result"]["files"] < 300
    assert raw.end() == 0


def test_an_unchanged_draft_is_not_linted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, server = tmp_path / "a.txt", new_server()
    draft.write_text("Any update?\n", encoding="utf-8")
    item = Item(str(draft), str(draft))
    first = workspace.read_and_lint(server, item, draft.as_uri())
    assert first is not None
    linted: list[Snapshot] = []

    def again(document: Snapshot, *_: Any) -> Analysis:
        linted.append(document)
        return first

    monkeypatch.setattr(workspace, "analysed", again)
    same = workspace.read_and_lint(server, item, draft.as_uri(), first.identity)
    assert same is not None
    assert (same.identity, linted) == (first.identity, [])
    draft.write_text("Any update!\n", encoding="utf-8")
    workspace.read_and_lint(server, item, draft.as_uri(), first.identity)
    assert [document.text for document in linted] == ["Any update!\n"]
    server.stop()
