"""Output formats, one module each.

A module of this package exports ``DESCRIPTION`` (one line for the help) and
``render(results) -> Iterator[str]``, the pieces of its output.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from unpushy.finding import Finding
from unpushy.text import LineIndex


@dataclass(frozen=True)
class Result:
    """What a check found in one draft."""

    path: str
    text: str
    findings: tuple[Finding, ...]

    @property
    def lines(self) -> LineIndex:
        return LineIndex(self.text)


Render = Callable[[Iterable[Result]], Iterator[str]]


def names() -> tuple[str, ...]:
    """The output formats that there are."""
    return tuple(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))


def renderer(name: str) -> Render:
    """The renderer of a format. Raises ``ModuleNotFoundError`` for an unknown one."""
    render: Render = importlib.import_module(f"{__name__}.{name}").render
    return render
