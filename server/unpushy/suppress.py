"""What a writer has looked at and wants to keep: comments in the draft, and dismissals in the configuration.

A comment says ``unpushy: ignore[rules] reason``: behind text it speaks of its line, alone on a line of the
next one; ``ignore-next-line`` and ``ignore-file`` say so themselves. Rules are ids or families; without
brackets all are meant. Only formats whose comments are not sent have them.

A dismissal is a rule and the fingerprint of the flagged sentence: a hash, never the text.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unpushy.document import Email
from unpushy.finding import Finding
from unpushy.text import LineIndex, Span

_COMMAND = re.compile(
    r"^\s*unpushy\s*:\s*(?P<what>ignore(?:-next-line|-file)?)\b\s*(?:\[(?P<rules>[^\]]*)\])?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)


_ENDS = frozenset({".", "!", "?", "...", "\u2026", "?!", "!!", "??"})


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that silences rules on a line (zero-based), or in the whole file where that is None."""

    at: int
    """The line that it stands on."""
    line: int | None
    rules: tuple[str, ...]
    """Ids and families; none means all."""

    def covers(self, finding: Finding, lines: LineIndex) -> bool:
        """Whether it silences a finding: one that touches its line."""
        if self.rules and not {finding.rule, finding.family} & set(self.rules):
            return False
        if self.line is None:
            return True
        first = bisect_right(lines.starts, finding.span.start) - 1
        last = bisect_right(lines.starts, max(finding.span.end - 1, finding.span.start)) - 1
        return first <= self.line <= last


@dataclass(frozen=True, slots=True)
class Review:
    """What is left of an email's findings."""

    findings: list[Finding]
    suppressed: list[Finding]
    dismissed: list[Finding]
    unused: list[Suppression]
    """Comments that silence nothing."""


def fingerprint(rule: str, sentence: Iterable[str]) -> str:
    """Names a finding by its rule and its sentence's norms, wherever that stands and wraps."""
    return hashlib.sha256("\0".join((rule, *sentence)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def statement(norms: Sequence[str], at: int) -> Sequence[str]:
    """The norms of the sentence around a token, told by punctuation: wrapping changes nothing."""
    first = next((place + 1 for place in range(at - 1, -1, -1) if norms[place] in _ENDS), 0)
    last = next((place + 1 for place in range(at, len(norms)) if norms[place] in _ENDS), len(norms))
    return norms[first:last]


def suppressions(email: Email, lines: LineIndex) -> list[Suppression]:
    """The comments of an email that speak to unpushy."""
    text = email.source.text
    out = []
    for comment in email.comments:
        command = _COMMAND.match(comment.text)
        if command is None:
            continue
        rules = tuple(rule.strip() for rule in (command["rules"] or "").split(",") if rule.strip())
        if not rules and (command["rules"] is not None or command["rest"].lstrip().startswith("[")):
            rules = ("",)  # brackets that name nothing silence nothing
        line = bisect_right(lines.starts, comment.span.start) - 1
        last = bisect_right(lines.starts, max(comment.span.end - 1, 0)) - 1
        target: int | None = line
        if command["what"].lower().endswith("file"):
            target = None
        elif command["what"].lower().endswith("next-line") or _alone(text, lines, comment.span, line, last):
            target = last + 1
        out.append(Suppression(line, target, rules))
    return out


def _alone(text: str, lines: LineIndex, comment: Span, first: int, last: int) -> bool:
    stop = lines.starts[last + 1] if last + 1 < len(lines.starts) else len(text)
    around = text[lines.starts[first] : comment.start] + text[comment.end : stop]
    return not around.strip(" \t\r\n>-*+")


def review(email: Email, findings: Sequence[Finding], dismissed: frozenset[tuple[str, str]]) -> Review:
    """Part findings into those that stand and those that the writer wants to keep."""
    lines = LineIndex(email.source.text)
    comments = suppressions(email, lines)
    out = Review([], [], [], [])
    used = set()
    for finding in findings:
        covering = [comment for comment in comments if comment.covers(finding, lines)]
        used.update(covering)
        if covering:
            out.suppressed.append(finding)
        elif (finding.rule, finding.fingerprint) in dismissed:
            out.dismissed.append(finding)
        else:
            out.findings.append(finding)
    out.unused.extend(comment for comment in comments if comment not in used)
    return out
