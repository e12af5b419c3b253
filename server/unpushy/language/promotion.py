"""Promotes what a weak main clause leads into: "I was wondering if you could help" becomes "Could you help?".

A complement clause is turned into a sentence of its own: ``that`` gives a statement, ``if`` and
``whether`` a question with its auxiliary first, ``when`` and its like a question with that word first, and
``to`` with a verb a request. Where the grammar is not plain, nothing is promoted.
"""

from __future__ import annotations

from unpushy.language.function_words import FUNCTION_WORDS
from unpushy.language.inflection import IRREGULAR_FORMS
from unpushy.language.style import capitalized
from unpushy.language.tokens import Tokens

SOFT = frozenset("maybe perhaps possibly potentially conceivably ideally somehow kindly just please".split())
"""Words that a promoted clause does without, next to its subject and its auxiliary."""
_MODALS = frozenset("could might can would may should will shall must".split())
_BE = frozenset("am is are was were".split())
_AUXILIARIES = _MODALS | _BE | frozenset("have has had do does did".split())
_PRONOUNS = frozenset(
    "i you we they he she it there this that these those someone anyone somebody anybody".split()
)
_DETERMINERS = frozenset("the a an my our your his her their its any this that these those some".split())
_WITH_DO = frozenset("i you we they".split())
_WHETHER = frozenset({"if", "whether"})
_WH = frozenset("when where who what which how why".split())
_HOW = frozenset("much many long soon far often late early big".split())
_SUBJECT_WH = frozenset("who what which".split())
_LONGEST_SUBJECT = 6
_LONGEST = 50
"""Tokens of a sentence that is not taken for one that runs on."""
_IN_SUBJECTS = frozenset("of for on in at and 's with from".split())
"""Function words that may stand inside a subject."""
_PAST = frozenset("was were wanted wondered hoped thought wished figured".split())
_ABLE = frozenset("be like want consider prefer mind".split())
_MIDDLE = frozenset("still also already ever even really".split())
_SPLITS = frozenset("i we it that this there he she they you thanks thank cheers many".split())
"""After a comma these begin a sentence of their own."""
_CONJUNCTIONS = frozenset({"and", "but", "so"})


def promoted(tokens: Tokens, start: int, end: int, stop: int, ask: str = "") -> str | None:
    """The sentence, from its first word to its end mark, that tokens ``start`` to ``end`` lead into.

    ``stop`` is the token behind its last word, ``ask`` what goes before a verb without ``to`` ("please").
    Its first letter is as in the middle of a sentence.
    """
    if stop - start > _LONGEST:
        return None
    clause = _Clause(tokens, start, end, stop)
    subject = clause.hoped()
    if subject is not None:
        return None if ask else clause.question("", subject)
    opener = clause.opener()
    if opener is None:
        return None
    norm = tokens.norms[opener]
    if ask:
        return clause.request(ask, opener + 1) if norm == "to" else None
    if norm == "that":
        return clause.statement(opener + 1)
    if norm in _WHETHER:
        return clause.question("", opener + 1)
    return clause.wh_question(opener) if norm in _WH else None


class _Clause:
    def __init__(self, tokens: Tokens, start: int, end: int, stop: int) -> None:
        self.tokens, self.norms = tokens, tokens.norms
        self.start, self.end, self.stop = start, end, stop

    def hoped(self) -> int | None:
        """Where the subject stands in "… hoping [that] you might", at the end of the opening."""
        at = self._back(self.end - 1)
        if at <= self.start or self.norms[at] not in _MODALS:
            return None
        at = self._back(at - 1)
        return at if at > self.start and self.norms[at] in _PRONOUNS else None

    def _back(self, at: int) -> int:
        while at > self.start and self.norms[at] in SOFT:
            at -= 1
        return at

    def opener(self) -> int | None:
        """The word that says how the clause hangs on to what leads into it."""
        inside = range(self.start + 1, min(self.end + 1, self.stop))
        for at in inside:
            if self.norms[at] in _WHETHER and self.norms[at - 1] != ",":
                return at
        for at in reversed(inside):
            hangs = at >= self.end - 1 or self.norms[at : self.end] == ["how", self.norms[self.end - 1]]
            if self.norms[at] == "to" or (hangs and self.norms[at] in _WH | {"that"}):
                return at
        return None

    def _written(self, start: int, end: int) -> str:
        return " ".join(self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]].split())

    def _after_soft(self, at: int) -> int:
        while at < self.stop and self.norms[at] in SOFT:
            at += 1
        return at

    def statement(self, at: int) -> str | None:
        if self.stop - at < 3 or self.norms[at] in _AUXILIARIES:
            return None
        return self._written(at, self.stop) + "."

    def request(self, ask: str, at: int) -> str | None:
        if at >= self.stop or self.norms[at] in FUNCTION_WORDS:
            return None
        return f"{ask} {self._split(at, '.')}"

    def wh_question(self, at: int) -> str | None:
        wh = at
        at += 1
        if self.norms[wh] == "how" and at < self.stop and self.norms[at] in _HOW:
            at += 1
        if at + 1 >= self.stop:
            return None
        if self.norms[wh] in _SUBJECT_WH and self.norms[at] in _AUXILIARIES:
            return self._split(wh, "?")
        return self.question(self._written(wh, at) + " ", at)

    def question(self, wh: str, at: int) -> str | None:
        """A clause with its subject at token ``at``, turned into a question."""
        at = self._after_soft(at)
        subject_end = self._subject_end(at)
        if subject_end is None:
            return None
        subject = self._written(at, subject_end)
        verb = self._after_soft(subject_end)
        middle = ""
        if verb < self.stop and self.norms[verb] in _MIDDLE:
            middle = f" {self.norms[verb]}"
            verb = self._after_soft(verb + 1)
        if verb + 1 >= self.stop:
            last = verb + 1 == self.stop and wh and self.norms[verb] in _BE
            return f"{wh}{self.norms[verb]} {subject}?" if last else None
        plain = self.norms[verb] not in _AUXILIARIES | {"'d"}
        auxiliary = self._do(at, verb, wh) if plain else self._auxiliary(at, verb)
        if auxiliary is None:
            return None
        if auxiliary == "does" and self.norms[verb] == "has":
            middle += " have"
        kept = auxiliary == "do" and self.norms[verb] not in _MODALS | {"do"}
        rest = self._after_soft(verb if kept else verb + 1)
        if rest >= self.stop or self.norms[rest] in {"not", ","}:
            return None
        return f"{wh}{auxiliary} {subject}{middle} {self._split(rest, '?')}"

    def _subject_end(self, at: int) -> int | None:
        """The token behind a subject that begins at token ``at``."""
        norms = self.norms
        if at >= self.stop:
            return None
        if norms[at] in _PRONOUNS and (
            norms[at] not in _DETERMINERS or norms[self._after_soft(at + 1)] in _AUXILIARIES
        ):
            return at + 1
        if norms[at] not in _DETERMINERS:
            return None
        for place in range(at + 1, min(at + 1 + _LONGEST_SUBJECT, self.stop)):
            if norms[place] in _AUXILIARIES | SOFT | _MIDDLE:
                return place if place > at + 1 and norms[place - 1] != "to" else None
            if norms[place] in FUNCTION_WORDS - _IN_SUBJECTS - _DETERMINERS or not norms[place][0].isalnum():
                return None
        return None

    def _auxiliary(self, subject: int, verb: int) -> str | None:
        """The auxiliary that goes first."""
        norm, following = self.norms[verb], self.norms[self._after_soft(verb + 1)]
        if norm in {"was", "were"} and _PAST.intersection(self.norms[self.start : self.end]):
            return None  # "I wondered if you were free" asks about now
        if norm in {"have", "has", "had"}:
            if self._is_participle(verb + 1):
                return norm if self.norms[subject] != "you" else None  # "have you …?" asks for an account
            return {"have": "do", "has": "does"}.get(norm)
        if norm in _MODALS and following == "have" and not self._is_light(verb):
            perfect = self._is_participle(self._after_soft(verb + 1) + 1)
            return "do" if norm in {"might", "may"} and not perfect else None
        if norm == "'d":
            return "would" if following in _ABLE else None
        if norm in {"might", "may"}:
            if self.norms[subject] in {"i", "we"} and following not in _ABLE:
                return "may" if self.norms[subject] == "i" else "could"
            return "would" if following in _ABLE else "could"
        return norm

    def _is_light(self, verb: int) -> bool:
        """Whether "have" after a modal is as in "have a look"."""
        have = self._after_soft(verb + 1)
        return self.norms[have + 1 : have + 2] in (["a"], ["another"]) and self.norms[verb] != "might"

    def _is_participle(self, at: int) -> bool:
        while at < self.stop and self.norms[at] in _MIDDLE | SOFT | {"not", "yet"}:
            at += 1
        norm = self.norms[at] if at < self.stop else ""
        return norm.endswith(("ed", "en", "wn")) or (norm in IRREGULAR_FORMS and not norm.endswith("ing"))

    def _do(self, subject: int, verb: int, wh: str) -> str | None:
        """What goes first where the verb of the clause has no auxiliary."""
        norm = self.norms[verb]
        inflected = norm in IRREGULAR_FORMS or (norm.endswith(("ed", "ing", "ly")) and norm[-3:] != "eed")
        if wh or inflected or norm in FUNCTION_WORDS or self.norms[subject] not in _WITH_DO:
            return None
        return "do" if norm.isalpha() else None

    def _split(self, at: int, mark: str) -> str:
        """The rest of the sentence from token ``at``; an added clause is parted off."""
        norms = self.norms
        for comma in range(at + 1, self.stop - 1):
            if norms[comma] != ",":
                continue
            following = comma + 1
            if norms[following] in _CONJUNCTIONS:
                following += 1
            if norms[following] not in _SPLITS:
                continue
            begin = comma + 1 if norms[comma + 1] != "and" else following
            return f"{self._written(at, comma)}{mark} {capitalized(self._written(begin, self.stop))}."
        return self._written(at, self.stop) + mark
