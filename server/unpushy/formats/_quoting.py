"""What others wrote: attributions, reply headers and forwarded messages, told from the writer's own text."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache

from unpushy.document import REMEMBERED
from unpushy.formats._lexicon import FROM_FIELDS, NOT_QUOTED_NAMES, OTHER_FIELDS, SUBJECT_FIELDS
from unpushy.formats._lines import Block, lines_of

# An attribution, wrapped as mail programs wrap it, is no longer than this (code points, lines).
_LONGEST = 300
_MOST_LINES = 4

_FORWARDED = re.compile(
    r"[ \t]*+(?:-{2,}+[ \t]*+)?(?:begin forwarded message|anfang der weitergeleiteten nachricht"
    r"|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|inizio messaggio inoltrato)"
    r"[ \t]*+:?[ \t]*+\Z"
    r"|[ \t]*+-{2,}+[ \t]*+(?:forwarded (?:message|mail)|original message forwarded|weitergeleitete nachricht"
    r"|message transféré|mensaje reenviado|messaggio inoltrato|mensagem encaminhada"
    r"|forwarded (?:by|message from|letter from)\b[^\r\n]{0,200}+)[ \t:]*+-{0,80}+[ \t]*+\Z",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[ \t]*+[-_]{2,}+[ \t]*+(?:original (?:message|appointment)|ursprüngliche nachricht|original-nachricht"
    r"|message d['’]origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht"
    r"|reply message|reply above this line)[ \t]*+[-_]{0,80}+[ \t]*+\Z",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[ \t*_]{0,6}([^\W\d_]{1,12}(?:-to)?)(?: el| am| le)?[*_]{0,3}[ \t\u00a0]?:", re.IGNORECASE
)
_MOST_FIELD_LINES = 14

_OPENED = re.compile(r"(?:-{2,}+[ \t]*)?(On|Am|Le|El|Il|Em|Op|Den|W dniu)\b", re.IGNORECASE)
_WROTE = {
    "on": re.compile(r".{3,250}?\b(?:wrote|writes)[ \u00a0]?:\Z"),
    "am": re.compile(r".{3,200}?\b(?:schrieb|hat)\b.{0,100}:\Z"),
    "le": re.compile(r".{3,250}?\ba écrit[ \u00a0]?:\Z"),
    "el": re.compile(r".{3,250}?\bescribió[ \u00a0]?:\Z"),
    "il": re.compile(r".{3,250}?\bha scritto[ \u00a0]?:\Z"),
    "em": re.compile(r".{3,250}?\bescreveu[ \u00a0]?:\Z"),
    "op": re.compile(r".{3,200}?\b(?:schreef|geschreven)\b.{0,100}:\Z"),
    "den": re.compile(r".{3,200}?\bskrev\b.{0,100}:\Z"),
    "w dniu": re.compile(r".{3,200}?\b(?:napisał|pisze)\b.{0,100}:\Z"),
}
# "Dana Petrov <dana@x.org> wrote:", "Dana wrote on 3 March:"; "As you wrote:" is the writer's own.
_NAMED = re.compile(
    r"(?:Quoting )?[\"'(]?(?P<name>[^:<>\r\n]{1,80}?)[ ,]{1,2}(?:[<(\[][^<>()\s]{1,100}[>)\]][ ,]{0,2})?"
    r"(?:wrote|writes|schrieb|a écrit|escribió)\b[^:\r\n]{0,60}(?:\d\d?:\d\d[^:\r\n]{0,30})?:\Z"
)
_QUOTING = re.compile(r"Quoting [^:\r\n]{1,150}:\Z")
_NAME_WORD = re.compile(r"[\"'(]?[^\W\d_a-z]")
# What a mail program puts into an attribution and a person seldom types: an address, or a year and a time.
_DATED = re.compile(r"@|\d{4}.{0,40}?\d\d?[:.h]\d\d|\d\d?[:.h]\d\d.{0,40}?\d{4}")


def part_quoting(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with ``quote``, ``attribution`` and ``forwarded`` cut out of the paragraphs."""
    last_quote = next((at for at in range(len(blocks) - 1, -1, -1) if blocks[at].kind == "quote"), -1)
    rest: str | None = None
    parts: list[Block | None]
    for at, block in enumerate(blocks):
        if rest:
            parts = [block.cut(kind=rest)]
        elif block.kind != "paragraph" or not _may_introduce(block.text):
            parts = [block]
        else:
            following = next((other.kind for other in blocks[at + 1 : at + 3] if other.kind != "rule"), "")
            start, end, kind, rest = _quoting(block.text, following == "quote", at < last_quote)
            parts = [block.cut(0, start), block.cut(start, end, kind), block.cut(end, kind=rest)]
        for part in parts:
            if part:
                yield part


def _may_introduce(text: str) -> bool:
    """Whether a paragraph introduces others' words anywhere: above a quote, say, or above none."""
    return _quoting(text, True, False)[2] != "paragraph"


@lru_cache(maxsize=REMEMBERED)
def _quoting(text: str, before_quote: bool, quotes_below: bool) -> tuple[int, int, str, str | None]:
    """Start and end of what introduces others' words in a paragraph, its kind, and the kind of all after it.

    The end of the text twice where there is nothing.
    """
    last: deque[int] = deque(maxlen=_MOST_LINES)
    for start, end in lines_of(text):
        last.append(start)
        if end - start > _LONGEST:
            continue
        if _FORWARDED.match(text, start, end):
            return start, end, "forwarded", "forwarded"
        if _ORIGINAL.match(text, start, end):
            return start, _header_end(text, end) or end, "attribution", "quote"
        if _is_from(text, start, end) and (stop := _header_end(text, start, needs_subject=True)):
            return start, stop, "attribution", "quote"
        if not quotes_below and _OPENED.match(text, start, end) and (stop := _dated_end(text, start)):
            return start, stop, "attribution", "quote"
    if before_quote:
        for start in reversed(last):
            if _is_attribution(text[start : start + _LONGEST + 1]):
                return start, len(text), "attribution", None
    return len(text), len(text), "paragraph", None


def _is_attribution(text: str) -> bool:
    line = " ".join(text.split())
    if len(line) > _LONGEST or not line.endswith(":"):
        return False
    opened = _OPENED.match(line)
    if opened and _WROTE[opened[1].lower()].match(line, opened.end()):
        return True
    named = _NAMED.match(line)
    if not named:
        return bool(_QUOTING.match(line))
    words = named["name"].split()
    return (
        words[0] not in NOT_QUOTED_NAMES and len(words) <= 5 and all(_NAME_WORD.match(word) for word in words)
    )


def _dated_end(text: str, start: int) -> int | None:
    """The end of an attribution that only a mail program writes, so that it needs no quote marks below."""
    for count, (at, end) in enumerate(lines_of(text, start), start=1):
        if count > _MOST_LINES or end - start > _LONGEST or not text[at:end].strip():
            break
        if text[at:end].rstrip().endswith(":"):
            attribution = text[start:end]
            return end if _DATED.search(attribution) and _is_attribution(attribution) else None
    return None


def _is_from(text: str, start: int, end: int) -> bool:
    field = _FIELD.match(text, start, end)
    return bool(field) and field is not None and field[1].lower() in FROM_FIELDS


def _header_end(text: str, start: int, needs_subject: bool = False) -> int | None:
    """The end of the last of the header fields that stand at ``start``; None where they are too few.

    "From: Leeds / To: York / Date: Friday" is the writer's own: a reply header has a subject or an address.
    """
    names: set[str] = set()
    stop: int | None = None
    address = False
    for count, (at, end) in enumerate(lines_of(text, start)):
        field = _FIELD.match(text, at, end)
        name = field[1].lower() if field else ""
        if name in FROM_FIELDS or name in SUBJECT_FIELDS or name in OTHER_FIELDS:
            if name in names and name in FROM_FIELDS:
                break
            names.add(name)
            stop = end
            address = address or "@" in text[at : min(end, at + _LONGEST)]
        if count == _MOST_FIELD_LINES:
            break
    if needs_subject and not (len(names) >= 3 and (address or names & SUBJECT_FIELDS)):
        return None
    return stop if len(names) >= 2 else None
