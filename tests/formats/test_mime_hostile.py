"""Broken and hostile mail: nothing raises, every region stays in the file and in order.

The big inputs are such that quadratic work on them would take hours.
"""

from __future__ import annotations

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from unpushy.document import Email, Region, RegionKind, Source
from unpushy.formats import UnreadableDraft, _mail, eml, read
from unpushy.text import Span

BIG = 1_000_000
MULTIPART = "Content-Type: multipart/mixed; boundary={}\n\n"
QP = "Content-Type: text/plain; charset={}\nContent-Transfer-Encoding: quoted-printable\n\n"
BASE64 = "Content-Type: text/plain; charset={}\nContent-Transfer-Encoding: base64\n\n"
FLOWED = "Content-Type: text/plain; format=flowed; delsp=yes\n\n"


def checked(text: str) -> Email:
    """Parse twice, with the real regions and with each part whole, and check what always holds."""
    whole = _checked(text, lambda mapped: [Region(RegionKind.BODY, mapped)])
    _checked(text, _mail.regions_of)
    return whole


def _checked(text, regions_of) -> Email:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_mail, "regions_of", regions_of)
        email = eml.parse(Source(text))
    at = 0
    for region in email.regions:
        assert region.text
        place = region.mapped.source_span
        # Slices of one base64 run all stand at the place of the run.
        assert at <= place.start or not region.mapped.map.segments[0].verbatim
        at = place.end
        assert at <= len(text)
        for segment in region.mapped.map.segments[:50]:
            if segment.verbatim:
                clean = region.text[segment.clean : segment.clean_end]
                assert clean == text[segment.source : segment.source_end]
    return email


def texts(email: Email) -> list[str]:
    return [region.text for region in email.regions]


BOUNDARY_NOTE = "a multipart message without its boundary is read as plain text"

BROKEN = [
    pytest.param(MULTIPART.format('""') + "Hi", ["Hi"], [BOUNDARY_NOTE], id="empty-boundary"),
    pytest.param("Content-Type: multipart/mixed\n\nHi", ["Hi"], [BOUNDARY_NOTE], id="no-boundary"),
    pytest.param(MULTIPART.format("b") + "--b--\nHi", ["--b--\nHi"], [BOUNDARY_NOTE], id="only-the-end"),
    pytest.param(MULTIPART.format("b") + "--b", [], [], id="ends-in-a-boundary"),
    pytest.param(MULTIPART.format("b") + "--b\n--b\n--b--", [], [], id="nothing-between"),
    pytest.param(MULTIPART.format("b") + "--b\nHi", ["Hi"], [], id="part-without-blank-line"),
    pytest.param(
        "Content-Type: multipart/mixed; boundary=b\n--b\n\nHi", ["Hi"], [], id="head-without-blank-line"
    ),
    pytest.param("Content-Type: multipart/mixed; boundary=b", [], [BOUNDARY_NOTE], id="multipart-head-only"),
    pytest.param(
        MULTIPART.format("b") + "--b\n" + MULTIPART.format("c") + "--c\n\nHi\n--b\n\nYo\n--b--\n",
        ["Hi", "Yo"],
        [],
        id="inner-never-closed",
    ),
    pytest.param(
        MULTIPART.format("b") + "--b\n" + MULTIPART.format("b") + "--b\n\nHi\n--b--\n",
        ["Hi"],
        [BOUNDARY_NOTE],
        id="inner-with-the-outer-boundary",
    ),
    pytest.param(
        MULTIPART.format("x" * 10_000) + "--" + "x" * 10_000 + "\n\nHi\n--" + "x" * 10_000 + "--",
        ["Hi"],
        [],
        id="boundary-of-10000",
    ),
    pytest.param(
        MULTIPART.format("x" * 10_001) + "--x\nHi", ["--x\nHi"], [BOUNDARY_NOTE], id="longer-boundary"
    ),
    pytest.param(
        MULTIPART.format('"(.*)+[\\\\"') + "--(.*)+[\\\n\nHi", ["Hi"], [], id="regex-in-the-boundary"
    ),
    pytest.param(QP.format("utf-8") + "a=4 =G1 ==41 =\nb", ["a=4 =G1 =A b"], [], id="invalid-escapes"),
    pytest.param(QP.format("utf-8") + "=E2=82", ["\ufffd"], [], id="half-a-character"),
    pytest.param(QP.format("utf-8") + "=E2=82\nb=FFc", ["\ufffd\nb\ufffdc"], [], id="bad-bytes"),
    pytest.param(QP.format("utf-8") + "=E2=C3=A9", ["\ufffd\u00e9"], [], id="character-in-a-character"),
    pytest.param(QP.format("utf-8") + "=E2\u00e9=82", ["\ufffd\u00e9\ufffd"], [], id="raw-in-a-character"),
    pytest.param(QP.format("gbk") + "=81\nb=81", ["\ufffd\nb\ufffd"], [], id="lead-byte-at-the-line-end"),
    pytest.param(QP.format("undefined") + "Hi", ["Hi"], [], id="charset-that-always-fails"),
    pytest.param(
        QP.format("zlib") + "=E9", [], ["a part in the unknown charset 'zlib' is not checked"], id="zlib"
    ),
    pytest.param(
        QP.format("unicode_escape") + "=E9\\n",
        [],
        ["a part in the unknown charset 'unicode_escape' is not checked"],
        id="unicode-escape",
    ),
    pytest.param(
        QP.format("/etc/../../x") + "=E9",
        [],
        ["a part in the unknown charset '/etc/../../x' is not checked"],
        id="path-as-charset",
    ),
    pytest.param(
        BASE64.format("utf-8") + "SGk\u00e9",
        [],
        ["a part with invalid base64 is not checked"],
        id="non-ascii-base64",
    ),
    pytest.param(
        BASE64.format("utf-8") + "SGk=\nfooter",
        [],
        ["a part with invalid base64 is not checked"],
        id="text-after-base64",
    ),
    pytest.param(BASE64.format("utf-8") + " \n", [], [], id="empty-base64"),
    pytest.param(BASE64.format("utf-8") + "/w==", ["\ufffd"], [], id="base64-of-a-bad-byte"),
    pytest.param(BASE64.format("utf-16") + "SGk=", ["\u6948"], [], id="base64-utf-16"),
    pytest.param("To: x\n\na\0b", ["a\0b"], [], id="nul"),
    pytest.param("Subject: a\0b\n\nHi", ["a\0b", "Hi"], [], id="nul-in-the-subject"),
    pytest.param("Subject:\n \n \n\nHi", ["Hi"], [], id="folds-only"),
    pytest.param("Subject: =?utf-8?Q??=\n\nHi", ["Hi"], [], id="empty-word"),
    pytest.param(":\n\nHi", [":\n\nHi"], [], id="field-without-a-name"),
    pytest.param(
        "\ud800: x\nSubject: \ud800\n\n\ud800", ["\ud800: x\nSubject: \ud800\n\n\ud800"], [], id="surrogates"
    ),
    pytest.param(
        "Subject: =?utf-8?Q?\ud800?= \ud800", ["=?utf-8?Q?\ud800?= \ud800"], [], id="surrogate-subject"
    ),
    pytest.param(QP.format("utf-8") + "=C3\ud800", ["\ufffd\ud800"], [], id="surrogate-in-qp"),
]


@pytest.mark.parametrize(("text", "found", "notes"), BROKEN)
def test_broken(text, found, notes):
    email = checked(text)
    assert texts(email) == found
    assert list(email.notes) == notes


def nested(depth: int) -> str:
    heads = "".join(MULTIPART.format(f"b{level}") + f"--b{level}\n" for level in range(depth))
    return heads + "\nHi\n" + "".join(f"--b{level}--\n" for level in reversed(range(depth)))


@pytest.mark.parametrize(
    ("depth", "found", "notes"),
    [
        (20, ["Hi"], ()),
        (21, [], ("parts nested more than 20 deep are not checked",)),
        (1_000, [], ("parts nested more than 20 deep are not checked",)),
    ],
)
def test_depth(depth, found, notes):
    email = checked(nested(depth))
    assert texts(email) == found
    assert email.notes == notes


def test_number_of_parts():
    email = checked(MULTIPART.format("b") + "--b\n\nHi\n" * 1_500)
    assert texts(email) == ["Hi"] * 1_000
    assert email.notes == ("parts after the first 1000 are not checked",)


def test_number_of_fields():
    email = checked("".join(f"x-{number}: {number}\n" for number in range(20_000)) + "\nHi")
    assert texts(email) == ["Hi"]
    assert len(email.headers) == 10_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("x" * BIG, ["x" * BIG], id="one-line"),
        pytest.param("Subject: " + "x" * BIG, [], id="subject"),
        pytest.param("Subject: " + "\n x" * BIG + "\n\nHi", ["Hi"], id="folds"),
        pytest.param("Subject: " + "=?" * (BIG // 2) + "\n\nHi", ["Hi"], id="openings-of-words"),
        pytest.param("Subject: x\n\n" + "\n" * BIG, ["x", "\n" * BIG], id="blank-lines"),
        pytest.param("Subject: x\n\n" + "\r" * BIG, ["x", "\r" * BIG], id="cr-lines"),
        pytest.param("From " + "x" * BIG, ["From " + "x" * BIG], id="mbox-line"),
        pytest.param("x" * BIG + ":", ["x" * BIG + ":"], id="field-name"),
        pytest.param("a:\n" * BIG + "\nHi", ["Hi"], id="fields"),
        pytest.param("Content-Type: " + ';a="' * (BIG // 4) + "\n\nHi", ["Hi"], id="parameters-never-closed"),
        pytest.param("Content-Type: a/b" + ";" + " " * BIG + "\n\nHi", [], id="blanks-in-a-field"),
        pytest.param("Content-Type: a/b" + ';x="\\"' * (BIG // 6) + "\n\nHi", [], id="escaped-quotes"),
        pytest.param(MULTIPART.format("b") + "--b " * BIG, ["--b " * BIG], id="boundaries-in-a-line"),
        pytest.param(MULTIPART.format("b") + "--b" + " " * BIG + "x", ["--b" + " " * BIG + "x"], id="blanks"),
        pytest.param(MULTIPART.format("-") + "-" * BIG, ["-" * BIG], id="dashes"),
        pytest.param(QP.format("utf-8") + "=" * 200_000, ["=" * 199_999], id="equals-signs"),
        pytest.param(QP.format("utf-8") + "=C3=A9" * (BIG // 4), ["\u00e9" * (BIG // 4)], id="escapes"),
        pytest.param(QP.format("utf-8") + " " * BIG + "x", [" " * BIG + "x"], id="qp-blanks"),
        pytest.param(QP.format("utf-8") + "= " * BIG + "x", ["= " * BIG + "x"], id="qp-no-soft-breaks"),
        pytest.param(
            QP.format("gbk") + "=81" * (BIG // 8), ["\u4e96" * (BIG // 16)], id="two-byte-characters"
        ),
        pytest.param(BASE64.format("utf-8") + "eHh4" * (BIG // 4), ["xxx" * (BIG // 4)], id="base64"),
        pytest.param(BASE64.format("utf-8") + " " * BIG + "!", [], id="base64-blanks"),
        pytest.param(FLOWED + "x \n" * 50_000, ["x" * 49_999 + "x \n"], id="flowed"),
        pytest.param(FLOWED + ">" * BIG, [">" * BIG], id="quote-marks"),
        pytest.param(FLOWED + " \n" * BIG, [" \n" * BIG], id="flowed-too-long"),
    ],
)
def test_big(text, found):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_mail, "regions_of", lambda mapped: [Region(RegionKind.BODY, mapped)])
        email = eml.parse(Source(text))
    assert texts(email) == found


def test_a_big_part_with_escapes_is_one_place():
    text = QP.format("utf-8") + "caf=C3=A9=C3=A9=C3=A9 \r" * 50_000
    (region,) = [region for region in checked(text).regions if region.kind is RegionKind.BODY]
    assert region.text == "caf\u00e9\u00e9\u00e9\r" * 50_000
    assert region.mapped.map.to_source(Span(0, 1)) == Span(text.index("caf="), len(text))
    assert region.mapped.edit(Span(0, 3), "x") is None


def test_no_rewrite_in_big_base64():
    text = BASE64.format("utf-8") + "eHh4" * 25_001
    assert checked(text).regions[0].mapped.edit(Span(0, 1), "y") is None
    assert checked(text[:-4]).regions[0].mapped.edit(Span(0, 1), "y") is not None


PIECES = [
    *(
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        " ",
        "\t",
        ":",
        ";",
        '"',
        "=",
        "?",
        "-",
        "--b",
        "--b--",
        "--c",
        ">",
        "-- ",
    ),
    *("Subject: ", "To: ", "From ", "Re: ", "[PATCH]", "MIME-Version: 1.0", "Content-Type: ", "text/plain"),
    *("text/html", "multipart/mixed; boundary=b", "multipart/alternative; boundary=c", "message/rfc822"),
    *(
        "multipart/digest; boundary=b",
        "; charset=",
        "utf-8",
        "latin1",
        "gbk",
        "iso-2022-jp",
        "utf-16",
        "x-no",
    ),
    *("; format=flowed", "; delsp=yes", "Content-Transfer-Encoding: ", "quoted-printable", "base64", "7bit"),
    *("x-uu", "Content-Disposition: attachment", "=?utf-8?Q?", "=?latin1?B?", "=?gbk?q?", "?=", "=C3", "=A9"),
    *(
        "=E9",
        "=\n",
        "=81",
        "=1B$B",
        "SGk=",
        "w6k=",
        "AAAA",
        "Hi there. ",
        "caf\u00e9",
        "\u2028",
        "\x85",
        "\f",
    ),
    *("\0", "\ufeff", "e\u0301", "\u00ad", "\u00a0", "\U0001f642", "\ud83d", "*0=", "*=", "''", "%41", "\\"),
]
HEADS = [
    "",
    "To: x\nSubject: ",
    "MIME-Version: 1.0\nSubject: =?utf-8?Q?H=C3=A9?= ",
    *(
        QP.format(charset) + "Hi=\n"
        for charset in ("utf-8", "latin1", "gbk", "iso-2022-jp", "us-ascii", "utf-16")
    ),
    QP.format("utf-8; format=flowed"),
    QP.format("utf-8; format=flowed; delsp=yes"),
    *(BASE64.format(charset) for charset in ("utf-8", "gbk", "utf-8; format=flowed")),
    FLOWED,
    FLOWED.replace("; delsp=yes", ""),
    "Content-Type: text/plain; charset=utf-8\n\n",
    MULTIPART.format("b") + "--b\n",
    MULTIPART.format("b") + "--b\n" + QP.format("utf-8"),
    MULTIPART.format("b") + "--b\n" + FLOWED,
    MULTIPART.format("b")
    + "--b\n\nHi\n--b\n"
    + MULTIPART.format("c").replace("mixed", "alternative")
    + "--c\n",
]
MAILISH = st.tuples(
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.sampled_from("\n\r"),
).map(lambda drawn: f"{drawn[0]}{drawn[1]}".replace("\n", {"\n": "\n", "\r": "\r\n"}[drawn[2]]))


@given(MAILISH)
@settings(max_examples=500, deadline=None)
@example("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n--b--")
def test_anything_is_read(text):
    email = checked(text)
    assert eml.looks_like(text) in (True, False)
    eml.declared_charset(text)
    for region in email.regions:
        assert region.mapped.map.segments[-1].clean_end == len(region.text)


@given(
    MAILISH, st.sampled_from(["", "x", "caf\u00e9", "=", " ", "--b", "-- ", ">", "=?utf-8?Q?x?="]), st.data()
)
@settings(max_examples=500, deadline=None)
def test_any_edit_is_exact(text, new, data):
    """Each part is one region here, so exact means: this text changed so, and all else is as before."""
    before = texts(checked(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_mail, "regions_of", lambda mapped: [Region(RegionKind.BODY, mapped)])
        for index, region in enumerate(eml.parse(Source(text)).regions):
            start = data.draw(st.integers(0, len(region.text)))
            span = Span(start, data.draw(st.integers(start, len(region.text))))
            edit = region.mapped.edit(span, new)
            event("edited" if edit else "declined")
            if edit is None:
                continue
            wanted = [*before]
            wanted[index] = region.text[: span.start] + new + region.text[span.end :]
            after = text[: edit.span.start] + edit.text + text[edit.span.end :]
            assert texts(eml.parse(Source(after))) == [text for text in wanted if text]


@given(
    st.binary(max_size=60) | MAILISH.map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from([".eml", ""]),
)
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data, suffix):
    try:
        email = read(data, f"a{suffix}")
    except UnreadableDraft:
        return
    assert email.source.encode(email.source.text) == data
