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
LANGUAGES = ("yaml",)
FIELDS = True

_LINE = re.compile(r"(?P<indent> *+)(?P<text>[^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_DASH = re.compile(r"-(?: +|\Z)")
_KEY = re.compile(
    r"""(?:"(?P<d>[^"\\\r\n]*)"|'(?P<s>[^'\r\n]*)'"""
    r"""|(?P<bare>[^\s#:'"\[\]{}&*!|>%@`,-][^:#\r\n]*?))[ \t]*:(?=\s|\Z)"""
)
_BLOCK = re.compile(r"[|>][-+0-9]{0,3}[ \t]*(?:#.*)?\Z")
_LOCALE = re.compile(r"([a-z]{2})(?:[-_](?:[A-Za-z]{2,4}|\d{3}))?")
_LANGUAGES = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia
    id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo
    lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl
    ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu""".split()
)
"""Of ISO 639-1: a key of two other letters is a name, such as ``ui``."""


def parse(source: Source, fields: Sequence[str] = ()) -> Email:
    """The regions of the values that are wanted: all strings, where no fields are named.

    A single key at the top that names a language tells the language, as in Rails.
    """
    if email := too_long(source, NAME):
        return email
    values = list(_values(source.text))
    tops = {value.path[0] for value in values}
    top = tops.pop() if len(tops) == 1 else ""
    locale = _LOCALE.fullmatch(top)
    foreign = locale and locale[1] in _LANGUAGES - {"en"} and all(len(value.path) > 1 for value in values)
    comments = hash_comments(source.text, behind=True)
    language = top[:2] if foreign else ""
    return email_of(source, NAME, values, fields, comments=comments, language=language, comment_form="# %s")


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
        dashed = _DASH.match(text, start, end)
        while open_ and open_[-1][0] >= indent:
            if dashed and open_[-1][0] == indent and open_[-1][1] != "[]":
                break  # the list of this key stands flush with it
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
