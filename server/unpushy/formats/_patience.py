"""How much may be looked at in vain, so that time stays linear in a text where nothing ends that opens."""

from __future__ import annotations


def patience(text: str, longest: int) -> int:
    """Code points that may be looked at in vain, where one look takes at most ``longest`` of them."""
    return 4 * len(text) + 300 * longest
