"""What tests of formats share: a draft read by its name, its prose, its fixes, and what holds for any of them."""

from __future__ import annotations

import re

from unpushy import formats
from unpushy.config import Config
from unpushy.document import Email
from unpushy.formats._html_marks import Shape, marks_of
from unpushy.formats._tags import tags_of
from unpushy.formats._templates import language_of
from unpushy.linter import Linter, fixed
from unpushy.rules import RuleSet

_STRING = re.compile(r""""[^"]*"|'[^']*'""")
LINTER = Linter(RuleSet.load(None), Config())


def read(text: str, name: str) -> Email:
    """A draft of a file's name."""
    return formats.read(text.encode(), name)


def prose(text: str, name: str) -> list[str]:
    """The texts of a draft's passages."""
    return [passage.text for passage in read(text, name).passages]


def mended(text: str, name: str, *, unsafe: bool = False) -> str:
    """A draft with its safe rewrites applied, or all of them."""
    format_name = read(text, name).format
    return fixed(text, lambda draft: formats.parse(draft, format_name), LINTER, unsafe=unsafe)


def assert_exact(email: Email) -> None:
    """Every character that stands for itself stands where its passage says."""
    for passage in email.passages:
        for segment in passage.mapped.map.segments:
            if segment.verbatim:
                there = email.source.text[segment.source : segment.source_end]
                assert passage.text[segment.clean : segment.clean_end] == there


def element_names(html: str) -> list[str]:
    """The elements of a document as they open and close."""
    return [mark.name for mark in marks_of(html) if mark.shape in (Shape.OPEN, Shape.CLOSE)]


def all_tags(text: str, format_name: str) -> list[str]:
    """The template tags of a draft, without the strings that those of translations show, and those of HTML."""
    base, _, name = format_name.partition("+")
    found = [text[tag.start : tag.end] for tag in tags_of(text, language_of(text, name))]
    found = [_STRING.sub('""', tag) if "trans" in tag else tag for tag in found]
    if base == "html":
        marks = (Shape.OPEN, Shape.CLOSE, Shape.COMMENT)
        found += [
            text[one.start : one.end]
            for one in marks_of(text)
            if one.shape in marks and "alt=" not in text[one.start : one.end]
        ]
    return found
