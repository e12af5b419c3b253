"""Front matter: YAML between ``---`` lines or TOML between ``+++`` lines, at the top of a draft.

Only strings on one line at the top level are read, which needs no YAML library: an email's fields
are such strings. Everything else (lists, nested keys, block scalars) is passed over.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from unpushy.formats._places import place
from unpushy.text import Codec, Edit, MappedText, MappedTextBuilder, Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"""["']?([^\W\d][\w .-]{0,60})["']?[ \t]*+""")
_BLANKS = " \t"
# What a plain YAML value can't begin with: it would be a collection, an alias, a block scalar, a quote.
_NOT_PLAIN = tuple("[]{}&*!|>%@`\"'#,")
_INDICATORS = ("-", "?", ":")
_NULLS = ("~", "null", "Null", "NULL")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEADER = re.compile(r"(subject|from|to|cc|bcc|reply-to|date|sent)[ \t]*+:[ \t\u00a0]*+", re.IGNORECASE)
_SUBJECTS = ("subject", "title")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter of a file says; ``end`` is where its body begins."""

    headers: dict[str, str]
    subject: MappedText | None
    end: int


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line such as ``Subject: Lunch``: where its value stands in the text, and where the next line does."""

    name: str
    start: int
    end: int
    next_line: int


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text; an empty one, that ends at 0, where there is none."""
    none = FrontMatter({}, None, 0)
    lines = _lines(text)
    start, end, _ = next(lines)
    fence = text[start:end].rstrip(_BLANKS)
    if fence not in _FENCES:
        return none
    inner: list[Span] = []
    body: int | None = None
    for start, end, following in lines:
        if text[start:end].rstrip(_BLANKS) in _FENCES[fence]:
            body = following
            break
        inner.append(Span(start, end))
    if body is None:
        return none
    values = _toml_values(text, inner) if fence == "+++" else _yaml_values(text, inner)
    if values is None:
        return none
    subject = next((values[name] for name in _SUBJECTS if name in values and values[name].text.strip()), None)
    return FrontMatter({name: mapped.text for name, mapped in values.items()}, subject, body)


def header_lines(text: str) -> list[HeaderLine]:
    """The mail header lines that a text begins with; none unless there is a subject or an address.

    Without either they are the writer's own words ("Date: any day next week").
    """
    found: list[HeaderLine] = []
    for start, end, following in _lines(text):
        header = _HEADER.match(text, start, end)
        if not header:
            break
        stop = header.end() + len(text[header.end() : end].rstrip())
        found.append(HeaderLine(header[1].lower(), header.end(), stop, following))
    known = any(line.name == "subject" or "@" in text[line.start : line.end] for line in found)
    return found if known else []


@dataclass(frozen=True)
class ScalarCodec(Codec):
    """Writes a change of a value in its own quotes."""

    value: Span
    """The value with its quotes, and what follows on its line."""
    toml: bool

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None unless the line reads as the value with just this span replaced."""
        whole = scalar(mapped.source, self.value, self.toml)
        at = place(mapped, span, whole) if whole else None
        if not whole or at is None or at.of(whole.text) != span.of(mapped.text) or _LINE_END.search(new):
            return None
        target = whole.map.to_source(at)
        quote = mapped.source[self.value.start]
        text = _quoted(new, quote, self.toml)
        before = mapped.source[self.value.start : target.start]
        line = before + text + mapped.source[target.end : self.value.end]
        wanted = whole.text[: at.start] + new + whole.text[at.end :]
        if quote not in _QUOTES:
            # More lenient readers than YAML take such a value; a rewrite must not count on it.
            if wanted.count(": ") > whole.text.count(": ") or wanted.endswith(":"):
                return None
            wanted = wanted.strip(_BLANKS)
        read = scalar(line, Span(0, len(line)), self.toml)
        return Edit(target, text) if read and read.text == wanted else None


_QUOTES = ('"', "'")


def _quoted(text: str, quote: str, toml: bool) -> str:
    if quote == '"':
        return text.replace("\\", "\\\\").replace('"', '\\"')
    if quote == "'" and not toml:
        return text.replace("'", "''")
    return text


def _yaml_values(text: str, lines: list[Span]) -> dict[str, MappedText] | None:
    """None where a line is none of YAML's: then the fences are thematic breaks around prose."""
    values: dict[str, MappedText] = {}
    last = ""
    for line in lines:
        content = line.of(text)
        if not content.strip() or content.lstrip(_BLANKS).startswith("#"):
            continue
        if content[0] in " \t-]}":
            # The value above goes on here: it is no string on one line.
            values.pop(last, None)
            continue
        key = _KEY.match(text, line.start, line.end)
        if not key or text[key.end() : line.end][:1] != ":":
            return None
        if key.end() + 1 < line.end and text[key.end() + 1] not in _BLANKS:
            return None
        last = key[1].strip().lower()
        _add(values, last, scalar(text, Span(key.end() + 1, line.end), toml=False))
    return values


def _toml_values(text: str, lines: list[Span]) -> dict[str, MappedText] | None:
    values: dict[str, MappedText] = {}
    until = ""
    for line in lines:
        content = line.of(text).strip(_BLANKS)
        if until:
            until = "" if until in content else until
        elif content.startswith("["):
            break
        elif (key := _KEY.match(text, line.start, line.end)) and text.startswith("=", key.end(), line.end):
            rest = text[key.end() + 1 : line.end].strip(_BLANKS)
            if rest.startswith(('"""', "'''")):
                until = "" if rest[:3] in rest[3:] else rest[:3]
            elif "." not in key[1]:
                _add(values, key[1].strip().lower(), scalar(text, Span(key.end() + 1, line.end), toml=True))
    return values


def _add(values: dict[str, MappedText], name: str, value: MappedText | None) -> None:
    if value:
        values.setdefault(name, value)


def scalar(text: str, span: Span, toml: bool) -> MappedText | None:
    """The string that stands alone in a span; None where something else does, or more."""
    rest = span.of(text)
    start = span.start + len(rest) - len(rest.lstrip(_BLANKS))
    if start >= span.end:
        return None
    builder = MappedTextBuilder(text, ScalarCodec(Span(start, span.end), toml))
    quote = text[start]
    if quote in _QUOTES:
        end = _read_quoted(text, start + 1, span.end, quote, toml, builder)
        after = text[end : span.end]
        commented = after.lstrip(_BLANKS).startswith("#") and (toml or after[0] in _BLANKS)
        return builder.build() if end and (commented or not after.strip(_BLANKS)) else None
    value = text[start : span.end]
    for comment in (" #", "\t#"):
        value = value.partition(comment)[0]
    value = value.rstrip(_BLANKS)
    if toml or value.startswith(_NOT_PLAIN) or value in _NULLS:
        return None
    if value.startswith(_INDICATORS) and value[1:2] in ("", " ", "\t"):
        return None
    builder.keep(start, start + len(value))
    return builder.build()


def _read_quoted(text: str, at: int, end: int, quote: str, toml: bool, builder: MappedTextBuilder) -> int:
    """Where a quoted string ends, its closing quote included; 0 where it doesn't on this line."""
    kept = at
    while at < end:
        if text[at] == "\\" and quote == '"':
            escape = _ESCAPE.match(text, at, end)
            char = _unescaped(escape[0]) if escape else None
            if not escape or char is None:
                return 0
            builder.keep(kept, at)
            builder.replace(at, escape.end(), char)
            kept = at = escape.end()
        elif text[at] != quote:
            at += 1
        elif quote == "'" and not toml and text.startswith("''", at, end):
            builder.keep(kept, at)
            builder.replace(at, at + 2, "'")
            kept = at = at + 2
        else:
            builder.keep(kept, at)
            return at + 1
    return 0


def _unescaped(escape: str) -> str | None:
    if len(escape) == 2:
        return _ESCAPES.get(escape[1])
    code = int(escape[2:], 16)
    return chr(code) if code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF else None


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Start and end of each line, and where the next one starts."""
    at = 0
    for match in _LINE_END.finditer(text):
        yield at, match.start(), match.end()
        at = match.end()
    yield at, len(text), len(text)
