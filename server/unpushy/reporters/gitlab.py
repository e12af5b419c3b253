"""GitLab's code quality report: findings in the changes of a merge request, and which of them are new."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from unpushy.finding import Severity
from unpushy.reporters import Context, Result
from unpushy.reporters._places import from_root, positions

DESCRIPTION = "a code quality report of GitLab"
REWRITES = False
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFORMATION: "info"}


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    yield "["
    separator = "\n"
    for result in results:
        lines, path = result.lines, from_root(result.path)
        seen: Counter[str] = Counter()
        for finding in result.findings:
            (line, _), (end_line, _) = positions(finding.span, lines)
            key = f"{finding.rule} {finding.fingerprint}"
            seen[key] += 1
            told = f"{path}\0{key}\0{seen[key]}".encode("utf-8", "surrogateescape")
            issue = {
                "description": finding.message,
                "check_name": finding.rule,
                "fingerprint": hashlib.sha256(told).hexdigest(),
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": path, "lines": {"begin": line, "end": end_line}},
            }
            yield separator + json.dumps(issue, ensure_ascii=False)
            separator = ",\n"
    yield "\n]\n" if separator != "\n" else "]\n"
