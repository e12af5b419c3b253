"""Bytes of a file as text, and the way back.

Statistical detectors misread short mail, so none is used: UTF-8 either fits or it does not.
"""

from __future__ import annotations

import codecs

from unpushy.document import Source
from unpushy.formats._charsets import codec_name, decodes, extends_ascii, fitting

# The marks of UTF-32 come before those of UTF-16, which they start with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an Outlook .msg or old office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
)
# Tab, line ends, form feed and escape (ISO-2022 mail) occur in text.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_CONTROL_SHARE = 0.3


class UnreadableDraft(Exception):  # noqa: N818 -- its name is what the user's problem is
    """A file that holds no text. The message says what it is and what to do, without the file's name."""


def decode(data: bytes, declared: str | None = None) -> Source:
    """The text of a file: UTF-8, UTF-16 or UTF-32 with a mark, the declared charset, or Windows-1252.

    ``source.encode(source.text)`` gives the data back, byte for byte. Raises ``UnreadableDraft``.
    """
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", "utf-8")
    )
    body = data[len(mark) :]
    if encoding != "utf-8":
        try:
            return Source(body.decode(encoding), encoding, mark)
        except UnicodeDecodeError as error:
            at = len(mark) + error.start
            raise UnreadableDraft(
                f"marked as {encoding[:6].upper()}, but broken at byte {at}; save it again as UTF-8"
            ) from None
    _refuse_binary(body)
    try:
        return Source(body.decode("utf-8"), "utf-8", mark)
    except UnicodeDecodeError as error:
        at = error.start
    problem = f"not valid UTF-8 (byte 0x{body[at]:02X} at offset {len(mark) + at})"
    if declared:
        source = _exactly(body, declared)
        if source:
            return Source(source.text, source.encoding, mark)
        problem += f", and not {declared[:40]!r}, as it says"
    if decodes(body, "cp1252"):
        return Source(body.decode("cp1252"), "cp1252", mark, (f"{problem}; read as Windows-1252",))
    return Source(body.decode("latin-1"), "latin-1", mark, (f"{problem}; read as ISO-8859-1",))


def _exactly(body: bytes, declared: str) -> Source | None:
    """The text in the declared charset; None unless encoding it gives the same bytes again."""
    fitted = fitting(declared, body)
    if fitted is None or codec_name(declared) == "ascii" or not extends_ascii(fitted[0]):
        return None
    try:
        source = Source(body.decode(fitted[0]), fitted[0])
        return source if source.encode(source.text) == body else None
    except UnicodeError:
        return None


def _refuse_binary(body: bytes) -> None:
    controls = len(body) - len(body.translate(None, _CONTROLS))
    if b"\0" not in body and controls <= len(body) * _CONTROL_SHARE:
        return
    for magic, what in _MAGIC:
        if body.startswith(magic):
            raise UnreadableDraft(f"looks like {what}, not like text; save the draft as plain text or .eml")
    if b"\0" in body:
        raise UnreadableDraft(
            f"holds a NUL byte at offset {body.index(0)}, so it is binary, or UTF-16 without a byte order "
            "mark; save the draft as UTF-8 text"
        )
    raise UnreadableDraft("mostly control characters, so it is no text; save the draft as plain text or .eml")
