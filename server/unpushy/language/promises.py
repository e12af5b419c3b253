"""What a rewrite promises for the writer, and whether the rest of the email lets it.

"There is no hurry" releases a reader, unless the next line names a deadline: then it is untrue, and the
reader is worse off. So what a rewrite claims is held against the whole email.
"""

from __future__ import annotations

import re

_TIME = re.compile(
    r"""\b(?: no[ ](?:rush|hurry) | hurry[ ]with | suits?[ ](?:you|your) | when(?:ever)?[ ](?:it|that)[ ]suits
    | when(?:ever)?[ ]you(?:['\u2019]re|[ ]are)[ ]ready | take[ ](?:all[ ])?the[ ]time | take[ ]your[ ]time
    | own[ ](?:time|pace) | can[ ]wait | is[ ]time[ ]for | later | not[ ]now
    | (?:is[ ]not|isn['\u2019]t)[ ]the[ ]time
    | other[ ]things[ ]may | put[ ]other[ ]things )\b""",
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
    | \bdeadlines? | \bcut-?off\b | \bcloses[ ](?:on|at|in|its)\b | \bexpires?\b | \blapses?\b
    | \burgent | \bimmediate
    | \basap\b | \bas[ ]soon[ ]as\b | \b(?:\d+|two|three|seven|ten|fourteen)[ ](?:hours?|days?)\b
    | \blast[ ]chance\b
    | \bhurry\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DUTY = re.compile(
    r"""\b(?: invoices? | overdue | unpaid | arrears | mandatory | required | compliance
    | suspen\w* | terminat\w*
    | penalt\w* | court
    | will[ ](?:close|lock|cut|lose|be[ ](?:closed|locked|charged|removed|escalated)) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKS = re.compile(r"\?|\bplease (?:send|confirm|reply|tell|sign|fill|return)\b", re.IGNORECASE)


def claims(text: str) -> tuple[bool, bool, bool]:
    """Whether words promise time, a free choice, and that no answer is awaited."""
    text = text.replace("\n", " ")
    return bool(_TIME.search(text)), bool(_CHOICE.search(text)), bool(_SILENCE.search(text))


def kept(promised: tuple[bool, bool, bool], rest: str) -> bool:
    """Whether the rest of an email leaves such promises true."""
    time, choice, silence = promised
    if (time or silence) and _DEADLINE.search(rest):
        return False
    if (time or choice or silence) and _DUTY.search(rest):
        return False
    return not (silence and _ASKS.search(rest))
