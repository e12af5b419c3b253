"""YAML: catalogues of messages, and sequences of mails. Each string is a text of its own.

Read line by line, as front matter is: what is no block of keys, strings and lists is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from unpushy.document import Email, Source
from unpushy.formats._frontmatter import scalar
from unpushy.formats._values import EscapedCodec, Value, email_of, hash_comments, too_long
from unpushy.text import MappedText, MappedTextBuilder, Span

NAME = "yaml"
SUFFIXES = ()
MAILER_SUFFIXES = (".yml", ".yaml")
LANGUAGES = ()
FIELDS = True

_LINE = re.compile(r"(?P<indent> *+)(?P<text>[^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_DASH = re.compile(r"-[ ]+")
_KEY = re.compile(
    r"""(?:"(?P<d>[^"\\\r\n]*)"|'(?P<s>[^'\r\n]*)'"""
    r"""|(?P<bare>[^\s#:'"\[\]{}&*!|>%@`,-][^:#\r\n]*?))[ \t]*:(?=\s|\Z)"""
)
_BLOCK = re.compile(r"[|>][-+0-9]{0,3}[ \t]*(?:#.*)?\Z")
_LOCALE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def looks_like(text: str) -> bool:
    """Never: only its suffix tells it."""
    return False


def parse(source: Source, fields: Sequence[str] = ()) -> Email:
    """The regions of the values that are wanted: all strings, where no fields are named.

    A single key at the top that names a language tells the language, as in Rails.
    """
    if email := too_long(source, NAME):
        return email
    values = list(_values(source.text))
    tops = {value.path[0] for value in values}
    top = tops.pop() if len(tops) == 1 else ""
    foreign = all(len(value.path) > 1 for value in values) and _LOCALE.fullmatch(top) and top[:2] != "en"
    comments = hash_comments(source.text)
    return email_of(source, NAME, values, fields, comments=comments, language=top[:2] if foreign else "")


def _values(text: str) -> Iterator[Value]:
    open_: list[tuple[int, str]] = []
    held: Value | None = None
    """A string on one line, until the next line shows that it ends there."""
    at, deepest = 0, -1
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None:
            return
        indent, start, end = len(line["indent"]), line.start("text"), line.end("text")
        at = line.end()
        content = line["text"].strip()
        if not content or content.startswith("#"):
            continue
        if held and indent > deepest:
            held = None  # it goes on here: no string on one line
            continue
        if held:
            yield held
        held = None
        while open_ and open_[-1][0] >= indent:
            open_.pop()
        while dash := _DASH.match(text, start, end):
            open_.append((indent, "[]"))
            indent += dash.end() - start
            start = dash.end()
        key = _KEY.match(text, start, end)
        if key:
            open_.append((indent, (key["d"] or key["s"] or key["bare"] or "").strip()))
            start = key.end()
        path = tuple(name for _, name in open_)
        rest = text[start:end].strip()
        if _BLOCK.match(rest) and path:
            mapped, at = _block(text, at, indent)
            yield Value(path, mapped)
        elif rest and path:
            mapped_or_none = scalar(text, Span(start, end), toml=False)
            held, deepest = (Value(path, mapped_or_none) if mapped_or_none else None), indent
    if held:
        yield held


def _block(text: str, at: int, indent: int) -> tuple[MappedText, int]:
    """A block of text that is indented deeper, without its indentation, and where the next line begins."""
    builder = MappedTextBuilder(text, CODEC)
    margin = 0
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None:
            break
        if line["text"].strip():
            if len(line["indent"]) <= indent:
                break
            margin = margin or len(line["indent"])
        builder.keep(min(at + margin, line.end("text")), line.end())
        at = line.end()
    return builder.build(), at


def _as_it_is(text: str) -> str:
    return text


CODEC = EscapedCodec(_as_it_is)
