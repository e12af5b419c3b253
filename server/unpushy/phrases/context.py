"""Contexts that make a use literal: the ``unless`` of phrase lists."""

from __future__ import annotations

from typing import NamedTuple

from unpushy.phrases.masks import Masks
from unpushy.phrases.packing import Plain
from unpushy.phrases.pattern import Node


class Context(NamedTuple):
    """What stands right before and right after the match (``thanks for @``).

    A context without ``@`` may stand anywhere in the sentence (``anywhere``).
    """

    before: Node | None = None
    after: Node | None = None
    anywhere: Node | None = None


def holds(
    context: tuple[Plain, Plain, Plain], masks: Masks, start: int, end: int, sent: tuple[int, int]
) -> bool:
    """Whether a context, as plain data, holds of the match at these tokens in a sentence's token span."""
    before, after, anywhere = context
    if anywhere is not None:
        return masks.ends(anywhere, _places(*sent)) != 0
    if after is not None and not masks.ends(after, 1 << end):
        return False
    return before is None or masks.ends(before, _places(sent[0], start + 1)) >> start & 1 == 1


def _places(start: int, end: int) -> int:
    return (1 << end) - (1 << start)
