"""From the model's logits to probabilities at the share of pressure that real mail has."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="make reader installs it")
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "server" / "training"))
import numpy as np
from calibration import FEWEST_SURE, Weighed, bins, confidences, fitted, sure, weighed
from held_out import HeldOut


def test_the_line_that_made_them_is_found() -> None:
    chance = np.random.default_rng(1)
    logits = chance.normal(0, 3, 40_000)
    gold = chance.random(40_000) < 1 / (1 + np.exp(-(0.7 * logits - 2)))
    all_of = Weighed(logits, gold, np.ones(40_000))
    scale = fitted(all_of)
    assert (scale.slope, scale.shift) == (pytest.approx(0.7, abs=0.03), pytest.approx(-2, abs=0.06))
    for said, true in bins(confidences(scale, logits), all_of):
        assert said == pytest.approx(true, abs=0.04)


@pytest.mark.parametrize(
    ("right", "least"),
    [
        pytest.param([True] * 60 + [False] * 40, 0.4, id="right until there"),
        pytest.param([False] + [True] * 99, 0.01, id="one is wrong of a hundred"),
        pytest.param([True] * (FEWEST_SURE - 1) + [False] * 71, 1.0, id="too few to say"),
    ],
)
def test_a_warning_is_right_98_times_of_a_hundred(right: list[bool], least: float) -> None:
    confidence = np.linspace(1, 0.01, 100)
    found = sure(confidence, Weighed(confidence, np.array(right), np.ones(100)))
    assert found == pytest.approx(least, abs=0.011)


def test_sentences_weigh_as_in_real_mail() -> None:
    gold = np.array([[True], [True], [False], [False], [False]])
    phrases = np.array([[True], [False], [False], [False], [False]])
    counts = np.array([[True], [True], [True], [True], [False]])
    held = HeldOut(np.zeros((5, 1)), phrases, gold, counts, np.zeros((10, 1)), np.zeros(1), np.zeros(1))
    all_of = weighed(held, 0)
    assert all_of.gold.tolist() == [True] + [False] * 12
    assert all_of.weights.tolist() == pytest.approx([0.025, 0.2375, 0.2375, *([0.0475] * 10)])
