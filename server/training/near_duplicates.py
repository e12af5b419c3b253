"""Proves that the reader's data are no copies: of each other, of the test corpus, of the lists' examples.

Two sentences are near where they share more than half of the shorter one's character 5-grams. A hard negative
may be near the flagged sentence of its file whose twin it is. Sentences of a few words may be near others,
as they are in all mail; of those, flagged ones and hard negatives are each there once. ``python server/training/near_duplicates.py`` counts what
is near and fails if anything is; ``--prune`` takes the later sentence of each pair out of its file, and
whatever is near the corpus or an example.

Exact, and nearly linear: if a set shares more than half of its members, it shares some of its rarer half and
twelve more only if twelve of these are among them, so only sentences with rare 5-grams in common are compared.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import own_words
from scipy.sparse import csr_matrix

HERE = Path(__file__).parent
DATA = HERE / "acts"
CORPUS = HERE.parents[1] / "tests" / "corpus"
SIZE = 5
MOST_SHARED = 0.5
SHORTEST = 7
"""Words of a sentence that is compared; shorter ones may only not be the same."""
RARE = 12
"""So many rare 5-grams have to be shared before a pair is looked at."""
TOGETHER = 2_000
FLAGGED = ("common", "fresh")

Grams = frozenset[str]


@dataclass(frozen=True)
class Line:
    """A sentence of the data or of the corpus."""

    path: Path
    number: int
    """Of its line, from 0."""
    style: str
    text: str

    def is_twin_of(self, other: Line) -> bool:
        return self.path == other.path and any(
            one.style == "twin" and two.style in FLAGGED for one, two in ((self, other), (other, self))
        )


def lines(folder: Path) -> list[Line]:
    """The sentences of the files below a folder, in order."""
    out = []
    for path in sorted(folder.rglob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
            fields = line.split(" | ", 2)
            if not line.startswith("== ") and len(fields) == 3:
                out.append(Line(path, number, fields[1].strip(), fields[2]))
    return out


def is_long(text: str) -> bool:
    return len(re.findall(r"\w[\w'’-]*", text)) >= SHORTEST


def plain(text: str) -> str:
    """A text whatever its case, white space and apostrophes."""
    return " ".join(text.lower().replace("’", "'").split())


def grams(text: str) -> Grams:
    """The character 5-grams of a text."""
    whole = plain(text)
    return frozenset(whole[at : at + SIZE] for at in range(max(len(whole) - SIZE + 1, 1)))


def are_near(one: Grams, two: Grams) -> bool:
    """Whether they share more than half of the smaller one."""
    return len(one & two) > MOST_SHARED * min(len(one), len(two))


def near(sets: Sequence[Grams], others: Sequence[Grams]) -> Iterator[tuple[int, int]]:
    """Places in ``sets`` and ``others`` of all that are near, those of the first in order."""
    frequency = Counter(gram for one in (*sets, *others) for gram in one)
    order = {gram: n for n, gram in enumerate(sorted(frequency, key=lambda gram: (frequency[gram], gram)))}
    known = [sorted(order[gram] for gram in one) for one in sets]
    rest = known if others is sets else [sorted(order[gram] for gram in one) for one in others]
    if others is sets:
        pairs = {(min(pair), max(pair)) for pair in _within(known, known, len(order)) if pair[0] != pair[1]}
    else:
        pairs = {*_within(known, rest, len(order)), *((b, a) for a, b in _within(rest, known, len(order)))}
    return (pair for pair in sorted(pairs) if are_near(sets[pair[0]], others[pair[1]]))


def _within(small: Sequence[list[int]], large: Sequence[list[int]], width: int) -> Iterator[tuple[int, int]]:
    """Places of sets that may share enough with one that is as large or larger."""
    sizes_small, sizes_large = np.array([*map(len, small)]), np.array([*map(len, large)])
    rare = np.minimum(RARE, sizes_small // 2 + 1)
    heads = [one[: len(one) - len(one) // 2 - 1 + int(n)] for one, n in zip(small, rare, strict=True)]
    table = _matrix(large, width).T.tocsr()
    for first in range(0, len(heads), TOGETHER):
        shared = (_matrix(heads[first : first + TOGETHER], width) @ table).tocoo()
        rows = shared.row + first
        kept = (shared.data >= rare[rows]) & (sizes_small[rows] <= sizes_large[shared.col])
        yield from zip(rows[kept].tolist(), shared.col[kept].tolist(), strict=True)


def _matrix(rows: Sequence[Sequence[int]], width: int) -> csr_matrix:
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((place for row in rows for place in row), np.int32, starts[-1])
    return csr_matrix((np.ones(len(columns), np.int16), columns, starts), shape=(len(rows), width))


def offending(data: Sequence[Line]) -> dict[str, set[int]]:
    """Places of sentences that must go, by why."""
    places = [place for place, line in enumerate(data) if is_long(line.text)]
    sets = [grams(data[place].text) for place in places]
    later: set[int] = set()
    for first, second in near(sets, sets):
        if first not in later and not data[places[first]].is_twin_of(data[places[second]]):
            later.add(second)
    out = {"near another": {places[at] for at in later}, "short and there before": repeated(data)}
    texts = {
        "near tests/corpus": [line.text for line in lines(CORPUS)],
        "near an example of a list": sorted({text for text, _ in own_words._examples()}),
    }
    for what, others in texts.items():
        pairs = near(sets, [grams(text) for text in others if is_long(text)])
        out[what] = {places[at] for at, _ in pairs}
    return out


def repeated(data: Sequence[Line]) -> set[int]:
    """Places of short sentences, flagged ones and hard negatives, that are there before."""
    met: set[str] = set()
    out = set()
    for place, line in enumerate(data):
        words = plain(line.text).strip(" .,!?")
        if line.style != "-" and not is_long(line.text):
            if words in met:
                out.add(place)
            met.add(words)
    return out


def prune(path: Path, numbers: set[int]) -> None:
    """Take lines out of a file, and emails that have none left."""
    kept = [line for n, line in enumerate(path.read_text(encoding="utf-8").split("\n")) if n not in numbers]
    blocks = re.split(r"^(?=== )", "\n".join(kept), flags=re.MULTILINE)
    whole = [
        re.sub(r"\n{3,}", "\n\n", block)
        for block in blocks
        if not block.startswith("== ") or " | " in block.partition("\n")[2]
    ]
    path.write_text("".join(whole).rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--prune", action="store_true", help="take out what is near something else")
    arguments = parser.parse_args()
    data = lines(DATA)
    found = offending(data)
    going = set().union(*found.values())
    counts = ", ".join(f"{what}: {len(places)}" for what, places in found.items())
    print(f"{len(data):,} sentences; {counts}; together {len(going)}")
    of_files = Counter(data[place].path.stem for place in going)
    for name, count in of_files.most_common():
        print(f"  {name}: {count}")
    if arguments.prune:
        for path in {data[place].path for place in going}:
            prune(path, {data[place].number for place in going if data[place].path == path})
        print(f"{len(going)} taken out")
        return 0
    return 1 if going else 0


if __name__ == "__main__":
    sys.exit(main())
