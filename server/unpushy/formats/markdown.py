"""Markdown: email drafts and templates with or without front matter, read as CommonMark and GFM tables.

The parser is markdown-it-py, its rules watched for positions (``_markdown_inline``). Measured on one
machine (2 cores, CPython 3.11) against tree-sitter, which reports byte offsets of its own accord:

==================================  ==================  ======================================
parsing, positions left out         markdown-it-py 4.3  tree-sitter 0.26, its markdown 0.5
==================================  ==================  ======================================
import                              40 ms               15 ms
1 MB of prose with markup           2 s, 0.1 GB         1.3 s, 0.1 GB
20,000 ``*a **a``                   0.5 s               more than 20 s
20,000 stars, a, 20,000 stars       0.2 s               6.5 s; for 40,000 19 s
20,000 ``![``                       0.8 s, 18 MB        0.6 s, 212 MB
20,000 ``[`` / ``*a`` / ``>``       0.3 / 0.2 / 0 s     0.03 / 0.2 / 0.02 s
a line of 50 MB without markup      0.5 s, 0.1 GB       33 s, 4.3 GB
==================================  ==================  ======================================

tree-sitter's grammar is for highlighting: it backtracks without bound, and takes for links what has no
definition. markdown-it-py was linear in all of 75 hostile inputs. With positions and regions, 0.3 MB
of prose are read in a second; the worst inputs take ten times as long, so a long text is read as plain
text, with a note.
"""

from __future__ import annotations

import re

from unpushy.document import Email, Region, RegionKind, Source
from unpushy.formats._markdown_comments import COMMENT, comments_of
from unpushy.formats._mergetags import MERGE_TAGS

NAME = "markdown"
SUFFIXES = (".md", ".markdown", ".mkd")
LANGUAGES = ("markdown",)
MARKUP = False

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
    # Marks are looked for before patterns are: an editor asks at each keystroke.
    return (
        (("```" in text or "~~~" in text) and len(_FENCE.findall(text)) >= 2)
        or ((text.startswith("#") or "\n#" in text) and _HEADING.search(text) is not None)
        or ("](" in text and _LINK.search(text) is not None)
    )


holds = looks_like


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
    return Email(
        source, NAME, tuple(draft.regions), draft.headers, (), MERGE_TAGS, comments_of(source.text), COMMENT
    )


def _as_plain(source: Source, note: str) -> Email:
    from unpushy.formats._frontmatter import front_matter
    from unpushy.formats._regions import regions_of
    from unpushy.text import MappedText, Span

    front = front_matter(source.text)
    regions = [Region(RegionKind.SUBJECT, front.subject)] if front.subject else []
    regions += regions_of(MappedText.whole(source.text, Span(front.end, len(source.text))))
    return Email(
        source, NAME, tuple(regions), front.headers, (note,), MERGE_TAGS, comments_of(source.text), COMMENT
    )
