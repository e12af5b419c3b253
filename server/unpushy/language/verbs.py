"""Forms of English verbs by their past participle, for rewriting passive clauses.

``verbs.txt`` lists 6,700 verbs; it is made from lemminflect's tables by ``server/training/verbs.py``, so that
nothing has to import lemminflect (0.75 s). A line is a verb, alone where ``verb_forms`` gives its forms, else
with third person, gerund, past tense and participles.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from unpushy.language.inflection import is_irregular, verb_forms

LIST = Path(__file__).with_name("verbs.txt")


class VerbForms(NamedTuple):
    """A verb in the forms that a clause asks for."""

    base: str
    third: str
    gerund: str
    past: str
    participle: str


_PREFERRED = frozenset(
    {"find", "leave", "feel", "bind", "wind", "hang", "bear", "lay", "rate", "see", "fall", "lose"}
)
"""Of two verbs with one participle (find and found), the commoner."""


@lru_cache(maxsize=4096)
def of_participle(participle: str) -> VerbForms | None:
    """The verb that a past participle (in lower case) belongs to; None where it is not known."""
    regular, irregular = _verbs()
    found = irregular.get(participle)
    if found or not participle.endswith("ed"):
        return found
    for base in (participle[:-1], participle[:-2], participle[:-3] + "y"):
        if base in regular:
            _, third, gerund, past = verb_forms(base)
            if past == participle:
                return VerbForms(base, third, gerund, past, participle)
    return None


@cache
def _verbs() -> tuple[frozenset[str], dict[str, VerbForms]]:
    """Verbs whose forms a rule gives, and the others by their participles."""
    regular: list[str] = []
    irregular: dict[str, VerbForms] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if " " not in line:
            if not is_irregular(line):
                regular.append(line)
                continue
            base, third, gerund, past = verb_forms(line)
            joined = past
        else:
            base, third, gerund, past, joined = line.split()
        participles = {*joined.split("/"), past if past.endswith("ed") else joined.partition("/")[0]}
        for participle in participles:
            own_past = participle if participle.endswith("ed") else past
            if participle not in irregular or base in _PREFERRED:
                irregular[participle] = VerbForms(base, third, gerund, own_past, participle)
    return frozenset(regular), irregular
