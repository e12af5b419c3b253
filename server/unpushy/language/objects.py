"""The subject of a passive clause as the object of its verb, and what belongs to the verb beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpushy.language.passives import Passive, word
from unpushy.language.verbs import of_participle

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TWO_OBJECTS = frozenset(
    """
    give send offer tell ask pay show teach award grant promise charge assign hand lend owe allow deny
    allocate refuse bring allot call name consider leave make keep find declare appoint elect deem put
    render set
    """.split()
)
"""Verbs with an object beside the one that a passive makes its subject, or with a name for it."""
_OBJECTS = {"i": "me", "we": "us", "he": "him", "she": "her", "they": "them"}
_OPINIONS = frozenset(
    """
    decide agree determine resolve note announce recommend suggest propose expect assume feel believe
    confirm establish conclude discover find report stress understand request
    """.split()
)
"""Verbs after "it was …" that lead into a clause."""
_PREPOSITIONS = frozenset(
    "for at on to with about in into over off up out down away back upon after through".split()
)
_BEFORE_PRONOUNS = frozenset({"for", "at", "to", "on", "of", "about", "with", "into"})
"""Of those, the ones that stand before a pronoun, too: "asked for it", but "filled it in"."""
_CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass", "csubj:outer"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "DT", "PRP$", "PRP", "CD"})


def particle(doc: Doc, passive: Passive) -> tuple[int, str]:
    """Where the verb ends, and the particle or the preposition that belongs to it."""
    at = passive.last + 1
    if at >= len(doc):
        return at, ""
    token = doc[at]
    following = doc[at + 1] if at + 1 < len(doc) else None
    alone = following is None or following.tag_ in {"IN", "RB", "TO"} or following.is_punct
    belongs = token.dep_ in {"compound:prt", "prt"} or (word(token) in _PREPOSITIONS and alone)
    if not belongs or (following is not None and word(following) in {"of", "case"}):
        return at, ""
    return at + 1, token.text


def with_object(verb: str, own: str, object_: str, *, pronoun: bool) -> list[str]:
    """A verb, its particle and its object in their order."""
    return [verb, object_, own] if pronoun and own not in _BEFORE_PRONOUNS else [verb, own, object_]


def as_object(doc: Doc, passive: Passive, subject: Token, left: int, right: int) -> str | None:
    """The subject (tokens ``left`` to ``right``) as an object; empty for an "it" that stands for a clause."""
    first = word(doc[left])
    if _is_made_to(doc, passive) or first in {"not", "neither", "either", "nor"} or word(subject) == "any":
        return None
    nominatives = [t for t in doc[left:right] if t.tag_ == "PRP" and word(t) in _OBJECTS]
    if right - left > 1 and any(t.dep_ in {"conj", "nsubj:pass", "nsubjpass"} for t in nominatives):
        return None
    if _is_expletive(doc, passive, subject):
        verb = of_participle(word(doc[passive.verb]))
        return "" if verb and verb.base in _OPINIONS else None
    text: str = doc[left:right].text
    if right - left == 1 and word(subject) in _OBJECTS:
        return _OBJECTS[word(subject)]
    return text if _keeps_capital(doc, left, right) else text[0].lower() + text[1:]


def _keeps_capital(doc: Doc, left: int, right: int) -> bool:
    start = doc[left]
    if start.text == "I" or not start.text[:1].isupper() or (start.text.isupper() and len(start.text) > 1):
        return True
    if right - left == 2 and doc[left + 1].like_num:  # "Line 14"
        return True
    return (
        start.tag_.startswith("NNP")
        and not start.like_num
        and (left + 1 == right or doc[left + 1].text != "-")
    )


def is_pronoun(subject: Token, left: int, right: int) -> bool:
    return right - left == 1 and subject.tag_ in {"PRP", "DT"}


def _is_made_to(doc: Doc, passive: Passive) -> bool:
    """ "Was made to wait", which loses its "to" in the active voice."""
    following = word(doc[passive.last + 1]) if passive.last + 1 < len(doc) else ""
    return word(doc[passive.verb]) in {"made", "seen", "heard", "let"} and following == "to"


def _is_expletive(doc: Doc, passive: Passive, subject: Token) -> bool:
    """Whether "it" stands for a clause that follows."""
    if word(subject) != "it":
        return False
    verb = doc[passive.verb]
    following = word(doc[passive.last + 1]) if passive.last + 1 < len(doc) else ""
    clause = any(t.dep_ in _CLAUSES and t.i > verb.i for t in verb.children)
    opened = any(word(t) == "that" and t.dep_ == "mark" for t in doc[passive.last + 1 :])
    return subject.dep_ == "expl" or clause or opened or following in {"that", "to"}


def may_follow(doc: Doc, end: int, base: str) -> bool:
    """Whether what comes right after a verb is nothing that belongs to another reading of it."""
    if end >= len(doc):
        return True
    token = doc[end]
    if token.tag_ not in _NOUNS or token.dep_ in {"obl:unmarked", "obl:tmod", "npadvmod"}:
        return True
    inner = token.dep_ in {"det", "nummod", "compound", "nsubj", "amod"}
    return base in TWO_OBJECTS or inner or token.head.tag_.startswith("V")
