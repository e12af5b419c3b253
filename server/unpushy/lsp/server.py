"""The server: what the client sends in, what goes back to it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter
from pygls.uris import from_fs_path

from unpushy import __version__
from unpushy.config import cache_folder
from unpushy.formats import languages
from unpushy.lsp import authoring, convert
from unpushy.lsp.actions import FIX_ALL, Abilities, Actions
from unpushy.lsp.analysis import LONG, Analysis, Analyst
from unpushy.lsp.checked import Checked
from unpushy.lsp.documents import Documents, Snapshot, path_of
from unpushy.lsp.pages import Pages
from unpushy.lsp.positions import OutOfRangeError
from unpushy.lsp.projects import Problem, Project, Projects
from unpushy.lsp.protocol import Protocol

logger = logging.getLogger(__name__)


class Server(LanguageServer):
    """One client's session: its documents, their projects, and what was found in them."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("unpushy", __version__, protocol_cls=Protocol, converter_factory=default_converter)
        self.documents = Documents()
        self.projects = Projects(self._buffered)
        self.analyst = Analyst(self.documents, self.projects, self.wants, self._analysed)
        self.pages = Pages(cache_folder())
        self.abilities = Abilities()
        self.initial_settings: dict[str, Any] = {}
        """Those that the client gave when it started the server."""
        self.pulls = False
        """Whether the client asks for diagnostics itself."""
        self.chosen: dict[str, bool] = {}
        """Documents that the user has turned on or off, by URI."""
        self._published: set[str] = set()
        """Documents whose diagnostics the client shows, by URI."""
        self.checked = Checked(self)
        self.pulls_workspace = False
        """Whether the client has asked for the diagnostics of all drafts itself."""
        self.protocol.on_unreadable = lambda uri: self.lost(uri, "it can't be read")
        self._said: set[str] = set()
        """Messages that were shown; none comes twice."""

    # What is linted

    def wants(self, document: Snapshot, project: Project) -> bool:
        """Whether a document is linted: by the user's word, else if it can be mail."""
        chosen = self.chosen.get(document.uri)
        if chosen is not None:
            return chosen
        path = document.path
        if path is None or document.language in {"mail", "email", "eml"}:
            return document.language in languages()
        return project.wants(path)

    def _buffered(self, path: Path) -> str | None:
        document = self.documents.at(path)
        return document.text if document else None

    # Documents

    def opened(self, document: Snapshot) -> None:
        self.checked.opened(document.uri)
        if authoring.is_authored(document):
            self._configured(document)
        elif self.pulls and document.uri in self._published:  # by a check of the workspace
            self.publish(document.uri, None, [])
        if len(document.text) > 10 * LONG:
            self.say(types.MessageType.Info, "This is a long document; unpushy reads it in the background.")
        self._lint(document.uri)

    def changed(self, document: Snapshot) -> None:
        if authoring.is_authored(document):
            self._configured(document)
        self._lint(document.uri)

    def closed(self, uri: str) -> None:
        self.analyst.forget(uri)
        self.chosen.pop(uri, None)
        if authoring.is_configuration(path_of(uri)):  # what was not saved is void
            self.reconfigured()
        if not self.checked.follow([uri]) and uri in self._published:
            self.publish(uri, None, [])

    def _lint(self, uri: str) -> None:
        document = self.documents.get(uri)
        if document is not None and not document.uri.endswith(".toml"):
            self.analyst.changed(uri)

    def _configured(self, document: Snapshot) -> None:
        """A configuration or phrase list was opened or edited: prove it, and lint anew by it."""
        if not self.pulls:
            self.publish(document.uri, document.version, self._problems(document))
        if authoring.is_configuration(document.path):
            self.reconfigured()

    def _problems(self, document: Snapshot) -> list[types.Diagnostic]:
        return authoring.problems(document, self.projects.of(document).rules.ids())

    def reconfigured(self, *, lists: bool = False) -> None:
        """Read configurations again, and lint open documents by them."""
        self.projects.forget(lists=lists)
        for uri in [uri for uri in self._published if uri.endswith(".toml")]:
            if self.documents.get(uri) is None:  # of a problem that may be mended
                self.publish(uri, None, [])
        for document in self.documents:
            self._lint(document.uri)
        self.checked.follow()
        if self.pulls and self._can_refresh():
            self.workspace_diagnostic_refresh(None)

    def _can_refresh(self) -> bool:
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)

    # Findings

    def _analysed(self, analysis: Analysis) -> None:
        problem = analysis.project.problem
        if problem:
            self._say_problem(problem)
        if analysis.note:
            logger.info("%s", analysis.note)
        if self.pulls:
            if analysis.settled and self._can_refresh():
                self.workspace_diagnostic_refresh(None)
        elif not authoring.is_authored(analysis.document):  # whose diagnostics say what is wrong with it
            self.publish(analysis.document.uri, analysis.document.version, self.diagnostics(analysis))
        self.pages.write(analysis.project, {finding.rule for finding in analysis.findings})

    def diagnostics(self, analysis: Analysis) -> list[types.Diagnostic]:
        return convert.diagnostics(analysis, self.pages.link if self._opens_pages() else None)

    def _opens_pages(self) -> bool:
        documents = self.client_capabilities.text_document
        publish = documents.publish_diagnostics if documents else None
        pull = documents.diagnostic if documents else None
        return bool(
            (publish and publish.code_description_support) or (pull and pull.code_description_support)
        )

    def publish(self, uri: str, version: int | None, diagnostics: Sequence[types.Diagnostic]) -> None:
        """Show diagnostics in place of a document's earlier ones."""
        (self._published.add if diagnostics else self._published.discard)(uri)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, list(diagnostics), version)
        )

    def _say_problem(self, problem: Problem) -> None:
        document = self.documents.at(problem.path)
        uri = document.uri if document else from_fs_path(str(problem.path)) or ""
        if document is not None and not problem.late:
            return  # its own diagnostics say so; whoever types needs no message at each key
        if problem.path.is_file():
            line = types.Position(problem.line - 1, 0)
            shown = types.Diagnostic(
                types.Range(line, line),
                problem.text,
                types.DiagnosticSeverity.Error,
                "configuration",
                source=convert.SOURCE,
            )
            self.publish(uri, None, [shown])
        missing = "the rules that parse sentences" if problem.late else "your configuration"
        self.say(
            types.MessageType.Warning,
            f"unpushy runs without {missing} until this is mended: "
            f"{problem.path}:{problem.line}: {problem.text}",
        )

    def say(self, kind: types.MessageType, message: str) -> None:
        """Show a message, once a session."""
        if message not in self._said:
            self._said.add(message)
            self.window_show_message(types.ShowMessageParams(kind, message))

    def lost(self, uri: str, why: object) -> None:
        """An edit made no sense: the document's text is not known any more."""
        logger.error("an edit makes no sense (%s): the document is dropped", why)
        self.documents.lose(uri)
        self.analyst.forget(uri)
        self.publish(uri, None, [])
        self.say(
            types.MessageType.Warning,
            "unpushy lost track of a document after an edit that did not fit it; close and open it again.",
        )

    # Requests

    async def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        analysis = await self.analyst.current(params.text_document.uri, rewrites=True)
        if analysis is None:
            return []
        try:
            span = analysis.document.positions.span(params.range)
        except OutOfRangeError as error:
            raise JsonRpcInvalidParams(str(error)) from error
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        automatic = params.context.trigger_kind is types.CodeActionTriggerKind.Automatic
        found = list(Actions(analysis, self.abilities).at(span, only))
        return [action for action in found if not automatic or action.kind != FIX_ALL or only]

    async def resolved(self, action: types.CodeAction) -> types.CodeAction:
        """An action with its edit. Raises an error of the protocol where its document has changed since."""
        data = action.data
        if action.edit is not None or not isinstance(data, dict):
            return action
        analysis = await self.analyst.current(str(data.get("uri")), rewrites=True)
        if analysis is None or analysis.document.version != data.get("version"):
            raise stale()
        made = Actions(analysis, self.abilities)
        try:
            edits, fill = made.edits_of(data)
        except (LookupError, ValueError, TypeError) as error:
            raise stale() from error
        action.edit = made.edit(edits, fill=fill)
        return action

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return None
        if authoring.is_authored(document):
            try:
                text = authoring.hover(document, params.position, self.projects.of(document))
            except OutOfRangeError:
                return None
            return types.Hover(convert.markup(text, self.client_capabilities)) if text else None
        analysis = await self.analyst.current(document.uri, rewrites=True)
        if analysis is None:
            return None
        positions = analysis.document.positions
        try:
            at = positions.offset(params.position)
        except OutOfRangeError:
            return None
        here = [finding for finding in analysis.findings if finding.span.start <= at <= finding.span.end]
        if not here:
            return None
        loop = asyncio.get_running_loop()
        cards = [
            await loop.run_in_executor(None, self.pages.card, analysis.project, one.rule) for one in here
        ]
        text = "\n\n---\n\n".join(convert.hover(one, card) for one, card in zip(here, cards, strict=True))
        content = convert.markup(text, self.client_capabilities)
        return types.Hover(content, positions.range(here[0].span))

    def completions(self, params: types.CompletionParams) -> list[types.CompletionItem]:
        document = self.documents.get(params.text_document.uri)
        if document is None or not authoring.is_authored(document):
            return []
        try:
            return authoring.completions(document, params.position, self.projects.of(document))
        except OutOfRangeError:
            return []

    async def pulled(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        document = self.documents.get(params.text_document.uri)
        if document is not None and authoring.is_authored(document):
            return types.RelatedFullDocumentDiagnosticReport(self._problems(document))
        settled = not self._can_refresh()  # else what needs a parse comes later
        analysis = await self.analyst.current(params.text_document.uri, settled=settled)
        found = self.diagnostics(analysis) if analysis else []
        identity = analysis.identity if analysis else None
        if identity is not None and params.previous_result_id == identity:
            return types.RelatedUnchangedDocumentDiagnosticReport(identity)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=identity)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong, without the text of drafts; broken JSON is answered."""
        logger.error("%s: %s", type(error).__name__, source.__name__ if isinstance(source, type) else source)
        self.protocol.refuse_unreadable(error)

    def stop(self) -> None:
        """Drop what is being done, so that the process can end."""
        self.analyst.close()
        self.pages.close()


def stale() -> JsonRpcException:
    """The error for what was made for another version of a document."""
    return JsonRpcException("the document has changed since", types.LSPErrorCodes.ContentModified.value)
