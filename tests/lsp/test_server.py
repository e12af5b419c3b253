"""The server by itself: what it keeps and tells as documents come and go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from lsprotocol import types

from unpushy.lsp.analysis import Analysis, analysed
from unpushy.lsp.features import new_server
from unpushy.lsp.server import Server
from unpushy.lsp.workspace import lint_workspace


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(Server, "client_capabilities", types.ClientCapabilities())
    monkeypatch.setattr(Server, "text_document_publish_diagnostics", Mock())
    server = new_server()
    server.projects.folders = [tmp_path]
    yield server
    server.stop()


@pytest.mark.parametrize(
    ("name", "is_read_again"),
    [("unpushy.toml", True), ("pyproject.toml", True), ("pushy/ours.toml", False), ("a.txt", False)],
)
def test_closing_a_file_reads_a_configuration_again_and_never_the_lists(
    server: Server, tmp_path: Path, name: str, is_read_again: bool
) -> None:
    before = server.projects.at(tmp_path)
    server.closed((tmp_path / name).as_uri())
    after = server.projects.at(tmp_path)
    assert (after is not before) == is_read_again
    assert after.rules is before.rules


async def test_a_report_of_the_workspace_names_the_version_that_was_linted(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = (tmp_path / "a.txt").as_uri()
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    document = server.documents.open(types.TextDocumentItem(uri, "plaintext", 1, "Any update?\n"))

    async def changed_meanwhile(uri: str, *, settled: bool) -> Analysis:
        change = types.TextDocumentContentChangeWholeDocument("Thank you.\n")
        server.documents.change(types.VersionedTextDocumentIdentifier(version=2, uri=uri), [change])
        return analysed(document, server.projects.of(document))

    monkeypatch.setattr(server.analyst, "current", changed_meanwhile)
    [report] = [one async for one in lint_workspace(server)]
    assert isinstance(report, types.WorkspaceFullDocumentDiagnosticReport)
    assert (len(report.items), report.version) == (1, 1)


def test_a_folder_of_the_workspace_inside_another_is_its_own(server: Server, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    server.projects.folders = [tmp_path, inner]
    server.projects.client_in = {inner: {"ignore": ["pushy"]}}
    assert server.projects.at(inner / "drafts").config.ignore == ("pushy",)
    assert server.projects.at(tmp_path / "drafts").config.ignore == ()
