"""Mail as regions: the subject, then each text part."""

from __future__ import annotations

from unpushy.document import Email, Region, RegionKind, Source
from unpushy.formats import html
from unpushy.formats._headers import MAX_VALUE, Block, decoded
from unpushy.formats._mime import Part, parts_of
from unpushy.formats._regions import regions_of
from unpushy.formats._subject import SubjectCodec, subject_text
from unpushy.formats._templated import over
from unpushy.formats._transfer import PartError, text_of
from unpushy.text import MappedText

_TEXT = frozenset({"text/plain", "text/markdown"})
_HTML = "text/html"
_MESSAGES = frozenset({"message/rfc822", "message/global"})


def email_of(source: Source, top: Block, name: str, *, quoted: bool = False) -> Email:
    """The email that a source is, given its header block and its format's name; ``quoted`` in an mbox."""
    text = source.text
    parts, notes = parts_of(text, top, len(text))
    mime = bool(top.first("mime-version") or top.first("content-type"))
    headers: dict[str, str] = {}
    for field in top.fields:
        if field.name not in headers:
            headers[field.name] = decoded(text, field.value).text
    regions = _subject(source, top, mime, notes)
    for part in parts:
        regions += _regions(source, part, mime, notes, quoted=quoted)
    return Email(source, name, tuple(regions), headers, tuple(dict.fromkeys(notes)))


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


def _regions(source: Source, part: Part, mime: bool, notes: list[str], *, quoted: bool) -> list[Region]:
    if part.kind in _MESSAGES and part.body:
        return [Region(RegionKind.FORWARDED, MappedText.whole(source.text, part.body))]
    if part.attachment:
        return []
    if part.kind not in _TEXT and part.kind != _HTML:
        return []
    try:
        mapped = text_of(source, part, mime, quoted=quoted)
    except PartError as error:
        notes.append(str(error))
        return []
    if not mapped.text:
        return []
    return _of_html(mapped, notes) if part.kind == _HTML else regions_of(mapped)


def _of_html(mapped: MappedText, notes: list[str]) -> list[Region]:
    """The regions of a part that has no plain text beside it; its title is shown to nobody."""
    inside = html.parse(Source(mapped.text))
    notes += inside.notes
    return [
        Region(one.kind, over(one.whole, mapped), one.start, one.end)
        for one in inside.regions
        if one.kind is not RegionKind.SUBJECT
    ]
