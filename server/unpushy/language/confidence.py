"""How likely the trained reader is right, in real mail.

Pressure is rarer there than in the emails that the reader was trained on, so what it calls likely is less so.
``server/training/calibration.py`` fits by family how much less: a line from the logit of the one to the logit
of the other, with pressure weighed as real mail has it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FITTED = Path(__file__).with_name("acts_scale.json")
_MOST = 30.0
"""Logits beyond it are as good as certain."""


class Scale(NamedTuple):
    """The line of one family, and from where on a finding is beyond doubt."""

    slope: float
    """Above zero."""
    shift: float
    sure: float
    """A confidence."""

    def confidence(self, chance: float) -> float:
        """How likely a sentence is of the family where the model calls it so likely."""
        return probability(self.slope * logit(chance) + self.shift)

    def chance(self, confidence: float) -> float:
        """What the model calls a sentence that is so likely of the family."""
        return probability((logit(confidence) - self.shift) / self.slope)


def logit(chance: float) -> float:
    """Of a probability."""
    if not 0 < chance < 1:
        return math.copysign(_MOST, chance - 0.5)
    return max(min(math.log(chance / (1 - chance)), _MOST), -_MOST)


def probability(logit: float) -> float:
    """Of a logit; never zero or one."""
    return 1 / (1 + math.exp(-max(min(logit, _MOST), -_MOST)))


@cache
def scales() -> Mapping[str, Scale]:
    """By family, as shipped."""
    fitted = json.loads(FITTED.read_text(encoding="ascii"))
    return {family: Scale(**line) for family, line in fitted.items()}
