"""Blocks that are remembered and prose that is known at sight read as they do at first sight, below anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from unpushy.formats import _lines, _quoting, _regions, parse

DRAFTS = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "examples").iterdir())
    if path.suffix in (".txt", ".md", ".eml")
]
PIECES = [
    *("\n", "\n\n", "\n \n", "\r\n", "\r\n\r\n", "\r", "\r\r", "\n\u200b\n", "\u2028", "\x0c", " ", "    ", "a", "Dana"),
    *("Hi Dana,\n\n", "Team,\n", "\n\nHello Dana, the hall is blue today, and it stays so for all of this long week.\n\n", "Thanks,\nMarco\n", "\n-- \nMarco Rossi\n+1 555 010 99 88\n", "\n--\n", "P.S. The hall is blue.\n"),
    *("\nMarco\n", "\nBest,\n", "\n- Marco\n", "\n- one\n- two\n  more\n", "\n1. first\ntwo\n", "\n---\n", "\n*****\n", "\nSent from my iPhone\n"),
    *("\n> quoted\n", "\nOn Monday, Dana <dana@example.org> wrote:\n", "\n-----Original Message-----\n", "\nBegin forwarded message:\n"),
    *("\nFrom: dana@example.org\nTo: m@example.org\nSubject: Plan\n", "\n```\ncode\n", "\n```\n", "\n---\n a.txt | 2 +-\n 1 file changed\n\ndiff --git a/a b/a\n"),
    *("\ndiff --git a/a b/a\n@@ -1,2 +1,2 @@\n a\n\n-b\n+c\n", "\nThis email is confidential and intended solely for the addressee. Delete it if it came in error.\n"),
    *("\nI wanted to ask whether the samples for the Leeds store have come, and when you would like to see them.\n", "\n# Plan\n"),
]  # fmt: skip
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(PIECES)), max_size=8)


def reading(text: str, format_name: str) -> list[object]:
    """All that is read, with every place in the source."""
    email = parse(text, format_name)
    return [
        [(region.kind, region.text, region.text and region.mapped.source_span) for region in email.regions],
        [(passage.kind, passage.text, passage.mapped.source_span) for passage in email.passages],
        dict(email.headers),
    ]


@given(
    st.sampled_from(DRAFTS),
    EDITS,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["plain", "markdown", "eml"]),
)
@example("Hi,\n\n```\na\n\nb\n\nc\n```\nd\n", [], "\n", "plain")
@example("Plan:\n\n---\n a | 2 +-\n 1 file changed\n\ndiff --git a/a b/a\n\nSee you.\n", [], "\n", "plain")
@settings(max_examples=400, deadline=None)
def test_what_is_remembered_reads_as_at_first_sight(
    text: str, edits: list[tuple[float, int, str]], line_end: str, format_name: str
) -> None:
    text = text.replace("\n", line_end)
    for place, length, new in edits:
        at = int(place * len(text))
        text = text[:at] + new + text[at + length :]
    remembered = reading(text, format_name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_lines, "_blocks_between", lambda piece: None)
        patch.setattr(_regions, "is_plain", lambda kind, text: False)
        patch.setattr(_quoting, "_may_introduce", lambda text: True)
        assert reading(text, format_name) == remembered
    assert reading(text, format_name) == remembered
