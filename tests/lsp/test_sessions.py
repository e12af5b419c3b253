"""Sessions over standard input and output, one capability after the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from sessions import DRAFT, Client, actions, changes, codes, execute, open_, published, resolving, start


async def test_findings_come_with_version_place_and_page(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path)
    open_(client, "untitled:a", DRAFT)
    found = await published(client, "untitled:a", 1)
    assert codes(found) == ["passive/empty-opener", "pushy/status-demand"]
    second = found[1]
    assert second.range == types.Range(types.Position(3, 0), types.Position(3, 24))
    assert second.severity is types.DiagnosticSeverity.Warning
    assert second.source == "unpushy"
    assert second.code_description is not None
    assert second.code_description.href.endswith("/pushy/status-demand.md")


async def test_an_edit_is_followed_by_findings_of_its_version(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path)
    open_(client, "untitled:a", "Hello.\n")
    assert await published(client, "untitled:a", 1) == []
    place = types.Range(types.Position(0, 6), types.Position(0, 6))
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version=2, uri="untitled:a"),
            [types.TextDocumentContentChangePartial(place, " Any update?")],
        )
    )
    assert codes(await published(client, "untitled:a", 2)) == ["pushy/status-demand"]
    client.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier("untitled:a"))
    )
    assert await published(client, "untitled:a") == []


@pytest.mark.parametrize("encoding", list(types.PositionEncodingKind))
async def test_places_are_in_the_encoding_that_was_agreed(
    client: Client, tmp_path: Path, encoding: types.PositionEncodingKind
) -> None:
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[encoding])
    )
    result = await start(client, tmp_path, capabilities)
    assert result.capabilities.position_encoding == encoding
    open_(client, "untitled:a", "\U0001f600\u00e9. Any update?\n")
    [found] = await published(client, "untitled:a", 1)
    width = {types.PositionEncodingKind.Utf8: 8, types.PositionEncodingKind.Utf16: 5}.get(encoding, 4)
    assert (found.range.start.character, found.range.end.character) == (width, width + 10)


async def test_pull_goes_without_push(client: Client, tmp_path: Path) -> None:
    documents = types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities())
    result = await start(client, tmp_path, types.ClientCapabilities(text_document=documents))
    assert result.capabilities.diagnostic_provider is not None
    open_(client, "untitled:a", DRAFT)
    asked = types.DocumentDiagnosticParams(types.TextDocumentIdentifier("untitled:a"))
    first = await client.text_document_diagnostic_async(asked)
    assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
    assert codes(list(first.items)) == ["passive/empty-opener", "pushy/status-demand"]
    asked.previous_result_id = first.result_id
    again = await client.text_document_diagnostic_async(asked)
    assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
    assert client.diagnostics == {}


async def test_the_workspace_is_pulled(client: Client, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Any update?\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("Any update?\n", encoding="utf-8")
    documents = types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities())
    await start(client, tmp_path, types.ClientCapabilities(text_document=documents))
    report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
    assert [(Path(one.uri).name, len(one.items)) for one in report.items] == [("a.txt", 1)]  # type: ignore[union-attr]
    known = [types.PreviousResultId(report.items[0].uri, str(report.items[0].result_id))]
    again = await client.workspace_diagnostic_async(
        types.WorkspaceDiagnosticParams(previous_result_ids=known)
    )
    assert again.items[0].kind == types.DocumentDiagnosticReportKind.Unchanged


async def test_quick_fixes_put_the_best_rewrite_first(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path)
    open_(client, "untitled:a", DRAFT)
    found = await published(client, "untitled:a", 1)
    offered = await actions(client, "untitled:a", found[1].range)
    assert [getattr(one, "is_preferred", None) for one in offered].count(True) == 1
    assert offered[0].is_preferred
    titles = [one.title for one in offered]
    assert titles[-3:-1] == [
        "Keep this wording: dismiss it in the workspace",
        "Turn pushy/status-demand off in the workspace",
    ]
    [edit] = changes(offered[0].edit)
    assert edit.range.start == found[1].range.start
    assert edit.new_text
    assert offered[0].edit.document_changes[0].text_document.version == 1  # type: ignore[index,union-attr]
    bracketed = next(one for one in offered if "[" in one.title)
    assert "[" in changes(bracketed.edit)[0].new_text


async def test_slots_are_tab_stops_where_the_client_takes_snippets(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path, resolving(snippets=True))
    open_(client, "untitled:a", DRAFT)
    found = await published(client, "untitled:a", 1)
    offered = await actions(client, "untitled:a", found[1].range)
    fill = next(one for one in offered if "[" in one.title)
    assert fill.edit is None
    resolved = await client.code_action_resolve_async(fill)
    [edit] = changes(resolved.edit)
    assert isinstance(edit, types.SnippetTextEdit)
    assert "${1:" in edit.snippet.value


async def test_an_action_for_an_older_version_is_refused(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path, resolving(snippets=False))
    open_(client, "untitled:a", DRAFT)
    found = await published(client, "untitled:a", 1)
    fill = (await actions(client, "untitled:a", found[1].range))[0]
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version=2, uri="untitled:a"),
            [types.TextDocumentContentChangeWholeDocument("Hi.\n" + DRAFT)],
        )
    )
    with pytest.raises(JsonRpcException, match="changed since") as refused:
        await client.code_action_resolve_async(fill)
    assert refused.value.code == types.LSPErrorCodes.ContentModified


async def test_fix_all_applies_the_safe_rewrites(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path)
    text = "As I mentioned, the room is booked. Per my last email, the fee is due in May.\n"
    open_(client, "untitled:a", text)
    await published(client, "untitled:a", 1)
    everything = types.Range(types.Position(0, 0), types.Position(1, 0))
    [fix] = await actions(client, "untitled:a", everything, ["source.fixAll"])
    assert fix.kind == "source.fixAll.unpushy"
    assert [edit.new_text for edit in changes(fix.edit)] == ["The", "The"]
    quick = await actions(client, "untitled:a", everything, ["quickfix"])
    assert "Apply the safe rewrites of all 2 findings of scolding/repeat-reference" in [
        one.title for one in quick
    ]


async def test_hover_says_why_and_what_instead(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path)
    open_(client, "untitled:a", DRAFT)
    where = types.HoverParams(types.TextDocumentIdentifier("untitled:a"), types.Position(3, 5))
    hover = await client.text_document_hover_async(where)
    assert hover is not None
    assert hover.range == types.Range(types.Position(3, 0), types.Position(3, 24))
    text = hover.contents.value  # type: ignore[union-attr]
    for part in ("`pushy/status-demand`", "**Instead:**", "confidence:", "**Examples**"):
        assert part in text
    where.position = types.Position(0, 0)
    assert await client.text_document_hover_async(where) is None


async def test_project_files_stay_quiet_until_asked(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path)
    uri = (tmp_path / "README.md").as_uri()
    open_(client, uri, "Any update?\n", "markdown")
    assert await published(client, uri, 1) == []
    await execute(client, "lintDocument", uri=uri, on=True)
    assert codes(await published(client, uri, 1)) == ["pushy/status-demand"]


async def test_comments_that_ignore_nothing_are_said(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path)
    open_(client, "untitled:a", "Thank you. <!-- unpushy: ignore[pushy] -->\n", "markdown")
    [found] = await published(client, "untitled:a", 1)
    assert found.code == "unused-suppression"
    assert list(found.tags or ()) == [types.DiagnosticTag.Unnecessary]


async def test_a_finding_is_kept_by_a_comment(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path)
    open_(client, "untitled:a", "Any update?\n", "markdown")
    [found] = await published(client, "untitled:a", 1)
    offered = await actions(client, "untitled:a", found.range)
    keep = next(one for one in offered if one.title.startswith("Keep this one"))
    [edit] = changes(keep.edit)
    assert edit.new_text == " <!-- unpushy: ignore[pushy/status-demand] -->"
    assert edit.range.start == types.Position(0, 11)


async def test_the_workspace_is_linted_with_progress(client: Client, tmp_path: Path) -> None:
    for name in ("a.txt", "b.eml"):
        (tmp_path / name).write_text("Subject: Hello\n\nAny update?\n", encoding="utf-8")
    await start(client, tmp_path)
    assert await execute(client, "lintWorkspace") == {"files": 2, "findings": 2}
    [reports] = client.progress_reports.values()
    assert isinstance(reports[0], types.WorkDoneProgressBegin)
    assert isinstance(reports[-1], types.WorkDoneProgressEnd)


@pytest.mark.parametrize(
    ("name", "text", "read", "note"),
    [
        pytest.param("a.txt", "Any update?\n", True, "", id="draft"),
        pytest.param("README.md", "Any update?\n", False, "", id="no draft"),
        pytest.param(
            "de.txt",
            "Guten Tag Frau Weber,\n\nvielen Dank für Ihre Nachricht von gestern. Wir haben uns sehr darüber "
            "gefreut und werden uns morgen bei Ihnen melden. Bitte geben Sie uns Bescheid, wenn Sie vorher noch "
            "etwas von uns brauchen.\n\nMit freundlichen Grüßen\nAnna Schmidt\n",
            False,
            "skipped: its language is 'de', not English",
            id="foreign",
        ),
    ],
)
async def test_a_client_can_ask_whether_a_document_is_read(
    client: Client, tmp_path: Path, name: str, text: str, read: bool, note: str
) -> None:
    await start(client, tmp_path)
    uri = (tmp_path / name).as_uri()
    open_(client, uri, text)
    assert await execute(client, "state", uri=uri) == {"read": read, "note": note}
