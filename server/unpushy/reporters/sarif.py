"""SARIF 2.1.0, for code scanning: findings with their rewrites as fixes, and the pages of their rules."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from unpushy import __version__
from unpushy.finding import Finding, Rewrite, Severity
from unpushy.page import markdown, plain
from unpushy.reporters import Context, Result
from unpushy.reporters._places import from_root, positions
from unpushy.rule import Rule
from unpushy.text import LineIndex, Span

DESCRIPTION = "SARIF 2.1.0, for code scanning"
REWRITES = True
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    """The rules come last, when it is known which are needed: that way results are printed one by one."""
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints",\n'
    yield '"results": ['
    numbers: dict[str, int] = {}
    separator = "\n"
    for result in results:
        lines = result.lines
        for finding in result.findings:
            number = numbers.setdefault(finding.rule, len(numbers))
            yield separator + json.dumps(_result(result.path, finding, number, lines), ensure_ascii=False)
            separator = ",\n"
    rules = [_rule(context.card(rule)) for rule in numbers]
    driver = {"name": "unpushy", "semanticVersion": __version__, "rules": rules}
    yield f'],\n"tool": {json.dumps({"driver": driver}, ensure_ascii=False)}}}]}}\n'


def _result(path: str, finding: Finding, number: int, lines: LineIndex) -> dict[str, Any]:
    artifact = {"uri": quote(os.fsencode(from_root(path)))}
    region = {**_region(finding.span, lines), "snippet": {"text": finding.excerpt}}
    return {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"flaggedSentence/v1": finding.fingerprint},
        "fixes": [_fix(rewrite, artifact, lines) for rewrite in finding.rewrites],
    }


def _fix(rewrite: Rewrite, artifact: dict[str, str], lines: LineIndex) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span, lines), "insertedContent": {"text": edit.text}}
        for edit in rewrite.edits
    ]
    return {
        "description": {"text": rewrite.title},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        "properties": {"kind": str(rewrite.kind)},
    }


def _region(span: Span, lines: LineIndex) -> dict[str, int]:
    (line, column), (end_line, end_column) = positions(span, lines)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": len(span),
    }


def _rule(card: Rule) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": "".join(part.capitalize() for part in card.id.replace("/", "-").split("-")),
        "shortDescription": {"text": card.title},
        "fullDescription": {"text": card.why},
        "help": {"text": plain(card), "markdown": markdown(card)},
        "defaultConfiguration": {"level": _LEVELS[card.severity]},
        "properties": {"tags": [card.family]},
    }
