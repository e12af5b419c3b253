"""Coordinates: maps go there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpushy.text import LineIndex, MappedText, MappedTextBuilder, OffsetMap, Span

TEXT = st.text(
    st.sampled_from("ab \t\n\r\u2028\u0085\x0c\u00a0\u00ade\u0301\U0001f642Z"), min_size=1, max_size=40
)


@st.composite
def mapped_texts(draw: st.DrawFn) -> MappedText:
    """Text of which parts are kept, replaced (by as many, fewer or more characters) or removed."""
    source = draw(TEXT)
    builder = MappedTextBuilder(source)
    at = 0
    while at < len(source):
        end = draw(st.integers(at + 1, len(source)))
        how = draw(st.sampled_from(["keep", "keep", "replace", "remove"]))
        if how == "keep":
            builder.keep(at, end)
        elif how == "replace":
            builder.replace(at, end, draw(TEXT))
        at = end
    return builder.build()


def spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


@given(st.data())
def test_clean_to_source_to_clean_is_the_identity_but_for_atoms(data: st.DataObject) -> None:
    mapped = data.draw(mapped_texts().filter(lambda mapped: mapped.text != ""))
    span = spans(data.draw, len(mapped.text))
    source = mapped.map.to_source(span)
    back = mapped.map.to_clean(source)
    assert back is not None
    assert back.covers(span)
    cut = [
        s for s in mapped.map.segments if not s.verbatim and s.clean < span.end and span.start < s.clean_end
    ]
    if all(span.start <= segment.clean and segment.clean_end <= span.end for segment in cut):
        assert back == span


@given(st.data())
def test_verbatim_spans_are_the_same_text(data: st.DataObject) -> None:
    mapped = data.draw(mapped_texts().filter(lambda mapped: mapped.text != ""))
    span = spans(data.draw, len(mapped.text))
    if mapped.map.is_verbatim(span):
        assert mapped.map.to_source(span).of(mapped.source) == span.of(mapped.text)
        edit = mapped.edit(span, "new")
        assert edit is not None
        assert edit.span == mapped.map.to_source(span)
    else:
        assert mapped.edit(span, "new") is None


@given(st.data())
def test_a_slice_maps_like_the_whole(data: st.DataObject) -> None:
    mapped = data.draw(mapped_texts().filter(lambda mapped: mapped.text != ""))
    outer = spans(data.draw, len(mapped.text))
    part = mapped.sliced(outer.start, outer.end)
    inner = spans(data.draw, len(outer))
    whole = Span(outer.start + inner.start, outer.start + inner.end)
    assert inner.of(part.text) == whole.of(mapped.text)
    assert part.map.to_source(inner) == mapped.map.to_source(whole)


@given(st.data())
def test_composed_maps_lead_to_the_outer_source(data: st.DataObject) -> None:
    outer = data.draw(mapped_texts().filter(lambda mapped: mapped.text != ""))
    builder = MappedTextBuilder(outer.text)
    kept = spans(data.draw, len(outer.text))
    builder.keep(kept.start, kept.end)
    both = builder.build().map.after(outer.map)
    inner = spans(data.draw, len(kept))
    whole = Span(kept.start + inner.start, kept.start + inner.end)
    assert both.to_source(inner) == outer.map.to_source(whole)


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        pytest.param("a\nb", 2, (1, 0), id="LF"),
        pytest.param("a\r\nb", 3, (1, 0), id="CRLF is one line end"),
        pytest.param("a\rb", 2, (1, 0), id="CR"),
        pytest.param("a\u2028b\x0cc\u0085d", 6, (0, 6), id="U+2028, form feed and NEL end no line"),
        pytest.param("\U0001f642e\u0301 x", 4, (0, 4), id="columns count code points"),
        pytest.param("a\n", 2, (1, 0), id="after the last line end"),
    ],
)
def test_line_index(text: str, offset: int, position: tuple[int, int]) -> None:
    assert LineIndex(text).position(offset) == position


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_text_is_an_error(offset: int) -> None:
    with pytest.raises(ValueError, match="outside a text of 3"):
        LineIndex("a\nb").position(offset)


def test_a_span_outside_the_map_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside the mapped text"):
        OffsetMap([]).to_source(Span(0, 1))


@pytest.mark.parametrize(("start", "end"), [(2, 1), (-1, 1)])
def test_a_span_runs_forward(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)
