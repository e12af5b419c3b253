"""Words of a passage, normalised for matching, each with its place in the passage's clean text.

What defeats literal matching is undone here: case, curly apostrophes, contractions, hyphens in
compounds, emphasis marks, no-break spaces, invisible characters, wrapped lines. Punctuation marks
are tokens of their own, so that no phrase matches across a comma unless its pattern says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from unpushy.language.sentences import CLOSERS, sentence_starts
from unpushy.language.words import INVISIBLE, Expansion, expand

_LETTER = rf"[^\W\d_{INVISIBLE}]"
_APOSTROPHE = "['\u2018\u2019\u02bc\uff07\u00b4`]"
_ADDRESSES_AND_TAGS = r"""
      (?P<url> (?:https?://|www\.)[^\s<>"]*[^\s<>".,;:!?)\]'\u2019] | [\w.+-]{1,64}@[\w-]+\.[\w.-]*\w )
    | (?P<tag> \{\{[^{}\n]{0,200}\}\} | \{%[^%\n]{0,200}%\} | \*\|\w{1,60}\|\*
             | %[A-Z_]{2,60}% | \[\[[^\[\]\n]{1,60}\]\] )
    |"""
_PROSE = rf"""
      (?P<acr> (?:[A-Za-z]\.){{2,}}[A-Za-z]?(?!\w) )
    | (?P<word> [eE]-(?i:mail(?:s|ed|ing)?)\b
              | {_LETTER}(?:[^\W_]|[{INVISIBLE}])*
                (?:{_APOSTROPHE}(?:[^\W_]|[{INVISIBLE}])+)* )
    | (?P<end> [.?!\u2026\u203d]+ )
    | (?P<num> [$£€₹]?\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|%|[kKmM](?!\w))?(?!\w) )
    | (?P<dash> [\u2013\u2014\u2015]+ | (?<=\s)-+(?=\s) | --+ )
    | (?P<blank> _{{3,}} )
    | (?P<mark> [^\s*_~{INVISIBLE}\u2010\u2011\ufe0f-] )
"""
_TOKEN = re.compile(_ADDRESSES_AND_TAGS + _PROSE, re.VERBOSE)
_SPACED = ("{{", "{%", "[[")
"""Without one of these in a text, no token holds white space."""
_SINGLE_END_MARKS = frozenset(".?!\u2026")
_PLAIN_MARKS = frozenset(".,?!:;")
"""Marks that are their own norm, and no part of a word before them."""
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

    def begins_sent(self, index: int) -> bool:
        """Whether a token is the first of its sentence."""
        place = bisect_left(self.sents, index)
        return place < len(self.sents) and self.sents[place] == index

    def is_question(self, sent: tuple[int, int]) -> bool:
        """Whether a sentence closes with a question mark."""
        at = sent[1] - 1
        while at > sent[0] and self.norms[at] in CLOSERS:
            at -= 1
        return self.norms[at] == "?"


_known: dict[str, str | Expansion] = {}
"""Written words met before: the norm of one, or what it expands to."""
_chunks: dict[str, Expansion] = {}
_norms: dict[str, tuple[str, ...]] = {}
"""What stands between white space, met before: its tokens, with their places in it; and their norms."""
_MOST_KNOWN = 50_000
_LONGEST_KNOWN = 60
"""Code points of a chunk that is remembered."""


def _expanded(written: str) -> str | Expansion:
    expansion = expand(written)
    whole = len(expansion) == 1 and expansion[0][1:] == (0, len(written))
    known = expansion[0][0] if whole else expansion
    if len(_known) < _MOST_KNOWN:
        _known[written] = known
    return known


def _mark(kind: str | None, written: str) -> str:
    """The norm of a token that is no word."""
    match kind:
        case "end":
            return _end_mark(written)
        case "mark":
            return '"' if written in _QUOTES else "and" if written == "&" else written
        case "dash":
            return "\u2014"
        case "num":
            return written
        case "blank":
            return "_"
        case "acr":
            return expand(written)[0][0]
        case _:
            return f"<{kind}>"


def _end_mark(marks: str) -> str:
    if marks in _SINGLE_END_MARKS:
        return marks
    if "?" in marks or "\u203d" in marks:
        return "?"
    if "!" in marks:
        return "!"
    return "." if marks == "." else "\u2026"


def norms_of_text(text: str) -> list[str]:
    """The norms of all tokens of a text, without their places: several times as fast as ``tokenize``."""
    if any(map(text.__contains__, _SPACED)):
        return [norm for norm, _, _ in _pieces(text)]
    norms: list[str] = []
    for chunk in _chunks_of(text):
        known = _norms.get(chunk)
        norms += _norms_of(chunk) if known is None else known
    return norms


def tokenize(text: str) -> Tokens:
    """Split clean text into normalised tokens and find its sentences."""
    norms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    if any(map(text.__contains__, _SPACED)):
        for norm, start, end in _pieces(text):
            norms.append(norm)
            starts.append(start)
            ends.append(end)
    else:
        at = 0
        for chunk in _chunks_of(text):
            at = text.index(chunk, at)
            for norm, start, end in _chunks.get(chunk) or _pieces_of(chunk):
                norms.append(norm)
                starts.append(at + start)
                ends.append(at + end)
            at += len(chunk)
    return Tokens(text, norms, starts, ends, sentence_starts(text, norms, starts, ends))


def _chunks_of(text: str) -> list[str]:
    """What stands between white space; a hyphen is a dash only where white space is on both sides."""
    chunks = text.split()
    if chunks and chunks[0] == text[0] == "-":
        del chunks[0]
    if chunks and chunks[-1] == text[-1] == "-":
        del chunks[-1]
    return chunks


def _pieces_of(chunk: str) -> Expansion:
    mark = chunk[-1] if chunk[-1] in _PLAIN_MARKS else ""
    word = chunk[:-1] if mark else chunk
    if word.isalpha() and word.isascii():  # most chunks are, and this is quicker
        found = expand(word)
        if mark:
            found += ((mark, len(word), len(chunk)),)
    else:
        found = tuple((norm, start - 1, end - 1) for norm, start, end in _pieces(f" {chunk} "))
    if len(_chunks) < _MOST_KNOWN and len(chunk) <= _LONGEST_KNOWN:
        _chunks[chunk] = found
    return found


def _norms_of(chunk: str) -> tuple[str, ...]:
    found = tuple(norm for norm, _, _ in _pieces_of(chunk))
    if len(_norms) < _MOST_KNOWN and len(chunk) <= _LONGEST_KNOWN:
        _norms[chunk] = found
    return found


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Tokens, each with its place."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        written = match[0]
        kind = match.lastgroup
        if kind != "word":
            yield _mark(kind, written), start, end
            continue
        known = _known.get(written) or _expanded(written)
        if isinstance(known, str):
            yield known, start, end
            continue
        for norm, left, right in known:
            yield norm, start + left, start + right
