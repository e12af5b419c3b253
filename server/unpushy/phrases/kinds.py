"""Kinds of tokens that the pattern language names: ``{any}``, ``{content}``, ``{number}``, ``{ordinal}``."""

from __future__ import annotations

from functools import lru_cache

from unpushy.language.function_words import FUNCTION_WORDS

_MARK, _FUNCTION_WORD, _CONTENT_WORD, DIGITS, _ORDINAL_DIGITS = range(5)
KINDS = {
    "any": frozenset({_FUNCTION_WORD, _CONTENT_WORD, DIGITS, _ORDINAL_DIGITS}),
    "content": frozenset({_CONTENT_WORD, DIGITS, _ORDINAL_DIGITS}),
    "number": frozenset({DIGITS}),
    "ordinal": frozenset({_ORDINAL_DIGITS}),
}
"""The sorts of tokens that each kind takes."""


@lru_cache(maxsize=50_000)
def sort_of(norm: str) -> int:
    """Whether a token is a mark, a number, a function word or a word of content."""
    if norm[0].isdigit() or norm[0] in "$£€₹":
        return _ORDINAL_DIGITS if norm[-2:] in {"st", "nd", "rd", "th"} else DIGITS
    if norm in FUNCTION_WORDS:
        return _FUNCTION_WORD
    return _CONTENT_WORD if norm[0].isalpha() or norm == "<tag>" else _MARK


def is_content(norm: str) -> bool:
    """Whether a token carries content: neither a mark nor a function word."""
    return sort_of(norm) in KINDS["content"]


def kind_reads(kind: str, norm: str) -> bool:
    """Whether ``{kind}`` of the pattern language takes this token."""
    return sort_of(norm) in KINDS[kind]
