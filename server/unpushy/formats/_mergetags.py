"""Placeholders that a mailing program fills in: in text that may be a template they are no slips."""

from __future__ import annotations

import re

MERGE_TAGS = re.compile(
    r"\{\{[^{}\n]{1,200}\}\}|\{%[^%\n]{1,200}%\}|\*\|\w{1,60}\|\*|%[A-Z][A-Z_]{1,60}%|\[\[[^\[\]\n]{1,60}\]\]"
    r"|<%[^%\n]{1,200}%>|\$\{[^{}\n]{1,200}\}"
)
