"""Runs the rules over an email and makes findings of their hits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol, TypeVar

from unpushy.config import Config
from unpushy.document import REMEMBERED, Email, Passage, RegionKind
from unpushy.errors import ConfigError
from unpushy.finding import Finding, Rewrite, RewriteKind, Severity
from unpushy.language.parsing import Parser
from unpushy.language.pipelines import ModelError
from unpushy.language.promises import Light
from unpushy.language.reading import Reading
from unpushy.language.tokens import Tokens
from unpushy.phrases.fitting import Fitter
from unpushy.phrases.hit import Hit, Proposal
from unpushy.profile import declared, detected
from unpushy.rewrite import apply_edits, compatible_edits, title
from unpushy.rule import Profile
from unpushy.rules import RuleSet
from unpushy.rules._parsed import Learnt, ParsedRules
from unpushy.rules._reads import CARDS as READS
from unpushy.rules._reads import Asked
from unpushy.suppress import Review, fingerprint, review, statement
from unpushy.text import Span

_READINGS = 1_024
"""Passages whose tokens are kept for the next who asks: more than are parsed together."""
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
    severity: Severity | None
    confidence: float | None


class _Flagged(NamedTuple):
    """A placed hit of an email, before it is a finding."""

    number: int
    """Of its passage."""
    span: Span
    """In the source."""
    placed: _Placed

    @property
    def rule(self) -> str:
        return self.placed.rule

    @property
    def rewrites(self) -> tuple[object, ...]:
        return self.placed.rewrites


class _Flag(Protocol):
    """What may overlap with another: a finding, or what becomes one."""

    @property
    def rule(self) -> str: ...
    @property
    def span(self) -> Span: ...
    @property
    def rewrites(self) -> tuple[object, ...]: ...


_AnyFlag = TypeVar("_AnyFlag", bound=_Flag)


class Linter:
    """One configuration's view of what to flag; findings are those of a fresh lint, always."""

    def __init__(self, rules: RuleSet, config: Config) -> None:
        self._rules = rules
        self._config = config
        self._active = {card.id: card for card in rules.cards if config.selects(card.id)}
        read = frozenset(card.family for card in READS if config.reader and card.id in self._active)
        self._read = Asked(read, config.min_confidence)
        self._fitter = Fitter(rules.phrases.lead, rules.phrases.tail)
        self._reading = lru_cache(maxsize=_READINGS)(Reading)
        self._placed = lru_cache(maxsize=REMEMBERED)(self._place_all)
        self._parsing = rules.parsing(self._active, Parser(config.model), config.agent, self._read)
        self._to_parse = lru_cache(maxsize=REMEMBERED)(self._sentences_to_parse)

    def check(
        self, email: Email, profile: Profile | None = None, *, parsed: bool = True, rewrites: bool = True
    ) -> list[Finding]:
        """All findings of an email, sorted by place.

        ``profile`` is what the configuration says of the file; the draft's own word goes before it. Without
        ``parsed`` the rules that need a parse are left out, and spaCy is not imported: an editor shows these
        findings first. Without ``rewrites`` they have none, which is all that it takes to show them. Raises
        ``ConfigError`` where the configured pipeline can't be used.
        """
        kind_of_email = declared(email) or profile or detected(email)
        standing = sorted(
            resolved(self._flagged(email, parsed=parsed)), key=lambda flag: (flag.span, flag.rule)
        )
        if not rewrites:
            return [self._finding(flag, email, (), kind_of_email) for flag in standing]
        light = Light(
            [passage.text for passage in email.passages],
            lambda: [(flag.number, flag.placed.span) for flag in standing if flag.rule in _PRESSING],
        )
        return [
            self._finding(flag, email, tuple(self._rewrites(flag, email, light)), kind_of_email)
            for flag in standing
        ]

    def _flagged(self, email: Email, *, parsed: bool) -> Iterator[_Flagged]:
        for number, passage in enumerate(email.passages):
            kind = _place_of(passage)
            for one in self._placed(passage.text, kind, email.merge_tags):
                yield _Flagged(number, passage.mapped.map.to_source(one.span), one)
        if parsed and self._parsing:
            yield from self._parsed(self._parsing, email)

    def _parsed(self, parsing: ParsedRules, email: Email) -> Iterator[_Flagged]:
        """What rules that need a parse flag; the sentences of all passages are parsed together."""
        asked = [*self._asked(email)]
        try:
            found = parsing.hits([(reading, spans) for _, reading, spans in asked]) if asked else []
        except ModelError as error:
            place = self._config.origins.get("language.model", "language.model")
            raise ConfigError(f"{place}: {error}") from error
        for (number, reading, _), hits in zip(asked, found, strict=True):
            passage = email.passages[number]
            for hit in hits:
                if hit.rule in self._active:
                    one = self._place(reading.tokens, hit, _place_of(passage))
                    yield _Flagged(number, passage.mapped.map.to_source(one.span), one)

    def _asked(self, email: Email) -> Iterator[tuple[int, Reading, tuple[tuple[int, int], ...]]]:
        """The passages of an email with sentences to parse: number, reading and those."""
        for number, passage in enumerate(email.passages):
            if spans := self._to_parse(passage.text):
                yield number, self._reading(passage.text), spans

    def parse_ahead(self, emails: Iterable[Email]) -> None:
        """Parse what ``check`` will want parsed of several emails: together it takes less time.

        What can't be parsed is for ``check`` to say.
        """
        asked = [(reading, spans) for email in emails for _, reading, spans in self._asked(email)]
        if self._parsing and asked:
            with suppress(ModelError):
                self._parsing.learn(asked)

    def news(self) -> Learnt:
        """What was found in sentences that were parsed since this was last asked; at first, nothing."""
        return self._parsing.news() if self._parsing else {}

    def hear(self, news: Learnt) -> None:
        """Keep the news of a linter with the same rules, which need not be found out again."""
        if self._parsing:
            self._parsing.hear(news)

    def _sentences_to_parse(self, text: str) -> tuple[tuple[int, int], ...]:
        return self._parsing.sentences(self._reading(text)) if self._parsing else ()

    def prepare(self, email: Email, passage: Passage) -> None:
        """Do a passage's part of ``check`` ahead, so that a long email can be linted bit by bit."""
        self._placed(passage.text, _place_of(passage), email.merge_tags)

    def review(
        self, email: Email, profile: Profile | None = None, *, parsed: bool = True, rewrites: bool = True
    ) -> Review:
        """The findings of an email as ``check`` gives them, parted by what the writer wants to keep."""
        findings = self.check(email, profile, parsed=parsed, rewrites=rewrites)
        return review(email, findings, self._config.dismissed)

    def parses(self, email: Email) -> bool:
        """Whether a sentence of an email would be parsed."""
        return self._parsing is not None and any(self._to_parse(p.text) for p in email.passages)

    def _place_all(self, text: str, kind: str, merge_tags: re.Pattern[str] | None) -> tuple[_Placed, ...]:
        reading = self._reading(text)
        found = self._rules.hits(reading, self._read, self._config.language_variant, merge_tags)
        hits = [hit for hit in found if hit.rule in self._active]
        return tuple(self._place(reading.tokens, hit, kind) for hit in hits)

    def _place(self, tokens: Tokens, hit: Hit, kind: str) -> _Placed:
        span = Span(tokens.starts[hit.start], tokens.ends[hit.end - 1])
        name = fingerprint(hit.rule, statement(tokens.norms, hit.start))
        rewrites = tuple(self._fitted(tokens, hit, kind))
        return _Placed(hit.rule, hit.message, span, rewrites, name, hit.severity, hit.confidence)

    def _fitted(self, tokens: Tokens, hit: Hit, kind: str) -> Iterator[tuple[RewriteKind, Span, str]]:
        proposals = (proposal for proposal in hit.proposals if _fits_there(proposal, kind))
        fitted = self._fitter.fits(tokens, hit, proposals)
        return islice((one for one in fitted if self._relieves(tokens, hit, *one[1:])), _MOST_REWRITES)

    def _relieves(self, tokens: Tokens, hit: Hit, span: Span, new: str) -> bool:
        """Whether the trained reader sees in a rewritten sentence no more than what else was there before."""
        if not self._read.families or not new:
            return True
        first, last = tokens.sent_of(hit.start)
        start, end = min(tokens.starts[first], span.start), max(tokens.ends[last - 1], span.end)
        text = tokens.text
        after = self._rules.reads_as(text[start : span.start] + new + text[span.end : end], self._read)
        if not after:
            return True
        before = self._rules.reads_as(text[start:end], self._read)
        return after <= before - {hit.rule.partition("/")[0]}

    def _finding(
        self, flag: _Flagged, email: Email, rewrites: tuple[Rewrite, ...], profile: Profile | None
    ) -> Finding:
        placed = flag.placed
        return Finding(
            placed.rule,
            self._config.severity(self._active[placed.rule], profile, placed.severity),
            placed.message,
            flag.span,
            placed.span.of(email.passages[flag.number].text),
            rewrites,
            placed.fingerprint,
            placed.confidence,
        )

    def _rewrites(self, flag: _Flagged, email: Email, light: Light) -> Iterator[Rewrite]:
        """The rewrites that can be applied exactly, and promise nothing that the rest of the email belies."""
        mapped = email.passages[flag.number].mapped
        for kind, span, new in flag.placed.rewrites:
            if kind is RewriteKind.SAFE and not light.keeps(new, flag.number, span):
                continue
            edit = mapped.edit(span, new)
            if edit is not None:
                yield Rewrite(title(kind, span.of(mapped.text), new), kind, (edit,))


def _place_of(passage: Passage) -> str:
    return "subject" if passage.kind is RegionKind.SUBJECT else "body"


def _fits_there(proposal: Proposal, kind: str) -> bool:
    if proposal.where == kind:
        return True
    return kind == "subject" and proposal.of == "match"


def resolved(flags: Iterable[_AnyFlag]) -> list[_AnyFlag]:
    """Where findings of one family overlap, the longest is kept, then the one with more rewrites."""
    kept: dict[str, list[_AnyFlag]] = {}
    for flag in sorted(flags, key=lambda f: (-len(f.span), -len(f.rewrites), f.span, f.rule)):
        family = kept.setdefault(flag.rule.partition("/")[0], [])
        place = bisect_left(family, flag.span, key=lambda other: other.span)
        beside = family[max(place - 1, 0) : place + 1]
        if not any(flag.span.overlaps(other.span) for other in beside):
            family.insert(place, flag)
    return [flag for family in kept.values() for flag in family]


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
