"""The script that proves the reader's data no copies: exact, whatever the shortcuts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("scipy", reason="make reader-data installs it")
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "server" / "training"))
import near_duplicates
from near_duplicates import Line, are_near, grams, near, offending, prune, repeated

WORDS = st.sampled_from("the invoice you sent on Monday was never paid so call me about all of it".split())
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), max_size=12)
FILE = """== one | domain: sales | profile: reply | voice: plain
- | - | Hi Orla,

pushy/fear | fresh | Ships that leave late have been known to sink.
- | twin | Ships that leave late have a band on board.

== two | domain: sales | profile: reply | voice: plain
pushy/fear | fresh | Ships that leave late are known to sink.

== three | domain: sales | profile: reply | voice: plain
- | - | Hi Orla,
"""


@given(TEXTS)
def test_all_that_are_near_are_found(texts: list[str]) -> None:
    sets = [grams(text) for text in texts]
    pairs = [(a, b) for b in range(len(sets)) for a in range(b) if are_near(sets[a], sets[b])]
    assert list(near(sets, sets)) == sorted(pairs)


@given(TEXTS, TEXTS)
def test_all_that_are_near_others_are_found(texts: list[str], others: list[str]) -> None:
    sets, rest = [grams(text) for text in texts], [grams(text) for text in others]
    pairs = [(a, b) for a, one in enumerate(sets) for b, two in enumerate(rest) if are_near(one, two)]
    assert list(near(sets, rest)) == pairs


def test_the_later_goes_and_twins_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "acts" / "ships.txt"
    file.parent.mkdir()
    file.write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(near_duplicates.own_words, "_examples", lambda: iter(()))
    data = near_duplicates.lines(file.parent)
    found = offending(data)
    going = set().union(*found.values())
    assert [data[place].text for place in going] == ["Ships that leave late are known to sink."]
    prune(file, {data[place].number for place in going})
    first, _, third = FILE.split("\n\n== ")
    assert file.read_text(encoding="utf-8") == f"{first}\n\n== {third}"


@pytest.mark.parametrize(
    ("styles", "gone"),
    [(("fresh", "common"), {1}), (("-", "fresh"), set()), (("-", "-"), set()), (("twin", "fresh"), {1})],
    ids=["flagged twice", "clean before", "clean", "hard negative"],
)
def test_short_flagged_sentences_are_there_once(styles: tuple[str, str], gone: set[int]) -> None:
    texts = ("Any news?", "any  news")
    data = [
        Line(Path("a"), n, style, text) for n, (style, text) in enumerate(zip(styles, texts, strict=True))
    ]
    assert repeated(data) == gone
