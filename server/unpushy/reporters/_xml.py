"""Text in XML, whatever characters a draft has."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""


def text(words: str) -> str:
    """Words as the text of an element."""
    return escape(_FORBIDDEN.sub("\ufffd", words), {"\r": "&#13;"})


def attributes(**values: object) -> str:
    """Attributes, each with a blank before it."""
    return "".join(f' {name}="{_quoted(str(value))}"' for name, value in values.items())


def _quoted(value: str) -> str:
    marks = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return escape(_FORBIDDEN.sub("\ufffd", value), marks)
