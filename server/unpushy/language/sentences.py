"""Where sentences begin: marks, abbreviations, and line ends that are not mere wrapping."""

from __future__ import annotations

END_MARKS = frozenset(".?!\u2026")
CLOSERS = frozenset({'"', ")", "]", "}"})
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st sr jr vs approx dept est fig ref tel ext attn cf incl resp mt rev hon gen
    eg ie viz op nr tues wed thurs fri""".split()
)
_ABBREVIATIONS_BEFORE_DIGIT = frozenset(
    "no nos p pp vol ch sec art jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_ABBREVIATIONS_IN_MIDDLE = frozenset("etc inc ltd co corp pm am".split())
LONGEST_SENTENCE = 400
"""Tokens; what goes on longer is cut, so that looking around in a sentence has a bound."""
CLOSING_ACRONYMS = frozenset("p.m. a.m. asap rsvp".split())
"""Words whose last stop may be that of the sentence as well."""
_WRAP_WIDTH = 50
"""Lines shorter than this (code points) are not taken for the wrapped lines of a paragraph."""


def sentence_starts(text: str, norms: list[str], starts: list[int], ends: list[int]) -> list[int]:
    """Indices of tokens that begin a sentence, ascending; the first token always does."""
    count = len(norms)
    if not count:
        return []
    out = [0]
    width = max(_WRAP_WIDTH, _longest_line(text)) if "\n" in text or "\r" in text else 0
    index = 1
    while index < count:
        previous = index - 1
        if index - out[-1] >= LONGEST_SENTENCE:
            out.append(index)
            index += 1
            continue
        if norms[previous] in END_MARKS and norms[index] not in END_MARKS:
            at = index
            while at < count and norms[at] in CLOSERS and starts[at] == ends[at - 1]:
                at += 1
            if at < count and _ends_sentence(text, norms, starts, ends, previous, at):
                out.append(at)
                index = at + 1
                continue
        elif (norms[previous] in CLOSING_ACRONYMS and _closes(text, ends[previous], starts[index])) or (
            width and _breaks_line(text, ends[previous], starts[index], width, norms[previous], ends[index])
        ):
            out.append(index)
        index += 1
    return out


def _closes(text: str, end: int, following: int) -> bool:
    return text[end - 1] == "." and text[following].isupper()


def _ends_sentence(
    text: str, norms: list[str], starts: list[int], ends: list[int], mark: int, following: int
) -> bool:
    """Whether the end mark at token ``mark`` closes a sentence before token ``following``."""
    character = text[starts[following]]
    spaced = starts[following] > ends[following - 1]
    if not spaced:
        return character.isupper() and mark > 0 and text[ends[mark - 1] - 1].islower()
    if norms[mark] == "\u2026":
        return not character.islower()
    if norms[mark] != ".":
        return not (
            character.islower() and ends[mark] != starts[following] - 1 and norms[following - 1] == ")"
        )
    if mark == 0 or ends[mark - 1] != starts[mark]:
        return True
    word = norms[mark - 1]
    if word in _ABBREVIATIONS:
        return False
    if word in _ABBREVIATIONS_BEFORE_DIGIT:
        return not character.isdigit()
    if word in _ABBREVIATIONS_IN_MIDDLE:
        return not character.islower()
    return not (len(word) == 1 and word.isalpha() and text[ends[mark - 1] - 1].isupper() and word != "i")


def _longest_line(text: str) -> int:
    return max(len(line) for line in text.replace("\r", "\n").split("\n"))


def _breaks_line(text: str, left: int, right: int, width: int, before: str, word_end: int) -> bool:
    """Whether the line end between two tokens was typed, not wrapped: the next word had room before it."""
    between = text[left:right]
    if "\n" not in between and "\r" not in between:
        return False
    if before in ",;(\u2014" or not (text[right].isupper() or text[right].isdigit()):
        return False
    line_start = max(text.rfind("\n", 0, left), text.rfind("\r", 0, left)) + 1
    return left - line_start + 1 + word_end - right <= width
