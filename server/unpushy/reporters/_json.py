"""JSON that is printed while it is made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator


def array(items: Iterable[object], indent: int | None = None) -> Iterator[str]:
    """The pieces of an array, an item a line; with ``indent``, the lines of items stand so far in."""
    separator = "[\n"
    for item in items:
        yield separator + plain(item, indent).replace("\n", "\n ")
        separator = ",\n"
    yield "\n]" if separator == ",\n" else "[]"


def plain(item: object, indent: int | None = None) -> str:
    """An item, its letters as they are."""
    return json.dumps(item, ensure_ascii=False, indent=indent)
