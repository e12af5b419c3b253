"""Reads, lints and fixes one draft after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from unpushy.cli._outcome import Outcome
from unpushy.config import Config
from unpushy.document import Email
from unpushy.drafts import Item
from unpushy.errors import ConfigError
from unpushy.files import write_atomically
from unpushy.formats import UnreadableDraft, parse, read
from unpushy.linter import Linter, fixed
from unpushy.prose import unread
from unpushy.reporters import Result
from unpushy.rules import RuleSet
from unpushy.suppress import Suppression

_TOGETHER = 200_000
"""Bytes of drafts whose sentences are parsed together: few enough for the first answers to come soon."""


@dataclass(frozen=True, slots=True)
class Task:
    """How drafts are to be checked; plain, so that it can go to another process."""

    config: Config
    cache: Path | None
    """The folder that keeps compiled phrase lists."""
    own: tuple[Path, ...] = ()
    """Users' own phrase lists."""
    fix: bool = False
    unsafe: bool = False
    """Fill-in and cut rewrites are applied, too."""
    diff: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft that has been read."""

    item: Item
    size: int
    """In bytes."""
    target: Path | None
    """Where it is written once it is fixed."""
    email: Email
    notes: tuple[str, ...]


class Checker:
    """Checks drafts; errors and notes come back with the outcome."""

    def __init__(self, task: Task, rules: RuleSet | None = None) -> None:
        self._task = task
        self.linter = Linter(rules or RuleSet.load(task.cache, task.own), task.config)

    def items(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """Check drafts, and fix them where the task says so; their sentences are parsed together."""
        held: list[_Draft | Outcome] = []
        size = 0
        for item in items:
            held.append(one := self._read(item))
            size += 0 if isinstance(one, Outcome) else one.size
            if size > _TOGETHER:
                yield from self._outcomes(held)
                held, size = [], 0
        yield from self._outcomes(held)

    def draft(self, item: Item, data: bytes) -> Outcome:
        """Check a draft's content; what is fixed comes with the outcome alone."""
        [outcome] = self._outcomes([self._opened(item, data, None)])
        return outcome

    def _outcomes(self, drafts: Sequence[_Draft | Outcome]) -> Iterator[Outcome]:
        self.linter.parse_ahead(one.email for one in drafts if isinstance(one, _Draft))
        for one in drafts:
            try:
                yield one if isinstance(one, Outcome) else self._checked(one)
            except ConfigError as error:  # a pipeline that could not be loaded when it was first needed
                yield Outcome(errors=(str(error),))

    def _read(self, item: Item) -> _Draft | Outcome:
        try:
            data = item.read()
        except OSError as error:
            return Outcome(errors=(f"{item.path}: can't be read: {error.strerror}",))
        return self._opened(item, data, Path(item.path))

    def _opened(self, item: Item, data: bytes, target: Path | None) -> _Draft | Outcome:
        """A draft to check, or what came of one that is not."""
        name = item.name
        if item.stop is not None and self._task.fix and not self._task.diff:
            return Outcome(errors=(f"{item.path}: not fixed: messages of a mailbox stay as they are",))
        try:
            email = read(data, item.read_as, self._task.config.fields_for(item.path))
        except UnreadableDraft as error:
            return Outcome(errors=(f"{name}: {error}",))
        source = email.source
        notes = tuple(f"{name}: {note}" for note in dict.fromkeys((*source.notes, *email.notes)))
        reason = unread(email)
        if not reason:
            return _Draft(item, len(data), target, email, notes)
        outcome = Outcome(notes=notes, encoding=source.encoding, mark=source.bom)
        if reason.is_foreign:
            outcome.notes += (f"{name}: {reason.why}",)
            outcome.result, outcome.after, outcome.encoded = Result(name, source.text, ()), source.text, data
        else:
            outcome.errors = (f"{name}: {reason.why}",)
        return outcome

    def _checked(self, draft: _Draft) -> Outcome:
        name, place, config = draft.item.name, draft.item.path, self._task.config
        email, source = draft.email, draft.email.source
        outcome = Outcome(notes=draft.notes, encoding=source.encoding, mark=source.bom)
        if self._task.fix or self._task.diff:
            outcome.after = fixed(
                source.text,
                lambda text: parse(text, email.format),
                self.linter,
                unsafe=self._task.unsafe,
                ignored=lambda rule: config.ignores_in(place, rule),
            )
            if not self._task.diff:
                email = self._written(name, draft.target, email, outcome)
        review = self.linter.review(email, config.profile_for(place))
        outcome.notes += tuple(f"{name}:{_unused(comment)}" for comment in review.unused)
        findings = [finding for finding in review.findings if not config.ignores_in(place, finding.rule)]
        outcome.result = Result(name, email.source.text, tuple(findings), _words(email))
        return outcome

    def _written(self, name: str, target: Path | None, email: Email, outcome: Outcome) -> Email:
        """The email as it is once its rewrites are in the file."""
        text = outcome.after or ""
        try:
            outcome.encoded = email.source.encode(text)
            if target is not None and text != email.source.text:
                write_atomically(target, outcome.encoded)
        except UnicodeEncodeError as error:
            problem = f"{name}: not fixed: a rewrite has a character that {error.encoding} lacks"
        except OSError as error:
            problem = f"{name}: not fixed: {error.strerror}"
        else:
            return replace(parse(text, email.format), source=replace(email.source, text=text))
        outcome.errors += (problem,)
        outcome.encoded = email.source.encode(email.source.text)
        return email


def _words(email: Email) -> int:
    """How many words of the writer's own an email has."""
    return sum(len(passage.text.split()) for passage in email.passages)


def _unused(comment: Suppression) -> str:
    return f"{comment.at + 1}: a comment that ignores findings has nothing to ignore; it can go"
