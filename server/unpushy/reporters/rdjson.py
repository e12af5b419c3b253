"""Reviewdog's diagnostic format: comments in reviews, with rewrites as suggestions to accept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from unpushy.finding import Finding, Severity
from unpushy.reporters import Context, Result
from unpushy.rewrite import whole_edit
from unpushy.text import LineIndex, Span

DESCRIPTION = "diagnostics of reviewdog"
REWRITES = True
_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFORMATION: "INFO"}


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    yield '{"source": {"name": "unpushy"}, "diagnostics": ['
    separator = "\n"
    for result in results:
        lines = result.lines
        for finding in result.findings:
            yield separator + json.dumps(_diagnostic(result, finding, lines), ensure_ascii=False)
            separator = ",\n"
    yield "\n]}\n" if separator != "\n" else "]}\n"


def _diagnostic(result: Result, finding: Finding, lines: LineIndex) -> dict[str, Any]:
    edits = [whole_edit(result.text, rewrite) for rewrite in finding.rewrites]
    return {
        "message": finding.message,
        "location": {"path": result.path, "range": _range(result.text, finding.span, lines)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
        "suggestions": [
            {"range": _range(result.text, edit.span, lines), "text": edit.text} for edit in edits
        ],
    }


def _range(text: str, span: Span, lines: LineIndex) -> dict[str, Any]:
    """A range of lines from 1 on, and of columns from 1 on that count bytes of UTF-8."""
    return {"start": _position(text, span.start, lines), "end": _position(text, span.end, lines)}


def _position(text: str, offset: int, lines: LineIndex) -> dict[str, int]:
    line, column = lines.position(offset)
    before = text[offset - column : offset]
    return {"line": line + 1, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
