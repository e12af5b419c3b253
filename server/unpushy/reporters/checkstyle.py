"""Checkstyle's XML, which most servers for continuous integration can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.finding import Severity
from unpushy.reporters import Context, Result
from unpushy.reporters._places import in_file
from unpushy.reporters._xml import attributes

DESCRIPTION = "Checkstyle's XML"
REWRITES = False
_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "info"}


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
    for result in results:
        if not result.findings:
            continue
        yield f"  <file{attributes(name=result.item.path)}>\n"
        for finding in result.findings:
            place = in_file(result, finding.span)
            told = attributes(
                line=place.line,
                column=place.column,
                severity=_SEVERITIES[finding.severity],
                message=finding.message,
                source="unpushy." + finding.rule.replace("/", "."),
            )
            yield f"    <error{told}/>\n"
        yield "  </file>\n"
    yield "</checkstyle>\n"
