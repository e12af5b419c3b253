"""Proves a phrase list: each of its examples does what it is there for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from unpushy.language.reading import Reading
from unpushy.language.tokens import Tokens
from unpushy.phrases.build import Builder, unknown_base
from unpushy.phrases.fitting import Fitter
from unpushy.phrases.load import ListFile, list_path, read_classes, read_list, rule_names
from unpushy.phrases.matcher import PhraseMatcher
from unpushy.phrases.pattern import Classes
from unpushy.tomlfile import line_of

OPEN, CLOSE = "«", "»"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a list claims and does not do."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def unmarked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """An example without its « » and the spans (code points) that they mark."""
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    for place, piece in enumerate(example.replace(CLOSE, OPEN).split(OPEN)):
        if place % 2:
            spans.append((length, length + len(piece)))
        text.append(piece)
        length += len(piece)
    return "".join(text), spans


def check_list(path: Path, classes_path: Path) -> Iterator[Problem]:
    """All problems of a list. Raises ``PhraseListError`` where it can't even be read."""
    listed = read_list(path)
    base = None
    if listed.content.extends:
        if not list_path(listed.rule).is_file():
            raise unknown_base(listed, rule_names())
        base = read_list(list_path(listed.rule))
    checker = _Checker(listed, base, read_classes(classes_path))
    yield from checker.patterns()
    yield from checker.contexts()
    yield from checker.clean()
    yield from checker.examples()


class _Checker:
    def __init__(self, listed: ListFile, base: ListFile | None, classes: Classes) -> None:
        """``base`` is the list that this one extends."""
        self.listed = listed
        self.builder = Builder(classes)
        if base is not None:
            self.builder.add(base, listed)
            self.first = sum(len(group.patterns) for group in base.content.phrases)
            self.first_context = len(base.content.unless)
            self.first_own_context = self.first_context + sum(len(g.unless) for g in base.content.phrases)
        else:
            self.builder.add(listed)
            self.first = self.first_context = self.first_own_context = 0
        self.matcher = PhraseMatcher(self.builder.compiled())

    def _problem(self, value: str, text: str) -> Problem:
        return Problem(self.listed.path, line_of(self.listed.text, (), value), text)

    def patterns(self) -> Iterator[Problem]:
        texts = self.builder.pattern_texts[self.first :]
        examples = [e for group in self.listed.content.phrases for e in group.patterns.values()]
        for number, (pattern, example) in enumerate(zip(texts, examples, strict=True)):
            text, spans = unmarked(example)
            if not spans:
                yield self._problem(pattern, f"the example marks no words by « »: {example!r}")
                continue
            reading = Reading(text)
            found = {match.pattern - self.first for match, _ in self.matcher.matches(reading)}
            found = {other for other in found if other >= 0}
            if number not in found:
                yield self._problem(pattern, f"the pattern does not match its example: {example!r}")
            elif others := found - {number}:
                names = ", ".join(repr(texts[other]) for other in sorted(others))
                yield self._problem(pattern, f"the example is matched by another pattern too: {names}")
            elif (hits := self._spans(reading)) != spans:
                marked = [text[a:b] for a, b in hits]
                yield self._problem(pattern, f"the example is flagged at {marked}, not where it is marked")

    def contexts(self) -> Iterator[Problem]:
        content = self.listed.content
        own = [pair for group in content.phrases for pair in group.unless.items()]
        shared = list(content.unless.items())
        numbers = [
            *range(self.first_context, self.first_context + len(shared)),
            *range(self.first_own_context + len(shared), self.first_own_context + len(shared) + len(own)),
        ]
        for number, (context, example) in zip(numbers, [*shared, *own], strict=True):
            reading = Reading(example)
            if self._spans(reading):
                yield self._problem(context, f"the context does not keep its example clean: {example!r}")
            elif not list(self.matcher.hits(reading, without=number)):
                yield self._problem(context, f"its example is clean without the context, too: {example!r}")

    def clean(self) -> Iterator[Problem]:
        for text in self.listed.content.clean:
            for start, end in self._spans(Reading(text)):
                yield self._problem(text, f"a clean example is flagged at {text[start:end]!r}")

    def examples(self) -> Iterator[Problem]:
        fitter = Fitter(self.matcher.lead, self.matcher.tail)
        for example in self.listed.content.examples:
            text, spans = unmarked(example.text)
            reading = Reading(text)
            tokens = reading.tokens
            hits = list(self.matcher.hits(reading))
            if [_span(tokens, hit.start, hit.end) for hit in hits] != spans or len(hits) != 1:
                found = [text[a:b] for a, b in self._spans(reading)]
                yield self._problem(
                    example.text, f"the example is flagged at {found}, not where it is marked"
                )
                continue
            best = next(fitter.fits(tokens, hits[0], hits[0].proposals), None)
            after = text if best is None else text[: best[1].start] + best[2] + text[best[1].end :]
            if after != example.after:
                yield self._problem(example.text, f"the first rewrite makes {after!r} of it")

    def _spans(self, reading: Reading) -> list[tuple[int, int]]:
        return [_span(reading.tokens, hit.start, hit.end) for hit in self.matcher.hits(reading)]


def _span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    return tokens.starts[start], tokens.ends[end - 1]
