"""A JSON list of findings: the stable contract that docs/json.md describes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from unpushy.finding import Finding
from unpushy.reporters import Context, Result
from unpushy.text import LineIndex

DESCRIPTION = "a list of objects, documented in docs/json.md"
REWRITES = True


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    yield "["
    separator = "\n"
    for result in results:
        lines = result.lines
        for finding in result.findings:
            plain = json.dumps(as_plain(result.path, finding, lines), ensure_ascii=False, indent=1)
            yield separator + plain.replace("\n", "\n ")
            separator = ",\n"
    yield "\n]\n" if separator != "\n" else "]\n"


def as_plain(path: str, finding: Finding, lines: LineIndex) -> dict[str, Any]:
    """A finding as plain data; offsets, lines and columns count code points."""
    line, column = lines.position(finding.span.start)
    end_line, end_column = lines.position(finding.span.end)
    plain = {
        "path": path,
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.label,
        "message": finding.message,
        "start_offset": finding.span.start,
        "end_offset": finding.span.end,
        "line": line + 1,
        "column": column + 1,
        "end_line": end_line + 1,
        "end_column": end_column + 1,
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
