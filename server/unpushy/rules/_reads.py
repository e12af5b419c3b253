"""What a trained reader makes of sentences: pressure that no phrase holds, and phrases that do not press.

Where no phrase rule of a family holds, it flags a sentence if it is sure. What a phrase of the shipped lists
found it lets fall if the sentence as a whole reads as kind. Users' own lists it leaves alone. Its limits are
set on files that neither it nor the lists had seen (``server/training``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from unpushy.finding import RewriteKind, Severity
from unpushy.language.acts import FAMILIES, LONGEST_READ, SHORTEST_READ, ActReader, shipped
from unpushy.language.confidence import Scale, scales
from unpushy.language.reading import Reading
from unpushy.language.sentences import END_MARKS
from unpushy.language.tokens import Tokens
from unpushy.phrases.hit import Hit, Proposal
from unpushy.phrases.kinds import is_content
from unpushy.rule import Rule

_CLAUSE_MARKS = frozenset({",", ";", ":", "\u2014", "(", ")"})
_CUT = Proposal(RewriteKind.CUT, "", "sentence")
_PREFACES = frozenset({"scolding/repeat-reference", "passive/empty-opener"})
"""Acts that stand before what a sentence is about: however kind the rest is, they are what they are."""
_VAGUE = FAMILIES.index("passive")
_BRIEF = 6
"""Tokens of what may but ask for the answer to the question before."""
_QUOTED = "\u201c{}\u201d".format
_MOST_NAMED = 3
"""Words that a message names."""
_MATTERS = frozenset(
    "question questions query queries concern concerns help trouble problem problems".split()
)
_WAYS = frozenset(
    "contact reach call calling ring phone email emailing write writing ask reply hesitate visit get".split()
)
"""A sentence with one of each offers help: no vague ask, whatever else it is made of."""

CARDS = (
    Rule(
        "pushy/reads-pushy",
        "Reads as pushy",
        "A reader may feel pressed by this sentence, though no stock phrase is in it. Say what it would do "
        "for them, and leave the pace to them.",
        Severity.INFORMATION,
        flags=("«So where does the piano stand with your side»?",),
        clean=("The quote holds until the end of June.", "Take whatever time you need with the quote."),
    ),
    Rule(
        "passive/reads-vague",
        "Reads as vague",
        "A reader may not see what this sentence asks or brings. Name the one thing that you mean.",
        Severity.INFORMATION,
        flags=("«Say what you feel about all of it».",),
        clean=(
            "Would Tuesday at ten suit you?",
            "Shall I send the invoices to you? Let me know.",
            "The files are in the folder.",
            "Please contact us with any questions regarding your order.",
            "Please feel free to contact us with any questions regarding this invoice.",
            "Feel free to contact us anytime for questions about your account.",
        ),
    ),
    Rule(
        "scolding/reads-scolding",
        "Reads as scolding",
        "A reader may hear a reproach in this sentence. Leave out what was not done; say what comes next.",
        Severity.INFORMATION,
        flags=("«My messages seem to sink without a trace at your end».",),
        clean=("Your reply came in time, thank you.", "The supplier still owes us the parts."),
    ),
)


def _safe(text: str) -> Proposal:
    return Proposal(RewriteKind.SAFE, text, "sentence")


def _fill(text: str) -> Proposal:
    return Proposal(RewriteKind.FILL, text, "sentence")


_EASY_NO = _safe("If it isn't for you, that's fine.")
_CAN_WAIT = _safe("If this isn't a priority just now, that's fine.")
_NEW = _fill("Here is one new thing: {new idea}.")
_DATE = _fill("{day} would help, because {reason}; if that is too soon, say so.")
_REWRITES: Mapping[str, tuple[Proposal, ...]] = {
    "pushy/status-demand": (_safe("A yes, a no or a question is equally welcome."), _NEW),
    "pushy/false-urgency": (_DATE,),
    "pushy/scarcity": (_DATE,),
    "pushy/imposed-deadline": (_DATE,),
    "pushy/ultimatum": (_EASY_NO, _DATE),
    "pushy/break-up": (_EASY_NO,),
    "pushy/presumption": (_safe("Whether you'd like this is for you to say."), _EASY_NO),
    "pushy/inbox-bump": (_NEW,),
    "pushy/welfare-probe": (_CAN_WAIT,),
    "pushy/fear": (_EASY_NO, _fill("What it would change for you: {fact}.")),
    "pushy/hard-sell": (_EASY_NO, _fill("One fact that you can check: {fact}.")),
    "passive/empty-opener": (_NEW,),
    "passive/vague-ask": (_fill("Which would you rather have, {one option} or {another}?"),),
    "passive/vague-timing": (_fill("Would {day} at {time} suit you?"),),
    "scolding/silence": (_CAN_WAIT,),
    "scolding/attempt-count": (_CAN_WAIT,),
    "scolding/unseen-email": (_CAN_WAIT, _NEW),
    "scolding/reminder": (_CAN_WAIT,),
    "scolding/broken-promise": (_safe("If plans have changed, that's fine."),),
    "scolding/guilt": (_safe("Whatever you decide is fine."),),
    "scolding/blame": (_fill("If something is in the way of {the task}, I'm glad to help."),),
}
"""What may stand in place of a sentence, by the act that it is most like."""
_OF_THE_READER = frozenset(
    {"scolding/silence", "scolding/attempt-count", "scolding/guilt", "pushy/welfare-probe"}
)
"""Acts that speak of writer and reader alone: what such a sentence says of the matter can go with it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the trained reader is asked."""

    families: frozenset[str] = frozenset()
    min_confidence: float | None = None
    """From where on a sentence counts without a phrase; None: as the reader was trained."""


class Reads:
    """The three rules of the reader, and its say in what phrases found."""

    def __init__(
        self, reader: ActReader, scales: Mapping[str, Scale], titles: Mapping[str, str], asked: Asked
    ) -> None:
        """``titles``: of the rules whose acts the reader knows, by id."""
        self._reader = reader
        self._scales = scales
        self._titles = titles
        self._families = asked.families

    def judged(self, reading: Reading, found: Sequence[Hit]) -> Iterator[Hit]:
        """Of ``found``, the phrase rules' hits, those that are believed; and what is found beside them."""
        if not found and not self._reader.speaks(reading.norms):
            return
        tokens = reading.tokens
        yield from (hit for hit in found if self._believes(tokens, hit))
        asked = False  # whether the sentence before is a question that nothing is wrong with
        for start, stop in pairwise([*tokens.sents, len(tokens)]):
            there = {hit.rule.partition("/")[0] for hit in found if start < hit.end and hit.start < stop}
            new = [n for n in self._new(tokens.norms[start:stop]) if FAMILIES[n] not in there]
            if asked and stop - start <= _BRIEF and _VAGUE in new:
                new.remove(_VAGUE)  # "Does Friday suit you? Let me know."
            for family in new:
                yield self._hit(tokens, start, stop, family)
            asked = not there and not new and tokens.is_question((start, stop))

    def families(self, reading: Reading) -> frozenset[str]:
        """The families in which a sentence of a text counts without a phrase."""
        if not self._reader.speaks(reading.norms):
            return frozenset()
        tokens = reading.tokens
        return frozenset(
            FAMILIES[family]
            for start, stop in pairwise([*tokens.sents, len(tokens)])
            for family in self._new(tokens.norms[start:stop])
        )

    def _believes(self, tokens: Tokens, hit: Hit) -> bool:
        """Whether the sentence of a hit reads as the phrase in it does."""
        family = hit.rule.partition("/")[0]
        start, stop = tokens.sent_of(hit.start)
        if hit.own or hit.rule in _PREFACES or family not in self._families or stop - start > LONGEST_READ:
            return True
        return self._reader.over(tokens.norms[start:stop], known=True)[FAMILIES.index(family)]

    def _new(self, norms: Sequence[str]) -> list[int]:
        """The families in which a sentence counts without a phrase."""
        if not SHORTEST_READ <= len(norms) <= LONGEST_READ:
            return []
        over = self._reader.over(norms)
        found = [n for n, family in enumerate(FAMILIES) if over[n] and family in self._families]
        if _VAGUE in found and not _MATTERS.isdisjoint(norms) and not _WAYS.isdisjoint(norms):
            found.remove(_VAGUE)
        return found

    def _hit(self, tokens: Tokens, start: int, stop: int, family: int) -> Hit:
        card = CARDS[family]
        act = self._reader.act(tokens.norms[start:stop], family)
        weights = self._reader.by_token(tokens.norms[start:stop], family)
        matter = range(start, stop if act not in _OF_THE_READER else start)
        facts = tuple(at for at in matter if is_content(tokens.norms[at]))
        first, last = _heaviest(tokens, start, stop, weights)
        reasons = self._reasons(tokens, first, weights[first - start : last - start], act)
        scale = self._scales[card.family]
        confidence = scale.confidence(self._reader.probabilities(tokens.norms[start:stop])[family])
        return Hit(
            card.id,
            first,
            last,
            " ".join((card.why, *reasons)),
            (*_REWRITES.get(act, ()), _CUT),
            facts,
            severity=Severity.WARNING if confidence >= scale.sure else card.severity,
            confidence=confidence,
        )

    def _reasons(self, tokens: Tokens, start: int, weights: Sequence[float], act: str) -> Iterator[str]:
        """The act that a sentence is most like, and the words of its heaviest clause that weigh most."""
        if title := self._titles.get(act, ""):
            yield f"It is most like \u201c{title}\u201d ({act})."
        weight_of = {at: w for at, w in enumerate(weights, start) if w > 0 and is_content(tokens.norms[at])}
        heavy = sorted(sorted(weight_of, key=weight_of.__getitem__)[-_MOST_NAMED:])
        if named := dict.fromkeys(tokens.text[tokens.starts[at] : tokens.ends[at]] for at in heavy):
            yield f"What weighs most: {', '.join(map(_QUOTED, named))}."


def _heaviest(tokens: Tokens, start: int, stop: int, weights: Sequence[float]) -> tuple[int, int]:
    """The clause of a sentence that weighs most, without the end mark."""
    while stop > start + 1 and tokens.norms[stop - 1] in END_MARKS:
        stop -= 1
    clauses: list[tuple[int, int]] = []
    begin = start
    for at in range(start, stop + 1):
        if at == stop or tokens.norms[at] in _CLAUSE_MARKS:
            if at - begin >= SHORTEST_READ:
                clauses.append((begin, at))
            begin = at + 1
    if not clauses:
        return start, stop
    return max(clauses, key=lambda clause: sum(weights[clause[0] - start : clause[1] - start]))


def load(titles: Mapping[str, str], asked: Asked) -> Reads | None:
    """The reader's rules; None where the package has no weights."""
    fitted, least = scales(), None
    if asked.min_confidence is not None:
        a, b, c = (fitted[family].chance(asked.min_confidence) for family in FAMILIES)
        least = a, b, c
    reader = shipped(least)
    return Reads(reader, fitted, titles, asked) if reader else None
