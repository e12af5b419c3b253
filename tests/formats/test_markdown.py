"""Markdown: what is linted, where it stands in the file, and how a change is written back.

In the cases, «marks» in the source stand around the place that the words have there.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unpushy import formats
from unpushy.document import Email, Passage, RegionKind, Source
from unpushy.formats import markdown
from unpushy.text import Span

CODE = "\ufffc"


def parse(text: str) -> Email:
    return markdown.parse(Source(text))


def passages(text: str) -> list[Passage]:
    return list(parse(text).passages)


def read(text: str) -> list[tuple[str, str]]:
    return [(region.kind.value, region.text) for region in parse(text).regions]


def marked(text: str) -> tuple[str, Span]:
    start, end = text.index("«"), text.index("»") - 1
    return text.replace("«", "").replace("»", ""), Span(start, end)


def found(text: str, words: str) -> tuple[Passage, Span]:
    passage = next(passage for passage in passages(text) if words in passage.text)
    start = passage.text.index(words)
    return passage, Span(start, start + len(words))


PLACES = [
    # Emphasis
    pytest.param("Just **«touching»** base", "touching", id="strong"),
    pytest.param("«Just **touching** base»", "Just touching base", id="across-strong"),
    pytest.param("Just **«touching** base»", "touching base", id="from-within-strong"),
    pytest.param("_«Just»_ saying", "Just", id="underscore"),
    pytest.param("***«Just»*** saying", "Just", id="strong-and-emphasis"),
    pytest.param("**a _«b»_ c** d", "b", id="nested"),
    pytest.param("**a _b_ «c»** d", "c", id="after-nested"),
    pytest.param("~~«gone»~~ here", "gone", id="strikethrough"),
    pytest.param("chec«k*in*g» in", "king", id="within-a-word"),
    pytest.param("a snake_case_name «just»", "just", id="no-emphasis-in-a-word"),
    pytest.param("2 * 3 * «4»", "4", id="stars-that-multiply"),
    pytest.param("**not «closed»", "closed", id="lone-opener"),
    pytest.param("*a **b* «c»**", "c", id="crossing-delimiters"),
    pytest.param("*x\ny «z»*", "z", id="emphasis-over-two-lines"),
    # Links and images
    pytest.param("see [«the doc»](http://x.y) now", "the doc", id="link-text"),
    pytest.param("«see [the doc](http://x.y) now»", "see the doc now", id="across-a-link"),
    pytest.param('[a](<u v> "t (x)") «b»', "b", id="link-with-title"),
    pytest.param("[a\n«b»](u)", "b", id="link-over-two-lines"),
    pytest.param("[*«em»*](u) x", "em", id="emphasis-in-a-link"),
    pytest.param("![the «logo»](u.png) x", "logo", id="image-text"),
    pytest.param("[![«logo»](u.png)](v) x", "logo", id="image-in-a-link"),
    pytest.param("![a [«b»](u) c](v)", "b", id="link-in-an-image"),
    pytest.param("[«text»][ref]\n\n[ref]: /u", "text", id="full-reference"),
    pytest.param("[«ref»][]\n\n[REF]: /u", "ref", id="collapsed-reference"),
    pytest.param("[«ref»]\n\n[ref]: /u 'title'", "ref", id="shortcut-reference"),
    pytest.param("about «[new idea]» now", "[new idea]", id="placeholder-is-no-link"),
    pytest.param("go to «<https://x.y/a_b_>» now", "<https://x.y/a_b_>", id="autolink"),
    pytest.param("write «<a@b.org>» now", "<a@b.org>", id="mail-autolink"),
    pytest.param("at «https://x.y/_a_*b*/c» now", "https://x.y/_a_*b*/c", id="bare-url"),
    pytest.param("**https://x.y** «just»", "just", id="bare-url-in-strong"),
    pytest.param("x[^1] «just»\n\n[^1]: note", "just", id="after-a-footnote-mark"),
    # Code, entities, escapes, HTML
    pytest.param("call «`foo()`» now", CODE, id="code-span"),
    pytest.param("call «``a ` b``» now", CODE, id="code-span-with-a-backtick"),
    pytest.param("a `b\nc` «d»", "d", id="code-span-over-two-lines"),
    pytest.param("Tom «&amp;» I", "&", id="entity"),
    pytest.param("a«&nbsp;»b", "\u00a0", id="no-break-space-entity"),
    pytest.param("don«&#39;»t", "'", id="decimal-entity"),
    pytest.param("don«&#x2019;»t", "\u2019", id="hexadecimal-entity"),
    pytest.param("«AT&T» and &nope;", "AT&T", id="ampersand"),
    pytest.param(r"5 «\*» 3", "*", id="escape"),
    pytest.param(r"a\b «c»", "c", id="backslash-that-escapes-nothing"),
    pytest.param("«just <b>touching</b> base»", "just touching base", id="inline-html"),
    pytest.param("«just <!-- really --> base»", "just  base", id="inline-comment"),
    pytest.param("a«<br>»b", "\n", id="line-break-tag"),
    pytest.param("a<br>«\n»b", "\n", id="line-break-tag-at-a-line-end"),
    # Blocks
    pytest.param("# «Just» a title #", "Just", id="heading"),
    pytest.param("### «#» ###", "#", id="heading-of-a-hash"),
    pytest.param("«Just» a\ntitle\n===", "Just", id="setext-heading"),
    pytest.param("- «just» checking", "just", id="list-item"),
    pytest.param("10) «just» checking", "just", id="ordered-item"),
    pytest.param("- [ ] «just» a task", "just", id="open-task"),
    pytest.param("1. [x] «just» a task", "just", id="done-task"),
    pytest.param("- a\n  - «just\n    touching»\n", "just\ntouching", id="nested-item-over-two-lines"),
    pytest.param("- a\n«lazy» line", "lazy", id="lazy-line"),
    pytest.param("\t-\ta\n\n-\t«b»", "b", id="tabs-behind-a-marker"),
    pytest.param("- a\n\n\t«second» paragraph", "second", id="paragraph-of-an-item-behind-a-tab"),
    pytest.param("> - q\n\n- «own»", "own", id="item-after-a-quote"),
    pytest.param("| a | «b» |\n|---|---|\n| c | d |", "b", id="table-head"),
    pytest.param("a | b\n-|-\nc | **«d»**", "d", id="cell-without-outer-pipes"),
    pytest.param("|a|\n|-|\n| b «\\|» c |", "|", id="escaped-pipe"),
    pytest.param("|a|\n|-|\n| `b \\| c` «d» |", "d", id="after-a-pipe-in-code"),
    pytest.param("- |a|b|\n  |-|-|\n  |c|«d»|", "d", id="table-in-an-item"),
    pytest.param("[^n]: the «note\n    goes» on\n\nx[^n]", "note\ngoes", id="footnote"),
    pytest.param("[^n]:\n    the «note»\n\nx[^n]", "note", id="footnote-on-the-next-line"),
    pytest.param("a  \n«b»", "b", id="hard-break-of-blanks"),
    pytest.param("«a\\\nb»", "a\nb", id="hard-break-of-a-backslash"),
    pytest.param("«a  \n    b»", "a\nb", id="indented-line"),
    # Line ends and odd characters
    pytest.param("**a**\r\n> q\r\n\r\n- b\r\n  «c»\r\n", "c", id="crlf"),
    pytest.param("*«a\r\nb»*", "a\r\nb", id="crlf-within"),
    pytest.param("# a\r\r«b»\rc", "b", id="cr"),
    pytest.param("a\u2028# «b»", "b", id="line-separator-ends-no-line"),
    pytest.param("*\U0001f642e\u0301* «x\U0001f642»", "x\U0001f642", id="emoji-and-combining-mark"),
    pytest.param("in\u00advalid *a* «b»", "b", id="soft-hyphen"),
    pytest.param("a\x00b *c* «d»", "d", id="nul"),
    pytest.param("[a](\ud800) «d»", "d", id="lone-surrogate"),
    # Headers
    pytest.param('---\nsubject: "«Just»" # x\n---\n', "Just", id="quoted-yaml-subject"),
    pytest.param("---\r\ntitle: «Just this»  # x\r\n---\r\n", "Just this", id="plain-yaml-title"),
    pytest.param("---\ntitle: a\nsubject: '«It''s»'\n---\n", "It's", id="subject-before-title"),
    pytest.param('---\n"subject": "a«\\"»b"\n...\n', '"', id="yaml-escape"),
    pytest.param('+++\nsubject = "«Just»"\n[x]\ntitle = "b"\n+++\n', "Just", id="toml-subject"),
    pytest.param("+++\ntitle = '«C:\\x»'\n+++\n", "C:\\x", id="toml-literal"),
    pytest.param("Subject: «Just **this»**\n\nHi", "Just this", id="subject-line"),
    pytest.param("**Subject:** «Just»\n\nHi", "Just", id="bold-subject-line"),
    pytest.param("To: a@b.org\nSubject: «Just»\nHi there", "Just", id="subject-among-header-lines"),
    pytest.param("---\nlang: en\n---\n«Just» this", "Just", id="body-after-front-matter"),
]


@pytest.mark.parametrize(("text", "words"), PLACES)
def test_words_stand_at_their_place(text: str, words: str) -> None:
    source, place = marked(text)
    passage, span = found(source, words)
    assert passage.mapped.map.to_source(span) == place
    assert passage.mapped.map.to_clean(place) == span


STRUCTURES = [
    pytest.param("", [], id="nothing"),
    pytest.param("\n \n", [], id="blank-lines"),
    pytest.param(
        "Hi Bob,\n\na *b*\n\nc", [("greeting", "Hi Bob,"), ("body", "a b"), ("body", "c")], id="mail"
    ),
    pytest.param(
        "Just this.\n\nOn Mon, 3 March 2025, Bob <b@x.org> wrote:\n\n> a *b*\n> > c\n",
        [
            ("body", "Just this."),
            ("attribution", "On Mon, 3 March 2025, Bob <b@x.org> wrote:"),
            ("quote", "a *b*\nc"),
        ],
        id="attribution-and-quote",
    ),
    pytest.param(
        "> - a\n>\n> b\nlazy\n\nc", [("quote", "- a\n\nb\nlazy"), ("body", "c")], id="blocks-in-a-quote"
    ),
    pytest.param("- > q\n\n  own", [("quote", "- > q"), ("list-item", "own")], id="quote-in-an-item"),
    pytest.param(
        "- a\n  1. b\n\n     c\n- d",
        [("list-item", "a"), ("list-item", "b"), ("list-item", "c"), ("list-item", "d")],
        id="lists",
    ),
    pytest.param("# a\n\nb\n---\n", [("body", "a"), ("body", "b")], id="headings"),
    pytest.param("a\n\n***\n\nb", [("body", "a"), ("body", "b")], id="thematic-break"),
    pytest.param("a\n\n```py\nb *c*\n```\n", [("body", "a"), ("code", "```py\nb *c*\n```")], id="fence"),
    pytest.param("a\n\n    b *c*\n\nd", [("body", "a"), ("code", "b *c*"), ("body", "d")], id="indented"),
    pytest.param(
        "| a | b |\n|---|---|\n| *c* | d \\| e |\n| f |\n\ng",
        [("body", "a"), ("body", "b"), ("body", "c"), ("body", "d | e"), ("body", "f"), ("body", "g")],
        id="table",
    ),
    pytest.param("|Thanks,|\n|-|\n|Bob|\n", [("body", "Thanks,"), ("body", "Bob")], id="cells-sign-nothing"),
    pytest.param(
        "<div>a<!-- b --></div>\n\nc", [("code", "<div>a</div>"), ("body", "c")], id="html-without-comments"
    ),
    pytest.param("<!-- a\n\nb -->\n\nc", [("body", "c")], id="comment-block"),
    pytest.param("<!-- a\n\nb", [], id="open-comment"),
    pytest.param("a [b]\n\n[b]: http://x.y\n  'c'\n", [("body", "a b")], id="definition"),
    pytest.param("a[^b]\n\n[^b]: http://x.y\n", [("body", "a"), ("body", "http://x.y")], id="footnote"),
    pytest.param("a[^b]", [("body", "a[^b]")], id="footnote-mark-without-footnote"),
    pytest.param(
        "That is all.\n-- \nBob Smith\nACME",
        [("body", "That is all."), ("signature", "-- "), ("signature", "Bob Smith\nACME")],
        id="signature-delimiter-is-no-underline",
    ),
    pytest.param(
        "A title\n--\n\nText here.", [("body", "A title"), ("body", "Text here.")], id="short-underline"
    ),
    pytest.param(
        "Please see this.\n\nBest regards,  \n**Bob**\n",
        [("body", "Please see this."), ("signature", "Best regards,\nBob")],
        id="closing",
    ),
    pytest.param("![](a.png)\n\nb", [("body", "b")], id="image-without-text"),
    pytest.param("---\na\n---\nb", [("body", "a"), ("body", "b")], id="breaks-are-no-front-matter"),
    pytest.param("---\na: b\nc", [("body", "a: b\nc")], id="open-front-matter"),
    pytest.param("Date: any\nTime: any", [("body", "Date: any\nTime: any")], id="own-words-with-colons"),
]


@pytest.mark.parametrize(("text", "regions"), STRUCTURES)
def test_regions(text: str, regions: list[tuple[str, str]]) -> None:
    assert read(text) == regions


HEADERS = [
    pytest.param(
        '---\nSubject: "A \\u00e9"\nlang: en\nx: |\n  y\ntags:\n- a\nlist: [a]\nnone: ~\n# c: d\n---\n',
        {"subject": "A é", "lang": "en"},
        id="yaml",
    ),
    pytest.param(
        "---\nsubject: Re: a#1 # x\nlanguage: 'de'\n---", {"subject": "Re: a#1", "language": "de"}, id="plain"
    ),
    pytest.param("---\nsubject: a\n  b\n---\n", {}, id="value-that-goes-on"),
    pytest.param('---\nsubject: "a\nb: c\n---\n', {"b": "c"}, id="quote-that-stays-open"),
    pytest.param('---\nsubject: "a" b\n---\n', {}, id="text-after-a-quote"),
    pytest.param("---\nsubject: [Action] a\n---\n", {}, id="flow-sequence"),
    pytest.param("---\n---\n", {}, id="empty"),
    pytest.param(
        "+++\ntitle = 'a' # b\nn = 3\nm = '''\nsubject = 'x'\n'''\na.b = 'c'\n[t]\nd = 'e'\n+++\n",
        {"title": "a"},
        id="toml",
    ),
    pytest.param("From: a@b.org\nSubject: c\n\nd", {"from": "a@b.org", "subject": "c"}, id="header-lines"),
    pytest.param("---\nsubject: a\n---\nSubject: b", {"subject": "a"}, id="front-matter-counts"),
]


@pytest.mark.parametrize(("text", "headers"), HEADERS)
def test_headers(text: str, headers: dict[str, str]) -> None:
    assert parse(text).headers == headers


EDITS = [
    # Plain text and what has to be escaped
    pytest.param("I am just checking", "just", "now", "I am now checking", id="plain"),
    pytest.param("a b c", "b", "[new idea]", "a [new idea] c", id="placeholder"),
    pytest.param("a b (d)", "b ", "[x]", r"a \[x\](d)", id="placeholder-before-a-parenthesis"),
    pytest.param("[x]: /u\n\na b", "b", "[x]", "[x]: /u\n\na \\[x\\]", id="placeholder-with-a-definition"),
    pytest.param("a b", "b", "*c*", r"a \*c\*", id="stars"),
    pytest.param("a b", "b", "5 * 3", "a 5 * 3", id="a-star-that-is-text"),
    pytest.param("a b", "b", "_c_ <d> &amp;", r"a \_c\_ \<d> \&amp;", id="all-escaped-together"),
    pytest.param("a b", "b", "AT&T", "a AT&T", id="ampersand-that-is-text"),
    pytest.param("a b", "b", "`c`", r"a \`c\`", id="backticks"),
    pytest.param("a b", "a", "# c", r"\# c b", id="hash-at-a-line-start"),
    pytest.param("a b", "a", "- c", r"\- c b", id="dash-at-a-line-start"),
    pytest.param("a b", "a", "1. c", r"1\. c b", id="number-at-a-line-start"),
    pytest.param("a b", "a", "> c", r"\> c b", id="quote-mark-at-a-line-start"),
    pytest.param("a\nb c", "b", "# d", "a\n\\# d c", id="hash-at-the-start-of-another-line"),
    pytest.param("- a b", "a", "[x]", r"- \[x\] b", id="no-task-marker"),
    pytest.param("|a b|\n|-|\n", "b", "c|d", "|a c\\|d|\n|-|\n", id="pipe-in-a-cell"),
    pytest.param("a b", "b", "c\nd", "a c\nd", id="line-break"),
    pytest.param("a b", "b", "c\n\nd", None, id="no-second-paragraph"),
    pytest.param("a b", "b", "c\rd", None, id="no-carriage-return"),
    pytest.param("- a b", "b", "c\nd", None, id="no-line-break-in-an-item"),
    pytest.param("# a b", "b", "c\nd", None, id="no-line-break-in-a-heading"),
    pytest.param("a b  \nc", "a b\nc", "d", "d", id="hard-break-within"),
    pytest.param("- a\n  b c", "a\nb", "d", "- d c", id="joined-lines-of-an-item"),
    pytest.param("a x 1. b", "x ", "", "a 1. b", id="number-that-stays-within-a-line"),
    pytest.param("a\nx 1. b", "x ", "", None, id="number-that-would-begin-a-list"),
    pytest.param("- a\n  x - b", "x ", "", None, id="dash-that-would-begin-an-item"),
    pytest.param(r"x \*y", "*y", "z", "x z", id="escape-is-replaced-whole"),
    # Markup around and within
    pytest.param("just **touching** base", "touching", "saying", "just **saying** base", id="within-strong"),
    pytest.param("a **b** c", "a b c", "d", "d", id="around-strong"),
    pytest.param("a **b** c", "b c", "d", "a d", id="from-the-start-of-strong"),
    pytest.param("a **b** c", "a b", "d", "d c", id="to-the-end-of-strong"),
    pytest.param("a **b c**", "a b", "d", None, id="into-strong"),
    pytest.param("**a b** c", "b c", "d", None, id="out-of-strong"),
    pytest.param("a **b** c", "b ", "", "a c", id="strong-goes-with-its-text"),
    pytest.param("***a*** b", "a", "", "b", id="both-go-with-their-text"),
    pytest.param("**a** b", "a", "c ", "c  b", id="strong-that-could-not-close"),
    pytest.param("*a **b** c* d", "b c", "e", "*a e* d", id="inner-strong-goes"),
    pytest.param("a <b>b</b> c", "a b", "d", "d c", id="pair-of-tags"),
    pytest.param("a <b>b c</b>", "a b", "d", None, id="into-a-tag"),
    pytest.param("a <i>b", "a b", "c", None, id="lone-tag"),
    pytest.param("a [b](u) c", "b", "d", "a [d](u) c", id="link-text"),
    pytest.param("a [b](u) c", "a b c", "d", None, id="link-is-kept"),
    pytest.param("a [b](u) c", "b c", "d", None, id="into-a-link"),
    pytest.param("a ![b](u) c", "a b", "d", None, id="image-is-kept"),
    pytest.param("a <http://u> c", "<http://u> c", "d", None, id="autolink-is-kept"),
    pytest.param("[b] c\n\n[b]: /u", "b", "d", None, id="name-of-a-reference"),
    pytest.param("a[^b] c\n\n[^b]: d", "a c", "e", None, id="footnote-mark-is-kept"),
    pytest.param("a <!-- b --> c", "a  c", "d", None, id="comment-is-kept"),
    pytest.param("use `b` now", f"{CODE} now", f"it: {CODE}", "use it: `b`", id="code-is-carried-over"),
    pytest.param("use `b` now", f"{CODE} now", "it", "use it", id="code-is-replaced"),
    pytest.param("use `b` now", "now", CODE, None, id="no-code-from-nowhere"),
    pytest.param("a &amp; b", "& b", "and c", "a and c", id="entity-is-replaced"),
    pytest.param("a &NotEqualTilde; b", "\u2242", "x", None, id="half-of-an-entity"),
    # Ends of a block
    pytest.param("Just this. Then that.", "Just this. ", "", "Then that.", id="first-sentence-cut"),
    pytest.param("- Just this", "Just", "", "- this", id="indentation-of-an-item-is-kept"),
    pytest.param("Do that. Just this.\n", "Just this.", "", "Do that.\n", id="last-sentence-cut"),
    pytest.param("Hi Bob,\njust that", "just", "", "Hi Bob,\nthat", id="first-word-below-a-greeting"),
    pytest.param("a b\nc", "b", "", None, id="blank-that-would-end-a-line"),
    pytest.param("a\n\nb c\n\nd", "b c", "", "a\n\n\n\nd", id="whole-paragraph-cut"),
    pytest.param("a\n\nb\n\n    c", "b", "", None, id="paragraph-above-code-is-kept"),
    pytest.param("- a\n- b", "a", "", None, id="whole-item-is-kept"),
    pytest.param("# a", "a", "", None, id="whole-heading-is-kept"),
    pytest.param("# a b", "b", "c #", None, id="hash-at-the-end-of-a-heading"),
    pytest.param("- a", "a", "--", r"- \--", id="no-thematic-break-with-the-marker"),
    pytest.param("a\n---\n", "a", "b|c", None, id="no-head-of-a-table"),
    pytest.param("a b", "a b", "-- ", r"\--", id="no-signature-delimiter"),
    # Headers
    pytest.param(
        '---\nsubject: "a b"\n---\n', "b", '"c"', '---\nsubject: "a \\"c\\""\n---\n', id="double-quoted"
    ),
    pytest.param(
        "---\nsubject: 'a b'\n---\n", "b", "it's", "---\nsubject: 'a it''s'\n---\n", id="single-quoted"
    ),
    pytest.param("---\nsubject: a b\n---\n", "b", "c", "---\nsubject: a c\n---\n", id="plain-value"),
    pytest.param("---\nsubject: a b\n---\n", "b", "c: d", None, id="colon-in-a-plain-value"),
    pytest.param("---\nsubject: a b\n---\n", "b", "c #d", None, id="comment-in-a-plain-value"),
    pytest.param("---\nsubject: a b\n---\n", "a b", "[c]", None, id="list-in-a-plain-value"),
    pytest.param("+++\nsubject = 'a b'\n+++\n", "b", "it's", None, id="apostrophe-in-a-toml-literal"),
    pytest.param("Subject: a b\n\nc", "b", "d", "Subject: a d\n\nc", id="subject-line"),
    pytest.param("a b\n\nc", "a", "Subject:", None, id="no-new-subject-line"),
]


@pytest.mark.parametrize(("text", "words", "new", "result"), EDITS)
def test_edit(text: str, words: str, new: str, result: str | None) -> None:
    passage, span = found(text, words)
    edit = passage.mapped.edit(span, new)
    assert (edit and text[: edit.span.start] + edit.text + text[edit.span.end :]) == result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("---\nsubject: a\n---\nb", True, id="yaml"),
        pytest.param('+++\nsubject = "a"\n+++\nb', True, id="toml"),
        pytest.param("# A title\n\nText", True, id="heading"),
        pytest.param("Text\r\n\r\n## A title\r\n\r\nText", True, id="heading-within-crlf"),
        pytest.param("Text\n\n```sh\nls\n```\n", True, id="fence"),
        pytest.param("See [this](https://x.y/z).", True, id="link"),
        pytest.param("Hi,\n\n- one\n- two\n\n* three\n\nBob", False, id="dash-list"),
        pytest.param("#1 priority\n\n# of seats: 3\nand more", False, id="hashes"),
        pytest.param("---\nText\n---\n", False, id="dashes"),
        pytest.param("see [1] (and [2](b))", False, id="brackets"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_looks_like(text: str, expected: bool) -> None:
    assert markdown.looks_like(text) is expected


@pytest.mark.parametrize("name", ["a.md", "A.MARKDOWN", "a.mkd"])
def test_suffix_decides(name: str) -> None:
    assert formats.read(b"just *this*", name).format == "markdown"


def test_notes_of_the_source_are_kept() -> None:
    assert markdown.parse(Source("a", notes=("b",))).source.notes == ("b",)


def test_a_long_text_is_read_as_plain_text() -> None:
    email = parse("---\nsubject: Just this\n---\n" + "*a* b " * 90_000)
    assert email.notes == ("longer than 500,000 characters: read as plain text, not as Markdown",)
    assert [passage.text[:9] for passage in email.passages] == ["Just this", "*a* b *a*"]


def test_lists_nested_too_deep_are_read_as_plain_text() -> None:
    email = parse("- " * 30 + "*a*\n\nlast")
    assert email.notes == ("lists nested more than 20 deep: read as plain text, not as Markdown",)
    assert [passage.text for passage in email.passages][-1] == "last"


def test_deep_quotes_end_where_they_end() -> None:
    assert read(">" * 500 + "a\n\nb") == [("quote", "a"), ("body", "b")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 20_000, id="brackets"),
        pytest.param("![" * 5_000, id="images"),
        pytest.param("*a " * 20_000, id="openers"),
        pytest.param("*" * 5_000 + "a" + "*" * 5_000, id="nested-emphasis"),
        pytest.param("*a **a " * 5_000, id="mixed-openers"),
        pytest.param(">" * 20_000, id="quotes"),
        pytest.param("`a" * 5_000, id="backticks"),
        pytest.param("<!-- " * 20_000, id="comments"),
        pytest.param("a\n" * 5_000, id="lines"),
        pytest.param("---\n" * 5_000, id="fences-of-front-matter"),
        pytest.param("word " * 90_000, id="one-line"),
    ],
)
def test_hostile_text_is_read(text: str) -> None:
    email = parse(text)
    assert email.notes == ()
    assert sum(len(region.text) for region in email.regions) <= len(text)


def test_the_parser_is_imported_only_to_parse() -> None:
    code = "import sys; from unpushy.formats import markdown; markdown.looks_like('[a](/b)'); "
    code += "sys.exit('markdown_it' in sys.modules or 'email' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Random nesting of inline markup in random blocks, and any text at all.

WORDS = st.sampled_from(
    "just touching base a I'm caf\u00e9 \U0001f642 e\u0301x in\u00advalid no\u00a0break x\u2028y 1. - # | [new idea]".split(
        " "
    )
)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = [("*", "*"), ("**", "**"), ("_", "_"), ("~~", "~~"), ("[", "](/u)"), ("![", "](/u 'x')")]
    pairs += [("<b>", "</b>"), ("[", "][ref]"), ("(", ")"), ("*", ""), ("", "]"), ("<i>", "")]
    return st.builds(lambda pair, text: pair[0] + text + pair[1], st.sampled_from(pairs), inner)


ATOMS = WORDS | st.sampled_from(
    "`code`|`` a ` ``|&amp;|&nbsp;|&#39;|\\*|\\_|<br>|<!-- c -->|<http://a.b>|https://x.y/a_b_|[^n]|[ref]"
    "|  \n|\\\n|\n".split("|")
)
INLINE = st.recursive(
    ATOMS, lambda inner: _wrapped(st.lists(inner, min_size=1, max_size=3).map(" ".join)), max_leaves=6
)
LINES = st.lists(INLINE, min_size=1, max_size=4).map(" ".join)
PREFIXES = st.sampled_from(
    ["", "", "", "- ", "1. ", "> ", "# ", "- [ ] ", "| ", "    ", "  - ", "[^n]: ", "<div>", "\t"]
)
BLOCKS = st.builds(lambda prefix, text: prefix + text, PREFIXES, LINES)
DOCUMENTS = st.builds(
    lambda blocks, gaps, end, line_end: (
        "".join(block + gap for block, gap in zip(blocks, gaps, strict=False)) + end
    ).replace("\n", line_end),
    st.lists(BLOCKS, min_size=1, max_size=6),
    st.lists(st.sampled_from(["\n\n", "\n\n", "\n", "\n|-|\n", "\n===\n"]), min_size=6, max_size=6),
    st.sampled_from(["", "[ref]: /u\n", "\n[^n]: note\n", "-- \nBob"]),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
)
TEXTS = (
    DOCUMENTS | st.text(max_size=80) | st.text("*_`[]()<>!&;#-+|\\~:\n\r\t ab1.\"'=\u00a0\u2028", max_size=60)
)


def decoded(piece: str) -> str:
    """What a piece of Markdown that is not verbatim stands for."""
    if piece.startswith("&"):
        return html.unescape(piece)
    if piece.startswith("\\"):
        return piece[1:]
    return CODE if piece.startswith("`") else "\n"


@given(DOCUMENTS)
@settings(max_examples=200, deadline=None)
def test_each_piece_stands_for_its_source(text: str) -> None:
    for region in parse(text).regions:
        for segment in region.mapped.map.segments:
            piece = text[segment.source : segment.source_end]
            clean = region.text[segment.clean : segment.clean_end]
            assert (piece if segment.verbatim else decoded(piece)) == clean


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_in_order(text: str) -> None:
    end = 0
    for region in parse(text).regions:
        assert region.mapped.source == text
        assert region.text
        for segment in region.mapped.map.segments:
            assert end <= segment.source < segment.source_end <= len(text)
            end = segment.source_end
            if segment.verbatim:
                assert text.startswith(region.text[segment.clean : segment.clean_end], segment.source)


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_spans_map_there_and_back(text: str, data: st.DataObject) -> None:
    for passage in passages(text):
        size = len(passage.text)
        start = data.draw(st.integers(0, size - 1))
        span = Span(start, data.draw(st.integers(start + 1, size)))
        back = passage.mapped.map.to_clean(passage.mapped.map.to_source(span))
        assert back is not None
        assert back.covers(span)
        cut = any(
            not piece.verbatim and piece.clean < at < piece.clean_end
            for piece in passage.mapped.map.segments
            for at in (span.start, span.end)
        )
        assert cut or back == span


NEW = st.sampled_from(
    [
        "",
        "x",
        "now",
        "[new idea]",
        "*a*",
        "&amp;",
        "# h",
        "- i",
        "1. n",
        "a|b",
        "`c`",
        "<b>",
        "a\nb",
        CODE,
        "\\",
        " ",
        "_",
        "--",
    ]
)


def lines_of(texts: Iterable[str]) -> list[str]:
    """The lines of texts; white space around them is layout, and so is what ends them.

    Whether two dashes are shown depends on what stands around them.
    """
    lines = [line.strip() for text in texts for line in re.split("[\r\n]", text)]
    return [line for line in lines if line not in ("", "--")]


@given(DOCUMENTS, NEW, st.data())
@settings(max_examples=500, deadline=None)
def test_an_edit_reads_as_meant(text: str, new: str, data: st.DataObject) -> None:
    regions = parse(text).regions
    lintable = [index for index, region in enumerate(regions) if any(region.passages())]
    if not lintable:
        return
    index = data.draw(st.sampled_from(lintable))
    passage = data.draw(st.sampled_from(list(regions[index].passages())))
    start = data.draw(st.integers(0, len(passage.text)))
    span = Span(start, data.draw(st.integers(start, min(start + 12, len(passage.text)))))
    edit = passage.mapped.edit(span, new)
    if edit is None:
        return
    place = regions[index].mapped.map.to_clean(passage.mapped.source_span)
    assert place is not None
    wanted = [region.text for region in regions]
    wanted[index] = "".join(
        (
            wanted[index][: place.start],
            passage.text[: span.start] + new + passage.text[span.end :],
            wanted[index][place.end :],
        )
    )
    changed = parse(text[: edit.span.start] + edit.text + text[edit.span.end :])
    assert lines_of(region.text for region in changed.regions) == lines_of(wanted)


@given(DOCUMENTS, st.sampled_from(["now", "[new idea]", "*a*"]))
@settings(max_examples=100, deadline=None)
def test_subject_and_headers_are_kept_apart(body: str, new: str) -> None:
    text = f'---\nsubject: "just \\"this\\""\nlang: en\n---\n{body}'
    email = parse(text)
    assert email.headers["subject"] == 'just "this"'
    subject = email.regions[0]
    assert (subject.kind, subject.text) == (RegionKind.SUBJECT, 'just "this"')
    edit = subject.mapped.edit(Span(5, 11), new)
    assert edit is not None
    assert text[edit.span.start : edit.span.end] == r"\"this\""
    changed = parse(text[: edit.span.start] + edit.text + text[edit.span.end :])
    assert [region.text for region in changed.regions] == [
        f"just {new}",
        *(region.text for region in email.regions[1:]),
    ]
