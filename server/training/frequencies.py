"""Writes ``unpushy/language/frequencies.py``: how often words, and two in a row, stand in English text.

Counted over the UD English Web Treebank (``UNPUSHY_TREEBANK`` names its folder), in octaves; what is
rarer than the last octave is left out. Run it again only when tokenisation changes.
"""

from __future__ import annotations

import lzma
import textwrap
from collections import Counter
from itertools import pairwise
from pathlib import Path

import treebank

from unpushy.language.tokens import norms_of_text

_TARGET = Path(__file__).resolve().parents[1] / "unpushy" / "language" / "frequencies.py"
_OCTAVES = range(6, 16)
_HEAD = '''"""How often words, and two in a row, stand in English text: octaves of counts by million tokens.

Counted over the UD English Web Treebank (its sentences, not their annotation) by
``server/training/frequencies.py``. Only the compiler of phrase lists reads this, to know by which
of its words a pattern is best found.
"""

OCTAVES = {
'''


def main() -> None:
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for path in sorted(treebank.folder().glob("*.conllu.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                if line.startswith("# text = "):
                    norms = norms_of_text(line[9:])
                    words.update(norms)
                    pairs.update(map(" ".join, pairwise(norms)))
    million = sum(words.values()) / 1_000_000
    octaves: dict[int, list[str]] = {octave: [] for octave in reversed(_OCTAVES)}
    for key, count in (words + pairs).items():
        octave = int(count / million).bit_length() - 1
        known = all(part.isascii() and part.isprintable() for part in key.split(" "))
        if octave in octaves and known and "<" not in key and '"' not in key and "\\" not in key:
            octaves[octave].append(key.replace(" ", "_"))
    with _TARGET.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for octave, keys in octaves.items():
            lines = textwrap.wrap(" ".join(sorted(keys)), 100, break_on_hyphens=False)
            file.write(f'    {octave}: """\n' + "".join(f"    {line}\n" for line in lines) + '    """,\n')
        file.write("}\n")


if __name__ == "__main__":
    main()
