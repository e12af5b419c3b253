"""Plain text: its subject line, and that every position and every change is exact."""

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from unpushy.document import Email, RegionKind, Source
from unpushy.formats import plain
from unpushy.text import Edit, Span


def parse(text: str) -> Email:
    return plain.parse(Source(text))


def shown(email: Email) -> list[tuple[str, str]]:
    return [(region.kind.value, region.text) for region in email.regions]


@pytest.mark.parametrize(
    ("text", "subject", "body", "headers"),
    [
        ("Subject: The plan\n\nIt is done.", "The plan", "It is done.", {"subject": "The plan"}),
        ("Subject: The plan\nIt is done.", "The plan", "It is done.", {"subject": "The plan"}),
        ("SUBJECT:The plan \r\n\r\nIt is done.", "The plan", "It is done.", {"subject": "The plan"}),
        ("\n\nSubject: The plan\n\nIt is done.", "The plan", "It is done.", {"subject": "The plan"}),
        ("Subject: The plan", "The plan", None, {"subject": "The plan"}),
        ("Subject:\n\nIt is done.", None, "It is done.", {"subject": ""}),
        (
            "To: d@x.org\nSubject: The plan\n\nIt is done.",
            "The plan",
            "It is done.",
            {"to": "d@x.org", "subject": "The plan"},
        ),
        ("To: d@x.org\n\nIt is done.", None, "It is done.", {"to": "d@x.org"}),
        ("Subject: One\nSubject: two is done.", "One", "Subject: two is done.", {"subject": "One"}),
        ("Subject matters: it is done.", None, "Subject matters: it is done.", {}),
        ("It is done.\n\nSubject: none", None, "It is done.", {}),
        ("To: the point\nIt is done.", None, "To: the point\nIt is done.", {}),
    ],
)
def test_subject(text, subject, body, headers):
    email = parse(text)
    regions = dict(reversed(shown(email)))
    assert (regions.get("subject"), regions.get("body")) == (subject, body)
    assert email.headers == headers
    assert [region.kind for region in email.regions[1:] if region.kind is RegionKind.SUBJECT] == []


def test_a_draft():
    text = (
        "Subject: Quick question\r\n\r\nHi Dana,\r\n\r\nJust touching base\r\non the plan.\r\n\r\n"
        "- One 👋\r\n  thing\r\n\r\nBest,\r\nMarco\r\n"
    )
    email = parse(text)
    assert [(region.kind.value, region.text, region.mapped.source_span) for region in email.regions] == [
        ("subject", "Quick question", Span(9, 23)),
        ("greeting", "Hi Dana,", Span(27, 35)),
        ("body", "Just touching base\r\non the plan.", Span(39, 71)),
        ("list-item", "One 👋\r\n  thing", Span(77, 91)),
        ("signature", "Best,\r\nMarco", Span(95, 107)),
    ]
    assert (email.format, email.notes) == ("plain", ())
    assert [passage.text for passage in email.passages] == [region.text for region in email.regions[:-1]]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\u2028", "\ufeff", "\u200b\n", "---\n\n___"])
def test_nothing_to_read(text):
    assert parse(text).regions == ()


@pytest.mark.parametrize("text", ["", "Hi Dana,", "Subject: The plan\n\nIt is done."])
def test_plain_text_claims_nothing(text):
    assert not plain.looks_like(text)


def test_an_edit_writes_the_words():
    passage = list(parse("Hi Dana,\n\n- Just touching\n  base.").passages)[1]
    assert passage.mapped.edit(Span(5, 18), "calling") == Edit(Span(17, 30), "calling")
    assert passage.text[5:18] == "touching\n  ba"


@pytest.mark.parametrize("new", ["one\ntwo", "one\rtwo", "\r\n"])
def test_an_edit_brings_no_line_break(new):
    passage = next(iter(parse("It is done.").passages))
    assert passage.mapped.edit(Span(3, 5), new) is None


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("It is\nall of it\ndone.", "all of it", ""),
        ("It is\r\nall of it\r\ndone.", "all of it", "\u00a0"),
        ("It is so.\nWell > it is.", "Well ", ""),
        ("It is so.\nWell - it is.", "Well ", ""),
        ("It is so.\nWell ---", "Well ", ""),
        ("It is so.", "It", "> It"),
        ("It is so.", "It", "- It"),
        ("It is so.", "It", "``` It"),
        ("It is so.", "It is so.", "---"),
    ],
)
def test_no_edit_that_changes_the_structure(text, old, new):
    passage = next(iter(parse(text).passages))
    at = passage.text.index(old)
    assert passage.mapped.edit(Span(at, at + len(old)), new) is None


@pytest.mark.parametrize(
    ("text", "old", "left"),
    [
        ("It is so. It is done.", "It is so. ", "It is done."),
        ("It is so.\nIt is done.\nYes.", "It is done.\n", "It is so.\nYes."),
        ("It is so.\nIt is done.", "It is done.", "It is so."),
        ("- It is so. It is done.\n- Yes.", "It is so. ", "It is done."),
        ("It is so.", "It is so.", None),
        ("- It is so.", "It is so.", None),
    ],
)
def test_a_sentence_can_be_cut(text, old, left):
    passage = next(iter(parse(text).passages))
    at = passage.text.index(old)
    edit = passage.mapped.edit(Span(at, at + len(old)), "")
    assert edit is not None
    changed = next(iter(parse(text[: edit.span.start] + text[edit.span.end :]).passages), None)
    assert (changed and changed.text) == left


# Lines that mean something, and characters that are easily miscounted.
_LINE = st.sampled_from(
    [
        "Hi Dana,",
        "Hi Dana, it is done 👋",
        "Team,",
        "It is done.",
        "We could e\u0301 move\u00a0the da\u00adte,",
        "which\u2028is fine\x85 by me\x0c",
        "- one thing",
        "  goes on",
        "2. two things",
        "• \ud800 three",
        "> quoted",
        "> > twice",
        "On Tue, 3 Mar 2026 at 10:12, Dana <d@x.org> wrote:",
        "Dana wrote:",
        "-----Original Message-----",
        "From: Dana <d@x.org>",
        "To: Marco",
        "Subject: The plan",
        "---------- Forwarded message ---------",
        "Best,",
        "Thanks, Marco",
        "Marco",
        "– Marco",
        "+44 20 7946 0000",
        "Sent from my iPhone",
        "-- ",
        "--",
        "---",
        "____",
        "P.S. Have you decided?",
        "This email and any attachments are confidential.",
        "```",
        "diff --git a/f b/f",
        "--- a/f",
        "+++ b/f",
        "@@ -1,2 +1 @@",
        " f | 2 +-",
        "",
        " \t\u00a0",
        "\u200b",
    ]
)
_NOISE = st.text(st.sampled_from("aZ1 .,:>-*_`\t\u00a0\u00ad\u0301\u2028\u200b\ufeff👋\n\r"), max_size=12)
_DRAFT = st.lists(
    st.tuples(st.one_of(_LINE, _NOISE), st.sampled_from(["\n", "\r\n", "\r", ""])), max_size=25
).map(lambda lines: "".join(line + end for line, end in lines))


@given(_DRAFT)
def test_regions_are_slices_in_order(text):
    at = 0
    for region in parse(text).regions:
        span = region.mapped.source_span
        assert region.text == span.of(text) != ""
        assert at <= span.start
        assert region.kind in (RegionKind.SUBJECT, RegionKind.SIGNATURE, RegionKind.DISCLAIMER) or (
            region.text.strip() == region.text
        )
        at = span.end
    assert at <= len(text)


_LEFT_OUT = re.compile(
    r"\s*(?:[-–•*]|\(?\w{1,3}[.)]|[-_=*~#+–— \t]{2,}|(?:from|to|subject):.*)?\s*", re.IGNORECASE | re.DOTALL
)


@given(_DRAFT)
def test_no_words_are_lost(text):
    gaps, at = [], 0
    for region in parse(text).regions:
        gaps.append(text[at : region.mapped.source_span.start])
        at = region.mapped.source_span.end
    for gap in [*gaps, text[at:]]:
        for line in re.split(r"[\r\n]", re.sub(r"[\u200b\u00ad\ufeff]", "", gap)):
            assert _LEFT_OUT.fullmatch(line)


@given(_DRAFT)
def test_only_the_writers_prose_is_linted(text):
    email = parse(text)
    linted = [region for region in email.regions if region.kind.lintable]
    assert [(passage.kind, passage.text) for passage in email.passages] == [
        (region.kind, region.text.strip()) for region in linted
    ]


@given(_DRAFT, st.data())
def test_places_map_there_and_back(text, data):
    passages = list(parse(text).passages)
    assume(passages)
    passage = data.draw(st.sampled_from(passages))
    start = data.draw(st.integers(0, len(passage.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(passage.text))))
    source = passage.mapped.map.to_source(span)
    assert passage.mapped.map.to_clean(source) == span
    assert source.of(text) == span.of(passage.text)


@given(st.lists(_LINE, max_size=25))
@example(["It is done.", "-- ", "Marco"])
def test_line_ends_make_no_difference(lines):
    def read(line_end: str) -> list[tuple[str, str]]:
        email = parse(line_end.join(lines))
        return [(kind, text.replace(line_end, "\n")) for kind, text in shown(email)]

    assert read("\r\n") == read("\n") == read("\r")


@given(_DRAFT, st.data())
def test_an_edit_changes_its_span_in_the_source_alone(text, data):
    passages = list(parse(text).passages)
    assume(passages)
    passage = data.draw(st.sampled_from(passages))
    start = data.draw(st.integers(0, len(passage.text)))
    span = Span(start, data.draw(st.integers(start, len(passage.text))))
    edit = passage.mapped.edit(span, "neu 👋")
    assume(edit is not None)
    own = passage.mapped.source_span
    changed = text[: edit.span.start] + edit.text + text[edit.span.end :]
    wanted = passage.text[: span.start] + "neu 👋" + passage.text[span.end :]
    assert changed == text[: own.start] + wanted + text[own.end :]


_WORD = st.sampled_from(
    ["day", "e\u0301clair", "plan", "👋", "da\u00adte", "it’s", "no\u00a0one", "fine", "\u2028"]
)
_PARAGRAPH = st.lists(st.lists(_WORD, min_size=3, max_size=6).map(" ".join), min_size=1, max_size=3).map(
    lambda lines: "It is so, " + "\n".join(f"{line} and" for line in lines) + " done."
)
_PART = st.one_of(
    _PARAGRAPH,
    _PARAGRAPH.map(lambda text: "- " + text.replace("\n", "\n  ")),
    st.just("> It is quoted."),
    st.just("```\ncode\n```"),
)


@given(st.lists(_PART, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_a_changed_draft_reads_as_before_but_for_the_change(parts, line_end, data):
    text = "\n\n".join(["Subject: The plan for it", "Hi Dana,", *parts, "Best,\nMarco"]).replace(
        "\n", line_end
    )
    email = parse(text)
    passages = [(number, region) for number, region in enumerate(email.regions) if region.kind.lintable]
    number, region = data.draw(
        st.sampled_from([one for one in passages if one[1].kind is not RegionKind.GREETING])
    )
    words = [match.span() for match in re.finditer(r"[^\s\u00ad]+", region.text)]
    first = data.draw(st.integers(1, len(words) - 2))
    last = data.draw(st.integers(first, len(words) - 2))
    span = Span(words[first][0], words[last][1])
    new = data.draw(st.sampled_from(["", "perhaps", "one 👋 or two", "\u00a0"]))
    edit = region.mapped.edit(span, new)
    assume(edit is not None)
    changed = parse(text[: edit.span.start] + edit.text + text[edit.span.end :])
    wanted = shown(email)
    wanted[number] = (region.kind.value, region.text[: span.start] + new + region.text[span.end :])
    assert shown(changed) == wanted
