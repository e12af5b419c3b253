"""More examples of rare shapes, made of the treebank's own passives: questions, get-passives, adverbs in between.

The treebank has 34 get-passives and few passive questions; a parser that has not met them takes "Was the
report read?" for a noun with a participle. Each variant keeps the tree of the sentence that it is made of.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

_GET = {
    "was": "got",
    "were": "got",
    "is": "gets",
    "are": "get",
    "be": "get",
    "being": "getting",
    "been": "gotten",
}
_NO_GET = frozenset(
    "attached located based born supposed called known used located designed made required".split()
)
_ADVERBS = ("not", "never", "already", "still", "quickly", "also", "really", "just", "finally", "carefully")
_ASKING = ("When", "Why", "How", "Where")
_QUESTIONS, _GETS, _WITH_ADVERBS = 0.6, 0.3, 0.3
"""Shares of the sentences that can be changed so."""

Row = tuple[str, bool, str, str, int]
"""Word, space after it, tag, label, place of the head before the change."""


def variants(docs: Iterable[Doc], seed: int) -> Iterator[Doc]:
    """Variants of sentences with a plain passive as their main clause."""
    chance = random.Random(seed)
    for doc in docs:
        verb = _main_passive(doc)
        if verb is None:
            continue
        if chance.random() < _QUESTIONS:
            yield from _question(doc, verb, chance)
        if chance.random() < _GETS:
            yield from _with_get(doc, verb)
        if chance.random() < _WITH_ADVERBS:
            yield from _with_adverb(doc, verb, chance)


def _main_passive(doc: Doc) -> Token | None:
    roots = [t for t in doc if t.dep_ == "ROOT"]
    if len(roots) != 1 or len(doc) > 40:
        return None
    verb = roots[0]
    subjects = [t for t in verb.children if t.dep_ == "nsubj:pass"]
    if len(subjects) != 1 or subjects[0].i > verb.i or not _auxiliaries(verb):
        return None
    return verb


def _auxiliaries(verb: Token) -> list[Token]:
    found = [t for t in verb.children if t.dep_ in {"aux", "aux:pass"}]
    return found if any(t.dep_ == "aux:pass" for t in found) else []


def _rows(doc: Doc) -> list[tuple[int, Row]]:
    return [(t.i, (t.text, bool(t.whitespace_), t.tag_, t.dep_, t.head.i)) for t in doc]


def _made(doc: Doc, rows: list[tuple[int, Row]]) -> Doc:
    """A sentence of rows in a new order; rows that are new have a place below 0."""
    at = {old: new for new, (old, _) in enumerate(rows)}
    return Doc(
        doc.vocab,
        words=[row[0] for _, row in rows],
        spaces=[row[1] for _, row in rows],
        tags=[row[2] for _, row in rows],
        deps=[row[3] for _, row in rows],
        heads=[at[row[4]] for _, row in rows],
        user_data=dict(doc.user_data),
    )


def _question(doc: Doc, verb: Token, chance: random.Random) -> Iterator[Doc]:
    subject = next(t for t in verb.children if t.dep_ == "nsubj:pass")
    aux = _auxiliaries(verb)[0]
    left, right = subject.left_edge.i, subject.right_edge.i
    last = doc[len(doc) - 1]
    if left != 0 or aux.i <= right or not aux.text.isalpha() or last.text != ".":
        return
    if doc[aux.i + 1].text == "n't" or len(list(subject.subtree)) > 8 or subject.tag_ in {"WDT", "WP"}:
        return
    rows = _rows(doc)
    moved = rows.pop(aux.i)
    if not doc[0].tag_.startswith("NNP") and doc[0].text != "I":
        old, (text, *rest) = rows[0]
        rows[0] = (old, (text[0].lower() + text[1:], *rest))  # type: ignore[assignment]
    old, (_, *rest) = rows[-1]
    rows[-1] = (old, ("?", *rest))  # type: ignore[assignment]
    first = (moved[0], (aux.text, True, *moved[1][2:]))
    if chance.random() < 0.4:
        rows.insert(0, first)  # type: ignore[arg-type]
        rows.insert(0, (-1, (chance.choice(_ASKING), True, "WRB", "advmod", verb.i)))
    else:
        rows.insert(0, (first[0], (aux.text.capitalize(), *first[1][1:])))  # type: ignore[arg-type]
    yield _made(doc, rows)


def _with_get(doc: Doc, verb: Token) -> Iterator[Doc]:
    aux = next(t for t in verb.children if t.dep_ == "aux:pass")
    followed = doc[aux.i + 1].lower_ in {"not", "n't"}
    if aux.lower_ not in _GET or followed or verb.lower_ in _NO_GET:
        return
    rows = _rows(doc)
    text = _GET[aux.lower_]
    rows[aux.i] = (aux.i, (text, True, aux.tag_, "aux:pass", verb.i))
    yield _made(doc, rows)


def _with_adverb(doc: Doc, verb: Token, chance: random.Random) -> Iterator[Doc]:
    aux = next(t for t in verb.children if t.dep_ == "aux:pass")
    if aux.i + 1 != verb.i or not aux.text.isalpha():
        return
    rows = _rows(doc)
    new: list[tuple[int, Row]] = [(-1, (chance.choice(_ADVERBS), True, "RB", "advmod", verb.i))]
    if chance.random() < 0.2:
        new.append((-2, ("and", True, "CC", "cc", -3)))
        new.append((-3, (chance.choice(("quietly", "slowly", "fully", "often")), True, "RB", "conj", -1)))
    rows[verb.i : verb.i] = new
    yield _made(doc, rows)
