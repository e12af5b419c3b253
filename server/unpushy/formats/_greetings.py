"""How a mail addresses its reader: "Hi Phil," on a line of its own, or at the start of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from unpushy.formats._lexicon import ADDRESS_WORDS, GROUPS, NOT_ADDRESSED, NOT_NAMES
from unpushy.formats._signoffs import is_closing

_LONGEST = 160
_MOST_WORDS = 8

_SALUTATION = re.compile(
    r"(?:hi|hello|hey|hiya|heya|howdy|greetings|dear|good[ \t\u00a0](?:morning|afternoon|evening|day)"
    r"|morning|afternoon|evening|hallo|hola|kia ora|bonjour|ciao|guten[ \t\u00a0](?:tag|morgen|abend)"
    r"|sehr geehrte[rs]?|to whom it may concern)(?![\w'’-])",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\{\{[^{}\r\n]{0,60}\}\}|\{[^{}\r\n]{1,60}\}|\$\{[^{}\r\n]{1,60}\}|\[[^\[\]\r\n]{1,40}\]"
    r"|<[^<>\r\n]{1,40}>|%%?[\w.]{1,40}%%?|\*\|[^|\r\n]{1,40}\|\*"
)
_WORD = re.compile(r"[^\W_][\w'’]*+(?:[-.][^\W_][\w'’]*+)*+")
_ABBREVIATED = re.compile(r"(?:mr|mrs|ms|mx|dr|prof|st|jr|sr|hon|rev|[a-z]|ph\.d)\Z", re.IGNORECASE)


@lru_cache(maxsize=1024)
def greeting_end(text: str, first: bool) -> int:
    """How long (code points) the greeting at the start of a paragraph is, its comma included; 0 without one.

    The ``first`` paragraph of a mail may also address its reader by name alone ("Team,").
    """
    line_end = len(re.split(r"[\r\n]", text[:_LONGEST], maxsplit=1)[0])
    line = text[:line_end]
    whole_line = line_end < len(text[:_LONGEST]) or len(text) <= _LONGEST
    salutation = _SALUTATION.match(line)
    if not salutation:
        return line_end if first and whole_line and _is_name_alone(line) else 0
    words, end, mark = _address(line, salutation.end())
    lone = len(text) == line_end
    if (
        mark is None
        or (not mark and not whole_line)
        or not _is_address(salutation[0].casefold(), words, mark, lone)
    ):
        return 0
    # "Hi Dana, Tom and Priya," is one greeting, and so is "Hi Dana! :)".
    return line_end if whole_line and _lists_names(line[end:]) else end


def _lists_names(rest: str) -> bool:
    """Whether the rest of a line holds names alone, or nothing that is read aloud."""
    if not any(char.isalnum() for char in rest):
        return True
    at = 0
    while at < len(rest):
        words, at, mark = _address(rest, at)
        if mark is None or not all(_is_name_word(word) for word in words):
            return False
    return True


def _address(line: str, at: int) -> tuple[list[str], int, str | None]:
    """The words up to the next mark that can end a greeting, the offset after the mark, and the mark.

    An empty mark at the end of the line; None where something stands there that no address holds.
    """
    words: list[str] = []
    while len(words) <= _MOST_WORDS:
        while at < len(line) and line[at].isspace():
            at += 1
        if at == len(line):
            return words, at, ""
        if placeholder := _PLACEHOLDER.match(line, at):
            words.append("[]")
            at = placeholder.end()
        elif word := _WORD.match(line, at):
            words.append(word[0])
            at = word.end()
            if line[at : at + 1] == "." and _ABBREVIATED.match(word[0]):
                at += 1
        elif line[at] in ",:!;.":
            mark = line[at]
            while at < len(line) and line[at] in ",:!;.":
                at += 1
            return words, at, mark
        elif line[at] in "-–—":
            after = line[at + 1 : at + 2]
            if not after or after.isspace() or line[at] == "—":
                return words, at + 1, "-"
            return words, at, None
        elif line[at] in '?"“<>=|':
            return words, at, None
        else:
            at += 1
    return words, at, None


def _is_address(kind: str, words: Sequence[str], mark: str, lone: bool) -> bool:
    """Whether these words after a salutation address someone; ``lone``: no line of the paragraph follows."""
    if not words:
        return kind != "dear" and (bool(mark) or lone or kind not in ("morning", "afternoon", "evening"))
    if any(word.casefold() in NOT_ADDRESSED for word in words):
        return False
    others = sum(not _is_name_word(word) for word in words)
    if not others:
        return True
    if any(word[0].isdigit() for word in words):
        return False
    if kind == "dear":
        return len(words) <= 4 and mark in (",", ":", "!", "-")
    # "hi phil," in small letters.
    return others == 1 and (bool(mark) or lone) and len(words) <= 2


def _is_name_word(word: str) -> bool:
    folded = word.casefold()
    return word == "[]" or folded in ADDRESS_WORDS or (word[0].isupper() and folded not in NOT_ADDRESSED)


def _is_name_alone(line: str) -> bool:
    """ "Team," or "Dana -": a line of names with a mark at its end."""
    words, end, mark = _address(line, 0)
    if not words or not mark or line[end:].strip() or len(words) > 4 or is_closing(line):
        return False
    if all(word.casefold() in GROUPS for word in words):
        return True
    most = {",": 3, "-": 3, ":": 2}.get(mark, 0)
    named = words[0].casefold() not in NOT_NAMES and all(_is_name_word(word) for word in words)
    return named and len(words) <= most
