"""The writer's own style, kept in rewrites: capitals, contractions, line width."""

from __future__ import annotations

import re
from functools import lru_cache

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
