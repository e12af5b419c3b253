"""What makes a rewrite safe: the sentence stays whole, and nothing of the matter is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unpushy.language.tokens import norms_of_text
from unpushy.phrases.hit import Proposal
from unpushy.phrases.place import Place

SUBORDINATORS = frozenset(
    """if when whenever as because since while although though before after until unless once given with
    without following per in on at by for from to regarding despite during upon whether that which
    who""".split()
)
_ADVERBS = frozenset(
    """just simply only really actually obviously clearly honestly frankly basically kindly gently quickly
    again once more still yet already maybe perhaps possibly surely certainly definitely absolutely
    totally literally immediately urgently asap soon now please very so quite rather a bit little""".split()
)
_NEGATIONS = frozenset("not never no without nobody nothing none cannot".split())
_DANGLING = frozenset("at of about on with that for from and or but to in by as than which who re".split())
"""What can't follow where something was left out."""
_SUBJECTS = frozenset(
    """i we you he she it they this that these those the a an my our your his her their there here please
    what when where how if""".split()
)
_AUXILIARIES = frozenset("can could would will do did does is are was were have has had should may".split())
_NEEDS_MORE = frozenset(
    """am is are was were be been being a an the my our your his her their this that to of at in on for with
    by from and or but as so very not no i we you he she they it will would can could should must may might
    have has had do does did want need until before after""".split()
)
_ADVERBIAL_STARTS = frozenset(
    """by before at as in within without asap soon immediately when whenever if once per following further
    urgently now today right like again so and while unless sometime otherwise""".split()
)
_OPENERS = frozenset("if whether to that".split())
"""Words at the end of a phrase that say how its sentence goes on."""
_GREETINGS = frozenset("hi hello hey dear good morning afternoon evening".split())
_LONGEST_GREETING = 6
_SHORTEST_REST = 3
"""Tokens that must be left of a sentence whose beginning is dropped."""
_MOST_LOST = 1
"""Words of the matter that a safe rewrite may leave out."""


def is_safe(place: Place, proposal: Proposal, facts: Iterable[int]) -> bool:
    """Whether a safe rewrite leaves the sentence whole and loses nothing of the matter.

    ``facts`` are tokens of the hit that say something of the matter.
    """
    if not proposal.text:
        return _is_adverbial(place)
    new = norms_of_text(proposal.text)
    if _is_whole(place):
        return sum(place.norms[fact] not in new for fact in facts) <= _MOST_LOST
    return proposal.of == "match" and _joins(place, new)


def _is_whole(place: Place) -> bool:
    """Whether the hit is its sentence, but for a greeting and what may be dropped."""
    if not place.is_last:
        return False
    greeted = place.norms[place.first] in _GREETINGS and place.norms[place.start - 1] == ","
    return (greeted and place.start - place.first <= _LONGEST_GREETING) or place.is_first


def _joins(place: Place, new: Sequence[str]) -> bool:
    """Whether new words take the place of a part of a sentence without a seam."""
    norms = place.norms
    old = norms[place.start : place.end]
    if set(new) <= set(old):
        return True
    begins = place.start == place.first
    if begins and (new[-1] == old[-1] or {new[-1], old[-1]} <= _OPENERS):
        return True
    ends = place.end == place.mark
    closes = ends or (begins and norms[place.end] == ",")
    adverbial = old[0] in _ADVERBIAL_STARTS and new[0] in _ADVERBIAL_STARTS
    return closes and (adverbial or (ends and new[0] == old[0]))


def _is_adverbial(place: Place) -> bool:
    """Whether the hit can be left out without a hole: a comment set off by commas, or an adverb."""
    norms = place.norms
    words = norms[place.start : place.end]
    begins = words[0] in _ADVERBIAL_STARTS or words[0] in SUBORDINATORS
    if _NEGATIONS.intersection(words) and not begins:
        return False
    before = norms[place.start - 1] if place.start > place.first else ""
    after = norms[place.end] if place.end < place.mark else ""
    if _ADVERBS.issuperset(words):
        return True
    if after in _DANGLING:
        return False
    if not before and place.mark - place.end < _SHORTEST_REST:
        return False  # such as the name under a closing formula
    if not before:
        asks = after in _AUXILIARIES and place.is_question
        return after == "," or words[-1] in {",", ":", "but"} or after in _SUBJECTS or asks
    if before in {",", "\u2014", "("}:
        return after in {"", ",", "\u2014", ")"}
    long_enough = place.start - place.first >= _SHORTEST_REST
    return long_enough and not after and before not in _NEEDS_MORE and begins
