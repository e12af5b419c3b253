"""Does more data still help? The reader trained on parts of the files: ``make learning-curve``.

Trained on a sixteenth, an eighth, a quarter, half and all of the emails of the files (each part holds the
smaller ones) and tried on those that no phrase list was tuned on, none of which is in any part. Shown are,
over the families, average precision and the fresh wording that is found where 94 of a hundred flagged
sentences are right. Writes ``learning-curve.svg``.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import charts
import numpy as np
import own_words
from sklearn.metrics import average_precision_score
from train_reader import (
    FAMILIES,
    NOT_TUNED,
    PRECISION,
    SEED,
    Data,
    Trained,
    arguable,
    labelled,
    presses,
    real_sentences,
    sentences,
)

import corpus

PICTURE = Path(__file__).with_name("learning-curve.svg")
PARTS = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1)


def fresh_found(found: np.ndarray, gold: np.ndarray, fresh: np.ndarray) -> float:
    """The share of fresh wording that is flagged where precision is as wanted."""
    order = np.argsort(-found, kind="stable")
    right = np.cumsum(gold[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(right >= PRECISION)
    flagged = order[: enough[-1] + 1] if len(enough) else order[:0]
    return float((gold & fresh)[flagged].sum() / (gold & fresh).sum())


def figures(found: np.ndarray, tried: Sequence[corpus.Sentence]) -> tuple[float, float]:
    """Average precision and fresh wording found, each the mean of the families."""
    out = []
    fresh = np.array([s.style == "fresh" for s in tried])
    for column, family in enumerate(FAMILIES):
        counts = np.array([not arguable(s.rules, family) for s in tried])
        gold = np.array([presses(s.rules, family) for s in tried])[counts]
        scores = found[counts, column]
        out.append((average_precision_score(gold, scores), fresh_found(scores, gold, fresh[counts])))
    mean = np.mean(out, axis=0)
    return float(mean[0]), float(mean[1])


def main() -> None:
    files = labelled()
    tried = [s for name in NOT_TUNED for s in sentences(files[name])]
    emails = [email for name, held in files.items() if name not in NOT_TUNED for email in held]
    random.Random(SEED).shuffle(emails)
    others = [(one.text, one.rules) for one in real_sentences()]
    others += own_words.labelled().items()
    counts = np.cumsum([len(sentences([email])) for email in emails])
    examples = [(s.text, s.rules) for s in (*tried, *sentences(emails))]
    data = Data([*examples, *others])
    held, always = range(len(tried)), range(len(examples), len(data.rules))
    points = []
    for part in PARTS:
        size = int(counts[int(len(emails) * part) - 1])
        model = Trained(data, [*range(len(tried), len(tried) + size), *always])
        points.append((size, *figures(model.logits(data, held), tried)))
        print(
            f"{size:7,} sentences: average precision {points[-1][1]:.3f}, fresh found {points[-1][2]:.3f}",
            flush=True,
        )
    lines = {"average precision": [p[1] for p in points], "fresh wording found": [p[2] for p in points]}
    PICTURE.write_text(charts.curve([p[0] for p in points], lines, "sentences trained on"), encoding="utf-8")


if __name__ == "__main__":
    main()
