"""Pug templates: indented lines, read as the HTML that they stand for."""

from __future__ import annotations

from unpushy.document import Email, Source

NAME = "pug"
SUFFIXES = (".pug", ".jade")
LANGUAGES = ("pug", "jade")


def parse(source: Source) -> Email:
    """The regions of a template."""
    from unpushy.formats._indented import PUG, read_indented

    return read_indented(source, NAME, PUG)
