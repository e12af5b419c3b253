"""Passive clauses in the active voice: "The plan was read by Ana" as "Ana read the plan".

Made only where the parse is plain: the subject stands whole before the verb group, the verb agrees with it, and
nothing follows that would lose its subject. Everything else gives None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unpushy.language.passives import TIMES, Passive, word
from unpushy.language.style import capitalized
from unpushy.language.verbgroups import Person, group_of, inflected, middle, spoken
from unpushy.language.verbs import VerbForms, of_participle

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OBJECTS = {"i": "me", "we": "us", "he": "him", "she": "her", "they": "them"}
_SUBJECTS = {"me": "I", "us": "we", "him": "he", "her": "she", "them": "they"}
_PLURAL_SUBJECTS = frozenset({"we", "you", "they", "these", "those", "both", "all"})
_SINGULAR_BE = frozenset("is was has 's am does".split())
_PLURAL_BE = frozenset("are were have 're 've do".split())
_TWO_OBJECTS = frozenset(
    """give send offer tell ask pay show teach award grant promise charge assign hand lend owe allow deny
    allocate refuse bring allot""".split()
)
_NAMES = frozenset(
    "call name consider leave make keep find declare appoint elect deem put render set".split()
)
_IDIOMS = frozenset("say suppose rumor rumour bear repute mean bind base locate situate entitle".split())
_OPINIONS = frozenset(
    """decide agree determine resolve note announce recommend suggest propose expect assume feel believe
    confirm establish conclude discover find report stress understand request""".split()
)
_BACKWARD = frozenset("its his their her himself herself itself themselves myself yourself ourselves".split())
_PREPOSITIONS = frozenset(
    "for at on to with about in into over off up out down away back upon after through".split()
)
_ACCIDENTS = frozenset(
    "bury lose miss overlook forget ignore eat hit strand delay break hurt neglect drop".split()
)
"""What happens without anyone meaning it: asking who did it would accuse."""
_SUBORDINATORS = frozenset(
    "if unless that because while as since although though until before after than whether so once lest case".split()
)
_LONGEST = 12
"""Tokens of a subject that is moved behind its verb."""


@dataclass(frozen=True, slots=True)
class Active:
    """New words for the tokens ``start`` to ``stop`` (half-open) of a parsed sentence."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class _Agent:
    text: str
    person: Person
    start: int
    """The "by" before it; what it takes ends before ``stop``. Both are 0 where it is not in the text."""
    stop: int


def active(doc: Doc, passive: Passive, who: str = "") -> Active | None:
    """A passive clause with its agent as subject, or ``who`` where the text names none."""
    verb = doc[passive.verb]
    forms = [of_participle(word(doc[i])) for i in (passive.verb, *passive.others)]
    if None in forms or not passive.finite or passive.raised or not verb.text.islower():
        return None
    verbs = [form for form in forms if form is not None]
    if any(form.base in _IDIOMS for form in verbs) or not _stands_alone(doc, passive):
        return None
    if passive.agent is None and any(form.base in _ACCIDENTS for form in verbs):
        return None
    if passive.agent is not None:
        agent = _agent(doc, passive)
    else:
        agent = _Agent(who, _PERSONS.get(who.lower(), "third"), 0, 0) if who else None
    if agent is None or passive.subject is None or not passive.own_subject:
        return None
    return _clause(doc, passive, verbs, agent)


_PERSONS: dict[str, Person] = {"i": "i", "we": "plural", "you": "plural", "they": "plural"}


def _stands_alone(doc: Doc, passive: Passive) -> bool:
    """Whether nothing that follows shares the subject, and no object follows that the verb does not take."""
    verb = doc[passive.verb]
    group = {passive.verb, *passive.others}
    for member in group:
        for child in doc[member].children:
            if child.dep_ == "conj" and child.i not in group and child.i > member:
                if not any("subj" in t.dep_ for t in child.children):
                    return False
            if child.dep_ in {"obj", "dobj", "iobj", "dative"}:
                form = of_participle(word(doc[member]))
                if form is None or form.base not in _TWO_OBJECTS | _NAMES:
                    return False
    if verb.dep_ == "conj" and not passive.own_subject:
        return False
    return all(doc[i].i <= passive.last for i in passive.others)


def _agent(doc: Doc, passive: Passive) -> _Agent | None:
    """The phrase after "by", where it is plain what belongs to it."""
    head = doc[passive.agent or 0]
    by = head.i
    while by > passive.last and word(doc[by]) != "by":
        by -= 1
    if by <= passive.last:
        return None
    stop = head.i + 1
    plural = head.tag_ in {"NNS", "NNPS"} or word(head) in {"them", "us", "you", "both", "all"}
    for child in head.rights:
        if child.dep_ in {"flat", "compound", "nummod"} or (child.dep_ == "nmod" and _joined_by(child, "of")):
            stop = max(stop, child.right_edge.i + 1)
        elif child.dep_ == "conj" and child.tag_.startswith(("NN", "PRP")):
            if any(t.tag_.startswith("V") for t in child.subtree):
                return None
            stop = max(stop, child.right_edge.i + 1)
            plural = True
        elif child.dep_ in {"cc", "punct"}:
            continue
        elif child.i == stop and (child.dep_ in {"acl", "acl:relcl", "relcl", "appos"}):
            return None
    words = doc[by + 1 : stop]
    if any(word(t) in {"anyone", "anybody", "any", "either", "nobody", "no", "none"} for t in words) and any(
        word(t) in {"not", "n't", "never", "no"} for t in doc[: passive.verb]
    ):
        return None
    if len(words) == 0 or len(words) > _LONGEST or any(word(t) in _BACKWARD for t in words):
        return None
    if any(t.tag_.startswith("V") for t in words) or (
        stop < len(doc) and word(doc[stop]) in {"'s", "who", "which"}
    ):
        return None
    if (
        stop < len(doc)
        and doc[stop].text == ","
        and stop + 1 < len(doc)
        and word(doc[stop + 1]) in {"who", "which", "whose"}
    ):
        return None
    text = _SUBJECTS.get(word(head), words.text) if len(words) == 1 else words.text
    person: Person = "i" if text == "I" else "plural" if plural else "third"
    return _Agent(text, person, by, stop)


def _joined_by(child: Token, preposition: str) -> bool:
    return any(word(t) == preposition and t.dep_ == "case" for t in child.children)


def _clause(doc: Doc, passive: Passive, verbs: list[VerbForms], agent: _Agent) -> Active | None:
    subject = doc[passive.subject or 0]
    left, right = subject.left_edge.i, subject.right_edge.i + 1
    if right - left != sum(1 for _ in subject.subtree) or right - left > _LONGEST:
        return None
    if not _begins_well(doc, left, right) or _is_shared(doc, passive):
        return None
    first = passive.auxiliaries[0]
    asked = first < left
    relative = subject.tag_ in {"WDT", "WP"} and doc[passive.verb].dep_ in {"acl:relcl", "relcl"}
    wh = not relative and any(t.tag_ in {"WDT", "WP", "WP$"} for t in doc[left:right])
    if not _agrees(subject, doc[first]) or (wh and doc[passive.verb].dep_ != "ROOT"):
        return None
    if subject.dep_ in {"csubj", "csubj:pass", "csubjpass"} or word(subject) in {
        "there",
        "who",
        "whom",
        "none",
    }:
        return None
    group = group_of(doc, passive, agent.person)
    items = (
        middle(doc, right if not asked else first, passive.verb, passive)
        if not asked
        else _asked(doc, passive, left, right)
    )
    if group is None or items is None:
        return None
    words, supported = spoken(items, group, asked=asked or wh)
    verb = _verb_words(
        doc, passive, verbs, lambda form: inflected(form, group, agent.person, supported=supported)
    )
    if verb is None:
        return None
    end, particle = _particle(doc, passive)
    object_ = "" if relative or wh else _object(doc, passive, subject, left, right)
    if object_ is None:
        return None
    after = _after(doc, end, agent)
    if after is None or (not after and not _may_follow(doc, end, verbs[0], agent)):
        return None
    if (
        _pronominal(subject, left, right)
        and particle
        and particle not in {"for", "at", "to", "on", "of", "about", "with", "into"}
    ):
        tail = [verb, object_, particle]
    else:
        tail = [verb, particle, object_]
    start = first if asked else left
    name = agent.text
    if asked:
        parts = [words.replace("@", name), *tail]
    elif wh:
        parts = [doc[left:right].text, words.replace("@", name), *tail]
    elif relative:
        parts = [doc[left:right].text, name, words, *tail]
    else:
        parts = [name, words, *tail]
    text = " ".join(part for part in [*parts, after] if part)
    begins = start == 0 or (
        doc[start].text[0].isupper() and not doc[start].tag_.startswith("NNP") and word(doc[start]) != "i"
    )
    if begins and (start == 0 or doc[start - 1].is_punct or start == 0):
        text = capitalized(text) if doc[start].text[0].isupper() else text
    stop = max(end, agent.stop)
    return Active(start, stop, text)


def _begins_well(doc: Doc, left: int, right: int) -> bool:
    """Whether the subject has a plain beginning, and what stands before it belongs to something else."""
    start = doc[left]
    if start.tag_ in {"IN", "TO", ",", "CC", "RB", "VBG"} or any(
        "{" in t.text or "[" in t.text for t in doc[left:right]
    ):
        return False
    if word(start) in {"that", "this"} and right - left > 1 and doc[right - 1].tag_ == "NNS":
        return False
    if left == 0:
        return True
    before = doc[left - 1]
    if doc[left].tag_ in {"WDT", "WP"}:
        return True
    if before.tag_ == "IN" and word(before) not in _SUBORDINATORS:
        return False
    if word(before) in TIMES and start.tag_ in {"DT", "PRP", "PRP$", "NNP", "CD"}:
        return True
    if before.tag_ in {"DT", "JJ", "POS", "CD", "PRP$", "VBG"} or before.dep_ in {
        "case",
        "amod",
        "compound",
        "det",
    }:
        return before.tag_ == "DT" and before.dep_ == "mark"
    if before.tag_.startswith("NN"):
        return start.tag_ in {"DT", "PRP", "PRP$"} and before.dep_ not in {"nsubj", "nsubj:pass", "obj"}
    return True


def _is_shared(doc: Doc, passive: Passive) -> bool:
    """Whether a later verb goes without a subject of its own: "was dropped last year and has been restored"."""
    for token in doc[passive.last + 1 : -1]:
        if token.tag_ != "CC" and token.text != ",":
            continue
        following = [t for t in doc[token.i + 1 : token.i + 4] if not t.tag_.startswith("RB")]
        if following and following[0].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return True
    return False


def _asked(doc: Doc, passive: Passive, left: int, right: int) -> list[str] | None:
    """``middle`` of a question: what stands before the subject and after it."""
    before = middle(doc, passive.auxiliaries[0], left, passive)
    after = middle(doc, right, passive.verb, passive)
    return None if before is None or after is None else before + after


def _agrees(subject: Token, aux: Token) -> bool:
    """Whether a form of be or have fits its subject: where not, the parse is wrong."""
    form = word(aux).removesuffix("n't") if word(aux) != "n't" else ""
    plural = subject.tag_ in {"NNS", "NNPS"} or word(subject) in _PLURAL_SUBJECTS
    plural = plural or any(t.dep_ == "conj" for t in subject.children)
    if form in {"was", "is", "'s", "has"} and subject.tag_ in {"NNS"} and plural:
        return False
    singular = subject.tag_ in {"NN"} and not plural
    return not (form in {"are", "were", "'re"} and singular and not _counted(subject))


def _counted(subject: Token) -> bool:
    """A singular that counts many: "a number of", "the team"."""
    return any(t.dep_ in {"nmod", "prep", "det", "nummod", "advmod"} for t in subject.children)


def _verb_words(doc: Doc, passive: Passive, verbs: list[VerbForms], form) -> str | None:  # type: ignore[no-untyped-def]
    """The verb, or the joined verbs with what stands between them."""
    out = form(verbs[0])
    at = passive.verb + 1
    for place, verb in zip(passive.others, verbs[1:], strict=True):
        joint = doc[at:place]
        if place < at or any(t.tag_ not in {"CC", ",", "RB"} for t in joint):
            return None
        out += ("" if joint[0].text == "," else " ") + joint.text + " " + form(verb)
        at = place + 1
    return out


def _particle(doc: Doc, passive: Passive) -> tuple[int, str]:
    """Where the verb ends, with the particle or the preposition that belongs to it."""
    at = passive.last + 1
    words = []
    while at < len(doc) and not words:
        token = doc[at]
        alone = not any(t.i > at for t in token.children) and token.head.i in {passive.last, passive.verb}
        prt = token.dep_ in {"compound:prt", "prt"}
        left_alone = at + 1 == len(doc) or doc[at + 1].tag_ in {"IN", "RB", "TO"} or doc[at + 1].is_punct
        stranded = word(token) in _PREPOSITIONS and (alone or left_alone) and left_alone
        if not (prt or stranded) or (at + 1 < len(doc) and word(doc[at + 1]) in {"of", "case"}):
            break
        words.append(token.text)
        at += 1
    return at, " ".join(words)


def _pronominal(subject: Token, left: int, right: int) -> bool:
    return right - left == 1 and subject.tag_ in {"PRP", "DT"}


def _object(doc: Doc, passive: Passive, subject: Token, left: int, right: int) -> str | None:
    """The subject as an object."""
    if _is_made_to(doc, passive):
        return None
    if (
        any(
            t.tag_ == "PRP" and word(t) in _OBJECTS and t.dep_ in {"conj", "nsubj:pass", "nsubjpass"}
            for t in doc[left:right]
        )
        and right - left > 1
    ):
        return None
    if word(doc[left]) in {"not", "neither", "either", "nor"} or word(subject) == "any":
        return None
    if _is_expletive(doc, passive, subject):
        return "" if (of_participle(word(doc[passive.verb])) or ("",))[0] in _OPINIONS else None
    text = doc[left:right].text
    if right - left == 1 and word(subject) in _OBJECTS:
        return _OBJECTS[word(subject)]
    starts = doc[left]
    if (
        starts.text == "I"
        or not starts.text[:1].isupper()
        or (starts.text.isupper() and len(starts.text) > 1)
    ):
        return text
    if right - left == 2 and doc[left + 1].like_num:  # "Line 14"
        return text
    if starts.tag_.startswith("NNP") and not starts.like_num and "-" not in text[:12]:
        return text
    return text[0].lower() + text[1:]


def _is_made_to(doc: Doc, passive: Passive) -> bool:
    """ "Was made to wait", which loses its "to" in the active voice, and "was identified as", which needs its object."""
    following = word(doc[passive.last + 1]) if passive.last + 1 < len(doc) else ""
    return word(doc[passive.verb]) in {"made", "seen", "heard", "let"} and following == "to"


def _is_expletive(doc: Doc, passive: Passive, subject: Token) -> bool:
    if word(subject) != "it":
        return False
    verb = doc[passive.verb]
    following = doc[passive.last + 1] if passive.last + 1 < len(doc) else None
    clause = any(
        t.dep_ in {"ccomp", "csubj", "csubj:pass", "csubj:outer"} and t.i > verb.i for t in verb.children
    )
    opened = following is not None and word(following) in {"that", "to"}
    opened = opened or any(word(t) == "that" and t.dep_ == "mark" for t in doc[passive.last + 1 :])
    return subject.dep_ == "expl" or clause or opened


def _after(doc: Doc, end: int, agent: _Agent) -> str | None:
    """What stands between the verb and "by"."""
    if not agent.stop:
        return ""
    return None if agent.start < end else doc[end : agent.start].text


def _may_follow(doc: Doc, end: int, verb: VerbForms, agent: _Agent) -> bool:
    """Whether what comes right after the verb is nothing that belongs to another reading of it."""
    if agent.stop or end >= len(doc):
        return True
    token = doc[end]
    if token.tag_ in {"NN", "NNS", "NNP", "DT", "PRP$", "PRP", "CD"} and token.dep_ not in {
        "obl:unmarked",
        "obl:tmod",
        "npadvmod",
    }:
        return (
            verb.base in _TWO_OBJECTS | _NAMES
            or token.head.tag_.startswith("V")
            or token.dep_ in {"det", "nummod", "compound", "nsubj", "amod"}
        )
    return True
