"""Fits how likely the reader is right in real mail, and writes ``unpushy/language/acts_scale.json``.

``make reader`` runs it after training, on predictions of sentences that the model had not seen and in which no
phrase was found. Real mail has less pressure than those files, so sentences are weighed: those that press
as one in twenty of all, clean ones half of the files (many of them hard) and half of real mail. Writes
``calibration.svg`` and prints what confidence is worth.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import charts
import held_out
import numpy as np
from sklearn.linear_model import LogisticRegression

from unpushy.language.acts import FAMILIES
from unpushy.language.confidence import FITTED, Scale

PICTURE = Path(__file__).with_name("calibration.svg")
PRESSURE = 0.05
"""Share of the sentences of real mail that press, are vague or scold."""
SURE = 0.98
"""Precision wanted where a finding is a warning."""
FEWEST_SURE = 30
"""Findings that this is measured on, at least."""
BINS = 10


class Weighed(NamedTuple):
    """Sentences in which no phrase of a family was found."""

    logits: np.ndarray
    gold: np.ndarray
    weights: np.ndarray
    """What each stands for in real mail."""


def weighed(held: held_out.HeldOut, column: int) -> Weighed:
    """Those of a family, as real mail has them."""
    gold, counts = held.gold[:, column], held.counts[:, column]
    share = PRESSURE * gold.sum() / held.gold.any(axis=1).sum()
    clean = (1 - share) / 2
    weights = np.where(gold, share / gold.sum(), clean / (counts & ~gold).sum())
    kept = counts & ~held.phrases[:, column]
    mail = held.mail[:, column]
    return Weighed(
        np.concatenate([held.logits[kept, column], mail]),
        np.concatenate([gold[kept], np.zeros(len(mail), bool)]),
        np.concatenate([weights[kept], np.full(len(mail), clean / len(mail))]),
    )


def fitted(all_of: Weighed) -> Scale:
    """The line from the model's logits to those of real mail (Platt's), and where doubt ends."""
    weights = all_of.weights / all_of.weights.mean()
    line = LogisticRegression(C=1e6).fit(all_of.logits[:, None], all_of.gold, sample_weight=weights)
    scale = Scale(round(float(line.coef_[0][0]), 4), round(float(line.intercept_[0]), 4), 1.0)
    return scale._replace(sure=round(sure(confidences(scale, all_of.logits), all_of), 4))


def confidences(scale: Scale, logits: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(scale.slope * logits + scale.shift)))


def sure(confidence: np.ndarray, all_of: Weighed) -> float:
    """The least confidence from which on precision is as wanted, each sentence of files and mail counted once.

    One, where it never is.
    """
    order = np.argsort(-confidence, kind="stable")
    right = np.cumsum(all_of.gold[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(right[FEWEST_SURE - 1 :] >= SURE)
    return float(confidence[order][FEWEST_SURE - 1 + enough[-1]]) if len(enough) else 1.0


def bins(confidence: np.ndarray, all_of: Weighed) -> list[tuple[float, float]]:
    """Mean confidence and share that is right, of groups that hold as much pressure each."""
    order = np.argsort(confidence, kind="stable")
    passed = np.cumsum((all_of.gold * all_of.weights)[order])
    number = np.minimum((BINS * passed / passed[-1]).astype(int), BINS - 1)
    out = []
    for n in range(BINS):
        rows = order[number == n]
        weights = all_of.weights[rows]
        out.append(
            (
                float(np.average(confidence[rows], weights=weights)),
                float(np.average(all_of.gold[rows], weights=weights)),
            )
        )
    return out


def main() -> None:
    held = held_out.load()
    scales, lines = {}, {}
    for column, family in enumerate(FAMILIES):
        all_of = weighed(held, column)
        scale = scales[family] = fitted(all_of)
        confidence = confidences(scale, all_of.logits)
        lines[family] = bins(confidence, all_of)
        off = np.average((confidence - all_of.gold) ** 2, weights=all_of.weights)
        shown, loud = all_of.logits >= held.least_new[column], confidence >= scale.sure
        least = float(confidences(scale, held.least_new[column : column + 1])[0])
        print(
            f"{family}: shown from {least:.2f}, a warning from {scale.sure:.3f} ({loud[all_of.gold].sum()} right and "
            f"{loud[~all_of.gold].sum()} false of {shown[all_of.gold].sum()} and {shown[~all_of.gold].sum()} shown); "
            f"Brier score {off:.4f}"
        )
        print("   " + ", ".join(f"{said:.2f}: {true:.2f}" for said, true in lines[family]))
    FITTED.write_text(
        json.dumps({f: s._asdict() for f, s in scales.items()}, indent=1) + "\n", encoding="ascii"
    )
    PICTURE.write_text(charts.reliability(lines, "confidence", "share that is right"), encoding="utf-8")


if __name__ == "__main__":
    main()
