"""What a sentence is made of to the trained reader (``acts``).

Parts are runs of one to three norms, pieces of words, pairs of function words wherever they stand, and a
sentence's shape. A part is known by a number of 64 bits, made of its words' checksums: its upper bits are its
slot in the table of weights, others tell it from parts that would share the slot.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from unpushy.language.sentences import CLOSERS, END_MARKS

SLOT_BITS = 18
"""The table has as many slots as these bits can number."""
SHORTEST_WORD, PIECES = 4, (3, 4, 5)
"""Pieces of words are taken of words at least this long, in these lengths."""
FULL, HALF = 2, 1
"""What a part counts: runs in full, pieces, pairs and shapes by half."""
RUN, PIECE, PAIR, LENGTH, FRAME = range(1, 6)
WIDTH, LONGEST = 4, 8
"""Lengths of sentences (tokens) are told apart in steps of the first, up to that many steps."""
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
"""Odd numbers that spread the bits of a sum of products."""
_ALL = (1 << 64) - 1
START, END = "^", "$"
FUNCTION_WORDS = frozenset(
    """you your i we me my our us he she they it yet still not no never ever again once twice now today
    tomorrow tonight week month day days weeks hours minutes if when or and but so ? !""".split()
)
"""Pairs of these say who does what to whom, when, and whether: whatever stands between them."""


def key(kind: int, first: int, second: int = 0, third: int = 0) -> int:
    """The number of a part."""
    one, two, three, four = FACTORS
    return (kind * one + first * two + second * three + third * four) & _ALL


def slot(part: int) -> int:
    """Where in the table a part has its weights, if it has any."""
    return part >> (64 - SLOT_BITS)


def check(part: int) -> int:
    """Sixteen bits of a part's number, never all zero, that are not those of its slot."""
    return (part >> 24) & 0xFFFF or 1


def code(norm: str) -> int:
    """The checksum that stands for a norm; numbers are alike if they are written alike."""
    if any(map(str.isdigit, norm)):
        norm = "".join("0" if letter.isdigit() else letter for letter in norm)
        while "00" in norm:
            norm = norm.replace("00", "0")
    return zlib.crc32(norm.encode())


def pieces(norm: str) -> list[int]:
    """The parts that are pieces of a word."""
    if len(norm) < SHORTEST_WORD:
        return []
    word = f"<{norm}>"
    return [
        key(PIECE, zlib.crc32(word[at : at + size].encode()))
        for size in PIECES
        for at in range(len(word) - size + 1)
    ]


def framed(norms: Iterable[str]) -> list[str]:
    """A sentence's norms with marks for its start and its end."""
    return [START, *norms, END]


def parts(norms: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """All parts of a sentence (its norms, framed): number, what it counts, and the norms it stands on.

    Those are the places of its first and behind its last; a part of the whole stands on none.
    """
    codes = [code(norm) for norm in norms]
    count = len(codes)
    for at, norm in enumerate(norms):
        for piece in pieces(norm):
            yield piece, HALF, at, at + 1
        for size in range(1, min(3, count - at) + 1):
            yield key(RUN, *codes[at : at + size]), FULL, at, at + size
    for part in wholes(codes, [c for c, norm in zip(codes, norms, strict=True) if norm in FUNCTION_WORDS]):
        yield part, HALF, 0, 0


def wholes(codes: Sequence[int], function: Iterable[int]) -> Iterator[int]:
    """The parts that are of a sentence as a whole."""
    known = sorted(set(function))
    for at, first in enumerate(known):
        for second in known[at + 1 :]:
            yield key(PAIR, first, second)
    yield key(LENGTH, min(len(codes) // WIDTH, LONGEST))
    if len(codes) > 2:
        yield key(FRAME, codes[1], codes[-2])


def runs(norms: Sequence[str]) -> Iterator[str]:
    """Runs of one to three norms."""
    for at in range(len(norms)):
        for size in range(1, min(3, len(norms) - at) + 1):
            yield " ".join(norms[at : at + size])


def segments(norms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of norms that end at an end mark: nearly the sentences, without looking at the text."""
    start = 0
    for at, norm in enumerate(norms):
        ends = norm in END_MARKS or (norm in CLOSERS and at > start and norms[at - 1] in END_MARKS)
        if ends and (at + 1 == len(norms) or norms[at + 1] not in END_MARKS | CLOSERS):
            yield start, at + 1
            start = at + 1
    if start < len(norms):
        yield start, len(norms)
