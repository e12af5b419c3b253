"""Reviewdog's diagnostic format: comments in reviews, with rewrites as suggestions to accept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from unpushy.finding import Finding, Severity
from unpushy.reporters import Context, Result
from unpushy.reporters._json import array
from unpushy.rewrite import whole_edit
from unpushy.text import Span

DESCRIPTION = "diagnostics of reviewdog"
REWRITES = True
_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFORMATION: "INFO"}


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    yield '{"source": {"name": "unpushy"}, "diagnostics": '
    yield from array(_diagnostic(result, finding) for result in results for finding in result.findings)
    yield "}\n"


def _diagnostic(result: Result, finding: Finding) -> dict[str, Any]:
    edits = [whole_edit(result.text, rewrite) for rewrite in finding.rewrites]
    return {
        "message": finding.message,
        "location": {"path": result.item.path, "range": _range(result, finding.span)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
        "suggestions": [{"range": _range(result, edit.span), "text": edit.text} for edit in edits],
    }


def _range(result: Result, span: Span) -> dict[str, Any]:
    """A range of lines from 1 on, and of columns from 1 on that count bytes of UTF-8."""
    return {"start": _position(result, span.start), "end": _position(result, span.end)}


def _position(result: Result, offset: int) -> dict[str, int]:
    line, column = result.lines.position(offset)
    before = result.text[offset - column : offset]
    return {"line": result.item.above + line + 1, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
