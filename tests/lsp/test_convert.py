"""Findings in the protocol's terms."""

from __future__ import annotations

import pytest

from unpushy.lsp.convert import snippet


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("On [date], or not at all.", "On ${1:date}, or not at all.", id="one slot"),
        pytest.param("Would [day] or [day] suit?", "Would ${1:day} or ${2:day} suit?", id="equal slots"),
        pytest.param(r"$5 {a\b} [x}y]", r"\$5 {a\\b\} ${1:x\}y}", id="what snippets read as code"),
        pytest.param("No slot.", "No slot.", id="no slot"),
    ],
)
def test_slots_become_tab_stops(text: str, expected: str) -> None:
    assert snippet(text) == expected
