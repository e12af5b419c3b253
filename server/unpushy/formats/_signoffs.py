"""How a mail ends: closings, names, contact lines, lines of devices, and postscripts, judged line by line."""

from __future__ import annotations

import re

_CLOSINGS = frozenset(
    line.strip()
    for line in """
    regards / kind regards / kindest regards / best regards / warm regards / warmest regards / with kind regards
    with best regards / with warm regards / with regards / many regards / friendly regards / my best regards / rgds
    best rgds / kind rgds / brgds / br / kr / best / all best / my best / all the best / all my best / best wishes
    all good wishes / with best wishes / warm wishes / kind wishes / with warm wishes / warmly / warmest / cheers
    cheers for now / cheers again / ta / thanks / thanks again / thanks so much / thanks very much / thanks a lot
    thanks a million / thanks a bunch / thanks heaps / thanks much / thanks a ton / many thanks / many thanks again
    with thanks / with many thanks / thank you / thank you again / thank you so much / thank you very much
    thank you kindly / thank you all / thanks all / thanks everyone / thx / tks / thanx / much appreciated
    with appreciation / with gratitude / in gratitude / gratefully / gratefully yours / sincerely / most sincerely
    sincerely yours / yours sincerely / yours truly / very truly yours / yours very truly / truly yours
    yours faithfully / faithfully yours / faithfully / yours / as ever / as always / ever yours / respectfully
    respectfully yours / yours respectfully / cordially / cordially yours / fondly / affectionately / love
    lots of love / much love / all my love / hugs / xoxo / take care / take good care / talk soon / speak soon
    chat soon / talk to you soon / speak to you soon / see you soon / see you there / see you then / see ya
    until then / till then / until soon / bye / bye for now / ciao / cheerio / onwards / onward / peace / be well
    stay well / stay safe / keep well / keep in touch / in haste / in solidarity / with love / happily
    mit freundlichen grüßen / mit freundlichen grüssen / freundliche grüße / viele grüße / liebe grüße / beste grüße
    herzliche grüße / schöne grüße / mfg / lg / vg / gruß / grüße / cordialement / bien cordialement / bien à vous
    amicalement / merci / salutations / sincères salutations / saludos / saludos cordiales / un saludo / un abrazo
    atentamente / gracias / muchas gracias / cordiali saluti / distinti saluti / saluti / grazie / um abraço
    atenciosamente / obrigado / obrigada / met vriendelijke groet / met vriendelijke groeten / groeten / groetjes
    med vänliga hälsningar / vänliga hälsningar / mvh / med vennlig hilsen / med venlig hilsen / hilsen
    """.replace("\n", "/").split("/")
    if line.strip()
)
_LONGEST_CLOSING = 60
_CLOSING_WORDS = 6
_JOINED = re.compile(r" (?:and|&) ")
_CLOSING_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|&|\S")
_AFTER_CLOSING = frozenset(",.!;:-–—~…")
# Closings that also begin ordinary lines: only a mark makes "Best, Marco" of them.
_NEEDS_MARK = frozenset("best love yours peace ta bye ciao onward onwards warmly as ever as always happily merci".split())

_NAME_TOKEN = re.compile(r"(?:[^\W\d_][.]?|[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))+)\Z")
_NAME_JOINTS = frozenset("and & von van der den de del della di da la le el al bin ibn y e und et".split())
_KISSES = re.compile(r"[xX]{1,3}\Z")
# Short last lines that say something, though they look like a name.
_NOT_NAMES = frozenset(
    "thoughts yes no ok okay done agreed sure great please urgent asap hello hi hey none attached noted perfect bump "
    "bumping ping reminder agenda draft confidential help question questions update updates monday tuesday wednesday "
    "thursday friday saturday sunday today tomorrow now next steps options waiting seriously really sorry tbd tba n/a "
    "lunch coffee when where why how what who up anything still any ".split()
)

_DELIMITER = re.compile(r"--[ \t\u00a0]*\Z")
_DASHED = re.compile(r"[-–—~]{1,2}[ \t\u00a0]*")
_DEVICE = re.compile(
    r"(?:sent from (?:my|the|mail|yahoo|outlook|gmail|proton|samsung|an? |iphone|ipad|android|blackberry|mailbox|spark"
    r"|superhuman|aol|hey|front|thunderbird|windows)\b|sent (?:via|with|using|by|on the go)\b|get outlook for\b"
    r"|download outlook\b|sent on (?:my|the) (?:go|run|move|iphone|phone|mobile)\b|typed (?:on|with) my\b"
    r"|envoyé (?:de|depuis) mon\b|envoyé à partir d|von mein(?:em|er) .{1,40} gesendet|gesendet (?:von|mit)\b"
    r"|diese nachricht wurde von meinem|enviado (?:desde|do) (?:mi|meu)\b|inviato da(?:l mio)?\b|verstuurd vanaf mijn"
    r"|verzonden (?:met|vanaf)\b|skickat från min\b|sendt fra min\b)",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"p\.?[ ]?(?:p\.?[ ]?){0,2}s\b\.?(?:[\s:,–—-]|\Z)|(?:nb|n\.b\.)[ ]?:|post ?script:", re.IGNORECASE)

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_ABBREVIATION = re.compile(r"(?:inc|ltd|co|corp|llc|jr|sr|st|ph\.?d|b\.?a|m\.?a|esq|gmbh|s\.a|u\.k|u\.s|[a-z])\.\Z", re.I)
_CONTACT_MARK = re.compile(r"@|\||https?:|www\.|\+?\d[\d ()./-]{6,}")
_PROSE_OPENERS = frozenset(
    "Please Let Let's Can Could Would Do Does Did Is Are Was Were Any Looking Hope Hoping See Have Has I'll I'm I've "
    "We're We'll Just Sorry Attached Call Thoughts? Talk Waiting When Where Why How What Should If".split()
)
_PROSE_WORDS = frozenset(
    "you your you're you'd you'll we we're we'll he she they it it's is are am was were be been will would can could "
    "should have has had do does did please let let's me my if that this these what when how why but because so not "
    "don't looking i i'm i'll i've i'd there's here's just".split()
)
_CONNECTORS = frozenset("of and the for at in on a an to by with de la van von der di da del und et".split())
_LONG_CONTACT = 12


def is_delimiter(line: str) -> bool:
    """Whether a line (its trailing blanks included) is the one that parts a signature from a mail (RFC 3676)."""
    return len(line) < _LONGEST_CLOSING and bool(_DELIMITER.match(line))


def is_closing(line: str) -> bool:
    """Whether a line says goodbye and nothing else: "Best regards,", "Thanks & kind regards"."""
    words = _closing_words(line)
    return words is not None and _closes(words)


def is_signed_closing(line: str) -> bool:
    """Whether a line is a closing and a name: "Thanks, Marco", "Cheers, M."."""
    if len(line) > _LONGEST_CLOSING:
        return False
    tokens = [match for match in _CLOSING_TOKEN.finditer(line.casefold())]
    if len(line.casefold()) != len(line):
        return False
    for count in range(min(_CLOSING_WORDS, len(tokens) - 1), 0, -1):
        words = [token[0] for token in tokens[:count]]
        if not _closes(words):
            continue
        rest = line[tokens[count - 1].end() :]
        name = rest.lstrip(" \t\u00a0,.!;:-–—~…")
        marked = any(char in _AFTER_CLOSING for char in rest[: len(rest) - len(name)])
        return (marked or words[0] not in _NEEDS_MARK) and is_name(name.rstrip(",;"))
    return False


def _closing_words(line: str) -> list[str] | None:
    """The words of a line that holds nothing but words and the marks after a closing; else None."""
    if not line or len(line) > _LONGEST_CLOSING or len(line.split()) > 2 * _CLOSING_WORDS:
        return None
    words = []
    for token in _CLOSING_TOKEN.findall(line.casefold()):
        if token[0].isalpha() or token == "&":
            words.append(token)
        elif token in "?/\\@#\"()[]{}<>|=+*:%" or token.isdigit():
            return None
    return words


def _closes(words: list[str]) -> bool:
    text = " ".join(words)
    if text in _CLOSINGS:
        return True
    if all(part in _CLOSINGS for part in _JOINED.split(text)):
        return True
    # "Thanks, best regards": two closings with a mark between them, which is gone by now.
    return any(
        " ".join(words[:at]) in _CLOSINGS and " ".join(words[at:]) in _CLOSINGS for at in range(1, len(words))
    )


def is_name(line: str) -> bool:
    """Whether a line could be the name that a mail is signed with: one to three capitalised words."""
    if not line or len(line) > _LONGEST_CLOSING:
        return False
    words = [word for word in line.split() if any(char.isalnum() for char in word)]
    while len(words) > 1 and _KISSES.match(words[-1]):
        words.pop()
    if not 1 <= len(words) <= 3 + sum(word in _NAME_JOINTS for word in words):
        return False
    if line[-1] in "?:;!" or words[0].casefold().strip("'’\"") in _NOT_NAMES:
        return False
    if len(words) > 1 and (words[0] in _NAME_JOINTS or words[-1] in _NAME_JOINTS):
        return False
    return all(
        word in _NAME_JOINTS or (word[0].isupper() and bool(_NAME_TOKEN.match(_bare(word)))) for word in words
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
    if words[0] in _PROSE_OPENERS and not is_closing(line):
        return True
    finished = bool(_SENTENCE_END.search(line)) and not _ABBREVIATION.search(words[-1])
    contact = bool(_CONTACT_MARK.search(line))
    said = sum(word.strip(",.;:!?\"'”’()").replace("’", "'") in _PROSE_WORDS or word == "I" for word in words)
    if len(words) >= 3 and said and (finished or not contact):
        return True
    lower = sum(word[:2].islower() and word.strip(",.;:!?") not in _CONNECTORS for word in words)
    if finished and len(words) >= 3 and lower >= 2:
        return True
    return len(words) >= _LONG_CONTACT and not contact


def reads_as_message(text: str) -> bool:
    """Whether a paragraph below a signature is written to the reader, and no slogan or notice."""
    words = text[:2000].split()
    if len(words) < 8 or not _SENTENCE_END.search(text[-8:].rstrip()):
        return False
    first_person = any(word in ("I", "I'm", "I've", "I'll", "I'd", "I’m", "I’ve", "I’ll", "I’d", "me") for word in words)
    return (first_person or text.rstrip()[-1:] == "?") and not _CONTACT_MARK.search(text[:2000])
