"""One draft: read, linted, fixed; what there is to say of it comes back as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from unpushy.config import Config
from unpushy.document import Email
from unpushy.files import write_atomically
from unpushy.formats import UnreadableDraft, parse, read
from unpushy.language.detect import foreign_language
from unpushy.linter import Linter, fixed
from unpushy.reporters import Result
from unpushy.rules import RuleSet

LONGEST_PASSAGE = 100_000
"""Code points; more in one paragraph is data, not prose."""


@dataclass(frozen=True, slots=True)
class Task:
    """How drafts are to be checked; plain, so that it can go to another process."""

    config: Config
    cache: Path | None
    """The folder that keeps compiled phrase lists."""
    own: tuple[Path, ...] = ()
    """Users' own phrase lists."""
    fix: bool = False
    diff: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of one draft."""

    result: Result | None = None
    """None where it could not be checked."""
    after: str | None = None
    """The text after all safe rewrites, where that was asked for."""
    encoded: bytes | None = None
    """``after`` as the file's bytes, for a draft from standard input."""
    notes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    """What is to be said on standard error."""


class Checker:
    """Checks one draft after the other."""

    def __init__(self, task: Task, rules: RuleSet | None = None) -> None:
        self._task = task
        self._linter = Linter(rules or RuleSet.load(task.cache, task.own), task.config)

    def file(self, name: str) -> Outcome:
        """Check a file, and fix it where the task says so."""
        path = Path(name)
        try:
            data = path.read_bytes()
        except OSError as error:
            return Outcome(errors=(f"{error.filename}: can't be read: {error.strerror}",))
        return self.draft(name, data, path)

    def draft(self, name: str, data: bytes, path: Path | None = None) -> Outcome:
        """Check a file's content; without a path it comes from standard input and goes nowhere."""
        try:
            email = read(data, "" if path is None else name)
        except UnreadableDraft as error:
            return Outcome(errors=(f"{name}: {error}",))
        notes = tuple(f"{name}: {note}" for note in dict.fromkeys((*email.source.notes, *email.notes)))
        text = email.source.text
        longest = max((len(passage.text) for passage in email.passages), default=0)
        if longest > LONGEST_PASSAGE:
            problem = f"{name}: not checked: a paragraph of {longest:,} characters is no mail"
            return Outcome(notes=notes, errors=(problem,))
        language = foreign_language(email)
        if language:
            notes += (f"{name}: skipped: its language is {language!r}, not English",)
            return Outcome(Result(name, text, ()), text, data, notes)
        outcome = Outcome(notes=notes)
        if self._task.fix or self._task.diff:
            outcome.after = fixed(text, lambda text: parse(text, email.format), self._linter)
            if not self._task.diff:
                email = self._written(name, path, email, outcome)
        profile = self._task.config.profile_for(name)
        outcome.result = Result(name, email.source.text, tuple(self._linter.check(email, profile)))
        return outcome

    def _written(self, name: str, path: Path | None, email: Email, outcome: Outcome) -> Email:
        """The email as it is once its rewrites are in the file."""
        text = outcome.after or ""
        try:
            outcome.encoded = email.source.encode(text)
            if path is not None and text != email.source.text:
                write_atomically(path, outcome.encoded)
        except UnicodeEncodeError as error:
            problem = f"{name}: not fixed: a rewrite has a character that {error.encoding} lacks"
        except OSError as error:
            problem = f"{name}: not fixed: {error.strerror}"
        else:
            return replace(parse(text, email.format), source=replace(email.source, text=text))
        outcome.errors += (problem,)
        outcome.encoded = email.source.encode(email.source.text)
        return email
