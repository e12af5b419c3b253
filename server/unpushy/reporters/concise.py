"""One line a finding: ``path:line:column: severity family/rule: message``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.reporters import Context, Result

DESCRIPTION = "one line a finding"
REWRITES = False


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    for result in results:
        lines = result.lines
        for finding in result.findings:
            line, column = lines.position(finding.span.start)
            words = " ".join(finding.excerpt.split())
            place = f"{result.path}:{line + 1}:{column + 1}"
            yield f"{place}: {finding.severity.label} {finding.rule}: \u201c{words}\u201d {finding.message}\n"
