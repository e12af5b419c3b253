"""The subject line: the words that the writer chose, and the way back into its header field."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unpushy.formats._charsets import encodable
from unpushy.formats._headers import MAX_VALUE, decoded
from unpushy.formats._places import place
from unpushy.formats._words import encoded, encoded_runs
from unpushy.text import Codec, Edit, MappedText, Span

# What programs put in front: reply and forward marks (English, German, Swedish, Spanish), git's patch tags.
_PREFIX = re.compile(
    r"(?:(?:re|fwd?|aw|wg|sv|rv)(?:\[\d{1,4}\]|\(\d{1,4}\))?[ \t]?:"
    r"|\[(?:[^\[\]\r\n]{0,60}[ \t])?(?:patch|rfc)(?:[ \t][^\[\]\r\n]{0,60})?\])\s*",
    re.IGNORECASE,
)
# A line end that would end the field, or a fold that some readers take for the end of the header.
_NO_FOLD = re.compile(r"(?>\r\n|\r|\n)(?![ \t]++[^\r\n])")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE = 76


def subject_text(source: str, value: Span, codec: Codec | None = None) -> MappedText | None:
    """The subject without the marks of programs in front; None where nothing is left."""
    whole = decoded(source, value, codec or Codec())
    start = 0
    while prefix := _PREFIX.match(whole.text, start):
        start = prefix.end()
    return whole.sliced(start, len(whole.text)) if start < len(whole.text) else None


@dataclass(frozen=True)
class SubjectCodec(Codec):
    """Writes a change of the subject, plain or in the encoded words that it touches."""

    value: Span
    """The value of the field in the source, folds included."""
    raw: bool
    """Whether non-ASCII text may stand in the header as it is (a draft; the mail program encodes it)."""
    encoding: str
    """The encoding of the file."""

    def edit(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """None unless the changed field reads as the subject with just this span replaced."""
        before = subject_text(mapped.source, self.value)
        if before is None or _LINE_END.search(new) or len(self.value) > MAX_VALUE:
            return None
        at = place(mapped, span, before)
        if at is None or at.of(before.text) != span.of(mapped.text):
            return None
        if mapped.map.is_verbatim(span):
            if not (new.isascii() or (self.raw and encodable(new, self.encoding))):
                return None
            edit: Edit | None = Edit(mapped.map.to_source(span), new)
        else:
            edit = self._encoded(mapped, span, new)
        if edit is None or _glued(mapped.source, edit):
            return None
        changed = mapped.source[self.value.start : edit.span.start] + edit.text
        changed += mapped.source[edit.span.end : self.value.end]
        after = subject_text(changed, Span(0, len(changed)))
        wanted = before.text[: at.start] + new + before.text[at.end :]
        if after is None or after.text != wanted or _NO_FOLD.search(changed):
            return None
        return edit

    def _encoded(self, mapped: MappedText, span: Span, new: str) -> Edit | None:
        """The whole run of encoded words that holds the span, written again."""
        source = mapped.source
        pieces = mapped.map.sliced(span).segments
        if len(pieces) != 1:
            return None
        run = next(encoded_runs(source, pieces[0].source, pieces[0].source_end), None)
        if run is None or len(run.words) != 1:
            return None
        at = pieces[0].skipped
        text = run.text[:at] + new + run.text[at + len(span) :]
        line_end = _LINE_END.search(source)
        break_ = line_end[0] if line_end else "\n"
        line = max(source.rfind("\n", 0, run.span.start), source.rfind("\r", 0, run.span.start)) + 1
        rest = _LINE_END.split(source[run.span.end : self.value.end], maxsplit=1)[0]
        words = encoded(text, *run.words[0], run.span.start - line, break_)
        if words is None:
            return None
        last = len(words.rpartition(break_)[2]) + (0 if break_ in words else run.span.start - line)
        if rest and last + len(rest) > _LINE:
            if rest[0] not in " \t" or len(rest) > _LINE:
                return None
            words += break_
        return Edit(run.span, words)


def _glued(source: str, edit: Edit) -> bool:
    """Whether an encoded word would touch other text: many readers then show it raw (RFC 2047, section 5)."""
    after = (edit.text + source[edit.span.end : edit.span.end + 1])[:1]
    before = (source[max(edit.span.start - 1, 0) : edit.span.start] + edit.text)[-1:]
    return (source.endswith("?=", 0, edit.span.start) and not after.isspace()) or (
        source.startswith("=?", edit.span.end) and not before.isspace()
    )
