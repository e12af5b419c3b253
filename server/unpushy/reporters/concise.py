"""One line a finding: ``path:line:column: severity family/rule: message``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.reporters import Context, Result
from unpushy.reporters._places import in_draft
from unpushy.wording import shown

DESCRIPTION = "one line a finding"
REWRITES = False


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    for result in results:
        for finding in result.findings:
            path, line, column, *_ = in_draft(result, finding.span)
            words = " ".join(finding.excerpt.split())
            told = f"{finding.severity.label} {finding.rule}: \u201c{words}\u201d {finding.message}"
            yield shown(f"{path}:{line}:{column}: {told}") + "\n"
