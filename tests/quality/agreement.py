"""How far two labellers agree: part of ``make quality``.

``second-labels.tsv`` holds what a second reader, who saw emails of both parts of the corpus without their
labels, called each sentence. Compared are families: Cohen's kappa over (sentence, family), and by family.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus

SECOND = corpus.ROOT / "second-labels.tsv"
FAMILIES = ("pushy", "passive", "scolding")


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two labellers' verdicts on the same things."""
    count = len(pairs)
    agreed = sum(a == b for a, b in pairs) / count
    first, second = (sum(side) / count for side in zip(*pairs, strict=True))
    chance = first * second + (1 - first) * (1 - second)
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def pairs() -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """(email, families of the first labeller, families of the second) of each sentence labelled twice."""
    emails = {email.id: email for part in ("open", "sealed") for email in corpus.read(part)}
    out = []
    for line in SECOND.read_text(encoding="utf-8").splitlines():
        name, number, labels = line.split("\t")
        email = emails[name]
        sentences = [email.subject] if email.subject else []
        sentences += [sentence for paragraph in email.paragraphs for sentence in paragraph]
        second = frozenset(label.strip().partition("/")[0] for label in labels.split(",")) - {"-"}
        out.append((name, sentences[int(number)].families, second))
    return out


def report() -> None:
    """Print the agreement."""
    both = pairs()
    flagged = kappa([(bool(a), bool(b)) for _, a, b in both])
    parts = [f"{family} {kappa([(family in a, family in b) for _, a, b in both]):.2f}" for family in FAMILIES]
    print(
        f"agreement of two labellers on {len(both)} sentences (Cohen's kappa): flagged or clean {flagged:.2f}, "
        + ", ".join(parts)
    )


if __name__ == "__main__":
    report()
