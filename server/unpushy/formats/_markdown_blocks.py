"""The blocks of Markdown with exact positions, and their text freed from inline markup.

markdown-it-py says on which lines a block stands; its rules are wrapped here to note where on each
line the text begins, behind quote marks, list markers and indentation.

This module imports markdown-it: import it inside functions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock, heading, lheading, paragraph, table
from markdown_it.token import Token

from unpushy.formats._markdown_inline import (
    Element,
    Inline,
    Op,
    RecordingInline,
    footnote_mark_rule,
    image_rule,
    read_inline,
    url_rule,
)

NESTING = 40
"""Containers nested deeper than this are not read: it bounds the parser's recursion."""

_BLANKS = " \t"
_CONTAINERS = frozenset(
    f"{name}_{side}"
    for name in ("bullet_list", "ordered_list", "list_item", "footnote")
    for side in ("open", "close")
)
_NO_PROSE = {"fence": "code", "code_block": "code", "html_block": "html", "hr": "rule"}
_SHAPES = {"paragraph_open": "paragraph", "heading_open": "atx", "th_open": "cell", "td_open": "cell"}
_KINDS = {"paragraph": "paragraph", "atx": "heading", "setext": "heading", "cell": "cell"}
TASK = re.compile(r"\[[ xX]\][ \t]+")
_FOOTNOTE = re.compile(r"\[\^([^\s\[\]]{1,200})\]:")
# What any inline rule begins with; an image and a line break with blanks around it included.
_MARKUP = re.compile(r"[\\`*_\[<&~]| \n")
_UNFIT = re.compile("[\0\ud800-\udfff]")

Rule = Callable[[StateBlock, int, int, bool], bool]
Place = tuple[int, int, int]
"""A line's number, and where the text on it begins and ends in the parsed text."""


class NestingError(Exception):
    """Containers are nested deeper than is read."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of one kind, by the lines (half-open) on which it stands."""

    kind: str
    """``paragraph``, ``list-item``, ``heading``, ``cell``; ``quote``, ``code``, ``html``, ``rule``."""
    first: int
    last: int
    shape: str = ""
    """How a block of prose is written: ``paragraph``, ``atx``, ``setext``, ``cell``."""
    places: tuple[Place, ...] = ()
    """Where its text stands; nothing for a block that is no prose."""
    contained: bool = False
    """Whether it stands in a list or a footnote, so that its lines may begin with indentation."""
    item: bool = False
    """Whether a list item begins with it, which a task marker would too."""


class Parsed(NamedTuple):
    blocks: list[Block]
    env: dict[str, Any]
    """Link references and footnotes."""


def parse_blocks(text: str) -> Parsed:
    """The blocks of a text whose lines end in LF. Raises ``NestingError``."""
    env: dict[str, Any] = {"footnotes": set()}
    tokens: list[Token] = []
    # Same length: what the parser or its URL checks choke on is no markup.
    parser().block.parse(_UNFIT.sub("\ufffd", text), parser(), env, tokens)
    return Parsed(list(_blocks(tokens, text)), env)


def markup_of(raw: str, shape: str, env: dict[str, Any]) -> Inline:
    """The inline markup of a block's text as it is written, without container prefixes."""
    if not _MARKUP.search(raw):
        return Inline([], [])
    raw = _UNFIT.sub("\ufffd", raw)
    if shape != "cell" or r"\|" not in raw:
        return read_inline(raw, parser(), env)
    # In a table, an escaped pipe is a pipe before inline markup is looked at, even in code.
    text = raw.replace(r"\|", "|")
    pipes = [match.start() - index for index, match in enumerate(re.finditer(r"\\\|", raw))]

    def place(at: int) -> int:
        return at + bisect_left(pipes, at)

    inline = read_inline(text, parser(), env)
    ops = [Op(place(op.start), place(op.end), op.text) for op in inline.ops]
    elements = [Element(element.kind, *map(place, element[1:])) for element in inline.elements]
    covered = 0
    pending = iter(inline.ops)
    op = next(pending, None)
    for at in pipes:
        while op and op.start <= at:
            covered, op = max(covered, op.end), next(pending, None)
        if covered <= at:
            ops.append(Op(place(at), place(at + 1), "|"))
    return Inline(sorted(ops), elements)


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables, strikethrough and footnotes; rules that note positions."""
    md = _Parser()
    md.inline = RecordingInline()
    md.configure("commonmark", {"maxNesting": NESTING})
    md.enable(["table", "strikethrough"])
    md.inline.ruler.at("image", image_rule)
    md.inline.ruler.before("link", "footnote_mark", footnote_mark_rule)
    md.inline.ruler.before("newline", "url", url_rule)
    block = md.block.ruler
    block.at("table", _placed(table), {"alt": ["paragraph", "reference"]})
    block.at("heading", _placed(heading), {"alt": ["paragraph", "reference", "blockquote"]})
    block.at("lheading", _placed(lheading))
    block.at("paragraph", _placed(paragraph))
    block.before("reference", "footnote", _footnote_rule, {"alt": ["paragraph", "reference"]})
    return md


class _Parser(MarkdownIt):
    """No link is followed here: what its URL is does not matter."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link


def _placed(rule: Rule) -> Rule:
    def placed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            _note_places(state, count)
        return True

    return placed


def _note_places(state: StateBlock, count: int) -> None:
    """Keep with each new inline token where its text stands, while the line marks are the container's."""
    cells: Iterator[tuple[int, int]] = iter(())
    opener = state.tokens[count]
    for token in state.tokens[count:]:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
            cells = _cells(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
        if token.type != "inline" or not token.map:
            continue
        first, last = token.map
        if opener.type == "table_open":
            places = [(first, *next(cells, (0, 0)))]
        elif opener.markup.startswith("#"):
            at = state.src.find(token.content, state.bMarks[first] + state.tShift[first] + len(opener.markup))
            places = [(first, at, at + len(token.content))]
        else:
            places = [
                (line, state.bMarks[line] + state.tShift[line], state.eMarks[line])
                for line in range(first, last)
            ]
        token.meta["places"] = _trimmed(state.src, places)


def _trimmed(text: str, places: list[Place]) -> tuple[Place, ...]:
    """Without the white space around a block's text, as markdown-it trims it: whole lines, if need be."""
    first, last = 0, len(places)
    while first < last and not text[places[first][1] : places[first][2]].strip(MD_TRIM_CHARS):
        first += 1
    while last > first and not text[places[last - 1][1] : places[last - 1][2]].strip(MD_TRIM_CHARS):
        last -= 1
    if first == last:
        return ()
    line, start, end = places[last - 1]
    places[last - 1] = (line, start, start + len(text[start:end].rstrip(MD_TRIM_CHARS)))
    line, start, end = places[first]
    places[first] = (line, end - len(text[start:end].lstrip(MD_TRIM_CHARS)), end)
    return tuple(places[first:last])


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a row as markdown-it splits it, blanks around them trimmed."""
    row = text[start:end].lstrip(MD_TRIM_CHARS)
    start = end - len(row)
    row = row.rstrip(MD_TRIM_CHARS)
    at = 1 if row.startswith("|") else 0
    for index in range(at, len(row) + 1):
        if index < len(row) and (row[index] != "|" or row[index - 1 : index] == "\\"):
            continue
        if index == len(row) and at == index:
            return
        cell = row[at:index].strip(_BLANKS)
        left = start + at + len(row[at:index]) - len(row[at:index].lstrip(_BLANKS))
        yield left, left + len(cell)
        at = index + 1


def _footnote_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``[^name]: text``, a container whose further lines are indented by four columns."""
    begin = state.bMarks[start] + state.tShift[start]
    found = None if state.is_code_block(start) else _FOOTNOTE.match(state.src, begin, state.eMarks[start])
    if not found:
        return False
    if silent:
        return True
    state.env["footnotes"].add(found[1])
    rest = state.src[found.end() : state.eMarks[start]]
    blanks = len(rest) - len(rest.lstrip(_BLANKS))
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    token = state.push("footnote_open", "", 1)
    token.map = lines = [start, 0]
    state.bMarks[start], state.tShift[start] = found.end(), blanks
    state.blkIndent += 4
    # The text behind the label is the footnote's first line, not indented code in it.
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = kept
    lines[1] = state.line
    state.push("footnote_close", "", -1)
    return True


def _blocks(tokens: list[Token], text: str) -> Iterator[Block]:
    quotes = items = depth = 0
    leads = False  # whether a list item begins here
    shape = ""
    for token in tokens:
        first, last = token.map or (0, 0)
        if token.type == "blockquote_open" and not quotes:
            yield Block("quote", first, last)
        if token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
            leads = False
        elif quotes:
            continue
        elif token.type in _CONTAINERS:
            depth += token.nesting
            if token.nesting > 0 and token.level >= NESTING - 1:
                raise NestingError
            if token.type in ("list_item_open", "list_item_close"):
                items += token.nesting
                leads = token.nesting > 0
        elif token.type in _NO_PROSE:
            yield Block(_NO_PROSE[token.type], first, last)
            leads = False
        elif token.nesting > 0:
            shape = _SHAPES.get(token.type, shape)
            if shape == "atx" and not token.markup.startswith("#"):
                shape = "setext"
        elif token.type == "inline":
            kind = _KINDS[shape]
            if items and kind == "paragraph":
                kind = "list-item"
            places = token.meta["places"]
            if not places:
                continue
            if leads and shape == "paragraph":
                places = _without_task(text, places)
            yield Block(kind, first, last, shape, places, depth > 0, leads)
            leads = False


def _without_task(text: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    line, start, end = places[0]
    marker = TASK.match(text, start, end)
    return ((line, marker.end(), end), *places[1:]) if marker and marker.end() < end else places
