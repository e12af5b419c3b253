"""Inline Markdown with exact positions: which markup stands where in the text of one block.

markdown-it-py reports no positions inside a block. Its rules advance ``state.pos`` over what they
read, so a tokenizer that looks at the position before and after each rule knows them exactly, and
the grammar stays markdown-it's own. All offsets are code points of the block's text, half-open.

This module imports markdown-it: import it inside functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, image, link_pairs

CODE = "\ufffc"
"""Stands for a code span, so that a phrase matches neither inside nor across it."""

_STRIKE = ord("~")
_FOOTNOTE = re.compile(r"\[\^([^\s\[\]]{1,200})\]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_BREAK_TAG = "br"
_VOID_TAGS = frozenset("area base col embed hr img input link meta source track wbr".split())
_LINE_END_AHEAD = re.compile(r"[ \t]*(?:\n|\Z)")
_SCHEME = re.compile(r"://[^\s<>()\[\]\\`|\"]+")
_SCHEMES = ("http", "https", "ftp")
_AFTER_URL = "?!.,:;*_~'"


class Op(NamedTuple):
    """The text between ``start`` and ``end`` stands for ``text``; for nothing where that is empty."""

    start: int
    end: int
    text: str


class Element(NamedTuple):
    """Markup around a text: an opener up to ``inner_start`` and a closer from ``inner_end`` on.

    Markup that stands alone (a comment, a footnote mark) is all opener.
    """

    kind: str
    """``mark`` (emphasis, strong, strikethrough), ``tag`` (a pair), ``link``, ``image``, ``autolink``,
    ``break`` (a hard line break), ``lone`` (whatever else has no text)."""
    start: int
    inner_start: int
    inner_end: int
    end: int


class Inline(NamedTuple):
    """What the markup of a block does: both lists are ordered by their starts."""

    ops: list[Op]
    elements: list[Element]


class InlineState(StateInline):
    """markdown-it's state of one block, and what was seen where."""

    def __init__(self, src: str, md: MarkdownIt, env: dict[str, Any]) -> None:
        super().__init__(src, md, env, [])
        self.ops: list[Op] = []
        self.elements: list[Element] = []
        self.tags: list[tuple[str, bool, int, int]] = []
        self.places: dict[int, int] = {}
        """Where the delimiter stands that a token holds."""
        self.label_end = 0
        """Where the label ended that was read last."""


class RecordingInline(ParserInline):
    """markdown-it's tokenizer, that also records positions."""

    def tokenize(self, state: StateInline) -> None:
        """Called for the whole block, and again by the rules of links and images for their labels."""
        assert isinstance(state, InlineState)
        rules = self.ruler.getRules("")
        end = state.posMax
        nesting = state.md.options["maxNesting"]
        while state.pos < end:
            start, count = state.pos, len(state.tokens)
            if state.level >= nesting or not any(rule(state, False) for rule in rules):
                state.append_pending(state.src[start])
                state.pos = start + 1
            elif len(state.tokens) > count:
                _record(state, start, count)
        if state.pending:
            state.pushPending()
        state.label_end = end


def read_inline(text: str, md: MarkdownIt, env: dict[str, Any]) -> Inline:
    """The markup of a block's text; ``env`` knows the link references and footnotes of the document."""
    state = InlineState(text, md, env)
    md.inline.tokenize(state)
    link_pairs(state)
    for delimiters in (state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)):
        for opener in delimiters:
            if opener.end < 0:
                continue
            width = 2 if opener.marker == _STRIKE else 1
            start, inner_end = state.places[opener.token], state.places[delimiters[opener.end].token]
            state.ops += (Op(start, start + width, ""), Op(inner_end, inner_end + width, ""))
            state.elements.append(Element("mark", start, start + width, inner_end, inner_end + width))
    state.elements += _paired(state.tags)
    return Inline(sorted(state.ops), sorted(state.elements, key=lambda element: element[1:]))


def _record(state: InlineState, start: int, count: int) -> None:
    """Note what the rule read that stood at ``start`` and pushed the tokens from ``count`` on."""
    token, end = state.tokens[-1], state.pos
    match token.type:
        case "text":
            # Emphasis: one token for each delimiter, after one for the text in front of them.
            at = end
            for index in range(len(state.tokens) - 1, count - 1, -1):
                at -= len(state.tokens[index].content)
                if at < start:
                    break
                state.places[index] = at
        case "softbreak" | "hardbreak":
            _record_line_end(state, start, end, token.type == "hardbreak")
        case "text_special":
            if token.content != token.markup:
                state.ops.append(Op(start, end, token.content))
        case "code_inline":
            state.ops.append(Op(start, end, CODE))
        case "html_inline":
            _record_html(state, start, end)
        case "link_close" if token.markup == "autolink":
            state.elements.append(Element("autolink", start, start, end, end))
        case "link_close" | "image_close":
            inner = start + (1 if token.type == "link_close" else 2)
            inner_end = state.label_end
            state.ops += (Op(start, inner, ""), Op(inner_end, end, ""))
            kind = token.type.removesuffix("_close")
            state.elements.append(Element(kind, start, inner, inner_end, end))
        case "footnote_mark":
            state.ops.append(Op(start, end, ""))
            state.elements.append(Element("lone", start, end, end, end))


def _record_line_end(state: InlineState, start: int, end: int, hard: bool) -> None:
    """The line end itself is kept; blanks around it are layout, and so is a backslash in front."""
    at = state.src.index("\n", start)
    while start and state.src[start - 1] == " ":
        start -= 1
    if start < at:
        state.ops.append(Op(start, at, ""))
    if at + 1 < end:
        state.ops.append(Op(at + 1, end, ""))
    if hard:
        state.elements.append(Element("break", start, at + 1, at + 1, at + 1))


def _record_html(state: InlineState, start: int, end: int) -> None:
    tag = _TAG.match(state.src, start)
    if tag and tag[2].lower() == _BREAK_TAG:
        # At the end of a line it adds no second line break.
        text = "" if _LINE_END_AHEAD.match(state.src, end) else "\n"
        state.ops.append(Op(start, end, text))
        state.elements.append(Element("break", start, end, end, end))
        return
    state.ops.append(Op(start, end, ""))
    name = tag[2].lower() if tag else ""
    if not name or name in _VOID_TAGS or state.src.startswith("/>", end - 2):
        state.elements.append(Element("lone", start, end, end, end))
    else:
        state.tags.append((name, bool(tag and tag[1]), start, end))


def _paired(tags: Iterable[tuple[str, bool, int, int]]) -> list[Element]:
    """Start and end tags that belong together; the others stand alone."""
    found: list[Element] = []
    opened: dict[str, list[tuple[int, int]]] = {}
    for name, closes, start, end in tags:
        if not closes:
            opened.setdefault(name, []).append((start, end))
        elif opened.get(name):
            found.append(Element("tag", *opened[name].pop(), start, end))
        else:
            found.append(Element("lone", start, end, end, end))
    for rest in opened.values():
        found += (Element("lone", start, end, end, end) for start, end in rest)
    return found


def image_rule(state: StateInline, silent: bool) -> bool:
    """An image like a link, so that its alternative text is read in place."""
    start, end = state.pos, state.posMax
    matched = image(state, True)
    if silent or not matched:
        return matched
    after, state.pos = state.pos, start
    label_end = state.md.helpers.parseLinkLabel(state, start + 1, False)
    state.push("image_open", "img", 1)
    state.pos, state.posMax = start + 2, label_end
    state.md.inline.tokenize(state)
    state.push("image_close", "img", -1)
    state.pos, state.posMax = after, end
    return True


def footnote_mark_rule(state: StateInline, silent: bool) -> bool:
    """``[^name]``, where the document has such a footnote."""
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if not found or found[1] not in state.env.get("footnotes", ()):
        return False
    if not silent:
        state.push("footnote_mark", "", 0)
    state.pos = found.end()
    return True


def url_rule(state: StateInline, silent: bool) -> bool:
    """A bare URL is text: an underscore or a star in it starts no emphasis."""
    start = state.pos
    if not state.src.startswith("://", start):
        return False
    begin = start
    while begin and start - begin < 6 and state.src[begin - 1].isalnum():
        begin -= 1
    if state.src[begin:start].lower() not in _SCHEMES:
        return False
    found = _SCHEME.match(state.src, start, state.posMax)
    rest = found[0].rstrip(_AFTER_URL) if found else ""
    if len(rest) <= len("://"):
        return False
    if not silent:
        state.append_pending(rest)
    state.pos = start + len(rest)
    return True
