"""Forms of English verbs by their past participle, for rewriting passive clauses.

``verbs.txt`` lists 6,700 verbs; it is made from lemminflect's tables by ``server/training/verbs.py``, so that
nothing has to import lemminflect (0.75 s). A line is a verb, alone where ``verb_forms`` gives its forms, else
with third person, gerund, past tense and participles.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from unpushy.language.inflection import verb_forms

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


def of_participle(participle: str) -> VerbForms | None:
    """The verb that a past participle (in lower case) belongs to; None where it is not known."""
    return _by_participle().get(participle)


@cache
def _by_participle() -> dict[str, VerbForms]:
    out: dict[str, VerbForms] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        base, *forms = line.split()
        if forms:
            third, gerund, past, participles = forms
        else:
            _, third, gerund, past = verb_forms(base)
            participles = past
        for participle in {*participles.split("/"), past if past.endswith("ed") else base}:
            own_past = participle if participle.endswith("ed") else past
            known = participle in out or (participle == base and base not in participles.split("/"))
            if not known or (base in _PREFERRED and participle != base):
                out[participle] = VerbForms(base, third, gerund, own_past, participle)
    return out
