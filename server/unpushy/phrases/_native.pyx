# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled core: what ``engine.Plain`` does with Python's integers, on arrays of machine words.

A mask is an array of limbs of 64 bits, as many as the passage needs; bit *i* is the place before
token *i* (see ``masks``). Programs and keys come as flat arrays (see ``flat`` and ``index``), which
are read where they lie. What is made for one passage carries its serial number instead of being
cleared for the next. Nothing recurses deeper than patterns nest, and that is known beforehand.

Threads take turns: one call looks at one passage, and what of it needs Python is asked before.
"""

cimport cython
from cpython.bytes cimport PyBytes_AS_STRING
from cpython.dict cimport PyDict_GetItemWithError
from cpython.long cimport PyLong_AsLong
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc, PyMem_Realloc
from cpython.object cimport PyObject
from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.string cimport memcmp, memcpy, memset

cdef enum:  # as in ``flat``
    WORD, ONE_OF, KIND, EDGE, CLASS, SEQUENCE, ALTERNATIVES

cdef enum:
    UNKNOWN, START, END

cdef enum:  # as ``engine.describe`` gives them: a sort, and where a sentence may begin or end
    SORT = 7
    AT_END = 8
    BEFORE_START = 16
    END_MARK = 32
    NUMBER = 6

cdef enum:
    MOST_KNOWN = 50_000
    MEMOS = 256
    CHUNK = 1 << 14
    MOST_KINDS = 8
    MOST_HALVINGS = 34  # of fewer than 2 ** 31 tokens, and the whole

ctypedef uint64_t limb


cdef struct Chunk:
    Chunk *older
    Py_ssize_t size
    Py_ssize_t used


cdef struct Memo:  # what a word class makes of places where it may begin
    int64_t serial
    int32_t number
    int found


cdef const int32_t *ints(bytes packed):
    return <const int32_t *> PyBytes_AS_STRING(packed)


cdef Py_ssize_t count(bytes packed):
    return len(packed) // sizeof(int32_t)


cdef class Engine:
    """All patterns, and the passage that was asked about last."""

    cdef object programs, anchors, describe
    cdef dict words, known
    cdef cython.pymutex turn
    # Programs and keys.
    cdef const int32_t *code
    cdef const int32_t *patterns
    cdef const int32_t *contexts
    cdef const int32_t *classes
    cdef const int32_t *sets_at
    cdef const int32_t *set_words
    cdef const int32_t *always
    cdef const int32_t *lefts_at
    cdef const int32_t *rights
    cdef const int32_t *keys_at
    cdef const int32_t *keys
    cdef const int32_t *firsts_at
    cdef const int32_t *firsts
    cdef const int32_t *others_at
    cdef const int32_t *others
    cdef Py_ssize_t always_count, depth, kind_count
    cdef uint8_t kind_sorts[MOST_KINDS]
    # The passage. ``last`` is a word's last place, ``previous`` the place of the same word before.
    cdef int64_t serial
    cdef Py_ssize_t tokens, limbs, room
    cdef int32_t *numbers
    cdef int32_t *previous
    cdef uint8_t *marks
    cdef int64_t *word_serial
    cdef int32_t *last
    cdef int64_t *key_serial
    cdef int32_t *met
    cdef Py_ssize_t met_count
    cdef int64_t *set_serial
    cdef limb **set_mask
    cdef limb *kind_mask[MOST_KINDS]
    cdef limb *edges[2]
    cdef limb *everywhere
    cdef limb *scratch
    cdef limb *result
    cdef limb *waiting
    cdef limb *memo_masks
    cdef Memo memos[MEMOS]
    cdef Chunk *chunk

    def __cinit__(self, programs, anchors, kinds, describe):
        self.programs, self.anchors, self.describe = programs, anchors, describe
        self.words, self.known = programs.words, {}
        self.code, self.patterns = ints(programs.code), ints(programs.patterns)
        self.contexts, self.classes = ints(programs.contexts), ints(programs.classes)
        self.sets_at, self.set_words = ints(programs.sets_at), ints(programs.set_words)
        self.depth = programs.depth
        self.always, self.always_count = ints(anchors.always), count(anchors.always)
        self.lefts_at, self.rights = ints(anchors.lefts_at), ints(anchors.rights)
        self.keys_at, self.keys = ints(anchors.sets_at), ints(anchors.sets)
        self.firsts_at, self.firsts = ints(anchors.firsts_at), ints(anchors.firsts)
        self.others_at, self.others = ints(anchors.others_at), ints(anchors.others)
        if len(kinds) > MOST_KINDS:
            raise ValueError("more kinds than there is room for")
        self.kind_count = len(kinds)
        for at, sorts in enumerate(kinds):
            self.kind_sorts[at] = sum([1 << sort for sort in sorts])
        cdef Py_ssize_t words = count(anchors.lefts_at)
        cdef Py_ssize_t key_sets = count(anchors.firsts_at)
        cdef Py_ssize_t sets = count(programs.sets_at)
        self.word_serial = <int64_t *> PyMem_Calloc(words, sizeof(int64_t))
        self.last = <int32_t *> PyMem_Calloc(words, sizeof(int32_t))
        self.key_serial = <int64_t *> PyMem_Calloc(key_sets, sizeof(int64_t))
        self.met = <int32_t *> PyMem_Calloc(key_sets, sizeof(int32_t))
        self.set_serial = <int64_t *> PyMem_Calloc(sets, sizeof(int64_t))
        self.set_mask = <limb **> PyMem_Calloc(sets, sizeof(limb *))
        if not (self.word_serial and self.last and self.key_serial and self.met
                and self.set_serial and self.set_mask):
            raise MemoryError
        memset(self.memos, 0, sizeof(self.memos))

    def __dealloc__(self):
        PyMem_Free(self.word_serial)
        PyMem_Free(self.last)
        PyMem_Free(self.key_serial)
        PyMem_Free(self.met)
        PyMem_Free(self.set_serial)
        PyMem_Free(self.set_mask)
        PyMem_Free(self.numbers)
        PyMem_Free(self.previous)
        PyMem_Free(self.marks)
        cdef Chunk *older
        while self.chunk:
            older = self.chunk.older
            PyMem_Free(self.chunk)
            self.chunk = older

    def candidates(self, norms, *, bint one_line):
        """Numbers of the patterns that match somewhere in text of these norms, ascending; some may not."""
        cdef list words = self.looked_up(norms)
        with self.turn:
            return self.found(words, one_line)

    cdef list found(self, list words, bint one_line):
        self.load(words)
        self.meet_all(one_line)
        cdef Py_ssize_t at, place
        cdef int32_t number
        cdef list keyed = [self.always[at] for at in range(self.always_count)]
        for at in range(self.met_count):
            number = self.met[at]
            for place in range(self.firsts_at[number], self.firsts_at[number + 1]):
                if self.has_others(self.firsts[place]):
                    keyed.append(self.firsts[place])
        if not keyed:
            return keyed
        self.rough(one_line)
        keyed.sort()
        cdef list out = []
        for number in keyed:
            if self.ends(self.code + self.patterns[number], self.everywhere, self.result, self.scratch):
                out.append(number)
        return out

    def exact(self, norms, sents):
        """A passage whose sentences begin at these tokens."""
        return Passage(self, norms, sents)

    # Memory that lasts as long as the passage.

    cdef limb *take(self, Py_ssize_t masks) except NULL:
        """Room for so many masks, not cleared."""
        cdef Py_ssize_t wanted = masks * self.limbs
        cdef Chunk *chunk = self.chunk
        cdef Py_ssize_t size
        if chunk == NULL or chunk.size - chunk.used < wanted:
            size = max(wanted, CHUNK)
            chunk = <Chunk *> PyMem_Malloc(sizeof(Chunk) + size * sizeof(limb))
            if chunk == NULL:
                raise MemoryError
            chunk.older, chunk.size, chunk.used = self.chunk, size, 0
            self.chunk = chunk
        cdef limb *out = <limb *> (chunk + 1) + chunk.used
        chunk.used += wanted
        return out

    cdef void forget(self) noexcept:
        """Give back what the last passage took, but for one chunk of the usual size."""
        cdef Chunk *older
        while self.chunk and (self.chunk.older or self.chunk.size > CHUNK):
            older = self.chunk.older
            PyMem_Free(self.chunk)
            self.chunk = older
        if self.chunk:
            self.chunk.used = 0

    # The words of a passage.

    cdef list looked_up(self, norms):
        """What is known of each word; Python is asked of new ones, and may let other threads in meanwhile."""
        cdef PyObject *found
        cdef list words = []
        for norm in norms:
            found = PyDict_GetItemWithError(self.known, norm)
            words.append(<object> found if found else self.learned(norm))
        return words

    cdef object learned(self, norm):
        described = self.words.get(norm, UNKNOWN) << NUMBER | self.describe(norm)
        if len(self.known) < MOST_KNOWN:
            self.known[norm] = described
        return described

    cdef int load(self, list words) except -1:
        """Make these words, as they were looked up, the passage that is asked about."""
        cdef Py_ssize_t at, tokens = len(words)
        cdef int32_t number
        cdef long described
        self.forget()
        self.serial += 1
        if tokens >= self.room:
            self.room = 2 * tokens + 64
            self.numbers = <int32_t *> self.again(self.numbers, sizeof(int32_t))
            self.previous = <int32_t *> self.again(self.previous, sizeof(int32_t))
            self.marks = <uint8_t *> self.again(self.marks, sizeof(uint8_t))
        self.tokens, self.limbs = tokens, tokens // 64 + 1
        for at in range(tokens):
            described = PyLong_AsLong(words[at])
            number = described >> NUMBER
            self.numbers[at] = number
            self.marks[at] = described & ((1 << NUMBER) - 1)
            self.previous[at] = self.last[number] if self.word_serial[number] == self.serial else -1
            if number != UNKNOWN:
                self.word_serial[number], self.last[number] = self.serial, at
        return 0

    cdef void *again(self, void *memory, Py_ssize_t size) except NULL:
        memory = PyMem_Realloc(memory, self.room * size)
        if memory == NULL:
            self.room = 0
            raise MemoryError
        return memory

    # Keys: see ``index``.

    cdef void meet_all(self, bint one_line) noexcept:
        cdef Py_ssize_t at
        cdef int32_t number, before = UNKNOWN
        self.met_count = 0
        for at in range(self.tokens):
            number = self.numbers[at]
            if number != UNKNOWN:
                if self.previous[at] < 0:
                    self.meet(number, UNKNOWN)
                if before != UNKNOWN:
                    self.meet(before, number)
                if not one_line or at == 0 or self.marks[at - 1] & BEFORE_START:
                    self.meet(START, number)
                if not one_line or at == self.tokens - 1 or self.marks[at] & BEFORE_START \
                        or self.marks[at + 1] & AT_END:
                    self.meet(number, END)
            before = number

    cdef void meet(self, int32_t left, int32_t right) noexcept:
        """Mark the sets that hold a key, if there are any."""
        cdef int32_t low = self.lefts_at[left], high = self.lefts_at[left + 1], stop = high
        cdef int32_t middle, number
        cdef Py_ssize_t at
        while low < high:
            middle = (low + high) >> 1
            if self.rights[middle] < right:
                low = middle + 1
            else:
                high = middle
        if low == stop or self.rights[low] != right:
            return
        for at in range(self.keys_at[low], self.keys_at[low + 1]):
            number = self.keys[at]
            if self.key_serial[number] != self.serial:
                self.key_serial[number] = self.serial
                if self.firsts_at[number] != self.firsts_at[number + 1]:
                    self.met[self.met_count] = number
                    self.met_count += 1

    cdef bint has_others(self, int32_t pattern) noexcept:
        cdef Py_ssize_t at
        for at in range(self.others_at[pattern], self.others_at[pattern + 1]):
            if self.key_serial[self.others[at]] != self.serial:
                return False
        return True

    # Masks: see ``masks``.

    cdef int prepare(self) except -1:
        """Room for the masks of a passage."""
        cdef Py_ssize_t at
        cdef limb *masks = self.take(3)
        memset(masks, 0, 2 * self.limbs * sizeof(limb))
        self.edges[0], self.edges[1], self.everywhere = masks, masks + self.limbs, masks + 2 * self.limbs
        memset(self.everywhere, 0xFF, self.limbs * sizeof(limb))
        if self.tokens % 64 != 63:
            self.everywhere[self.limbs - 1] = ((<limb> 1) << (self.tokens % 64 + 1)) - 1
        self.scratch = self.take(2 * self.depth)
        self.result = self.take(1)
        self.waiting = self.take(MOST_HALVINGS)
        self.memo_masks = self.take(2 * MEMOS)
        for at in range(self.kind_count):
            self.kind_mask[at] = NULL
        return 0

    cdef int rough(self, bint one_line) except -1:
        """Not knowing where sentences begin and end: at marks, or in several lines anywhere."""
        cdef Py_ssize_t at
        self.prepare()
        if not one_line:
            self.edges[0] = self.edges[1] = self.everywhere
            return 0
        set_bit(self.edges[1], 0)
        for at in range(self.tokens):
            if self.marks[at] & BEFORE_START:
                set_bit(self.edges[1], at + 1)
            if self.marks[at] & AT_END:
                set_bit(self.edges[0], at)
        self.close()
        return 0

    cdef int sharp(self, sents) except -1:
        """Knowing the tokens at which sentences begin."""
        cdef Py_ssize_t at
        self.prepare()
        for start in sents:
            set_bit(self.edges[1], start)
        for at in range(self.tokens):
            if self.marks[at] & END_MARK:
                set_bit(self.edges[0], at)
        self.close()
        return 0

    cdef void close(self) noexcept:
        """Sentences end where the text does, and where others begin."""
        cdef Py_ssize_t at
        set_bit(self.edges[0], self.tokens)
        for at in range(self.limbs):
            self.edges[0][at] |= self.edges[1][at]

    cdef limb *of_set(self, int32_t number) except NULL:
        """Where a word of a set stands."""
        if self.set_serial[number] == self.serial:
            return self.set_mask[number]
        cdef limb *mask = self.take(1)
        cdef Py_ssize_t at
        cdef int32_t word, place
        memset(mask, 0, self.limbs * sizeof(limb))
        for at in range(self.sets_at[number], self.sets_at[number + 1]):
            word = self.set_words[at]
            if self.word_serial[word] == self.serial:
                place = self.last[word]
                while place >= 0:
                    set_bit(mask, place)
                    place = self.previous[place]
        self.set_serial[number], self.set_mask[number] = self.serial, mask
        return mask

    cdef limb *of_kind(self, int32_t number) except NULL:
        """Where a token of a kind stands."""
        cdef limb *mask = self.kind_mask[number]
        cdef Py_ssize_t at
        if mask == NULL:
            mask = self.kind_mask[number] = self.take(1)
            memset(mask, 0, self.limbs * sizeof(limb))
            for at in range(self.tokens):
                if self.kind_sorts[number] >> (self.marks[at] & SORT) & 1:
                    set_bit(mask, at)
        return mask

    cdef int ends(self, const int32_t *node, const limb *begins, limb *out, limb *scratch) except -1:
        """Where a node can end that begins at one of these places; whether there is such a place.

        Where there is none, ``out`` holds nothing of use. ``scratch`` has two masks for each level
        that is left.
        """
        cdef int32_t kind = node[0], value = node[1]
        if kind == WORD:
            return self.after_word(value, begins, out)
        if kind == ONE_OF:
            return move(begins, self.of_set(value), out, self.limbs)
        if kind == SEQUENCE:
            return self.after_sequence(node + 2, node + value, begins, out, scratch)
        if kind == ALTERNATIVES:
            return self.after_any(node + 2, node + value, begins, out, scratch)
        if kind == CLASS:
            return self.after_class(value, begins, out, scratch)
        if kind == KIND:
            return move(begins, self.of_kind(value), out, self.limbs)
        return keep(begins, self.edges[value], out, self.limbs)

    cdef int after_word(self, int32_t word, const limb *begins, limb *out) noexcept:
        if self.word_serial[word] != self.serial:
            return 0
        cdef int found = 0
        cdef int32_t place = self.last[word]
        memset(out, 0, self.limbs * sizeof(limb))
        while place >= 0:
            if begins[place >> 6] >> (place & 63) & 1:
                set_bit(out, place + 1)
                found = 1
            place = self.previous[place]
        return found

    cdef int after_sequence(
        self, const int32_t *item, const int32_t *stop, const limb *begins, limb *out, limb *scratch
    ) except -1:
        cdef limb *target
        cdef const int32_t *following
        if item == stop:
            memcpy(out, begins, self.limbs * sizeof(limb))
            return 1
        while True:
            following = item + length(item)
            target = out if following == stop else scratch if begins != scratch else scratch + self.limbs
            if not self.ends(item, begins, target, scratch + 2 * self.limbs):
                return 0
            if following == stop:
                return 1
            item, begins = following, target

    cdef int after_any(
        self, const int32_t *option, const int32_t *stop, const limb *begins, limb *out, limb *scratch
    ) except -1:
        cdef int found = 0
        cdef Py_ssize_t at
        while option != stop:
            if not found:
                found = self.ends(option, begins, out, scratch + 2 * self.limbs)
            elif self.ends(option, begins, scratch, scratch + 2 * self.limbs):
                for at in range(self.limbs):
                    out[at] |= scratch[at]
            option += length(option)
        return found

    cdef int after_class(self, int32_t number, const limb *begins, limb *out, limb *scratch) except -1:
        """What was found for the same places before is remembered, until others take its room."""
        cdef const int32_t *node = self.code + self.classes[number]
        if node[0] < CLASS:
            return self.ends(node, begins, out, scratch)
        cdef limb mixed = number
        cdef Py_ssize_t at
        for at in range(self.limbs):
            mixed = (mixed ^ begins[at]) * <limb> 0x9E3779B97F4A7C15
            mixed ^= mixed >> 29
        cdef Py_ssize_t place = mixed % MEMOS
        cdef Py_ssize_t size = self.limbs * sizeof(limb)
        cdef Memo *memo = &self.memos[place]
        cdef limb *masks = self.memo_masks + 2 * place * self.limbs
        if memo.serial == self.serial and memo.number == number and memcmp(masks, begins, size) == 0:
            if memo.found:
                memcpy(out, masks + self.limbs, size)
            return memo.found
        cdef int found = self.ends(node, begins, out, scratch + 2 * self.limbs)
        memo.serial, memo.number, memo.found = self.serial, number, found
        memcpy(masks, begins, size)
        memcpy(masks + self.limbs, out, size)
        return found

    cdef list spans(self, int32_t pattern):
        """The longest match of a pattern from each token: halves the places until one is left."""
        cdef const int32_t *node = self.code + self.patterns[pattern]
        cdef Py_ssize_t top = 0, low, high, middle, at
        cdef list out = []
        cdef limb *ends = self.result
        cdef limb *begins
        cdef limb *upper
        memcpy(self.waiting, self.everywhere, self.limbs * sizeof(limb))
        while top >= 0:
            begins = self.waiting + top * self.limbs
            low = lowest(begins, self.limbs)
            if low < 0 or not self.ends(node, begins, ends, self.scratch):
                top -= 1
                continue
            high = highest(begins, self.limbs)
            if low == high:
                at = highest(ends, self.limbs)
                if at > low:
                    out.append((low, at))
                top -= 1
                continue
            middle = (low + high + 1) // 2  # the lower half is on top, and comes first
            upper, begins = begins, begins + self.limbs
            memcpy(begins, upper, self.limbs * sizeof(limb))
            clear(upper, 0, middle)
            clear(begins, middle, self.limbs * 64)
            top += 1
        return out

    cdef bint holds(
        self, Py_ssize_t context, Py_ssize_t start, Py_ssize_t end, Py_ssize_t first, Py_ssize_t last
    ) except -1:
        cdef const int32_t *parts = self.contexts + 3 * context
        cdef limb *begins = self.waiting
        cdef limb *out = self.result
        if parts[2] >= 0:
            self.places(begins, first, last)
            return first < last and self.ends(self.code + parts[2], begins, out, self.scratch)
        if parts[1] >= 0:
            self.places(begins, end, end + 1)
            if not self.ends(self.code + parts[1], begins, out, self.scratch):
                return False
        if parts[0] < 0:
            return True
        self.places(begins, first, start + 1)
        if not self.ends(self.code + parts[0], begins, out, self.scratch):
            return False
        return out[start >> 6] >> (start & 63) & 1

    cdef void places(self, limb *mask, Py_ssize_t start, Py_ssize_t stop) noexcept:
        memcpy(mask, self.everywhere, self.limbs * sizeof(limb))
        clear(mask, 0, start)
        clear(mask, stop, self.limbs * 64)


cdef class Passage:
    """A passage whose tokens are known."""

    cdef Engine engine
    cdef list words, sents
    cdef int64_t serial

    def __init__(self, Engine engine not None, norms, sents):
        self.engine, self.words, self.sents = engine, engine.looked_up(norms), list(sents)
        self.serial = -1

    cdef int load(self) except -1:
        if self.engine.serial != self.serial:
            self.engine.load(self.words)
            self.engine.sharp(self.sents)
            self.serial = self.engine.serial
        return 0

    def spans(self, int32_t pattern):
        """The longest match of a pattern from each token, as token spans; in order."""
        with self.engine.turn:
            self.load()
            return self.engine.spans(pattern)

    def holds(self, Py_ssize_t context, Py_ssize_t start, Py_ssize_t end, sent):
        """Whether a context holds of the match at these tokens in a sentence's token span."""
        first, last = sent
        with self.engine.turn:
            self.load()
            return self.engine.holds(context, start, end, first, last)


cdef inline void set_bit(limb *mask, Py_ssize_t at) noexcept:
    mask[at >> 6] |= (<limb> 1) << (at & 63)


cdef inline Py_ssize_t length(const int32_t *node) noexcept:
    return node[1] if node[0] >= SEQUENCE else 2


cdef inline int move(const limb *begins, const limb *mask, limb *out, Py_ssize_t limbs) noexcept:
    """The places that a mask holds, each one further on."""
    cdef limb here, found = 0, carried = 0
    cdef Py_ssize_t at
    for at in range(limbs):
        here = begins[at] & mask[at]
        found |= here
        out[at] = here << 1 | carried
        carried = here >> 63
    return found != 0


cdef inline int keep(const limb *begins, const limb *mask, limb *out, Py_ssize_t limbs) noexcept:
    cdef limb found = 0
    cdef Py_ssize_t at
    for at in range(limbs):
        out[at] = begins[at] & mask[at]
        found |= out[at]
    return found != 0


cdef Py_ssize_t lowest(const limb *mask, Py_ssize_t limbs) noexcept:
    cdef Py_ssize_t at, bit
    for at in range(limbs):
        if mask[at]:
            for bit in range(64):
                if mask[at] >> bit & 1:
                    return 64 * at + bit
    return -1


cdef Py_ssize_t highest(const limb *mask, Py_ssize_t limbs) noexcept:
    cdef Py_ssize_t at, bit
    for at in range(limbs - 1, -1, -1):
        if mask[at]:
            for bit in range(63, -1, -1):
                if mask[at] >> bit & 1:
                    return 64 * at + bit
    return -1


cdef void clear(limb *mask, Py_ssize_t start, Py_ssize_t stop) noexcept:
    """Clear the bits from ``start`` to ``stop``, of which one is the mask's own edge."""
    cdef Py_ssize_t at
    if start == 0:
        for at in range(stop >> 6):
            mask[at] = 0
        if stop & 63:
            mask[stop >> 6] &= ~(((<limb> 1) << (stop & 63)) - 1)
        return
    at = start >> 6
    if start >= stop:
        return
    mask[at] &= ((<limb> 1) << (start & 63)) - 1
    for at in range(at + 1, stop >> 6):
        mask[at] = 0
