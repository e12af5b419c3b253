# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled twin of ``acts.PureScales``: the same sums over the same parts."""

from cpython.bytes cimport PyBytes_AS_STRING
from cpython.dict cimport PyDict_GetItemWithError
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.object cimport PyObject
from libc.stdint cimport int16_t, int64_t, uint16_t, uint32_t, uint64_t

from unpushy.language import acts

cdef uint64_t ONE = acts.FACTORS[0]
cdef uint64_t TWO = acts.FACTORS[1]
cdef uint64_t THREE = acts.FACTORS[2]
cdef uint64_t FOUR = acts.FACTORS[3]
cdef uint64_t RUN = (<uint64_t> acts.RUN) * ONE
cdef uint64_t PAIR = (<uint64_t> acts.PAIR) * ONE
cdef uint64_t LENGTH = (<uint64_t> acts.LENGTH) * ONE
cdef uint64_t FRAME = (<uint64_t> acts.FRAME) * ONE
cdef int SHIFT = 64 - acts.SLOT_BITS
cdef int WIDTH = acts.WIDTH
cdef int LONGEST = acts.LONGEST
cdef int FULL = acts.FULL
cdef int HALF = acts.HALF
cdef Py_ssize_t MOST_KNOWN = acts.MOST_KNOWN

cdef enum:
    MOST_PAIRED = 64  # there are fewer function words


cdef struct Word:
    uint32_t code
    int function
    int64_t[3] weights


cdef class Scales:
    """Weighs sentences by a model's table."""

    cdef bytes _held_checks
    cdef bytes _held_weights
    cdef const uint16_t *_checks
    cdef const int16_t *_weights
    cdef object _look_up
    cdef dict _places
    cdef Word *_words
    cdef Py_ssize_t _size

    def __cinit__(self):
        self._words = <Word *> PyMem_Malloc((MOST_KNOWN + 1) * sizeof(Word))
        if self._words == NULL:
            raise MemoryError

    def __init__(self, bytes checks, bytes weights, look_up):
        """``look_up`` gives what is kept of a norm (``acts.Known``)."""
        self._held_checks = checks
        self._held_weights = weights
        self._checks = <const uint16_t *> PyBytes_AS_STRING(checks)
        self._weights = <const int16_t *> PyBytes_AS_STRING(weights)
        self._look_up = look_up
        self._places = {}

    def __dealloc__(self):
        PyMem_Free(self._words)

    cdef Word *_word(self, norm) except NULL:
        cdef PyObject *place = PyDict_GetItemWithError(self._places, norm)
        cdef Word *word
        if place != NULL:
            return &self._words[<Py_ssize_t> <object> place]
        code, function, weights = self._look_up(norm)
        if self._size >= MOST_KNOWN:  # begin anew: what is being read keeps nothing of the old
            self._places.clear()
            self._size = 0
        word = &self._words[self._size]
        word.code = code
        word.function = function
        for family in range(3):
            word.weights[family] = weights[family]
        self._places[norm] = self._size
        self._size += 1
        return word

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

    def weigh(self, list norms not None):
        """What the parts of a sentence (its norms, framed) add up to in each family."""
        cdef Py_ssize_t count = len(norms), at, other, paired = 0
        cdef uint64_t part
        cdef uint64_t[MOST_PAIRED] function
        cdef uint64_t *codes = <uint64_t *> PyMem_Malloc((count + 2) * sizeof(uint64_t))
        cdef int64_t[3] sums
        cdef Word *word
        if codes == NULL:
            raise MemoryError
        sums[0] = sums[1] = sums[2] = 0
        try:
            for at in range(count):
                word = self._word(norms[at])
                codes[at] = word.code
                sums[0] += word.weights[0]
                sums[1] += word.weights[1]
                sums[2] += word.weights[2]
                if word.function:
                    paired = noted(function, paired, word.code)
            for at in range(count):
                part = RUN + codes[at] * TWO
                self._add(part, FULL, sums)
                if at + 1 < count:
                    part += codes[at + 1] * THREE
                    self._add(part, FULL, sums)
                    if at + 2 < count:
                        self._add(part + codes[at + 2] * FOUR, FULL, sums)
            for at in range(paired):
                for other in range(at + 1, paired):
                    self._add(PAIR + function[at] * TWO + function[other] * THREE, HALF, sums)
            self._add(LENGTH + min(count // WIDTH, LONGEST) * TWO, HALF, sums)
            if count > 2:
                self._add(FRAME + codes[1] * TWO + codes[count - 2] * THREE, HALF, sums)
        finally:
            PyMem_Free(codes)
        return sums[0], sums[1], sums[2]


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
