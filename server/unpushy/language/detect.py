"""Whether an email is in English: by its own word, else by a detector where there is enough to go by."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from unpushy.document import Email
from unpushy.language.function_words import FUNCTION_WORDS

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_DECLARED = ("content-language", "language", "lang")
_WORD = re.compile(r"[^\W\d_]+")
ENOUGH_WORDS = 25
"""Shorter drafts count as English: no detector is sure of them."""
_SAMPLE = 5_000
"""Code points that are looked at."""
_ENGLISH_SHARE = 0.25
"""Where so many words are function words of English, no detector is asked (English mail has 0.4 to 0.6)."""
_SURELY_ENGLISH_SHARE = 0.3
"""The same of what stands between white space: of this, words need not be told from marks."""
_SURE = 0.999


def foreign_language(email: Email) -> str | None:
    """The code of the language an email is in, where that is surely not English; else None."""
    for field in _DECLARED:
        declared = email.headers.get(field, "").strip().lower()
        if declared:
            return None if declared.startswith("en") else declared.split(",")[0]
    text = ""
    for passage in email.passages:
        text += passage.text + "\n"
        if len(text) > _SAMPLE:
            break
    sample = text[:_SAMPLE].lower()
    chunks = sample.split()
    if sum(map(FUNCTION_WORDS.__contains__, chunks)) >= _SURELY_ENGLISH_SHARE * len(chunks):
        return None
    words = _WORD.findall(sample)
    if len(words) < ENOUGH_WORDS:
        return None
    if sum(map(FUNCTION_WORDS.__contains__, words)) >= _ENGLISH_SHARE * len(words):
        return None
    return _detected(text[:_SAMPLE])


def _detected(text: str) -> str | None:
    language, probability = _identifier().classify(text)
    return str(language) if language != "en" and probability >= _SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
