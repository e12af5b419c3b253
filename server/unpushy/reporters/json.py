"""A JSON list of findings: the stable contract that docs/json.md describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from unpushy.finding import Finding
from unpushy.reporters import Context, Result
from unpushy.reporters._json import array
from unpushy.reporters._places import Place, in_draft

DESCRIPTION = "a list of objects, documented in docs/json.md"
REWRITES = True


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    yield from array((one for result in results for one in as_plain(result)), indent=1)
    yield "\n"


def as_plain(result: Result) -> Iterator[dict[str, Any]]:
    """The findings of a draft as plain data; offsets, lines and columns count code points."""
    return (_plain(finding, in_draft(result, finding.span)) for finding in result.findings)


def _plain(finding: Finding, place: Place) -> dict[str, Any]:
    plain = {
        "path": place.path,
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.label,
        "message": finding.message,
        "start_offset": finding.span.start,
        "end_offset": finding.span.end,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "excerpt": finding.excerpt,
        "rewrites": [
            {
                "title": rewrite.title,
                "kind": str(rewrite.kind),
                "edits": [
                    {"start_offset": edit.span.start, "end_offset": edit.span.end, "text": edit.text}
                    for edit in rewrite.edits
                ],
            }
            for rewrite in finding.rewrites
        ],
    }
    if finding.confidence is not None:
        plain["confidence"] = round(finding.confidence, 3)
    return plain
