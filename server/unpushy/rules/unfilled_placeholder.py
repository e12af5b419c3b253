"""draft/unfilled-placeholder: a slot that the writer has still to fill.

Merge tags of the file's own template language are filled when the mail is sent, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unpushy.finding import Severity
from unpushy.language.reading import Reading
from unpushy.phrases.hit import Hit
from unpushy.rule import Rule

RULE = Rule(
    id="draft/unfilled-placeholder",
    title="Unfilled placeholder",
    why="A placeholder is still in the draft. Fill it in, or take it out, before the reader sees it.",
    severity=Severity.ERROR,
    flags=(
        "Hi «[First Name]», thank you for the tour.",
        "Here is one new idea for the pilot: «[new idea]».",
        "The call is at «[time]» on «[day]».",
        "Dear «<name>», the invoice is attached.",
        "The total comes to «XXX» euros.",
        "We met at «____» in May.",
        "Dear «{first_name}», welcome.",
        "The price is «TBC» and the date is 4 May.",
        "«Lorem ipsum» dolor sit amet.",
    ),
    clean=(
        "See the note [1] below.",
        "[EXTERNAL] The minutes of Tuesday",
        "He wrote that he “will definately [sic] come”.",
        "The ticket is [OPS-1432].",
        "He said [laughing] that the train was late.",
        "Room XXX-12 is free, and XXL shirts are back.",
        "If a < b and c > d, the filter holds.",
        "The list [a, b, c] is sorted.",
        "We follow “[...]” in quotations.",
        "Write to <dana@example.org> for the key.",
        "See <https://example.org/plan> for the plan.",
    ),
)

_FILLABLE = frozenset(
    """name names company organisation organization firm date day days time times hour month year week weekday
    insert your new link url title topic topics subject product products service amount price number phone
    email address idea ideas reason reasons role position job industry city town country location place venue
    sender recipient client customer contact person someone who agenda step question answer detail details
    result results figure figures percent benefit problem goal project event meeting deadline event example
    signature text placeholder something here first last full my their other option options fact duration
    minutes document file report colleague manager team news offer resource article code""".split()
)
_SLOT = re.compile(
    r"""
      \[ (?P<square> [A-Za-z][\w '/&.,:-]{0,58} ) \] (?![(\[:])
    | < (?P<angle> [A-Za-z][\w '-]{0,38} ) >
    | \{ (?P<curly> [A-Za-z][\w .-]{0,38} ) \}
    | (?P<tag> \{\{[^{}\n]{1,100}\}\} | \*\|\w{1,60}\|\* | %[A-Z_]{2,60}% )
    | (?P<crosses> (?<![\w-]) (?: X{3,6} | x{4,6} ) (?![\w-]) )
    | (?P<blank> _{3,60} )
    | (?P<word> (?<![\w-]) (?: TBC | TBD | TK{2,3} ) (?![\w-]) | (?i:lorem[ ]ipsum) )
    """,
    re.VERBOSE,
)
_MARKS = ("[", "<", "{", "*|", "%", "XXX", "xxxx", "___", "TBC", "TBD", "TK", "orem", "OREM")
"""No slot is without one of these."""
_HTML_TAG = re.compile(
    r"/?(?:a|b|i|u|p|em|br|hr|li|ul|ol|tr|td|div|img|span|strong|code|pre|sub|sup)\b", re.I
)


def check(reading: Reading, merge_tags: re.Pattern[str] | None) -> Iterator[Hit]:
    """Yield each placeholder of the passage."""
    if not any(map(reading.text.__contains__, _MARKS)):
        return
    allowed = [match.span() for match in merge_tags.finditer(reading.text)] if merge_tags else []
    for match in _SLOT.finditer(reading.text):
        if not _to_fill(match) or any(left <= match.start() < right for left, right in allowed):
            continue
        found = reading.tokens.covering(*match.span())
        if found is not None:
            yield Hit(RULE.id, *found, RULE.why)


def _to_fill(match: re.Match[str]) -> bool:
    kind = match.lastgroup
    if kind in {"tag", "crosses", "blank", "word"}:
        return True
    inside = match[kind] if kind else ""
    words = re.split(r"[\W_]+", inside.lower())
    if kind == "angle":
        return not _HTML_TAG.match(inside) and bool(_FILLABLE.intersection(words))
    if kind == "curly":
        return "_" in inside or bool(_FILLABLE.intersection(words))
    return len(words) <= 8 and "," not in inside and bool(_FILLABLE.intersection(words))
