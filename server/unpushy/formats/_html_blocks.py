"""The blocks of prose in HTML and MJML: what stands between tags that part blocks, entities decoded.

Attributes that are read out (``alt``, ``title``), titles, previews and buttons are blocks of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from unpushy.document import Comment
from unpushy.formats._html_codec import HtmlCodec
from unpushy.formats._html_marks import RAW, Attribute, Mark, Shape, attributes, marks_of, unescaped
from unpushy.text import MappedText, MappedTextBuilder, Span

CODE_MARK = "\ufffc"
"""Stands for code in a line, so that a phrase matches neither inside nor across it."""
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr q rp rt
    ruby s samp small span strike strong sub sup time tt u var wbr amp-img o:p""".split()
)
_VOID = frozenset(
    """area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr
    mj-image mj-divider mj-spacer mj-font mj-include mj-breakpoint mj-all mj-class""".split()
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "th", "dt"), "heading"),
    **dict.fromkeys(
        ("button", "mj-button", "mj-navbar-link", "mj-accordion-title", "mj-preview", "option"), "heading"
    ),
    **dict.fromkeys(("li", "dd"), "list-item"),
    **dict.fromkeys(("title", "mj-title"), "title"),
    **dict.fromkeys(("pre", "textarea", "listing", "plaintext"), "code"),
    "blockquote": "quote",
}
_INHERITED = frozenset({"quote", "code", "list-item", "heading"})
_READ_OUT = frozenset({"alt", "title"})
_BUTTON = re.compile(r"\b(?:btn|button|cta)", re.IGNORECASE)
_BUTTON_STYLE = re.compile(r"background|display\s*:\s*(?:inline-)?block|\bborder\s*:", re.IGNORECASE)
_HIDDEN = re.compile(r"preheader|preview|display\s*:\s*none|mso-hide|max-height\s*:\s*0", re.IGNORECASE)
_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_][\w-]*)?\s*\Z")
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u2007\u061c")
_ALIEN = ("{{", "|")
"""Where a template has written an attribute, its value says nothing."""


class HtmlBlock(NamedTuple):
    """A block of prose, by what it is to a mail, and the language that its elements say it is in."""

    kind: str
    """As ``classify_blocks`` has it; ``title``, and ``aside`` for what stands in an attribute."""
    mapped: MappedText
    language: str


@dataclass(slots=True)
class _Element:
    """An element that is open."""

    name: str
    kind: str
    language: str
    parts: bool
    """Whether it is a block by its looks, whatever its name."""


@dataclass
class Reading:
    """What a document holds."""

    blocks: list[HtmlBlock] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def read_html(text: str, start: int = 0) -> Reading:
    """The blocks and comments of a document from an offset on; asides come where their tags stand."""
    return _Reader(text).read(start)


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._out = Reading()
        self._open: list[_Element] = []
        self._count: dict[str, int] = {}
        self._kind, self._language = "paragraph", ""
        self._builder = MappedTextBuilder(text, HtmlCodec())
        self._begun = False
        self._space: Mark | None = None
        self._breaks = 0

    def read(self, start: int) -> Reading:
        text = self._text
        for mark in marks_of(text, start):
            match mark.shape:
                case Shape.TEXT:
                    self._before_text()
                    self._builder.keep(mark.start, mark.end)
                case Shape.SPACE:
                    self._space = self._space or mark
                case Shape.ENTITY:
                    self._entity(mark)
                case Shape.PARTING:
                    self._flush()
                case Shape.COMMENT if self._kind == "title":  # shown as it is
                    self._before_text()
                    self._builder.keep(mark.start, mark.end)
                case Shape.COMMENT:
                    said = text[mark.start + len("<!--") : mark.end - len("-->")]
                    self._out.comments.append(Comment(Span(mark.start, mark.end), said))
                case Shape.OPEN:
                    self._opened(mark)
                case Shape.CLOSE:
                    self._closed(mark.name)
                case Shape.CODE:
                    self._before_text()
                    self._builder.replace(mark.start, mark.end, CODE_MARK)
        self._flush()
        return self._out

    def _before_text(self) -> None:
        """Write the white space that stands before a text, unless the block begins with it."""
        if self._space and self._begun and not self._breaks:
            start, end = self._space.start, self._space.end
            if self._text[start:end] == " ":
                self._builder.keep(start, end)
            else:
                self._builder.replace(start, end, " ")
        self._space, self._begun, self._breaks = None, True, 0

    def _entity(self, mark: Mark) -> None:
        written = self._text[mark.start : mark.end]
        char = unescaped(written)
        if char in _UNSEEN:
            return
        self._before_text()
        if char == written:
            self._builder.keep(mark.start, mark.end)
        else:
            self._builder.replace(mark.start, mark.end, char)

    def _opened(self, mark: Mark) -> None:
        name, text = mark.name, self._text
        found = list(attributes(text, mark))
        values = {one.name: text[one.start : one.end] for one in reversed(found)}
        if name == "br":
            self._line_break(mark)
            return
        element = self._element(name, values)
        if element.parts:
            self._flush()
        if not {"link", "meta", "style"} & {name}:
            self._out.blocks += self._asides(found, element.language)
        if name in ("img", "input", "amp-img"):
            self._space = self._space or mark._replace(shape=Shape.SPACE)
        if name in _VOID or name in RAW:
            return
        if not (text.startswith("/>", mark.end - 2) and (element.parts or name not in _INLINE)):
            self._open.append(element)
            self._count[name] = self._count.get(name, 0) + 1
            self._kind, self._language = element.kind, element.language

    def _element(self, name: str, values: dict[str, str]) -> _Element:
        looks = f"{values.get('class', '')} {values.get('id', '')} {values.get('style', '')}"
        kind = _KINDS.get(name, self._kind if self._kind in _INHERITED or name in _INLINE else "paragraph")
        parts = name not in _INLINE
        if name == "a" and self._is_button(values):
            kind, parts = ("heading" if self._kind != "quote" else "quote"), True
        elif _HIDDEN.search(looks):
            kind, parts = ("heading" if kind == "paragraph" else kind), True
        elif self._kind in ("quote", "code") and kind != "title":
            kind = self._kind
        stated = values.get("lang", values.get("xml:lang", ""))
        language = _LANGUAGE.match(stated)
        return _Element(name, kind, language[1].lower() if language else self._language, parts)

    def _is_button(self, values: dict[str, str]) -> bool:
        named = f"{values.get('class', '')} {values.get('id', '')} {values.get('role', '')}"
        style = values.get("style", "")
        return bool(_BUTTON.search(named)) or ("padding" in style and bool(_BUTTON_STYLE.search(style)))

    def _closed(self, name: str) -> None:
        if not self._count.get(name):
            if name not in _INLINE and name not in RAW:
                self._flush()
            return
        while self._open:
            element = self._open.pop()
            self._count[element.name] -= 1
            if element.parts:
                self._flush()
            if element.name == name:
                break
        last = self._open[-1] if self._open else None
        self._kind = last.kind if last else "paragraph"
        self._language = last.language if last else ""

    def _line_break(self, mark: Mark) -> None:
        """One is a line end, two end the paragraph."""
        self._space = None
        if not self._begun:
            return
        self._breaks += 1
        if self._breaks == 1:
            self._builder.replace(mark.start, mark.end, "\n")
        else:
            self._flush()

    def _asides(self, found: list[Attribute], language: str) -> Iterator[HtmlBlock]:
        for one in found:
            if one.name in _READ_OUT and (mapped := _value(self._text, one)).text:
                yield HtmlBlock("aside", mapped, language)

    def _flush(self) -> None:
        """End the block."""
        if self._begun:
            mapped = self._builder.build()
            if any(map(str.isalnum, mapped.text)):
                self._out.blocks.append(HtmlBlock(self._kind, mapped, self._language))
            self._builder = MappedTextBuilder(self._text, HtmlCodec())
        self._begun, self._space, self._breaks = False, None, 0


def _value(text: str, attribute: Attribute) -> MappedText:
    """An attribute's value as it is read out."""
    builder = MappedTextBuilder(text, HtmlCodec(attribute.quote or " "))
    for mark in marks_of(text[attribute.start : attribute.end]):
        start, end = attribute.start + mark.start, attribute.start + mark.end
        if mark.shape is Shape.SPACE and end - start > 1:
            builder.replace(start, end, " ")
        elif mark.shape is Shape.ENTITY and (char := unescaped(text[start:end])) != text[start:end]:
            builder.replace(start, end, char)
        else:
            builder.keep(start, end)
    return builder.build()
