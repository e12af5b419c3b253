"""Mail: what is linted, where it stands in the file, and how a change is written back.

In the cases, «marks» in the source stand around the place that the words have there.
"""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from unpushy.document import Email, Region, RegionKind, Source
from unpushy.formats import eml, read
from unpushy.text import MappedText, Span


def parse(text: str) -> Email:
    return eml.parse(Source(text))


def parse_whole(text: str, encoding: str = "utf-8") -> Email:
    """Parse with each text part as one region, as ``regions_of`` would have it for one paragraph."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(eml, "regions_of", lambda mapped: [Region(RegionKind.BODY, mapped)])
        return eml.parse(Source(text, encoding))


def marked(text: str) -> tuple[str, Span]:
    start, end = text.index("«"), text.index("»") - 1
    return text.replace("«", "").replace("»", ""), Span(start, end)


def unwrapped(text: str) -> tuple[str, str]:
    """A body given as ``head|body`` under a MIME header, or as it stands."""
    return text.partition("|")[0], text.partition("|")[2]


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
        "Subject: «=?utf-8?Q?long_?=\n =?utf-8?Q?word?=» x\n\nB\n", "subject", "long word", id="adjacent-words"
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
    pytest.param(qp("100«=» of =ZZ «it".replace("«it", "it") + "»\n".replace("»", "")), "body", "=", id="qp-bare-equals"),
    pytest.param(qp("=E9t«=E9»", "iso-8859-1"), "body", "é", id="qp-latin-1"),
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
    start = mapped.text.rindex(words) if words == "é" else mapped.text.index(words)
    assert mapped.map.to_source(Span(start, start + len(words))) == place


LINTED = [
    pytest.param("Subject: \n\nBody", ["Body"], id="empty-subject"),
    pytest.param("Subject: Re: \n\nBody", ["Body"], id="only-a-mark"),
    pytest.param("Subject: Only a header", ["Only a header"], id="only-headers"),
    pytest.param("Subject: x\n", ["x"], id="header-line-without-body"),
    pytest.param("Subject: x\n\n", ["x"], id="empty-body"),
    pytest.param("", [], id="empty"),
    pytest.param("Subject:", [], id="bare-field"),
    pytest.param(parts("Content-Disposition: attachment; filename=a.txt\n\nHi", "\nB"), ["B"], id="attachment"),
    pytest.param(parts("Content-Disposition: inline\n\nA", "\nB"), ["A", "B"], id="inline"),
    pytest.param(parts("Content-Type: image/png\n\nx", "\nB"), ["B"], id="image"),
    pytest.param(parts("Content-Type: text/calendar\n\nx", "\nB"), ["B"], id="other-text"),
    pytest.param(parts("\nA", "Content-Type: text/markdown\n\nA", kind="alternative"), ["A"], id="same-twice"),
    pytest.param(parts("", ""), [], id="empty-parts"),
    pytest.param(parts("\nA", end="--b--\n--b\n\nB\n"), ["A"], id="after-the-end"),
    pytest.param(parts("\nA\n--bb\nB\n--b-\nC"), ["A\n--bb\nB\n--b-\nC"], id="no-boundary-lines"),
    pytest.param(parts("\nA\n--b  \t\n\nB"), ["A", "B"], id="blanks-after-the-boundary"),
    pytest.param(parts("Content-Type: text\n\nA"), ["A"], id="type-without-subtype"),
    pytest.param("Content-Type: multipart/signed; boundary=b\n\n--b\n\nA\n--b\n"
                 "Content-Type: application/pgp-signature\n\nxyz\n--b--\n", ["A"], id="signed"),
    pytest.param(mime("a > b\n> q \n> r\n>> s\n", FLOWED), ["a > b\n> q r\n>> s\n"], id="flowed-quote"),
    pytest.param(mime("a \n> q\n", FLOWED), ["a \n> q\n"], id="flowed-into-a-quote"),
    pytest.param(mime("a \n-- \nBob\n", FLOWED), ["a \n-- \nBob\n"], id="flowed-signature"),
    pytest.param(mime("a \n", FLOWED), ["a \n"], id="flowed-last-line"),
    pytest.param(mime("a \n \nb", FLOWED), ["a \nb"], id="flowed-stuffed-empty-line"),
    pytest.param(qp("H=65=0D=0Ay", "utf-16"), ["\ufeff"[:0] + b"He\r\ny".decode("utf-16-le", "replace")], id="qp-utf-16"),
]


@pytest.mark.parametrize(("text", "texts"), LINTED)
def test_linted_text(text, texts):
    assert [region.text for region in parse_whole(text).regions] == texts
    assert parse_whole(text).notes == ()


NOTES = [
    pytest.param(mime("<p>Hi", "text/html"), (), ("HTML part not checked",), id="html-only"),
    pytest.param(
        mime("not base64!", transfer="base64"),
        (),
        ("a part with invalid base64 is not checked",),
        id="invalid-base64",
    ),
    pytest.param(
        qp("=E9", "x-none"), (), ("a part in the unknown charset 'x-none' is not checked",), id="unknown-charset"
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
    assert [passage.text for passage in parse(text).passages()] == ["See below"]


def test_digest_holds_messages():
    kinds = [region.kind for region in parse(parts("\nTo: x\n\nA", kind="digest")).regions]
    assert kinds == [RegionKind.FORWARDED]


def test_flowed_quote_is_a_quote():
    text = mime("I agree with \nyou.\n\n> Do it \n> now.\n", FLOWED)
    assert [(region.kind, region.text) for region in parse(text).regions] == [
        (RegionKind.BODY, "I agree with \nyou.".replace(" \n", " ")),
        (RegionKind.QUOTE, "> Do it now."),
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
    # Headers
    pytest.param("Subject: Do «it now»\n\nB", "subject", "that", "that", id="subject"),
    pytest.param("Subject: Do «it now»\n\nB", "subject", "café", "café", id="non-ascii-in-a-draft"),
    pytest.param("MIME-Version: 1.0\nSubject: Do «it now»\n\nB", "subject", "café", None, id="non-ascii-in-mail"),
    pytest.param("Subject: Do «it\n now»\n\nB", "subject", "that", None, id="across-a-fold"),
    pytest.param("Subject: Do «it»\n\nB", "subject", "a\nb", None, id="line-break"),
    pytest.param("Subject: Do «it»\n\nB", "subject", "it ", None, id="blank-at-the-end-is-lost"),
    pytest.param("Subject: «Do» it\n\nB", "subject", "Re: do", None, id="looks-like-a-mark"),
    pytest.param("Subject: «Do» it\n\nB", "subject", "=?utf-8?Q?x?=", None, id="looks-like-a-word"),
    pytest.param("Subject: «=?utf-8?Q?Do_it_caf=C3=A9?=»\n\nB", "subject", "Dö ", "=?utf-8?Q?D=C3=B6_caf=C3=A9?=",
                 id="q-word"),
    pytest.param("Subject: «=?utf-8?b?RG8gaXQgw6k=?=»\n\nB", "subject", "a ", "=?utf-8?b?YSDDqQ==?=", id="b-word"),
    pytest.param("Subject: «=?iso-8859-1?Q?Do_it_=E9?=»\n\nB", "subject", "€", None, id="charset-lacks-it"),
    pytest.param("Subject: =?utf-8?Q?=C3=A9?= «Do it » x\n\nB", "subject", "", "", id="beside-a-word"),
    pytest.param("Subject: =?utf-8?Q?=C3=A9?= a«Do it » =?utf-8?Q?=C3=A9?=\n\nB", "subject", "", "", id="between"),
    # Bodies
    pytest.param(mime("x «Do it now»\n"), "body", "’tis", "’tis", id="8bit"),
    pytest.param(mime("x «Do it » now\n", "text/plain", "7bit"), "body", "’", None, id="7bit"),
    pytest.param(mime("x «Do it »é\n", "text/plain; charset=latin1"), "body", "€", None, id="8bit-charset"),
    pytest.param("Subject: x\n\n«Do it »\n", "body", "’tis", "’tis", id="draft"),
    pytest.param("To: x\n«Do it » now\n", "body", "Subject:", None, id="first-line-may-become-a-field"),
    pytest.param("To: x\ny z\n«Do it » now\n", "body", "Subject:", "Subject:", id="second-line-may-not"),
    pytest.param(parts("\nx\n«Do it »-b"), "body", "-", None, id="boundary-would-arise"),
    pytest.param(parts("\nx\nis --b «Do it »"), "body", "y", None, id="boundary-inside-text"),
    pytest.param(qp("a «Do it » b\n"), "body", "é=", "=C3=A9=3D", id="qp"),
    pytest.param(qp("a «Do it »\n"), "body", "x ", "x=20", id="qp-blank-at-line-end"),
    pytest.param(qp("a« »Do it \n".replace("« »Do it ", "« Do it»") ), "body", "", "=20", id="qp-blank-before-line-end"),
    pytest.param(qp("a «Do it =\n» b\n"), "body", "x", "x", id="qp-soft-break-after"),
    pytest.param(qp("a «Do =\nit =C3=A9» b\n"), "body", "x", None, id="qp-other-words"),
    pytest.param(qp("é«Do it » b\n", "latin1"), "body", "€", None, id="qp-charset-lacks-it"),
    pytest.param(qp("=«Do it »\n"), "body", "41", None, id="qp-escape-would-arise"),
    pytest.param(qp("=«Do it »41\n"), "body", "", None, id="qp-escape-would-arise-by-deletion"),
    pytest.param(
        qp("a" * 60 + "«Do it » b c d e f\n"),
        "body",
        "12345678901",
        "1234567890=\n1".replace("=\n1", "1") + "=\n",
        id="qp-soft-break-before-the-rest",
    ),
    pytest.param(
        qp("a" * 60 + "«Do it »b\r\n"),
        "body",
        "é" * 6,
        "=C3=A9=C3=A9=\r\n=C3=A9=C3=A9=C3=A9=C3=A9",
        id="qp-folded",
    ),
    pytest.param(mime("«RG8gaXQgbm93»\n", transfer="base64"), "body", "é", "w6lub3c=", id="base64"),
    pytest.param(
        mime("«RG8g\r\naXQg\r\nbm93»", transfer="base64"), "body", "é", "w6lu\r\nb3c=", id="base64-same-lines"
    ),
    pytest.param(mime("«RG8g\r\naXQgbm93»", transfer="base64"), "body", "a", None, id="base64-uneven-lines"),
    pytest.param(mime("«RG8gaXQgbm93 »", transfer="base64"), "body", "a", None, id="base64-blank"),
    pytest.param(mime("x \n«Do it »now\n", FLOWED), "body", "a ", "a ", id="flowed"),
    pytest.param(mime("x \n«Do it »now\n", FLOWED), "body", ">", None, id="flowed-quote-would-arise"),
    pytest.param(mime("x «Do it »\ny\n", FLOWED), "body", "z ", "z ", id="flowed-end-of-line"),
    pytest.param(mime("x «Do it \n»now\n", FLOWED), "body", "", "", id="flowed-across-a-soft-break"),
    pytest.param(mime("x \n«Do it now»\ny\n", FLOWED), "body", "z ", None, id="flowed-would-flow-on"),
    pytest.param(qp("x=20\n«Do it »now\n", more="; format=flowed"), "body", "é ", "=C3=A9 ", id="flowed-qp"),
]


@pytest.mark.parametrize(("source", "kind", "new", "written"), EDITS)
def test_edit(source, kind, new, written):
    text, place = marked(source)
    region = next(region for region in parse_whole(text).regions if region.kind == kind)
    at = region.text.index("Do it ") if "Do it " in region.text else region.text.find("Do")
    words = Span(at, at + 6)
    edit = region.mapped.edit(words, new)
    assert edit is None if written is None else edit is not None and (edit.span, edit.text) == (place, written)
