"""Drafts that a check of the workspace has shown: what is shown of them follows their files."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from unpushy.drafts import Item
from unpushy.lsp.analysis import PAUSE, Analysis
from unpushy.lsp.documents import path_of
from unpushy.lsp.tasks import Tasks
from unpushy.lsp.workspace import read_and_lint

if TYPE_CHECKING:
    from unpushy.lsp.server import Server


class Checked:
    """The drafts of the last check, by URI; those that are open are shown as they are typed."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._shown: set[str] = set()
        self._due: dict[str, None] = {}
        self._running = Tasks()

    def show(self, uris: set[str]) -> None:
        """These are shown now; what an earlier check has shown besides is looked at again."""
        before, self._shown = self._shown, self._shown | uris
        self.follow(before - uris)

    def follow(self, uris: Iterable[str] | None = None) -> bool:
        """Lint those of these files, or of all, that are shown; returns whether one is."""
        due = dict.fromkeys(self._shown if uris is None else [uri for uri in uris if uri in self._shown])
        self._due.update(due)
        if due and not self._running.get(""):
            self._running.start("", self._follow())
        return bool(due)

    async def _follow(self) -> None:
        await asyncio.sleep(PAUSE)  # one save may be told of in several messages
        while self._due:
            uri = next(iter(self._due))
            del self._due[uri]
            found = await asyncio.get_running_loop().run_in_executor(None, self._found, uri)
            if self._server.documents.get(uri) is not None or uri in self._due:
                continue
            if found is None:
                self._shown.discard(uri)
            self._server.publish(uri, None, self._server.diagnostics(found) if found else [])

    def _found(self, uri: str) -> Analysis | None:
        """What is found in a file; None where it is gone, or no draft any more."""
        server, path = self._server, path_of(uri) or Path()
        project = server.projects.at(path.parent)
        project.look_again(path)
        if not (path.is_file() and project.wants(path)):
            return None
        return read_and_lint(server, Item(str(path), str(path)), uri)
