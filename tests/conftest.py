"""What tests share: a cache of the run's own, and a folder of phrase lists."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# In CI every run tries the same examples; on a developer's machine each run tries new ones. How long one
# takes says nothing while a machine does other things, too.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("own", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "own")

# Lists are compiled once in a run, and the user's cache stays as it is; test modules load rules when imported.
_CACHE = tempfile.TemporaryDirectory(prefix="unpushy-tests-")
os.environ["UNPUSHY_CACHE_DIR"] = _CACHE.name

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
