"""How often each rule holds, the most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from unpushy.reporters import Context, Result
from unpushy.reporters._figures import ranked

DESCRIPTION = "counts by rule"
REWRITES = False


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    rules: Counter[str] = Counter()
    drafts = flagged = 0
    for result in results:
        drafts += 1
        flagged += bool(result.findings)
        rules.update(finding.rule for finding in result.findings)
    width = len(f"{max(rules.values(), default=0):,}")
    for rule, count in ranked(rules):
        yield f"{count:>{width},}  {rule}\n"
    yield f"{rules.total():,} in {flagged:,} of {drafts:,} drafts\n"
