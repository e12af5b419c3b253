"""What kind of email a draft is: by its own word, else where it is plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from email.utils import getaddresses
from functools import lru_cache

from unpushy.document import REMEMBERED, Email, RegionKind
from unpushy.rule import PROFILES, Profile

FIELDS = ("x-unpushy-profile", "unpushy-profile", "profile")
"""Header fields, or keys of the front matter, that name a draft's profile."""

_OWED = re.compile(
    r"\b(?:overdue|past due|in arrears|(?:still|remains?) (?:unpaid|outstanding|open)"
    r"|(?:unpaid|outstanding|open) (?:invoice|balance|amount|account))\b",
    re.I,
)
_OWED_WORDS = ("due", "arrears", "unpaid", "outstanding", "open")
"""One of them is in whatever ``_OWED`` finds, and quicker to look for."""
_BILL = re.compile(
    r"\b(?:invoice|account|statement|bill)s? (?:no\.? ?|number |ref\.? |#)?[A-Z]*[-/#]?\d", re.I
)
_AMOUNT = re.compile(
    r"[$£€₹]\s?\d|\b\d[\d.,]*\s?(?:€|(?:euros?|dollars|pounds|rupees|usd|eur|gbp|inr|rs)\b)", re.I
)
_MACHINE = re.compile(
    r"^(?:no|do[-_.]?not)[-_.]?reply\b|^(?:notifications?|mailer|bounces?|automated)\b", re.I
)
_TICKET = re.compile(
    r"\b(?:ticket|case|support request)\s*(?:no\.?|id|number)?\s*:?\s*#?\s*[A-Z]*-?\d{3,}", re.I
)
_FREE_MAIL = frozenset(
    """gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk ymail.com
    aol.com icloud.com me.com mac.com gmx.com gmx.de gmx.net web.de mail.com proton.me protonmail.com
    fastmail.com zoho.com yandex.com mail.ru qq.com 163.com rediffmail.com t-online.de orange.fr libero.it
    example.com example.org example.net""".split()
)


def declared(email: Email) -> Profile | None:
    """The profile that a draft's header or front matter names; what is no profile counts as none."""
    values = {email.headers.get(field, "").strip().lower() for field in FIELDS}
    return next((profile for profile in PROFILES if profile in values), None)


def detected(email: Email) -> Profile | None:
    """The profile that is plain to see, else None: a wrong one would be worse than none."""
    headers = email.headers
    senders = _addresses(headers.get("from", ""))
    if headers.get("auto-submitted", "no").lower().startswith("auto-generated") or any(
        _MACHINE.search(address) for address in senders
    ):
        return "transactional"
    if all(any(map(says, (passage.text for passage in email.passages))) for says in _DUNNING):
        return "dunning"
    subject = " ".join(p.text for p in email.passages if p.kind is RegionKind.SUBJECT)
    if _TICKET.search(subject):
        return "support"
    readers = _addresses(", ".join(headers.get(field, "") for field in ("to", "cc")))
    domains = {address.rpartition("@")[2] for address in (*senders, *readers)}
    if senders and readers and len(domains) == 1 and not domains & _FREE_MAIL:
        return "internal"
    return None


@lru_cache(maxsize=256)
def _addresses(field: str) -> tuple[str, ...]:
    return tuple(address.lower() for _, address in getaddresses([field]) if "@" in address)


def _says(expression: re.Pattern[str], words: Sequence[str] = ("",)) -> Callable[[str], bool]:
    """Whether a passage says something, remembered; never without one of the words, in lower case."""

    @lru_cache(maxsize=REMEMBERED)
    def says(text: str) -> bool:
        return any(map(text.lower().__contains__, words)) and expression.search(text) is not None

    return says


_DUNNING = [_says(_OWED, _OWED_WORDS), _says(_BILL), _says(_AMOUNT)]
"""A mail that reminds of a payment says each of these somewhere."""
