"""Logging commands of Azure Pipelines: each finding is an issue of the build, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.finding import Severity
from unpushy.reporters import Context, Result
from unpushy.reporters._places import in_repository

DESCRIPTION = "issues of Azure Pipelines"
REWRITES = False
_DATA = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({";": "%3B", "]": "%5D"})


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    for result in results:
        for finding in result.findings:
            place = in_repository(result, finding.span)
            told: dict[str, object] = {
                "type": "error" if finding.severity is Severity.ERROR else "warning",  # there are no others
                "sourcepath": place.path,
                "linenumber": place.line,
                "columnnumber": place.column,
                "code": finding.rule,
            }
            properties = "".join(f"{key}={str(value).translate(_PROPERTY)};" for key, value in told.items())
            yield f"##vso[task.logissue {properties}]{finding.message.translate(_DATA)}\n"
