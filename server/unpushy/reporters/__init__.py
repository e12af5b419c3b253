"""Output formats, one module each.

A module of this package exports ``DESCRIPTION`` (one line for the help), ``REWRITES`` (whether it shows
them: what nobody shows need not be made) and ``render(results, style) -> Iterator[str]``, the pieces of
its output.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from dataclasses import dataclass
from types import ModuleType
from typing import TextIO

from unpushy.finding import Finding, Severity
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

    path: str
    text: str
    findings: tuple[Finding, ...]

    @property
    def lines(self) -> LineIndex:
        return LineIndex(self.text)

    def keep(self, least: Severity) -> None:
        """Leave out the findings below a severity."""
        self.findings = tuple(finding for finding in self.findings if finding.severity >= least)


def names() -> tuple[str, ...]:
    """The output formats that there are."""
    return tuple(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))


def reporter(name: str) -> ModuleType:
    """The module of a format. Raises ``ModuleNotFoundError`` for an unknown one."""
    return importlib.import_module(f"{__name__}.{name}")
