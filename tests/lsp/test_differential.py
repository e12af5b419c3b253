"""Documents that are edited step by step give what a fresh lint of their text gives."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from lsprotocol import types

from unpushy.config import Config, cache_folder
from unpushy.linter import Linter
from unpushy.lsp.analysis import analysed, with_rewrites
from unpushy.lsp.documents import Documents, Snapshot
from unpushy.lsp.positions import Positions
from unpushy.lsp.projects import Project
from unpushy.rules import RuleSet

EXAMPLES = Path(__file__).parents[2] / "examples"
PASTED = [
    "Just checking in. ", "Is this deal still alive? ", "\n\nAny update?\n\n", "\U0001f600", "e\u0301", "\u2028", "\x85",
    "\x0c", "\r\n\r\n", "\r", "> quoted\n", "-- \nMarco\n", "Per my last email, ", "\u00ad", "a", " ", "\n",
]  # fmt: skip
STEPS = 60


class Client:
    """Keeps a text as an editor does, and tells of each edit in its own units."""

    def __init__(self, text: str, language: str, encoding: types.PositionEncodingKind) -> None:
        self.text, self.encoding = text, encoding
        self.undo: list[str] = []
        self.documents = Documents()
        self.documents.encoding = encoding
        self.version = 1
        self.documents.open(types.TextDocumentItem("untitled:draft", language, 1, text))

    def replace(self, start: int, end: int, new: str) -> Snapshot:
        self.undo.append(self.text)
        positions = Positions(self.text, self.encoding)
        place = types.Range(positions.position(start), positions.position(end))
        self.text = self.text[:start] + new + self.text[end:]
        return self._send(types.TextDocumentContentChangePartial(place, new))

    def back(self) -> Snapshot:
        old = self.undo.pop()
        return self._send(types.TextDocumentContentChangeWholeDocument(self.set(old)))

    def set(self, text: str) -> str:
        self.text = text
        return text

    def _send(self, change: types.TextDocumentContentChangeEvent) -> Snapshot:
        self.version += 1
        identifier = types.VersionedTextDocumentIdentifier(version=self.version, uri="untitled:draft")
        document = self.documents.change(identifier, [change])
        assert document is not None
        return document


@pytest.fixture(scope="module")
def project() -> Project:
    rules = RuleSet.load(cache_folder())
    return Project(Config(), Linter(rules, Config()), rules, (), (), Path())


@pytest.mark.parametrize("encoding", list(types.PositionEncodingKind))
@pytest.mark.parametrize(
    ("name", "language", "line_end"),
    [
        ("follow-up.txt", "plaintext", "\n"), ("renewal.md", "markdown", "\r\n"), ("invoice.eml", "mail", "\n"), ("kind.txt", "mail", "\r"),
    ],
)  # fmt: skip
def test_editing_gives_what_a_fresh_lint_gives(
    project: Project, encoding: types.PositionEncodingKind, name: str, language: str, line_end: str
) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8").replace("\n", line_end)
    client = Client(text, language, encoding)
    chance = random.Random(f"{name} {encoding}")
    found = 0
    for _ in range(STEPS):
        what = chance.random()
        at = chance.randrange(len(client.text) + 1)
        if client.text[at - 1 : at + 1] == "\r\n":
            at += 1
        if what < 0.2 and client.undo:
            document = client.back()
        elif what < 0.5:
            stop = min(at + chance.randint(1, 40), len(client.text))
            if client.text[stop - 1 : stop + 1] == "\r\n":
                stop += 1
            document = client.replace(at, stop, "")
        else:
            document = client.replace(at, at, chance.choice(PASTED))
        assert document.text == client.text
        fresh = replace(project, linter=Linter(project.rules, project.config))
        edited, anew = analysed(document, project), analysed(document, fresh)
        assert edited.findings == anew.findings
        assert edited.note == anew.note
        bare = analysed(document, project, rewrites=False)
        assert bare.findings == tuple(replace(finding, rewrites=()) for finding in anew.findings)
        assert with_rewrites(bare).findings == anew.findings
        found += len(edited.findings)
        for finding in edited.findings:
            place = document.positions.range(finding.span)
            assert document.positions.span(place) == finding.span
    assert found > 0 or name == "kind.txt"
