"""Whether words can be left out without a hole: comments, adverbs, and what only leads into a sentence."""

from __future__ import annotations

from unpushy.phrases.place import SUBORDINATORS, Place

ADVERBIAL_STARTS = frozenset(
    """by before at as in within without asap soon immediately when whenever if once per following further
    urgently now today right like again so and while unless sometime otherwise""".split()
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
    """am is are was were be been being a an the my our your his her their to of at in on for with
    by from and or but as so very only just even not no i we he she they will would can could should
    must may might have has had do does did want need until before after""".split()
)
_SHORTEST_REST = 3
"""Tokens that must be left of a sentence whose beginning is dropped."""
_REASONS = frozenset("since because although though".split())
"""Behind a clause and its comma, these begin another that is no sentence without it."""
_PARTICLES = frozenset("up down back over out off in on again here there".split())
_PRONOUNS = frozenset("you it them him her me us".split())
STOPS = frozenset(". , ; : ? !".split())


def can_go(place: Place) -> bool:
    """Whether the hit can be left out without a hole: a comment set off by commas, or an adverb."""
    norms = place.norms
    words = norms[place.start : place.end]
    begins = words[0] in ADVERBIAL_STARTS or words[0] in SUBORDINATORS
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
        return word in _PRONOUNS and (next_ in SUBORDINATORS or next_ in STOPS)
    particle = word in _PARTICLES and (next_ in STOPS or word == norms[place.end - 1])
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
