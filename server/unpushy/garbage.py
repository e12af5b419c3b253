"""How often Python looks for garbage."""

from __future__ import annotations

import gc

_NEW_OBJECTS = 50_000
"""A keystroke in a long draft makes some thousands, none of them garbage; Python would look a dozen times
meanwhile, now and then through all that is loaded."""


def look_seldom() -> None:
    """Look for garbage only once many objects were made and not freed."""
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
