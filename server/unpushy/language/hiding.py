"""Whether a passive hides who acts or tells how a thing is, and whether it names a reader's omission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpushy.language.adjectival import (
    ACCEPTED_WITH_GET,
    ADJECTIVES,
    ALWAYS_SET,
    CLOSING,
    FEELINGS,
    HABITS,
    PEOPLE,
)
from unpushy.language.passives import GET, TIMES, Passive, word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_GRADES = frozenset("too very so rather quite pretty extremely more most less".split())
_PRESENT = frozenset("am is are 's 're 'm isn't aren't m s".split())
_WITH_THINGS = frozenset("started used stuck ready better wet cold hurt".split())
_PLACES = frozenset(
    """
    office shop store desk bank school library hall museum restaurant centre center we clinic factory branch
    """.split()
)
_NEGATIVE = frozenset("not n't never no nothing none nobody neither yet still".split())
_CONDITIONS = frozenset(
    "if unless until once when whether after before should as till in provided where while".split()
)
_UNDONE = frozenset(
    """
    received completed returned signed paid submitted provided filled uploaded confirmed sent updated
    supplied answered acknowledged handed settled made disclosed started registered given produced
    shared found attended renewed filed entered finished done approved certified delivered read opened
    acted forwarded furnished cleared logged elected chosen accepted
    """.split()
)
_LEFT = frozenset("left blank unanswered unsigned unpaid empty".split())
_FORGOTTEN = frozenset("missed forgotten ignored overlooked skipped neglected".split())
_OWED = frozenset(
    """
    payment form forms invoice reply response answer report training module modules section sections
    line pages page documents document certificate inventory remittance approval confirmation
    explanation items item survey questionnaire deposit fee fees balance details bill bills receipt
    sheet timesheet entries application contract signature instalment installment rent dues paperwork
    decision feedback files file sales part penny seats lines course registration declaration return
    returns statement no nothing none it session money
    """.split()
)
_OURS = frozenset("our my their his her its refund parcel order delivery".split())


def hides(doc: Doc, passive: Passive) -> bool:
    """Whether the clause is finite, names no agent, and tells of an act."""
    if not passive.finite or passive.agent is not None:
        return False
    verb = doc[passive.verb]
    participle = word(verb)
    subject = word(doc[passive.subject]) if passive.subject is not None else ""
    personal = subject in PEOPLE or (subject != "" and doc[passive.subject or 0].tag_ == "NNP")
    words = [word(doc[i]) for i in passive.auxiliaries]
    acts = participle in FEELINGS and not personal and words[-1] in {"been", "be", "being"}
    resolved = participle in {"determined", "resolved"} and subject == "it"
    if (participle in ADJECTIVES and not acts and not resolved) or participle in ALWAYS_SET:
        return False
    if _has_by(doc, passive) or _described(doc, passive):
        return False
    if subject == "" and not passive.raised and verb.dep_ != "conj":
        return _asks_or_relates(doc, passive)
    if word(doc[passive.aux]) in GET:
        return participle not in ACCEPTED_WITH_GET or not (personal or participle in _WITH_THINGS)
    if words == ["'s"] and subject not in {"it", "that", "this", "what"}:
        return False  # it may be "has"
    if len(words) == 1 and words[0] in _PRESENT:
        return _acts_in_present(doc, passive, participle)
    if participle in CLOSING and (subject in _PLACES or subject in PEOPLE):
        return False
    if participle in {"done", "finished", "closed", "settled", "lost", "stuck"} and subject in PEOPLE:
        return False
    return not (participle in {"allowed", "permitted"} and subject in PEOPLE and len(words) == 1)


def _described(doc: Doc, passive: Passive) -> bool:
    """Whether the participle is graded ("too put out") or names a kind ("glass filled")."""
    before = doc[passive.verb - 1]
    if word(before) in _GRADES:
        return True
    return before.tag_ in {"NN", "NNP"} and before.i > passive.aux


def _has_by(doc: Doc, passive: Passive) -> bool:
    """A "by" right behind the participle that the parser gave to something else."""
    following = doc[passive.last + 1 : passive.last + 3]
    if len(following) < 2 or word(following[0]) != "by":
        return False
    return following[1].tag_ in {"NNP", "PRP", "PRP$"} and word(following[1]) not in TIMES


def _asks_or_relates(doc: Doc, passive: Passive) -> bool:
    """Without a subject a finite passive counts only where an auxiliary opens it ("As was announced")."""
    first = doc[passive.auxiliaries[0]]
    return (
        first.i > 0
        and word(doc[first.i - 1]) in {"as", "than"}
        and word(first) in {"was", "were", "has", "had"}
    )


def _acts_in_present(doc: Doc, passive: Passive, participle: str) -> bool:
    """Whether "is" with a participle tells of an act: verbs of telling and asking, and what was not done."""
    following = word(doc[passive.last + 1]) if passive.last + 1 < len(doc) else ""
    if participle == "made" and following in {"of", "from", "in", "for", "up"}:
        return False
    if participle in HABITS and participle not in {"taken", "paid", "made", "received", "required"}:
        return True
    if participle in {"taken", "made", "required"}:
        return participle == "made" or not _negated(doc, passive)
    if participle in {"paid", "received"}:
        return _negated(doc, passive)
    return False


def _negated(doc: Doc, passive: Passive) -> bool:
    start = passive.auxiliaries[0]
    if any(word(t) in _NEGATIVE or word(t).endswith("n't") for t in doc[start : passive.verb]):
        return True
    subject = doc[passive.subject] if passive.subject is not None else None
    return subject is not None and any(
        word(t) in {"no", "nothing", "none", "not", "neither"} for t in subject.subtree
    )


def omission(doc: Doc, passive: Passive) -> bool:
    """Whether the passive says that the reader has not done what the reader owes."""
    verb, subject = doc[passive.verb], doc[passive.subject] if passive.subject is not None else None
    participle = word(verb)
    if subject is None or not passive.finite or _conditional(doc, passive):
        return False
    words = [word(doc[i]) for i in passive.auxiliaries]
    if any(w in {"will", "would", "can", "ca", "could", "may", "might", "must", "'ll", "wo"} for w in words):
        return False
    about = {word(t) for t in subject.subtree}
    if about & _OURS or not (about & _OWED or "your" in about):
        return False
    if participle in _FORGOTTEN:
        return words[-1] in {"was", "were", "been"} and "your" in about
    if participle == "left":
        return any(word(t) in _LEFT - {"left"} for t in doc[passive.verb + 1 : passive.verb + 3])
    return participle in _UNDONE and _negated(doc, passive)


def _conditional(doc: Doc, passive: Passive) -> bool:
    verb: Token = doc[passive.verb]
    marks = [t for t in verb.children if t.dep_ in {"mark", "advmod"} and t.i < passive.auxiliaries[0]]
    return any(word(t) in _CONDITIONS for t in marks)
