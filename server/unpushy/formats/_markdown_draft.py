"""A Markdown draft: its headers, and its blocks as regions.

This module imports markdown-it: import it inside functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from unpushy.document import Region, RegionKind
from unpushy.formats._frontmatter import front_matter, header_lines
from unpushy.formats._markdown_blocks import Block, markup_of, parse_blocks
from unpushy.formats._markdown_codec import MarkdownCodec, Setting
from unpushy.formats._markdown_lines import SourceLines
from unpushy.formats._regions import classify_blocks
from unpushy.text import MappedText, MappedTextBuilder, Span

# A cell, like a heading, is neither a greeting nor the end of a mail, whatever it says.
_MAIL_KINDS = {"cell": "heading", "html": "code"}


@dataclass(frozen=True, slots=True)
class Draft:
    headers: dict[str, str]
    regions: list[Region]


def read_draft(text: str) -> Draft:
    """Read a draft's whole text. Raises ``NestingError`` for lists in lists without end."""
    front = front_matter(text)
    headers = dict(front.headers)
    regions = [Region(RegionKind.SUBJECT, front.subject)] if front.subject else []
    blocks = list(_texts(SourceLines(text, front.end)))
    if blocks and blocks[0][0] in ("paragraph", "heading"):
        kind, first = blocks[0]
        at = 0
        for line in header_lines(first.text):
            headers.setdefault(line.name, first.text[line.start : line.end])
            if line.name == "subject" and line.start < line.end:
                regions.append(Region(RegionKind.SUBJECT, first.sliced(line.start, line.end)))
            at = line.next_line
        blocks[0] = kind, first.sliced(at, len(first.text))
    return Draft(headers, regions + classify_blocks(blocks))


def _texts(lines: SourceLines) -> Iterator[tuple[str, MappedText]]:
    """The blocks in order, as the parts of a mail that they can be."""
    parsed = parse_blocks(lines.text)
    delimiters = sorted(lines.delimiters, reverse=True)
    for number, block in enumerate(parsed.blocks):
        while delimiters and delimiters[-1] < block.first:
            yield "rule", _verbatim(lines, delimiters.pop())
        while delimiters and delimiters[-1] < block.last:
            delimiters.pop()
        mapped = _prose(lines, block, parsed.env, number == 0) if block.shape else _other(lines, block)
        if mapped.text:
            yield _MAIL_KINDS.get(block.kind, block.kind), mapped
    while delimiters:
        yield "rule", _verbatim(lines, delimiters.pop())


def _verbatim(lines: SourceLines, line: int) -> MappedText:
    return MappedText.whole(lines.source, lines.span(line, line + 1))


def _prose(lines: SourceLines, block: Block, env: dict[str, Any], first: bool) -> MappedText:
    written = lines.written(block)
    inline = markup_of(written.raw, block.shape, env)
    builder = MappedTextBuilder(lines.source)
    written.fill(builder, inline.ops)
    mapped = builder.build()
    codec = MarkdownCodec(
        written,
        block.shape,
        tuple(inline.elements),
        mapped.text,
        mapped.map,
        env,
        _setting(lines, block, first),
    )
    return MappedText(mapped.text, mapped.map, lines.source, codec)


def _setting(lines: SourceLines, block: Block, first: bool) -> Setting:
    above, below = lines.is_text(block.first - 1), lines.is_text(block.last)
    before, behind = lines.around(block.places)
    alone = block.shape == "paragraph" and not (block.contained or above or below)
    return Setting(
        contained=block.contained,
        item=block.item,
        exposed=block.shape == "cell" and not before.endswith("|"),
        top=first,
        above=above,
        followed=below,
        defined=above and "]:" in lines.line(block.first - 1),
        trimmed=block.shape in ("paragraph", "setext")
        and (before[-1:].isspace() or bool(behind) or len(block.places) != block.last - block.first),
        removable=alone and not lines.is_indented_below(block.last),
    )


def _other(lines: SourceLines, block: Block) -> MappedText:
    """A quote without its marks, HTML without its comments, other code as it is."""
    span = lines.span(block.first, block.last)
    builder = MappedTextBuilder(lines.source)
    if block.kind == "html":
        _without_comments(lines.source, span, builder)
    elif block.kind == "quote":
        for line in range(block.first, block.last):
            start, end = lines.quoted(line)
            if start < span.end:
                builder.keep(start, min(end, span.end))
    else:
        builder.keep(span.start, span.end)
    mapped = builder.build()
    return mapped if mapped.text.strip() else mapped.sliced(0, 0)


def _without_comments(source: str, span: Span, builder: MappedTextBuilder) -> None:
    at = span.start
    while (start := source.find("<!--", at, span.end)) >= 0:
        builder.keep(at, start)
        end = source.find("-->", start, span.end)
        at = end + len("-->") if end >= 0 else span.end
    builder.keep(at, span.end)
