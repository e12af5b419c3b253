"""Workflow commands of GitHub Actions: each finding is an annotation in the changes of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.finding import Severity
from unpushy.reporters import Context, Result
from unpushy.reporters._places import in_repository

DESCRIPTION = "annotations of GitHub Actions"
REWRITES = True
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    for result in results:
        for finding in result.findings:
            place = in_repository(result, finding.span)
            told: dict[str, object] = {"file": place.path, "line": place.line, "endLine": place.end_line}
            if place.line == place.end_line:  # columns count only within one line
                told |= {"col": place.column, "endColumn": place.end_column}
            told["title"] = finding.rule
            properties = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in told.items())
            message = "\n".join([finding.message, *(rewrite.title for rewrite in finding.rewrites[:1])])
            yield f"::{_COMMANDS[finding.severity]} {properties}::{message.translate(_DATA)}\n"
