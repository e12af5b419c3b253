"""Findings in the protocol's terms."""

from __future__ import annotations

import pytest
from lsprotocol import types
from pygls.protocol import default_converter

from unpushy.lsp.convert import published, snippet


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


PLACE = types.Range(types.Position(1, 2), types.Position(3, 4))


@pytest.mark.parametrize(
    "diagnostic",
    [
        pytest.param(types.Diagnostic(PLACE, "Bare."), id="bare"),
        pytest.param(
            types.Diagnostic(
                PLACE,
                "Full.",
                types.DiagnosticSeverity.Warning,
                "pushy/check-in",
                types.CodeDescription("file:///rule.md"),
                "unpushy",
                [types.DiagnosticTag.Unnecessary],
                data={"family": "pushy", "fingerprint": "0"},
            ),
            id="full",
        ),
    ],
)
@pytest.mark.parametrize("version", [None, 7])
def test_published_diagnostics_are_what_cattrs_makes_of_them(
    diagnostic: types.Diagnostic, version: int | None
) -> None:
    params = types.PublishDiagnosticsParams("untitled:a", [diagnostic, diagnostic], version)
    assert published(params) == default_converter().unstructure(params)
