"""HAML templates: indented lines, read as the HTML that they stand for."""

from __future__ import annotations

from unpushy.document import Email, Source

NAME = "haml"
SUFFIXES = (".haml",)
LANGUAGES = ("haml",)


def parse(source: Source) -> Email:
    """The regions of a template."""
    from unpushy.formats._indented import HAML, read_indented

    return read_indented(source, NAME, HAML)
