# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled twin of ``acts.PureScales``: the same sums over the same parts."""

from cpython.bytes cimport PyBytes_AS_STRING
from cpython.dict cimport PyDict_GetItemWithError
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.object cimport PyObject
from libc.math cimport sqrt
from libc.stdint cimport int16_t, int64_t, uint16_t, uint32_t, uint64_t

from unpushy.language import acts, parts

cdef uint64_t ONE = parts.FACTORS[0]
cdef uint64_t TWO = parts.FACTORS[1]
cdef uint64_t THREE = parts.FACTORS[2]
cdef uint64_t FOUR = parts.FACTORS[3]
cdef uint64_t PIECE = (<uint64_t> parts.PIECE) * ONE
cdef uint64_t RUN = (<uint64_t> parts.RUN) * ONE
cdef uint64_t PAIR = (<uint64_t> parts.PAIR) * ONE
cdef uint64_t LENGTH = (<uint64_t> parts.LENGTH) * ONE
cdef uint64_t FRAME = (<uint64_t> parts.FRAME) * ONE
cdef uint64_t GAPPED = (<uint64_t> parts.GAPPED) * ONE
cdef uint64_t ENDED = (<uint64_t> parts.ENDED) * ONE
cdef uint64_t OPENED = (<uint64_t> parts.OPENED) * ONE
cdef uint64_t BESIDE = (<uint64_t> parts.BESIDE) * ONE
cdef uint64_t ORDER = (<uint64_t> parts.ORDER) * ONE
cdef int FUNCTION = parts.FUNCTION
cdef int PERSON = parts.PERSON
cdef int OPENER = parts.OPENER
cdef int FREQUENT = parts.FREQUENT
cdef int ASKS = parts.ASKS
cdef int CALLS = parts.CALLS
cdef Py_ssize_t FARTHEST = parts.FARTHEST
cdef Py_ssize_t SHORTEST_WORD = parts.SHORTEST_WORD
cdef Py_ssize_t SHORTEST_PIECE = min(parts.PIECES)
cdef Py_ssize_t LONGEST_PIECE = max(parts.PIECES)
cdef int SHIFT = 64 - parts.SLOT_BITS
cdef int WIDTH = parts.WIDTH
cdef int LONGEST = parts.LONGEST
cdef int FULL = parts.FULL
cdef int HALF = parts.HALF
cdef Py_ssize_t MOST_KNOWN = acts.MOST_KNOWN
cdef Py_ssize_t SHORTEST_READ = acts.SHORTEST_READ
cdef Py_ssize_t LONGEST_READ = acts.LONGEST_READ
cdef str START = parts.START
cdef str END = parts.END

assert parts.PIECES == tuple(range(SHORTEST_PIECE, LONGEST_PIECE + 1))

cdef uint32_t[256] CHECKSUMS  # of one byte each, as zlib.crc32 reckons
cdef uint32_t _rest
for _byte in range(256):
    _rest = _byte
    for _ in range(8):
        _rest = (_rest >> 1) ^ (0xEDB88320 if _rest & 1 else 0)
    CHECKSUMS[_byte] = _rest

cdef enum:
    MOST_PAIRED = 64  # there are fewer function words
    END_MARK = 1
    CLOSER = 2


cdef struct Word:
    uint32_t code
    int roles
    int mark
    int64_t[3] weights


cdef class Scales:
    """Weighs sentences by a model's table."""

    cdef bytes _held_checks
    cdef bytes _held_weights
    cdef const uint16_t *_checks
    cdef const int16_t *_weights
    cdef object _pure
    cdef dict _places
    cdef Word *_words
    cdef Py_ssize_t _size

    def __cinit__(self):
        self._words = <Word *> PyMem_Malloc((MOST_KNOWN + 1) * sizeof(Word))
        if self._words == NULL:
            raise MemoryError

    def __init__(self, bytes checks, bytes weights, pure):
        """``pure``: the twin in Python, which is asked about norms with letters beyond ASCII."""
        self._held_checks = checks
        self._held_weights = weights
        self._checks = <const uint16_t *> PyBytes_AS_STRING(checks)
        self._weights = <const int16_t *> PyBytes_AS_STRING(weights)
        self._pure = pure
        self._places = {}

    def __dealloc__(self):
        PyMem_Free(self._words)

    cdef Word *_word(self, norm) except NULL:
        cdef PyObject *place = PyDict_GetItemWithError(self._places, norm)
        cdef Word *word
        if place != NULL:
            return &self._words[<Py_ssize_t> <object> place]
        code, roles, mark = acts.described(norm)
        if self._size >= MOST_KNOWN:  # begin anew: what is being read keeps nothing of the old
            self._places.clear()
            self._size = 0
        word = &self._words[self._size]
        word.code = code
        word.roles = roles
        word.mark = mark
        if norm.isascii():
            self._weigh_pieces(norm.encode(), word.weights)
        else:
            word.weights[0], word.weights[1], word.weights[2] = self._pure.of_pieces(norm)
        self._places[norm] = self._size
        self._size += 1
        return word

    cdef void _weigh_pieces(self, bytes norm, int64_t *sums):
        """What the pieces of a norm in ASCII add up to."""
        cdef bytes framed = b"<" + norm + b">"
        cdef const unsigned char *letters = <const unsigned char *> PyBytes_AS_STRING(framed)
        cdef Py_ssize_t at, size, count = len(framed)
        cdef uint32_t checksum
        sums[0] = sums[1] = sums[2] = 0
        if len(norm) < SHORTEST_WORD:
            return
        for at in range(count - SHORTEST_PIECE + 1):
            checksum = 0xFFFFFFFF
            for size in range(1, min(LONGEST_PIECE, count - at) + 1):
                checksum = CHECKSUMS[(checksum ^ letters[at + size - 1]) & 0xFF] ^ (checksum >> 8)
                if size >= SHORTEST_PIECE:
                    self._add(PIECE + (<uint64_t> (checksum ^ 0xFFFFFFFF)) * TWO, HALF, sums)

    cdef inline void _add(self, uint64_t part, int counts, int64_t *sums) noexcept nogil:
        cdef uint64_t at = part >> SHIFT
        cdef uint16_t check = <uint16_t> (part >> 24)
        cdef const int16_t *weights
        if check == 0:
            check = 1
        if self._checks[at] == check:
            weights = self._weights + 3 * at
            sums[0] += counts * weights[0]
            sums[1] += counts * weights[1]
            sums[2] += counts * weights[2]

    cdef Word *_read(self, list norms) except NULL:
        """What is known of each norm, to be freed by the caller."""
        cdef Py_ssize_t at, count = len(norms)
        cdef Word *words = <Word *> PyMem_Malloc((count + 1) * sizeof(Word))
        if words == NULL:
            raise MemoryError
        try:
            for at in range(count):
                words[at] = self._word(norms[at])[0]
        except BaseException:
            PyMem_Free(words)
            raise
        return words

    cdef void _sum(self, const Word *words, Py_ssize_t count, int64_t *sums) noexcept nogil:
        """What the parts of a sentence, framed, add up to."""
        cdef uint64_t[MOST_PAIRED] function
        cdef Py_ssize_t at, other, paired = 0
        cdef uint64_t part
        sums[0] = sums[1] = sums[2] = 0
        for at in range(count):
            sums[0] += words[at].weights[0]
            sums[1] += words[at].weights[1]
            sums[2] += words[at].weights[2]
            if words[at].roles & FUNCTION:
                paired = noted(function, paired, words[at].code)
            part = RUN + words[at].code * TWO
            self._add(part, FULL, sums)
            if at + 1 < count:
                part += words[at + 1].code * THREE
                self._add(part, FULL, sums)
                if at + 2 < count:
                    self._add(part + words[at + 2].code * FOUR, FULL, sums)
        for at in range(paired):
            for other in range(at + 1, paired):
                self._add(PAIR + function[at] * TWO + function[other] * THREE, HALF, sums)
        self._add(LENGTH + min(count // WIDTH, LONGEST) * TWO, HALF, sums)
        if count > 2:
            self._add(FRAME + words[1].code * TWO + words[count - 2].code * THREE, HALF, sums)
        self._sum_scattered(words, count, sums)

    cdef void _sum_scattered(self, const Word *words, Py_ssize_t count, int64_t *sums) noexcept nogil:
        """Add what the parts of norms that stand apart add up to: as ``parts.scattered`` has them."""
        cdef uint64_t[MOST_PAIRED] persons
        cdef Py_ssize_t at, other, person, found = 0
        cdef uint64_t mood = 0, opener = 0, part
        for at in range(max(count - 3, 0), count - 1):
            if words[at].roles & ASKS:
                mood = ASKS
            elif words[at].roles & CALLS and mood == 0:
                mood = CALLS
        if words[1].roles & OPENER:
            opener = words[1].code
        for at in range(count):
            if words[at].roles & PERSON:
                found = noted(persons, found, words[at].code)
        for at in range(count):
            part = words[at].code * TWO
            if at + 2 < count:
                self._add(GAPPED + part + words[at + 2].code * THREE, HALF, sums)
            if at + 3 < count:
                self._add(GAPPED + part + words[at + 3].code * THREE + FOUR, HALF, sums)
            part = ENDED + mood * TWO + words[at].code * THREE
            self._add(part, HALF, sums)
            if at + 1 < count:
                self._add(part + words[at + 1].code * FOUR, HALF, sums)
            self._add(OPENED + opener * TWO + words[at].code * THREE, HALF, sums)
            if 0 < at < count - 1:
                for person in range(found):
                    if persons[person] != words[at].code:
                        self._add(BESIDE + persons[person] * TWO + words[at].code * THREE, HALF, sums)
            if words[at].roles & FREQUENT:
                part = ORDER + words[at].code * TWO
                for other in range(at + 1, min(at + 1 + FARTHEST, count)):
                    if words[other].roles & FREQUENT:
                        self._add(part + words[other].code * THREE, HALF, sums)

    def weigh(self, list norms not None):
        """What the parts of a sentence (its norms, framed) add up to in each family."""
        cdef int64_t[3] sums
        cdef Word *words = self._read(norms)
        self._sum(words, len(norms), sums)
        PyMem_Free(words)
        return sums[0], sums[1], sums[2]

    def any_over(self, list norms not None, limits):
        """Whether one of the sentences in these norms, each as long as they are read, is over a limit."""
        cdef double first = limits[0], second = limits[1], third = limits[2]
        cdef Py_ssize_t count = len(norms), start = 0, stop, length
        cdef int64_t[3] sums
        cdef Word before, after, saved_before, saved_after
        cdef double root
        cdef bint found = False
        cdef Word *words = self._read([START, *norms, END])
        before, after = words[0], words[count + 1]
        cdef Word *here = words + 1
        with nogil:
            while start < count and not found:
                stop = start
                while stop < count and not ends(here, start, stop, count):
                    stop += 1
                if stop < count:
                    stop += 1
                length = stop - start
                if SHORTEST_READ <= length <= LONGEST_READ:
                    saved_before, saved_after = here[start - 1], here[stop]
                    here[start - 1], here[stop] = before, after
                    self._sum(here + start - 1, length + 2, sums)
                    here[start - 1], here[stop] = saved_before, saved_after
                    root = sqrt(length + 2.0)
                    found = sums[0] >= first * root or sums[1] >= second * root or sums[2] >= third * root
                start = stop
        PyMem_Free(words)
        return found


cdef inline bint ends(const Word *words, Py_ssize_t start, Py_ssize_t at, Py_ssize_t count) noexcept nogil:
    """Whether a sentence ends with this token: as ``acts.segments`` has it."""
    cdef bint last = words[at].mark == END_MARK
    if not last and words[at].mark == CLOSER and at > start:
        last = words[at - 1].mark == END_MARK
    return last and (at + 1 == count or words[at + 1].mark == 0)


cdef Py_ssize_t noted(uint64_t *function, Py_ssize_t paired, uint64_t code) noexcept nogil:
    """Keep a function word's code among those of its sentence, in order, once; returns how many there are."""
    cdef Py_ssize_t at = paired
    while at > 0 and function[at - 1] > code:
        at -= 1
    if (at > 0 and function[at - 1] == code) or paired == MOST_PAIRED:
        return paired
    cdef Py_ssize_t behind = paired
    while behind > at:
        function[behind] = function[behind - 1]
        behind -= 1
    function[at] = code
    return paired + 1
