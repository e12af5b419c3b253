"""Which messages the server answers, and with what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from unpushy.lsp import commands
from unpushy.lsp.actions import FIX_ALL, Abilities
from unpushy.lsp.positions import OutOfRangeError
from unpushy.lsp.server import Server
from unpushy.lsp.tasks import asked
from unpushy.lsp.watching import CONFIGURING, watchers
from unpushy.lsp.workspace import lint_workspace


def new_server() -> Server:
    """A server with all of its features."""
    server = Server()
    _documents(server)
    _requests(server)
    _configuration(server)
    _session(server)
    commands.register(server)
    return server


def _session(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.documents.encoding = (
            server.protocol.workspace.position_encoding or types.PositionEncodingKind.Utf16
        )
        server.abilities = Abilities.of(params.capabilities)
        folders = [folder.uri for folder in params.workspace_folders or ()]
        if not folders and params.root_uri:
            folders = [params.root_uri]
        server.projects.folders = _paths(folders)
        server.initial_settings = _settings(params.initialization_options)
        server.projects.client = server.initial_settings
        documents = params.capabilities.text_document
        if documents and documents.diagnostic:
            server.pulls = True
            _pulling(server)

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        if (
            workspace
            and workspace.did_change_watched_files
            and workspace.did_change_watched_files.dynamic_registration
        ):
            relative = bool(workspace.did_change_watched_files.relative_pattern_support)
            options = types.DidChangeWatchedFilesRegistrationOptions([*watchers(relative=relative)])
            registration = types.Registration(
                "watched-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
            )
            await asked(server.client_register_capability_async(types.RegistrationParams([registration])))
        if (
            workspace
            and workspace.did_change_configuration
            and workspace.did_change_configuration.dynamic_registration
        ):
            registration = types.Registration(
                "settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, {"section": "unpushy"}
            )
            await asked(server.client_register_capability_async(types.RegistrationParams([registration])))
        await _fetch_settings(server)

    @server.feature(types.SHUTDOWN)
    def shutdown(_: Any) -> None:
        server.stop()

    @server.feature(types.EXIT)
    def leave(_: Any) -> None:
        server.stop()


def _documents(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = server.documents.open(params.text_document)
        server.projects.look_again(document)
        server.opened(document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        try:
            document = server.documents.change(params.text_document, params.content_changes)
        except OutOfRangeError as error:
            server.lost(params.text_document.uri, error)
        else:
            if document is not None:
                server.changed(document)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.documents.close(params.text_document.uri)
        server.closed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.endswith(".toml"):
            server.reconfigured(lists=True)
        elif document := server.documents.get(params.text_document.uri):
            server.projects.look_again(document)


def _requests(server: Server) -> None:
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=True),
    )
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        return await server.actions(params)

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        return await server.resolved(action)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        return await server.hover(params)

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["{", '"', "[", "/"])
    )
    def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        return server.completions(params)


def _pulling(server: Server) -> None:
    options = types.DiagnosticOptions(
        inter_file_dependencies=False, workspace_diagnostics=True, identifier="unpushy"
    )

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        return await server.pulled(params)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def workspace_diagnostic(
        params: types.WorkspaceDiagnosticParams,
    ) -> types.WorkspaceDiagnosticReport:
        server.pulls_workspace = True
        reports: list[types.WorkspaceDocumentDiagnosticReport] = []
        known = {previous.uri: previous.value for previous in params.previous_result_ids}
        async for report in lint_workspace(server, params.work_done_token, known):
            if params.partial_result_token is None:
                reports.append(report)
            else:
                server.protocol.notify(
                    types.PROGRESS,
                    types.ProgressParams(
                        params.partial_result_token, types.WorkspaceDiagnosticReport([report])
                    ),
                )
        return types.WorkspaceDiagnosticReport(reports)


def _configuration(server: Server) -> None:
    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def settings_changed(params: types.DidChangeConfigurationParams) -> None:
        if not await _fetch_settings(server) and isinstance(params.settings, dict):
            given = _settings(params.settings.get("unpushy", params.settings))
            server.projects.client, server.projects.client_in = given or server.initial_settings, {}
            server.reconfigured()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        changed = [change.uri for change in params.changes]
        if any(uri.endswith(CONFIGURING) for uri in changed):
            server.reconfigured(lists=True)
        server.checked.follow(changed)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = set(_paths([folder.uri for folder in params.event.removed]))
        stay = [path for path in server.projects.folders if path not in gone]
        server.projects.folders = [*stay, *_paths([folder.uri for folder in params.event.added])]
        server.reconfigured()
        await _fetch_settings(server)


async def _fetch_settings(server: Server) -> bool:
    """Ask the client for its settings, and for those of each folder; whether it could say."""
    workspace = server.client_capabilities.workspace
    if not (workspace and workspace.configuration):
        return False
    projects, folders = server.projects, [*server.projects.folders]
    items = [
        types.ConfigurationItem(scope, "unpushy")
        for scope in (None, *(from_fs_path(str(folder)) for folder in folders))
    ]
    found = await asked(server.workspace_configuration_async(types.ConfigurationParams(items)))
    if not isinstance(found, (list, tuple)) or len(found) != len(items):
        return False
    first, *own = map(_settings, found)
    general = first or server.initial_settings  # which a client that has no settings gives instead
    by_folder = {folder: one for folder, one in zip(folders, own, strict=True) if one and one != general}
    if (general, by_folder) != (projects.client, projects.client_in):
        projects.client, projects.client_in = general, by_folder
        server.reconfigured()
    return True


def _settings(given: Any) -> dict[str, Any]:
    """The client's settings; none where it gives something else."""
    return given if isinstance(given, dict) else {}


def _paths(uris: list[str]) -> list[Path]:
    return [Path(name) for uri in uris if uri.startswith("file:") and (name := to_fs_path(uri))]
