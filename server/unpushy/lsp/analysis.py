"""Lints documents off the event loop; of each document only the newest version counts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from unpushy.document import Email
from unpushy.finding import Finding
from unpushy.formats import format_for, parse
from unpushy.language.detect import foreign_language
from unpushy.lsp.documents import Documents, Snapshot
from unpushy.lsp.projects import Project, Projects
from unpushy.suppress import Suppression

logger = logging.getLogger(__name__)
LONG = 100_000
"""Code points; a longer document is linted where it can't keep others waiting."""
LONGEST_PASSAGE = 100_000


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
        self._running: dict[str, asyncio.Task[None]] = {}

    def close(self) -> None:
        """Stop: what is being linted is dropped."""
        self._closed = True
        for pool in (self._quick, self._slow):
            pool.shutdown(wait=False, cancel_futures=True)

    def forget(self, uri: str) -> None:
        self._found.pop(uri, None)

    def latest(self, uri: str) -> Analysis | None:
        """The analysis of the document as it is, if there is one already."""
        found = self._found.get(uri)
        return found if found is not None and self._is_current(found) else None

    def changed(self, uri: str) -> asyncio.Task[None]:
        """Lint a document again; returns the task that ends when its newest version is linted."""
        task = self._running.get(uri)
        if task is None:
            task = self._running[uri] = asyncio.create_task(self._follow(uri))
            task.add_done_callback(lambda _: self._running.pop(uri, None))
        return task

    async def current(self, uri: str) -> Analysis | None:
        """The analysis of the newest version, waited for; None where the document is not known."""
        while not self._closed and self._documents.get(uri) is not None:
            found = self.latest(uri)
            if found is not None:
                return found
            await asyncio.shield(self.changed(uri))
        return None

    def _is_current(self, analysis: Analysis) -> bool:
        document = self._documents.get(analysis.document.uri)
        return (
            document is not None
            and document.revision == analysis.document.revision
            and analysis.generation == self._projects.generation
        )

    async def _follow(self, uri: str) -> None:
        loop = asyncio.get_running_loop()
        while not self._closed and (document := self._documents.get(uri)) and self.latest(uri) is None:
            pool = self._slow if len(document.text) > LONG else self._quick
            try:
                analysis = await loop.run_in_executor(pool, self._analysed, document)
            except SupersededError:
                continue
            except Exception:  # a fault of ours must not end the session
                logger.exception("linting failed")
                analysis = Analysis(
                    document,
                    self._projects.of(document),
                    self._projects.generation,
                    note="a fault of unpushy; see its log",
                )
            if self._is_current(analysis):
                self._found[uri] = analysis
                self._done(analysis)

    def _analysed(self, document: Snapshot) -> Analysis:
        generation = self._projects.generation
        project = self._projects.of(document)

        def check() -> None:
            if self._closed or self._documents.get(document.uri) is not document:
                raise SupersededError

        return (
            analysed(document, project, generation, check)
            if self._wanted(document, project)
            else Analysis(document, project, generation)
        )


def analysed(
    document: Snapshot, project: Project, generation: int = 0, check: Callable[[], None] = lambda: None
) -> Analysis:
    """Lint a document; ``check`` is called between passages, and may raise to stop."""
    check()
    name = document.path.name if document.path else ""
    email = parse(document.text, format_for(document.text, name, document.language))
    longest = max((len(passage.text) for passage in email.passages), default=0)
    if longest > LONGEST_PASSAGE:
        return Analysis(
            document,
            project,
            generation,
            email,
            note=f"not checked: a paragraph of {longest:,} characters is no mail",
        )
    language = foreign_language(email)
    if language:
        return Analysis(
            document, project, generation, email, note=f"skipped: its language is {language!r}, not English"
        )
    for passage in email.passages:
        check()
        project.linter.prepare(passage)
    config = project.config
    place = str(document.path) if document.path else name
    review = project.linter.review(email, config.profile_for(place) if place else config.profile)
    findings = tuple(
        finding
        for finding in review.findings
        if finding.severity >= config.min_severity and not (place and config.ignores_in(place, finding.rule))
    )
    return Analysis(document, project, generation, email, findings, tuple(review.unused))
