"""Lints documents off the event loop; of each document only the newest version counts."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import logging
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from unpushy.document import Email
from unpushy.errors import ConfigError
from unpushy.finding import Finding
from unpushy.formats import format_for, parse
from unpushy.lsp.documents import Documents, Snapshot
from unpushy.lsp.projects import Project, Projects, model_problem
from unpushy.lsp.tasks import Tasks
from unpushy.prose import unread
from unpushy.suppress import Suppression

logger = logging.getLogger(__name__)
SHORT, LONG = 10_000, 100_000
"""Code points: a shorter document is linted sooner than threads are changed, a longer one where it can't
keep others waiting."""
_SESSION = uuid4().hex[:8]
"""So that no result is taken for one of an earlier server."""
PAUSE = 0.3
"""Seconds without a change before sentences are parsed, so that typing never waits for the parser."""


@dataclass(frozen=True)
class Analysis:
    """What was found in one revision of a document."""

    document: Snapshot
    project: Project
    generation: int
    email: Email | None = None
    findings: tuple[Finding, ...] = ()
    unused: tuple[Suppression, ...] = ()
    note: str = ""
    """Why nothing was looked for."""
    settled: bool = True
    """Whether rules that need a parse have been asked, too, or need not be."""
    rewrites: bool = True
    """Whether the findings have their rewrites, which are made when an action or a hover asks for them."""

    @property
    def identity(self) -> str:
        """Names what was found: the same as long as nothing has changed."""
        document = self.document
        state = document.revision if document.is_open else _digest(document.text)
        return f"{_SESSION}.{state}.{self.generation}.{int(self.settled)}"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _where(error: Exception) -> str:
    """An error without its message: the innermost place first."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return f"{type(error).__name__} at " + ", ".join(f"{Path(f.filename).name}:{f.lineno}" for f in frames)


class SupersededError(Exception):
    """A newer version has come, or the document was closed."""


class Analyst:
    """Keeps an analysis of each document that is linted."""

    def __init__(
        self,
        documents: Documents,
        projects: Projects,
        wanted: Callable[[Snapshot, Project], bool],
        done: Callable[[Analysis], None],
    ) -> None:
        """``done`` hears, on the event loop, of each analysis that is still of use."""
        self._documents, self._projects = documents, projects
        self._wanted, self._done = wanted, done
        self._quick = ThreadPoolExecutor(1, "lint")
        self._slow = ThreadPoolExecutor(1, "lint-long")
        self._closed = False
        self._found: dict[str, Analysis] = {}
        self._rewritten: dict[str, Analysis] = {}
        self._running = Tasks()
        self._settling = Tasks()
        self._tidied: int | None = None
        """The generation of projects whose rules garbage is no longer looked for in."""

    def close(self) -> None:
        """Stop: what is being linted is dropped."""
        self._closed = True
        for pool in (self._quick, self._slow):
            pool.shutdown(wait=False, cancel_futures=True)

    def forget(self, uri: str) -> None:
        self._found.pop(uri, None)
        self._rewritten.pop(uri, None)

    def latest(self, uri: str) -> Analysis | None:
        """The analysis of the document as it is, if there is one already."""
        found = self._found.get(uri)
        return found if found is not None and self._is_current(found) else None

    def changed(self, uri: str) -> asyncio.Task[None]:
        """Lint a document again; returns the task that ends when its newest version is linted."""
        return self._running.get(uri) or self._running.start(uri, self._follow(uri))

    async def current(self, uri: str, *, settled: bool = False, rewrites: bool = False) -> Analysis | None:
        """The analysis of the newest version, waited for; None where the document is not known.

        ``settled``: with what needs a parse.
        """
        while not self._closed and self._documents.get(uri) is not None:
            found = self.latest(uri)
            if found is not None and (found.settled or not settled):
                if found.rewrites or not rewrites:
                    return found
                found = await self._with_rewrites(found)
                if self._is_current(found):
                    return found
                continue
            await asyncio.wait([self.changed(uri) if found is None else self._settle_soon(uri)])
        return None

    def _is_current(self, analysis: Analysis) -> bool:
        document = self._documents.get(analysis.document.uri)
        return (
            document is not None
            and document.revision == analysis.document.revision
            and analysis.generation == self._projects.generation
        )

    async def _follow(self, uri: str) -> None:
        """Lint the newest version by phrases until there is none newer; parse afterwards."""
        while not self._closed and (document := self._documents.get(uri)) and self.latest(uri) is None:
            await self._once(document, parsed=False)
        found = self.latest(uri)
        tidy = self._tidied == self._projects.generation
        if found is not None and not (found.settled and tidy):
            self._settle_soon(uri)

    def _settle_soon(self, uri: str) -> asyncio.Task[None]:
        return self._settling.get(uri) or self._settling.start(uri, self._settle(uri))

    async def _settle(self, uri: str) -> None:
        """Ask the rules that need a parse of the newest version, once the typing pauses."""
        revision = None
        while (document := self._documents.get(uri)) and document.revision != revision:
            revision = document.revision
            await asyncio.sleep(PAUSE)
        while (found := self.latest(uri)) is not None and not found.settled:
            await self._once(found.document, parsed=True)
        asyncio.get_running_loop().call_soon(self._tidy)

    def _tidy(self) -> None:
        """Collect garbage while no one types, and leave what is loaded out from then on.

        A keystroke leaves no cycles behind; rules that are replaced do, and they are large.
        """
        if self._tidied != self._projects.generation and not self._closed:
            self._tidied = self._projects.generation
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    async def _with_rewrites(self, bare: Analysis) -> Analysis:
        """The same analysis, whose findings have their rewrites."""
        uri = bare.document.uri
        known = self._rewritten.get(uri)
        if known is None or known.identity != bare.identity:
            loop = asyncio.get_running_loop()
            pool = self._slow if len(bare.document.text) > LONG else self._quick
            known = await loop.run_in_executor(pool, with_rewrites, bare)
            if self._documents.get(uri) is not None:
                self._rewritten[uri] = known
        return known

    async def _once(self, document: Snapshot, *, parsed: bool) -> None:
        try:
            analysis = await self._run(document, parsed=parsed)
        except SupersededError:
            return
        before = self.latest(document.uri)
        if self._is_current(analysis) and (before is None or analysis.settled):
            self._found[document.uri] = analysis
            if (
                before is None
                or analysis.findings != before.findings
                or analysis.project.problem != before.project.problem
            ):
                self._done(analysis)

    async def _run(self, document: Snapshot, *, parsed: bool) -> Analysis:
        pool = self._slow if parsed or len(document.text) > LONG else self._quick
        try:
            if not parsed and self._takes_no_time(document):
                return self._analysed(document, parsed)
            return await asyncio.get_running_loop().run_in_executor(pool, self._analysed, document, parsed)
        except SupersededError:
            raise
        except Exception as error:  # noqa: BLE001 -- a fault of ours must not end the session
            logger.error("linting failed: %s", _where(error))  # noqa: TRY400 -- a message may hold a draft's text
            note = "a fault of unpushy; see its log"
            return Analysis(document, self._projects.of(document), self._projects.generation, note=note)

    def _takes_no_time(self, document: Snapshot) -> bool:
        """Whether a document is short and was linted before, so that all that it takes is loaded."""
        before = self._found.get(document.uri)
        known = before is not None and not before.note and before.generation == self._projects.generation
        return known and len(document.text) <= SHORT

    def _analysed(self, document: Snapshot, parsed: bool) -> Analysis:
        generation = self._projects.generation
        project = self._projects.of(document)

        def check() -> None:
            if self._closed or self._documents.get(document.uri) is not document:
                raise SupersededError

        return (
            analysed(document, project, generation, check, parsed=parsed, rewrites=False)
            if self._wanted(document, project)
            else Analysis(document, project, generation)
        )


def analysed(
    document: Snapshot,
    project: Project,
    generation: int = 0,
    check: Callable[[], None] = lambda: None,
    *,
    parsed: bool = True,
    rewrites: bool = True,
) -> Analysis:
    """Lint a document; ``check`` is called between passages, and may raise to stop.

    Without ``parsed`` the rules that need a parse wait for another call, without ``rewrites`` those do.
    """
    check()
    name = document.path.name if document.path else ""
    fields = project.config.fields_for(str(document.path)) if document.path else ()
    email = parse(document.text, format_for(document.text, name, document.language, fields))
    reason = unread(email)
    if reason:
        return Analysis(document, project, generation, email, note=reason.why)
    for passage in email.passages:
        check()
        project.linter.prepare(email, passage)
    settled = parsed or not project.linter.parses(email)
    bare = Analysis(document, project, generation, email, settled=settled, rewrites=False)
    return _with_findings(bare, rewrites=rewrites)


def with_rewrites(analysis: Analysis) -> Analysis:
    """An analysis whose findings have their rewrites."""
    return analysis if analysis.rewrites else _with_findings(analysis, rewrites=True)


def _with_findings(analysis: Analysis, *, rewrites: bool) -> Analysis:
    email, document, project = analysis.email, analysis.document, analysis.project
    if email is None:
        return analysis
    config = project.config
    place = str(document.path) if document.path else ""
    profile = config.profile_for(place) if place else config.profile
    parsed = analysis.settled and not (project.problem and project.problem.late)
    try:
        review = project.linter.review(email, profile, parsed=parsed, rewrites=rewrites)
    except ConfigError as error:
        logger.warning("configuration: %s", error)
        project = replace(project, problem=model_problem(error, project))
        review = project.linter.review(email, profile, parsed=False, rewrites=rewrites)
    findings = tuple(
        finding
        for finding in review.findings
        if finding.severity >= config.min_severity and not (place and config.ignores_in(place, finding.rule))
    )
    unused = tuple(review.unused)
    return replace(analysis, project=project, findings=findings, unused=unused, rewrites=rewrites)
