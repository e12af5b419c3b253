"""Bytes of a file become text that encodes to the same bytes; a name or the content tells the format."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unpushy import formats
from unpushy.document import Source
from unpushy.formats import UnreadableDraft, decode, read
from unpushy.formats._templates import BY_SUFFIX

CASES = [
    pytest.param(b"", None, Source("", "utf-8"), id="empty"),
    pytest.param(b"Hi Sam", None, Source("Hi Sam", "utf-8"), id="ascii"),
    pytest.param(b"caf\xc3\xa9 \xf0\x9f\x99\x82", None, Source("caf\xe9 \U0001f642", "utf-8"), id="utf-8"),
    pytest.param(b"\xef\xbb\xbfHi", None, Source("Hi", "utf-8", b"\xef\xbb\xbf"), id="utf-8-bom"),
    pytest.param(b"\xef\xbb\xbf", None, Source("", "utf-8", b"\xef\xbb\xbf"), id="only-a-bom"),
    pytest.param(b"\xff\xfeH\x00i\x00", None, Source("Hi", "utf-16-le", b"\xff\xfe"), id="utf-16-le"),
    pytest.param(b"\xfe\xff\x00H\x00i", None, Source("Hi", "utf-16-be", b"\xfe\xff"), id="utf-16-be"),
    pytest.param(
        b"\xff\xfe\x00\x00H\x00\x00\x00i\x00\x00\x00",
        None,
        Source("Hi", "utf-32-le", b"\xff\xfe\x00\x00"),
        id="utf-32-le",
    ),
    pytest.param(
        b"I paid the c\xe9 now",
        None,
        Source(
            "I paid the c\xe9 now",
            "cp1252",
            b"",
            ("not valid UTF-8 (byte 0xE9 at offset 12); read as Windows-1252",),
        ),
        id="cp1252",
    ),
    pytest.param(
        b"don\x92t",
        None,
        Source(
            "don\u2019t", "cp1252", b"", ("not valid UTF-8 (byte 0x92 at offset 3); read as Windows-1252",)
        ),
        id="cp1252-apostrophe",
    ),
    pytest.param(
        b"\xef\xbb\xbfcaf\xe9",
        None,
        Source(
            "caf\xe9",
            "cp1252",
            b"\xef\xbb\xbf",
            ("not valid UTF-8 (byte 0xE9 at offset 6); read as Windows-1252",),
        ),
        id="a-bom-that-lies",
    ),
    pytest.param(
        b"a\x81b",
        None,
        Source("a\x81b", "latin-1", b"", ("not valid UTF-8 (byte 0x81 at offset 1); read as ISO-8859-1",)),
        id="undefined-in-cp1252",
    ),
    pytest.param(b"\xf0\xd2", "koi8-r", Source("\u041f\u0440", "koi8-r"), id="declared"),
    pytest.param(b"caf\xe9", "ISO-8859-1", Source("caf\xe9", "iso8859-1"), id="declared-latin-1"),
    pytest.param(b"don\x92t", "iso-8859-1", Source("don\u2019t", "cp1252"), id="latin-1-that-is-cp1252"),
    pytest.param(b"caf\xc3\xa9", "koi8-r", Source("caf\xe9", "utf-8"), id="utf-8-beats-the-label"),
    pytest.param(
        b"caf\xe9",
        "utf-8",
        Source(
            "caf\xe9",
            "cp1252",
            b"",
            ("not valid UTF-8 (byte 0xE9 at offset 3), and not 'utf-8', as it says; read as Windows-1252",),
        ),
        id="declared-does-not-fit",
    ),
    pytest.param(
        b"caf\xe9",
        "x-klingon",
        Source(
            "caf\xe9",
            "cp1252",
            b"",
            (
                "not valid UTF-8 (byte 0xE9 at offset 3), and not 'x-klingon', as it says; read as Windows-1252",
            ),
        ),
        id="declared-unknown",
    ),
    pytest.param(
        b"caf\xe9",
        "utf-7",
        Source(
            "caf\xe9",
            "cp1252",
            b"",
            ("not valid UTF-8 (byte 0xE9 at offset 3), and not 'utf-7', as it says; read as Windows-1252",),
        ),
        id="declared-with-shifts",
    ),
    pytest.param(b"\x1b$B$3\x1b(B", None, Source("\x1b$B$3\x1b(B", "utf-8"), id="iso-2022-stays"),
]


@pytest.mark.parametrize(("data", "declared", "source"), CASES)
def test_decoded(data, declared, source):
    assert decode(data, declared) == source
    assert source.encode(source.text) == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            b"PK\x03\x04\0\0",
            "looks like a zip archive or an office document, not like text; "
            "save the draft as plain text or .eml",
            id="docx",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
            "looks like an Outlook .msg or old office document, not like text; "
            "save the draft as plain text or .eml",
            id="msg",
        ),
        pytest.param(
            b"H\0i\0",
            "holds a NUL byte at offset 1, so it is binary, or UTF-16 without a byte order mark; "
            "save the draft as UTF-8 text",
            id="utf-16-without-a-mark",
        ),
        pytest.param(
            b"\x01\x02\x03\x04ab",
            "mostly control characters, so it is no text; save the draft as plain text or .eml",
            id="controls",
        ),
        pytest.param(
            b"\xff\xfeH\0i",
            "marked as UTF-16, but broken at byte 4; save it again as UTF-8",
            id="half-a-utf-16-unit",
        ),
        pytest.param(
            b"\xff\xfe\0\xd8",
            "marked as UTF-16, but broken at byte 2; save it again as UTF-8",
            id="lone-surrogate",
        ),
    ],
)
def test_no_text(data, message):
    with pytest.raises(UnreadableDraft) as caught:
        decode(data)
    assert str(caught.value) == message


LABELS = ["utf-8", "us-ascii", "iso-8859-1", "windows-1252", "koi8-r", "gbk", "big5", "shift_jis", "euc-kr"]
LABELS += ["gb18030", "utf-7", "utf-16", "iso-2022-jp", "hz", "zlib", "punycode", "undefined", "x-none", ""]


@given(st.binary(max_size=40), st.none() | st.sampled_from(LABELS))
@example(b"\xef\xbb\xbf\xef\xbb\xbf", None)
@example(b"\x81\x8d", "shift_jis")
def test_the_same_bytes_come_back(data, declared):
    try:
        source = decode(data, declared)
    except UnreadableDraft:
        return
    assert source.encode(source.text) == data


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.sampled_from(["utf-8", "utf-16", "utf-32"])
)
def test_any_text_is_read_back(text, encoding):
    source = decode(text.encode("utf-8-sig" if encoding == "utf-8" else encoding))
    assert source.text == text
    assert source.notes == ()


MAIL = b"From: a@b.c\nSubject: Hello\n\nHi\n"
ONE_FIELD = b"Subject: Hello\n\nHi\n"


@pytest.mark.parametrize(
    ("data", "name", "format_name"),
    [
        pytest.param(b"Hi", "a.eml", "eml", id="suffix"),
        pytest.param(b"Hi", "dir.txt/A.EML", "eml", id="suffix-in-capitals"),
        pytest.param(b"Hi", "a.draft", "eml", id="draft"),
        pytest.param(b"Hi", "a.email", "eml", id="email"),
        pytest.param(b"Hi", "a.txt", "plain", id="txt"),
        pytest.param(MAIL, "a.txt", "eml", id="txt-that-is-mail"),
        pytest.param(ONE_FIELD, "a.txt", "plain", id="one-field-is-no-header"),
        pytest.param(MAIL.replace(b"\n\n", b"\n"), "a.txt", "plain", id="no-blank-line"),
        pytest.param(MAIL, "", "eml", id="stdin-mail"),
        pytest.param(b"Hi", "", "plain", id="stdin-prose"),
        pytest.param(MAIL, "mutt-host.example.org-1000-42-17", "eml", id="mutt-temporary-file"),
        pytest.param(b"From deadbeef Mon Sep 17 00:00:00 2001\n" + MAIL, "0001-x.patch", "eml", id="patch"),
        pytest.param(b"To: \nCc: \nBcc: \nSubject: \n\n", "x", "eml", id="empty-fields"),
        pytest.param(b"To: a\r\nCc: b\r\n\r\nHi", "x", "eml", id="crlf"),
        pytest.param(b"To: a\rCc: b\r\rHi", "x", "eml", id="cr"),
        pytest.param(b"To: a\nTo: b\n\nHi", "x", "plain", id="the-same-field-twice"),
        pytest.param(b"Hi\n" + MAIL, "x", "plain", id="header-further-down"),
    ],
)
def test_format(data, name, format_name):
    assert read(data, name).format == format_name


def test_charset_of_the_part_is_used():
    data = (
        b"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=koi8-r\n"
        b"Content-Transfer-Encoding: 8bit\n\n\xf0\xd2\xc9\xd7\xc5\xd4\n"
    )
    email = read(data, "a.eml")
    assert email.source.encoding == "koi8-r"
    assert email.source.notes == ()
    assert email.source.text.endswith("\n\n\u041f\u0440\u0438\u0432\u0435\u0442\n")


def test_charset_of_the_part_that_holds_the_bytes():
    data = (
        b'Content-Type: multipart/mixed; boundary="b"\n\n'
        b"--b\nContent-Type: text/plain; charset=koi8-r\n\nHi\n"
        b"--b\nContent-Type: text/plain; charset=iso-8859-15\n\n\xa4 5\n--b--\n"
    )
    assert read(data, "a.eml").source.encoding == "iso8859-15"


def test_parse_text():
    assert formats.parse("Subject: x\n\nHi", "eml").headers == {"subject": "x"}
    with pytest.raises(ValueError, match=r"unknown format 'x'; known are csv, eml, .*plain"):
        formats.parse("Hi", "x")


def test_suffixes_are_lower_case_and_in_one_format_only():
    every = [suffix for module in formats.formats().values() for suffix in module.SUFFIXES]
    every += BY_SUFFIX
    assert {".eml", ".email", ".draft", ".txt", ".html", ".liquid"} <= formats.suffixes() == set(every)
    assert len(every) == len(set(every))
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in every)


def test_importing_the_package_imports_no_format():
    code = (
        "import sys, unpushy.formats as f\n"
        "print(*sorted(m for m in sys.modules if m.startswith(f.__name__ + '.') and '._' not in m))\n"
        "f.read(b'To: a\\nCc: b\\n\\nHi')\n"
        "print('email' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout == "\nFalse\n"
