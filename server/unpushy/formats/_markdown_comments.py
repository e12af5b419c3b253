"""HTML comments in Markdown that speak to unpushy, but not those in code, which the reader gets to see."""

from __future__ import annotations

import re

from unpushy.document import Comment
from unpushy.text import Span

COMMENT = "<!-- %s -->"
_COMMENTS = re.compile(r"<!--(?P<text>(?:(?!-->).){0,2000})-->", re.DOTALL)
_FENCE = re.compile(
    r"^[ \t]{0,3}(?P<mark>`{3,}|~{3,})[^\r\n]*(?:\r\n|\n|\r)(?:.*?^[ \t]{0,3}(?P=mark)|.*)",
    re.DOTALL | re.MULTILINE,
)


def comments_of(text: str) -> tuple[Comment, ...]:
    """The comments of a text in order; none where unpushy is not named."""
    if "unpushy" not in text.lower():
        return ()
    fences = [fence.span() for fence in _FENCE.finditer(text)]
    return tuple(
        Comment(Span(*comment.span()), comment["text"])
        for comment in _COMMENTS.finditer(text)
        if not _is_code(text, comment.start(), fences)
    )


def _is_code(text: str, at: int, fences: list[tuple[int, int]]) -> bool:
    """Whether a place is in a fence, an indented block or a code span."""
    before = text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at]
    indented = before.startswith(("    ", "\t")) and not before.strip()
    return indented or before.count("`") % 2 == 1 or any(start <= at < end for start, end in fences)
