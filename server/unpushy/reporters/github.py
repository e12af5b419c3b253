"""Workflow commands of GitHub Actions: each finding is an annotation in the changes of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.finding import Severity
from unpushy.reporters import Context, Result
from unpushy.reporters._places import from_root, positions

DESCRIPTION = "annotations of GitHub Actions"
REWRITES = True
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    for result in results:
        lines = result.lines
        for finding in result.findings:
            (line, column), (end_line, end_column) = positions(finding.span, lines)
            place: dict[str, object] = {"file": from_root(result.path), "line": line, "endLine": end_line}
            if line == end_line:  # columns count only within one line
                place |= {"col": column, "endColumn": end_column}
            place["title"] = finding.rule
            listed = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
            message = "\n".join([finding.message, *(rewrite.title for rewrite in finding.rewrites[:1])])
            yield f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
