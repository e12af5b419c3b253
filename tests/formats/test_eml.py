"""Mail: what is linted, where it stands in the file, and how a change is written back.

In the cases, «marks» in the source stand around the place that the words have there.
"""

from __future__ import annotations

import base64
import email
import email.policy
import quopri
from email.message import EmailMessage

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from unpushy.document import Email, Region, RegionKind, Source
from unpushy.formats import _mail, eml, read
from unpushy.text import Edit, MappedText, Span


def parse(text: str) -> Email:
    return eml.parse(Source(text))


def parse_whole(text: str, encoding: str = "utf-8") -> Email:
    """Parse with each text part as one region, as ``regions_of`` would have it for one paragraph."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_mail, "regions_of", lambda mapped: [Region(RegionKind.BODY, mapped)])
        return eml.parse(Source(text, encoding))


def marked(text: str) -> tuple[str, Span]:
    start, end = text.index("«"), text.index("»") - 1
    return text.replace("«", "").replace("»", ""), Span(start, end)


def qp(body: str, charset: str = "utf-8", more: str = "") -> str:
    return mime(body, f"text/plain; charset={charset}{more}", "quoted-printable")


def mime(body: str, kind: str = "text/plain; charset=utf-8", transfer: str = "8bit") -> str:
    return f"MIME-Version: 1.0\nContent-Type: {kind}\nContent-Transfer-Encoding: {transfer}\n\n{body}"


def parts(*bodies: str, kind: str = "mixed", end: str = "--b--\n") -> str:
    sections = "".join(f"--b\n{body}\n" for body in bodies)
    return f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\npreamble\n{sections}{end}'


FLOWED = "text/plain; charset=utf-8; format=flowed"
DELSP = FLOWED + "; delsp=yes"
HEAD = "From: a@example.org\nTo: b@example.org\n"

PLACES = [
    # Drafts as mail programs leave them
    pytest.param(HEAD + "Subject: Hi «there»\n\nBody\n", "subject", "there", id="subject"),
    pytest.param("SUBJECT:«x»\n\nBody\n", "subject", "x", id="field-name-in-capitals-no-blank"),
    pytest.param(HEAD + "Subject: «Café 🙂»\n\nBody\n", "subject", "Café 🙂", id="raw-utf-8-subject"),
    pytest.param("Subject: Re: «Hi»\n\nB\n", "subject", "Hi", id="reply-mark"),
    pytest.param("Subject: RE: FW: Fwd: «Hi»\n\nB\n", "subject", "Hi", id="many-marks"),
    pytest.param("Subject: Re[2]: AW: «Hi»\n\nB\n", "subject", "Hi", id="numbered-and-german-marks"),
    pytest.param("Subject: [PATCH 1/2] «Fix it»\n\nB\n", "subject", "Fix it", id="patch-mark"),
    pytest.param("Subject: Re: [RFC PATCH v2] «Fix it»\n\nB\n", "subject", "Fix it", id="rfc-patch-mark"),
    pytest.param("Subject: «[URGENT] Reply»\n\nB\n", "subject", "[URGENT] Reply", id="own-words-in-brackets"),
    pytest.param("Subject: «Regarding x»\n\nB\n", "subject", "Regarding x", id="re-is-no-prefix-of-a-word"),
    pytest.param("Subject: Two «lines\n of» it\n\nB\n", "subject", "lines of", id="folded"),
    pytest.param("Subject:\n «Folded» first\n\nB\n", "subject", "Folded", id="folded-at-once"),
    pytest.param("Subject: a\r\n\t«b» \r\nTo: x\r\n\r\nB", "subject", "b", id="folded-by-crlf-and-tab"),
    pytest.param("Subject: a\r «b»\r\rB", "subject", "b", id="cr-lines"),
    pytest.param("Subject: «one»\nSubject: two\n\nB\n", "subject", "one", id="first-subject-counts"),
    pytest.param("Cc: \nBcc:\nSubject: x\n\n«Body» text\n", "body", "Body", id="empty-mutt-fields"),
    pytest.param("Subject: x\nBcc:\n\n«Body»", "body", "Body", id="empty-last-field"),
    pytest.param("From x@y Thu Jan 1 00:00:00 1970\nSubject: «S»\n\nB\n", "subject", "S", id="mbox-line"),
    pytest.param(
        "From 9ec1f5bd2a Mon Sep 17 00:00:00 2001\nFrom: a\nSubject: [PATCH] «Do this»\n\nBody\n---\n",
        "subject",
        "Do this",
        id="git-format-patch",
    ),
    pytest.param("From now on, «we» wait.\n\nSecond\n", "body", "we", id="prose-that-begins-like-mbox"),
    pytest.param("«Just» prose.\n", "body", "Just", id="no-header"),
    pytest.param("\n«Just» prose: x\n", "body", "Just", id="blank-line-first"),
    pytest.param("To: x\nno field, «body»\n", "body", "body", id="no-blank-line"),
    pytest.param("To: x\n\nSubject: «body»\n", "body", "body", id="field-in-the-body"),
    pytest.param("To: x\r\n\r\n«a\r\nb»", "body", "a\r\nb", id="crlf-body"),
    # Encoded words
    pytest.param("Subject: «=?utf-8?Q?Caf=C3=A9?=»\n\nB\n", "subject", "Café", id="q-word"),
    pytest.param("Subject: «=?UTF-8?B?Q2Fmw6k=?=»\n\nB\n", "subject", "Caf", id="b-word-in-part"),
    pytest.param("Subject: «=?iso-8859-1?q?a_b=E9?=» c\n\nB\n", "subject", "b", id="underscore"),
    pytest.param("Subject: =?utf-8?Q?a?= «mid» =?utf-8?Q?b?=\n\nB\n", "subject", "mid", id="between-words"),
    pytest.param(
        "Subject: «=?utf-8?Q?long_?=\n =?utf-8?Q?word?=» x\n\nB\n",
        "subject",
        "long word",
        id="adjacent-words",
    ),
    pytest.param(
        "Subject: «=?utf-8?Q?=C3?= =?utf-8?Q?=A9t=C3=A9?=»\n\nB\n", "subject", "été", id="split-character"
    ),
    pytest.param(
        "Subject: «=?iso-8859-1?Q?=E9?= =?utf-8?B?w6k=?=»\n\nB\n", "subject", "éé", id="two-charsets"
    ),
    pytest.param("Subject: «=?utf-8*en?Q?=C3=A9?=»\n\nB\n", "subject", "é", id="language-tag"),
    pytest.param("Subject: «=?x-none?Q?=E9?=»\n\nB\n", "subject", "=?x-none?Q?=E9?=", id="unknown-charset"),
    pytest.param("Subject: «=?utf-8?B?A?=»\n\nB\n", "subject", "=?utf-8?B?A?=", id="broken-b-word"),
    pytest.param("Subject: =?utf-8?Q?Re:_?= «Hi»\n\nB\n", "subject", "Hi", id="encoded-reply-mark"),
    pytest.param("Subject: «=?utf-8?Q?Re:_H=C3=A9?=»\n\nB\n", "subject", "Hé", id="mark-in-the-same-word"),
    # Transfer encodings
    pytest.param(mime("«Café» au lait\n"), "body", "Café", id="8bit"),
    pytest.param(mime("«Hi» you", "text/plain", "7BIT"), "body", "Hi", id="7bit-in-capitals"),
    pytest.param(qp("A caf«=C3=A9» here\n"), "body", "é", id="qp-character"),
    pytest.param(qp("A «caf=C3=A9» here\n"), "body", "café", id="qp-word"),
    pytest.param(qp("caf=c3=a9 «t=3D=3d» x\n"), "body", "t==", id="qp-lower-case"),
    pytest.param(qp("=F0=9F=99=82«=F0=9F=99=83»\n"), "body", "🙃", id="qp-second-of-a-run"),
    pytest.param(qp("a so=\nft «br=\neak» x\n"), "body", "break", id="qp-soft-break"),
    pytest.param(qp("a so=  \r\nft «break»\r\n"), "body", "break", id="qp-soft-break-with-blanks"),
    pytest.param(qp("«=C3=\n=A9»t=C3=A9\n"), "body", "é", id="qp-soft-break-in-a-character"),
    pytest.param(qp("end   \n«next»\n"), "body", "next", id="qp-blanks-at-line-end"),
    pytest.param(qp("end«=20\nnext»\n"), "body", " \nnext", id="qp-blank-kept-by-escape"),
    pytest.param(qp("100«=» of =ZZ it\n"), "body", "=", id="qp-bare-equals"),
    pytest.param(qp("a «=ZZ» it\n"), "body", "=ZZ", id="qp-invalid-escape"),
    pytest.param(qp("=C9t«=E9»", "iso-8859-1"), "body", "é", id="qp-latin-1"),
    pytest.param(qp("don«=92»t", "iso-8859-1"), "body", "\u2019", id="qp-latin-1-that-is-cp1252"),
    pytest.param(qp("a«=83A»b", "shift_jis"), "body", "ア", id="qp-ascii-trail-byte"),
    pytest.param(qp("a«=C3»b"), "body", "\ufffd", id="qp-broken-character"),
    pytest.param(qp("a «b»=", ""), "body", "b", id="qp-soft-break-at-the-end"),
    pytest.param(mime("«SGk=»\n", transfer="base64"), "body", "H", id="base64"),
    pytest.param(mime("\n «SGkg\r\nQm9i» \n", transfer="base64"), "body", "Hi Bob", id="base64-two-lines"),
    pytest.param(mime("«SGk»", transfer="BASE64"), "body", "Hi", id="base64-without-padding"),
    pytest.param(
        mime("«6Q==»", "text/plain; charset=iso-8859-1", "base64"), "body", "é", id="base64-latin-1"
    ),
    # Flowed text
    pytest.param(mime("one \n«two» three\n", FLOWED), "body", "two", id="flowed"),
    pytest.param(mime("«one \ntwo» three\n", FLOWED), "body", "one two", id="flowed-across"),
    pytest.param(mime("un«ti \nl» now\n", DELSP), "body", "til", id="flowed-delsp"),
    pytest.param(mime(" «From» here\n", FLOWED), "body", "From", id="flowed-stuffing"),
    pytest.param(mime("a «b\nc»\n", FLOWED), "body", "b\nc", id="flowed-hard-break"),
    pytest.param(mime("a «b \r\nc»\r\n", FLOWED), "body", "b c", id="flowed-crlf"),
    pytest.param(qp("a «b=20\nc»\n", more="; format=flowed"), "body", "b c", id="flowed-qp"),
    pytest.param(mime("a «b \nc»\n", "text/plain; format=fixed"), "body", "b \nc", id="fixed"),
    # Parts
    pytest.param(parts("\nFirst «part»"), "body", "part", id="part"),
    pytest.param(parts("Content-Type: text/plain\n\n«Hi», Bob went"), "body", "Hi", id="part-with-header"),
    pytest.param(parts("\nOne", "\n«Two»"), "body", "Two", id="second-part"),
    pytest.param(parts("\n«Never» closed", end=""), "body", "Never", id="never-closed"),
    pytest.param(
        parts("Content-Type: text/html\n\n<p>x", "\n«Hi»", kind="alternative"), "body", "Hi", id="alternative"
    ),
    pytest.param(mime("<title>No</title><p>a «b<b>c»</b> d", "text/html"), "body", "bc", id="html"),
    pytest.param(qp("<p>caf«=C3=\n=A9&amp;» x").replace("plain", "html"), "body", "é&", id="html-qp"),
    pytest.param(parts("Content-Type: text/markdown\n\n«Hi»"), "body", "Hi", id="markdown-part"),
    pytest.param(parts(qp("caf«=E9»", "latin1")), "body", "é", id="qp-part"),
    pytest.param(parts(parts("\n«in»").replace("--b", "--c").replace('"b"', "c")), "body", "in", id="nested"),
    pytest.param(
        "Content-Type: multipart/mixed; boundary*0=b; boundary*1*=%62\n\n--bb\n\n«Hi»\n--bb--\n",
        "body",
        "Hi",
        id="boundary-of-rfc-2231",
    ),
    pytest.param(
        'Content-Type: multipart/mixed;\n boundary="a\\"b (c)"\n\n--a"b (c)\n\n«Hi»\n--a"b (c)--\n',
        "body",
        "Hi",
        id="quoted-boundary-in-a-folded-field",
    ),
    pytest.param(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n«Hi»\r\n--b--\r\n",
        "body",
        "Hi",
        id="crlf-parts",
    ),
]


@pytest.mark.parametrize(("source", "kind", "words"), PLACES)
def test_place(source, kind, words):
    text, place = marked(source)
    found = [region for region in parse_whole(text).regions if region.kind == kind and words in region.text]
    assert found, parse_whole(text).regions
    mapped = found[0].mapped
    start = mapped.text.index(words)
    assert mapped.map.to_source(Span(start, start + len(words))) == place


LINTED = [
    pytest.param("Subject: \n\nBody", ["Body"], id="empty-subject"),
    pytest.param("Subject: Re: \n\nBody", ["Body"], id="only-a-mark"),
    pytest.param("Subject: Only a header", ["Only a header"], id="only-headers"),
    pytest.param("Subject: x\n", ["x"], id="header-line-without-body"),
    pytest.param("Subject: x\n\n", ["x"], id="empty-body"),
    pytest.param("", [], id="empty"),
    pytest.param("Subject:", [], id="bare-field"),
    pytest.param(
        parts("Content-Disposition: attachment; filename=a.txt\n\nHi", "\nB"), ["B"], id="attachment"
    ),
    pytest.param(parts("Content-Disposition: inline\n\nA", "\nB"), ["A", "B"], id="inline"),
    pytest.param(parts("Content-Type: image/png\n\nx", "\nB"), ["B"], id="image"),
    pytest.param(parts("Content-Type: text/calendar\n\nx", "\nB"), ["B"], id="other-text"),
    pytest.param(
        parts("\nA", "Content-Type: text/markdown\n\nA", kind="alternative"), ["A"], id="same-twice"
    ),
    pytest.param(parts("", ""), [], id="empty-parts"),
    pytest.param(parts("\nA", end="--b--\n--b\n\nB\n"), ["A"], id="after-the-end"),
    pytest.param(parts("\nA\n--bb\nB\n--b-\nC"), ["A\n--bb\nB\n--b-\nC"], id="no-boundary-lines"),
    pytest.param(parts("\nA\n--b  \t\n\nB"), ["A", "B"], id="blanks-after-the-boundary"),
    pytest.param(parts("Content-Type: text\n\nA"), ["A"], id="type-without-subtype"),
    pytest.param(
        "Content-Type: multipart/signed; boundary=b\n\n--b\n\nA\n--b\n"
        "Content-Type: application/pgp-signature\n\nxyz\n--b--\n",
        ["A"],
        id="signed",
    ),
    pytest.param(mime("a > b\n> q \n> r\n>> s\n", FLOWED), ["a > b\n> q r\n>> s\n"], id="flowed-quote"),
    pytest.param(mime("a \n> q\n", FLOWED), ["a \n> q\n"], id="flowed-into-a-quote"),
    pytest.param(mime("a \n-- \nBob\n", FLOWED), ["a \n-- \nBob\n"], id="flowed-signature"),
    pytest.param(mime("a \n", FLOWED), ["a \n"], id="flowed-last-line"),
    pytest.param(mime("a \n \nb", FLOWED), ["a \nb"], id="flowed-stuffed-empty-line"),
    pytest.param(qp("H=00i=00", "utf-16-le"), ["Hi"], id="qp-utf-16"),
    pytest.param(qp("=1B$B$3=1B(B!", "iso-2022-jp"), ["こ!"], id="qp-iso-2022"),
]


@pytest.mark.parametrize(("text", "texts"), LINTED)
def test_linted_text(text, texts):
    assert [region.text for region in parse_whole(text).regions] == texts
    assert parse_whole(text).notes == ()


NOTES = [
    pytest.param(mime("<p>Hi", "text/html"), ("Hi",), (), id="html-only"),
    pytest.param(
        mime("not base64!", transfer="base64"),
        (),
        ("a part with invalid base64 is not checked",),
        id="invalid-base64",
    ),
    pytest.param(
        qp("=E9", "x-none"),
        (),
        ("a part in the unknown charset 'x-none' is not checked",),
        id="unknown-charset",
    ),
    pytest.param(qp("Hi", "x-none"), ("Hi",), (), id="unknown-charset-over-ascii"),
    pytest.param(
        mime("M2", transfer="x-uuencode"),
        (),
        ("a part with the unknown transfer encoding 'x-uuencode' is not checked",),
        id="unknown-transfer-encoding",
    ),
    pytest.param(
        mime("Hi", "multipart/mixed"),
        ("Hi",),
        ("a multipart message without its boundary is read as plain text",),
        id="no-boundary",
    ),
    pytest.param(
        mime("Hi", "multipart/mixed; boundary=b"),
        ("Hi",),
        ("a multipart message without its boundary is read as plain text",),
        id="boundary-never-comes",
    ),
]


@pytest.mark.parametrize(("text", "texts", "notes"), NOTES)
def test_notes(text, texts, notes):
    parsed = parse_whole(text)
    assert tuple(region.text for region in parsed.regions) == texts
    assert parsed.notes == notes


def test_forwarded_message_is_not_linted():
    text, place = marked(parts("\nSee below", "Content-Type: message/rfc822\n\n«Subject: x\n\nDo it now»"))
    assert [(region.kind, region.mapped.source_span) for region in parse(text).regions] == [
        (RegionKind.BODY, Span(text.index("See"), text.index("See") + len("See below"))),
        (RegionKind.FORWARDED, place),
    ]
    assert [passage.text for passage in parse(text).passages] == ["See below"]


def test_digest_holds_messages():
    kinds = [region.kind for region in parse(parts("\nTo: x\n\nA", kind="digest")).regions]
    assert kinds == [RegionKind.FORWARDED]


def test_flowed_quote_is_a_quote():
    text = mime("I agree with \nyou.\n\n> Do it \n> now.\n", FLOWED)
    assert [(region.kind, region.text) for region in parse(text).regions] == [
        (RegionKind.BODY, "I agree with \nyou.".replace(" \n", " ")),
        (RegionKind.QUOTE, "> Do it now."),
    ]


def test_wrapped_paragraph_is_one_passage():
    text = "To: x\r\nCc: y\r\n\r\nWe could move\r\nthe date.\r\n\r\nOr leave it.\r\n"
    assert [passage.text for passage in parse(text).passages] == [
        "We could move\r\nthe date.",
        "Or leave it.",
    ]


def test_second_of_two_equal_paragraphs_in_base64():
    text = mime(base64.encodebytes(b"Maybe later.\n\nMaybe later.\n").decode(), transfer="base64")
    second = list(parse(text).passages)[1]
    edit = second.mapped.edit(Span(6, 11), "now")
    assert edit is not None
    assert [passage.text for passage in parse(changed(second.mapped, edit)).passages] == [
        "Maybe later.",
        "Maybe now.",
    ]


def test_headers_are_decoded():
    text = "From: =?utf-8?Q?Zo=C3=AB?= <z@x.org>\nX-A: 1\nx-a: 2\nSubject: Re: a\n b\nBcc:\n\nHi"
    assert parse(text).headers == {
        "from": "Zoë <z@x.org>",
        "x-a": "1",
        "subject": "Re: a b",
        "bcc": "",
    }


EDITS = [
    # Subject
    pytest.param("Subject: Do «it now»\n\nB", "it now", "that", "that", id="subject"),
    pytest.param("Subject: Do «it now»\n\nB", "it now", "café", "café", id="non-ascii-in-a-draft"),
    pytest.param("MIME-Version: 1\nSubject: Do it\n\nB", "it", "é", None, id="non-ascii-in-a-message"),
    pytest.param("MIME-Version: 1\nSubject: Dö «it»\n\nB", "it", "é", "é", id="non-ascii-beside-non-ascii"),
    pytest.param("Subject: Do it\n now\n\nB", "it now", "that", None, id="across-a-fold"),
    pytest.param("Subject: Do \n it\n\nB", "  ", " ", None, id="fold-would-end-the-field"),
    pytest.param("Subject: a \n it\n b\n\nB", "it", "", None, id="fold-would-be-blank"),
    pytest.param("Subject: Do it\n\nB", "it", "a\nb", None, id="line-break"),
    pytest.param("Subject: Do it\n\nB", "it", "it ", None, id="blank-at-the-end"),
    pytest.param("Subject: Do it\n\nB", "Do", "Re: do", None, id="reply-mark-would-arise"),
    pytest.param("Subject: Do it\n\nB", "Do", "=?utf-8?Q?x?=", None, id="encoded-word-would-arise"),
    pytest.param(
        "Subject: «=?utf-8?Q?Do_it_caf=C3=A9?=»\n\nB",
        "Do it",
        "Dö",
        "=?utf-8?Q?D=C3=B6_caf=C3=A9?=",
        id="q-word",
    ),
    pytest.param(
        "Subject: «=?utf-8?b?RG8gaXQgw6k=?=»\n\nB", "Do it", "a", "=?utf-8?b?YSDDqQ==?=", id="b-word"
    ),
    pytest.param(
        "Subject: «=?utf-8?Q?Re:_a=C3=A9?=»\n\nB", "a", "b", "=?utf-8?Q?Re=3A_b=C3=A9?=", id="after-a-mark"
    ),
    pytest.param(
        "Subject: «=?utf-8?Q?one_?=\r\n =?utf-8?Q?two_=C3=A9?=» x\r\n\r\nB",
        "two",
        "2" * 60,
        f"=?utf-8?Q?one_{'2' * 51}?=\r\n =?utf-8?Q?222222222_=C3=A9?=",
        id="adjacent-words-folded-anew",
    ),
    pytest.param("Subject: =?latin1?Q?Do_it_=E9?=\n\nB", "it", "€", None, id="word-charset-lacks-it"),
    pytest.param("Subject: =?latin1?Q?=E9?= =?utf-8?Q?b?=\n\nB", "b", "c", None, id="two-charsets"),
    pytest.param("Subject: =?utf-8?Q?=C3=A9?= «a »b\n\nB", "a ", "", "", id="beside-a-word"),
    pytest.param("Subject: =?utf-8?Q?=C3=A9?= a =?utf-8?Q?b?=\n\nB", "a ", "", None, id="words-would-join"),
    pytest.param("Subject: =?utf-8?Q?=C3=A9?= a b\n\nB", " a", "-a", None, id="word-would-touch-text"),
    pytest.param("Subject: a b =?utf-8?Q?=C3=A9?=\n\nB", "b ", "b-", None, id="text-would-touch-a-word"),
    # As it stands
    pytest.param(mime("x «Do it»\n"), "Do it", "’tis", "’tis", id="8bit"),
    pytest.param(mime("x «Do it»\n", "text/plain", "7bit"), "Do it", "a", "a", id="7bit"),
    pytest.param(mime("x Do it\n", "text/plain", "7bit"), "Do it", "’tis", None, id="7bit-takes-ascii"),
    pytest.param(mime("Do it é\n", "text/plain; charset=latin1"), "Do it", "€", None, id="charset-lacks-it"),
    pytest.param(mime("Do it\n"), "it", "a\nb", None, id="body-line-break"),
    pytest.param("Subject: x\n\n«Do it»\n", "Do it", "’tis", "’tis", id="draft"),
    pytest.param("To: x\nDo it\n", "Do it", "Subject:", None, id="first-line-may-become-a-field"),
    pytest.param("To: x\ny z\n«Do it»\n", "Do it", "Subject:", "Subject:", id="second-line-may-not"),
    pytest.param(parts("\nx\n«Do it»-b"), "Do it", "a", "a", id="part"),
    pytest.param(parts("\nx\nDo it-b"), "Do it", "-", None, id="boundary-would-arise"),
    pytest.param(parts("\nx\nis --b Do it"), "Do it", "y", None, id="false-boundary-in-the-text"),
    # Quoted-printable
    pytest.param(qp("a «Do it» b\n"), "Do it", "é=", "=C3=A9=3D", id="qp"),
    pytest.param(qp("a «caf=C3=A9» b\n"), "café", "tea", "tea", id="qp-escape-replaced"),
    pytest.param(qp("a «Do it»\n"), "Do it", "x\t", "x=09", id="qp-blank-at-line-end"),
    pytest.param(qp("a« it»\n"), "it", "", "=20", id="qp-blank-before-line-end"),
    pytest.param(qp("a «Do i=\nt» b\n"), "Do it", "x", "x", id="qp-across-a-soft-break"),
    pytest.param(qp("a Do it b\n", "latin1"), "Do it", "€", None, id="qp-charset-lacks-it"),
    pytest.param(qp("a Do it =E9\n", "us-ascii"), "Do it", "x", None, id="qp-charset-lies"),
    pytest.param(qp("=Do it\n"), "Do it", "41", None, id="qp-escape-would-arise"),
    pytest.param(qp("=Do it41\n"), "Do it", "", None, id="qp-escape-would-close-up"),
    pytest.param(qp("=C3Do it=A9\n"), "Do it", "", None, id="qp-character-would-close-up"),
    pytest.param(
        qp("a" * 60 + "«Do it» b c d e f\n"),
        "Do it",
        "1234567890",
        "1234567890=\n",
        id="qp-rest-on-a-new-line",
    ),
    pytest.param(
        qp("a" * 60 + "«Do it»b\r\n"),
        "Do it",
        "é" * 4,
        "=C3=A9=C3=A9=\r\n=C3=A9=C3=A9",
        id="qp-folded",
    ),
    pytest.param(qp("a" * 90 + "«Do it»b\n"), "Do it", "Do", "Do", id="qp-shorter-in-a-long-line"),
    pytest.param(parts(qp("a «Do it»-b")), "Do it", "=", "=3D", id="qp-part"),
    pytest.param(parts(qp("Do it-b")), "Do it", "-", None, id="qp-boundary-would-arise"),
    # Base64
    pytest.param(mime("«RG8gaXQgbm93»\n", transfer="base64"), "Do it", "é", "w6kgbm93", id="base64"),
    pytest.param(
        mime("«RG8g\r\naXQg\r\nbm93»", transfer="base64"),
        "Do it",
        "é",
        "w6kg\r\nbm93",
        id="base64-same-lines",
    ),
    pytest.param(
        mime("«SGk=»\n", transfer="base64"), "Hi", "i" * 60, f"{'aWlp' * 19}\naWlp", id="base64-folded"
    ),
    pytest.param(
        mime("«aQ==»", "text/plain; charset=latin1", "base64"), "i", "é", "6Q==", id="base64-latin-1"
    ),
    pytest.param(mime("aQ==", "text/plain; charset=latin1", "base64"), "i", "€", None, id="base64-lacks-it"),
    pytest.param(
        mime("RG8g\r\naXQgbm\r\n93", transfer="base64"), "Do it", "a", None, id="base64-uneven-lines"
    ),
    pytest.param(mime("RG8gaXR=", transfer="base64"), "it", "a", None, id="base64-stray-bits"),
    # Flowed
    pytest.param(mime("x \n«Do it» now\n", FLOWED), "Do it", "a", "a", id="flowed"),
    pytest.param(mime("x \nDo it now\n", FLOWED), "Do it", ">", None, id="flowed-quote-would-arise"),
    pytest.param(mime("x \nDo it now\n", FLOWED), "Do it", " a", None, id="flowed-stuffing-would-arise"),
    pytest.param(mime("x Do it\ny\n", FLOWED), "Do it", "z ", None, id="flowed-would-flow-on"),
    pytest.param(mime("x «Do \nit» now\n", FLOWED), "Do it", "a", "a", id="flowed-across-a-soft-break"),
    pytest.param(mime("x «Do i \nt» now\n", DELSP), "Do it", "a", "a", id="delsp-across-a-soft-break"),
    pytest.param(qp("x=20\n«Do it» now\n", more="; format=flowed"), "Do it", "é", "=C3=A9", id="flowed-qp"),
    pytest.param(mime("«eCAKRG8gaXQ=»", FLOWED, "base64"), "Do it", "a", "eCAKYQ==", id="flowed-base64"),
]


def changed(mapped: MappedText, edit: Edit) -> str:
    return mapped.source[: edit.span.start] + edit.text + mapped.source[edit.span.end :]


@pytest.mark.parametrize(("source", "words", "new", "written"), EDITS)
def test_edit(source, words, new, written):
    text, place = marked(source) if "«" in source else (source, Span(0, 0))
    index, region = next(
        (index, region) for index, region in enumerate(parse_whole(text).regions) if words in region.text
    )
    at = Span(region.text.index(words), region.text.index(words) + len(words))
    edit = region.mapped.edit(at, new)
    assert edit == (None if written is None else Edit(place, written))
    if edit:
        after = parse_whole(changed(region.mapped, edit)).regions[index]
        assert after.text == region.text[: at.start] + new + region.text[at.end :]


# Against the standard library, which reads mail without offsets.

LETTERS = "abZ .=_?->\t09\r\n\u00e9\u20ac\u00a0\u00ade\u0301\u2028\U0001f642\u0416\u3053"
CHARSETS = ["utf-8", "utf-8", "us-ascii", "iso-8859-1", "windows-1252", "koi8-r", "shift_jis", "gb18030"]
CHARSETS += ["iso-2022-jp", "euc-kr"]
HEADER_TEXT = st.lists(
    st.text(st.sampled_from(sorted(set(LETTERS) - set("\r\n\t\u2028"))), max_size=9) | st.just(" word ")
).map("".join)
BODY_TEXT = st.lists(
    st.text(st.sampled_from(LETTERS), max_size=20) | st.sampled_from(["word " * 20, "--", "\n", "caf\u00e9 "])
).map("".join)


@st.composite
def leaves(draw: st.DrawFn) -> EmailMessage:
    charset = draw(st.sampled_from(CHARSETS))
    text = draw(BODY_TEXT).encode(charset, "ignore").decode(charset)
    transfers = ["quoted-printable", "base64"]
    if charset == "utf-8":
        transfers.append("8bit")
    if text.isascii():
        transfers.append("7bit")
    message = EmailMessage()
    kind = draw(st.sampled_from(["plain", "plain", "plain", "html", "markdown", "csv"]))
    message.set_content(text, kind, charset, draw(st.sampled_from(transfers)))
    if draw(st.integers(0, 5)) == 0:
        message.add_header("Content-Disposition", "attachment", filename=draw(HEADER_TEXT))
    return message


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> EmailMessage:
    if depth > 2 or draw(st.booleans()):
        leaf = draw(leaves())
        if depth and draw(st.integers(0, 9)) == 0:
            forwarded = EmailMessage()
            forwarded.set_content(leaf)
            return forwarded
        return leaf
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    kind = draw(st.sampled_from(["mixed", "alternative", "related"]))
    message["Content-Type"] = f"multipart/{kind}; boundary={'b' * (depth + 1)}"
    for _ in range(draw(st.integers(1, 3))):
        message.attach(draw(trees(depth + 1)))
    return message


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    message = draw(trees())
    message["From"] = "Zo\u00eb <z@example.org>"
    message["Subject"] = draw(HEADER_TEXT)
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    return message.as_bytes(policy=email.policy.default.clone(linesep=line_end))


def texts_by_stdlib(data: bytes) -> list[str]:
    return [text for _, text in _texts(email.message_from_bytes(data, policy=email.policy.default)) if text]


def _texts(part: email.message.Message) -> list[tuple[str, str]]:
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        found = [text for child in part.get_payload() for text in _texts(child)]
        if kind == "multipart/alternative" and any(kind == "text/plain" for kind, _ in found):
            return [(kind, text) for kind, text in found if kind == "text/plain"]
        return found
    if (
        kind not in ("text/plain", "text/markdown", "text/html")
        or part.get_content_disposition() == "attachment"
    ):
        return []
    return [(kind, part.get_payload(decode=True).decode(part.get_content_charset("ascii")))]


def read_whole(data: bytes) -> Email:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_mail, "regions_of", lambda mapped: [Region(RegionKind.BODY, mapped)])
        patch.setattr(_mail, "_of_html", lambda mapped, notes: [Region(RegionKind.BODY, mapped)])
        return read(data, "a.eml")


def bodies(parsed: Email) -> list[Region]:
    return [region for region in parsed.regions if region.kind is RegionKind.BODY]


@given(messages())
@settings(max_examples=300, deadline=None)
def test_texts_are_those_of_the_standard_library(data):
    parsed = read_whole(data)
    assert [region.text for region in bodies(parsed)] == texts_by_stdlib(data)
    assert parsed.source.encode(parsed.source.text) == data


@given(messages())
@settings(max_examples=300, deadline=None)
def test_headers_are_those_of_the_standard_library(data):
    oracle = email.message_from_bytes(data, policy=email.policy.default)
    headers = read_whole(data).headers
    assert headers["subject"] == str(oracle["subject"]).strip(" ")
    assert headers["from"] == str(oracle["from"])


@given(messages(), st.data())
@settings(deadline=None)
def test_spans_go_there_and_back(data, draw):
    for region in read_whole(data).regions:
        start = draw.draw(st.integers(0, len(region.text)))
        span = Span(start, draw.draw(st.integers(start, len(region.text))))
        place = region.mapped.map.to_source(span)
        back = region.mapped.map.to_clean(place)
        if not span:
            continue
        assert back is not None
        assert back.covers(span)
        if region.mapped.map.is_verbatim(span):
            assert back == span
            assert place.of(region.mapped.source) == span.of(region.text)


@given(messages(), BODY_TEXT | st.sampled_from(["", "word", "caf\u00e9", " ", "-- "]), st.data())
@settings(max_examples=300, deadline=None)
def test_edits_of_bodies_are_read_by_the_standard_library(data, new, draw):
    parsed = read_whole(data)
    for index, region in enumerate(bodies(parsed)):
        start = draw.draw(st.integers(0, len(region.text)))
        span = Span(start, draw.draw(st.integers(start, min(start + 9, len(region.text)))))
        edit = region.mapped.edit(span, new)
        event("edited" if edit else "declined")
        if edit is None:
            continue
        wanted = [region.text for region in bodies(parsed)]
        wanted[index] = region.text[: span.start] + new + region.text[span.end :]
        after = parsed.source.encode(changed(region.mapped, edit))
        assert [region.text for region in bodies(read_whole(after))] == [text for text in wanted if text]
        assert texts_by_stdlib(after) == [text for text in wanted if text]
        assert read_whole(after).headers == parsed.headers


@given(messages(), HEADER_TEXT, st.data())
@settings(max_examples=300, deadline=None)
def test_edits_of_the_subject_are_read_by_the_standard_library(data, new, draw):
    parsed = read_whole(data)
    for region in parsed.regions[:1]:
        if region.kind is not RegionKind.SUBJECT:
            continue
        start = draw.draw(st.integers(0, len(region.text)))
        span = Span(start, draw.draw(st.integers(start, len(region.text))))
        edit = region.mapped.edit(span, new)
        event("edited" if edit else "declined")
        if edit is None:
            continue
        wanted = region.text[: span.start] + new + region.text[span.end :]
        after = parsed.source.encode(changed(region.mapped, edit))
        assert read_whole(after).regions[0].text == wanted
        oracle = email.message_from_bytes(after, policy=email.policy.default)
        assert str(oracle["subject"]).strip(" ").endswith(wanted.strip(" "))
        assert texts_by_stdlib(after) == texts_by_stdlib(data)


WORD = st.sampled_from(
    ["so", "caf\u00e9", "plan", "\U0001f642", "e\u0301te", "to-day", "a=b", ">", "From", "\u3053"]
)


@st.composite
def flowed(draw: st.DrawFn, delsp: bool) -> tuple[str, str]:
    """Paragraphs, and the lines that a sender makes of them by RFC 3676, section 4.2."""
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    plain, lines = [], []
    for _ in range(draw(st.integers(1, 4))):
        words = draw(st.lists(WORD, max_size=8))
        plain.append(" ".join(words))
        line = ""
        for number, word in enumerate(words):
            line += word
            last = number == len(words) - 1
            if not last and draw(st.booleans()):
                lines.append(line + ("  " if delsp else " "))
                line = ""
            elif not last:
                line += " "
        lines.append(line)
    stuffed = [" " + line if line.startswith((" ", ">", "From")) else line for line in lines]
    return line_end.join(plain), line_end.join(stuffed)


@given(st.booleans(), st.sampled_from(["8bit", "quoted-printable", "base64"]), st.data())
@settings(max_examples=300, deadline=None)
def test_flowed_paragraphs_are_joined(delsp, transfer, data):
    plain, lines = data.draw(flowed(delsp))
    message = EmailMessage()
    message.set_content("", cte=transfer, charset="utf-8", params={"format": "flowed"})
    if delsp:
        message.set_param("delsp", "yes")
    raw = lines.encode()
    if transfer == "base64":
        written = base64.encodebytes(raw).decode()
    else:
        written = lines if transfer == "8bit" else quopri.encodestring(raw).decode()
    text = message.as_string().partition("\n\n")[0] + "\n\n" + written
    regions = parse_whole(text).regions
    assert "".join(region.text for region in regions) == plain
    for region in regions:
        start = data.draw(st.integers(0, len(plain)))
        span = Span(start, data.draw(st.integers(start, len(plain))))
        assert span.of(region.text) == "" or region.mapped.map.to_clean(
            region.mapped.map.to_source(span)
        ).covers(span)
        new = data.draw(WORD | st.sampled_from(["", " ", "-- "]))
        edit = region.mapped.edit(span, new)
        event("edited" if edit else "declined")
        if edit:
            after = parse_whole(changed(region.mapped, edit)).regions
            assert "".join(region.text for region in after) == plain[: span.start] + new + plain[span.end :]


SENTENCE = st.lists(
    st.sampled_from(["we", "could", "move", "caf\u00e9", "today", "\U0001f642"]), min_size=4, max_size=30
)


@given(
    st.lists(SENTENCE.map(lambda words: f"Maybe {' '.join(words)}."), min_size=1, max_size=4),
    st.sampled_from(["8bit", "quoted-printable", "base64", "draft"]),
    st.sampled_from(["calmly", "\u2019tis", "", "=", "> so", "- so", "-- "]),
    st.data(),
)
@settings(deadline=None)
def test_passages_change_where_they_are_edited(paragraphs, transfer, new, data):
    body = "\n\n".join(paragraphs) + "\n"
    if transfer == "draft":
        text = f"To: x\nSubject: Maybe later\n\n{body}"
    else:
        message = EmailMessage()
        message["Subject"] = "Maybe later"
        message.set_content(body, cte=transfer, charset="utf-8")
        text = message.as_bytes().decode()
    passages = list(parse(text).passages)
    assert [passage.text for passage in passages] == ["Maybe later", *paragraphs]
    index = data.draw(st.integers(0, len(passages) - 1))
    passage = passages[index]
    start = data.draw(st.integers(0, len(passage.text)))
    span = Span(start, data.draw(st.integers(start, len(passage.text))))
    edit = passage.mapped.edit(span, new)
    event("edited" if edit else "declined")
    if edit:
        wanted = [passage.text for passage in passages]
        wanted[index] = (passage.text[: span.start] + new + passage.text[span.end :]).strip()
        # What is left must be a sentence still: a last word alone would be read as the writer's name.
        assume(not wanted[index] or wanted[index].endswith("."))
        after = parse(changed(passage.mapped, edit)).passages
        assert [passage.text for passage in after] == [text for text in wanted if text]
