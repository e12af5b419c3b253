"""Markdown: email drafts and templates with or without front matter, read as CommonMark and GFM tables.

The parser is markdown-it-py, its rules watched for positions (``_markdown_inline``). Measured on one
machine (2 cores, CPython 3.11) against tree-sitter 0.26 with tree-sitter-markdown 0.5, which reports
byte offsets itself:

==========================================  ===========================  ==========================
\\                                           markdown-it-py 4.3            tree-sitter-markdown 0.5
==========================================  ===========================  ==========================
import                                      40 ms                        20 ms
prose with markup (block and inline)        0.5 MB/s, 0.1 GB for 1 MB    1 MB/s, 0.1 GB for 1 MB
20,000 ``*a **a``                           0.4 s                        not done after 12 s
20,000 stars, a letter, 20,000 stars        0.15 s                       4.7 s (10 times for double)
20,000 ``![``                               0.9 s                        0.6 s, 0.2 GB
200,000 ``[``                               2.1 s                        0.4 s
200,000 ``*a`` / ``>`` / lines ``a``        1.7 s / 1 ms / 3.3 s         not compared
one line of 50 MB without markup            0.5 s                        0.3 s
==========================================  ===========================  ==========================

tree-sitter's grammar is for highlighting: it backtracks without bound, and reads as links what has no
definition. markdown-it-py passes CommonMark's own tests, and was linear on all of 50 hostile inputs.
Its constants are a reason to read a text of more than a million characters as plain text.
"""

from __future__ import annotations

import re

from unpushy.document import Email, Region, RegionKind, Source
from unpushy.formats._mergetags import MERGE_TAGS

NAME = "markdown"
SUFFIXES = (".md", ".markdown", ".mkd")

_LONGEST = 500_000
"""Code points that are read as Markdown: some seconds for the worst of them."""

_SNIFFED = 100_000
_FENCE = re.compile(r"^(?:```|~~~)[ \t]*+[\w+-]*+[ \t]*+\r?$", re.MULTILINE)
_HEADING = re.compile(r"(?:\A|\n[ \t]*\r?\n)#{1,6} [^\s#][^\r\n]*+\r?\n[ \t]*\r?(?:\n|\Z)")
_LINK = re.compile(r"\[[^\[\]\r\n]{1,300}\]\((?:https?://|mailto:|tel:|[./#{])[^\s()]{1,500}\)")


def looks_like(text: str) -> bool:
    """Whether a text has front matter, a heading on a line of its own, fenced code or a link."""
    from unpushy.formats._frontmatter import front_matter

    text = text[:_SNIFFED]
    if text.startswith(("---", "+++")) and front_matter(text).end:
        return True
    fences = _FENCE.findall(text)
    return len(fences) >= 2 or bool(_HEADING.search(text) or _LINK.search(text))


def parse(source: Source) -> Email:
    """The regions of a draft; front matter and header lines at its top are its headers."""
    # Kept out of start-up: the parser is imported when there is Markdown to read.
    from unpushy.formats._markdown_blocks import NESTING, NestingError
    from unpushy.formats._markdown_draft import read_draft

    if len(source.text) > _LONGEST:
        return _as_plain(source, f"longer than {_LONGEST:,} characters: read as plain text, not as Markdown")
    try:
        draft = read_draft(source.text)
    except NestingError:
        deep = NESTING // 2
        return _as_plain(source, f"lists nested more than {deep} deep: read as plain text, not as Markdown")
    return Email(source, NAME, tuple(draft.regions), draft.headers, merge_tags=MERGE_TAGS)


def _as_plain(source: Source, note: str) -> Email:
    from unpushy.formats._frontmatter import front_matter
    from unpushy.formats._regions import regions_of
    from unpushy.text import MappedText, Span

    front = front_matter(source.text)
    regions = [Region(RegionKind.SUBJECT, front.subject)] if front.subject else []
    regions += regions_of(MappedText.whole(source.text, Span(front.end, len(source.text))))
    return Email(source, NAME, tuple(regions), front.headers, (note,), MERGE_TAGS)
