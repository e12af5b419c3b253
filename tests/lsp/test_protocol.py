"""What is malformed gets the protocol's errors, and the server lives."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from typing import Any

import pytest

from raw import Raw
from unpushy.cli.main import main


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b"{nonsense", -32700, id="no JSON"),
        pytest.param(b"\xff\xfe", -32700, id="no text"),
        pytest.param(b"[" * 5000, -32700, id="nested too deep"),
        pytest.param(b"{}", -32600, id="no message"),
        pytest.param(b"[1, 2]", -32600, id="a list"),
    ],
)
def test_what_is_no_message_is_refused(raw: Raw, body: bytes, code: int) -> None:
    raw.initialize()
    raw.send(body)
    assert raw.answer(None)["error"]["code"] == code
    raw.open("Any update?\n")
    assert raw.found(1) == ["pushy/status-demand"]
    assert raw.end() == 0


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        pytest.param("textDocument/nothing", {}, -32601, id="unknown method"),
        pytest.param("textDocument/hover", {"textDocument": 3}, -32602, id="bad parameters"),
        pytest.param("workspace/executeCommand", {"command": "none"}, -32602, id="unknown command"),
        pytest.param(
            "workspace/executeCommand",
            {"command": "unpushy.server.dismiss", "arguments": [{}]},
            -32602,
            id="bad arguments",
        ),
        pytest.param(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": "untitled:a"},
                "range": {"start": {"line": 70, "character": 0}, "end": {"line": 71, "character": 0}},
                "context": {"diagnostics": []},
            },
            -32602,
            id="a range that is not there",
        ),
    ],
)
def test_requests_get_the_protocols_errors(raw: Raw, method: str, params: dict[str, Any], code: int) -> None:
    raw.initialize()
    raw.open("Any update?\n")
    raw.message(id=7, method=method, params=params)
    assert raw.answer(7)["error"]["code"] == code
    assert raw.end() == 0


def test_initialize_comes_first(raw: Raw) -> None:
    raw.message(
        id=7,
        method="textDocument/hover",
        params={"textDocument": {"uri": "a"}, "position": {"line": 0, "character": 0}},
    )
    assert raw.answer(7)["error"]["code"] == -32002
    raw.initialize()
    assert raw.end() == 0


def test_nothing_is_served_after_shutdown(raw: Raw) -> None:
    raw.initialize()
    raw.message(id=2, method="shutdown")
    raw.answer(2)
    raw.message(
        id=3,
        method="textDocument/hover",
        params={"textDocument": {"uri": "a"}, "position": {"line": 0, "character": 0}},
    )
    assert raw.answer(3)["error"]["code"] == -32600
    raw.message(method="exit")
    assert raw.process.wait(timeout=30) == 0


def test_unknown_notifications_and_odd_edits_are_logged_without_text(raw: Raw) -> None:
    raw.initialize()
    raw.message(method="nobody/knows", params={"text": "secret"})
    raw.open("Any secret update?\n")
    place = {"start": {"line": 50, "character": 0}, "end": {"line": 51, "character": 0}}
    change = {
        "textDocument": {"uri": "untitled:a", "version": 2},
        "contentChanges": [{"range": place, "text": "secret"}],
    }
    raw.message(method="textDocument/didChange", params=change)
    whole = {
        "textDocument": {"uri": "untitled:a", "version": 3},
        "contentChanges": [{"text": "Is this deal still alive?"}],
    }
    raw.message(method="textDocument/didChange", params=whole)
    assert raw.found(3) == ["pushy/status-demand"]
    assert raw.end() == 0
    assert re.search(r"ERROR unpushy\.\S+: an edit makes no sense \(no position 50:0", raw.log)
    assert "secret" not in raw.log


def test_edits_that_come_in_a_rush_end_in_the_newest(raw: Raw) -> None:
    raw.initialize()
    raw.open("Hello.\n")
    for version in range(2, 60):
        change = {
            "textDocument": {"uri": "untitled:a", "version": version},
            "contentChanges": [{"text": "Any update?\n" * version}],
        }
        raw.message(method="textDocument/didChange", params=change)
    assert raw.found(59) == ["pushy/status-demand"] * 59
    assert raw.end() == 0


def test_a_cancelled_request_says_so(raw: Raw) -> None:
    raw.initialize()
    raw.open("Just touching base. Any update?\n\n" * 2000)
    raw.message(
        id=5,
        method="textDocument/hover",
        params={"textDocument": {"uri": "untitled:a"}, "position": {"line": 0, "character": 0}},
    )
    raw.message(method="$/cancelRequest", params={"id": 5})
    assert raw.answer(5)["error"]["code"] == -32800
    assert raw.end() == 0


@pytest.mark.skipif(os.name == "nt", reason="processes end otherwise there")
def test_the_server_ends_when_its_client_vanishes() -> None:
    client = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    server = Raw()
    server.initialize(processId=client.pid)
    client.kill()
    client.communicate()
    assert server.process.wait(timeout=60) != 0
    server.process.communicate()


def test_the_server_ends_with_its_input(raw: Raw) -> None:
    raw.initialize()
    assert raw.process.stdin
    raw.process.stdin.close()
    assert raw.process.wait(timeout=30) == 0
    raw.process.stdin = None


def test_tcp(tmp_path: Any) -> None:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "unpushy", "server", "--tcp", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                connection = socket.create_connection(("127.0.0.1", port))
                break
            except OSError:
                time.sleep(0.1)
        with connection, connection.makefile("rwb") as channel:
            body = json.dumps(
                {
                    "jsonrpc": "2.0",
                    "id": 1,
                    "method": "initialize",
                    "params": {"processId": None, "capabilities": {}, "rootUri": None},
                }
            ).encode()
            channel.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            channel.flush()
            header = channel.readline()
            assert header.startswith(b"Content-Length: ")
            channel.readline(), channel.readline()
            answer = json.loads(channel.read(int(header.split(b":")[1])))
            assert answer["result"]["serverInfo"]["name"] == "unpushy"
    finally:
        server.kill()
        server.wait()


def test_a_port_that_is_taken_is_an_error() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "unpushy", "server", "--tcp", str(taken.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"unpushy: 127.0.0.1:{command[-1]}: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("way", "port", "problem"),
    [
        ("--tcp", "65536", "65536 is no port; give 1 to 65535"),
        ("--ws", "0", "0 is no port; give 1 to 65535"),
        ("--ws", "2087", '--ws needs the package websockets: pip install "pygls[ws]"'),
    ],
)
def test_a_port_that_can_not_be_served_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str, port: str, problem: str
) -> None:
    monkeypatch.setattr("unpushy.lsp.serve.find_spec", lambda name: None)
    assert main(["server", way, port]) == 2
    assert capsys.readouterr().err == f"unpushy: {problem}\n"
