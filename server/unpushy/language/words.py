"""Spellings that stand for other words: contractions, closed compounds, chat spellings.

``expand`` turns one written word into the words that phrase lists are matched against, so that
"don't", "dont" and "do not" are one thing. Each comes with its place in the written word.
"""

from __future__ import annotations

import re

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\uff07\u00b4`", "'"))
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DROP_INVISIBLE = str.maketrans(dict.fromkeys(INVISIBLE, ""))

_CLITICS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "'d", "'s": "'s"}
_NEGATED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_BARE_NEGATIONS = frozenset(
    "dont doesnt didnt havent hasnt hadnt isnt arent wasnt werent cant couldnt wouldnt shouldnt wont".split()
)
_BARE_CLITICS = {
    "im": (1, "am"),
    "ive": (1, "have"),
    "youre": (3, "are"),
    "youve": (3, "have"),
    "youll": (3, "will"),
    "weve": (2, "have"),
    "theyre": (4, "are"),
    "theyve": (4, "have"),
    "thats": (4, "'s"),
    "whats": (4, "'s"),
    "hows": (3, "'s"),
    "heres": (4, "'s"),
    "lets": (3, "'s"),
}
_SPLIT = {
    "gonna": (3, "going", "to"),
    "wanna": (3, "want", "to"),
    "gotta": (3, "got", "to"),
    "followup": (6, "follow", "up"),
    "followups": (6, "follow", "ups"),
    "followingup": (9, "following", "up"),
    "checkin": (5, "check", "in"),
    "checkins": (5, "check", "ins"),
    "cannot": (3, "can", "not"),
    "alot": (1, "a", "lot"),
}
_SAME = {
    "u": "you",
    "ur": "your",
    "pls": "please",
    "plz": "please",
    "plse": "please",
    "thx": "thanks",
    "tks": "thanks",
    "tnx": "thanks",
    "b4": "before",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "msg": "message",
    "msgs": "messages",
    "e-mail": "email",
    "e-mails": "emails",
    "e-mailed": "emailed",
    "e-mailing": "emailing",
    "a.s.a.p.": "asap",
    "a.s.a.p": "asap",
    "r.s.v.p.": "rsvp",
    "r.s.v.p": "rsvp",
    "&": "and",
}

Expansion = tuple[tuple[str, int, int], ...]
"""Words with their start and end in the written word, in code points."""

_PLAIN = re.compile(r"[a-z0-9]+\Z")


def expand(written: str) -> Expansion:
    """The words that one written word stands for, lower-cased.

    >>> expand("Don’t")
    (('do', 0, 2), ('not', 2, 5))
    """
    word = written.lower()
    length = len(written)
    if not _PLAIN.match(word):
        if word.translate(_DROP_INVISIBLE) != word or len(word) != length:
            return _inexact(written)
        word = word.translate(_APOSTROPHES)
    if word in _SAME:
        return ((_SAME[word], 0, length),)
    if word in _SPLIT:
        cut, first, second = _SPLIT[word]
        return ((first, 0, cut), (second, cut, length))
    if word in _BARE_NEGATIONS:
        stem = word[:-2]
        return ((_NEGATED.get(stem, stem), 0, length - 2), ("not", length - 2, length))
    if word in _BARE_CLITICS:
        cut, clitic = _BARE_CLITICS[word]
        return ((word[:cut], 0, cut), (clitic, cut, length))
    if "'" in word:
        return _apostrophe(word, length)
    return ((word, 0, length),)


def _apostrophe(word: str, length: int) -> Expansion:
    if word.endswith("n't") and length > 3:
        stem = word[:-3]
        return ((_NEGATED.get(stem, stem), 0, length - 3), ("not", length - 3, length))
    for clitic, full in _CLITICS.items():
        if word.endswith(clitic) and length > len(clitic):
            cut = length - len(clitic)
            return (*_apostrophe(word[:cut], cut), (full, cut, length))
    return ((word, 0, length),)


def _inexact(written: str) -> Expansion:
    """A word with invisible characters, or whose lower case is longer: expand what is seen, then map back."""
    seen: list[str] = []
    places: list[int] = []
    for place, character in enumerate(written):
        if character in INVISIBLE:
            continue
        for lowered in character.lower():
            seen.append(lowered if len(character.lower()) == 1 else "\u00b7")
            places.append(place)
    if not seen:
        return ()
    places.append(len(written))
    return tuple((word, places[start], places[end]) for word, start, end in expand("".join(seen)))
