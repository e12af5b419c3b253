"""Sessions over standard input and output: a client, what it can do, and what it asks."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import ClientServerConfig, LanguageClient
from pytest_lsp.client import register_lsp_features

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


class Client(LanguageClient):
    """Notes what the server publishes, also while nobody waits for it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self._hear()

    def _hear(self, *publication: types.PublishDiagnosticsParams) -> None:
        for one in publication:
            self.published.put_nowait(one)
        self.protocol.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, self._hear)


def new_client() -> Client:
    client = Client(converter_factory=default_converter)
    register_lsp_features(client)
    return client


CONFIG = ClientServerConfig(
    server_command=[sys.executable, "-m", "unpushy", "server"],
    client_factory=new_client,
    server_env=os.environ,
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


async def start(
    client: Client, folder: Path, capabilities: types.ClientCapabilities = PUSHING, *others: Path
) -> types.InitializeResult:
    folders = [types.WorkspaceFolder(one.as_uri(), one.name) for one in (folder, *others)]
    client.capabilities = capabilities
    return await client.initialize_session(
        types.InitializeParams(capabilities, process_id=os.getpid(), workspace_folders=folders)
    )


def open_(client: Client, uri: str, text: str, language: str = "plaintext", version: int = 1) -> None:
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, version, text))
    )


async def published(client: Client, uri: str, version: int | None = None) -> list[types.Diagnostic]:
    """The next diagnostics of a document."""
    while True:
        params = await asyncio.wait_for(client.published.get(), LONGEST_WAIT)
        if params.uri == uri and version in (None, params.version):
            return list(params.diagnostics)


async def until(client: Client, uri: str, wanted: list[str]) -> list[types.Diagnostic]:
    """The diagnostics of a document, once the latest have these codes."""
    while uri not in client.diagnostics or codes(found := list(client.diagnostics[uri])) != wanted:
        await asyncio.wait_for(client.published.get(), LONGEST_WAIT)
    return found


def codes(diagnostics: list[types.Diagnostic]) -> list[str]:
    return [str(one.code) for one in diagnostics]


async def actions(
    client: Client, uri: str, place: types.Range, only: list[str] | None = None
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


async def execute(client: Client, command: str, **arguments: Any) -> Any:
    """Ask for one of the server's own commands."""
    params = types.ExecuteCommandParams(
        f"unpushy.server.{command}", arguments=[arguments] if arguments else []
    )
    return await client.workspace_execute_command_async(params)
