"""What odd clients send: it is answered, mended or dropped, and the server goes on."""

from __future__ import annotations

import asyncio
import contextlib
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from raw import Raw
from unpushy import shapes
from unpushy.lsp.analysis import Analyst
from unpushy.lsp.documents import Documents
from unpushy.lsp.features import new_server
from unpushy.lsp.projects import Projects
from unpushy.lsp.stdio import speak
from unpushy.lsp.watching import watchers
from unpushy.places import user_path

DEMAND = ["pushy/status-demand"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"version": 2, "place": {"start": {"line": "x"}}}, id="a range that is none"),
        pytest.param({"version": None, "place": None}, id="no version"),
    ],
)
def test_a_change_that_can_not_be_read_drops_its_document(raw: Raw, change: dict[str, Any]) -> None:
    raw.initialize()
    raw.open("Any update?\n")
    assert raw.found(1) == DEMAND
    document = {"uri": "untitled:a", "version": change["version"]}
    edits = [{"text": "Any update?", **({"range": change["place"]} if change["place"] else {})}]
    raw.message(method="textDocument/didChange", params={"textDocument": document, "contentChanges": edits})
    dropped = raw.receive()
    assert (dropped["method"], dropped["params"]["diagnostics"]) == ("textDocument/publishDiagnostics", [])
    raw.open("Is this deal still alive?\n", version=3)
    assert raw.found(3) == DEMAND
    assert raw.end() == 0


def test_half_a_surrogate_pair_is_a_character_of_its_own(raw: Raw) -> None:
    raw.initialize()
    raw.open("\ud83d Any update?\n")
    assert raw.found(1) == DEMAND
    place = {"start": {"line": 0, "character": 1}, "end": {"line": 0, "character": 1}}
    document = {"uri": "untitled:a", "version": 2}
    edit = {"range": place, "text": "\ude00 Is this deal still alive?"}
    raw.message(method="textDocument/didChange", params={"textDocument": document, "contentChanges": [edit]})
    assert raw.found(2) == DEMAND * 2
    assert raw.end() == 0
    assert "ERROR" not in raw.log


@pytest.mark.parametrize(
    "settings", [None, [], [1], "x", {}, {"unpushy": None}, {"unpushy": [1]}, {"unpushy": {}}], ids=str
)
def test_settings_that_are_none_leave_those_of_the_start(raw: Raw, settings: Any) -> None:
    raw.initialize(initializationOptions={"ignore": ["passive"]})
    raw.message(method="workspace/didChangeConfiguration", params={"settings": settings})
    raw.open("Just touching base about the samples.\nAny update?\n")
    assert raw.found(1) == DEMAND
    assert raw.end() == 0


@pytest.mark.parametrize("answer", [None, [], [None, None], [{}, {}], [1, 2], [{}]], ids=str)
def test_an_empty_answer_about_settings_leaves_those_of_the_start(
    raw: Raw, tmp_path: Path, answer: Any
) -> None:
    folders = [{"uri": tmp_path.as_uri(), "name": "drafts"}]
    raw.initialize(
        initializationOptions={"ignore": ["passive"]},
        capabilities={"workspace": {"configuration": True}},
        workspaceFolders=folders,
    )
    asked = raw.receive()
    assert asked["method"] == "workspace/configuration"
    raw.message(id=asked["id"], result=answer)
    raw.open("Just touching base about the samples.\nAny update?\n", (tmp_path / "a.txt").as_uri())
    assert raw.found(1) == DEMAND
    assert raw.end() == 0


@pytest.mark.parametrize("method", ["hover", "completion"])
@pytest.mark.parametrize("line", [1, 2, 500])
def test_a_place_that_a_configuration_does_not_have_has_nothing(
    raw: Raw, tmp_path: Path, method: str, line: int
) -> None:
    raw.initialize()
    uri = (tmp_path / "unpushy.toml").as_uri()
    raw.open("ignore = []", uri)
    place = {"line": line, "character": 0}
    answer = raw.call(5, f"textDocument/{method}", textDocument={"uri": uri}, position=place)
    assert not answer["result"] or line == 1
    assert raw.end() == 0


@pytest.mark.parametrize("header", [b"content-length: %d\r\n\r\n", b"CONTENT-LENGTH:%d\n\n"])
def test_headers_are_read_in_any_case(raw: Raw, header: bytes) -> None:
    raw.initialize()
    assert raw.process.stdin
    body = b'{"jsonrpc":"2.0","id":7,"method":"nothing","params":{}}'
    raw.process.stdin.write(header % len(body) + body)
    raw.process.stdin.flush()
    assert raw.answer(7)["error"]["code"] == -32601
    assert raw.end() == 0


def test_a_length_that_no_memory_has_room_for_is_waited_for(raw: Raw) -> None:
    raw.initialize()
    assert raw.process.stdin
    raw.process.stdin.write(b"Content-Length: 999999999999999\r\n\r\n{}")
    raw.process.stdin.close()
    raw.process.stdin = None
    assert raw.process.wait(timeout=30) == 0


@pytest.mark.parametrize(
    ("formats", "kind", "start"),
    [
        (None, "markdown", "**Status demand** (`pushy/status-demand`)"),
        (["plaintext", "markdown"], "markdown", "**Status demand** (`pushy/status-demand`)"),
        (["plaintext"], "plaintext", "Status demand (pushy/status-demand)"),
    ],
    ids=str,
)
def test_a_hover_is_in_a_format_that_the_client_shows(
    raw: Raw, formats: list[str] | None, kind: str, start: str
) -> None:
    hover = {"contentFormat": formats} if formats else {}
    raw.initialize(capabilities={"textDocument": {"hover": hover}})
    raw.open("Any update?\n")
    place = {"line": 0, "character": 2}
    answer = raw.call(5, "textDocument/hover", textDocument={"uri": "untitled:a"}, position=place)
    contents = answer["result"]["contents"]
    assert contents["kind"] == kind
    assert contents["value"].startswith(start)
    assert ("\\" in contents["value"] or "**" in contents["value"]) == (kind == "markdown")
    assert raw.end() == 0


def test_shapes_are_shown_to_msgspec_by_one_thread_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, met = 0, 0, threading.Barrier(2)

    def convert(data: Any, shape: Any) -> Any:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        with contextlib.suppress(threading.BrokenBarrierError):
            met.wait(0.2)  # for another thread, which should not come
        inside -= 1

    monkeypatch.setattr(shapes.msgspec, "convert", convert)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: shapes.shaped({}, dict, ""), range(2)))
    assert most == 1


def test_a_session_begins_once(raw: Raw) -> None:
    raw.initialize()
    wide = {"general": {"positionEncodings": ["utf-32"]}}
    raw.message(id=7, method="initialize", params={"processId": None, "capabilities": wide, "rootUri": None})
    assert raw.answer(7)["error"]["code"] == -32600
    raw.open("\U0001f600 Any update?\n")
    while (told := raw.receive())["method"] != "textDocument/publishDiagnostics":
        pass
    assert told["params"]["diagnostics"][0]["range"]["start"] == {"line": 0, "character": 3}
    assert raw.end() == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(
            b'{"jsonrpc":"2.0","id":7,"method":"nothing"}', -32601, id="unknown, without parameters"
        ),
        pytest.param(b'{"jsonrpc":"1.0","id":7,"method":"nothing"}', -32600, id="another protocol"),
    ],
)
def test_requests_that_leave_something_out_are_answered(raw: Raw, body: bytes, code: int) -> None:
    raw.initialize()
    raw.send(body)
    assert raw.answer(7)["error"]["code"] == code
    assert raw.end() == 0


def test_to_leave_without_shutting_down_is_a_failure(raw: Raw) -> None:
    raw.initialize()
    raw.message(method="exit")
    assert raw.process.wait(timeout=30) == 1


def test_work_in_a_thread_does_not_hold_up_the_end() -> None:
    server, go_on = new_server(), threading.Event()
    busy = server.thread_pool.submit(go_on.wait, 60)
    assert speak(server, io.BytesIO(), io.BytesIO()) == 0
    assert busy.running()
    go_on.set()
    server.stop()


def test_an_editor_that_refuses_an_edit_is_told_of(raw: Raw, tmp_path: Path) -> None:
    raw.initialize()
    place, draft = (tmp_path / "unpushy.toml").as_uri(), (tmp_path / "a.txt").as_uri()
    raw.open("", place)
    arguments = [{"uri": draft, "rule": "pushy/fear"}]
    command = {"command": "unpushy.server.disableRule", "arguments": arguments}
    raw.message(id=5, method="workspace/executeCommand", params=command)
    while (asked := raw.receive())["method"] != "workspace/applyEdit":
        pass
    raw.message(id=asked["id"], error={"code": -32601, "message": "no edits here"})
    said = raw.receive()
    assert said["method"] == "window/showMessage"
    assert "the editor has not changed it" in said["params"]["message"]
    assert raw.answer(5)["result"] is None
    assert raw.end() == 0


def test_a_fault_is_logged_without_the_text_of_the_draft(caplog: pytest.LogCaptureFixture) -> None:
    documents = Documents()
    uri = documents.open(types.TextDocumentItem("untitled:a", "plaintext", 1, "secret\n")).uri

    def fails(document: Any, _: Any) -> bool:
        raise KeyError(document.text)

    async def lint() -> str:
        analyst = Analyst(documents, Projects(lambda path: None), fails, lambda analysis: None)
        found = await analyst.current(uri)
        analyst.close()
        assert found is not None
        return found.note

    assert asyncio.run(lint()) == "a fault of unpushy; see its log"
    [line] = [record.getMessage() for record in caplog.records]
    assert line.startswith("linting failed: KeyError at test_attacks.py:")
    assert "secret" not in caplog.text


def test_phrase_lists_are_read_again_only_when_one_has_changed(tmp_path: Path) -> None:
    ours = tmp_path / "pushy" / "ours.toml"
    ours.parent.mkdir()
    text = 'title = "Ours"\nwhy = "A wait that rare presses nobody."\n[[phrases]]\n[phrases.patterns]\n"blue moon" = "A «blue moon»."\n'
    ours.write_text(text, encoding="utf-8")
    (tmp_path / "unpushy.toml").write_text('lists = ["pushy"]\n', encoding="utf-8")
    projects = Projects(lambda path: None)
    before = projects.at(tmp_path)
    assert "pushy/ours" in before.rules.ids()
    projects.forget(lists=True)
    same = projects.at(tmp_path)
    assert same is not before
    assert same.rules is before.rules
    ours.write_text(text.replace('"Ours"', '"Our own"'), encoding="utf-8")
    projects.forget(lists=True)
    [card] = [card for card in projects.at(tmp_path).rules.cards if card.id == "pushy/ours"]
    assert card.title == "Our own"


def test_the_client_is_asked_to_watch_what_findings_depend_on() -> None:
    first, lists, drafts, own = watchers(relative=True)
    assert first.glob_pattern == "**/{unpushy.toml,pyproject.toml,.gitignore}"
    assert lists.glob_pattern == "**/{pushy,scolding,passive,focus,draft}/**/*.toml"
    assert {"txt", "md", "eml"} <= set(str(drafts.glob_pattern).removeprefix("**/*.{")[:-1].split(","))
    assert own.glob_pattern == types.RelativePattern(user_path().parent.as_uri(), "unpushy.toml")
    assert [*watchers(relative=False)] == [first, lists, drafts]
