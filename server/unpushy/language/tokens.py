"""Words of a passage, normalised for matching, each with its place in the passage's clean text.

What defeats literal matching is undone here: case, curly apostrophes, contractions, hyphens in
compounds, emphasis marks, no-break spaces, invisible characters, wrapped lines. Punctuation marks
are tokens of their own, so that no phrase matches across a comma unless its pattern says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from unpushy.language.sentences import CLOSERS, END_MARKS, sentence_starts
from unpushy.language.words import INVISIBLE, expand

_LETTER = rf"[^\W_{INVISIBLE}]"
_APOSTROPHE = "['\u2018\u2019\u02bc\uff07\u00b4`]"
_TOKEN = re.compile(
    rf"""
      (?P<url> (?:https?://|www\.)[^\s<>"]*[^\s<>".,;:!?)\]'\u2019] | [\w.+-]+@[\w-]+\.[\w.-]*\w )
    | (?P<tag> \{{\{{[^{{}}\n]{{0,200}}\}}\}} | \{{%[^%\n]{{0,200}}%\}} | \*\|\w{{1,60}}\|\*
             | %[A-Z_]{{2,60}}% | \[\[[^\[\]\n]{{1,60}}\]\] )
    | (?P<num> [$£€₹]?\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|%|[kKmM](?!\w))?(?!\w) )
    | (?P<acr> (?:[A-Za-z]\.){{2,}}[A-Za-z]?(?!\w) )
    | (?P<word> [eE]-(?i:mail(?:s|ed|ing)?)\b
              | {_LETTER}(?:{_LETTER}|[{INVISIBLE}])*
                (?:{_APOSTROPHE}(?:{_LETTER}|[{INVISIBLE}])+)* )
    | (?P<end> [.?!\u2026\u203d]+ )
    | (?P<dash> [\u2013\u2014\u2015]+ | (?<=\s)-+(?=\s) | --+ )
    | (?P<blank> _{3,} )
    | (?P<mark> [^\s\w*_~{INVISIBLE}\u2010\u2011\ufe0f-] )
    """,
    re.VERBOSE,
)
_QUOTES = frozenset("\"\u201c\u201d\u201e\u00ab\u00bb'\u2018\u2019")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one item a token; offsets are code points of the passage's clean text."""

    text: str
    norms: list[str]
    """Lower-case words; ``.`` ``?`` ``!`` ``…`` end sentences; ``"`` any quotation mark; ``—`` any dash."""
    starts: list[int]
    ends: list[int]
    sents: list[int]
    """Index of the first token of each sentence, ascending."""

    def __len__(self) -> int:
        return len(self.norms)

    def sent_of(self, index: int) -> tuple[int, int]:
        """The token span of the sentence that holds a token."""
        place = bisect_right(self.sents, index)
        return self.sents[place - 1], self.sents[place] if place < len(self.sents) else len(self.norms)

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """The token span that touches clean code points ``start`` to ``end``; None where no token does."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return (first, last) if first < last else None

    def is_question(self, sent: tuple[int, int]) -> bool:
        """Whether a sentence closes with a question mark."""
        at = sent[1] - 1
        while at > sent[0] and self.norms[at] in CLOSERS:
            at -= 1
        return self.norms[at] == "?"


@lru_cache(maxsize=20_000)
def _words(written: str) -> tuple[tuple[str, int, int], ...]:
    return expand(written)


def _end_mark(marks: str) -> str:
    if "?" in marks or "\u203d" in marks:
        return "?"
    if "!" in marks:
        return "!"
    return "." if marks == "." else "\u2026"


def tokenize(text: str) -> Tokens:
    """Split clean text into normalised tokens and find its sentences."""
    norms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "word":
            for norm, left, right in _words(match[0]):
                norms.append(norm)
                starts.append(start + left)
                ends.append(start + right)
            continue
        if kind == "mark":
            norm = '"' if match[0] in _QUOTES else "and" if match[0] == "&" else match[0]
        elif kind == "end":
            norm = _end_mark(match[0])
        elif kind == "dash":
            norm = "\u2014"
        elif kind == "acr":
            norm = _words(match[0])[0][0]
        elif kind == "num":
            norm = match[0]
        elif kind == "blank":
            norm = "_"
        else:
            norm = f"<{kind}>"
        norms.append(norm)
        starts.append(start)
        ends.append(end)
    return Tokens(text, norms, starts, ends, sentence_starts(text, norms, starts, ends))
