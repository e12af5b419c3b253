"""The header block of a message or of a MIME part (RFC 5322), found in the source text with its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unpushy.formats._words import encoded_runs
from unpushy.text import PLAIN, Codec, MappedText, MappedTextBuilder, Span

# Nothing that a person writes comes near these; they bound the work on hostile input.
MAX_FIELDS = 10_000
MAX_VALUE = 100_000

_NAME = re.compile(r"([!-9;-~]{1,200}+):")
# A line end that no folded line follows. Atomic: a CRLF is one line end.
_FIELD_END = re.compile(r"(?>\r\n|\r|\n)(?![ \t])")
_LINE_END = re.compile(r"(?>\r\n|\r|\n)")
_BLANK_LINE = re.compile(r"(?>\r\n|\r|\n)(?=[\r\n])")
_SPACE = " \t\r\n"
_PARAMETER = re.compile(r""";\s*+([^\s=;"]++)\s*+=\s*+("(?:[^"\\]|\\.)*+"|[^\s;"]*+)""")
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Field:
    """A header field: its lower-case name, and where its value stands in the source (folds and all)."""

    name: str
    value: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A header block, and the source offset at which the body begins."""

    fields: tuple[Field, ...]
    body: int
    parted: bool
    """Whether a blank line parts it from the body, as it should, or the end of the text does."""

    def first(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


def header_block(source: str, start: int, end: int) -> Block:
    """The header fields at ``start``; the first line that is none, or a blank line, ends them."""
    fields: list[Field] = []
    at = start
    while at < end and (name := _NAME.match(source, at, end)):
        stop = _FIELD_END.search(source, name.end(), end)
        value_end, at = stop.span() if stop else (end, end)
        fields.append(Field(name[1].lower(), Span(name.end(), value_end)))
        if len(fields) == MAX_FIELDS:
            blank = _BLANK_LINE.search(source, at - 1, end)
            at = blank.end() if blank else end
            break
    line_end = _LINE_END.match(source, at, end)
    return Block(tuple(fields), line_end.end() if line_end else at, bool(line_end) or at == end)


def decoded(source: str, value: Span, codec: Codec = PLAIN) -> MappedText:
    """An unstructured value as its reader sees it: unfolded, encoded words decoded, white space trimmed."""
    builder = MappedTextBuilder(source, codec)
    raw = value.of(source)
    at = value.start + len(raw) - len(raw.lstrip(_SPACE))
    end = max(at, value.start + len(raw.rstrip(_SPACE)))
    if len(value) <= MAX_VALUE:
        for run in encoded_runs(source, at, end):
            _keep_unfolded(builder, source, at, run.span.start)
            builder.replace(run.span.start, run.span.end, run.text)
            at = run.span.end
        _keep_unfolded(builder, source, at, end)
    else:
        builder.keep(at, end)
    return builder.build()


def _keep_unfolded(builder: MappedTextBuilder, source: str, start: int, end: int) -> None:
    for fold in _LINE_END.finditer(source, start, end):
        builder.keep(start, fold.start())
        start = fold.end()
    builder.keep(start, end)


def parameterised(value: str) -> tuple[str, Mapping[str, str]]:
    """A value such as ``text/plain; charset=utf-8``: its lower-case head, and its parameters (RFC 2231)."""
    value = _LINE_END.sub("", value[:MAX_VALUE])
    head = value.partition(";")[0].partition("(")[0].strip().lower()
    whole: dict[str, str] = {}
    sections: dict[str, dict[int, str]] = {}
    for match in _PARAMETER.finditer(value):
        section = _SECTION.fullmatch(match[1].lower())
        if not section:
            continue
        name, number, extended = section.groups()
        text = match[2]
        if text.startswith('"'):
            text = re.sub(r"\\(.)", r"\1", text[1:-1])
        if extended:
            text = _unescaped(text, first=number in (None, "0"))
        if number is None:
            whole.setdefault(name, text)
        else:
            sections.setdefault(name, {}).setdefault(int(number), text)
    for name, numbered in sections.items():
        whole.setdefault(name, "".join(_in_order(numbered)))
    return head, whole


def _in_order(numbered: Mapping[int, str]) -> Iterable[str]:
    for number in range(len(numbered)):
        if number not in numbered:
            return
        yield numbered[number]


def _unescaped(text: str, first: bool) -> str:
    """An extended value without its charset and language; boundaries and charset names are ASCII."""
    if first and text.count("'") >= 2:
        text = text.split("'", 2)[2]
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
