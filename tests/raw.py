"""Speaks bytes to a server, as no library would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any


class Raw:
    """Speaks bytes to a server."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "unpushy", "server", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.log = ""

    def send(self, body: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def message(self, **parts: Any) -> None:
        self.send(json.dumps({"jsonrpc": "2.0", **parts}).encode())

    def receive(self) -> Any:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        return json.loads(self.process.stdout.read(length))

    def answer(self, number: Any) -> Any:
        while (message := self.receive()).get("id", "") != number or "method" in message:
            pass
        return message

    def initialize(self, **parts: Any) -> Any:
        parameters = {"processId": os.getpid(), "capabilities": {}, "rootUri": None, **parts}
        self.message(id=1, method="initialize", params=parameters)
        answer = self.answer(1)
        self.message(method="initialized", params={})
        return answer

    def call(self, number: int, method: str, **params: Any) -> Any:
        """Ask for something; returns the answer."""
        self.message(id=number, method=method, params=params)
        return self.answer(number)

    def open(self, text: str, uri: str = "untitled:a", version: int = 1) -> None:
        item = {"uri": uri, "languageId": "plaintext", "version": version, "text": text}
        self.message(method="textDocument/didOpen", params={"textDocument": item})

    def found(self, version: int) -> list[str]:
        while True:
            message = self.receive()
            if (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"].get("version") == version
            ):
                return [one["code"] for one in message["params"]["diagnostics"]]

    def end(self) -> int:
        self.message(id=99, method="shutdown")
        self.answer(99)
        self.message(method="exit")
        out, errors = self.process.communicate(timeout=30)
        assert out == b""
        self.log = errors.decode()
        return self.process.returncode
