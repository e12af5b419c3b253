"""The email documents of a UD English treebank, as plain-text drafts to measure on.

Reads ``en_ewt-ud-*.conllu.xz`` from the folder that ``UNPUSHY_TREEBANK`` names, by default
``../shared/data/ud_english_ewt`` beside the checkout.
"""

from __future__ import annotations

import lzma
import os
from collections.abc import Iterator
from pathlib import Path

_DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "data" / "ud_english_ewt"


def folder() -> Path | None:
    """Where the treebank is, or None where it is not."""
    path = Path(os.environ.get("UNPUSHY_TREEBANK", _DEFAULT))
    return path if path.is_dir() else None


def emails(source: Path) -> Iterator[tuple[str, str]]:
    """Each email document: its id, and its paragraphs of sentences as text."""
    name, text = "", ""
    for path in sorted(source.glob("*.conllu.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                if line.startswith("# newdoc id = "):
                    if name.startswith("email"):
                        yield name, text.strip() + "\n"
                    name, text = line[14:].strip(), ""
                elif line.startswith("# newpar"):
                    text = text.rstrip() + "\n\n"
                elif line.startswith("# text = "):
                    text += line[9:].rstrip("\n") + " "
    if name.startswith("email"):
        yield name, text.strip() + "\n"


def split(paragraph: str) -> list[str]:
    """Sentences of a paragraph, roughly: enough to mix them anew."""
    return [
        part.strip()
        for part in paragraph.replace("? ", "?\n").replace(". ", ".\n").split("\n")
        if part.strip()
    ]
