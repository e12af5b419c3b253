"""Charset labels of mail (RFC 2045, RFC 2047) as Python codecs."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_LABEL = re.compile(r"[a-z0-9][a-z0-9_.:()+-]{0,63}")
_ASCII = bytes(range(128))
# Python's text codecs that no mail program means, and that would run code or cost more than linear time.
_NOT_CHARSETS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)
# They read plain ASCII as ASCII until a shift sequence comes along, so characters depend on what went before.
_STATEFUL = ("iso2022", "hz", "utf-7")
_C1 = re.compile(rb"[\x80-\x9f]")


@lru_cache(maxsize=256)
def codec_name(label: str) -> str | None:
    """Python's name of a charset in any case, its language tag cut; None for one that can't be read."""
    label = label.partition("*")[0].strip().strip("\"'").lower()
    if not _LABEL.fullmatch(label):
        return None
    try:
        name = codecs.lookup(label).name
        b"a".decode(name)
    except LookupError:  # unknown, or a codec from bytes to bytes, such as zlib
        return None
    except UnicodeError:
        pass  # one byte is no text in UTF-16
    if name in _NOT_CHARSETS:
        return None
    return "utf-8" if name == "utf-8-sig" else name


@lru_cache(maxsize=256)
def extends_ascii(name: str) -> bool:
    """Whether each ASCII byte outside a multi-byte character always stands for its ASCII character."""
    if name.startswith(_STATEFUL):
        return False
    try:
        return _ASCII.decode(name) == _ASCII.decode("ascii")
    except UnicodeError:
        return False


def fitting(label: str | None, data: bytes) -> tuple[str, bool] | None:
    """The codec that reads the data of a part, and whether it is the one that the label names.

    Labels lie in known ways: "us-ascii" (or none) over UTF-8 or Windows-1252, and "iso-8859-1" over
    Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels reads it so everywhere). None where
    the label is unknown and the data is not plain ASCII.
    """
    name = codec_name(label) if label else "ascii"
    if name is None:
        return ("ascii", False) if data.isascii() else None
    candidates: tuple[str, ...] = ()
    if name == "ascii" and not data.isascii():
        candidates = ("utf-8", "cp1252", "iso8859-1")
    elif name == "iso8859-1" and _C1.search(data):
        candidates = ("cp1252",)
    for candidate in candidates:
        if decodes(data, candidate):
            return candidate, False
    return name, True


def decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeError:
        return False
    return True


def encodable(text: str, name: str) -> bool:
    try:
        text.encode(name)
    except UnicodeError:
        return False
    return True
