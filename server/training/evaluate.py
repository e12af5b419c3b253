"""How well a pipeline finds passives and parses: prints the figures of README.md.

"Has a passive" is judged by sentence, with the rule as users have it under ``agent = "any"`` (trigger and all);
intervals are of 1,000 bootstrap samples of documents.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from unpushy.language.tokens import norms_of_text
from unpushy.language.weights import load
from unpushy.rules import passive_voice

_ROUNDS = 1000
_BATCH = 256


class Judged(NamedTuple):
    """One sentence."""

    document: str
    gold: bool
    found: bool


def judge(gold: Sequence[Doc], parsed: Sequence[Doc]) -> list[Judged]:
    return [
        Judged(
            one.user_data["document"],
            any(t.dep_ == "aux:pass" for t in one),
            passive_voice.triggers(norms_of_text(one.text), "any")
            and any(f.rule == passive_voice.RULE.id for f in passive_voice.found(other, "any")),
        )
        for one, other in zip(gold, parsed, strict=True)
    ]


def scores(judged: Sequence[Judged]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    both = sum(j.gold and j.found for j in judged)
    precision = both / max(sum(j.found for j in judged), 1)
    recall = both / max(sum(j.gold for j in judged), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def interval(judged: Sequence[Judged]) -> tuple[float, float]:
    """Of F1, resampled by document."""
    by_document: dict[str, list[Judged]] = {}
    for one in judged:
        by_document.setdefault(one.document, []).append(one)
    groups = list(by_document.values())
    chance = random.Random(1)
    values = sorted(
        scores([j for group in chance.choices(groups, k=len(groups)) for j in group])[2]
        for _ in range(_ROUNDS)
    )
    return values[int(0.025 * _ROUNDS)], values[int(0.975 * _ROUNDS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "weights", type=Path, help="folder of packed weights, or a pipeline that spaCy has made"
    )
    parser.add_argument("corpus", type=Path, help="a .spacy file")
    arguments = parser.parse_args()
    whole = (arguments.weights / "config.cfg").is_file()
    nlp = spacy.load(arguments.weights) if whole else load(arguments.weights)
    gold = list(DocBin().from_disk(arguments.corpus).get_docs(nlp.vocab))
    parsed = list(nlp.pipe((doc.text for doc in gold), batch_size=_BATCH))
    found = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    print(
        f"{arguments.corpus.stem}: tags {found['tag_acc']:.3f}, UAS {found['dep_uas']:.3f}, LAS {found['dep_las']:.3f}"
    )
    judged = judge(gold, parsed)
    genres = sorted({j.document.partition("-")[0] for j in judged})
    for genre in ("all", "email", *(g for g in genres if g != "email")):
        part = [j for j in judged if genre in {"all", j.document.partition("-")[0]}]
        precision, recall, f1 = scores(part)
        low, high = interval(part)
        passive = sum(j.gold for j in part)
        print(
            f"  {genre:10} {len(part):5} sentences, {passive:3} passive: precision {precision:.3f}, recall {recall:.3f}, "
            f"F1 {f1:.3f} [{low:.3f}, {high:.3f}]"
        )


if __name__ == "__main__":
    main()
