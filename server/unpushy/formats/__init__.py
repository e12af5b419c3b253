"""Formats of drafts: a module without underscore in this package is one, found by its file's name.

A format has ``NAME``, ``SUFFIXES``, ``LANGUAGES`` (what editors call it) and ``parse(source) -> Email``. It
may have ``looks_like(text) -> bool``, where content tells it in a file without a suffix;
``declared_charset(text) -> str | None``, where files name their charset; ``MAILER_SUFFIXES`` of programs and
data that are drafts only in a folder of mail; ``MARKUP``, which says that templates are written in it (with
``holds(text) -> bool``: whether one makes it) and whether it is markup; and ``FIELDS``, which says that
``parse`` also takes the columns or paths of its texts.

A draft's format is its module's name, with a template language ("html+liquid") or fields ("csv:body") behind.
None is imported before it is needed.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from types import ModuleType

from unpushy.document import Email, Source
from unpushy.formats._decode import UnreadableDraft, decode
from unpushy.formats._templates import (
    BY_EDITOR,
    BY_SUFFIX,
    COMMENT_FORMS,
    has_logic,
    language_of,
    named_language,
)

__all__ = [
    "UnreadableDraft",
    "decode",
    "format_for",
    "formats",
    "languages",
    "mailer_suffixes",
    "parse",
    "read",
    "suffixes",
]

_MAIL = "eml"
_FALLBACK = "plain"
_LONGEST_TEMPLATE = 2_000_000
"""Code points of a template that is read as one."""
_BETWEEN = "\n"
"""Stands between the fields in a format's name."""


@cache
def formats() -> Mapping[str, ModuleType]:
    """The format modules by their ``NAME``."""
    import pkgutil

    found = [
        importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    ]
    return {module.NAME: module for module in found}


def suffixes() -> frozenset[str]:
    """The file suffixes of all formats, lower case, with their dots."""
    return frozenset(suffix for module in formats().values() for suffix in module.SUFFIXES) | {*BY_SUFFIX}


def mailer_suffixes() -> frozenset[str]:
    """The suffixes of files that are drafts only in a folder of mail, or where somebody says so."""
    return frozenset(
        suffix for module in formats().values() for suffix in getattr(module, "MAILER_SUFFIXES", ())
    )


def languages() -> frozenset[str]:
    """What editors call the formats of drafts: their language identifiers; programs and data are none."""
    named = (module for module in formats().values() if not hasattr(module, "MAILER_SUFFIXES"))
    return frozenset(language for module in named for language in module.LANGUAGES) | {*BY_EDITOR}


def format_for(text: str, name: str, language: str, fields: Sequence[str] = ()) -> str:
    """The format of an open document: by its suffix, the editor's name for its language, or its content.

    ``fields`` are the columns or paths of its texts, where it is data.
    """
    if language in BY_EDITOR and not named_language(name)[0]:
        return f"{_template_base(text, name)}+{BY_EDITOR[language]}"
    if PurePath(name).suffix.lower() not in suffixes():
        for module in formats().values():
            if language in module.LANGUAGES and module.NAME != _FALLBACK:
                return str(module.NAME)
    return _with_fields(_format_of(text, name), fields)


def read(data: bytes, name: str = "", fields: Sequence[str] = ()) -> Email:
    """A draft from the bytes of a file (or of standard input, without a name).

    ``fields`` are the columns or paths of its texts, where it is data.
    Raises ``UnreadableDraft`` for bytes that are no text.
    """
    declared: str | None = None
    if not _is_utf8(data):
        # Header fields and boundaries are ASCII: any single-byte charset shows them.
        text = data.decode("latin-1")
        module = formats()[_format_of(text, name).partition("+")[0]]
        if hasattr(module, "declared_charset"):
            declared = module.declared_charset(text)
    source = decode(data, declared)
    return _parsed(source, _with_fields(_format_of(source.text, name), fields))


def parse(text: str, format: str) -> Email:  # noqa: A002 -- as ``Email.format``
    """A draft that is text already, such as an open document. Raises ``ValueError`` for an unknown format."""
    if re.split("[+:]", format, maxsplit=1)[0] not in formats():
        raise ValueError(f"unknown format {format!r}; known are {', '.join(sorted(formats()))}")
    return _parsed(Source(text), format)


def _parsed(source: Source, format_name: str) -> Email:
    made, _, fields = format_name.partition(":")
    base, _, template = made.partition("+")
    module = formats()[base]
    if fields:
        of_fields: Email = module.parse(source, fields.split(_BETWEEN))
        return replace(of_fields, format=format_name)
    markup: bool | None = getattr(module, "MARKUP", None)
    if markup is None or not (template or markup or has_logic(source.text)):
        email: Email = module.parse(source)
        return email
    if len(source.text) > _LONGEST_TEMPLATE:
        email = module.parse(source)
        note = f"longer than {_LONGEST_TEMPLATE:,} characters: template tags are read as text"
        return email if email.notes else replace(email, notes=(note,))
    from unpushy.formats._templated import read_template

    language = language_of(source.text, template)
    email = read_template(source, language, module.parse, markup=markup)
    return replace(
        email, format=format_name, comment_form=COMMENT_FORMS.get(language.name, email.comment_form)
    )


def _with_fields(format_name: str, fields: Sequence[str]) -> str:
    """The format with the fields that are read in it, where it has fields."""
    if fields and getattr(formats()[format_name.partition("+")[0]], "FIELDS", False):
        return f"{format_name}:{_BETWEEN.join(fields)}"
    return format_name


def _format_of(text: str, name: str) -> str:
    """By suffix; by content where that says nothing, and for .txt, which mail is often saved as."""
    template, stem = named_language(name)
    if template:
        return f"{_template_base(text, stem)}+{template}"
    suffix = PurePath(name).suffix.lower()
    for module in formats().values():
        if suffix in (*module.SUFFIXES, *getattr(module, "MAILER_SUFFIXES", ())) and module.NAME != _FALLBACK:
            return str(module.NAME)
    if formats()[_MAIL].looks_like(text):
        return _MAIL
    if not suffix:
        for format_name, module in formats().items():
            if format_name != _FALLBACK and hasattr(module, "looks_like") and module.looks_like(text):
                return format_name
    return _FALLBACK


def _template_base(text: str, stem: str) -> str:
    """The format that a template makes: by the suffix before the template's own, else by content."""
    suffix = PurePath(stem).suffix.lower()
    made = {name: module for name, module in formats().items() if hasattr(module, "MARKUP")}
    for name, module in made.items():
        if suffix in module.SUFFIXES:
            return name
    return next((name for name, module in made.items() if module.holds(text)), _FALLBACK)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
