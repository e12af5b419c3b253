"""Passive clauses in a parsed sentence, by UD labels (``aux:pass``) or ClearNLP's (``auxpass``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unpushy.language.adjectival import NO_PARTICIPLES, ONLY_PARTICIPLES, PEOPLE
from unpushy.language.verbs import of_participle

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PASSIVE_AUX = frozenset({"aux:pass", "auxpass"})
AUXILIARIES = PASSIVE_AUX | {"aux"}
SUBJECTS = frozenset("nsubj:pass nsubjpass nsubj csubj:pass csubjpass csubj expl".split())
BE = frozenset("am is are was were be been being 's 're 'm m s".split())
GET = frozenset("get gets got getting gotten".split())
_FINITE = frozenset(
    """
    am is are was were 's 're 'm m has have had 've 'd do does did will would can could shall should may
    might must ca wo sha ai 'll gets got get cannot
    """.split()
)
_RAISING = frozenset(
    """
    have has had need needs needed ought supposed going seem seems seemed appear appears appeared remain
    remains expected due likely happen happened
    """.split()
)
"""Verbs over "to be sent" that leave its subject what it is."""
_NEW_CLAUSE = frozenset({"VBD", "VBZ", "VBP", "MD", "WDT", "WP", "WRB"})
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")
TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue tues wed thu thurs fri sat sun jan feb mar apr
    jun jul aug sep sept oct nov dec today tomorrow tonight now then noon midnight lunch lunchtime end
    close eod cob eob morning afternoon evening night day week weekend month year quarter deadline date
    time hour o'clock easter christmas holi diwali spring summer autumn fall winter start beginning
    middle later
    """.split()
)
_MEANS = frozenset(
    """
    email e-mail mail post phone telephone letter fax hand mistake accident error default way means text
    message courier car train bus plane air sea road rail card cheque check transfer cash bank law half
    third quarter percent % chance nature name request agreement vote appointment return method far word
    """.split()
)


@dataclass(frozen=True, slots=True)
class Passive:
    """A passive verb group; all are places of tokens in the ``Doc``."""

    aux: int
    """The form of be or get."""
    verb: int
    """The participle."""
    others: tuple[int, ...]
    """Participles that share the form of be: "reviewed and approved"."""
    auxiliaries: tuple[int, ...]
    """All auxiliaries of the first participle, ``aux`` among them, in order."""
    subject: int | None
    """The head of the subject."""
    own_subject: bool
    """Whether the subject is this verb's, not that of a verb before it."""
    agent: int | None
    """The head of what follows "by", where that acts."""
    finite: bool
    raised: bool
    """Whether it is an infinitive below such as "has to" or "is supposed to"."""

    @property
    def last(self) -> int:
        return max(self.verb, *self.others) if self.others else self.verb


def word(token: Token) -> str:
    """A token in lower case, with straight apostrophes."""
    return token.lower_.translate(_APOSTROPHES)


def passives(doc: Doc) -> Iterator[Passive]:
    """The passive verb groups of a sentence, in the order of their participles."""
    auxes: dict[int, Token] = {}
    for token in doc:
        if _is_be_or_get(token) and _makes_passive(token):
            auxes[token.head.i] = token  # of "are getting paid" the second
    for place in sorted(auxes):
        yield _passive(doc[place], auxes[place], auxes)


def _makes_passive(token: Token) -> bool:
    """Whether the parser calls a form of be or get passive, or takes it for an auxiliary of a participle."""
    verb = token.head
    text = word(verb)
    if verb.i == token.i or not _may_be_participle(text):
        return False
    if text in NO_PARTICIPLES and not _is_resolved(verb):
        return False
    if text == "done" and any(t.dep_ in SUBJECTS and word(t) in PEOPLE for t in verb.children):
        return False
    if word(verb.doc[verb.i - 1]) == "as" and verb.i > token.i:  # "is as expected"
        return False
    if word(token) in GET and any(t.tag_ == "PRP" for t in token.doc[token.i + 1 : verb.i]):
        return False  # "we have got you covered"
    if token.dep_ in PASSIVE_AUX:
        return True
    if text in {"attached", "enclosed"} and verb.i == token.i - 1 and token.dep_ in {"cop", "aux"}:
        return True
    if word(token) in GET or verb.i < token.i:
        return False
    if (token.dep_ == "aux" and verb.tag_ in {"VBN", "VBD"}) or (
        token.dep_ == "cop" and text in ONLY_PARTICIPLES
    ):
        return all(t.tag_.startswith("RB") for t in token.doc[token.i + 1 : verb.i])
    return False


def _may_be_participle(text: str) -> bool:
    return text.endswith("ed") or of_participle(text) is not None


def _is_resolved(verb: Token) -> bool:
    """ "It was determined that", beside "he was determined"."""
    following = word(verb.doc[verb.i + 1]) if verb.i + 1 < len(verb.doc) else ""
    return word(verb) == "determined" and following in {"that", "by"}


def _is_be_or_get(token: Token) -> bool:
    text = word(token)
    return text in BE or text in GET or text.removesuffix("n't") in BE


def _passive(verb: Token, aux: Token, auxes: dict[int, Token]) -> Passive:
    auxiliaries = tuple(
        t.i for t in verb.children if t.dep_ in AUXILIARIES and t.i < verb.i and word(t) != "to"
    )
    if aux.i not in auxiliaries:
        auxiliaries = tuple(sorted((*auxiliaries, aux.i)))
    others = tuple(_coordinated(verb, auxes))
    subject, own = _subject(verb)
    finite, raised = _finiteness(verb, aux, auxiliaries)
    if not own and not finite and verb.dep_ == "conj" and word(aux) in {"be", "been", "get", "gotten"}:
        head = verb.head
        if not _marked(verb) and any(word(t) in _FINITE for t in head.children if t.dep_ in AUXILIARIES):
            finite = True  # "will be checked and then be sent"
    return Passive(aux.i, verb.i, others, auxiliaries, subject, own, agent_of(verb, others), finite, raised)


def _coordinated(verb: Token, auxes: dict[int, Token]) -> Iterator[int]:
    """Participles joined to this one that have no auxiliary and no subject of their own."""
    for child in verb.children:
        if child.dep_ != "conj" or child.i < verb.i or child.i in auxes:
            continue
        own = any(t.dep_ in AUXILIARIES or t.dep_ in SUBJECTS or t.dep_ == "mark" for t in child.children)
        if child.tag_ in {"VBN", "VBD", ""} and not own and _may_be_participle(word(child)):
            yield child.i
            yield from _coordinated(child, auxes)


def _subject(verb: Token) -> tuple[int | None, bool]:
    own = [t for t in verb.children if t.dep_ in SUBJECTS]
    passive = [t for t in own if "pass" in t.dep_]
    if own:
        before = [t for t in passive or own if t.i < verb.i]
        return (before or passive or own)[-1 if before else 0].i, True
    if verb.dep_ in {"conj", "xcomp"}:
        head = verb.head
        found = [t for t in head.children if t.dep_ in SUBJECTS]
        if found:
            return found[0].i, False
    return None, False


def _marked(verb: Token) -> bool:
    return any(word(t) == "to" and t.i < verb.i for t in verb.children)


def _finiteness(verb: Token, aux: Token, auxiliaries: tuple[int, ...]) -> tuple[bool, bool]:
    doc = verb.doc
    if _marked(verb) or (auxiliaries and auxiliaries[0] and word(doc[auxiliaries[0] - 1]) == "to"):
        head = verb.head
        raising = verb.dep_ in {"xcomp", "ccomp", "advcl"} and word(head) in _RAISING and head.i < verb.i
        return raising and _is_finite(head), raising
    words = [word(doc[i]) for i in auxiliaries]
    if words == ["get"]:  # "get paid": an order, or a subject's habit
        return any(t.dep_ in SUBJECTS for t in verb.children), False
    finite = any(w in _FINITE or w.removesuffix("n't") in _FINITE for w in words)
    return finite, False


def _is_finite(head: Token) -> bool:
    if word(head) in {"have", "has", "had", "need", "needs", "needed", "ought"} or head.tag_ in {
        "VBZ", "VBP", "VBD",
    }:  # fmt: skip
        return not any(word(t) == "to" for t in head.children if t.i < head.i)
    return any(word(t) in _FINITE or word(t) in BE for t in head.children if t.i < head.i)


def agent_of(verb: Token, others: tuple[int, ...] = ()) -> int | None:
    """The head of the phrase after "by" that says who or what acts; None for times, measures and means."""
    doc = verb.doc
    group = {verb.i, *others}
    last = max(group)
    for token in doc[verb.i + 1 :]:
        if token.i > last and (token.tag_ in _NEW_CLAUSE or token.text in {";", ":"}):
            break
        if word(token) != "by":
            continue
        if token.dep_ == "agent":
            found = next((t for t in token.children if t.dep_ == "pobj"), None)
        else:
            found = token.head if token.dep_ == "case" and token.head.i > token.i else None
        if found is None:
            found = _after(token)
        if found is None or not _acts(found):
            continue
        above = found.head.i if token.dep_ != "agent" else token.head.i
        near = token.i == last + 1 or above in group or _within(doc[above], group, verb.i)
        if near:
            return found.i
    return None


def _after(by: Token) -> Token | None:
    """The head of the phrase after a "by" that the parser has hung elsewhere."""
    for token in by.doc[by.i + 1 : by.i + 6]:
        if token.tag_.startswith(("NN", "PRP")) and token.tag_ != "PRP$":
            return token
        if token.tag_ == "VBG" or token.is_punct:
            return None
    return None


def _within(token: Token, group: set[int], verb: int) -> bool:
    """Whether a token hangs on a participle with nothing but nominals between."""
    while token.i > verb and token.head.i != token.i:
        if token.head.i in group:
            return True
        if token.tag_.startswith("VB"):
            return False
        token = token.head
    return token.i in group


def _acts(noun: Token) -> bool:
    text = word(noun)
    if text in TIMES or text in _MEANS or noun.like_num or noun.tag_ in {"CD", "VBG", "$"} or text == "$":
        return False
    return not any(
        t.tag_ in {"CD", "$"} and t.dep_ == "nummod" and text in {"days", "hours", "weeks", "euros", "points"}
        for t in noun.children
    )
