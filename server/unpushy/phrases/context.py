"""Contexts that make a use literal: the ``unless`` of phrase lists."""

from __future__ import annotations

from functools import cached_property

from unpushy.language.tokens import Tokens
from unpushy.phrases.automaton import Automaton
from unpushy.phrases.pattern import Node
from unpushy.phrases.positions import Table


class Context:
    """What stands right before and right after the match (``thanks for @``).

    A context without ``@`` may stand anywhere in the sentence (``anywhere``).
    """

    def __init__(
        self,
        before: Node | None = None,
        after: Node | None = None,
        anywhere: Node | None = None,
        tables: dict[str, Table] | None = None,
    ) -> None:
        """``tables`` hold what word classes share between patterns."""
        self.parts = before, after, anywhere
        self._tables = {} if tables is None else tables

    @cached_property
    def _automata(self) -> tuple[Automaton | None, ...]:
        return tuple(None if node is None else Automaton(node, self._tables) for node in self.parts)

    def holds(self, tokens: Tokens, start: int, end: int, sent: tuple[int, int]) -> bool:
        """Whether it holds of the match at tokens ``start`` to ``end`` in a sentence's token span."""
        before, after, anywhere = self._automata
        if anywhere is not None:
            return any(True for at in range(*sent) for _ in anywhere.ends(tokens, at))
        if after is not None and next(after.ends(tokens, end), None) is None:
            return False
        return before is None or any(
            stop == start for at in range(sent[0], start + 1) for stop in before.ends(tokens, at)
        )
