"""Rules that need a parse: only sentences that a trigger names are parsed, each once, a draft's together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from unpushy.finding import RewriteKind
from unpushy.language.parsing import Parser, collapsed
from unpushy.language.reading import Reading
from unpushy.phrases.hit import Hit, Proposal

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST_KEPT = 20_000
"""Sentences whose findings are remembered."""


@dataclass(frozen=True, slots=True)
class Change:
    """New words for code points ``start`` to ``end`` of a sentence."""

    kind: RewriteKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that holds of code points ``start`` to ``end`` of a sentence (white space collapsed)."""

    rule: str
    start: int
    end: int
    message: str
    changes: tuple[Change, ...] = ()


Learnt = Mapping[str, tuple[Found, ...]]
"""What was found in sentences (white space collapsed)."""


class ParsedRule(Protocol):
    """A module of a rule that needs a parse."""

    def triggers(self, norms: Sequence[str], agent: str) -> bool:
        """Whether a run of norms may hold what the rule looks for."""

    def found(self, doc: Doc, agent: str) -> Iterator[Found]:
        """What the rule finds in a parsed sentence."""


class ParsedRules:
    """Rules that need a parse, with what they found in sentences met before."""

    def __init__(
        self, rules: Sequence[Any], others: Callable[[str], Iterable[Hit]], parser: Parser, agent: str
    ) -> None:
        """``others``: what rules that need no parse find in a text."""
        self._rules: Sequence[ParsedRule] = rules
        self._others = others
        self._parser = parser
        self._agent = agent
        self._kept: dict[str, tuple[Found, ...]] = {}
        self._news: dict[str, tuple[Found, ...]] | None = None

    def sentences(self, reading: Reading) -> tuple[tuple[int, int], ...]:
        """The token spans of the sentences to parse: of most passages none, at the cost of their norms."""
        if not any(rule.triggers(reading.norms, self._agent) for rule in self._rules):
            return ()
        tokens = reading.tokens
        return tuple(
            (first, stop)
            for first, stop in pairwise([*tokens.sents, len(tokens)])
            if any(rule.triggers(tokens.norms[first:stop], self._agent) for rule in self._rules)
        )

    def hits(self, asked: Sequence[tuple[Reading, Sequence[tuple[int, int]]]]) -> list[list[Hit]]:
        """The hits in these sentences of each passage. Raises ``ModelError``.

        Several threads may ask: what one of them keeps or forgets does not touch another's answer.
        """
        texts = [[_text(reading, *span) for span in spans] for reading, spans in asked]
        known = self._learnt(text for group in texts for text, _ in group)
        out = []
        for (reading, spans), group in zip(asked, texts, strict=True):
            hits = []
            for (first, _), (text, places) in zip(spans, group, strict=True):
                start = reading.tokens.starts[first]
                for found in known[text]:
                    hit = _hit(reading, found, start, places)
                    if hit:
                        hits.append(hit)
            out.append(hits)
        return out

    def learn(self, asked: Sequence[tuple[Reading, Sequence[tuple[int, int]]]]) -> None:
        """Parse these sentences now: many together take less time. Raises ``ModelError``."""
        self._learnt(_text(reading, *span)[0] for reading, spans in asked for span in spans)

    def _learnt(self, texts: Iterable[str]) -> dict[str, tuple[Found, ...]]:
        """What is found in each of these sentences; what is new is parsed, together, and kept."""
        wanted = dict.fromkeys(texts)
        known = {text: kept for text in wanted if (kept := self._kept.get(text)) is not None}
        new = [text for text in wanted if text not in known]
        if new:
            for text, doc in zip(new, self._parser.parse(new), strict=True):
                known[text] = tuple(
                    self._clean(f, text) for r in self._rules for f in r.found(doc, self._agent)
                )
            self._keep(news := {text: known[text] for text in new})
            if self._news is not None:
                self._news |= news
        return known

    def news(self) -> Learnt:
        """What was found in sentences that were parsed here since this was last asked; at first, nothing."""
        news, self._news = self._news, {}
        return news or {}

    def hear(self, news: Learnt) -> None:
        """Keep what another process, with the same rules, found in sentences."""
        self._keep(news)

    def _keep(self, found: Learnt) -> None:
        if len(self._kept) + len(found) > _MOST_KEPT:
            self._kept.clear()
        self._kept.update(found)

    def _clean(self, found: Found, text: str) -> Found:
        """A finding without the rewrites that another rule would flag where it did not before."""
        if not found.changes:
            return found
        before = self._flags(text)
        kept = tuple(
            c for c in found.changes if self._flags(text[: c.start] + c.text + text[c.end :]) <= before
        )
        return Found(found.rule, found.start, found.end, found.message, kept)

    def _flags(self, text: str) -> set[str]:
        return {hit.rule for hit in self._others(text) if not hit.rule.startswith("draft/")}  # slots to fill


def _text(reading: Reading, first: int, stop: int) -> tuple[str, list[int]]:
    tokens = reading.tokens
    return collapsed(reading.text[tokens.starts[first] : tokens.ends[stop - 1]])


def _hit(reading: Reading, found: Found, offset: int, places: list[int]) -> Hit | None:
    """A finding over the passage's tokens; rewrites whose ends are not those of tokens are left out."""
    tokens = reading.tokens
    span = tokens.covering(offset + places[found.start], offset + places[found.end - 1] + 1)
    if span is None:
        return None
    proposals = []
    for change in found.changes:
        start, end = offset + places[change.start], offset + places[change.end - 1] + 1
        at = tokens.covering(start, end)
        if at is not None and tokens.starts[at[0]] == start and tokens.ends[at[1] - 1] == end:
            proposals.append(Proposal(change.kind, change.text, "tokens", at=at))
    return Hit(found.rule, *span, found.message, tuple(proposals))
