"""A folder for phrase lists with a ``classes.toml``."""

from __future__ import annotations

from pathlib import Path

import pytest

CLASSES = """
day = ["monday|tuesday"]
tail = ["please|today"]
lead = ["so|well"]
"""
LIST = """
title = "Check in"
why = "Says nothing to the reader. Begin with the news."

[rewrites]
plain = [{ safe = "No rush.", of = "sentence" }]

[[phrases]]
rewrites = "plain"
[phrases.patterns]
"[just] checking in" = "«Just checking in»."
"touching base" = "«Touching base» on it."
[phrases.unless]
"@ at the hotel" = "Just checking in at the hotel."

[[examples]]
text = "«Just checking in» please."
after = "No rush."
"""


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder with ``classes.toml`` and ``passive/check-in.toml``."""
    (tmp_path / "passive").mkdir()
    (tmp_path / "classes.toml").write_text(CLASSES, encoding="utf-8")
    (tmp_path / "passive" / "check-in.toml").write_text(LIST, encoding="utf-8")
    return tmp_path
