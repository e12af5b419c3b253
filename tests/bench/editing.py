"""Typing in an editor, in the client's clock: from a change to the findings of that version."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_PAUSE = 10.0


class Editor:
    """Speaks to a server over its standard input and output."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "unpushy", "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.request("initialize", processId=os.getpid(), capabilities={}, rootUri=None)
        self.notify("initialized")

    def send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method: str, **params: Any) -> None:
        self.send(method=method, params=params)

    def request(self, method: str, **params: Any) -> Any:
        self.send(id=method, method=method, params=params)
        while (message := self.receive()).get("id") != method:
            pass
        return message

    def receive(self) -> Any:
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.startswith(b"Content-Length"):
                length = int(line.partition(b":")[2])
        return json.loads(self.process.stdout.read(length))

    def open(self, uri: str, text: str) -> None:
        item = {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=item)
        self.published(uri, 1)

    def published(self, uri: str, version: int) -> list[Any]:
        while True:
            message = self.receive()
            params = message.get("params", {})
            if params.get("uri") == uri and params.get("version") == version:
                return params["diagnostics"]

    def type(self, uri: str, version: int, line: int, character: int, text: str) -> float:
        """Seconds from one keystroke to its findings."""
        at = {"line": line, "character": character}
        start = time.perf_counter()
        self.notify(
            "textDocument/didChange",
            textDocument={"uri": uri, "version": version},
            contentChanges=[{"range": {"start": at, "end": at}, "text": text}],
        )
        self.published(uri, version)
        return time.perf_counter() - start

    def delete(self, uri: str, version: int, line: int, character: int) -> None:
        """Take one character away."""
        start, end = {"line": line, "character": character}, {"line": line, "character": character + 1}
        self.notify(
            "textDocument/didChange",
            textDocument={"uri": uri, "version": version},
            contentChanges=[{"range": {"start": start, "end": end}, "text": ""}],
        )
        self.published(uri, version)

    def memory(self) -> float:
        """Resident megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def close(self) -> None:
        self.request("shutdown")
        self.notify("exit")
        self.process.wait()


def email(sentences: Sequence[str], words: int, chance: random.Random) -> str:
    """An email of new paragraphs, of about so many words."""
    paragraphs, count = ["Hi Dana,"], 0
    while count < words:
        paragraph = " ".join(chance.choices(sentences, k=chance.randint(2, 5)))
        count += len(paragraph.split())
        paragraphs.append(paragraph)
    return "\n\n".join(paragraphs) + "\n"


def typed(editor: Editor, uri: str, text: str, keystrokes: int, chance: random.Random) -> list[float]:
    """Milliseconds of keystrokes, a sentence typed at each of several places."""
    words = "Just checking in on this, is there any update? "
    lines = text.split("\n")
    times, version = [], 1
    while len(times) < keystrokes:
        line = chance.randrange(1, len(lines) - 1)
        if not lines[line]:
            continue
        for column, letter in enumerate(words):
            version += 1
            times.append(1000 * editor.type(uri, version, line, column, letter))
    return times[:keystrokes]


def measure(sentences: Sequence[str], keystrokes: int = 1000) -> dict[str, float]:
    """The figures of issue 6 in milliseconds and megabytes."""
    chance = random.Random(11)
    out = {}
    editor = Editor()
    short, long = email(sentences, 500, chance), email(sentences, 20_000, chance)
    editor.open("untitled:short", short)
    times = sorted(typed(editor, "untitled:short", short, keystrokes, chance))
    out["median of 500 words"] = statistics.median(times)
    out["99th percentile of 500 words"] = times[int(0.99 * len(times))]
    editor.open("untitled:long", long)
    times = sorted(typed(editor, "untitled:long", long, keystrokes // 2, chance))
    out["median of 20,000 words"] = statistics.median(times)
    out["99th percentile of 20,000 words"] = times[int(0.99 * len(times))]
    editor.close()
    return out


def memory(sentences: Sequence[str], edits: int = 10_000, documents: int = 200) -> tuple[float, float]:
    """Resident megabytes with these documents open and the parser loaded, before and after the edits."""
    chance = random.Random(12)
    editor = Editor()
    text = ""
    for number in range(documents):
        text = email(sentences, 300, chance)
        editor.open(f"untitled:{number}", text)
    time.sleep(_PAUSE)  # sentences are parsed when typing pauses
    typed(editor, f"untitled:{documents - 1}", text, 500, chance)
    before = editor.memory()
    uri = f"untitled:{documents - 2}"
    for version in range(2, edits + 2):
        typed_so_far = (version - 2) % 200
        if typed_so_far < 100:
            editor.type(uri, version, 2, typed_so_far, "ab c"[chance.randrange(4)])
        else:
            editor.delete(uri, version, 2, 199 - typed_so_far)
    after = editor.memory()
    editor.close()
    return before, after


def first_findings() -> float:
    """Seconds from the start of the server's process to the first findings."""
    start = time.perf_counter()
    editor = Editor()
    editor.open("untitled:first", "Hi Dana,\n\nIs this deal still alive?\n\nBest,\nMarco\n")
    took = time.perf_counter() - start
    editor.close()
    return took


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    import treebank

    folder = treebank.folder()
    if folder is None:
        sys.exit("The treebank is not there: set UNPUSHY_TREEBANK to its folder.")
    text = [s for _, body in treebank.emails(folder) for p in body.split("\n\n") for s in treebank.split(p)]
    for name, value in measure(text, 300).items():
        print(f"{value:8.2f} ms  {name}")
