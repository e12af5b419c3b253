"""The shape of a phrase list: ``phrase_lists/<family>/<rule>.toml``."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from unpushy.rule import Profile

Text = Annotated[str, Meta(min_length=1)]
Scope = Literal["match", "clause", "sentence", "opening"]
Level = Literal["error", "warning", "information"]


class EvidenceEntry(Struct, forbid_unknown_fields=True, frozen=True):
    """A fact that shows why readers mind, with its source; a url only where it is known to exist."""

    claim: Text
    source: Text
    confidence: Literal["high", "medium", "low"]
    year: Annotated[int, Meta(ge=1900, le=2100)] | None = None
    """Left out where the source gives no date."""
    url: str = ""


class RewriteEntry(Struct, forbid_unknown_fields=True, frozen=True):
    """One rewrite: exactly one of ``safe``, ``fill`` and ``cut``."""

    safe: str | None = None
    """Drop-in text that needs no new fact; ``{topic}`` is the words of a captured slot."""
    fill: str | None = None
    """Text with ``[slots]`` in brackets for the writer to fill."""
    cut: Literal["clause", "sentence"] | None = None
    of: Scope = "match"
    """What ``safe`` or ``fill`` replaces."""
    where: Literal["body", "subject"] = "body"

    def __post_init__(self) -> None:
        if sum(choice is not None for choice in (self.safe, self.fill, self.cut)) != 1:
            raise ValueError("a rewrite has exactly one of safe, fill and cut")
        for _, slot, form, conversion in Formatter().parse(self.safe or self.fill or ""):
            if slot is not None and (not slot.isidentifier() or form or conversion):
                raise ValueError(f"{{{slot}}} is no slot, which is a word in braces")


class PhraseGroup(Struct, forbid_unknown_fields=True, frozen=True):
    """Patterns of one wording, which share their rewrites."""

    patterns: Annotated[dict[Text, Text], Meta(min_length=1)]
    """Pattern -> an example that no other pattern of the list matches, the flagged words in « »."""
    rewrites: str | None = None
    """The name of a set in ``[rewrites]``."""
    unless: dict[Text, Text] = {}
    """Context that makes the words harmless (``@`` is the match) -> an example that it keeps clean."""
    only: Literal["any", "question", "statement"] = "any"
    """The kind of sentence that it holds in."""
    after: Literal["any", "statement"] = "any"
    """"statement": harmless where the sentence before is a question that nothing is wrong with."""
    why: str | None = None
    """A message for this wording, instead of the rule's."""


class Example(Struct, forbid_unknown_fields=True, frozen=True):
    """A flagged text and what its first rewrite makes of it."""

    text: Text
    after: str


class PhraseList(Struct, forbid_unknown_fields=True, frozen=True):
    """One rule, complete: why, evidence, phrases, rewrites, examples."""

    title: Text | None = None
    why: Annotated[str, Meta(min_length=20, max_length=300)] | None = None
    """For the writer who reads the diagnostic: two sentences at most, never itself scolding."""
    phrases: list[PhraseGroup] = []
    extends: bool = False
    """Adds to a rule that there is already; what is given here goes before what the rule has."""
    severity: Level | None = None
    """Where it differs from the family's."""
    profiles: dict[Profile, Level] = {}
    """Where it differs by the kind of email."""
    evidence: list[EvidenceEntry] = []
    classes: dict[Text, list[Text]] = {}
    """Word classes of this list alone, beside those of ``classes.toml``."""
    rewrites: dict[Text, list[RewriteEntry]] = {}
    unless: dict[Text, Text] = {}
    """Contexts that hold for every phrase of the list."""
    examples: list[Example] = []
    clean: list[Text] = []
    """Texts that stay unflagged: literal uses, third parties, lines that release pressure."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema of phrase lists, for editors."""
    schema = msgspec.json.schema(PhraseList)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "unpushy phrase list",
        **schema,
    }
