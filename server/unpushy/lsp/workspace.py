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

if TYPE_CHECKING:
    from unpushy.lsp.server import Server

logger = logging.getLogger(__name__)


async def lint_workspace(
    server: Server, token: types.ProgressToken | None = None, known: Mapping[str, str] | None = None
) -> AsyncIterator[types.WorkspaceDocumentDiagnosticReport]:
    """A report of each draft in the workspace's folders; ``known`` are result ids by URI.

    Ends early where the user cancels the progress.
    """
    loop = asyncio.get_running_loop()
    items = await loop.run_in_executor(None, _items, server)
    progress = await _Progress.begun(server, token, len(items))
    try:
        for number, item in enumerate(items):
            if progress.cancelled:
                break
            progress.report(number, Path(item.path).name)
            uri = from_fs_path(item.path) or ""
            if server.documents.get(uri) is not None:
                analysis = await server.analyst.current(uri, settled=True)
            else:
                analysis = await loop.run_in_executor(None, _read_and_lint, server, item, uri)
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


def _read_and_lint(server: Server, item: Item, uri: str) -> Analysis | None:
    project = server.projects.at(Path(item.path).parent)
    try:
        text = read(item.read(), item.path).source.text
    except (OSError, UnreadableDraft) as error:
        logger.warning("%s: %s", item.path, error)
        return None
    positions = Positions(text, server.documents.encoding)
    return analysed(Snapshot(uri, "", 0, 0, text, positions), project, server.projects.generation)


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


class _Progress:
    """Work-done progress under the client's token, or one of ours where it shows those."""

    def __init__(self, server: Server, token: types.ProgressToken | None, count: int) -> None:
        self._server, self._token, self._count = server, token, count

    @classmethod
    async def begun(cls, server: Server, token: types.ProgressToken | None, count: int) -> _Progress:
        window = server.client_capabilities.window
        if token is None and window and window.work_done_progress:
            token = str(uuid.uuid4())
            await server.work_done_progress.create_async(token)
        elif token is not None:
            server.work_done_progress.tokens.setdefault(token, asyncio.get_running_loop().create_future())  # type: ignore[arg-type] # pygls keeps either kind of future
        progress = cls(server, token, count)
        if token is not None:
            begin = types.WorkDoneProgressBegin("Reading drafts", cancellable=True, percentage=0)
            server.work_done_progress.begin(token, begin)
        return progress

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
