"""Reads, lints and fixes one draft after the other."""

from __future__ import annotations

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


class Checker:
    """Checks drafts; errors and notes come back with the outcome."""

    def __init__(self, task: Task, rules: RuleSet | None = None) -> None:
        self._task = task
        self._linter = Linter(rules or RuleSet.load(task.cache, task.own), task.config)

    def item(self, item: Item) -> Outcome:
        """Check a draft, and fix it where the task says so."""
        try:
            data = item.read()
        except OSError as error:
            return Outcome(errors=(f"{item.path}: can't be read: {error.strerror}",))
        return self.draft(item, data, Path(item.path))

    def draft(self, item: Item, data: bytes, target: Path | None) -> Outcome:
        """Check a draft's content; what is fixed goes to the target, if there is one."""
        try:
            return self._checked(item, data, target)
        except ConfigError as error:  # a pipeline that could not be loaded when it was first needed
            return Outcome(errors=(str(error),))

    def _checked(self, item: Item, data: bytes, target: Path | None) -> Outcome:
        name, place, config = item.name, item.path, self._task.config
        if item.stop is not None and self._task.fix and not self._task.diff:
            return Outcome(errors=(f"{place}: not fixed: messages of a mailbox stay as they are",))
        try:
            email = read(data, item.read_as)
        except UnreadableDraft as error:
            return Outcome(errors=(f"{name}: {error}",))
        source = email.source
        notes = tuple(f"{name}: {note}" for note in dict.fromkeys((*source.notes, *email.notes)))
        outcome = Outcome(notes=notes, encoding=source.encoding, mark=source.bom)
        reason = unread(email)
        if reason and not reason.is_foreign:
            outcome.errors = (f"{name}: {reason.why}",)
            return outcome
        if reason:
            outcome.notes += (f"{name}: {reason.why}",)
            outcome.result, outcome.after, outcome.encoded = Result(name, source.text, ()), source.text, data
            return outcome
        if self._task.fix or self._task.diff:
            outcome.after = fixed(
                source.text,
                lambda text: parse(text, email.format),
                self._linter,
                unsafe=self._task.unsafe,
                ignored=lambda rule: config.ignores_in(place, rule),
            )
            if not self._task.diff:
                email = self._written(name, target, email, outcome)
        review = self._linter.review(email, config.profile_for(place))
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
