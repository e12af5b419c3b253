"""Sessions over standard input and output, one capability after the other."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
import spacy
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig, LanguageClient

from unpushy.language.parsing import WEIGHTS
from unpushy.language.weights import load

CONFIG = ClientServerConfig(server_command=[sys.executable, "-m", "unpushy", "server"], server_env=os.environ)
LONGEST_WAIT = 30
"""Seconds; so that a fault ends a test and not the run."""
DRAFT = "Hi Dana,\n\nJust touching base about the samples for the Leeds store.\nIs this deal still alive?\n\nBest,\nMarco\n"
PUSHING = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        configuration=True,
        apply_edit=True,
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
    ),
    text_document=types.TextDocumentClientCapabilities(
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
            version_support=True, code_description_support=True
        ),
        code_action=types.CodeActionClientCapabilities(),
    ),
    window=types.WindowClientCapabilities(work_done_progress=True),
)


def resolving(*, snippets: bool) -> types.ClientCapabilities:
    """A client that resolves actions, and perhaps takes snippets."""
    edit = types.WorkspaceEditClientCapabilities(document_changes=True, snippet_edit_support=snippets)
    action = types.CodeActionClientCapabilities(
        data_support=True, resolve_support=types.ClientCodeActionResolveOptions(["edit"])
    )
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(workspace_edit=edit),
        text_document=types.TextDocumentClientCapabilities(code_action=action),
    )


@pytest_lsp.fixture(config=CONFIG)
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    yield
    if lsp_client.capabilities is not None:
        await lsp_client.shutdown_session()


async def start(
    client: LanguageClient, folder: Path, capabilities: types.ClientCapabilities = PUSHING
) -> types.InitializeResult:
    workspace = types.WorkspaceFolder(folder.as_uri(), folder.name)
    client.capabilities = capabilities
    return await client.initialize_session(
        types.InitializeParams(capabilities, process_id=os.getpid(), workspace_folders=[workspace])
    )


def open_(client: LanguageClient, uri: str, text: str, language: str = "plaintext", version: int = 1) -> None:
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, version, text))
    )


async def published(client: LanguageClient, uri: str, version: int | None = None) -> list[types.Diagnostic]:
    while True:
        waiting = client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        params = await asyncio.wait_for(waiting, LONGEST_WAIT)
        if params.uri == uri and version in (None, params.version):
            return list(params.diagnostics)


def codes(diagnostics: list[types.Diagnostic]) -> list[str]:
    return [str(one.code) for one in diagnostics]


async def actions(
    client: LanguageClient, uri: str, place: types.Range, only: list[str] | None = None
) -> list[types.CodeAction]:
    context = types.CodeActionContext([], only=only)  # type: ignore[arg-type]
    found = await client.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
    )
    return list(found or [])  # type: ignore[arg-type]


def changes(edit: types.WorkspaceEdit | None) -> list[Any]:
    assert edit is not None
    assert edit.document_changes
    return list(edit.document_changes[0].edits)  # type: ignore[union-attr]


async def test_findings_come_with_version_place_and_page(client: LanguageClient, tmp_path: Path) -> None:
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


async def test_an_edit_is_followed_by_findings_of_its_version(client: LanguageClient, tmp_path: Path) -> None:
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
    client: LanguageClient, tmp_path: Path, encoding: types.PositionEncodingKind
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


async def test_pull_goes_without_push(client: LanguageClient, tmp_path: Path) -> None:
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


async def test_the_workspace_is_pulled(client: LanguageClient, tmp_path: Path) -> None:
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


async def test_quick_fixes_put_the_best_rewrite_first(client: LanguageClient, tmp_path: Path) -> None:
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


async def test_slots_are_tab_stops_where_the_client_takes_snippets(
    client: LanguageClient, tmp_path: Path
) -> None:
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


async def test_an_action_for_an_older_version_is_refused(client: LanguageClient, tmp_path: Path) -> None:
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


async def test_fix_all_applies_the_safe_rewrites(client: LanguageClient, tmp_path: Path) -> None:
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


async def test_hover_says_why_and_what_instead(client: LanguageClient, tmp_path: Path) -> None:
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


async def test_project_files_stay_quiet_until_asked(client: LanguageClient, tmp_path: Path) -> None:
    await start(client, tmp_path)
    uri = (tmp_path / "README.md").as_uri()
    open_(client, uri, "Any update?\n", "markdown")
    assert await published(client, uri, 1) == []
    command = types.ExecuteCommandParams("unpushy.server.lintDocument", arguments=[{"uri": uri, "on": True}])
    await client.workspace_execute_command_async(command)
    assert codes(await published(client, uri, 1)) == ["pushy/status-demand"]


async def test_a_dismissal_is_written_takes_effect_and_is_undone(
    client: LanguageClient, tmp_path: Path
) -> None:
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, "Any update?\n")
    [found] = await published(client, uri, 1)
    data = found.data
    assert isinstance(data, dict)
    arguments = [{"uri": uri, "rule": found.code, "fingerprint": data["fingerprint"]}]
    await client.workspace_execute_command_async(
        types.ExecuteCommandParams("unpushy.server.dismiss", arguments=arguments)
    )
    assert await published(client, uri, 1) == []
    written = (tmp_path / "unpushy.toml").read_text(encoding="utf-8")
    assert written == f'[[dismissed]]\nrule = "pushy/status-demand"\nfingerprint = "{data["fingerprint"]}"\n'
    assert "Any update" not in written
    undo = types.ExecuteCommandParams("unpushy.server.undo")
    assert await client.workspace_execute_command_async(undo) is True
    assert codes(await published(client, uri, 1)) == ["pushy/status-demand"]
    assert not (tmp_path / "unpushy.toml").exists()


async def test_a_rule_is_turned_off(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "unpushy.toml").write_text(
        '[rules."pushy/status-demand"]\nseverity = "error"\n', encoding="utf-8"
    )
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, "Any update?\n")
    [found] = await published(client, uri, 1)
    assert found.severity is types.DiagnosticSeverity.Error
    arguments = [{"uri": uri, "rule": "pushy/status-demand"}]
    await client.workspace_execute_command_async(
        types.ExecuteCommandParams("unpushy.server.disableRule", arguments=arguments)
    )
    assert await published(client, uri, 1) == []
    assert (tmp_path / "unpushy.toml").read_text(encoding="utf-8") == (
        '[rules."pushy/status-demand"]\nenabled = false\nseverity = "error"\n'
    )


async def test_the_configuration_is_followed_as_it_is_edited(client: LanguageClient, tmp_path: Path) -> None:
    place = tmp_path / "unpushy.toml"
    place.write_text("", encoding="utf-8")
    await start(client, tmp_path)
    draft, settings = (tmp_path / "a.txt").as_uri(), place.as_uri()
    open_(client, draft, "Any update?\n")
    assert len(await published(client, draft, 1)) == 1
    open_(client, settings, 'ignore = ["pushy"]\n', "toml")
    assert await published(client, draft, 1) == []


async def test_a_broken_configuration_is_shown_in_its_place(client: LanguageClient, tmp_path: Path) -> None:
    place = tmp_path / "unpushy.toml"
    place.write_text("", encoding="utf-8")
    await start(client, tmp_path)
    open_(client, place.as_uri(), 'profile = "internal"\nselekt = ["pushy"]\n', "toml")
    [found] = await published(client, place.as_uri(), 1)
    assert found.range.start.line == 1
    assert found.message == "unknown key 'selekt'; did you mean 'select'?"
    assert found.severity is types.DiagnosticSeverity.Error


async def test_the_configuration_is_completed_and_explained(client: LanguageClient, tmp_path: Path) -> None:
    place = tmp_path / "unpushy.toml"
    place.write_text("", encoding="utf-8")
    await start(client, tmp_path)
    text = '\nfail-on = ""\nignore = ["pushy/status-demand"]\n'
    open_(client, place.as_uri(), text, "toml")

    async def labels(line: int, character: int) -> list[str]:
        asked = types.CompletionParams(
            types.TextDocumentIdentifier(place.as_uri()), types.Position(line, character)
        )
        found = await client.text_document_completion_async(asked)
        return [item.label for item in found or []]  # type: ignore[union-attr]

    assert "per-file-ignores" in await labels(0, 0)
    assert await labels(1, 11) == ["information", "warning", "error"]
    assert {"pushy/fear", "scolding", "all"} <= set(await labels(2, 11))
    where = types.HoverParams(types.TextDocumentIdentifier(place.as_uri()), types.Position(2, 14))
    hover = await client.text_document_hover_async(where)
    assert hover is not None
    assert "Status demand" in hover.contents.value  # type: ignore[union-attr]


async def test_a_phrase_list_is_proved_as_it_is_written(client: LanguageClient, tmp_path: Path) -> None:
    place = tmp_path / "pushy" / "our-rule.toml"
    place.parent.mkdir()
    text = 'title = "Ours"\nwhy = "A day that the writer sets presses."\n[[phrases]]\n[phrases.patterns]\n"by {dey}" = "Send it «by Monday»."\n'
    place.write_text(text, encoding="utf-8")
    await start(client, tmp_path)
    open_(client, place.as_uri(), text, "toml")
    [found] = await published(client, place.as_uri(), 1)
    assert found.range.start.line == 4
    assert "no word class is called {dey}" in found.message
    asked = types.CompletionParams(types.TextDocumentIdentifier(place.as_uri()), types.Position(4, 5))
    labels = [item.label for item in await client.text_document_completion_async(asked) or []]  # type: ignore[union-attr]
    assert {"any", "weekday"} <= set(labels)


async def test_the_clients_settings_go_over_the_files(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "unpushy.toml").write_text('ignore = ["pushy"]\n', encoding="utf-8")
    client.set_configuration({"ignore": ["passive"], "server": {"path": "x"}}, section="unpushy")
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, DRAFT)
    for _ in range(10 * LONGEST_WAIT):  # at first, perhaps, what the file alone says
        if codes(list(client.diagnostics.get(uri, ()))) == ["pushy/status-demand"]:
            break
        await asyncio.sleep(0.1)
    assert codes(list(client.diagnostics[uri])) == ["pushy/status-demand"]


async def test_comments_that_ignore_nothing_are_said(client: LanguageClient, tmp_path: Path) -> None:
    await start(client, tmp_path)
    open_(client, "untitled:a", "Thank you. <!-- unpushy: ignore[pushy] -->\n", "markdown")
    [found] = await published(client, "untitled:a", 1)
    assert found.code == "unused-suppression"
    assert list(found.tags or ()) == [types.DiagnosticTag.Unnecessary]


async def test_a_finding_is_kept_by_a_comment(client: LanguageClient, tmp_path: Path) -> None:
    await start(client, tmp_path)
    open_(client, "untitled:a", "Any update?\n", "markdown")
    [found] = await published(client, "untitled:a", 1)
    offered = await actions(client, "untitled:a", found.range)
    keep = next(one for one in offered if one.title.startswith("Keep this one"))
    [edit] = changes(keep.edit)
    assert edit.new_text == " <!-- unpushy: ignore[pushy/status-demand] -->"
    assert edit.range.start == types.Position(0, 11)


async def test_the_workspace_is_linted_with_progress(client: LanguageClient, tmp_path: Path) -> None:
    for name in ("a.txt", "b.eml"):
        (tmp_path / name).write_text("Subject: Hello\n\nAny update?\n", encoding="utf-8")
    await start(client, tmp_path)
    command = types.ExecuteCommandParams("unpushy.server.lintWorkspace")
    assert await client.workspace_execute_command_async(command) == {"files": 2, "findings": 2}
    [reports] = client.progress_reports.values()
    assert isinstance(reports[0], types.WorkDoneProgressBegin)
    assert isinstance(reports[-1], types.WorkDoneProgressEnd)


async def test_rules_and_configuration_are_shown(client: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "unpushy.toml").write_text('profile = "outreach"\n', encoding="utf-8")
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, "Hello.\n")
    explain = types.ExecuteCommandParams(
        "unpushy.server.explainRule", arguments=[{"rule": "pushy/fear", "uri": uri}]
    )
    assert str(await client.workspace_execute_command_async(explain)).startswith("# pushy/fear: ")
    show = types.ExecuteCommandParams("unpushy.server.showConfiguration", arguments=[{"uri": uri}])
    assert f'profile = "outreach"  # {tmp_path / "unpushy.toml"}:1' in str(
        await client.workspace_execute_command_async(show)
    )
    bad = types.ExecuteCommandParams("unpushy.server.explainRule", arguments=[{"rule": "pushy/none"}])
    with pytest.raises(JsonRpcException, match="no rule is called"):
        await client.workspace_execute_command_async(bad)


async def test_a_configuration_that_is_being_typed_gives_diagnostics_and_no_messages(
    client: LanguageClient, tmp_path: Path
) -> None:
    await start(client, tmp_path)
    draft, configuration = (tmp_path / "a.txt").as_uri(), (tmp_path / "unpushy.toml").as_uri()
    (tmp_path / "unpushy.toml").write_text("", encoding="utf-8")
    open_(client, configuration, "ignroe = 1\n", "toml")
    [mistake] = await published(client, configuration, 1)
    assert mistake.message.startswith("unknown key 'ignroe'")
    open_(client, draft, "Any update?\n")
    assert codes(await published(client, draft, 1)) == ["pushy/status-demand"]
    assert client.messages == []


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
    client: LanguageClient, tmp_path: Path, name: str, text: str, read: bool, note: str
) -> None:
    await start(client, tmp_path)
    uri = (tmp_path / name).as_uri()
    open_(client, uri, text)
    command = types.ExecuteCommandParams("unpushy.server.state", arguments=[{"uri": uri}])
    answer = await client.workspace_execute_command_async(command)
    assert (answer["read"], answer["note"]) == (read, note)  # type: ignore[index]


async def test_folders_have_configurations_of_their_own(client: LanguageClient, tmp_path: Path) -> None:
    for name, text in (("one", 'ignore = ["pushy"]\n'), ("two", 'ignore = ["passive"]\n')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "unpushy.toml").write_text(text, encoding="utf-8")
    await start(client, tmp_path)
    for name, expected in (("one", "passive/empty-opener"), ("two", "pushy/status-demand")):
        uri = (tmp_path / name / "a.txt").as_uri()
        open_(client, uri, DRAFT)
        assert codes(await published(client, uri, 1)) == [expected]


PASSIVE = "Any update?\nThe plan was sent on Monday.\n"
BOTH = ["pushy/status-demand", "passive/passive-voice"]


def configure(folder: Path, model: str) -> types.TextDocumentItem:
    """A configuration that names a pipeline, and the document that it is."""
    place, text = folder / "unpushy.toml", f'[language]\nmodel = "{model}"\n'
    place.write_text(text, encoding="utf-8")
    return types.TextDocumentItem(place.as_uri(), "toml", 1, text)


async def until(client: LanguageClient, uri: str, wanted: list[str]) -> list[types.Diagnostic]:
    """The diagnostics of a document, once the latest have these codes; two publications may come at once."""
    for _ in range(10 * LONGEST_WAIT):
        found = list(client.diagnostics.get(uri, ()))
        if uri in client.diagnostics and codes(found) == wanted:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(codes(list(client.diagnostics.get(uri, ()))))


async def told(client: LanguageClient) -> str:
    """The one message that is shown, once it has come."""
    for _ in range(10 * LONGEST_WAIT):
        if client.messages:
            break
        await asyncio.sleep(0.1)
    [message] = client.messages
    return message.message


async def test_a_pipeline_of_ones_own_is_used(client: LanguageClient, tmp_path: Path) -> None:
    load(WEIGHTS).to_disk(tmp_path / "own")
    configure(tmp_path, "own")  # a path below the configuration, wherever the server was started
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, PASSIVE)
    await until(client, uri, BOTH)
    assert client.messages == []


@pytest.mark.parametrize(
    ("model", "problem"),
    [
        ("en_not_there", "no spaCy pipeline is called 'en_not_there'"),
        ("german", "the spaCy pipeline '{folder}/german' is for the language 'de'"),
    ],
)
async def test_an_unsuitable_pipeline_is_a_problem_of_the_configuration(
    client: LanguageClient, tmp_path: Path, model: str, problem: str
) -> None:
    spacy.blank("de").to_disk(tmp_path / "german")
    configuration = configure(tmp_path, model)
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, PASSIVE)
    [shown] = await until(client, configuration.uri, ["configuration"])
    assert shown.range.start.line == 1
    assert shown.severity is types.DiagnosticSeverity.Error
    assert shown.message.startswith(problem.format(folder=tmp_path))
    await until(client, uri, BOTH)  # with unpushy's own pipeline
    assert (await told(client)).startswith("unpushy runs without your configuration until this is mended: ")


@pytest.mark.parametrize("opened", [False, True], ids=["on disk", "in the editor"])
async def test_a_pipeline_that_breaks_when_it_is_loaded_leaves_the_other_findings(
    client: LanguageClient, tmp_path: Path, opened: bool
) -> None:
    load(WEIGHTS).to_disk(tmp_path / "broken")
    (tmp_path / "broken" / "parser" / "model").write_bytes(b"")
    configuration = configure(tmp_path, "broken")
    await start(client, tmp_path)
    if opened:
        client.text_document_did_open(types.DidOpenTextDocumentParams(configuration))
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, PASSIVE)
    [shown] = await until(client, configuration.uri, ["configuration"])
    assert shown.range.start.line == 1
    assert "can't be loaded" in shown.message
    await until(client, uri, BOTH[:1])
    assert (await told(client)).startswith(
        "unpushy runs without the rules that parse sentences until this is "
    )
    configure(tmp_path, "")
    client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams([types.FileEvent(configuration.uri, types.FileChangeType.Changed)])
    )
    if opened:
        client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(configuration.uri))
        )
    assert await until(client, configuration.uri, []) == []
    await until(client, uri, BOTH)
