"""Mail: MIME messages, and drafts as mutt, neomutt, aerc and git send-email leave them.

A draft is a header block in raw UTF-8, a blank line and the body. The standard library's email
package gives no offsets, so the message is walked here; every position is exact back to the file.
"""

from __future__ import annotations

import re

from unpushy.document import Email, Source
from unpushy.formats._headers import Block, header_block
from unpushy.formats._mime import parts_of

NAME = "eml"
SUFFIXES = (".eml", ".email", ".draft")
LANGUAGES = ("mail", "email", "eml", "rfc822")

_KNOWN = frozenset(
    {
        *("from", "sender", "reply-to", "to", "cc", "bcc", "date", "subject", "message-id", "in-reply-to"),
        *("references", "mime-version", "content-type", "content-transfer-encoding"),
    }
)
# The line that parts the messages of an mbox: a sender (for git a commit) and a time.
_MBOX_LINE = re.compile(r"From [^\r\n]{1,300}?\d\d:\d\d[^\r\n]{0,300}(?:\r\n|\n|\r|\Z)")


def looks_like(text: str) -> bool:
    """Whether at least two well-known header fields stand at the top, with a blank line after the block."""
    block = top(text)
    return block.parted and len(_KNOWN.intersection(field.name for field in block.fields)) >= 2


def parse(source: Source) -> Email:
    # Reading the suffixes of all formats should not cost what parsing needs.
    from unpushy.formats._mail import email_of

    return email_of(source, top(source.text), NAME)


def declared_charset(text: str) -> str | None:
    """The charset label of the first text part that holds non-ASCII text as it is. Takes any text."""
    parts, _ = parts_of(text, top(text), len(text))
    for part in parts:
        plain = part.kind.startswith("text/") and part.transfer in ("7bit", "8bit", "binary")
        if plain and "charset" in part.parameters and not part.body.of(text).isascii():
            return part.parameters["charset"]
    return None


def top(text: str) -> Block:
    """The header block, behind the line that parts the messages of an mbox where it begins with one."""
    line = _MBOX_LINE.match(text)
    return header_block(text, line.end() if line else 0, len(text))
