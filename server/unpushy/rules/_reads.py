"""What a trained reader finds where no phrase rule does: pressure in words that no list holds.

It speaks only of sentences in which no phrase rule of the family holds, and only where it is sure: its
thresholds are set on files that the model had not seen (``server/training``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unpushy.finding import RewriteKind, Severity
from unpushy.language.acts import FAMILIES, ActReader, segments, shipped
from unpushy.language.reading import Reading
from unpushy.language.sentences import END_MARKS
from unpushy.language.tokens import Tokens
from unpushy.phrases.hit import Hit, Proposal
from unpushy.rule import Rule

_CLAUSE_MARKS = frozenset({",", ";", ":", "\u2014", "(", ")"})
_SHORTEST, _LONGEST = 4, 60
"""Tokens of a sentence that is read: fewer say too little, more are no sentence."""
_CUT = (Proposal(RewriteKind.CUT, "", "sentence"),)

CARDS = (
    Rule(
        "pushy/reads-pushy",
        "Reads as pushy",
        "A reader may feel pressed by this sentence, though no stock phrase is in it. Say what it would do "
        "for them, and leave the pace to them.",
        Severity.INFORMATION,
        flags=("«Are you not happy with me»?",),
        clean=("The quote holds until the end of June.", "Take whatever time you need with the quote."),
    ),
    Rule(
        "passive/reads-vague",
        "Reads as vague",
        "A reader may not see what this sentence asks or brings. Name the one thing that you mean.",
        Severity.INFORMATION,
        flags=("«Say what you feel about all of it».",),
        clean=("Would Tuesday at ten suit you?", "The files are in the folder."),
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


class Reads:
    """The three rules of the reader, in one pass over a passage."""

    def __init__(self, reader: ActReader) -> None:
        self._reader = reader

    def hits(self, reading: Reading, found: Sequence[Hit], families: frozenset[str]) -> Iterator[Hit]:
        """Sentences that weigh enough in a family where ``found``, the phrase rules' hits, has none there."""
        norms = reading.norms
        if not any(self._over(norms[start:stop], families) for start, stop in segments(norms)):
            return
        tokens = reading.tokens
        for start, stop in zip(tokens.sents, [*tokens.sents[1:], len(tokens)], strict=True):
            for family in self._over(tokens.norms[start:stop], families):
                known = any(
                    hit.rule.startswith(FAMILIES[family]) and start < hit.end and hit.start < stop
                    for hit in found
                )
                if not known:
                    card = CARDS[family]
                    yield Hit(card.id, *self._heaviest(tokens, start, stop, family), card.why, _CUT)

    def _over(self, norms: Sequence[str], families: frozenset[str]) -> list[int]:
        """The families in which a sentence is over the threshold."""
        if not _SHORTEST <= len(norms) <= _LONGEST:
            return []
        found = self._reader.probabilities(norms)
        return [
            number
            for number, (probability, limit) in enumerate(zip(found, self._reader.thresholds, strict=True))
            if probability >= limit and FAMILIES[number] in families
        ]

    def _heaviest(self, tokens: Tokens, start: int, stop: int, family: int) -> tuple[int, int]:
        """The clause of a sentence that weighs most in a family, without its end mark."""
        while stop > start + 1 and tokens.norms[stop - 1] in END_MARKS:
            stop -= 1
        weights = self._reader.by_token(tokens.norms[start:stop], family)
        clauses: list[tuple[int, int]] = []
        begin = start
        for at in range(start, stop + 1):
            if at == stop or tokens.norms[at] in _CLAUSE_MARKS:
                if at - begin >= _SHORTEST:
                    clauses.append((begin, at))
                begin = at + 1
        if not clauses:
            return start, stop
        return max(clauses, key=lambda clause: sum(weights[clause[0] - start : clause[1] - start]))


def load() -> Reads | None:
    """The reader's rules; None where the package has no weights."""
    reader = shipped()
    return Reads(reader) if reader else None
