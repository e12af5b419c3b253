"""Tables of mails (CSV, TSV): the columns that are named, or those that a sequence's texts stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from unpushy.document import Email, Source
from unpushy.formats._values import EscapedCodec, Value, email_of, keep_unescaped, too_long
from unpushy.text import MappedText, MappedTextBuilder, Span

NAME = "csv"
SUFFIXES = ()
MAILER_SUFFIXES = (".csv", ".tsv")
LANGUAGES = ("csv", "tsv")
FIELDS = True

_USUAL = re.compile(
    r"(?:e-?mail[ _-]?)?(?:subject(?: line)?|body|text|html|message|content|preheader|preview)(?:[ _-]?\d+)?",
    re.IGNORECASE,
)
_DOUBLE = re.compile('""')
_DELIMITERS = ",;\t|"


def parse(source: Source, fields: Sequence[str] = ()) -> Email:
    """The regions of the cells."""
    return too_long(source, NAME) or email_of(
        source, NAME, _values(source.text), fields, lambda path: _USUAL.fullmatch(path[-1]) is not None
    )


def _values(text: str) -> Iterator[Value]:
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    cell = re.compile(
        rf'(?:"(?P<quoted>(?:[^"]|"")*+)"[^{re.escape(delimiter)}\r\n]*+|(?P<bare>[^{re.escape(delimiter)}\r\n]*+))'
        rf"(?P<end>{re.escape(delimiter)}|\r\n|\n|\r|\Z)"
    )
    names: list[str] = []
    header, column = True, 0
    for found in cell.finditer(text):
        if found.start() == len(text) and not column:
            return
        quoted = found["quoted"] is not None
        mapped = _cell(text, Span(*found.span("quoted" if quoted else "bare")), quoted, delimiter)
        if header:
            names.append(mapped.text.strip())
        elif column < len(names) and mapped.text:
            yield Value((names[column],), mapped)
        column += 1
        if found["end"] != delimiter:
            header, column = False, 0


def _cell(text: str, span: Span, quoted: bool, delimiter: str) -> MappedText:
    if not quoted:
        bare = EscapedCodec(lambda new: new if not {*new} & {delimiter, '"'} else None)
        return MappedText.whole(text, span, bare)
    builder = MappedTextBuilder(text, QUOTED)
    keep_unescaped(builder, text, span, _DOUBLE, lambda double: '"')
    return builder.build()


def _doubled(text: str) -> str:
    return text.replace('"', '""')


QUOTED = EscapedCodec(_doubled)
