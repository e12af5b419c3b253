"""Fits the words of a proposal into their sentence: what to replace, capitals, marks, white space.

Works in the passage's clean text (code points); offers nothing where the sentence would not stay
grammatical, so a rewrite that is shown can be taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unpushy.finding import RewriteKind
from unpushy.language.function_words import FUNCTION_WORDS
from unpushy.language.promotion import promoted
from unpushy.language.style import capitalized, contract, refill, uncapitalized, voiced
from unpushy.language.tokens import Tokens, norms_of_text
from unpushy.phrases.hit import Hit, Proposal
from unpushy.phrases.pattern import Node
from unpushy.phrases.place import CLAUSE_MARKS, CONJUNCTIONS, SUBORDINATORS, Place
from unpushy.phrases.safety import is_safe, keeps
from unpushy.text import Span

_LINE_BREAK = re.compile(r"[ \t]*(\r\n|\n|\r)[ \t]*")

Fitted = tuple[Span, str]
"""A clean span to replace, and its new text."""


@dataclass(frozen=True, slots=True)
class Fitter:
    """What may be dropped around a phrase: the ``lead`` and ``tail`` word classes."""

    lead: Node
    tail: Node

    def fits(
        self, tokens: Tokens, hit: Hit, proposals: Iterable[Proposal]
    ) -> Iterator[tuple[RewriteKind, Span, str]]:
        """Those of a hit's proposals that fit, best first: each is tried only when it is asked for."""
        place = Place(tokens, hit.start, hit.end, self.lead, self.tail)
        seen: set[Fitted] = set()
        for proposal in proposals:
            fitted = _fit(place, proposal, hit.facts)
            if fitted is not None and fitted not in seen:
                seen.add(fitted)
                yield (proposal.kind, *fitted)


def _fit(place: Place, proposal: Proposal, facts: Iterable[int]) -> Fitted | None:
    if proposal.of == "tokens":
        return _exact(place.tokens, proposal)
    safe = proposal.kind is RewriteKind.SAFE
    if safe and not is_safe(place, proposal, facts):
        return None
    if proposal.kind is RewriteKind.CUT:
        found = _cut_sentence(place) if proposal.of == "sentence" else _cut_clause(place)
    elif proposal.of == "opening":
        found = _promoted(place, proposal.text, facts)
    elif proposal.of == "sentence" and not proposal.text:
        found = _dispensed(place)
    elif safe and proposal.of != "match" and place.half is not None:
        found = _halved(place, proposal.text)
    elif safe and proposal.of == "clause" and not place.is_last:
        found = _sentence(place, _ended(proposal.text), strict=True)
    elif proposal.of == "sentence":
        found = _sentence(place, proposal.text, strict=safe)
    elif proposal.of == "clause":
        found = _clause(place, proposal.text)
    elif proposal.text:
        found = _match(place, proposal.text)
    else:
        found = _delete(place, place.start, place.end)
    if found is None:
        return None
    span, text = found
    whole = place.tokens.text
    if not text and _empties_brackets(whole, span):
        return None
    if text:
        text = _lowered(place, voiced(text, place.norms))
        text = _wrapped(whole, span, contract(text, whole))
    return (span, text) if text != span.of(whole) else None


def _empties_brackets(text: str, span: Span) -> bool:
    """Whether nothing but a mark would be left in brackets or quotation marks: "(.)"."""
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip(" \t.!?,")
    return before[-1:] + after[:1] in {"()", "[]", '""', "\u201c\u201d"}


def _lowered(place: Place, text: str) -> str:
    """New words in which the first word of the old sentence has lost its capital, where it now is inside."""
    first = place.norms[place.first]
    if first not in FUNCTION_WORDS or first == "i":
        return text
    return re.sub(rf"(?<=[a-z,;] ){capitalized(first)}\b", first, text)


def _match(place: Place, text: str) -> Fitted | None:
    if place.start == place.first:
        text = place.as_start(text)
    elif _breaks_article(place, text):
        return None
    elif text[0] in ",;":
        return Span(place.tokens.ends[place.start - 1], place.tokens.ends[place.end - 1]), text
    return place.span(place.start, place.end), text


def _breaks_article(place: Place, text: str) -> bool:
    """Whether "a" or "an" before the phrase would no longer fit what follows it."""
    article = place.norms[place.start - 1]
    return article in {"a", "an"} and (text[:1].lower() in "aeiou") != (article == "an")


def _sentence(place: Place, text: str, *, strict: bool) -> Fitted | None:
    """Replace the sentence: all of it must be the phrase and what may be dropped with it."""
    if strict and place.is_greeted:
        return place.span(place.start, place.stop), place.marked(uncapitalized(text))
    if strict:
        return place.span(place.first, place.stop), place.marked(place.as_start(text))
    if not place.is_last:
        return _loose(place, text)
    if not place.is_first:
        return _second_half(place, text)
    return place.span(place.first, place.stop), place.marked(place.as_start(text))


def _loose(place: Place, text: str) -> Fitted | None:
    """A fill may replace a little more than the phrase, never more than as much again."""
    if not place.is_first or place.mark - place.end > max(4, place.end - place.start):
        return None
    return place.span(place.first, place.stop), place.marked(place.as_start(text))


def _promoted(place: Place, ask: str, facts: Iterable[int]) -> Fitted | None:
    """Make a sentence of what the phrase, as the opening of one, leads into."""
    text = promoted(place.tokens, place.start, place.end, place.mark, ask)
    if text is None or not keeps(place, norms_of_text(text), facts):
        return None
    if place.half is not None:
        return _halved(place, text)
    if place.is_first:
        return place.span(place.first, place.stop), place.marked(place.as_start(text))
    behind = place.norms[place.start - 1] == "," and place.norms[place.first] in SUBORDINATORS
    if place.is_greeted or behind:
        return place.span(place.start, place.stop), place.marked(text)
    return None


def _halved(place: Place, text: str) -> Fitted | None:
    """Begin a new sentence with the second of two clauses; the first keeps its own mark."""
    at = place.half
    if at is None:
        return None
    text = place.marked(capitalized(_ended(text)))
    span = Span(place.tokens.ends[at - 1], place.tokens.ends[place.stop - 1])
    return span, ("? " if place.half_asks else ". ") + text


def _dispensed(place: Place) -> Fitted | None:
    """Delete the sentence, or that half of it which is the phrase."""
    if place.half is not None:
        return Span(place.tokens.ends[place.half - 1], place.tokens.ends[place.mark - 1]), ""
    if place.heads:
        return _delete(place, place.first, place.end)
    return _cut_sentence(place)


def _ended(text: str) -> str:
    return text if text[-1] in ".?!" else text + "."


def _second_half(place: Place, text: str) -> Fitted | None:
    """Begin a new sentence where the phrase was the second clause of one."""
    norms, at = place.norms, place.start
    if norms[at - 1] in CONJUNCTIONS and at - 1 > place.first:
        at -= 1
    if norms[at - 1] not in {",", ";", "\u2014"} or norms[place.first] in SUBORDINATORS:
        return None
    if at - 1 - place.first < 3:
        return None
    left, right = place.tokens.ends[at - 2], place.tokens.ends[place.stop - 1]
    return Span(left, right), ". " + place.marked(capitalized(text))


def _clause(place: Place, text: str) -> Fitted | None:
    """Replace the clause: it must be the phrase and what may be dropped with it."""
    left, right = place.clause()
    if not place.leads(left) or not place.tails(right):
        return None
    if left < place.start and left > place.first:
        left = place.start
    text = place.as_start(text) if left == place.first else uncapitalized(text)
    if right < place.mark or text.endswith("?") == place.is_question:
        return place.span(left, right), text.rstrip(".?")
    return place.span(left, place.stop), place.marked(text)


def _cut_sentence(place: Place) -> Fitted | None:
    """Delete the sentence with the white space around it; not where most of it is something else."""
    others = (place.start - place.first) + (place.mark - place.end)
    if others > place.end - place.start:
        return None
    text = place.tokens.text
    left, right = place.tokens.starts[place.first], place.tokens.ends[place.stop - 1]
    while right < len(text) and text[right].isspace():
        right += 1
    if right == len(text):
        while left > 0 and text[left - 1].isspace():
            left -= 1
    return Span(left, right), ""


def _cut_clause(place: Place) -> Fitted | None:
    left, right = place.clause()
    if left == place.first and right >= place.mark:
        return None
    if not place.leads(left) or not place.tails(right):
        return None
    return _delete(place, left, right)


def _delete(place: Place, start: int, end: int) -> Fitted | None:
    """Delete tokens with their comma and white space; the sentence keeps its capital and its mark."""
    tokens, norms = place.tokens, place.norms
    if start == place.first:
        if end < place.mark and norms[end] in {",", "\u2014", ":", ";"}:
            end += 1
        if end < place.mark and norms[end] in CONJUNCTIONS and norms[end - 1] in {",", "\u2014"}:
            end += 1
        if end >= place.mark or norms[end] in CLAUSE_MARKS | {'"'}:
            return None
        word = place.span(end, end + 1).of(tokens.text)
        new = capitalized(word) if place.has_capital else word
        return Span(tokens.starts[start], tokens.ends[end]), new
    if end < place.stop and _breaks_article(place, norms[end]):
        return None
    before = norms[start - 1]
    after = norms[end] if end < place.stop else ""
    left, right = tokens.ends[start - 1], tokens.ends[end - 1]
    if before in {",", ";", ":", "\u2014"}:
        closes = end >= place.mark or after in {",", "\u2014", ";"}
        if not closes:
            return None
        left = tokens.ends[start - 2] if start >= 2 else left
        right = tokens.ends[end] if after == before else right
    elif end < place.mark and after in {",", ";"} and before in CONJUNCTIONS:
        right = tokens.ends[end]
    return Span(left, right), ""


def _exact(tokens: Tokens, proposal: Proposal) -> Fitted:
    """What a rule has fitted in itself; only hard wrapping and contractions are the draft's."""
    span = Span(tokens.starts[proposal.at[0]], tokens.ends[proposal.at[1] - 1])
    return span, _wrapped(tokens.text, span, contract(proposal.text, tokens.text))


def _wrapped(text: str, span: Span, new: str) -> str:
    """Break the new text where the old one was broken by hard wrapping."""
    breaks = _LINE_BREAK.search(span.of(text))
    if not breaks:
        return new
    line_start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    width = max(len(line) for line in text.replace("\r", "\n").split("\n"))
    return refill(new, span.start - line_start, max(width, 40), breaks[0].lstrip(" \t"))
