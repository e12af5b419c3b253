"""A draft in a template language: its tags are taken out before its format is read, and put back for edits.

An output tag stands as ``{{name}}`` in what the format reads, a control tag and a comment as nothing, and
where another wording begins stands a mark that no phrase crosses. So one reader of each format serves
all template languages, and every position leads back to the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from unpushy.document import Comment, Email, Region, Source
from unpushy.formats._mergetags import MERGE_TAGS
from unpushy.formats._places import place, unbroken
from unpushy.formats._tags import Tag, said, tags_of
from unpushy.formats._templates import Language, Role
from unpushy.text import Codec, Edit, MappedText, MappedTextBuilder, Span

PARTING = "\u2029"
"""Stands in markup where one wording ends and another begins, between sentences."""
_BRANCH = " | "
_NEAR = 200
"""Code points before a tag that are looked at."""
_LINE_END = re.compile(r"[\r\n]")
_SENTENCE_ENDS = (*".!?:;>", PARTING)
_NAME = re.compile(r"[^\W\d]\w*(?:[.-]\w+)*")
_STAND_IN = re.compile(r"\{\{[^{}\n]*\}\}")
_QUOTED = r"""(?:"[^"\\\n]*+"|'[^'\\\n]*+')"""
_SHOWN = re.compile(
    rf"(?<![\w.'\"$])(?:(?P<many>ngettext)|gettext(?:_lazy)?|trans(?:late)?|lang|t|__?)\s*+(?:\(\s*+)?(?P<one>{_QUOTED})"
    rf"(?:\s*+,\s*+(?P<other>{_QUOTED}))?|\A..[-~]?\s*+(?P<filtered>{_QUOTED})\s*+\|\s*+(?:trans(?:late)?|t)\b"
)
"""What shows a string in the reader's language: a tag or a call before it, or a filter behind it."""
_PROSE = re.compile(r"[^\W\d_]\S*\s+\S*[^\W\d_]")
_CALLS = frozenset("t _ __ gettext trans translate h raw escape html_escape e if unless".split())


def read_template(
    source: Source, language: Language, read: Callable[[Source], Email], *, markup: bool
) -> Email:
    """The email that a format reads where the tags of a template language are no text.

    ``markup``: whether line ends part nothing in the format.
    """
    tags = list(tags_of(source.text, language))
    if not tags:
        return read(source)
    comments = [
        Comment(Span(tag.start, tag.end), said(source.text, tag)) for tag in tags if tag.role is Role.COMMENT
    ]
    return read_over(source, without_tags(source.text, tags, markup), read, comments)


def read_over(
    source: Source, middle: MappedText, read: Callable[[Source], Email], comments: Iterable[Comment] = ()
) -> Email:
    """The email that a format reads of a text which stands for the source; with comments of the source."""
    inner = read(replace(source, text=middle.text))
    wholes: dict[int, MappedText] = {}
    regions = []
    for region in inner.regions:
        whole = wholes.get(id(region.whole))
        if whole is None:
            whole = wholes[id(region.whole)] = over(region.whole, middle)
        regions.append(Region(region.kind, whole, region.start, region.end))
    all_comments = [
        *comments,
        *(Comment(middle.map.to_source(comment.span), comment.text) for comment in inner.comments),
    ]
    return replace(
        inner,
        source=source,
        regions=tuple(regions),
        merge_tags=MERGE_TAGS,
        comments=tuple(sorted(all_comments, key=lambda comment: comment.span)),
    )


def without_tags(text: str, tags: Iterable[Tag], markup: bool) -> MappedText:
    """The text as its format reads it."""
    literals: list[Span] = []
    builder = MappedTextBuilder(text, PutBack(literals))
    at, before = 0, ""
    for tag in tags:
        builder.keep(at, tag.start)
        before = (before + text[max(at, tag.start - _NEAR) : tag.start])[-_NEAR:]
        at = tag.end
        stand_in = ""
        if tag.role in (Role.OUTPUT, Role.CONTROL) and (found := literals_of(text, tag.start, tag.end)):
            literals += found
            keep_literals(builder, text, found)
            before += found[-1].of(text)
            continue
        if tag.role is Role.OUTPUT:
            stand_in = shown(text[tag.start : tag.end])
        elif tag.role is Role.BRANCH:
            stand_in = _break(before, markup)
        builder.replace(tag.start, tag.end, stand_in)
        before += stand_in
    builder.keep(at, len(text))
    return builder.build()


def shown(tag: str) -> str:
    """An output tag as a word: its first name in double braces, which is markup in no format."""
    names = _NAME.findall(tag)
    name = next((name for name in names if name not in _CALLS), "")
    return f"{{{{{name[:60] or '…'}}}}}"


def _break(before: str, markup: bool) -> str:
    """What stands for the beginning of another wording, by the text before it."""
    if not markup:
        before = _LINE_END.split(before)[-1]
        if not before.strip():
            return ""
    before = before.rstrip()
    if before and not before.endswith(_SENTENCE_ENDS):
        return _BRANCH
    return PARTING if markup else "\n\n"


def over(inner: MappedText, middle: MappedText) -> MappedText:
    """A text over what stands for the source, over the source itself."""
    return MappedText(inner.text, inner.map.after(middle.map), middle.source, _Through(inner, middle))


@dataclass(frozen=True)
class _Through(Codec):
    """Writes what the inner text's codec writes, as the codec of the text between writes that."""

    inner: MappedText
    middle: MappedText

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None where either can't write it."""
        at = place(mapped, Span(0, len(mapped.text)), self._outer)
        if at is None or at.of(self.inner.text) != mapped.text:
            return None
        edit = self.inner.sliced(at.start, at.end).edit(span, new)
        return None if edit is None else self.middle.edit(edit.span, edit.text)

    @cached_property
    def _outer(self) -> MappedText:
        return MappedText(self.inner.text, self.inner.map.after(self.middle.map), self.middle.source)


def literals_of(text: str, start: int, end: int) -> list[Span]:
    """The prose that a tag shows in the reader's language: ``{% trans "…" %}``, ``{{ _("…") }}``; no keys."""
    shown = _SHOWN.search(text[start:end])
    if not shown:
        return []
    names = ("one", "other") if shown["many"] else ("one", "filtered")
    found = [shown.span(name) for name in names]
    inside = [Span(start + left + 1, start + right - 1) for left, right in found if left >= 0]
    return [literal for literal in inside if _PROSE.search(literal.of(text))]


def keep_literals(builder: MappedTextBuilder, text: str, literals: list[Span]) -> None:
    """Add strings; each but the first is another wording."""
    for number, literal in enumerate(literals):
        if number:
            builder.replace(literals[number - 1].end, literal.start, PARTING)
        builder.keep(literal.start, literal.end)


@dataclass(frozen=True)
class PutBack(Codec):
    """Writes text with its tags as they are in the file."""

    literals: Sequence[Span] = ()
    """The insides of strings that are text, in order."""

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None where that would lose, add or reorder a tag, or end a string."""
        target = unbroken(mapped, span)
        if target is None or not self._keeps_string(mapped.source, target, new):
            return None
        clean = span.of(mapped.text)
        tags = [
            (clean[one.clean : one.clean_end], mapped.source[one.source : one.source_end])
            for one in mapped.map.sliced(span).segments
            if not one.verbatim
        ]
        wanted = list(_STAND_IN.finditer(new))
        if [match[0] for match in wanted] != [stand_in for stand_in, _ in tags]:
            return None
        parts: list[str] = []
        done = 0
        for match, (_, written) in zip(wanted, tags, strict=True):
            parts += new[done : match.start()], written
            done = match.end()
        return Edit(target, "".join((*parts, new[done:])))

    def _keeps_string(self, source: str, target: Span, new: str) -> bool:
        """Whether a string that an edit changes, if it does, stays one that says something."""
        at = bisect_right(self.literals, target.start, key=lambda literal: literal.start) - 1
        if at < 0 or target.start > self.literals[at].end:
            return True
        literal = self.literals[at]
        marks = {source[literal.start - 1], "\\", "\n", "$", "{", "}", "%"}
        rest = source[literal.start : target.start] + new + source[target.end : literal.end]
        return target.end <= literal.end and bool(rest.strip()) and not marks & {*new}
