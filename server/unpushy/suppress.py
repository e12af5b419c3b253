"""What a writer has looked at and wants to keep: comments in the draft, and dismissals in the configuration.

A comment says ``unpushy: ignore[rules] reason``: behind text it speaks of its line, alone on a line of the
next one; ``ignore-next-line`` and ``ignore-file`` say so themselves. Rules are ids or families; without
brackets all are meant. In a catalogue a comment alone on a line speaks of the whole message below.

A dismissal is a rule and the fingerprint of the flagged sentence: a hash, never the text.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from unpushy.document import Email
from unpushy.finding import Finding
from unpushy.text import Edit, LineIndex, Span

_COMMAND = re.compile(
    r"^\s*unpushy\s*:\s*(?P<what>ignore(?:-next-line|-file)?)\b\s*(?:\[(?P<rules>[^\]]*)\])?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)


_ENDS = frozenset({".", "!", "?", "...", "\u2026", "?!", "!!", "??"})


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that silences rules on lines (zero-based), or in the whole file where they are None."""

    at: int
    """The line that it stands on."""
    lines: tuple[int, int] | None
    """The first and the last of them."""
    rules: tuple[str, ...]
    """Ids and families; none means all."""

    def covers(self, finding: Finding, lines: LineIndex) -> bool:
        """Whether it silences a finding: one that touches its lines."""
        if self.rules and not {finding.rule, finding.family} & set(self.rules):
            return False
        if self.lines is None:
            return True
        first, last = _lines_of(finding.span, lines)
        return first <= self.lines[1] and self.lines[0] <= last


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
        line, last = _lines_of(comment.span, lines)
        target: tuple[int, int] | None = line, line
        if command["what"].lower().endswith("file"):
            target = None
        elif command["what"].lower().endswith("next-line") or _alone(text, lines, comment.span, line, last):
            target = _lines_of(comment.about, lines) if comment.about else (last + 1, last + 1)
        out.append(Suppression(line, target, rules))
    return out


def comment_that_keeps(email: Email, finding: Finding, parse: Callable[[str], Email]) -> Edit | None:
    """The edit that writes a comment which keeps a finding: behind its line, or on a line of its own above.

    None where no comment can stand: a draft has to read the same with it. ``parse`` reads changed text.
    """
    if not email.comment_form:
        return None
    text, lines = email.source.text, LineIndex(email.source.text)
    comment = email.comment_form % f"unpushy: ignore[{finding.rule}]"
    line, _ = _lines_of(finding.span, lines)
    start = lines.starts[line]
    end = next((at for at in range(start, len(text)) if text[at] in "\r\n"), len(text))
    rest = text[start:end]
    indentation = rest[: len(rest) - len(rest.lstrip(" \t"))]
    newline = "\r\n" if "\r\n" in text else "\n"
    for edit in (
        Edit(Span(end, end), f" {comment}"),
        Edit(Span(start, start), f"{indentation}{comment}{newline}"),
    ):
        changed = parse(text[: edit.span.start] + edit.text + text[edit.span.end :])
        shift = len(edit.text) if edit.span.start <= finding.span.start else 0
        moved = replace(finding, span=Span(finding.span.start + shift, finding.span.end + shift))
        now = LineIndex(changed.source.text)
        if [one.text for one in changed.passages] == [one.text for one in email.passages] and any(
            one.rules == (finding.rule,) and one.covers(moved, now) for one in suppressions(changed, now)
        ):
            return edit
    return None


def _lines_of(span: Span, lines: LineIndex) -> tuple[int, int]:
    """The lines that a span touches."""
    last = max(span.end - 1, span.start)
    return bisect_right(lines.starts, span.start) - 1, bisect_right(lines.starts, last) - 1


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
