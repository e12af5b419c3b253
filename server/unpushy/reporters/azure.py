"""Logging commands of Azure Pipelines: each finding is an issue of the build, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.finding import Severity
from unpushy.reporters import Context, Result
from unpushy.reporters._places import from_root, positions

DESCRIPTION = "issues of Azure Pipelines"
REWRITES = False


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    for result in results:
        lines = result.lines
        for finding in result.findings:
            (line, column), _ = positions(finding.span, lines)
            kind = "error" if finding.severity is Severity.ERROR else "warning"  # there are no others
            place = f"type={kind};sourcepath={_property(from_root(result.path))}"
            place += f";linenumber={line};columnnumber={column};code={_property(finding.rule)};"
            yield f"##vso[task.logissue {place}]{_data(finding.message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")
