"""What a rewrite promises for the writer, and whether the rest of the email lets it.

"There is no hurry" releases a reader, unless the next line names a deadline: then it is untrue, and the
reader is worse off. So what a rewrite claims is held against the whole email, its other findings included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from unpushy.document import REMEMBERED
from unpushy.text import Span

_TIME = re.compile(
    r"""\b(?: no[ ](?:rush|hurry) | hurry[ ]with | suits?[ ](?:you|your) | when(?:ever)?[ ](?:it|that)[ ]suits
    | when(?:ever)?[ ]you(?:['\u2019]re|[ ]are)[ ]ready | take[ ](?:all[ ])?the[ ]time | take[ ]your[ ]time
    | own[ ](?:time|pace) | can[ ]wait | is[ ]time[ ]for | not[ ]now
    | (?<!\bno[ ]) (?<!\bnot[ ]) (?<!\bthan[ ]) later (?![ ]than\b)
    | (?:is[ ]not|isn['\u2019]t)[ ]the[ ]time
    | other[ ]things[ ]may | put[ ]other[ ]things
    | another[ ]date[ ]is[ ]easier | more[ ]time[ ]would[ ]help )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CHOICE = re.compile(
    r"""\b(?: no[ ]is[ ](?:welcome|fine|enough|a[ ]fine|just[ ]as|equally|all[ ]it|plenty) | a[ ]no
    | one-word[ ]no
    | yes[ ]or[ ](?:a[ ])?no | whatever[ ]you[ ]decide | whichever[ ]way
    | choice[ ](?:is|stays|remains) | free[ ]to
    | that(?:['\u2019]s|[ ]is)[ ]fine | fine[ ]to | yours[ ]to | no[ ]duty
    | no[ ]longer[ ](?:a|for|of) | have[ ]changed
    | yes,[ ]a[ ]no )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SILENCE = re.compile(
    r"\bno (?:need to|reply|answer|response)\b|\bneed(?:n['\u2019]t| not) (?:reply|answer|write)\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"""\b(?:by|before|until|till|not[ ]later[ ]than|no[ ]later[ ]than|due(?:[ ]on)?|within)
      \s+(?:(?:the|next|this|of)\s+)*
      (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day | noon | midnight | lunch | tomorrow | tonight
      | eod | cob | close | end | \d)
    | \b(?:ends?|closes?|finishes|runs[ ]out|is[ ]over)\s+(?:on[ ])?
      (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day
      | today | tonight | tomorrow | soon | this[ ]\w+ | next[ ]\w+ | at[ ]\w+)
    | \btoday[ ]only\b | \bburning\b | \b(?:cannot|can['\u2019]t)[ ]wait\b
    | \bdeadlines? | \bcut-?off\b | \bcloses[ ](?:on|at|in|its)\b | \bexpires?\b | \blapses?\b
    | \burgent | \bimmediate
    | \basap\b | \bas[ ]soon[ ]as\b | \b(?:\d+|two|three|seven|ten|fourteen)[ ](?:hours?|days?)\b
    | \blast[ ]chance\b
    | \bhurry\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DUTY = re.compile(
    r"""\b(?: invoices? | payments? | owe[sd]? | debts? | (?:not|be|been|get)[ ]paid | solicitors? | LLP
    | overdue | unpaid | arrears | mandatory | required | compliance
    | suspen\w* | terminat\w*
    | penalt\w* | court
    | will[ ](?:close|lock|cut|lose|be[ ](?:closed|locked|charged|removed|escalated)) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_VERDICT = re.compile(r"\byes\b[^.?!]*\bno\b|\bone-word\b", re.IGNORECASE)
_OPEN_QUESTION = re.compile(
    r"""(?:^|[.!?,;:\n]\s*|\b(?:and|but|so)[ ])
      (?:(?:on|at|in|for|by)[ ])?(?:which|what|when|where|how|who)\b(?![ ]about)[^.?!\n]*\?""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKS = re.compile(r"\?|\bplease (?:send|confirm|reply|tell|sign|fill|return)\b", re.IGNORECASE)


class Claims(NamedTuple):
    """What words promise."""

    time: bool
    """That there is time."""
    choice: bool
    """That a no is as good as a yes."""
    silence: bool
    """That no answer is awaited."""
    verdict: bool
    """That a yes or a no answers it."""


@lru_cache(maxsize=REMEMBERED)
def claims(text: str) -> Claims:
    """What a rewrite promises."""
    text = text.replace("\n", " ")
    found = [bool(one.search(text)) for one in (_TIME, _CHOICE, _SILENCE, _VERDICT)]
    return Claims(*found)


def _finder(expression: re.Pattern[str]) -> Callable[[str], tuple[Span, ...]]:
    """Where an expression stands in a passage, remembered."""

    @lru_cache(maxsize=REMEMBERED)
    def places(text: str) -> tuple[Span, ...]:
        return tuple(Span(*match.span()) for match in expression.finditer(text))

    return places


_deadlines, _duties, _open_questions, _asks = map(_finder, (_DEADLINE, _DUTY, _OPEN_QUESTION, _ASKS))


class _Places:
    """Places of an email (passage, clean code points), looked for only as far as it takes."""

    def __init__(self, places: Iterable[tuple[int, Span]]) -> None:
        self._known: list[tuple[int, Span]] = []
        self._rest = iter(places)

    def outside(self, passage: int, own: Span) -> bool:
        """Whether one of them is not inside a span of a passage."""
        return any(at != passage or not own.covers(place) for at, place in chain(self._known, self._more()))

    def _more(self) -> Iterator[tuple[int, Span]]:
        for place in self._rest:
            self._known.append(place)
            yield place


class Light:
    """An email in whose light promises are true or not: its passages, read only if asked."""

    def __init__(self, texts: Sequence[str], pressing: Callable[[], Iterable[tuple[int, Span]]]) -> None:
        """``pressing`` gives the places (passage, clean code points) of findings that belie any promise."""
        self._texts = texts
        self._pressing = pressing

    def keeps(self, new: str, passage: int, span: Span) -> bool:
        """Whether what new words promise in the place of ``span`` holds in the light of all that stays."""
        promised = claims(new)
        if not any(promised):
            return True
        against = [self._duties, self._presses] if any(promised[:3]) else []
        if promised.verdict:
            against.append(self._open_questions)
        if promised.time or promised.silence:
            against.append(self._deadlines)
        if promised.silence:
            against.append(self._asks)
        return not any(places.outside(passage, span) for places in against)

    def _places(self, find: Callable[[str], tuple[Span, ...]]) -> _Places:
        return _Places((number, place) for number, text in enumerate(self._texts) for place in find(text))

    @cached_property
    def _deadlines(self) -> _Places:
        return self._places(_deadlines)

    @cached_property
    def _duties(self) -> _Places:
        return self._places(_duties)

    @cached_property
    def _open_questions(self) -> _Places:
        return self._places(_open_questions)

    @cached_property
    def _asks(self) -> _Places:
        return self._places(_asks)

    @cached_property
    def _presses(self) -> _Places:
        return _Places(self._pressing())
