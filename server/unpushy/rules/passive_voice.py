"""passive/passive-voice: a grammatical passive that hides who acts.

By default only finite clauses without an agent count, and no states ("is attached"); with ``agent = "any"``
every passive does. A passive about what the reader has left undone is also a finding of scolding/blame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from unpushy.finding import RewriteKind, Severity
from unpushy.language.active import active
from unpushy.language.actor import actor
from unpushy.language.adjectival import ADJECTIVES, ALWAYS_SET, FEELINGS, HABITS, NO_PARTICIPLES
from unpushy.language.hiding import hides, omission
from unpushy.language.passives import BE, GET, Passive, passives
from unpushy.rule import Evidence, Rule
from unpushy.rules._parsed import Change, Found

if TYPE_CHECKING:
    from spacy.tokens import Doc

RULE = Rule(
    id="passive/passive-voice",
    title="Passive voice",
    why="This leaves open who acts, and a reader may wonder. Say who did it, or who will; that is shorter.",
    severity=Severity.INFORMATION,
    evidence=(
        Evidence(
            "Weak, passively voiced openers hold a sales mail back; say what you will do",
            "Rob Torre, sales blog article on following up",
            "low",
        ),
    ),
    flags=(
        "The proposal «was sent» on Monday.",
        "Your request «has been reviewed and approved».",
        "The figures «were never really checked».",
        "«Has the bridge been painted»?",
        "Three options «were forwarded» to you on the 12th.",
        "Refunds «will be processed» within 14 days.",
        "The sample die «got scrapped» on Monday.",
        "It «has been decided» that the fee stays as it is.",
        "You «are requested» to bring a copy.",
        "The discount «can't be given» twice.",
    ),
    clean=(
        "The proposal was sent by our office.",
        "I'm excited about the garden.",
        "You are invited to the opening.",
        "The office is located in Leeds.",
        "The plan is attached.",
        "They are interested in the blue one.",
        "The price is based on last year's wood.",
        "The map to be sent is on my desk.",
        "We got lost in the hills and found a café.",
        "If speed is what you need, we've got you covered.",
        "The library is closed on Mondays.",
        "I was born in Utrecht.",
    ),
    rewrites=(
        ("The proposal was sent on Monday.", "[who] sent the proposal on Monday."),
        ("The figures were never checked.", "[who] never checked the figures."),
        ("Has the bridge been painted?", "Has [who] painted the bridge?"),
        ("All prices can be found on page two.", "You can find all prices on page two."),
        ("The list was checked on our side.", "We checked the list on our side."),
    ),
)
_BLAME = "scolding/blame"
_BLAME_WHY = (
    "A reader may hear a reproach in this. Say what you need and what it makes possible, and keep what is "
    "missing out of it."
)
_FURTHEST = 8
"""Tokens between a form of be and its participle."""
_STARTS = BE | GET
_IRREGULAR = frozenset(
    """
    asked born beaten begun bent bet bid bitten blown borne bought bound bred broadcast broken brought
    built burnt cast caught chosen cut dealt done drawn driven eaten fed felt fitted flown forbidden
    forecast foregone foreseen forgiven forgotten fought found frozen given gone ground grown had heard
    held hidden hit hung hurt input kept known laid led left lent let lit lost made meant met misled
    mistaken mown outdone overcome overdone overlaid overridden overrun overseen overtaken overthrown
    paid proven put quit read rebuilt redone repaid reset resent rewritten rid ridden rung run said sawn
    seen sent set sewn shaken shed shot shown shut slain slid sold sought spelt spent spilt split spoilt
    spoken spread stolen struck stuck sung swept sworn swum swung taken taught thought thrown told torn
    undergone understood undertaken undone upheld upset withdrawn withheld won worn woven written cc'd
    bcc'd awoken woken shrunk learnt prepaid beat strewn dug spun slit sprung stung stricken trodden
    wound leapt burst hewn dreamt spilled bid strung clad wrung laden outbid resold retaken foretold
    mistook
    """.split()
)
_STATES = (ADJECTIVES | ALWAYS_SET) - FEELINGS - {"determined"}
_PRESENT = frozenset({"am", "is", "are", "'s"})
_INVERTED = frozenset({"attached", "enclosed"})
"""Participles that open a sentence: "Attached are the minutes"."""
_NOT_PARTICIPLES = (NO_PARTICIPLES - {"determined"}) | frozenset(
    "need indeed hundred speed feed seed red bed shed exceed".split()
)


def triggers(norms: Sequence[str], agent: str) -> bool:
    """Whether a form of be or get stands before something like a participle that may count."""
    reach, before = -1, ""
    for at, norm in enumerate(norms):
        if norm in _STARTS:
            reach, before = at + _FURTHEST, norm
        elif at <= reach and (norm in _IRREGULAR or norm[-2:] == "ed") and norm not in _NOT_PARTICIPLES:
            if agent == "any" or (norm not in _STATES and (before not in _PRESENT or norm in HABITS)):
                return True
        elif agent == "any" and norm in _INVERTED and at + 1 < len(norms) and norms[at + 1] in _STARTS:
            return True
    return False


def found(doc: Doc, agent: str) -> Iterator[Found]:
    """Yield each passive of a parsed sentence that the setting counts, with its active rewrites."""
    for passive in passives(doc):
        if agent != "any" and not hides(doc, passive):
            continue
        start, end = _span(doc, passive)
        blamed = passive.agent is None and omission(doc, passive)
        yield Found(RULE.id, start, end, RULE.why, () if blamed else _changes(doc, passive))
        if blamed:
            yield Found(_BLAME, start, end, _BLAME_WHY)


def _span(doc: Doc, passive: Passive) -> tuple[int, int]:
    """The verb group, from its first auxiliary to its last participle (code points)."""
    first, last = doc[min(passive.auxiliaries[0], passive.verb)], doc[passive.last]
    return first.idx, last.idx + len(last)


def _changes(doc: Doc, passive: Passive) -> tuple[Change, ...]:
    if passive.agent is not None:
        found, kind = active(doc, passive), RewriteKind.SAFE
    elif not hides(doc, passive):
        return ()  # of a state nobody can tell who brought it about
    else:
        who = actor(doc, passive)
        found, kind = active(doc, passive, who or "[who]"), RewriteKind.SAFE if who else RewriteKind.FILL
    if found is None:
        return ()
    start, last = doc[found.start].idx, doc[found.stop - 1]
    return (Change(kind, start, last.idx + len(last), found.text),)
