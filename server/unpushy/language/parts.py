"""What a sentence is made of to the trained reader (``acts``).

Parts are runs of one to three norms, two norms with a gap between them, pieces of words, pairs of function
words wherever they stand and of common words in their order, any word with a pronoun, with the opening word
or with the mark at the end, and a sentence's shape. A part is known by a number of 64 bits, made of the
checksums of its words: upper bits are its slot in the table of weights, others tell it from its like there.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from unpushy.language.sentences import CLOSERS, END_MARKS

SLOT_BITS = 19
"""The table has as many slots as these bits can number."""
SHORTEST_WORD, PIECES = 4, (3, 4, 5)
"""Pieces of words are taken of words at least this long, in these lengths."""
FULL, HALF = 2, 1
"""What a part counts: runs in full, all others by half."""
RUN, PIECE, PAIR, LENGTH, FRAME, GAPPED, ENDED, OPENED, BESIDE, ORDER = range(1, 11)
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
PERSONS = frozenset("you your i we me my our us it they he she not still yet if".split())
"""Any word counts anew in a sentence with one of these."""
OPENERS = frozenset(
    """the you i and a it to in is on your have for of not so we are that with at will if one this my me be or
    do from by no has can there two was am as about up all would our us they back only out""".split()
)
"""Any word counts anew behind one of these, if it begins the sentence."""
COMMON = frozenset(
    """. , the you i and a it to in is on your 's have for of not so ? we are that with at will if one this my
    me be or do from by no has can there two was am as about up 'd all would our us they back only out like
    had last ; dear them time before three what may but : come again now know just day hi he week did after
    been said any an when need nothing who told please first say good off year go ! which here monday yours
    new since because get friday take put still four more see want were thursday got hope tell left could
    let next asked until too sorry down over then other form days without people same tuesday month she does
    name how well free list his her six ten some old should number own goes page ask way nobody already
    leave till second half call five send maybe where their letter answer fine another june look sunday
    something every wrong also today right line both mr comes nine open going says keep price ) office came
    phone end its room think email went him ( door sent best tomorrow give date never through morning gone
    home minutes night write pay saturday might even thank than done thing work wednesday late read money
    help make shall mail yes side perhaps under plan very team small march thanks tonight anything weeks
    bring find paper better word wait these card once top note each wants times ring wrote place little made
    twice desk regards hour coming long hello much hear sign close bank kind takes case sure order box noon
    must file needs hand yet""".split()
)
"""The most frequent norms of the labelled sentences: which of two stands first counts."""
FARTHEST = 30
"""Norms from one frequent norm to another: all pairs of a very long sentence would cost too much."""
FUNCTION, PERSON, OPENER, FREQUENT, ASKS, CALLS = 1, 2, 4, 8, 16, 32
"""Roles of a norm, to be summed: in the four lists above, ``?`` and ``!``."""


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


def role(norm: str) -> int:
    """The sum of a norm's roles."""
    return (
        FUNCTION * (norm in FUNCTION_WORDS)
        + PERSON * (norm in PERSONS)
        + OPENER * (norm in OPENERS)
        + FREQUENT * (norm in COMMON)
        + ASKS * (norm == "?")
        + CALLS * (norm == "!")
    )


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
    roles = [role(norm) for norm in norms]
    for part in wholes(codes, roles):
        yield part, HALF, 0, 0
    for part, start, end in scattered(codes, roles):
        yield part, HALF, start, end


def wholes(codes: Sequence[int], roles: Sequence[int]) -> Iterator[int]:
    """The parts that are of a sentence as a whole."""
    known = sorted({word for word, role in zip(codes, roles, strict=True) if role & FUNCTION})
    for at, first in enumerate(known):
        for second in known[at + 1 :]:
            yield key(PAIR, first, second)
    yield key(LENGTH, min(len(codes) // WIDTH, LONGEST))
    if len(codes) > 2:
        yield key(FRAME, codes[1], codes[-2])


def scattered(codes: Sequence[int], roles: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The parts of norms that stand apart, each with the places that it stands on: none for a pair."""
    count = len(codes)
    last = roles[-3:-1]
    mood = ASKS if any(role & ASKS for role in last) else CALLS if any(role & CALLS for role in last) else 0
    opener = codes[1] if roles[1] & OPENER else 0
    persons = {word for word, role in zip(codes, roles, strict=True) if role & PERSON}
    for at, word in enumerate(codes):
        if at + 2 < count:
            yield key(GAPPED, word, codes[at + 2]), at, at + 3
        if at + 3 < count:
            yield key(GAPPED, word, codes[at + 3], 1), at, at + 4
        yield key(ENDED, mood, word), at, at + 1
        if at + 1 < count:
            yield key(ENDED, mood, word, codes[at + 1]), at, at + 2
        yield key(OPENED, opener, word), at, at + 1
        if 0 < at < count - 1:
            for person in persons - {word}:
                yield key(BESIDE, person, word), at, at + 1
        if roles[at] & FREQUENT:
            for other in range(at + 1, min(at + 1 + FARTHEST, count)):
                if roles[other] & FREQUENT:
                    yield key(ORDER, word, codes[other]), 0, 0


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
