"""Whether a sentence with a passive says that the writer, or the writer's side, is the one who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpushy.language.passives import Passive, word

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OWN = {"our": "we", "my": "I"}
_SIDES = frozenset("side end office desk team".split())
_FROM = frozenset({"from", "at", "on"})


def writer(doc: Doc, passive: Passive) -> str:
    """"I" or "we" where the text says so ("was checked on our side"); otherwise nothing.

    What it says stands as it is: "We checked the list on our side".
    """
    for token in doc[passive.last + 1 :]:
        if word(token) in _SIDES and token.i >= 2:
            own = _OWN.get(word(doc[token.i - 1]))
            if own and word(doc[token.i - 2]) in _FROM:
                return own
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return ""
    return ""
