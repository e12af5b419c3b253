from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind, Range

from unpushy.lsp.positions import OutOfRangeError, Positions

TEXT = "a\u00e9\U0001f600b\r\nc\u2028d\x85e\rf\n"
ENCODINGS = [PositionEncodingKind.Utf8, PositionEncodingKind.Utf16, PositionEncodingKind.Utf32]
TEXTS = st.text(alphabet=st.sampled_from("ab \n\r\u00e9\u20ac\u2028\x85\x0c\U0001f600\u0301"), max_size=30)


@pytest.mark.parametrize(
    ("encoding", "column"),
    [
        pytest.param(PositionEncodingKind.Utf8, 7, id="bytes"),
        pytest.param(PositionEncodingKind.Utf16, 4, id="code units"),
        pytest.param(PositionEncodingKind.Utf32, 3, id="code points"),
    ],
)
def test_columns_are_counted_in_the_clients_units(encoding: PositionEncodingKind, column: int) -> None:
    positions = Positions(TEXT, encoding)
    assert positions.position(TEXT.index("b")) == Position(0, column)
    assert positions.offset(Position(0, column)) == TEXT.index("b")


def test_only_lf_crlf_and_cr_end_lines() -> None:
    positions = Positions(TEXT, PositionEncodingKind.Utf16)
    assert positions.line_count == 4
    assert positions.position(TEXT.index("e", 5)) == Position(1, 4)
    assert positions.position(TEXT.index("f")) == Position(2, 0)


def test_beyond_the_end_of_a_line_is_its_end() -> None:
    positions = Positions("ab\r\ncd", PositionEncodingKind.Utf16)
    assert positions.offset(Position(0, 99)) == 2
    assert positions.offset(Position(1, 99)) == 6


def test_the_line_after_the_last_is_the_end() -> None:
    assert Positions("ab\n", PositionEncodingKind.Utf16).offset(Position(2, 0)) == 3


@pytest.mark.parametrize(
    "position",
    [
        pytest.param(Position(2, 1), id="behind the end"),
        pytest.param(Position(9, 0), id="no such line"),
        pytest.param(Position(0, 1), id="within a surrogate pair"),
    ],
)
def test_what_is_not_there_is_refused(position: Position) -> None:
    with pytest.raises(OutOfRangeError):
        Positions("\U0001f600\nb", PositionEncodingKind.Utf16).offset(position)


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(OutOfRangeError):
        Positions("abc", PositionEncodingKind.Utf16).span(Range(Position(0, 2), Position(0, 1)))


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_there_and_back(text: str, encoding: PositionEncodingKind) -> None:
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            continue  # the middle of a line end is no place of its own
        assert positions.offset(positions.position(offset)) == offset
