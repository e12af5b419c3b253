"""Encoded words (RFC 2047): non-ASCII text in header fields, decoded and encoded again."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from unpushy.formats._charsets import encodable, fitting
from unpushy.text import Span

# Lenient: blanks inside a word and words within other text occur in the wild.
_WORD = re.compile(r"=\?([^?\s]+)\?([BbQq])\?([^?\r\n]*)\?=")
_Q_LITERAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_LINE = 76


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    label: str
    encoding: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Run:
    """Adjacent encoded words, which the reader sees joined."""

    span: Span
    text: str
    words: tuple[tuple[str, str], ...]
    """The distinct charset labels and encodings (B or Q) in it, as written."""


def encoded_runs(source: str, start: int, end: int) -> Iterator[Run]:
    """The runs of readable encoded words in a stretch of the source; broken ones stay literal."""
    run: list[_Word] = []
    for match in _WORD.finditer(source, start, end):
        if run and source[run[-1].span.end : match.start()].strip(" \t\r\n"):
            yield from _finished(run)
            run = []
        data = _data(match[2].upper(), match[3])
        if data is None or fitting(match[1], data) is None:
            yield from _finished(run)
            run = []
        else:
            run.append(_Word(Span(*match.span()), match[1], match[2], data))
    yield from _finished(run)


def _data(encoding: str, text: str) -> bytes | None:
    if not text.isascii():
        return None
    if encoding == "Q":
        return binascii.a2b_qp(text, header=True)
    try:
        return binascii.a2b_base64(text + "=" * (-len(text) % 4))
    except binascii.Error:
        return None


def _finished(run: list[_Word]) -> Iterator[Run]:
    if not run:
        return
    parts = []
    # Bytes are joined before they are decoded: mail programs do split characters between words.
    for label, words in groupby(run, key=lambda word: word.label.lower()):
        data = b"".join(word.data for word in words)
        fitted = fitting(label, data)
        parts.append(data.decode(fitted[0] if fitted else "ascii", "replace"))
    kinds = dict.fromkeys((word.label, word.encoding) for word in run)
    yield Run(Span(run[0].span.start, run[-1].span.end), "".join(parts), tuple(kinds))


def encoded(text: str, label: str, encoding: str, column: int, line_end: str) -> str | None:
    """Encoded words for a text, folded at 76 characters; ``column`` is where the first one begins.

    None where the charset lacks a character or a line has no room for one.
    """
    codec = fitting(label, b"")
    if codec is None or not encodable(text, codec[0]):
        return None
    head, tail = f"=?{label}?{encoding}?", "?="
    lines: list[str] = []
    at = 0
    while at < len(text):
        room = _LINE - (1 if lines else column) - len(head) - len(tail)
        taken, payload = _fill(text, at, codec[0], encoding.upper(), min(room, 75 - len(head) - len(tail)))
        if not taken:
            return None
        lines.append(head + payload + tail)
        at += taken
    return f"{line_end} ".join(lines)


def _fill(text: str, at: int, codec: str, encoding: str, room: int) -> tuple[int, str]:
    """As many characters as fit in ``room`` encoded ones: how many, and the encoded text."""
    if encoding == "Q":
        taken, size = 0, 0
        units = []
        for char in text[at : at + max(room, 0)]:
            unit = _q(char, codec)
            if size + len(unit) > room:
                break
            units.append(unit)
            size += len(unit)
            taken += 1
        return taken, "".join(units)
    most = max(room, 0) // 4 * 3
    taken = min(len(text) - at, most)
    while taken and len(text[at : at + taken].encode(codec)) > most:
        taken -= 1
    return taken, binascii.b2a_base64(text[at : at + taken].encode(codec), newline=False).decode("ascii")


def _q(char: str, codec: str) -> str:
    if char == " ":
        return "_"
    if char in _Q_LITERAL:
        return char
    return "".join(f"={byte:02X}" for byte in char.encode(codec))
