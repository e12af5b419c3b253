"""How often Python looks for garbage."""

from __future__ import annotations

import gc

_NEW = 50_000
"""New objects before garbage is looked for among them. A keystroke in a long draft makes some thousands,
none of them garbage; Python would look a dozen times meanwhile, now and then through all that is loaded."""


def collect_seldom() -> None:
    """Look for garbage less often, for the rest of the process."""
    gc.set_threshold(_NEW, 20, 20)
