"""What makes a rewrite safe: the sentence stays whole, and nothing of the matter is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from unpushy.language.function_words import COMMON_WORDS, FUNCTION_WORDS
from unpushy.language.promotion import SOFT
from unpushy.language.tokens import norms_of_text
from unpushy.phrases.hit import Proposal
from unpushy.phrases.place import CONJUNCTIONS, SUBORDINATORS, Place

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
    """am is are was were be been being a an the my our your his her their to of at in on for with
    by from and or but as so very only just even not no i we he she they will would can could should
    must may might have has had do does did want need until before after""".split()
)
_ADVERBIAL_STARTS = frozenset(
    """by before at as in within without asap soon immediately when whenever if once per following further
    urgently now today right like again so and while unless sometime otherwise""".split()
)
_OPENERS = frozenset("if whether to that".split())
"""Words at the end of a phrase that say how its sentence goes on."""
_SHORTEST_REST = 3
"""Tokens that must be left of a sentence whose beginning is dropped."""
_STUMP = 2
_DATES = frozenset(
    """today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday two three four
    five""".split()
)
_MOST_LOST = 1
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
"""Words of the matter that a safe rewrite may leave out."""
_POINTERS = frozenset("it this that they these those".split())
"""Pronouns that, alone at the start of a sentence, stand for something that the last one named."""
_DETERMINING = frozenset("this that these those".split())
"""These may also stand before their noun: "that letter", but "this hurts"."""
_OTHERS = ["all", "the", "others"]
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
_STOPS = frozenset(". , ; : ? !".split())
_REASONS = frozenset("since because although though".split())
"""Behind a clause and its comma, these begin another that is no sentence without it."""
_EVERS = frozenset("whatever whichever whoever wherever however whenever".split())
_PARTICLES = frozenset("up down back over out off in on again here there".split())
_TIMES = frozenset("sometime someday soon later day".split())
_PRONOUNS = frozenset("you it them him her me us".split())


def is_safe(place: Place, proposal: Proposal, facts: Iterable[int]) -> bool:
    """Whether a safe rewrite leaves the sentence whole and loses nothing of the matter.

    ``facts`` are tokens of the hit that say something of the matter.
    """
    if proposal.of == "opening":
        return True  # what it leads into is kept
    if not proposal.text:
        return _is_dispensable(place, facts) if proposal.of == "sentence" else _is_adverbial(place)
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
    return any(word in _OPEN_ENDS and mark in _STOPS for word, mark in pairwise((*new, ".")))


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
    adverbial = old[0] in _ADVERBIAL_STARTS and new[0] in _ADVERBIAL_STARTS and not dated
    return closes and (adverbial or (ends and new[0] == old[0]))


def _opens(place: Place) -> bool:
    """Whether the hit is all that leads into a sentence or a title that stands without it."""
    if place.start != place.first or place.end >= place.mark:
        return False
    last, after, rest = place.norms[place.end - 1], place.norms[place.end], place.mark - place.end
    if last in {":", "\u2014"} or after == ":":
        title = place.mark == place.stop or rest >= _SHORTEST_REST
        return title and after not in _DANGLING
    if rest < _SHORTEST_REST or after in _AUXILIARIES:
        return False
    return last == "but" or (last == "that" and after not in _DANGLING)


def _is_adverbial(place: Place) -> bool:
    """Whether the hit can be left out without a hole: a comment set off by commas, or an adverb."""
    norms = place.norms
    words = norms[place.start : place.end]
    begins = words[0] in _ADVERBIAL_STARTS or words[0] in SUBORDINATORS
    if _opens(place):
        return True
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
    if not before and not begins and _is_cut_through(place):
        return False
    if not before:
        asks = after in _AUXILIARIES and place.is_question
        return after == "," or words[-1] in {",", ":", "but"} or after in _SUBJECTS or asks
    if before in {",", "\u2014", "("}:
        return after in {"", ",", "\u2014", ")"}
    long_enough = place.start - place.first >= _SHORTEST_REST
    return long_enough and not after and before not in _NEEDS_MORE and begins


def _is_cut_through(place: Place) -> bool:
    """Whether what is behind a clause belongs to it, so that it would be a fragment: "You in the rain"."""
    norms, at = place.norms, place.end
    last = norms[at - 1]
    if last in {"but", "that", ":", "\u2014"}:
        return False
    set_off = last == "," or norms[at] == ","
    at += norms[at] == ","
    word, next_ = norms[at], norms[at + 1]
    if not set_off:
        return word in _PRONOUNS and (next_ in SUBORDINATORS or next_ in _STOPS)
    particle = word in _PARTICLES and (next_ in _STOPS or word == norms[place.end - 1])
    if word in _ADVERBS:
        word = next_  # "Me again, just popping in"
    if word in _REASONS:
        return True
    return particle or word in _DANGLING - {"that", "and", "but", "or"} or _is_participle(word)


def _is_participle(word: str) -> bool:
    return (
        word.endswith("ing")
        and len(word) > len("thing")
        and word not in {"nothing", "anything", "something", "everything"}
    )
