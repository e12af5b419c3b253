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
    """The drafts of the last check; those that are open are shown as they are typed.

    They are kept by path: clients spell URIs in ways of their own.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._shown: dict[Path, str] = {}
        """The URI that each is shown under."""
        self._due: dict[Path, None] = {}
        self._running = Tasks()

    def show(self, uris: Iterable[str]) -> None:
        """These are shown now; what an earlier check has shown besides is looked at again."""
        shown = {path: uri for uri in uris if (path := path_of(uri))}
        before = [uri for path, uri in self._shown.items() if path not in shown]
        for path, uri in shown.items():
            self._put(path, uri)
        self.follow(before)

    def opened(self, uri: str) -> None:
        """A document was opened: what is shown of it is under its own URI from now on."""
        path = path_of(uri)
        if path is not None and path in self._shown:
            self._put(path, uri)

    def _put(self, path: Path, uri: str) -> None:
        before = self._shown.get(path, uri)
        self._shown[path] = uri
        if before != uri:
            self._server.publish(before, None, [])

    def follow(self, uris: Iterable[str] | None = None) -> bool:
        """Lint those of these files, or of all, that are shown; returns whether one is."""
        named = self._shown if uris is None else map(path_of, uris)
        due = {path: None for path in named if path is not None and path in self._shown}
        self._due.update(due)
        if due and not self._running.get(""):
            self._running.start("", self._follow())
        return bool(due)

    async def _follow(self) -> None:
        await asyncio.sleep(PAUSE)  # one save may be told of in several messages
        while self._due:
            path = next(iter(self._due))
            del self._due[path]
            uri = self._shown[path]
            found = await asyncio.get_running_loop().run_in_executor(None, self._found, path, uri)
            if self._server.documents.at(path) is not None or path in self._due:
                continue
            if found is None:
                del self._shown[path]
            self._server.publish(uri, None, self._server.diagnostics(found) if found else [])

    def _found(self, path: Path, uri: str) -> Analysis | None:
        """What is found in a file; None where it is gone, or no draft any more."""
        server = self._server
        project = server.projects.at(path.parent)
        project.look_again(path)
        if not (path.is_file() and project.wants(path)):
            return None
        return read_and_lint(server, Item(str(path), str(path)), uri)
