"""Output formats, one module each.

A module of this package exports ``DESCRIPTION`` (one line for the help), ``REWRITES`` (whether it shows
them: what nobody shows need not be made) and ``render(results, context) -> Iterator[str]``, the pieces of
its output. Results come one by one, and a format that can prints them so: a run may be long.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from types import ModuleType
from typing import TextIO

from unpushy.drafts import Item
from unpushy.finding import Finding, Severity
from unpushy.rule import Rule
from unpushy.text import LineIndex


@dataclass(frozen=True, slots=True)
class Style:
    """What the output is for."""

    colour: bool = False
    width: int = 80
    """Columns."""

    @classmethod
    def of(cls, stream: TextIO) -> Style:
        """That of a stream: colour on a terminal that knows it, and only where NO_COLOR is not set."""
        wanted = os.environ.get("FORCE_COLOR", "0") not in {"", "0"} or (
            stream.isatty() and os.environ.get("TERM") != "dumb"
        )
        colour = bool(wanted) and not os.environ.get("NO_COLOR")
        return cls(colour, min(_columns(), 100) if stream.isatty() else 80)


def _columns() -> int:
    import shutil  # where nobody watches, it need not be imported

    return shutil.get_terminal_size((80, 24)).columns


@dataclass
class Result:
    """What a check found in one draft."""

    item: Item
    text: str
    findings: tuple[Finding, ...]
    words: int = 0
    """How many words of the writer's own it has."""
    failing: tuple[bool, ...] = ()
    """Of each finding whether it makes the check fail, whatever else there is."""

    @property
    def path(self) -> str:
        """How it is called: the path, and of a mailbox the message's number after #."""
        return self.item.name

    @cached_property
    def lines(self) -> LineIndex:
        return LineIndex(self.text)

    def keep(self, least: Severity) -> None:
        """Leave out the findings below a severity."""
        self.findings = tuple(finding for finding in self.findings if finding.severity >= least)


@dataclass
class Tally:
    """What holds of a whole run: complete once all of its results were taken."""

    with_baseline: bool = False
    known: Counter[str] = field(default_factory=Counter)
    """Findings that the baseline knows, and that are not shown, by family."""
    gone: Counter[str] = field(default_factory=Counter)
    """Findings that the baseline knows and that are there no more, by family."""
    over: list[str] = field(default_factory=list)
    """Budgets that are exceeded, a line each."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a report is made with, beside the results."""

    card: Callable[[str], Rule]
    """A rule's card with its evidence and examples; asking for one loads the phrase lists."""
    style: Style = field(default_factory=Style)
    tally: Tally = field(default_factory=Tally)


def names() -> tuple[str, ...]:
    """The output formats that there are."""
    return tuple(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))


def reporter(name: str) -> ModuleType:
    """The module of a format. Raises ``ModuleNotFoundError`` for an unknown one."""
    return importlib.import_module(f"{__name__}.{name}")
