"""A passage as rules read it: each layer of analysis is made when a rule first asks for it."""

from __future__ import annotations

from functools import cached_property

from unpushy.language.tokens import Tokens, norms_of_text, tokenize


class Reading:
    """Clean text of one passage, with its tokens on demand."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def norms(self) -> list[str]:
        """The norms of its tokens, without their places: quicker, and all that most text is asked for."""
        return norms_of_text(self.text)

    @cached_property
    def tokens(self) -> Tokens:
        return tokenize(self.text)
