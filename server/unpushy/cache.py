"""Results of unchanged drafts, kept between runs; they hold offsets and rules, never words of a draft.

A result is found by a digest of the file's bytes. Messages and rewrites come from phrase lists; where a
rewrite repeats words of the draft, the cache notes only where in the draft they stand.
"""

from __future__ import annotations

import hashlib
import marshal
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from unpushy.files import write_cache
from unpushy.finding import Finding, Rewrite, RewriteKind, Severity
from unpushy.text import Edit, Span

_MARSHAL = 4
_FORMAT = 4
"""Raise when the kept form or its meaning changes."""
_MOST_RESULTS = 100_000
_MOST_FILES = 12
"""Cache files, each of one configuration and one state of the rules; the oldest go."""
_AROUND = 1_000
"""Code points around a finding in which words of its rewrites are looked for."""
_WORD = re.compile(r"\w+|\W+")
_LETTERS = re.compile(r"\w+")
_AS_IT_IS, _CAPITALIZED, _UNCAPITALIZED = range(3)

Piece = str | tuple[int, int, int]
"""Words as they are, or a word of the draft: its start, its length, and what to do with its capital."""


class Uncacheable(Exception):  # noqa: N818 -- no error: the draft is read again next time
    """A result that can't be told without words of the draft."""


class Words:
    """The words of a stretch of a draft's text, each with a place where it stands."""

    def __init__(self, text: str, around: Span) -> None:
        self._text, self._around = text, around
        self._known: dict[str, int] = {}
        self._others: dict[str, tuple[int, int, int]] = (
            {} if around.of(text).isascii() else self._recapitalized()
        )

    def _recapitalized(self) -> dict[str, tuple[int, int, int]]:
        """Words that another capital changes by more than a letter (a capital of two letters, for one)."""
        others: dict[str, tuple[int, int, int]] = {}
        for match in _LETTERS.finditer(self._text, self._around.start, self._around.end):
            start, word = match.start(), match[0]
            if not word.isascii():
                others.setdefault(word[0].upper() + word[1:], (start, len(word), _CAPITALIZED))
                others.setdefault(word[0].lower() + word[1:], (start, len(word), _UNCAPITALIZED))
        return others

    def _start(self, word: str) -> int:
        """Where a word stands; -1 if nowhere."""
        if (known := self._known.get(word)) is not None:
            return known
        text, first, last = self._text, self._around.start, self._around.end
        at = text.find(word, first, last)
        while at >= 0:
            end = at + len(word)
            if (at == first or not _in_word(text[at - 1])) and (end == last or not _in_word(text[end])):
                break
            at = text.find(word, at + 1, last)
        self._known[word] = at
        return at

    def piece(self, part: str) -> Piece:
        """A word, as its place in the draft if it stands there; what is no word as it is."""
        if not part[0].isalnum():
            return part
        if (start := self._start(part)) >= 0:
            return start, len(part), _AS_IT_IS
        if (place := self._others.get(part)) is not None:
            return place
        if part[0].isascii() and (start := self._start(part[0].swapcase() + part[1:])) >= 0:
            return start, len(part), _CAPITALIZED if part[0].isupper() else _UNCAPITALIZED
        return part


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def coded(text: str, words: Words) -> tuple[Piece, ...]:
    """A text with those words that stand in the draft replaced by their places."""
    return tuple(map(words.piece, _WORD.findall(text)))


def decoded(pieces: tuple[Piece, ...], text: str) -> str:
    """What ``coded`` was given."""
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
            continue
        start, length, how = piece
        word = text[start : start + length]
        if how == _CAPITALIZED:
            word = word[0].upper() + word[1:]
        elif how == _UNCAPITALIZED:
            word = word[0].lower() + word[1:]
        out.append(word)
    return "".join(out)


def pack(finding: Finding, text: str) -> tuple[Any, ...]:
    """A finding as plain data. Raises ``Uncacheable`` where the draft's words are not those of its file."""
    span = finding.span
    excerpt: tuple[Piece, ...] | None = None
    if finding.excerpt != span.of(text):  # markup stands in it
        excerpt = coded(finding.excerpt, Words(text, span))
        if any(isinstance(piece, str) and _LETTERS.search(piece) for piece in excerpt):
            raise Uncacheable
    around = Span(max(span.start - _AROUND, 0), min(span.end + _AROUND, len(text)))
    words = Words(text, around)
    rewrites = tuple(
        (
            coded(rewrite.title, words),
            rewrite.kind.value,
            tuple((e.span.start, e.span.end, coded(e.text, words)) for e in rewrite.edits),
        )
        for rewrite in finding.rewrites
    )
    severity = int(finding.severity)
    where = span.start, span.end, excerpt
    apart = marshal.dumps(rewrites, _MARSHAL) if rewrites else b""  # not all formats show them
    message = finding.message if finding.confidence is None else coded(finding.message, words)
    return finding.rule, severity, message, *where, apart, finding.fingerprint, finding.confidence


def unpack(plain: tuple[Any, ...], text: str, *, rewrites: bool = True) -> Finding:
    """The finding that ``pack`` was given; without its rewrites where nobody wants to see them.

    Raises ``ValueError``, ``TypeError`` or ``EOFError`` for what was not packed.
    """
    rule, severity, message, start, end, excerpt, packed, fingerprint, confidence = plain
    return Finding(
        rule,
        Severity(severity),
        message if isinstance(message, str) else decoded(message, text),
        Span(start, end),
        text[start:end] if excerpt is None else decoded(excerpt, text),
        tuple(
            Rewrite(
                decoded(title, text),
                RewriteKind(kind),
                tuple(Edit(Span(a, b), decoded(pieces, text)) for a, b, pieces in edits),
            )
            for title, kind, edits in (marshal.loads(packed) if rewrites and packed else ())
        ),
        fingerprint,
        confidence,
    )


def digest(data: bytes, *context: str) -> bytes:
    """Names the result of a file's bytes; ``context`` is what else it depends on, such as its suffix."""
    hashed = hashlib.blake2b(data, digest_size=16)
    for part in context:
        hashed.update(b"\0" + part.encode("utf-8", "surrogatepass"))
    return hashed.digest()


Plain = Any
"""What ``marshal`` writes: tuples, numbers, bytes and text."""


class ResultCache:
    """Results of one configuration and one state of the rules, in one file.

    Runs side by side may each write: the file is replaced whole, and at worst the results of one
    of them are made again. A folder that can't be written to, or a broken file, is as no cache.
    """

    def __init__(self, folder: Path, key: str) -> None:
        """``key`` names everything but the drafts that results depend on."""
        name = hashlib.sha256(f"{_FORMAT}\0{key}".encode()).hexdigest()[:32]
        self._path = folder / f"results-{name}"
        self._results = self._read()
        self._new: dict[bytes, bytes] = {}

    def get(self, name: bytes) -> Plain:
        """The plain data kept under a digest, or None; it is read when it is asked for."""
        kept = self._results.get(name)
        try:
            return None if kept is None else marshal.loads(kept)
        except (ValueError, EOFError, TypeError):
            return None

    def put(self, name: bytes, plain: Plain) -> None:
        """Keep plain data under a digest."""
        self._new[name] = marshal.dumps(plain, _MARSHAL)

    def save(self) -> None:
        """Write what is new, together with what other runs have written meanwhile."""
        if not self._new:
            return
        results = {**self._read(), **self._new}
        for name in list(results)[: max(len(results) - _MOST_RESULTS, 0)]:
            del results[name]

        with suppress(OSError):
            write_cache(self._path, marshal.dumps(results, _MARSHAL))
            self._forget_old()
        self._results, self._new = results, {}

    def _read(self) -> dict[bytes, bytes]:
        try:
            results = marshal.loads(self._path.read_bytes())
        except (OSError, ValueError, EOFError, TypeError):
            return {}
        return results if isinstance(results, dict) else {}

    def _forget_old(self) -> None:
        for kind in ("results-*", "state-*"):
            files = sorted(self._path.parent.glob(kind), key=lambda path: path.stat().st_mtime)
            for path in files[:-_MOST_FILES]:
                path.unlink(missing_ok=True)


def clean(folder: Path) -> int:
    """Remove everything kept in the cache folder; returns the count of files. Raises ``OSError``."""
    count = 0
    for pattern in ("results-*", ".results-*", "lists-*", ".lists-*", "state-*", ".state-*"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
            count += 1
    return count
