"""The text of a part as its reader sees it: transfer encoding, charset and flowed lines undone."""

from __future__ import annotations

import binascii
from dataclasses import dataclass

from unpushy.document import Source
from unpushy.formats._base64 import Base64Codec, base64_data, base64_run, base64_text
from unpushy.formats._charsets import codec_name, encodable, fitting
from unpushy.formats._flowed import FlowedCodec, too_long, unflowed
from unpushy.formats._from_lines import unquoted
from unpushy.formats._mime import Part
from unpushy.formats._places import Guard
from unpushy.formats._prose import ProseCodec
from unpushy.formats._qp import QuotedCodec, quoted_text
from unpushy.text import Codec, Edit, MappedText, Span

_IDENTITY = frozenset({"7bit", "8bit", "binary"})


class PartError(Exception):
    """A part that is skipped; the message becomes a note."""


def text_of(source: Source, part: Part, mime: bool, *, quoted: bool = False) -> MappedText:
    """The text of a text part, mapped to the source; ``quoted`` as in an mbox. Raises ``PartError``."""
    mapped = _transferred(source, part, mime)
    if quoted:
        mapped = unquoted(mapped)
    flowed = part.parameters.get("format", "").lower() == "flowed" and part.kind == "text/plain"
    if flowed and not too_long(mapped.text):
        delsp = part.parameters.get("delsp", "").lower() == "yes"
        lines = unflowed(mapped.text, delsp)
        codec = FlowedCodec(mapped, delsp)
        mapped = MappedText(lines.text, lines.map.after(mapped.map), source.text, codec)
    return MappedText(mapped.text, mapped.map, source.text, ProseCodec(mapped))


def _transferred(source: Source, part: Part, mime: bool) -> MappedText:
    text, label = source.text, part.parameters.get("charset")
    settled = part.settled
    if any(text.find(delimiter, part.body.start, part.body.end) >= 0 for delimiter in part.delimiters):
        settled = part.body.end + 1  # near a false delimiter, no edit is safe
    guard = Guard(part.body, part.delimiters, settled)
    if part.transfer in _IDENTITY:
        return MappedText.whole(text, part.body, _body_codec(source, part, mime, guard))
    if part.transfer == "quoted-printable":
        data = binascii.a2b_qp(part.body.of(text).encode("ascii", "replace"))
        charset, declared = _charset(label, data)
        return quoted_text(text, part.body, charset, QuotedCodec(charset, guard) if declared else FIXED)
    if part.transfer == "base64":
        run = base64_run(text, part.body)
        decoded = base64_data(run.of(text))
        if decoded is None:
            raise PartError("a part with invalid base64 is not checked")
        charset, declared = _charset(label, decoded)
        clean = decoded.decode(charset, "replace")
        codec = Base64Codec(charset, run, clean) if declared else FIXED
        return base64_text(text, run, clean, codec)
    raise PartError(f"a part with the unknown transfer encoding {part.transfer[:40]!r} is not checked")


def _charset(label: str | None, data: bytes) -> tuple[str, bool]:
    fitted = fitting(label, data)
    if fitted is None:
        raise PartError(f"a part in the unknown charset {(label or '')[:40]!r} is not checked")
    return fitted


@dataclass(frozen=True)
class _Fixed(Codec):
    """For text whose charset is a guess: nothing is written."""

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        return None


FIXED = _Fixed()


@dataclass(frozen=True)
class BodyCodec(Codec):
    """Writes changes as they are, where the part can hold them."""

    charsets: tuple[str, ...]
    """What non-ASCII text must be encodable in; none where the part takes only ASCII."""
    guard: Guard

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None for characters that the part or the file can't hold, and for text that would end the part."""
        edit = super().edit(mapped, span, new)
        if edit is None or not self.guard.allows(mapped.source, edit):
            return None
        if new.isascii() or (self.charsets and all(encodable(new, charset) for charset in self.charsets)):
            return edit
        return None


def _body_codec(source: Source, part: Part, mime: bool, guard: Guard) -> BodyCodec:
    if not mime:
        return BodyCodec((source.encoding,), guard)
    label = part.parameters.get("charset")
    charset = codec_name(label) if label else None
    eight_bit = part.transfer != "7bit" or not part.body.of(source.text).isascii()
    return BodyCodec((source.encoding, charset) if charset and eight_bit else (), guard)
