"""Servers under test find the phrase lists compiled: that takes longer than a session waits."""

from __future__ import annotations

import pytest

from unpushy.config import cache_folder
from unpushy.rules import RuleSet


@pytest.fixture(scope="session", autouse=True)
def _compiled_lists() -> None:
    RuleSet.load(cache_folder())
