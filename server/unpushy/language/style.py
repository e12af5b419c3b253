"""The writer's own style, kept in rewrites: capitals, contractions, "I" or "we", line width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_CONTRACTED = re.compile(r"\w['\u2019](?:m|re|ve|ll|d|t)\b", re.IGNORECASE)
_CONTRACTIONS = {
    "I am": "I'm",
    "I will": "I'll",
    "I have": "I've",
    "I would": "I'd",
    "you are": "you're",
    "we are": "we're",
    "we will": "we'll",
    "it is": "it's",
    "that is": "that's",
    "there is": "there's",
    "do not": "don't",
    "does not": "doesn't",
    "is not": "isn't",
    "are not": "aren't",
    "will not": "won't",
    "cannot": "can't",
}
_LONG_FORMS = re.compile(
    r"\b(" + "|".join(sorted(_CONTRACTIONS, key=len, reverse=True)) + r")(?= [A-Za-z\[])", re.IGNORECASE
)

_ONE = frozenset("i me my mine myself".split())
_BOTH = frozenset("let can could shall should may might if when".split())
"""Behind one of these, "we" is often writer and reader together."""
_PLURAL = {
    "i am": "we are",
    "i was": "we were",
    "i": "we",
    "me": "us",
    "my": "our",
    "mine": "ours",
    "myself": "ourselves",
}
_FIRST_PERSON = re.compile(r"\b(?:I am|I was|I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)\b")


@lru_cache(maxsize=16)
def _apostrophe(draft: str) -> str | None:
    """The apostrophe of a draft's contractions; None where it has none (kept: many rewrites ask)."""
    used = _CONTRACTED.search(draft)
    if not used:
        return None
    return "\u2019" if "\u2019" in used[0] else "'"


def contract(text: str, like: str) -> str:
    """Contract "you are" and the like in new text, where the draft itself contracts (with its apostrophe)."""
    apostrophe = _apostrophe(like)
    if apostrophe is None:
        return text

    def short(match: re.Match[str]) -> str:
        found = match[0]
        contracted = next(v for k, v in _CONTRACTIONS.items() if k.lower() == found.lower())
        contracted = found[0] + contracted[1:]
        return contracted.replace("'", apostrophe)

    return _LONG_FORMS.sub(short, text)


def voiced(text: str, norms: Sequence[str]) -> str:
    """New words in the plural where the writer speaks for several ("we", "our") and never of one ("I")."""
    if not _ONE.isdisjoint(norms) or not _speaks_for_several(norms):
        return text
    return _FIRST_PERSON.sub(_in_plural, text)


def _speaks_for_several(norms: Sequence[str]) -> bool:
    """Whether "we" is the writer's side: not the two of them, as in "could we" and "let us"."""
    for before, word in pairwise(("", *norms)):
        if word == "our" or (word in {"we", "us"} and before not in _BOTH):
            return True
    return False


def _in_plural(found: re.Match[str]) -> str:
    words = found[0].lower()
    new = _PLURAL[words]
    start = found.string[: found.start()].rstrip()
    return capitalized(new) if not start or start[-1] in ".?!" else new


def capitalized(text: str) -> str:
    """First letter upper case (the first character may be a quotation mark or a bracket)."""
    for place, character in enumerate(text):
        if character.isalpha():
            return text[:place] + character.upper() + text[place + 1 :]
        if character.isdigit() or character == "[":
            return text
    return text


def uncapitalized(text: str) -> str:
    """First letter lower case, but for "I" and words written in capitals."""
    word = re.match(r"[^\W\d_]+", text)
    if not word or word[0] == "I" or (len(word[0]) > 1 and word[0].isupper()):
        return text
    return text[0].lower() + text[1:]


def refill(text: str, column: int, width: int, line_break: str) -> str:
    """Break lines of new text as the draft does: at ``width`` code points, beginning at ``column``."""
    out: list[str] = []
    for word in text.split(" "):
        if out and column + 1 + len(word) > width:
            out.append(line_break)
            column = 0
        elif out:
            out.append(" ")
            column += 1
        out.append(word)
        column += len(word)
    return "".join(out)
