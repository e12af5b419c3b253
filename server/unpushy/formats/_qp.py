"""Quoted-printable text (RFC 2045, section 6.7), each character mapped to its escapes, and the way back."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from unpushy.formats._charsets import encodable, extends_ascii
from unpushy.formats._places import Guard
from unpushy.text import PLAIN, Codec, Edit, MappedText, MappedTextBuilder, Span

# Soft line breaks, and white space before a line end (which transport may have added).
_REMOVED = re.compile(r"=[ \t]*+(?:\r\n|\n|\r|\Z)|(?<![ \t])[ \t]++(?=[\r\n]|\Z)")
_TOKEN = re.compile(rf"(?:=[0-9A-Fa-f]{{2}})++|{_REMOVED.pattern}")
_LINE_END = re.compile(r"\r\n|\n|\r")
# With more "=" than this, the part is one segment: a map with a segment per escape would fill the memory.
MAX_ESCAPES = 250_000
_LINE = 76
# How far an edit looks for the ends of its line. A line has 76 characters at most, by the standard.
_REACH = 2_000


def quoted_text(source: str, body: Span, charset: str, codec: Codec = PLAIN) -> MappedText:
    """The decoded text. Invalid escapes stay literal, invalid characters become U+FFFD."""
    literal = charset if extends_ascii(charset) else "ascii"
    if literal != charset or source.count("=", body.start, body.end) > MAX_ESCAPES:
        data = binascii.a2b_qp(_REMOVED.sub("", body.of(source)).encode(literal, "replace"))
        builder = MappedTextBuilder(source, codec)
        builder.replace(body.start, body.end, data.decode(charset, "replace"))
        return builder.build()
    return _Reader(source, body, charset, codec).read()


class _Reader:
    def __init__(self, source: str, body: Span, charset: str, codec: Codec) -> None:
        self._source = source
        self._body = body
        self._builder = MappedTextBuilder(source, codec)
        self._charset = charset
        self._decoder = codecs.getincrementaldecoder(charset)("replace")
        self._begun: int | None = None
        """Where the character stands of which not all bytes have come."""

    def read(self) -> MappedText:
        at = self._body.start
        for token in _TOKEN.finditer(self._source, self._body.start, self._body.end):
            self._literal(at, token.start())
            at = token.end()
            if token[0][-1] not in "= \t\r\n":
                for escape in range(token.start(), at, 3):
                    self._byte(bytes.fromhex(self._source[escape + 1 : escape + 3]), escape, escape + 3)
        self._literal(at, self._body.end)
        self._flush(self._body.end)
        return self._builder.build()

    def _literal(self, start: int, end: int) -> None:
        # In some charsets the last byte of a character is an ASCII letter, which needs no escape.
        while self._begun is not None and start < end:
            char = self._source[start]
            if self._charset == "utf-8" or not char.isascii() or char in "\r\n":
                self._flush(start)
            else:
                self._byte(char.encode("ascii"), start, start + 1)
                start += 1
        self._builder.keep(start, end)

    def _byte(self, byte: bytes, start: int, end: int) -> None:
        text = self._decoder.decode(byte)
        begun = bool(self._decoder.getstate()[0])
        if text:
            # With a new character begun, this byte belongs to that one.
            first = start if self._begun is None else self._begun
            self._builder.replace(first, start if begun and first < start else end, text)
            self._begun = None
        if begun and self._begun is None:
            self._begun = start

    def _flush(self, end: int) -> None:
        if self._begun is not None:
            self._builder.replace(self._begun, end, self._decoder.decode(b"", True))
            self._decoder.reset()
            self._begun = None


@dataclass(frozen=True)
class QuotedCodec(Codec):
    """Writes a change with escapes in the charset of the part, in lines of 76 characters at most."""

    charset: str
    guard: Guard

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None where the charset lacks a character or the changed lines would not read as they should."""
        source, body = mapped.source, self.guard.body
        if not extends_ascii(self.charset) or not encodable(new, self.charset):
            return None
        at = mapped.map.to_source(span)
        line = _line(source, at, body) if len(at) <= _REACH else None
        if line is None:
            return None
        edit = self._written(source, at, line, new)
        before = quoted_text(source, line, self.charset)
        changed = source[line.start : edit.span.start] + edit.text + source[edit.span.end : line.end]
        after = quoted_text(changed, Span(0, len(changed)), self.charset)
        clean = before.map.to_clean(at)
        left = Span(line.start, at.start)
        start = clean.start if clean else len(quoted_text(source, left, self.charset).text)
        wanted = before.text[:start] + new + before.text[start + len(span) :]
        same = before.text[start : start + len(span)] == span.of(mapped.text)
        return edit if same and after.text == wanted and self.guard.allows(source, edit) else None

    def _written(self, source: str, at: Span, line: Span, new: str) -> Edit:
        rest = source[at.end : line.end]
        last = not rest.strip(" \t")
        if last and not new and source[max(at.start - 1, line.start) : at.start] in (" ", "\t"):
            # The blank before the removed words now ends the line, where it needs an escape.
            at = Span(at.start - 1, at.end)
            new = source[at.start]
        units = list(_units(new, self.charset, last))
        column, size = at.start - line.start, sum(map(len, units))
        # What takes no more room than the source that it replaces makes no line longer.
        if size <= len(at) or column + size + len(rest) <= _LINE:
            return Edit(at, "".join(units))
        line_end = _LINE_END.search(source, at.end) or _LINE_END.search(source)
        return Edit(at, _folded(units, column, len(rest), "=" + (line_end[0] if line_end else "\n")))


def _line(source: str, at: Span, body: Span) -> Span | None:
    """The lines that a source span touches; None where their ends are far away."""
    low, high = max(body.start, at.start - _REACH), min(body.end, at.end + _REACH)
    start = max(source.rfind("\n", low, at.start), source.rfind("\r", low, at.start)) + 1
    end = _LINE_END.search(source, at.end, high)
    if (not start and low > body.start) or (not end and high < body.end):
        return None
    return Span(start or body.start, end.start() if end else body.end)


def _units(text: str, charset: str, last: bool) -> Iterator[str]:
    """Each character as it is written; white space at the ``last`` place of a line is escaped."""
    for index, char in enumerate(text):
        at_end = last and index == len(text) - 1
        if ("!" <= char <= "~" and char != "=") or (char in " \t" and not at_end):
            yield char
        else:
            yield "".join(f"={byte:02X}" for byte in char.encode(charset))


def _folded(units: list[str], column: int, rest: int, soft_break: str) -> str:
    out: list[str] = []
    for unit in units:
        if column + len(unit) > _LINE - 1:
            out.append(soft_break)
            column = len(unit)
        else:
            column += len(unit)
        out.append(unit)
    if rest and column + rest > _LINE:
        out.append(soft_break)
    return "".join(out)
