"""GitLab's code quality report: findings in the changes of a merge request, and which of them are new."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from unpushy.finding import Severity
from unpushy.reporters import Context, Result
from unpushy.reporters._json import array
from unpushy.reporters._places import from_root, in_repository

DESCRIPTION = "a code quality report of GitLab"
REWRITES = False
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFORMATION: "info"}


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    yield from array(issue for result in results for issue in _issues(result))
    yield "\n"


def _issues(result: Result) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    name = from_root(result.path)
    for finding in result.findings:
        path, line, _, end_line, _ = in_repository(result, finding.span)
        key = f"{finding.rule} {finding.fingerprint}"
        seen[key] += 1
        told = f"{name}\0{key}\0{seen[key]}".encode("utf-8", "surrogateescape")
        yield {
            "description": finding.message,
            "check_name": finding.rule,
            "fingerprint": hashlib.sha256(told).hexdigest(),
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": path, "lines": {"begin": line, "end": end_line}},
        }
