"""Mail: MIME messages, and drafts as mutt, neomutt, aerc and git send-email leave them.

A draft is a header block in raw UTF-8, a blank line and the body. The standard library's email
package gives no offsets, so the message is walked here; every position is exact back to the file.
"""

from __future__ import annotations

import re

from unpushy.document import Email, Region, RegionKind, Source
from unpushy.formats._headers import MAX_VALUE, Block, decoded, header_block
from unpushy.formats._mime import Part, parts_of
from unpushy.formats._regions import regions_of
from unpushy.formats._subject import SubjectCodec, subject_text
from unpushy.formats._transfer import PartError, text_of
from unpushy.text import MappedText

NAME = "eml"
SUFFIXES = (".eml", ".email", ".draft")

_KNOWN = frozenset(
    {
        *("from", "sender", "reply-to", "to", "cc", "bcc", "date", "subject", "message-id", "in-reply-to"),
        *("references", "mime-version", "content-type", "content-transfer-encoding"),
    }
)
# The line that parts the messages of an mbox: a sender (for git a commit) and a time.
_MBOX_LINE = re.compile(r"From [^\r\n]{1,300}?\d\d:\d\d[^\r\n]{0,300}(?:\r\n|\n|\r|\Z)")
_TEXT = frozenset({"text/plain", "text/markdown"})
_MESSAGES = frozenset({"message/rfc822", "message/global"})


def looks_like(text: str) -> bool:
    """Whether at least two well-known header fields stand at the top, with a blank line after the block."""
    block = _top(text)
    return block.parted and len(_KNOWN.intersection(field.name for field in block.fields)) >= 2


def parse(source: Source) -> Email:
    text = source.text
    top = _top(text)
    parts, notes = parts_of(text, top, len(text))
    mime = bool(top.first("mime-version") or top.first("content-type"))
    headers: dict[str, str] = {}
    for field in top.fields:
        if field.name not in headers:
            headers[field.name] = decoded(text, field.value).text
    regions = _subject(source, top, mime, notes)
    for part in parts:
        regions += _regions(source, part, mime, notes)
    return Email(source, NAME, tuple(regions), headers, tuple(dict.fromkeys(notes)))


def declared_charset(text: str) -> str | None:
    """The charset label of the first text part that holds non-ASCII text as it is. Takes any text."""
    parts, _ = parts_of(text, _top(text), len(text))
    for part in parts:
        plain = part.kind.startswith("text/") and part.transfer in ("7bit", "8bit", "binary")
        if plain and "charset" in part.parameters and not part.body.of(text).isascii():
            return part.parameters["charset"]
    return None


def _top(text: str) -> Block:
    line = _MBOX_LINE.match(text)
    return header_block(text, line.end() if line else 0, len(text))


def _subject(source: Source, top: Block, mime: bool, notes: list[str]) -> list[Region]:
    field = top.first("subject")
    if not field:
        return []
    if len(field.value) > MAX_VALUE:
        notes.append(f"a subject of more than {MAX_VALUE} characters is not checked")
        return []
    raw = not mime or not source.text[: top.body].isascii()
    mapped = subject_text(source.text, field.value, SubjectCodec(field.value, raw, source.encoding))
    return [Region(RegionKind.SUBJECT, mapped)] if mapped else []


def _regions(source: Source, part: Part, mime: bool, notes: list[str]) -> list[Region]:
    if part.kind in _MESSAGES and part.body:
        return [Region(RegionKind.FORWARDED, MappedText.whole(source.text, part.body))]
    if part.attachment:
        return []
    if part.kind == "text/html":
        notes.append("HTML part not checked")
    if part.kind not in _TEXT:
        return []
    try:
        mapped = text_of(source, part, mime)
    except PartError as error:
        notes.append(str(error))
        return []
    return regions_of(mapped) if mapped.text else []
