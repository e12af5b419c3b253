"""Legal notices, unsubscribe footers and warnings of gateways: text that no one wrote for this mail.

A mail may speak of confidential things; boilerplate is known by how it begins and by how many of its
stock phrases come together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from unpushy.document import REMEMBERED

_WINDOW = 1500
_DECORATION = " \t\u00a0*_[(<\"'“#>=~-–—!•🌳🌱🌲♻\ufe0f"
_MAIL = r"(?:e-?mail|message|communication|transmission|newsletter|notification)"
_THIS_MAIL = (
    rf"(?:this|the) (?:(?:electronic|transmitted|above|enclosed) )?{_MAIL}(?: (?:message|transmission))?"
)

# Enough on their own.
_CERTAIN = re.compile(
    r"confidentiality (?:notice|note|statement|warning|disclaimer|caution)\b"
    r"|(?:if|unless) you(?:['’]re| are) (?:not )?(?:the|an) (?:intended|named|correct) "
    r"(?:recipient|addressee)"
    rf"|if you (?:have )?received? {_THIS_MAIL} (?:in error|by mistake|by accident|erroneously)"
    r"|(?:p )?(?:please )?(?:consider|think (?:of|about)) (?:the|our) environment before"
    r"|(?:please )?think before (?:you )?print"
    rf"|you(?:['’](?:re|ve)| are| were| have(?: been)?)? (?:now )?(?:receiving|received|getting|got|sent) "
    rf"this(?: {_MAIL})? (?:because|since|as you)"
    rf"|{_THIS_MAIL} (?:was|is|has been) (?:sent|delivered) to "
    r"(?:\S+@\S|\{\{|you (?:because|since|as|by)\b)"
    r"|(?:click (?:here )?to |to )unsubscribe\b|click here to opt[ -]out"
    r"|unsubscribe(?=[ \t]*(?:[\r\n|:·•<(\[,.]|\Z|here\b|from (?:this|these|our|all)\b|now\b))"
    r"|if you (?:no longer|do not|don['’]t|would rather not) (?:wish to|want to )?(?:receive|get) "
    r"(?:these|this|our|any (?:more|further)|further|future)\b.{0,80}?(?:unsubscribe|opt[ -]out|click)"
    r"|(?:external (?:e-?mail|message|sender)|caution|warning|attention)[ \t:!*\]-]{1,8}"
    rf"(?:external (?:e-?mail|sender)|this {_MAIL} (?:was sent|originated|came|is) from "
    r"(?:outside|an external))"
    rf"|this {_MAIL} (?:originated|was sent) from outside\b"
    r"|copyright (?:©|\(c\)) ?\d{4}|(?:©|\(c\)) ?(?:copyright )?\d{4}.{0,60}?all rights reserved",
    re.IGNORECASE,
)
# Enough with one stock phrase.
_LIKELY = re.compile(
    r"(?:(?:legal |e-?mail |important )?disclaimer|(?:legal|privacy) notice)(?=[ \t]*(?:[:.\r\n–—-]|\Z))"
    rf"|{_THIS_MAIL},? (?:and|including|together with|along with|with) (?:any|all|its)\b"
    rf"|{_THIS_MAIL} and the (?:information|attachments?|files?|documents?|contents?)\b"
    r"|privileged\W{1,5}(?:and )?confidential"
    r"|(?:strictly )?(?:private and )?confidential(?=[ \t]*(?:[:\r\n]|\Z))",
    re.IGNORECASE,
)
# Enough with three, so that "this email is confidential, please delete it" stays a writer's own.
_POSSIBLE = re.compile(
    rf"{_THIS_MAIL}\b|the (?:information|contents?|material)\b|(?:(?:any|the) )?(?:views|opinions)\b"
    r"|any (?:review|dissemination|use)\b|please (?:note|notify|be advised|delete|do not)\b"
    r"|e-?mails? (?:is|are|cannot)\b|unauthori[sz]ed\b|we (?:do not|accept no|cannot)\b"
    r"|if you (?:have )?receive"
    r"|[\w&.,' ]{2,60}? is (?:a company |a limited )?registered\b|registered (?:office|in|number|company)\b",
    re.IGNORECASE,
)
_STOCK = tuple(
    (words, re.compile(pattern, re.IGNORECASE))
    for words, pattern in (
        (("confidential",), r"\bconfidential"),
        (("privileged",), r"\b(?:legally )?privileged\b"),
        (
            ("intended", "for the "),
            r"\bintended (?:(?:solely|only|exclusively)\b|recipient|for the (?:use|person|named|addressee)\b)"
            r"|\b(?:solely|only) (?:intended )?for the (?:use|person|named|addressee|individual|intended)\b",
        ),
        (("unauthori",), r"\bunauthori[sz]ed\b"),
        (
            ("prohibited", "unlawful"),
            r"\b(?:strictly |expressly )prohibited\b|\bis prohibited\b|\bmay be unlawful\b",
        ),
        (
            ("disclos", "disseminat", "distribution", "copying"),
            r"\b(?:disclos(?:e|ure|ing)|disseminat\w{2,4}|distribution|copying)\b",
        ),
        (("notify ", " the sender"), r"\bnotify (?:the sender|us|me)\b|\b(?:advise|contact) the sender\b"),
        (("delete ", "destroy"), r"\bdelete (?:it|this|the|all|any|both)\b|\bdestroy\b"),
        (("in error", "by mistake"), r"\bin error\b|\bby mistake\b"),
        (
            ("addressee", "named above", "to whom "),
            r"\baddressees?\b|\bnamed above\b|\bto whom (?:it is|they are) addressed",
        ),
        (("virus", "malware"), r"\bvirus(?:es)?\b|\bmalware\b"),
        (("liab", "responsibility for"), r"\bliab(?:le|ility)\b|\bresponsibility for\b"),
        (("not necessarily",), r"\bdo(?:es)? not necessarily\b"),
        (
            ("registered ", "company "),
            r"\bregistered (?:in|office|number|company|address)\b|\bcompany (?:number|registration|no\b)",
        ),
        (("any attach", "any file"), r"\bany (?:attachments?|attached files?|files transmitted)\b"),
        (("unsubscribe", "opt", "mailing list"), r"\bunsubscribe\b|\bopt[ -]out\b|\bmailing list\b"),
    )
)
"""Each with words that it is never without, which are faster to look for."""
_STOCK_WORDS = tuple(word for words, _ in _STOCK for word in words)


@lru_cache(maxsize=REMEMBERED)
def starts_boilerplate(text: str, at: int = 0, expected: bool = False) -> bool:
    """Whether a notice begins at the line that starts at ``at``.

    Below a signature or a rule it is ``expected``, and two stock phrases do, however it begins.
    """
    window = text[at : at + _WINDOW].lstrip(_DECORATION)
    if _CERTAIN.match(window):
        return True
    needed = 1 if _LIKELY.match(window) else 2 if expected else 3 if _POSSIBLE.match(window) else 0
    if not needed:
        return False
    return _stock_phrases(window) >= needed


def sounds_legal(text: str) -> bool:
    """Whether a stock phrase of notices stands in a text."""
    return _stock_phrases(text[:_WINDOW]) > 0


def _stock_phrases(text: str) -> int:
    flat = " ".join(text.split())
    lower = flat.lower()
    if not any(map(lower.__contains__, _STOCK_WORDS)):
        return 0
    return sum(any(map(lower.__contains__, words)) and bool(stock.search(flat)) for words, stock in _STOCK)
