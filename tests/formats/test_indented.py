"""Pug and HAML: text is found between tags, and nothing else; what is rewritten stands where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading import LINTER, assert_exact, element_names, mended, prose, read
from unpushy.formats._indented import HAML, PUG, as_html


@pytest.mark.parametrize(
    ("name", "text", "passages"),
    [
        pytest.param("a.pug", "p Hi #{user.name},\np Tea.", ["Hi {{user.name}},", "Tea."], id="pug: values"),
        pytest.param("a.pug", "p.\n  Tea is\n  hot.\np Milk.", ["Tea is hot.", "Milk."], id="pug: block of text"),
        pytest.param("a.pug", "p\n  | Tea is\n  |  hot.\n", ["Tea is hot."], id="pug: piped text"),
        pytest.param("a.pug", "p Tea is #[b hot #[i now]].", ["Tea is hot now."], id="pug: elements in a line"),
        pytest.param("a.pug", "p= name\np!= name\np: a.btn(href='x') Go on", ["{{name}}", "{{name}}", "Go on"], id="pug: output"),
        pytest.param(
            "a.pug",
            'a(href="Tea."\n  title="Milk." data-x="Coffee.") Cake.\np Bun.',
            ["Milk.", "Cake.", "Bun."],
            id="pug: attributes on several lines",
        ),
        pytest.param(
            "a.pug",
            "if a\n  p Tea.\nelse\n  p Milk.\neach b in c\n  li= b\n- var d = 'x'\n+mixin(1, 'a)')\n  p Cake.",
            ["Tea.", "Milk.", "{{b}}", "Cake."],
            id="pug: code",
        ),
        pytest.param(
            "a.pug",
            "//- Tea.\n  Milk.\nscript.\n  let a;\nstyle\n  | b {}\n:markdown-it\n  Cake.\np Bun.",
            ["Bun."],
            id="pug: comments, scripts, filters",
        ),
        pytest.param("a.haml", "%p Hi #{@user.name},\n%p Tea.", ["Hi {{user.name}},", "Tea."], id="haml: values"),
        pytest.param("a.haml", "%p\n  Tea is\n  %b hot\n  now.\n", ["Tea is hot now."], id="haml: text on lines"),
        pytest.param("a.haml", "%p= name\n= name\n.box!= name", ["{{name}}", "{{name}}", "{{name}}"], id="haml: output"),
        pytest.param(
            "a.haml",
            '%img{src: "Tea.",\n  :alt => "Milk."}/\n%a(title="Cake." href="x") Bun.',
            ["Milk.", "Cake.", "Bun."],
            id="haml: attributes",
        ),
        pytest.param(
            "a.haml",
            "-# Tea.\n  Milk.\n:javascript\n  let a;\n- if b\n  %p Cake.\n- else\n  %p Bun.\n/ Jam.\n!!! 5\n",
            ["Cake.", "Bun."],
            id="haml: comments, filters, code",
        ),
    ],
)  # fmt: skip
def test_what_is_prose(name: str, text: str, passages: list[str]) -> None:
    email = read(text, name)
    assert email.format == name.partition(".")[2]
    assert [passage.text for passage in email.passages] == passages


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "a.pug",
            "p Hi #{name},\np.lead(title='x') As per my last email, it is #[b Tuesday].\n",
            "p Hi #{name},\np.lead(title='x') It is #[b Tuesday].\n",
        ),
        ("a.haml", "%p As per my last email, it is #{day}.\n", "%p It is #{day}.\n"),
    ],
)
def test_text_is_fixed_where_it_stands(name: str, before: str, after: str) -> None:
    assert mended(before, name) == after


@pytest.mark.parametrize(("name", "comment"), [("a.pug", "//- %s"), ("a.haml", "-# %s")])
def test_a_comment_keeps_what_stands_below(name: str, comment: str) -> None:
    tag = "%p" if name == "a.haml" else "p"
    text = f"{comment % 'unpushy: ignore'}\n{tag} Just checking in on the plan.\n"
    review = LINTER.review(read(text, name))
    assert [one.excerpt for one in review.suppressed] == ["Just checking in on the plan"]
    assert review.findings == []


def test_tags_in_one_line_go_as_deep_as_they_like() -> None:
    assert prose("a: " * 1500 + "b hello", "a.pug") == ["hello"]


def test_brackets_that_never_end_are_soon_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unpushy.formats._indented.patience", lambda text, longest: 10)
    middle = as_html("p(a b c d e f\np(title='Tea')\n", PUG)
    assert "title" in middle.mapped.text
    assert "<p title" not in middle.mapped.text


PIECES = st.sampled_from(
    ["p", "%p", ".a", "#b", "(", ")", "{", "}", "alt=", '"', "'", "| ", "//", "-# ", "- ", "if a", "else", "= b", "#{c}",
     "#[b d]", "]", ".", ":", "\n", "\n  ", "\n    ", " Just checking in on it.", " As per my last email, it rains.", " tea"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["a.pug", "a.haml"]))
def test_any_text_is_read_and_fixes_keep_its_tags(text: str, name: str) -> None:
    assert_exact(read(text, name))
    assert tags(mended(text, name), name) == tags(text, name)


def tags(text: str, name: str) -> list[str]:
    return element_names(as_html(text, PUG if name == "a.pug" else HAML).mapped.text)
