from __future__ import annotations

import pytest
from lsprotocol import types

from unpushy.lsp.documents import Documents, path_of
from unpushy.lsp.features import new_server
from unpushy.lsp.positions import OutOfRangeError

URI = "untitled:draft"


@pytest.fixture
def documents() -> Documents:
    documents = Documents()
    documents.open(types.TextDocumentItem(URI, "plaintext", 1, "one\ntwo\n"))
    return documents


def edit(line: int, start: int, end: int, text: str) -> types.TextDocumentContentChangePartial:
    return types.TextDocumentContentChangePartial(
        types.Range(types.Position(line, start), types.Position(line, end)), text
    )


def version(number: int) -> types.VersionedTextDocumentIdentifier:
    return types.VersionedTextDocumentIdentifier(version=number, uri=URI)


def test_edits_of_one_change_follow_each_other(documents: Documents) -> None:
    changed = documents.change(version(2), [edit(0, 0, 3, "1\n1"), edit(1, 0, 1, "x"), edit(2, 0, 3, "2")])
    assert changed is not None
    assert (changed.text, changed.version) == ("1\nx\n2\n", 2)


def test_an_edit_out_of_range_drops_the_document_until_all_of_it_comes(documents: Documents) -> None:
    with pytest.raises(OutOfRangeError):
        documents.change(version(2), [edit(9, 0, 0, "x")])
    assert documents.get(URI) is None
    assert documents.change(version(3), [edit(0, 0, 0, "x")]) is None
    whole = types.TextDocumentContentChangeWholeDocument("new")
    changed = documents.change(version(4), [whole])
    assert changed is not None
    assert (changed.text, changed.language) == ("new", "plaintext")


def test_a_version_out_of_order_is_taken_and_logged(
    documents: Documents, caplog: pytest.LogCaptureFixture
) -> None:
    documents.change(version(5), [edit(0, 0, 0, "a")])
    changed = documents.change(version(4), [edit(0, 0, 0, "b")])
    assert changed is not None
    assert changed.text == "baone\ntwo\n"
    assert "version 4 after 5" in caplog.text


def test_a_change_of_what_is_not_open_is_ignored() -> None:
    assert Documents().change(version(1), [edit(0, 0, 0, "x")]) is None


def test_a_closed_document_is_forgotten(documents: Documents) -> None:
    documents.close(URI)
    assert documents.get(URI) is None
    assert list(documents) == []


def test_only_files_have_paths() -> None:
    assert path_of("untitled:a") is None
    assert path_of("file:///tmp/a%20b.txt").name == "a b.txt"  # type: ignore[union-attr]


def test_a_change_leaves_nothing_behind_in_the_protocol() -> None:
    server = new_server()
    item = types.TextDocumentItem("untitled:a.toml", "toml", 1, "Hi")  # is not linted
    server.protocol._handle_notification(types.TEXT_DOCUMENT_DID_OPEN, types.DidOpenTextDocumentParams(item))
    for version in range(2, 5):
        identifier = types.VersionedTextDocumentIdentifier(version=version, uri=item.uri)
        change = types.TextDocumentContentChangeWholeDocument(f"Hi {version}")
        server.protocol._handle_notification(
            types.TEXT_DOCUMENT_DID_CHANGE, types.DidChangeTextDocumentParams(identifier, [change])
        )
    document = server.documents.get(item.uri)
    assert document is not None and document.text == "Hi 4"
    assert not server.protocol._request_futures
    server.stop()
    server.shutdown()
