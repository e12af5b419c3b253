"""How a mail ends: closings, names, contact lines, lines of devices, and postscripts, judged line by line."""

from __future__ import annotations

import re

from unpushy.formats._lexicon import (
    CLOSING_NOUNS,
    CLOSINGS,
    CLOSINGS_WITH_MARK,
    CONNECTORS,
    NAME_JOINTS,
    NOT_ADDRESSED,
    NOT_NAMES,
    PROSE_OPENERS,
    PROSE_WORDS,
)

_LONGEST_CLOSING = 60
_CLOSING_WORDS = 6
_JOINED = re.compile(r" (?:and|&) ")
_CLOSING_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|&|\S")
_NO_NAMES = NOT_NAMES | NOT_ADDRESSED
_AFTER_CLOSING = frozenset(",.!;:-–—~…")
_NAME_TOKEN = re.compile(
    r"(?:[^\W\d_][.]?|(?:Prof|Dr|Mr|Mrs|Ms|Mx|Jr|Sr|St)\.|[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))+)\Z"
)
_KISSES = re.compile(r"[xX]{1,3}\Z")
_DELIMITER = re.compile(r"--[ \t\u00a0]*\Z")
_DASHED = re.compile(r"[-–—~]{1,2}[ \t\u00a0]*")
_DEVICE = re.compile(
    r"(?:sent from (?:my|the|mail|yahoo|outlook|gmail|proton|samsung|iphone|ipad|android|blackberry|mailbox"
    r"|spark|superhuman|aol|hey|front|thunderbird|windows)|sent (?:via|with|using|by)"
    r"|sent on (?:my|the) (?:go|run|move|iphone|phone|mobile)|typed (?:on|with) my"
    r"|(?:get|download) outlook for"
    r"|envoyé (?:de|depuis) mon|von mein(?:em|er) .{1,40} gesendet|gesendet (?:von|mit) \w{1,12}"
    r"|diese nachricht wurde von meinem|enviado (?:desde|do) (?:mi|meu)|inviato dal? \w{1,12}"
    r"|verstuurd vanaf mijn|verzonden (?:met|vanaf)|skickat från min|sendt fra min)\b",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(
    r"p\.?[ ]?(?:p\.?[ ]?){0,2}s\b\.?(?:[\s:,–—-]|\Z)|(?:nb|n\.b\.)[ ]?:|post ?script:", re.IGNORECASE
)

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_ABBREVIATION = re.compile(
    r"\b(?:inc|ltd|co|corp|llc|jr|sr|st|ph\.?d|b\.?a|m\.?a|esq|gmbh|s\.a|u\.k|u\.s|[a-z])\.\Z", re.IGNORECASE
)
_CONTACT_MARK = re.compile(r"@|\||https?:|www\.|\+?\d[\d ()./-]{6,}")
_LONG_CONTACT = 12
_FIRST_PERSON = re.compile(r"(?:I(?:['’](?:m|ve|ll|d))?|me)[,.]?\Z")
_LONGEST_JUDGED = 2000
_SHORT_MESSAGE, _LONG_MESSAGE = 6, 25


def is_delimiter(line: str) -> bool:
    """Whether a line (its trailing blanks included) is the one above a signature (RFC 3676)."""
    return len(line) < _LONGEST_CLOSING and bool(_DELIMITER.match(line))


def is_closing(line: str) -> bool:
    """Whether a line says goodbye and nothing else: "Best regards,", "Thanks & kind regards"."""
    words = _closing_words(line)
    return bool(words) and words is not None and _closes(words)


def is_signed_closing(line: str) -> bool:
    """Whether a line is a closing and a name: "Thanks, Marco", "Cheers, M."."""
    if len(line) > _LONGEST_CLOSING:
        return False
    tokens = list(_CLOSING_TOKEN.finditer(line))
    for count in range(min(_CLOSING_WORDS, len(tokens) - 1), 0, -1):
        words = [token[0].casefold() for token in tokens[:count]]
        if not _closes(words):
            continue
        rest = line[tokens[count - 1].end() :]
        name = rest.lstrip(" \t\u00a0,.!;:-–—~…")
        marked = any(char in _AFTER_CLOSING for char in rest[: len(rest) - len(name)])
        return (marked or words[0] not in CLOSINGS_WITH_MARK) and is_name(name.rstrip(",;"))
    return False


def _closing_words(line: str) -> list[str] | None:
    """The words of a line that holds nothing but words and the marks after a closing; else None."""
    if not line or len(line) > _LONGEST_CLOSING or len(line.split()) > 2 * _CLOSING_WORDS:
        return None
    words = []
    for token in _CLOSING_TOKEN.findall(line.casefold()):
        if token[0].isalpha() or token == "&":
            words.append(token)
        elif token in '?/\\@#"()[]{}<>|=+*:%' or token.isdigit():
            return None
    return words


def _closes(words: list[str]) -> bool:
    text = " ".join(words)
    if text in CLOSINGS or (
        words[0] == "with" and words[-1] in CLOSING_NOUNS and len(words) < _CLOSING_WORDS
    ):
        return True
    if all(part in CLOSINGS for part in _JOINED.split(text)):
        return True
    # "Thanks, best regards": two closings with a mark between them, which is gone by now.
    return any(
        " ".join(words[:at]) in CLOSINGS and " ".join(words[at:]) in CLOSINGS for at in range(1, len(words))
    )


def is_name(line: str) -> bool:
    """Whether a line could be the name that a mail is signed with: one to three capitalised words."""
    if not line or len(line) > _LONGEST_CLOSING:
        return False
    words = [word for word in line.split() if any(char.isalnum() for char in word)]
    while len(words) > 1 and _KISSES.match(words[-1]):
        words.pop()
    if not 1 <= len(words) <= 3 + sum(word in NAME_JOINTS for word in words):
        return False
    if line[-1] in "?:;!" or words[0].casefold().strip("'’\"") in _NO_NAMES:
        return False
    if len(words) > 1 and (words[0] in NAME_JOINTS or words[-1] in NAME_JOINTS):
        return False
    return all(
        word in NAME_JOINTS or (word[0].isupper() and bool(_NAME_TOKEN.match(_bare(word)))) for word in words
    )


def _bare(word: str) -> str:
    return word.rstrip(",") if len(word) > 1 else word


def is_dashed_name(line: str) -> bool:
    """Whether a line is a dash and a name: "– Marco"."""
    dash = _DASHED.match(line)
    return bool(dash) and dash is not None and is_name(line[dash.end() :])


def is_device_line(line: str) -> bool:
    """Whether a mail program has put the line there: "Sent from my iPhone"."""
    match = _DEVICE.match(line)
    if not match:
        return False
    if match[0].casefold() in ("sent via", "sent with", "sent using", "sent by"):
        return len(line.split()) <= 6 and not _SENTENCE_END.search(line)
    return True


def is_postscript(line: str) -> bool:
    """Whether a line begins a postscript (and is not the name of a P. S. Krishnan)."""
    match = _POSTSCRIPT.match(line)
    return bool(match) and match is not None and not is_name(line[match.end() :].strip())


def reads_as_prose(line: str) -> bool:
    """Whether a short line says something, as no name, title, address or telephone number does."""
    words = line.split()
    if not words:
        return False
    if words[0] in PROSE_OPENERS and not is_closing(line):
        return True
    finished = bool(_SENTENCE_END.search(line)) and not _ABBREVIATION.search(words[-1])
    contact = bool(_CONTACT_MARK.search(line))
    said = sum(word.strip(",.;:!?\"'”’()").replace("’", "'") in PROSE_WORDS for word in words)
    if len(words) >= 3 and said and (finished or not contact):
        return True
    lower = sum(word[:2].islower() and word.strip(",.;:!?") not in CONNECTORS for word in words)
    if finished and len(words) >= 3 and lower >= 2:
        return True
    return len(words) >= _LONG_CONTACT and not contact


def reads_as_message(text: str) -> bool:
    """Whether a paragraph below a signature is written to the reader, and no slogan."""
    words = text[:_LONGEST_JUDGED].split()
    if len(words) < _SHORT_MESSAGE or not _SENTENCE_END.search(text[-8:].rstrip()):
        return False
    if _CONTACT_MARK.search(text[:_LONGEST_JUDGED]):
        return False
    asks = text.rstrip()[-1:] == "?" or words[0] in PROSE_OPENERS or words[0] == "You"
    return asks or len(words) >= _LONG_MESSAGE or any(_FIRST_PERSON.match(word) for word in words)
