"""Runs the rules over an email and makes findings of their hits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from unpushy.config import Config
from unpushy.document import Email, Passage, RegionKind
from unpushy.finding import Finding, Rewrite, RewriteKind
from unpushy.language.promises import claims, kept
from unpushy.language.reading import Reading
from unpushy.language.tokens import Tokens
from unpushy.phrases.fitting import Fitter
from unpushy.phrases.hit import Hit, Proposal
from unpushy.profile import declared, detected
from unpushy.rewrite import apply_edits, compatible_edits
from unpushy.rule import Profile
from unpushy.rules import RuleSet
from unpushy.rules._reads import CARDS as READS
from unpushy.suppress import Review, fingerprint, review
from unpushy.text import Span

_TITLE_LENGTH = 100
_PRESSING = frozenset(
    {"pushy/ultimatum", "pushy/imposed-deadline", "pushy/false-urgency", "pushy/scarcity", "pushy/break-up"}
)
"""Rules whose findings make a promise of time or of a free choice sound untrue."""
_FIX_ROUNDS = 10
_MOST_REWRITES = 5
"""More would make a menu that nobody reads."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A hit in the clean text of its passage: what is remembered of a passage."""

    rule: str
    message: str
    span: Span
    rewrites: tuple[tuple[RewriteKind, Span, str], ...]
    fingerprint: str


class Linter:
    """One configuration's view of what to flag; findings are those of a fresh lint, always."""

    def __init__(self, rules: RuleSet, config: Config) -> None:
        self._rules = rules
        self._config = config
        self._active = {card.id: card for card in rules.cards if config.selects(card.id)}
        self._read = frozenset(card.family for card in READS if config.reader and card.id in self._active)
        """Families in which the trained reader is asked."""
        self._fitter = Fitter(rules.phrases.lead, rules.phrases.tail)
        self._placed = lru_cache(maxsize=4096)(self._place_all)

    def check(self, email: Email, profile: Profile | None = None) -> list[Finding]:
        """All findings of an email, sorted by place.

        ``profile`` is what the configuration says of the file; the draft's own word goes before it.
        """
        kind_of_email = declared(email) or profile or detected(email)
        findings: list[Finding] = []
        for passage in email.passages:
            kind = "subject" if passage.kind is RegionKind.SUBJECT else "body"
            findings += [
                self._finding(passage, placed, email, kind_of_email)
                for placed in self._placed(passage.text, kind)
            ]
            reading = Reading(passage.text)
            for hit in self._rules.coded_hits(reading, email):
                if hit.rule in self._active:
                    placed = self._place(reading.tokens, hit, kind)
                    findings.append(self._finding(passage, placed, email, kind_of_email))
        standing = sorted(resolved(findings), key=lambda finding: (finding.span, finding.rule))
        pressing = [finding for finding in standing if finding.rule in _PRESSING]
        return [_unless_pressed(finding, pressing) for finding in standing]

    def review(self, email: Email, profile: Profile | None = None) -> Review:
        """The findings of an email, parted by what the writer wants to keep."""
        return review(email, self.check(email, profile), self._config.dismissed)

    def _place_all(self, text: str, kind: str) -> tuple[_Placed, ...]:
        reading = Reading(text)
        found = self._rules.hits(reading, self._read, self._config.language_variant)
        hits = [hit for hit in found if hit.rule in self._active]
        return tuple(self._place(reading.tokens, hit, kind) for hit in hits)

    def _place(self, tokens: Tokens, hit: Hit, kind: str) -> _Placed:
        span = Span(tokens.starts[hit.start], tokens.ends[hit.end - 1])
        first, last = tokens.sent_of(hit.start)
        name = fingerprint(hit.rule, tokens.norms[first:last])
        return _Placed(hit.rule, hit.message, span, tuple(self._fitted(tokens, hit, kind)), name)

    def _fitted(self, tokens: Tokens, hit: Hit, kind: str) -> Iterator[tuple[RewriteKind, Span, str]]:
        seen: set[tuple[Span, str]] = set()
        for proposal in hit.proposals:
            if not _fits_there(proposal, kind):
                continue
            fitted = self._fitter.fit(tokens, hit.start, hit.end, proposal, hit.facts)
            if fitted is not None and fitted not in seen and len(seen) < _MOST_REWRITES:
                seen.add(fitted)
                yield (proposal.kind, *fitted)

    def _finding(self, passage: Passage, placed: _Placed, email: Email, profile: Profile | None) -> Finding:
        mapped = passage.mapped
        rewrites = []
        for kind, span, new in placed.rewrites:
            if kind is RewriteKind.SAFE and not _true(passage, span, new, email):
                continue
            edit = mapped.edit(span, new)
            if edit is not None:
                rewrites.append(Rewrite(_title(kind, span.of(mapped.text), new), kind, (edit,)))
        return Finding(
            placed.rule,
            self._config.severity(self._active[placed.rule], profile),
            placed.message,
            mapped.map.to_source(placed.span),
            placed.span.of(mapped.text),
            tuple(rewrites),
            placed.fingerprint,
        )


def _unless_pressed(finding: Finding, pressing: list[Finding]) -> Finding:
    """A finding without safe rewrites that promise time or a choice, where another one presses."""
    if all(other is finding for other in pressing):
        return finding
    rewrites = tuple(
        rewrite
        for rewrite in finding.rewrites
        if rewrite.kind is not RewriteKind.SAFE or not any(claims(" ".join(e.text for e in rewrite.edits)))
    )
    return finding if len(rewrites) == len(finding.rewrites) else replace(finding, rewrites=rewrites)


def _true(passage: Passage, span: Span, new: str, email: Email) -> bool:
    """Whether what a rewrite promises is true in the light of the rest of the email."""
    promised = claims(new)
    if not any(promised):
        return True
    own = passage.text[: span.start] + " " + passage.text[span.end :]
    return kept(promised, "\n".join((own, *(p.text for p in email.passages if p is not passage))))


def _fits_there(proposal: Proposal, kind: str) -> bool:
    if proposal.where == kind:
        return True
    return kind == "subject" and proposal.of == "match"


def _title(kind: RewriteKind, old: str, new: str) -> str:
    """One line for a menu: what the rewrite would put there, or take away."""
    if kind is RewriteKind.CUT or old.lower().endswith(new.lower()):
        return f"Delete \u201c{_short(old[: len(old) - len(new)])}\u201d"
    return f"Write \u201c{_short(new)}\u201d"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rstrip() + "\u2026"


def resolved(findings: Iterable[Finding]) -> list[Finding]:
    """Where findings of one family overlap, the longest is kept, then the one with more rewrites."""
    kept: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (-len(f.span), -len(f.rewrites), f.span, f.rule)):
        family = kept.setdefault(finding.family, [])
        place = bisect_left(family, finding.span, key=lambda other: other.span)
        beside = family[max(place - 1, 0) : place + 1]
        if not any(finding.span.overlaps(other.span) for other in beside):
            family.insert(place, finding)
    return [finding for family in kept.values() for finding in family]


def fixed(
    text: str,
    parse: Callable[[str], Email],
    linter: Linter,
    *,
    unsafe: bool = False,
    ignored: Callable[[str], bool] = lambda rule: False,
) -> str:
    """The text with safe rewrites applied, again and again until none is left; with ``unsafe`` all kinds.

    Findings of ``ignored`` rules stay. Each round lints the text that the last one made, so edits that
    touch wait for their turn, and fixing the result once more changes nothing.
    """
    kinds = frozenset(RewriteKind) if unsafe else frozenset({RewriteKind.SAFE})
    for _ in range(_FIX_ROUNDS):
        findings = [one for one in linter.review(parse(text)).findings if not ignored(one.rule)]
        edits = compatible_edits(findings, kinds)
        if not edits:
            break
        text = apply_edits(text, edits)
    return text
