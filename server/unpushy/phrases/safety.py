"""What makes a rewrite safe: the sentence stays whole, and nothing of the matter is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from unpushy.language.function_words import COMMON_WORDS, FUNCTION_WORDS
from unpushy.language.promotion import SOFT
from unpushy.language.tokens import norms_of_text
from unpushy.phrases.hit import Proposal
from unpushy.phrases.omission import ADVERBIAL_STARTS, STOPS, can_go
from unpushy.phrases.place import CONJUNCTIONS, SUBORDINATORS, Place

_OPENERS = frozenset("if whether to that".split())
"""Words at the end of a phrase that say how its sentence goes on."""
_STUMP = 2
_DATES = frozenset(
    """today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday two three four
    five""".split()
)
_MOST_LOST = 1
"""Words of the matter that a safe rewrite may leave out."""
_LEANING = frozenset(
    """it this that these those they them he she his her their its so but and or nor yet still then therefore
    hence however also too either neither both which such instead otherwise same not one ones if""".split()
)
"""First words of a sentence that may lean on the sentence before."""
_TOPICAL = frozenset("about on for regarding re of".split())
_ADJUNCT_STARTS = frozenset("at in during amid with from".split())
_EMPTY_STARTS = frozenset("and on since up when while before after as despite".split())
_GOES_ON = {
    "and": frozenset(
        "i we you he she it they there please that this the a my our your could can would".split()
    ),
    "on": frozenset("the this that our my these those".split()),
}
"""What shows that behind these words more is said than when, where or how."""
_LONGEST_ADJUNCT = 6
_MOST_IN_ADJUNCT = 1
"""Tokens of an adjunct, and words of the matter in it."""
_POINTERS = frozenset("it this that they these those then".split())
"""Words that, alone at the start of a sentence, stand for something that the last one named."""
_DETERMINING = frozenset("this that these those".split())
"""These may also stand before their noun: "that letter", but "this hurts"."""
_OTHERS = ["all", "the", "others"]
_HERE_IT_IS = ["here", "it", "is"]
_ARTICLES = frozenset(
    "the a an my our your his her its their this that these those no any some each every".split()
)
_BEFORE_NOUN = frozenset("about on of for with to at in from by over regarding concerning".split())
_BEFORE_NOUNS = _ARTICLES | _BEFORE_NOUN
"""One of these, or an adjective behind one, stands before a noun."""
_OPEN_ENDS = _ARTICLES - frozenset("this that these those any some each no her".split()) | frozenset(
    "and or than".split()
)
"""Words that can't be the last ones of what a pattern has caught."""
_EVERS = frozenset("whatever whichever whoever wherever however whenever".split())
_TIMES = frozenset("sometime someday soon later day".split())


def is_safe(place: Place, proposal: Proposal, facts: Iterable[int]) -> bool:
    """Whether a safe rewrite leaves the sentence whole and loses nothing of the matter.

    ``facts`` are tokens of the hit that say something of the matter.
    """
    if proposal.of == "opening":
        return True  # what it leads into is kept
    if not proposal.text:
        if any(norm.isdecimal() for norm in place.norms[place.start : place.end]):
            return False  # a date or a number may be what the reader needs
        rest = [norm for norm in place.norms[place.end : place.end + 4] if norm != ","]
        if rest[:3] == _HERE_IT_IS:
            return False  # what "it" is would go
        return _is_dispensable(place, facts) if proposal.of == "sentence" else can_go(place)
    new = norms_of_text(proposal.text)
    if not _agrees(place, new) or _strips_article(place, new) or _breaks_off(new):
        return False
    if _is_pointed_at(place, new):
        return False
    if proposal.of == "match":
        lost = sum(place.norms[fact] not in new for fact in facts)
        whole = _is_whole(place) and lost <= _MOST_LOST
        joins = whole or (_joins(place, new) and not _leaves_comma(place, new))
        return joins and not _is_stump(place, new)
    return _stands_apart(place) and keeps(place, new, facts)


def _is_whole(place: Place) -> bool:
    """Whether the hit is its sentence, but for a greeting and what may be dropped."""
    return place.is_last and (place.is_greeted or place.is_first)


def _is_pointed_at(place: Place, new: Sequence[str]) -> bool:
    """Whether the next sentence points back at something that new words no longer name."""
    norms, stop = place.norms, place.stop
    if place.mark > place.end and not place.is_last:
        return False  # the end of the sentence stays, and may be what is meant
    if not _points(norms, stop):
        return False
    old = norms[place.start : place.end]
    nouns = (at for at, norm in enumerate(old) if norm.isalpha() and _says(norm) and norm not in new)
    return any(not _BEFORE_NOUNS.isdisjoint(old[max(at - 2, 0) : at]) for at in nouns)


def _points(norms: Sequence[str], at: int) -> bool:
    """Whether a sentence begins with a pronoun that leans on the last one, or with "all the others"."""
    first = norms[at] if at < len(norms) else ""
    if first in _DETERMINING and at + 1 < len(norms):
        return not _says(norms[at + 1]) or norms[at + 1].endswith("s") > (first in {"these", "those"})
    return first in _POINTERS or norms[at : at + 3] == _OTHERS


def _strips_article(place: Place, new: Sequence[str]) -> bool:
    """Whether a noun of the hit that had an article has none any more: "about illustration"."""
    old = place.norms[place.start : place.end]
    nouns = {noun for article, noun in pairwise(old) if article in _ARTICLES and _says(noun)}
    nouns -= {noun for before, noun in pairwise(old) if before not in _ARTICLES}
    return any(before in _BEFORE_NOUN and noun in nouns for before, noun in pairwise(new))


def _breaks_off(new: Sequence[str]) -> bool:
    """Whether what a pattern has caught ends before its phrase does: "about the, and ...\""""
    return any(word in _OPEN_ENDS and mark in STOPS for word, mark in pairwise((*new, ".")))


def _stands_apart(place: Place) -> bool:
    """Whether the hit is a clause that a sentence can take the place of."""
    if place.half is not None and place.norms[place.first] in _EVERS:
        return False  # "Whatever comes to mind," is no sentence
    if place.is_alone or (place.is_first and _is_adjunct(place)):
        return True
    return place.is_last and (place.is_greeted or place.half is not None)


def _is_dispensable(place: Place, facts: Iterable[int]) -> bool:
    """Whether the hit's clause can go: it says nothing of the matter, and nothing leans on it."""
    matter = [fact for fact in facts if _is_matter(place.norms[fact])]
    if len(matter) > _MOST_LOST or any(_is_topic(place, fact) for fact in matter):
        return False
    if place.heads:
        return True
    if not _stands_apart(place) and not (place.is_first and _is_adjunct(place, empty=True)):
        return False
    norms, stop = place.norms, place.stop
    if place.half is None and place.first == 0 and stop == len(norms):
        return False  # an empty paragraph would be left
    return stop == len(norms) or norms[stop] not in _LEANING


def _is_adjunct(place: Place, *, empty: bool = False) -> bool:
    """Whether what is behind the hit only says when or where: "during your busy week".

    More may go with a hit that is ``empty``, whose sentence says nothing by itself: "and had a good weekend".
    """
    words = place.norms[place.end : place.mark]
    starts = _ADJUNCT_STARTS | _EMPTY_STARTS if empty else _ADJUNCT_STARTS
    if not words or words[0] not in starts or len(words) > _LONGEST_ADJUNCT + 2 * empty:
        return False
    if words[0] in {"and", "on"} and (len(words) < 3 or words[1] in _GOES_ON[words[0]]):
        return False
    barred = CONJUNCTIONS if empty else _DATES | CONJUNCTIONS | SUBORDINATORS
    plain = all(word[0].isalpha() and word not in barred for word in words[1:])
    return plain and sum(_says(word) for word in words) <= _MOST_IN_ADJUNCT + empty


def _says(norm: str) -> bool:
    return norm not in FUNCTION_WORDS | COMMON_WORDS


def keeps(place: Place, new: Iterable[str], facts: Iterable[int]) -> bool:
    """Whether new words keep what the hit says of the matter."""
    lost = {place.norms[fact] for fact in facts} - set(new)
    return len({norm for norm in lost if _is_matter(norm)}) <= _MOST_LOST


def _is_stump(place: Place, new: Sequence[str]) -> bool:
    """Whether of a whole sentence only a word or two would be left: "Please read"."""
    alone = place.start == place.first and place.end == place.mark < place.stop  # a title may be short
    return alone and len(new) <= _STUMP < (place.end - place.start) / 2


def _leaves_comma(place: Place, new: Sequence[str]) -> bool:
    """Whether a comma that set off a word stays without it ("could we maybe, possibly, meet")."""
    last, after = place.norms[place.end - 1], place.norms[place.end] if place.end < place.mark else ""
    return new[-1] != last and (last == "," or (after == "," and last in SOFT))


def _is_topic(place: Place, fact: int) -> bool:
    """Whether a fact is what the hit is about ("on the proposal"), or a number."""
    norms = place.norms
    return not norms[fact].isalpha() or not _TOPICAL.isdisjoint(norms[max(fact - 2, place.start) : fact])


def _agrees(place: Place, new: Sequence[str]) -> bool:
    """Whether no captured plural has got a singular verb: "our services is"."""
    old = place.norms[place.start : place.end]
    singular = ("ss", "us", "is", "news")
    for at, (noun, verb) in enumerate(pairwise(new)):
        plural = noun.endswith("s") and not noun.endswith(singular) and noun in old
        if plural and verb in {"is", "has"} and _TOPICAL.isdisjoint(new[max(at - 3, 0) : at]):
            return False  # but "anything about our services is"
    return True


def _is_matter(norm: str) -> bool:
    """Whether a word is no mere frame ("make", "earlier") but says what a sentence is about."""
    return norm not in COMMON_WORDS or norm in _DATES


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
    dated = place.start > place.first and norms[place.start - 1] in _TIMES  # "some day in your own time"
    adverbial = old[0] in ADVERBIAL_STARTS and new[0] in ADVERBIAL_STARTS and not dated
    return closes and (adverbial or (ends and new[0] == old[0]))
