"""Passive clauses in the active voice: "The plan was read by Ana" as "Ana read the plan".

Made only where the parse is plain: the subject stands whole before the verb group, the verb agrees with
it, and nothing follows that would lose its subject. Everything else gives None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unpushy.language.agents import LONGEST, Agent, agent, named
from unpushy.language.objects import TWO_OBJECTS, as_object, is_pronoun, may_follow, particle, with_object
from unpushy.language.passives import TIMES, Passive, word
from unpushy.language.style import capitalized
from unpushy.language.verbgroups import group_of, inflected, middle, spoken
from unpushy.language.verbs import VerbForms, of_participle

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLURAL_SUBJECTS = frozenset({"we", "you", "they", "these", "those", "both", "all"})
_IDIOMS = frozenset(
    """
    say suppose rumor rumour bear repute mean bind base locate situate marry
    """.split()
)
_ACCIDENTS = frozenset(
    "bury lose miss overlook forget ignore eat hit strand delay break hurt neglect drop".split()
)
"""What happens without anyone meaning it: asking who did it would accuse."""
_SUBORDINATORS = frozenset(
    """
    if unless that because while as since although though until before after than whether so once lest
    case
    """.split()
)
_GO_ON = frozenset({"or", "and", "to", "of", "nor"})
_PRESENT = frozenset({"is", "are", "am", "'s", "'re"})
_WH = frozenset({"WDT", "WP", "WP$"})
_NO_SUBJECTS = frozenset({"there", "who", "whom", "none"})
_NO_STARTS = frozenset({"IN", "TO", ",", "CC", "RB", "VBG"})
_MODIFIER_TAGS = frozenset({"DT", "JJ", "POS", "CD", "PRP$", "VBG"})
_CORE = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "obj", "dobj"})
_MODIFIERS = frozenset({"case", "amod", "compound", "det"})


@dataclass(frozen=True, slots=True)
class Active:
    """New words for the tokens ``start`` to ``stop`` (half-open) of a parsed sentence."""

    start: int
    stop: int
    text: str


def active(doc: Doc, passive: Passive, who: str = "") -> Active | None:
    """A passive clause with its agent as subject, or ``who`` where the text names none."""
    verbs = [form for i in (passive.verb, *passive.others) if (form := of_participle(word(doc[i])))]
    if len(verbs) <= len(passive.others) or not passive.finite or passive.raised:
        return None
    if not doc[passive.verb].text.islower() or any(form.base in _IDIOMS for form in verbs):
        return None
    if passive.agent is not None:
        actor = agent(doc, passive)
    else:
        accident = any(form.base in _ACCIDENTS for form in verbs)
        actor = named(who) if who and not accident else None
    if actor is None or passive.subject is None or not passive.own_subject or not _stands_alone(doc, passive):
        return None
    if _goes_on(doc, actor) if actor.stop else _is_state(doc, passive):
        return None
    return _clause(doc, passive, verbs, actor)


def _goes_on(doc: Doc, actor: Agent) -> bool:
    """Whether words that follow an agent belong to it: "accepted by us or others", "by signatories to it"."""
    if actor.stop >= len(doc) or doc[actor.stop].lower_ not in _GO_ON:
        return False
    return actor.stop + 1 >= len(doc) or doc[actor.stop + 1].tag_ != "VB"


def _is_state(doc: Doc, passive: Passive) -> bool:
    """Whether nobody is meant to act: "is getting blurred", "countries which are not approved"."""
    helpers = [doc[i].lower_ for i in passive.auxiliaries]
    relative = passive.subject is not None and doc[passive.subject].tag_ in {"WDT", "WP"}
    return "getting" in helpers or (relative and helpers[-1] in _PRESENT)


def _stands_alone(doc: Doc, passive: Passive) -> bool:
    """Whether no later verb shares the subject, and no object follows that the verb does not take."""
    group = {passive.verb, *passive.others}
    for member in group:
        form = of_participle(word(doc[member]))
        for child in doc[member].children:
            later = child.dep_ == "conj" and child.i not in group and child.i > member
            if later and not any("subj" in t.dep_ for t in child.children):
                return False
            object_ = child.dep_ in {"obj", "dobj", "iobj", "dative"} and child.tag_ not in {"IN", "TO"}
            if object_ and form and form.base not in TWO_OBJECTS:
                return False
    for token in doc[passive.last + 1 : -1]:  # "was dropped last year and has been restored"
        if token.tag_ == "CC" or token.text == ",":
            following = [t for t in doc[token.i + 1 : token.i + 4] if not t.tag_.startswith("RB")]
            if following and following[0].tag_ in {"VBD", "VBZ", "VBP", "MD"}:
                return False
    return True


def _clause(doc: Doc, passive: Passive, verbs: list[VerbForms], actor: Agent) -> Active | None:
    subject, predicate = doc[passive.subject or 0], doc[passive.verb]
    left, right = subject.left_edge.i, subject.right_edge.i + 1
    first = passive.auxiliaries[0]
    asked = first < left
    relative = subject.tag_ in {"WDT", "WP"} and predicate.dep_ in {"acl:relcl", "relcl"}
    wh = not relative and any(t.tag_ in _WH for t in doc[left:right])
    if not _is_plain(subject, left, right) or not _begins_well(doc, left, right):
        return None
    if not _agrees(subject, doc[first]) or (wh and (predicate.dep_ != "ROOT" or doc[-1].text != "?")):
        return None
    group = group_of(doc, passive, actor.person)
    items = _asked(doc, passive, left, right) if asked else middle(doc, right, passive.verb, passive)
    object_ = "" if relative or wh else as_object(doc, passive, subject, left, right)
    if group is None or items is None or object_ is None:
        return None
    words, supported = spoken(items, group, asked=asked or wh)
    verb = _joined(
        doc, passive, verbs, lambda form: inflected(form, group, actor.person, supported=supported)
    )
    end, own = particle(doc, passive)
    if verb is None or (actor.stop and actor.start < end):
        return None
    if not actor.stop and not may_follow(doc, end, verbs[0].base):
        return None
    between = doc[end : actor.start].text if actor.stop else ""
    fronted = doc[left:right].text if wh or relative else ""
    head = [words.replace("@", actor.text)] if asked or wh else [actor.text, words]
    tail = with_object(verb, own, object_, pronoun=is_pronoun(subject, left, right))
    text = " ".join(part for part in (fronted, *head, *tail, between) if part)
    start = first if asked else left
    if _is_capital(doc, start):
        text = capitalized(text)
    return Active(start, max(end, actor.stop), text)


def _is_capital(doc: Doc, at: int) -> bool:
    """Whether a token is written with a capital because of its place."""
    return doc[at].text[0].isupper() and (at == 0 or bool(doc[at - 1].is_punct))


def _is_plain(subject: Token, left: int, right: int) -> bool:
    """Whether a subject is one short run of words, and no clause."""
    if right - left != sum(1 for _ in subject.subtree) or right - left > LONGEST:
        return False
    if subject.doc[right - 1].is_punct:
        return False
    return not subject.dep_.startswith("csubj") and word(subject) not in _NO_SUBJECTS


def _begins_well(doc: Doc, left: int, right: int) -> bool:
    """Whether the subject has a plain beginning, and what stands before it belongs to something else."""
    start = doc[left]
    if start.tag_ in _NO_STARTS or any("{" in t.text or "[" in t.text for t in doc[left:right]):
        return False
    if word(start) in {"that", "this"} and right - left > 1 and doc[right - 1].tag_ == "NNS":
        return False
    if left == 0 or start.tag_ in {"WDT", "WP"}:
        return True
    before = doc[left - 1]
    if before.tag_ == "IN" and word(before) not in _SUBORDINATORS:
        return False
    if word(before) in TIMES and start.tag_ in {"DT", "PRP", "PRP$", "NNP", "CD"}:
        return True
    if before.tag_ in _MODIFIER_TAGS or before.dep_ in _MODIFIERS:
        return bool(before.tag_ == "DT" and before.dep_ == "mark")
    if before.tag_.startswith("NN"):
        return start.tag_ in {"DT", "PRP", "PRP$"} and before.dep_ not in _CORE
    return True


def _asked(doc: Doc, passive: Passive, left: int, right: int) -> list[str] | None:
    """``middle`` of a question: what stands before the subject and after it."""
    before = middle(doc, passive.auxiliaries[0], left, passive)
    after = middle(doc, right, passive.verb, passive)
    return None if before is None or after is None else before + after


def _agrees(subject: Token, aux: Token) -> bool:
    """Whether a form of be or have fits its subject: where not, the parse is wrong."""
    form = word(aux).removesuffix("n't")
    plural = subject.tag_ in {"NNS", "NNPS"} or word(subject) in _PLURAL_SUBJECTS
    plural = plural or any(t.dep_ == "conj" for t in subject.children)
    if form in {"was", "is", "'s", "has"} and subject.tag_ == "NNS":
        return False
    counts = any(t.dep_ in {"nmod", "prep", "det", "nummod", "advmod"} for t in subject.children)
    return plural or counts or subject.tag_ != "NN" or form not in {"are", "were", "'re"}


def _joined(
    doc: Doc, passive: Passive, verbs: list[VerbForms], form: Callable[[VerbForms], str]
) -> str | None:
    """The verb, or the joined verbs with what stands between them."""
    out = form(verbs[0])
    at = passive.verb + 1
    for place, verb in zip(passive.others, verbs[1:], strict=True):
        joint = doc[at:place]
        if place <= at or any(t.tag_ not in {"CC", ",", "RB"} for t in joint):
            return None
        out += ("" if joint[0].text == "," else " ") + joint.text + " " + form(verb)
        at = place + 1
    return out
