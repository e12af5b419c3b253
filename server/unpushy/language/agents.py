"""Who acts in a passive clause that says so: the phrase after "by", as a subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unpushy.language.passives import Passive, word
from unpushy.language.verbgroups import Person

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST = 12
"""Tokens of an agent or a subject that is moved."""
_SUBJECTS = {"me": "I", "us": "we", "him": "he", "her": "she", "them": "they"}
_PLURAL = frozenset({"them", "us", "you", "both", "all"})
_BACKWARD = frozenset(
    """
    its his their her himself herself itself themselves myself yourself ourselves
    """.split()
)
_ANY = frozenset({"anyone", "anybody", "any", "either", "nobody", "no", "none"})
_RELATIVES = frozenset({"who", "which", "whose"})
_PERSONS: dict[str, Person] = {"i": "i", "we": "plural", "you": "plural", "they": "plural"}


@dataclass(frozen=True, slots=True)
class Agent:
    """A subject, and where it stands in the passive clause."""

    text: str
    person: Person
    start: int = 0
    """The "by" before it; what it takes ends before ``stop``. Both are 0 where it is not in the text."""
    stop: int = 0


def named(who: str) -> Agent:
    """An agent that stands nowhere in the text."""
    return Agent(who, _PERSONS.get(who.lower(), "third"))


def agent(doc: Doc, passive: Passive) -> Agent | None:
    """The phrase after "by", where it is plain what belongs to it."""
    head = doc[passive.agent or 0]
    by = head.i
    while by > passive.last and word(doc[by]) != "by":
        by -= 1
    extent = _extent(head)
    if by <= passive.last or extent is None:
        return None
    stop, plural = extent
    words = doc[by + 1 : stop]
    if not 0 < len(words) <= LONGEST or not _is_plain(doc, passive, by + 1, stop):
        return None
    text = _SUBJECTS.get(word(head), words.text) if len(words) == 1 else words.text
    plural = plural or head.tag_ in {"NNS", "NNPS"} or word(head) in _PLURAL
    person: Person = "i" if text == "I" else "plural" if plural else "third"
    return Agent(text, person, by, stop)


def _extent(head: Token) -> tuple[int, bool] | None:
    """Where the phrase of a head ends, and whether others are joined to it; None before a clause."""
    stop, joined = head.i + 1, False
    for child in head.rights:
        of = (child.dep_ == "nmod" and any(word(t) == "of" and t.dep_ == "case" for t in child.children)) or (
            child.dep_ == "prep" and word(child) == "of"
        )
        if child.dep_ in {"flat", "compound", "nummod"} or of:
            stop = max(stop, child.right_edge.i + 1)
        elif child.dep_ == "conj" and child.tag_.startswith(("NN", "PRP")):
            if any(t.tag_.startswith("V") for t in child.subtree):
                return None
            stop, joined = max(stop, child.right_edge.i + 1), True
        elif child.i == stop and child.dep_ in {"acl", "acl:relcl", "relcl", "appos"}:
            return None
    return stop, joined


def _is_plain(doc: Doc, passive: Passive, start: int, stop: int) -> bool:
    """Whether the phrase can open a sentence: it points at nothing, and nothing more is said of it."""
    words = {word(t) for t in doc[start:stop]}
    if words & _BACKWARD or any(t.tag_.startswith("V") for t in doc[start:stop]):
        return False
    if words & _ANY and {word(t) for t in doc[: passive.verb]} & {"not", "n't", "never", "no"}:
        return False
    following = [word(t) for t in doc[stop : stop + 2]]
    return not (following[:1] == ["'s"] or set(following[:1]) & _RELATIVES) and not (
        following[:1] == [","] and set(following[1:]) & _RELATIVES
    )
