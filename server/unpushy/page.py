"""A rule's page, made of its card: what ``unpushy rule`` prints and ``docs/rules`` holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from unpushy.rule import PROFILES, Evidence, Rule

_Item = TypeVar("_Item")
_FLAGGED, _CLEAN, _REWRITTEN = 8, 8, 6
"""How many examples of each kind a page shows."""


def markdown(card: Rule) -> str:
    """The page of a rule, as Markdown."""
    parts = [f"# {card.id}: {card.title}", card.why, _severity(card)]
    if card.evidence:
        parts += ["## Evidence", "\n".join(f"- {_evidence(entry)}" for entry in card.evidence)]
    parts += ["## Flagged", _bullets(card.flags, _FLAGGED)]
    if card.rewrites:
        rows = [f"| {_cell(text)} | {_cell(after)} |" for text, after in _spread(card.rewrites, _REWRITTEN)]
        parts += ["## Rewritten", "\n".join(["| draft | first rewrite |", "| --- | --- |", *rows])]
    parts += ["## Clean", _bullets(card.clean, _CLEAN)]
    return "\n\n".join(parts) + "\n"


def plain(card: Rule) -> str:
    """The page of a rule, for a terminal."""
    lines = [f"{card.id} ({card.severity.label}): {card.title}", "", card.why]
    lines += [f"  {profile}: {level.label}" for profile, level in card.profiles.items()]
    if card.evidence:
        lines += ["", "Evidence", *(f"  {_evidence(entry)}" for entry in card.evidence)]
    lines += ["", "Flagged", *(f"  {text}" for text in _spread(card.flags, _FLAGGED))]
    if card.rewrites:
        lines += ["", "Rewritten"]
        lines += [
            f"  {text}\n    -> {after or '(deleted)'}" for text, after in _spread(card.rewrites, _REWRITTEN)
        ]
    lines += ["", "Clean", *(f"  {text}" for text in _spread(card.clean, _CLEAN))]
    return "\n".join(lines) + "\n"


def index(cards: Iterable[Rule]) -> str:
    """The page that lists all rules, as Markdown."""
    rows = [f"| [{c.id}]({c.id}.md) | {c.severity.label} | {c.title} |" for c in cards]
    kinds = [f"| `{name}` | {what} |" for name, what in PROFILES.items()]
    return "\n".join(
        [
            "# Rules\n",
            "| rule | severity | |\n| --- | --- | --- |",
            *rows,
            "\n## Profiles\n",
            "What is fair in one kind of email presses in another: each rule's page says where it weighs",
            "more or less. [Profiles](../profiles.md) tells how a draft gets its profile.\n",
            "| profile | kind of email |\n| --- | --- |",
            *kinds,
            "",
        ]
    )


def _severity(card: Rule) -> str:
    text = f"Severity: {card.severity.label}"
    if card.profiles:
        text += "; " + ", ".join(f"{level.label} in `{name}`" for name, level in card.profiles.items())
    return text + "."


def _evidence(entry: Evidence) -> str:
    source = f"{entry.source}, {entry.year}" if entry.year else entry.source
    url = f" <{entry.url}>" if entry.url else ""
    return f"{entry.claim} ({source}; confidence: {entry.confidence}){url}"


def _bullets(texts: tuple[str, ...], most: int) -> str:
    return "\n".join(f"- {_cell(text)}" for text in _spread(texts, most))


def _spread(items: Sequence[_Item], most: int) -> list[_Item]:
    """Some of many, from all over: examples that stand together are alike."""
    step = max(len(items) / most, 1)
    return [items[int(place * step)] for place in range(min(most, len(items)))]


def _cell(text: str) -> str:
    line = " ".join(text.split())
    for mark in "\\`*_{}[]<>|":
        line = line.replace(mark, f"\\{mark}")
    return line
