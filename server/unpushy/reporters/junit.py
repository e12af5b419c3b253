"""JUnit's XML: a suite a draft, in which each finding is a case.

A finding that would not fail the check is a case that passes, with what was found as its output. Budgets
that are exceeded are a suite of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unpushy.finding import Finding
from unpushy.reporters import Context, Result
from unpushy.reporters._places import in_draft, in_file
from unpushy.reporters._xml import attributes, text

DESCRIPTION = "JUnit's XML"
REWRITES = True


def render(results: Iterable[Result], context: Context) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="unpushy">\n'
    for result in results:
        failures = sum(result.failing)
        counts = {"tests": max(len(result.findings), 1), "failures": failures, "errors": 0, "skipped": 0}
        yield f"  <testsuite{attributes(name=result.path, **counts)}>\n"
        if not result.findings:
            yield f"    <testcase{attributes(classname=result.path, name='no pressure')}/>\n"
        for finding, fails in zip(result.findings, result.failing, strict=True):
            yield _case(result, finding, fails=fails)
        yield "  </testsuite>\n"
    if over := context.tally.over:
        counts = {"tests": len(over), "failures": len(over), "errors": 0, "skipped": 0}
        yield f"  <testsuite{attributes(name='budgets', **counts)}>\n"
        for line in over:
            failure = f"<failure{attributes(type='budget', message=line)}/>"
            yield f"    <testcase{attributes(classname='budgets', name=line)}>{failure}</testcase>\n"
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _case(result: Result, finding: Finding, *, fails: bool) -> str:
    path, line, column, *_ = in_draft(result, finding.span)
    there = in_file(result, finding.span)
    case = attributes(
        classname=path, name=f"{finding.rule} at {line}:{column}", file=there.path, line=there.line
    )
    rewrites = [f"- {rewrite.title}" for rewrite in finding.rewrites]
    words = " ".join(finding.excerpt.split())
    told = text("\n".join([f"{path}:{line}:{column}: \u201c{words}\u201d", finding.message, *rewrites]))
    if not fails:
        return f"    <testcase{case}><system-out>{told}</system-out></testcase>\n"
    failure = attributes(type=finding.rule, message=finding.message)
    return f"    <testcase{case}><failure{failure}>{told}</failure></testcase>\n"
