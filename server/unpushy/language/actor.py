"""Who acts in a passive without an agent, where the sentence itself says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpushy.language.passives import Passive, word

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OWN = {"our": "we", "my": "I"}
_SIDES = frozenset("side end office".split())
_LETTERS = frozenset(
    """
    email emails mail mails e-mail letter letters memo message messages note notes
    """.split()
)
_FROM = frozenset({"from", "at", "on"})
_TO_BE_FOUND = frozenset("found seen downloaded viewed reached read booked ordered".split())
_GRATEFUL = frozenset({"appreciated"})
_FIRST = frozenset({"we", "our", "us"})


def actor(doc: Doc, passive: Passive) -> str:
    """ "I", "we" or "you" where the text says so; otherwise nothing.

    "Was checked on our side" and "was covered in my last email" name the writer, so does "would be
    appreciated"; "can be found on page two" speaks of the reader.
    """
    words = [word(t) for t in doc]
    verb = words[passive.verb]
    auxiliaries = [words[i] for i in passive.auxiliaries]
    if verb in _GRATEFUL:
        return "we" if _FIRST & set(words) else "I"
    if verb in _TO_BE_FOUND and auxiliaries == ["can", "be"]:
        subject = words[passive.subject] if passive.subject is not None else ""
        plain = not {"not", "never", "no", "only"} & set(words[: passive.verb])
        return "you" if plain and subject not in {"you", "i", "we"} else ""
    for at in range(passive.last + 1, len(words)):
        before = words[at - 1 : at] if at else []
        if words[at] in _SIDES and before and before[0] in _OWN and words[at - 2] in _FROM:
            return _OWN[before[0]]
        if words[at] in _LETTERS:
            own = [w for w in words[max(at - 4, passive.last + 1) : at] if w in _OWN]
            start = words[passive.last + 1]
            if own and start in {"in", "with"} and own[0] in words[passive.last + 1 : passive.last + 3]:
                return _OWN[own[0]]
        if doc[at].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return ""
    return ""
