"""Code in a plain-text mail: fenced blocks, and the patches that git and diff write."""

from __future__ import annotations

import re

_LINE_END = re.compile(r"(?>\r\n|\n|\r)")
_FENCE = re.compile(r"[ \t]{0,8}```[^`]*\Z")
_CLOSING_FENCE = re.compile(r"[\r\n][ \t]{0,8}`{3,}+[ \t]*+(?=[\r\n]|\Z)")
_DIFF = re.compile(r"diff --git \S|Index: \S|--- \S")
_BELOW = {"Index": "=====", "--- ": "+++ "}
_STAT = re.compile(r" (?:\S.{0,300}\|[ \t]{1,9}(?:\d{1,9}\b|Bin\b)|\.{3}/|\d{1,9} files? changed)")
_STAT_TAIL = re.compile(
    r" (?:\d{1,9} files? changed|(?:create|delete) mode |mode change |rename |copy |rewrite )"
)
_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")
_HEADER = re.compile(
    r"diff --git |Index: |={20}|index [0-9a-f]{4,}\.\.|--- |\+\+\+ |(?:old|new|deleted file|new file) mode \d"
    r"|(?:dis)?similarity index |(?:rename|copy) (?:from|to) |Binary files |GIT binary patch"
    r"|(?:literal|delta) \d|\\ No newline|[A-Za-z]\S{20,90}\Z"
)
_VERSION = re.compile(r"\d+\.\d+")
_LONGEST = 400


def fence_end(text: str, start: int, end: int) -> int | None:
    """The end of the fenced block whose first line is given; None where it is none.

    -1 where no fence below could close it: it is prose then, and so is any fence further down.
    """
    if "`" not in text[start : start + 9] or not _FENCE.match(text, start, end):
        return None
    closing = _CLOSING_FENCE.search(text, end)
    return closing.end() if closing else -1


def patch_end(text: str, start: int, end: int) -> int | None:
    """The end of the patch whose first line is given; None where it is none.

    Hunks say how long they are, so prose below a patch is found again.
    """
    if text[start : start + 1] not in ("d", "I", "-"):
        return None
    first = text[start : min(end, start + _LONGEST)]
    if first.rstrip() == "---":
        return _stat_end(text, end)
    if not _DIFF.match(first):
        return None
    for opening, below in _BELOW.items():
        if first.startswith(opening) and not _next(text, end)[0].startswith(below):
            return None
    return _diff_end(text, start)


def _next(text: str, end: int) -> tuple[str, int]:
    """The first characters of the line below one that ends at ``end``, and its end."""
    line_end = _LINE_END.match(text, end)
    if not line_end:
        return "", len(text)
    stop = _LINE_END.search(text, line_end.end())
    at = stop.start() if stop else len(text)
    return text[line_end.end() : min(at, line_end.end() + _LONGEST)], at


def _stat_end(text: str, end: int) -> int | None:
    """The end of the diffstat below a line of three dashes, and of the diff below that."""
    below, at = _next(text, end)
    if not _STAT.match(below):
        return None
    while _STAT.match(below) or _STAT_TAIL.match(below):
        end = at
        below, at = _next(text, end)
    gap = end
    while gap < len(text) and not below.strip():
        gap = at
        below, at = _next(text, gap)
    if below.startswith("diff --git "):
        return _diff_end(text, at - len(below)) if len(below) < _LONGEST else end
    return end


def _diff_end(text: str, start: int) -> int:
    """The end of the last line that belongs to a diff."""
    old = new = 0
    last = at = start
    parted = False
    while at < len(text):
        stop = _LINE_END.search(text, at)
        end, after = stop.span() if stop else (len(text), len(text))
        line = text[at : min(end, at + _LONGEST)]
        if old > 0 or new > 0:
            if line.rstrip() == "--" and _VERSION.match(_next(text, end)[0]):
                break
            old -= line[:1] in ("", " ", "\t", "-")
            new -= line[:1] in ("", " ", "\t", "+")
            last = end
        elif hunk := _HUNK.match(line):
            old, new = int(hunk[1] or 1), int(hunk[2] or 1)
            last = end
        elif not line.strip():
            parted = True
        elif _HEADER.match(line) and (
            not parted or line.startswith(("diff ", "Index: ", "literal", "delta"))
        ):
            last, parted = end, False
        else:
            break
        at = after
    return last
