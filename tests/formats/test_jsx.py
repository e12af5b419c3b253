"""JSX and TSX: what components show is prose, the program around them is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading import LINTER, assert_exact, element_names, mended, read
from unpushy.formats._jsx_text import as_html


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        pytest.param("const a = <Text>Hi {user.name},</Text>;", ["Hi {{user.name}},"], id="a value"),
        pytest.param("return (<Text>Tea is{' '}\n  <b>hot</b>.</Text>);", ["Tea is hot."], id="elements in a line"),
        pytest.param("const f = <T extends A>(a: T) => a < 3 && a > 2; <Text>Tea.</Text>", ["Tea."], id="a type"),
        pytest.param("const a = 'x <p>no</p>'; // <p>no</p>\n/* <p>no</p> */ `<p>${a}</p>`", [], id="strings, comments"),
        pytest.param("const a = x<y; const b = x < y;", [], id="comparisons"),
        pytest.param(
            "<>{a.map((b) => (<li key={b}>One {b}.</li>))}{c ? <Text>Tea.</Text> : <Text>Milk.</Text>}</>",
            ["One {{b}}.", "Tea.", "Milk."],
            id="loops and branches",
        ),
        pytest.param(
            "<Body style={{ a: '}' }} {...b}><Img alt='Tea' src={c}/><Link title=\"Milk\">Go</Link> on</Body>",
            ["Tea", "Milk", "Go on"],
            id="attributes",
        ),
        pytest.param(
            "<Text>{'Tea.'} {\"It\\'s hot.\"} {`Of ${n} cups.`} {a ? 'b' : 'c'} {t('It rains.')}</Text>",
            ["Tea. It's hot. Of {{n}} cups. {{a}} It rains."],
            id="strings",
        ),
        pytest.param("<Text>{/* Tea. */}Milk.</Text>", ["Milk."], id="a comment"),
        pytest.param("<Text>Tea &amp; milk", [], id="an element that never closes"),
        pytest.param("const a = 1 /* b; const c = <Text>Tea.</Text>", ["Tea."], id="a comment that never closes"),
        pytest.param("/* <a> */ const a = /[/*]/; <Text>Tea.</Text>", ["Tea."], id="a comment that closes before"),
        pytest.param("<Text>Tea {a</Text>", ["Tea"], id="braces that never close"),
    ],
)  # fmt: skip
def test_what_is_prose(text: str, passages: list[str]) -> None:
    email = read(text, "mail.tsx")
    assert email.format == "jsx"
    assert [passage.text for passage in email.passages] == passages


def test_braces_that_never_end_are_soon_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unpushy.formats._jsx_text.patience", lambda text, longest: 10)
    assert not as_html("<a b={ c d e f; <p>Tea.</p>").mapped.text


def test_text_is_fixed_where_it_stands() -> None:
    before = "const a = <Text>\n  As per my last email, it is {day} &amp; late.\n</Text>;\n"
    after = "const a = <Text>\n  It is {day} &amp; late.\n</Text>;\n"
    assert mended(before, "mail.tsx") == after


def test_a_comment_keeps_what_stands_below() -> None:
    text = "<Body>\n{/* unpushy: ignore */}\n<Text>Just checking in on the plan.</Text></Body>"
    review = LINTER.review(read(text, "mail.jsx"))
    assert [one.excerpt for one in review.suppressed] == ["Just checking in on the plan"]
    assert review.findings == []


PIECES = st.sampled_from(
    ["<Text>", "</Text>", "<b>", "</b>", "<>", "</>", "{", "}", "{a}", "{/* b */}", "(", ")", "=> ", "&& ", "'", '"', "`", "<", ">",
     "<Img alt='Just checking in on it' />", "return ", "a < b", "{'Just checking in on it.'}", "{`As per my last email, it is ${d}.`}", "\n", " Just checking in on it.", " As per my last email, it rains.", "//"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_read_and_fixes_keep_its_elements(text: str) -> None:
    assert_exact(read(text, "mail.tsx"))
    assert tags(mended(text, "mail.tsx")) == tags(text)


def tags(text: str) -> list[str]:
    return element_names(as_html(text).mapped.text)
