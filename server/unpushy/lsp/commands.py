"""Commands: what a client can ask for by name."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.uris import from_fs_path

from unpushy.config_edits import Change, change, changed, undone, with_dismissal, with_rule_off
from unpushy.errors import ConfigError
from unpushy.lsp.actions import DISABLE, DISMISS
from unpushy.lsp.convert import document_edit, plain_edit
from unpushy.lsp.documents import Snapshot, path_of, whole
from unpushy.lsp.projects import Project
from unpushy.lsp.server import Server
from unpushy.lsp.tasks import asked
from unpushy.lsp.workspace import lint_workspace
from unpushy.page import markdown
from unpushy.places import FILE_NAME
from unpushy.text import Edit

logger = logging.getLogger(__name__)
_REVIEW = 60.0
"""Seconds in which a user may look at an edit before it is made."""


@dataclass
class _Undo:
    """What the last changes of the configuration were."""

    changes: list[Change] = field(default_factory=list)


def register(server: Server) -> None:
    """Make the commands known to a server."""
    undo = _Undo()

    @server.command(DISMISS)
    async def dismiss(arguments: dict[str, Any]) -> dict[str, str] | None:
        rule, fingerprint = _text(arguments, "rule"), _text(arguments, "fingerprint")
        return await _configure(
            server,
            undo,
            _text(arguments, "uri"),
            lambda text, name: with_dismissal(text, name, rule, fingerprint),
            "Dismissed",
        )

    @server.command(DISABLE)
    async def disable(arguments: dict[str, Any]) -> dict[str, str] | None:
        rule = _text(arguments, "rule")
        return await _configure(
            server,
            undo,
            _text(arguments, "uri"),
            lambda text, name: with_rule_off(text, name, rule),
            f"{rule} is off",
        )

    @server.command("unpushy.server.undo")
    def undo_last() -> bool:
        """Take back the last change of the configuration."""
        if not undo.changes:
            return False
        last = undo.changes.pop()
        try:
            done = undone(last)
        except OSError as error:
            _say(server, types.MessageType.Error, _unchanged(last.path, error))
            return False
        server.reconfigured()
        return done

    @server.command("unpushy.server.explainRule")
    def explain(arguments: dict[str, Any]) -> str:
        project = _project(server, arguments)
        try:
            return markdown(server.pages.card(project, _text(arguments, "rule")))
        except LookupError as error:
            raise JsonRpcInvalidParams(f"no rule is called {error}") from error

    @server.command("unpushy.server.showConfiguration")
    def show(arguments: dict[str, Any]) -> str:
        project = _project(server, arguments)
        return project.config.told(project.files)

    @server.command("unpushy.server.lintDocument")
    def lint_document(arguments: dict[str, Any]) -> None:
        """Lint a document whatever it is, or leave it alone: ``on`` is true or false."""
        uri = _text(arguments, "uri")
        server.chosen[uri] = bool(arguments.get("on", True))
        server.reconfigured()

    @server.command("unpushy.server.state")
    async def state(arguments: dict[str, Any]) -> dict[str, Any]:
        """Whether a document is read, and if it should be and is not, why: for a client's status line."""
        analysis = await server.analyst.current(_text(arguments, "uri"))
        read = analysis is not None and analysis.email is not None and not analysis.note
        return {"read": read, "note": analysis.note if analysis else ""}

    @server.command("unpushy.server.lintWorkspace")
    async def workspace() -> dict[str, int]:
        """Lint all drafts of the workspace, and publish what is found."""
        findings: dict[str, int] = {}
        async for report in lint_workspace(server, announced=True):
            if isinstance(report, types.WorkspaceFullDocumentDiagnosticReport):
                findings[report.uri] = len(report.items)
                # Open ones are shown already, and a client that pulls all shows them itself.
                if server.documents.get(report.uri) is None and not server.pulls_workspace:
                    server.publish(report.uri, None, report.items)
        if not server.pulls_workspace:
            server.checked.show(set(findings))
        return {"files": len(findings), "findings": sum(findings.values())}

    @server.command("unpushy.server.reload")
    def reload() -> None:
        """Read configuration and phrase lists again."""
        server.reconfigured(lists=True)


async def _configure(
    server: Server, undo: _Undo, uri: str, make: Callable[[str, str], str], done: str
) -> dict[str, str] | None:
    """Change the configuration of a document's project: in the editor where that has the file open."""
    project = _project(server, {"uri": uri})
    own = [path for path in project.files if path.parent == project.folder]
    path = own[-1] if own else project.folder / FILE_NAME
    open_file = server.documents.at(path)
    try:
        if open_file is not None:
            text = changed(path, open_file.text, lambda text: make(text, path.name))
            await _replace(server, open_file, text, f"{done} in {path.name}")
        else:
            made = await asyncio.get_running_loop().run_in_executor(
                None, change, path, lambda text: make(text, path.name)
            )
            undo.changes.append(made)
            server.reconfigured()
    except (OSError, ConfigError) as error:
        problem = _unchanged(path, error) if isinstance(error, OSError) else str(error)
        _say(server, types.MessageType.Error, problem)
        return None
    _say(server, types.MessageType.Info, f"{done}; written to {path}")
    return {"uri": from_fs_path(str(path)) or "", "path": str(path)}


async def _replace(server: Server, document: Snapshot, text: str, label: str) -> None:
    """Replace a document's text in the editor. Raises ``ConfigError`` where that does not do it."""
    edit = document_edit(document, [Edit(whole(document), text)])
    params = types.ApplyWorkspaceEditParams(edit if server.abilities.versioned else plain_edit(edit), label)
    answer = await asked(server.workspace_apply_edit_async(params), _REVIEW)
    if answer is None or not answer.applied:
        raise ConfigError(f"{document.path}: the editor has not changed it; save it, and try again")


def _say(server: Server, kind: types.MessageType, message: str) -> None:
    server.window_show_message(types.ShowMessageParams(kind, message))


def _unchanged(path: Path, error: OSError) -> str:
    return f"{path}: can't be changed: {error.strerror}"


def _project(server: Server, arguments: dict[str, Any]) -> Project:
    uri = str(arguments.get("uri", ""))
    document, path = server.documents.get(uri), path_of(uri)
    if document is None and path is not None:
        return server.projects.at(path.parent)
    return server.projects.of(document) if document else server.projects.at(Path.cwd())


def _text(arguments: dict[str, Any], key: str) -> str:
    value = arguments.get(key)
    if not isinstance(value, str):
        raise JsonRpcInvalidParams(f"{key} must be text, not {value!r}")
    return value
