"""Plain text: a mail body as it is, with or without a subject line of its own above it."""

from __future__ import annotations

import re

from unpushy.document import Email, Region, RegionKind, Source
from unpushy.formats._mergetags import MERGE_TAGS
from unpushy.formats._prose import line_stays
from unpushy.formats._regions import regions_of
from unpushy.text import Codec, Edit, MappedText, Span

NAME = "plain"
SUFFIXES = (".txt", ".text")
LANGUAGES = ("plaintext", "text")
MARKUP = False

_HEADER = re.compile(r"(subject|from|to|cc|bcc|reply-to|date|sent)[ \t]{0,8}:[ \t\u00a0]*", re.IGNORECASE)
_LINE = re.compile(r"([^\r\n]*)(?>\r\n|\n|\r|\Z)")
_MOST_HEADER_LINES = 100


def looks_like(text: str) -> bool:
    """Never: any text is plain text, so this is what remains when no other format claims it."""
    return False


holds = looks_like


def parse(source: Source) -> Email:
    whole = MappedText.whole(source.text, codec=_InLine())
    headers, subject, body = _headers(source.text)
    regions: list[Region] = []
    if subject:
        regions.append(Region(RegionKind.SUBJECT, whole.sliced(subject.start, subject.end)))
    regions += regions_of(whole.sliced(body, len(source.text)))
    return Email(source, NAME, tuple(regions), headers, merge_tags=MERGE_TAGS)


class _InLine(Codec):
    """Plain text is written as it is; but no edit may part a paragraph or make a quote or a list of it."""

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        edit = super().edit(mapped, span, new)
        if edit is None or "\n" in new or "\r" in new:
            return None
        before, after = mapped.text[: span.start].strip(), mapped.text[span.end :].strip()
        if not (before or new.strip() or after):
            return edit
        stays = line_stays(mapped.source, edit.span, new)
        if stays is None:
            return None if before and after else edit
        return edit if stays else None


def _headers(text: str) -> tuple[dict[str, str], Span | None, int]:
    """The fields that a draft in a notebook begins with, the place of its subject, and where its body begins.

    Without a subject or an address they are the writer's own words ("From: Leeds").
    """
    at = len(text) - len(text.lstrip("\r\n"))
    fields: dict[str, str] = {}
    subject: Span | None = None
    for _ in range(_MOST_HEADER_LINES):
        name = _HEADER.match(text, at)
        line = _LINE.match(text, at)
        if not name or not line or name[1].lower() in fields:
            break
        value = text[name.end() : line.end(1)].rstrip()
        fields[name[1].lower()] = value
        if name[1].lower() == "subject" and value:
            subject = Span(name.end(), name.end() + len(value))
        at = line.end()
    if "subject" in fields or any("@" in value for value in fields.values()):
        return fields, subject, at
    return {}, None, 0
