"""Lints the drafts of the workspace's folders, open or not, with progress."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import from_fs_path

from unpushy.drafts import Item
from unpushy.formats import UnreadableDraft, read
from unpushy.lsp.analysis import Analysis, analysed
from unpushy.lsp.documents import Snapshot
from unpushy.lsp.positions import Positions
from unpushy.lsp.tasks import asked

if TYPE_CHECKING:
    from unpushy.lsp.server import Server

logger = logging.getLogger(__name__)


async def lint_workspace(
    server: Server,
    token: types.ProgressToken | None = None,
    known: Mapping[str, str] | None = None,
    *,
    announced: bool = False,
) -> AsyncIterator[types.WorkspaceDocumentDiagnosticReport]:
    """A report of each draft in the workspace's folders; ``known`` are result ids by URI.

    Shows progress under the client's token; if it is to be ``announced``, under one of ours where there is
    none. Ends early where the user cancels that.
    """
    loop = asyncio.get_running_loop()
    items = await loop.run_in_executor(None, _items, server)
    if announced and token is None:
        token = await _announced(server)
    progress = _Progress(server, token, len(items))
    try:
        for number, item in enumerate(items):
            if progress.cancelled:
                break
            progress.report(number, Path(item.path).name)
            document = server.documents.at(Path(item.path))
            uri = document.uri if document else from_fs_path(item.path) or ""
            if document is not None:
                analysis = await server.analyst.current(uri, settled=True)
            else:
                before = (known or {}).get(uri)
                analysis = await loop.run_in_executor(None, read_and_lint, server, item, uri, before)
            if analysis is None:
                continue
            yield _report(server, analysis, (known or {}).get(uri))
    finally:
        progress.end()


def _items(server: Server) -> list[Item]:
    """The files of the folders that are drafts; messages of mailboxes can't be opened in an editor."""
    found = [
        item
        for folder in server.projects.folders
        for item in server.projects.at(folder)
        .selection()
        .items(folder, lambda error: logger.warning("%s", error))
        if item.stop is None
    ]
    return list({item.path: item for item in found}.values())


def read_and_lint(server: Server, item: Item, uri: str, before: str | None = None) -> Analysis | None:
    """What is found in a file; None where it can't be read.

    Without findings where that is still what has ``before`` as its result id.
    """
    project = server.projects.at(Path(item.path).parent)
    try:
        text = read(item.read(), item.path).source.text
    except (OSError, UnreadableDraft) as error:
        logger.warning("%s: %s", item.path, error)
        return None
    document = Snapshot(uri, "", 0, 0, text, Positions(text, server.documents.encoding))
    bare = Analysis(document, project, server.projects.generation)
    return bare if bare.identity == before else analysed(document, project, bare.generation)


def _report(
    server: Server, analysis: Analysis, previous: str | None
) -> types.WorkspaceDocumentDiagnosticReport:
    document, identity = analysis.document, analysis.identity
    version = document.version if document.is_open else None
    if previous == identity:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(document.uri, identity, version)
    return types.WorkspaceFullDocumentDiagnosticReport(
        document.uri, server.diagnostics(analysis), version=version, result_id=identity
    )


async def _announced(server: Server) -> types.ProgressToken | None:
    """A token for progress, where the client shows that and takes the token."""
    window = server.client_capabilities.window
    if not (window and window.work_done_progress):
        return None
    token, progress = str(uuid.uuid4()), server.work_done_progress
    await asked(progress.create_async(token))
    return token if token in progress.tokens else None


class _Progress:
    """Work-done progress under a token, if there is one."""

    def __init__(self, server: Server, token: types.ProgressToken | None, count: int) -> None:
        self._server, self._token, self._count = server, token, count
        if token is not None:
            begin = types.WorkDoneProgressBegin("Reading drafts", cancellable=True, percentage=0)
            server.work_done_progress.begin(token, begin)

    @property
    def cancelled(self) -> bool:
        future = self._server.work_done_progress.tokens.get(self._token) if self._token is not None else None
        return future is not None and future.cancelled()

    def report(self, number: int, name: str) -> None:
        if self._token is not None:
            percentage = 100 * number // max(self._count, 1)
            self._server.work_done_progress.report(
                self._token, types.WorkDoneProgressReport(message=name, percentage=percentage)
            )

    def end(self) -> None:
        if self._token is not None:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())
            self._server.work_done_progress.tokens.pop(self._token, None)
