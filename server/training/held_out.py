"""What the reader makes of sentences that it was not trained on: kept by training for what is measured on it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

PLACE = Path(__file__).parent / "build" / "held-out.npz"


class HeldOut(NamedTuple):
    """Predictions by sentence (of the files that no list was tuned on, in their order) and family."""

    logits: np.ndarray
    phrases: np.ndarray
    """Whether a phrase rule flags the sentence."""
    gold: np.ndarray
    """Whether it presses by its labels."""
    counts: np.ndarray
    """Whether its labels say anything of the family."""
    mail: np.ndarray
    """Logits of clean sentences of real mail."""
    least_new: np.ndarray
    """By family: the logits from which a sentence counts without a phrase."""
    least_known: np.ndarray
    """And with one."""

    @property
    def flagged(self) -> np.ndarray:
        """Whether a sentence is flagged in the end."""
        return self.logits >= np.where(self.phrases, self.least_known, self.least_new)


def save(held: HeldOut) -> None:
    PLACE.parent.mkdir(exist_ok=True)
    np.savez_compressed(PLACE, **held._asdict())


def load() -> HeldOut:
    """Exits where nothing is kept."""
    if not PLACE.exists():
        raise SystemExit(f"{PLACE} is not there: make reader writes it")
    with np.load(PLACE) as kept:
        return HeldOut(**kept)
