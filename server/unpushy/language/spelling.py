"""British and American spelling: rewrites follow the variant that a writer asks for.

Without one nothing is changed, and nothing is guessed from the draft.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from unpushy.language.inflection import verb_forms

Variant = Literal["en", "en-GB", "en-US"]
"""``en`` is no preference."""

_VERBS = """
    apologise:apologize authorise:authorize categorise:categorize
    centralise:centralize customise:customize digitise:digitize emphasise:emphasize familiarise:familiarize
    favour:favor finalise:finalize harmonise:harmonize honour:honor itemise:itemize maximise:maximize
    minimise:minimize modernise:modernize optimise:optimize organise:organize personalise:personalize
    practise:practice prioritise:prioritize realise:realize recognise:recognize reorganise:reorganize
    standardise:standardize summarise:summarize synchronise:synchronize utilise:utilize visualise:visualize
"""
_WORDS = """
    acknowledgement:acknowledgment authorisation:authorization behaviour:behavior cancelled:canceled
    cancelling:canceling catalogue:catalog centre:center cheque:check colour:color customisation:customization
    defence:defense enrol:enroll enrolment:enrollment favourable:favorable
    favourite:favorite fulfil:fulfill fulfilment:fulfillment grey:gray harbour:harbor instalment:installment
    judgement:judgment labelled:labeled labour:labor learnt:learned licence:license metre:meter
    modelling:modeling neighbour:neighbor organisation:organization organiser:organizer
    prioritisation:prioritization programme:program sceptical:skeptical travelled:traveled
    traveller:traveler travelling:traveling whilst:while
"""
_ALSO_BRITISH = frozenset(
    "check checks learned license licenses meter meters practice practices practicing practiced "
    "program programs while".split()
)
"""American spellings that are right in British English, too, in another sense: these stay as they are."""
_WORD = re.compile(r"\{[^}]*\}|[^\W\d_]+")


def spelled(text: str, variant: Variant) -> str:
    """A rewrite's own words in a variant; names of slots in braces stay as they are."""
    words = _table(variant)
    return _WORD.sub(lambda match: _as(match[0], words.get(match[0].lower())), text) if words else text


def _as(word: str, new: str | None) -> str:
    """The new word with the capitals of the old one."""
    if new is None:
        return word
    if word.isupper():
        return new.upper()
    return new.capitalize() if word[0].isupper() else new


@cache
def _table(variant: Variant) -> dict[str, str]:
    """What each word of the other variant becomes."""
    if variant == "en":
        return {}
    pairs: list[tuple[str, str]] = []
    for british, american in _pairs(_VERBS):
        pairs += zip(verb_forms(british), verb_forms(american), strict=True)
    for british, american in _pairs(_WORDS):
        pairs += [(british, american), (f"{british}s", f"{american}s")]
    if variant == "en-US":
        return dict(pairs)
    return {american: british for british, american in pairs if american not in _ALSO_BRITISH}


def _pairs(table: str) -> list[tuple[str, str]]:
    return [(british, american) for british, _, american in (pair.partition(":") for pair in table.split())]
