"""The configuration in a session: read, followed as it is edited, changed on request, and the client's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from sessions import (
    DRAFT,
    PUSHING,
    Client,
    changes,
    codes,
    execute,
    open_,
    published,
    start,
    until,
)


async def test_a_dismissal_is_written_takes_effect_and_is_undone(client: Client, tmp_path: Path) -> None:
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, "Any update?\n")
    [found] = await published(client, uri, 1)
    data = found.data
    assert isinstance(data, dict)
    await execute(client, "dismiss", uri=uri, rule=found.code, fingerprint=data["fingerprint"])
    assert await published(client, uri, 1) == []
    written = (tmp_path / "unpushy.toml").read_text(encoding="utf-8")
    assert written == f'[[dismissed]]\nrule = "pushy/status-demand"\nfingerprint = "{data["fingerprint"]}"\n'
    assert "Any update" not in written
    assert await execute(client, "undo") is True
    assert codes(await published(client, uri, 1)) == ["pushy/status-demand"]
    assert not (tmp_path / "unpushy.toml").exists()


async def test_a_rule_is_turned_off(client: Client, tmp_path: Path) -> None:
    (tmp_path / "unpushy.toml").write_text(
        '[rules."pushy/status-demand"]\nseverity = "error"\n', encoding="utf-8"
    )
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, "Any update?\n")
    [found] = await published(client, uri, 1)
    assert found.severity is types.DiagnosticSeverity.Error
    await execute(client, "disableRule", uri=uri, rule="pushy/status-demand")
    assert await published(client, uri, 1) == []
    assert (tmp_path / "unpushy.toml").read_text(encoding="utf-8") == (
        '[rules."pushy/status-demand"]\nenabled = false\nseverity = "error"\n'
    )


async def test_the_configuration_is_followed_as_it_is_edited(client: Client, tmp_path: Path) -> None:
    place = tmp_path / "unpushy.toml"
    place.write_text("", encoding="utf-8")
    await start(client, tmp_path)
    draft, settings = (tmp_path / "a.txt").as_uri(), place.as_uri()
    open_(client, draft, "Any update?\n")
    assert len(await published(client, draft, 1)) == 1
    open_(client, settings, 'ignore = ["pushy"]\n', "toml")
    assert await published(client, draft, 1) == []


async def test_a_broken_configuration_is_shown_in_its_place(client: Client, tmp_path: Path) -> None:
    place = tmp_path / "unpushy.toml"
    place.write_text("", encoding="utf-8")
    await start(client, tmp_path)
    open_(client, place.as_uri(), 'profile = "internal"\nselekt = ["pushy"]\n', "toml")
    [found] = await published(client, place.as_uri(), 1)
    assert found.range.start.line == 1
    assert found.message == "unknown key 'selekt'; did you mean 'select'?"
    assert found.severity is types.DiagnosticSeverity.Error


async def test_a_request_for_actions_leaves_its_mistakes_in_place(client: Client, tmp_path: Path) -> None:
    place, draft = tmp_path / "unpushy.toml", (tmp_path / "a.txt").as_uri()
    place.write_text("", encoding="utf-8")
    await start(client, tmp_path)
    open_(client, place.as_uri(), 'selekt = ["pushy"]\n', "toml")
    assert len(await published(client, place.as_uri(), 1)) == 1
    start_of_file = types.Range(types.Position(0, 0), types.Position(0, 0))
    asked = types.CodeActionParams(
        types.TextDocumentIdentifier(place.as_uri()), start_of_file, types.CodeActionContext([])
    )
    assert not await client.text_document_code_action_async(asked)
    open_(client, draft, "Any update?\n")
    heard = [await client.published.get()]
    while heard[-1].uri != draft:
        heard.append(await client.published.get())
    assert [one.diagnostics for one in heard if one.uri == place.as_uri()] == []


async def test_its_mistakes_are_pulled_where_the_client_pulls(client: Client, tmp_path: Path) -> None:
    place = tmp_path / "unpushy.toml"
    place.write_text("", encoding="utf-8")
    pulling = types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities())
    await start(client, tmp_path, types.ClientCapabilities(text_document=pulling))
    open_(client, place.as_uri(), 'selekt = ["pushy"]\n', "toml")
    asked = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(place.as_uri()))
    report = await client.text_document_diagnostic_async(asked)
    assert [one.message for one in report.items] == ["unknown key 'selekt'; did you mean 'select'?"]  # type: ignore[union-attr]
    assert client.published.empty()


async def test_the_configuration_is_completed_and_explained(client: Client, tmp_path: Path) -> None:
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


async def test_a_phrase_list_is_proved_as_it_is_written(client: Client, tmp_path: Path) -> None:
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


async def test_the_clients_settings_go_over_the_files(client: Client, tmp_path: Path) -> None:
    (tmp_path / "unpushy.toml").write_text('ignore = ["pushy"]\n', encoding="utf-8")
    client.set_configuration({"ignore": ["passive"], "server": {"path": "x"}}, section="unpushy")
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, DRAFT)
    await until(client, uri, ["pushy/status-demand"])


async def test_folders_have_settings_of_their_own_in_the_client(client: Client, tmp_path: Path) -> None:
    one, two, new = (tmp_path / name for name in ("one", "two", "new"))
    for folder, ignored in ((one, "passive"), (two, "pushy"), (new, "pushy")):
        client.set_configuration({"ignore": [ignored]}, section="unpushy", scope_uri=folder.as_uri())
    await start(client, one, PUSHING, two)
    for folder, expected in ((one, "pushy/status-demand"), (two, "passive/empty-opener")):
        uri = (folder / "a.txt").as_uri()
        open_(client, uri, DRAFT)
        await until(client, uri, [expected])
    event = types.WorkspaceFoldersChangeEvent([types.WorkspaceFolder(new.as_uri(), "new")], [])
    client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
    uri = (new / "a.txt").as_uri()
    open_(client, uri, DRAFT)
    await until(client, uri, ["passive/empty-opener"])


async def test_rules_and_configuration_are_shown(client: Client, tmp_path: Path) -> None:
    (tmp_path / "unpushy.toml").write_text('profile = "outreach"\n', encoding="utf-8")
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, "Hello.\n")
    page = await execute(client, "explainRule", rule="pushy/fear", uri=uri)
    assert page.startswith("# pushy/fear: ")
    shown = await execute(client, "showConfiguration", uri=uri)
    assert f'profile = "outreach"  # {tmp_path / "unpushy.toml"}:1' in shown
    with pytest.raises(JsonRpcException, match="no rule is called"):
        await execute(client, "explainRule", rule="pushy/none")


async def test_a_configuration_that_is_being_typed_gives_diagnostics_and_no_messages(
    client: Client, tmp_path: Path
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


async def test_folders_have_configurations_of_their_own(client: Client, tmp_path: Path) -> None:
    for name, text in (("one", 'ignore = ["pushy"]\n'), ("two", 'ignore = ["passive"]\n')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "unpushy.toml").write_text(text, encoding="utf-8")
    await start(client, tmp_path)
    for name, expected in (("one", "passive/empty-opener"), ("two", "pushy/status-demand")):
        uri = (tmp_path / name / "a.txt").as_uri()
        open_(client, uri, DRAFT)
        assert codes(await published(client, uri, 1)) == [expected]


@pytest.mark.parametrize("is_open", [False, True], ids=["on disk", "in the editor"])
async def test_a_configuration_that_has_no_room_stays_as_it_is(
    client: Client, tmp_path: Path, is_open: bool
) -> None:
    place = tmp_path / "unpushy.toml"
    place.write_text("dismissed = []\n", encoding="utf-8")
    await start(client, tmp_path)
    if is_open:
        open_(client, place.as_uri(), "dismissed = []\n", "toml")
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, "Any update?\n")
    assert await execute(client, "dismiss", uri=uri, rule="pushy/fear", fingerprint="0" * 16) is None
    assert place.read_text(encoding="utf-8") == "dismissed = []\n"
    [said] = client.messages
    assert said.type is types.MessageType.Error
    assert "edit it by hand" in said.message


@pytest.mark.parametrize("versioned", [False, True])
@pytest.mark.parametrize("applied", [False, True])
async def test_an_open_configuration_is_changed_in_the_editor(
    client: Client, tmp_path: Path, versioned: bool, applied: bool
) -> None:
    asked: list[types.ApplyWorkspaceEditParams] = []

    @client.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        asked.append(params)
        return types.ApplyWorkspaceEditResult(applied)

    place = tmp_path / "unpushy.toml"
    place.write_text("", encoding="utf-8")
    workspace_edit = types.WorkspaceEditClientCapabilities(document_changes=versioned)
    workspace = types.WorkspaceClientCapabilities(apply_edit=True, workspace_edit=workspace_edit)
    await start(client, tmp_path, types.ClientCapabilities(workspace=workspace))
    open_(client, place.as_uri(), "# mine\r\n", "toml")
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, "Any update?\n")
    answer = await execute(client, "disableRule", uri=uri, rule="pushy/status-demand")
    assert (answer is not None) == applied
    [params] = asked
    edits = changes(params.edit) if versioned else (params.edit.changes or {})[place.as_uri()]
    assert [one.new_text for one in edits] == [
        '# mine\r\n\r\n[rules."pushy/status-demand"]\r\nenabled = false\r\n'
    ]
    assert place.read_text(encoding="utf-8") == ""
    assert client.messages[0].type is (types.MessageType.Info if applied else types.MessageType.Error)
