"""SARIF 2.1.0, for code scanning: findings with their rewrites as fixes, and the pages of their rules."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from unpushy import __version__, page
from unpushy.finding import Finding, Rewrite, Severity
from unpushy.reporters import Context, Result
from unpushy.reporters._json import array, plain
from unpushy.reporters._places import in_repository
from unpushy.rule import Rule
from unpushy.text import Span

DESCRIPTION = "SARIF 2.1.0, for code scanning"
REWRITES = True
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    """The rules come last, when it is known which are needed: that way results are printed one by one."""
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints",\n'
    numbers: dict[str, int] = {}
    yield '"results": '
    yield from array(
        _result(result, finding, numbers.setdefault(finding.rule, len(numbers)))
        for result in results
        for finding in result.findings
    )
    rules = [_rule(context.card(rule)) for rule in numbers]
    driver = {"name": "unpushy", "semanticVersion": __version__, "rules": rules}
    yield f',\n"tool": {plain({"driver": driver})}}}]}}\n'


def _result(result: Result, finding: Finding, number: int) -> dict[str, Any]:
    location = _location(result, finding.span)
    location["region"]["snippet"] = {"text": finding.excerpt}
    return {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"flaggedSentence/v1": finding.fingerprint},
        "fixes": [_fix(result, rewrite, location["artifactLocation"]) for rewrite in finding.rewrites],
    }


def _fix(result: Result, rewrite: Rewrite, artifact: dict[str, str]) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": _location(result, edit.span)["region"],
            "insertedContent": {"text": edit.text},
        }
        for edit in rewrite.edits
    ]
    return {
        "description": {"text": rewrite.title},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        "properties": {"kind": str(rewrite.kind)},
    }


def _location(result: Result, span: Span) -> dict[str, Any]:
    place = in_repository(result, span)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if result.item.stop is None:  # of a message, the place in the mailbox is not known in code points
        region |= {"charOffset": span.start, "charLength": len(span)}
    return {"artifactLocation": {"uri": quote(os.fsencode(place.path))}, "region": region}


def _rule(card: Rule) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": "".join(part.capitalize() for part in card.id.replace("/", "-").split("-")),
        "shortDescription": {"text": card.title},
        "fullDescription": {"text": card.why},
        "help": {"text": page.plain(card), "markdown": page.markdown(card)},
        "defaultConfiguration": {"level": _LEVELS[card.severity]},
        "properties": {"tags": [card.family]},
    }
