"""The verb group of a passive clause, in the active voice: tense, aspect, modals, negation, agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from unpushy.language.passives import BE, Passive, word
from unpushy.language.verbs import VerbForms

if TYPE_CHECKING:
    from spacy.tokens import Doc

Person = Literal["i", "plural", "third"]
"""What a finite verb agrees with: "I"; "we", "you", "they" and other plurals; one other."""
Form = Literal["base", "finite", "participle", "gerund"]

_MODALS = {
    "will": "will", "'ll": "will", "wo": "wo", "would": "would", "'d": "would", "can": "can", "ca": "ca",
    "could": "could", "shall": "shall", "sha": "sha", "should": "should", "may": "may", "might": "might",
    "must": "must",
}  # fmt: skip
_PAST_BE = frozenset({"was", "were", "got"})
_PRESENT_BE = frozenset("am is are 's 're 'm gets get".split())
_HAVE = frozenset("have has had 've 's 'd".split())
_DO = frozenset({"do", "does", "did"})
_NEGATIONS = frozenset({"not", "n't"})
_NO_ADVERBS = frozenset("how when where why so as too there here".split())


@dataclass(frozen=True, slots=True)
class Group:
    """How a passive group becomes active."""

    first: str
    """The first auxiliary of the active group; empty where a simple tense needs none."""
    second: str
    """"have" after a modal; otherwise empty."""
    form: Form
    """The form of the verb where there is an auxiliary, or ``finite``."""
    past: bool
    supported: str
    """The form of do that a question or a negation needs; empty where ``first`` does that work."""


def group_of(doc: Doc, passive: Passive, person: Person) -> Group | None:
    """The active group of a passive one for a subject; None where its auxiliaries are of no known pattern."""
    words = [word(doc[i]) for i in passive.auxiliaries]
    *before, last = [w.removesuffix("n't") if w.removesuffix("n't") in BE | _DO else w for w in words]
    match before:
        case [] if last in _PAST_BE:
            return Group("", "", "finite", past=True, supported="did")
        case [] if last in _PRESENT_BE:
            return Group("", "", "finite", past=False, supported="does" if person == "third" else "do")
        case [do] if do in _DO and last == "get":
            past = do == "did"
            return Group("", "", "finite", past=past, supported=_do(past=past, person=person))
        case [modal] if modal in _MODALS and last in {"be", "get"}:
            return Group(_MODALS[modal], "", "base", past=False, supported="")
        case [modal, have] if modal in _MODALS and have in {"have", "'ve"} and last in {"been", "gotten"}:
            return Group(_MODALS[modal], "have", "participle", past=False, supported="")
        case [have] if have in _HAVE and last in {"been", "gotten", "got"}:
            past = have in {"had", "'d"}
            first = "had" if past else "has" if person == "third" else "have"
            return Group(first, "", "participle", past=past, supported="")
        case [be] if be in BE and last in {"being", "getting"}:
            past = be in {"was", "were"}
            return Group(_be(past=past, person=person), "", "gerund", past=past, supported="")
    return None


def _do(*, past: bool, person: Person) -> str:
    return "did" if past else "does" if person == "third" else "do"


def _be(*, past: bool, person: Person) -> str:
    if past:
        return "were" if person == "plural" else "was"
    return {"i": "am", "plural": "are", "third": "is"}[person]


def inflected(verb: VerbForms, group: Group, person: Person, *, supported: bool) -> str:
    """The verb in the form that the group asks for; ``supported``: below a form of do."""
    match group.form:
        case "base":
            return verb.base
        case "participle":
            return verb.participle
        case "gerund":
            return verb.gerund
        case "finite":
            if supported:
                return verb.base
            if group.past:
                return verb.past
            return verb.third if person == "third" else verb.base


def middle(doc: Doc, start: int, stop: int, passive: Passive) -> list[str] | None:
    """What stands before a participle: adverbs as they are, "*" for the first auxiliary, "~" for a negation.

    None where there is anything else.
    """
    out: list[str] = []
    for token in doc[start:stop]:
        text = word(token)
        if token.i in passive.auxiliaries:
            if token.i == passive.auxiliaries[0]:
                out.append("*")
                if text.endswith("n't") and text != "n't":
                    out.append("~" + token.text[-3:])
        elif text in _NEGATIONS:
            out.append("~" + token.text)
        elif token.tag_.startswith("RB") and token.is_alpha and text not in _NO_ADVERBS:
            out.append(token.text)
        else:
            return None
    return out


def spoken(items: list[str], group: Group, *, asked: bool) -> tuple[str, bool]:
    """The words before the active verb, and whether a form of do supports it.

    ``asked``: a question, so that the first auxiliary is needed even where nothing is negated; the subject
    is to be put in for "@" after it.
    """
    negations = [item[1:] for item in items if item[0] == "~"]
    adverbs_and_marks = [item for item in items if item != "*" or group.first or asked or negations]
    first = group.first or (group.supported if asked or negations else "")
    supported = bool(not group.first and first)
    if not group.first and negations and not asked:  # "was still not paid": "still did not pay"
        adverbs_and_marks = [item for item in adverbs_and_marks if item != "*"]
        at = next(i for i, item in enumerate(adverbs_and_marks) if item[0] == "~")
        adverbs_and_marks.insert(at, "*")
    out = ""
    for item in adverbs_and_marks:
        if item == "*":
            out += " " + first + ("" if not asked else " @")
        elif item[0] == "~":
            out = _negated(out, first, item[1:], asked=asked)
        else:
            out += " " + item
    if group.second:
        out += " " + group.second
    return out.strip(), supported


def _negated(out: str, first: str, negation: str, *, asked: bool) -> str:
    if negation.lower() == "not":
        return out + ("not" if first == "can" and out.endswith("can") else " not")
    if first == "am":
        return out + " not"
    place = out.rfind(first) + len(first)
    return out[:place] + negation + out[place:]
