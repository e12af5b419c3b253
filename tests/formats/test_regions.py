"""What each stretch of a mail body is to its reader."""

import pytest

from unpushy.document import Region
from unpushy.formats._regions import classify_blocks, regions_of
from unpushy.text import MappedText, MappedTextBuilder, Span

PROSE = "We could move the date to May."


def shown(regions: list[Region]) -> list[tuple[str, str]]:
    return [(region.kind.value, region.text) for region in regions]


def read(text: str) -> list[tuple[str, str]]:
    return shown(regions_of(MappedText.whole(text)))


@pytest.mark.parametrize(
    ("line", "greeting"),
    [
        ("Hi Dana,", "Hi Dana,"),
        ("Dear Mr. O'Neil:", "Dear Mr. O'Neil:"),
        ("Hello all!", "Hello all!"),
        ("Team,", "Team,"),
        ("Dana,", "Dana,"),
        ("Michael:", "Michael:"),
        ("Good morning Priya -", "Good morning Priya -"),
        ("Hey,", "Hey,"),
        ("hi phil,", "hi phil,"),
        ("Hi Dana", "Hi Dana"),
        ("Hi Dana, Tom and Priya,", "Hi Dana, Tom and Priya,"),
        ("Hi Dana! 👋", "Hi Dana! 👋"),
        ("Dear Sir or Madam,", "Dear Sir or Madam,"),
        ("Dear valued customer,", "Dear valued customer,"),
        ("Hi {{ first_name|default:'there' }},", "Hi {{ first_name|default:'there' }},"),
        ("Hello [First Name],", "Hello [First Name],"),
        ("To whom it may concern:", "To whom it may concern:"),
        ("Good\u00a0evening José,", "Good\u00a0evening José,"),
    ],
)
def test_greeting_on_its_own_line(line, greeting):
    assert read(f"{line}\n\n{PROSE}") == [("greeting", greeting), ("body", PROSE)]
    assert read(f"{line}\n{PROSE}") == [("greeting", greeting), ("body", PROSE)]


@pytest.mark.parametrize(
    ("text", "greeting", "body"),
    [
        ("Hi Phil, just touching base", "Hi Phil,", "just touching base"),
        ("Hi Phil, I wanted to see", "Hi Phil,", "I wanted to see"),
        ("Hi, hope you are well", "Hi,", "hope you are well"),
        ("Hello - just a note", "Hello -", "just a note"),
        ("Dear Dr. Wu: thank you", "Dear Dr. Wu:", "thank you"),
        ("Hello Anne-Marie, are you in?", "Hello Anne-Marie,", "are you in?"),
        ("Hi Dana. Just checking in.", "Hi Dana.", "Just checking in."),
        ("Hi there! It was good", "Hi there!", "It was good"),
        ("Hi Phil,\nDana and I met.", "Hi Phil,", "Dana and I met."),
        ("Good morning, I have news", "Good morning,", "I have news"),
    ],
)
def test_greeting_before_the_first_words(text, greeting, body):
    assert read(text) == [("greeting", greeting), ("body", body)]


@pytest.mark.parametrize(
    "text",
    [
        "Hi there Phil just checking in",
        "Hey sorry, I missed your call",
        "Unfortunately, we have to stop.",
        "Hello from sunny Leeds, we are moving.",
        "Hi-res images, as promised.",
        "Morning sales are up, so we ordered more.",
        "Phil, just touching base",
        "Team - two things.",
        "Thanks,",
    ],
)
def test_no_greeting(text):
    assert read(f"{text}\n\n{PROSE}") == [("body", text), ("body", PROSE)]


def test_only_the_first_paragraph_greets_by_name_alone():
    assert read(f"{PROSE}\n\nDana,\nwill you come?") == [("body", PROSE), ("body", "Dana,\nwill you come?")]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- one\n- two", ["one", "two"]),
        ("* one\n* two", ["one", "two"]),
        ("• one\n• two", ["one", "two"]),
        ("– one thing\n– two things", ["one thing", "two things"]),
        ("1. one\n2. two", ["one", "two"]),
        ("1) one\n2) two", ["one", "two"]),
        ("a) one\nb) two", ["one", "two"]),
        ("(1) one\n(2) two", ["one", "two"]),
        ("  - one\n    goes on\n  - two", ["one\n    goes on", "two"]),
        ("- one\ngoes on in small letters\n- two", ["one\ngoes on in small letters", "two"]),
        ("- one\n\n- two", ["one", "two"]),
        ("- [ ] one\n- [x] two", ["one", "two"]),
        ("-\u00a0one\n-\ttwo", ["one", "two"]),
        ("- Dana\n- Priya", ["Dana", "Priya"]),
    ],
)
def test_list_items(text, items):
    expected = [("body", PROSE), *(("list-item", item) for item in items)]
    assert read(f"{PROSE}\n\n{text}") == expected
    assert read(f"{PROSE}\n{text}") == expected


@pytest.mark.parametrize(
    "text",
    [
        "We meet on May\n12. That is a Friday.",
        "It fell to\n-5 degrees.",
        "The bill is\n1.5 million.",
        "It is *very\n*good* news.",
    ],
)
def test_no_list_item(text):
    assert read(text) == [("body", text)]


def test_prose_below_a_list_is_a_paragraph():
    text = "Please bring:\n1. a pen\n2. paper\nThen we can start."
    assert read(text) == [
        ("body", "Please bring:"),
        ("list-item", "a pen"),
        ("list-item", "paper"),
        ("body", "Then we can start."),
    ]


def test_a_wrapped_paragraph_is_one_region_and_keeps_its_breaks():
    text = "It is a long\r\nline that was\r\nwrapped.\r\n \t\u00a0\r\nAnd one more."
    assert read(text) == [
        ("body", "It is a long\r\nline that was\r\nwrapped."),
        ("body", "And one more."),
    ]


def test_only_line_ends_end_lines():
    assert read("Is\u2028it\x0cone\x85line?") == [("body", "Is\u2028it\x0cone\x85line?")]


def test_a_line_that_shows_nothing_is_blank():
    assert read("One is here.\n\u200b\u00ad\nTwo is here.") == [
        ("body", "One is here."),
        ("body", "Two is here."),
    ]


ON = "On Tue, 3 Mar 2026 at 10:12, Dana <d@x.org> wrote:"


@pytest.mark.parametrize(
    "attribution",
    [
        ON,
        "On Tue, 3 Mar 2026 at 10:12, Dana Petrov\n<d@x.org> wrote:",
        "On Tue, 3 Mar 2026 at 10:12,\nDana Petrov <\nd@x.org> wrote:",
        "Am 03.03.2026 um 10:12 schrieb Dana Petrov <d@x.org>:",
        "Am Di., 3. März 2026 um 10:12 Uhr schrieb Dana\n<d@x.org>:",
        "Le mar. 3 mars 2026 à 10:12, Dana <d@x.org> a écrit :",
        "El mar, 3 mar 2026 a las 10:12, Dana (<d@x.org>) escribió:",
        "Dana Petrov <d@x.org> wrote:",
        "Dana Petrov wrote on 3 March:",
        "Quoting Dana Petrov <d@x.org>:",
    ],
)
def test_attribution(attribution):
    quote = [("attribution", attribution), ("quote", "> Shall we?\n> > We could.")]
    assert read(f"{PROSE}\n\n{attribution}\n> Shall we?\n> > We could.") == [("body", PROSE), *quote]
    assert read(f"{PROSE}\n{attribution}\n\n> Shall we?\n> > We could.") == [("body", PROSE), *quote]


@pytest.mark.parametrize(
    "line",
    [
        "As you wrote in your last email:",
        "As you wrote:",
        "My boss wrote:",
        "Last week Dana wrote:",
        "Here is what we agreed:",
    ],
)
def test_the_writers_own_introduction_of_a_quote_is_body(line):
    assert read(f"{line}\n\n> We agree.") == [("body", line), ("quote", "> We agree.")]


def test_on_without_a_quote_is_body():
    text = "On Tuesday my boss wrote:\nwe are done."
    assert read(text) == [("body", text)]


def test_an_attribution_that_programs_write_needs_no_quote_marks():
    assert read(f"{PROSE}\n\n{ON}\n\nHi Marco,\n\nhere it is.\n\nBest, Dana") == [
        ("body", PROSE),
        ("attribution", ON),
        ("quote", "Hi Marco,\n\nhere it is.\n\nBest, Dana"),
    ]


def test_text_between_quotes_is_body():
    text = f"{ON}\n> First?\n\nYes, it is.\n> Second?\n> Which day?\nTuesday\n\n> Third?\n"
    text += "Thanks,\n\n> Fourth?\nNo.\n"
    assert read(text) == [
        ("attribution", ON),
        ("quote", "> First?"),
        ("body", "Yes, it is."),
        ("quote", "> Second?\n> Which day?"),
        ("body", "Tuesday"),
        ("quote", "> Third?"),
        ("body", "Thanks,"),
        ("quote", "> Fourth?"),
        ("body", "No."),
    ]


def test_a_greeting_below_a_quote():
    assert read(f"{ON}\n> First?\n\nHi Dana, yes.") == [
        ("attribution", ON),
        ("quote", "> First?"),
        ("greeting", "Hi Dana,"),
        ("body", "yes."),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "-----Original Message-----",
        "-----Original Message-----\nFrom: Dana\nSent: Monday, March 2, 2026\nTo: Marco\nSubject: Plan",
        "-----Ursprüngliche Nachricht-----\nVon: Dana\nGesendet: Montag\nAn: Marco\nBetreff: Plan",
        "From: Dana Petrov\nSent: Monday, March 2, 2026\nTo: Marco Rossi\nSubject: Plan",
        "From: Dana <d@x.org>\nDate: Monday\nTo: Marco <m@x.org>;\n Priya <p@x.org>\nCc: Tom\nSubject: Plan",
        "*From:* Dana <d@x.org>\n*Sent:* Monday\n*To:* Marco",
        "Von: Dana\nGesendet: Montag\nAn: Marco\nBetreff: Plan",
        "De : Dana\nEnvoyé : lundi\nÀ : Marco\nObjet : Plan",
    ],
)
def test_a_reply_header_and_all_below_it(header):
    text = f"{PROSE}\n\n{header}\n\nHi Marco,\n\nhere it is.\n\n> so it was\n"
    quote = "Hi Marco,\n\nhere it is.\n\n> so it was"
    assert read(text) == [("body", PROSE), ("attribution", header), ("quote", quote)]


def test_from_and_to_of_a_journey_are_body():
    text = "From: Leeds\nTo: York\nDate: Friday"
    assert read(f"{text}\n\n{PROSE}") == [("body", text), ("body", PROSE)]


@pytest.mark.parametrize(
    "line",
    [
        "---------- Forwarded message ---------",
        "---------- Forwarded message ----------",
        "Begin forwarded message:",
        "----- Forwarded message from Dana <d@x.org> -----",
        "-------- Weitergeleitete Nachricht --------",
    ],
)
def test_forwarded(line):
    rest = f"{line}\nFrom: Dana <d@x.org>\nSubject: Plan\n\nHi Marco,\n\n> old\n\n- item\n\n```\ncode\n```"
    assert read(f"Please see below.\n\n{rest}") == [("body", "Please see below."), ("forwarded", rest)]
    assert read(f"Please see below.\n{rest}") == [("body", "Please see below."), ("forwarded", rest)]


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nMarco Rossi",
        "--\nMarco Rossi\nAcme Ltd.",
        "-- \nWe help you grow, whatever you do and wherever you may be.\n\nCall us. You will like it.",
        "Best regards,",
        "Best regards,\nMarco",
        "Best,\n\nMarco Rossi",
        "Thanks,\nMarco",
        "Thanks!",
        "Many thanks",
        "Thank you,\n\nMarco",
        "Cheers",
        "Kind regards\nM.",
        "Warmly,\nMarco",
        "Sincerely yours,\n\nMarco Rossi\nHead of Sales",
        "Yours faithfully,\nDr. M. Rossi",
        "All the best,\nMarco x",
        "Take care,\nMarco",
        "Talk soon,\nMarco",
        "Best wishes,\nMarco",
        "Rgds,\nMarco",
        "Thanks & kind regards,\nMarco",
        "With highest regards,\nMarco",
        "Prof. D. Naidoo",
        "Thanks, best regards\nMarco",
        "Viele Grüße\nMarco",
        "thanks,\nmarco",
        "Best,\n– Marco",
        "Best regards,\nMarco Rossi\nAcme | +44 20 7946 0000\nwww.acme.example\n\nAcme Ltd., 12 High St",
        "Thanks, Marco",
        "Cheers, M.",
        "Thanks Marco",
        "Best regards, Marco Rossi",
        "– Marco",
        "- Marco",
        "—Marco",
        "Sent from my iPhone",
        "Get Outlook for iOS",
        "Sent via Superhuman",
        "Marco",
        "Marco Rossi",
        "Marco 😊",
        "Ludwig van Beethoven",
        "Marco\n\nMarco Rossi\nAcme | +44 20 7946 0000",
        "Marco\n\nSent from my iPhone",
        "_____\nMarco Rossi\n+44 20 7946 0000",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["same block", "own block"])
def test_signature(signature, gap):
    expected = [("body", PROSE), ("signature", signature)]
    assert read(f"{PROSE}{gap}{signature}\n") == expected
    assert read(f"{PROSE}{gap}{signature}\n\n{ON}\n> Shall we?") == [
        *expected,
        ("attribution", ON),
        ("quote", "> Shall we?"),
    ]


@pytest.mark.parametrize(
    "end",
    [
        "Thanks in advance,",
        "Looking forward to your reply,",
        "Thank you for your time,",
        "Have a great weekend,",
    ],
)
def test_prose_at_the_end_is_body_and_the_name_below_it_is_not(end):
    assert read(f"{PROSE}\n\n{end}\nMarco") == [("body", PROSE), ("body", end), ("signature", "Marco")]
    assert read(f"{PROSE}\n\n{end}\n\nMarco") == [("body", PROSE), ("body", end), ("signature", "Marco")]
    assert read(f"{PROSE}\n\n{end}") == [("body", PROSE), ("body", end)]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (f"Thanks,\n\n{PROSE}", ["Thanks,", PROSE]),
        (f"Thanks,\n{PROSE}", [f"Thanks,\n{PROSE}"]),
        ("Thanks,\nPlease advise", ["Thanks,\nPlease advise"]),
        (f"Thanks, Dana.\n\n{PROSE}", ["Thanks, Dana.", PROSE]),
        ("I only wanted to say\nthanks", ["I only wanted to say\nthanks"]),
        ("We could meet at\nKing's Cross", ["We could meet at\nKing's Cross"]),
        (f"{PROSE}\n\nThoughts?", [PROSE, "Thoughts?"]),
        (f"{PROSE}\n\nThoughts", [PROSE, "Thoughts"]),
        (f"{PROSE}\n\nMarco.", [PROSE, "Marco."]),
        ("The options are these:\n\nLondon\nParis", ["The options are these:", "London\nParis"]),
        ("Marco", ["Marco"]),
        (f"{PROSE}\n\nSent via DHL on Monday, it should be there by now.",
         [PROSE, "Sent via DHL on Monday, it should be there by now."]),
        ("Best of all, it is free.", ["Best of all, it is free."]),
        ("Best, as ever, was the soup.", ["Best, as ever, was the soup."]),
        (f"{PROSE}\n\n--\nThe second part of this mail goes on to say a good deal more about it.",
         [PROSE, "The second part of this mail goes on to say a good deal more about it."]),
        (f"Agenda\n------\n{PROSE}", ["Agenda", PROSE]),
    ],
)  # fmt: skip
def test_no_signature(text, bodies):
    assert read(text) == [("body", body) for body in bodies]


@pytest.mark.parametrize("mark", ["P.S.", "PS:", "P.P.S.", "PS", "ps -"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["same block", "own block"])
def test_a_postscript_is_body_again(mark, gap):
    text = f"{PROSE}\n\nBest,\nMarco{gap}{mark} Have you decided?\n\nMarco Rossi\nAcme | Leeds\n"
    assert read(text) == [
        ("body", PROSE),
        ("signature", "Best,\nMarco"),
        ("body", f"{mark} Have you decided?"),
        ("signature", "Marco Rossi\nAcme | Leeds"),
    ]


def test_an_initialled_name_is_no_postscript():
    text = f"{PROSE}\n\nBest,\nP.S. Krishnan"
    assert read(text) == [("body", PROSE), ("signature", "Best,\nP.S. Krishnan")]


def test_a_message_below_a_name_is_body_again():
    text = f"{PROSE}\n\nBest,\nMarco\n\nOne more thing: have you decided yet?"
    assert read(text)[-1] == ("body", "One more thing: have you decided yet?")


def test_drafts_in_one_file_are_told_apart():
    draft = f"Hi Dana,\n\n{PROSE}\n\nBest,\nMarco\n\n"
    one = [("greeting", "Hi Dana,"), ("body", PROSE), ("signature", "Best,\nMarco")]
    assert read(draft * 3) == one * 3


@pytest.mark.parametrize(
    "notice",
    [
        "This email and any attachments are confidential.",
        "This e-mail is confidential and intended solely for the addressee.",
        "If you are not the intended recipient, please tell us.",
        "CONFIDENTIALITY NOTICE: what is in here is private.",
        "Please consider the environment before printing this email.",
        "You are receiving this email because you asked for a demo.\nUnsubscribe | Preferences",
        "To unsubscribe from our list, click here.",
        "DISCLAIMER: this mail may be privileged.\n\nAcme accepts nothing of the kind.",
    ],
)
@pytest.mark.parametrize(
    "above", ["", "Best,\nMarco\n\n", "____________\n"], ids=["prose", "signature", "rule"]
)
def test_disclaimer(notice, above):
    kinds = [("signature", "Best,\nMarco")] if "Best" in above else []
    assert read(f"{PROSE}\n\n{above}{notice}\n") == [("body", PROSE), *kinds, ("disclaimer", notice)]


@pytest.mark.parametrize(
    "text",
    [
        "This email is confidential, so please don't forward it to Tom.",
        "The pricing is confidential.",
        "The NDA says that disclosure to others is strictly prohibited.",
        "Disclaimer: I have not tried it myself.",
        "If you don't want to hear from me again, just say so.",
        "Unsubscribe rates went up in May.",
        "This email and the attached deck show what we have.",
    ],
)
def test_prose_that_speaks_of_secrets_is_body(text):
    assert read(f"{text}\n\n{PROSE}") == [("body", text), ("body", PROSE)]


def test_a_warning_above_the_mail_ends_with_its_paragraph():
    warning = "CAUTION: This email originated from outside of the organisation. Do not click links."
    assert read(f"{warning}\n\nHi Dana,\n\n{PROSE}") == [
        ("disclaimer", warning),
        ("greeting", "Hi Dana,"),
        ("body", PROSE),
    ]


def test_fenced_code():
    text = f"{PROSE}\n```python\nsend()\n\nwait()\n```\nIs it right?"
    assert read(text) == [
        ("body", PROSE),
        ("code", "```python\nsend()\n\nwait()\n```"),
        ("body", "Is it right?"),
    ]


def test_a_fence_that_nothing_closes_is_prose():
    assert read(f"```\n{PROSE}") == [("body", f"```\n{PROSE}")]


DIFF = "diff --git a/f.c b/f.c\nindex 1234567..89abcde 100644\n--- a/f.c\n+++ b/f.c\n"
DIFF += "@@ -1,3 +1,2 @@\n a\n-b\n+c\n-- d"
STAT = "---\n f.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)"


@pytest.mark.parametrize(
    "patch",
    [
        DIFF,
        "--- a/f.c\n+++ b/f.c\n@@ -1 +1 @@\n-b\n+c",
        f"{STAT}\n\n{DIFF}",
        STAT,
    ],
    ids=["git", "unified", "mailed", "statistics only"],
)
def test_patch(patch):
    assert read(f"{PROSE}\n\n{patch}\n\nIs it right?") == [
        ("body", PROSE),
        ("code", patch),
        ("body", "Is it right?"),
    ]
    assert read(f"{PROSE}\n{patch}\n-- \n2.43.0\n") == [
        ("body", PROSE),
        ("code", patch),
        ("signature", "-- \n2.43.0"),
    ]


def test_regions_of_text_that_is_mapped():
    source = "=> Hi Dana&comma; we=\n could meet.<br>Best&comma;<br>Marco"
    builder = MappedTextBuilder(source)
    builder.keep(3, 10)
    builder.replace(10, 17, ",")
    builder.keep(17, 20)
    builder.keep(22, 34)
    builder.replace(34, 38, "\n")
    builder.keep(38, 42)
    builder.replace(42, 49, ",")
    builder.replace(49, 53, "\n")
    builder.keep(53, 58)
    regions = regions_of(builder.build())
    assert shown(regions) == [
        ("greeting", "Hi Dana,"),
        ("body", "we could meet."),
        ("signature", "Best,\nMarco"),
    ]
    body = regions[1].mapped
    assert [body.map.to_source(Span(3, 8)).of(source), body.source_span] == ["could", Span(18, 34)]


def blocks(*given: tuple[str, str]) -> list[tuple[str, MappedText]]:
    return [(kind, MappedText.whole(text)) for kind, text in given]


def test_blocks_of_another_format():
    given = blocks(
        ("heading", "Draft for Dana"),
        ("paragraph", "Hi Dana, here is what we need:"),
        ("list-item", "a date"),
        ("list-item", "Dana"),
        ("code", "send()"),
        ("quote", "Shall we?"),
        ("paragraph", f"{PROSE}\nBest,\nMarco"),
        ("paragraph", "P.S. Have you decided?"),
        ("rule", "***"),
        ("paragraph", "This email and any attachments are confidential."),
        ("paragraph", ON),
        ("quote", "Shall we?"),
        ("paragraph", "---------- Forwarded message ---------"),
        ("list-item", "old"),
    )
    assert shown(classify_blocks(given)) == [
        ("body", "Draft for Dana"),
        ("greeting", "Hi Dana,"),
        ("body", "here is what we need:"),
        ("list-item", "a date"),
        ("list-item", "Dana"),
        ("code", "send()"),
        ("quote", "Shall we?"),
        ("body", PROSE),
        ("signature", "Best,\nMarco"),
        ("body", "P.S. Have you decided?"),
        ("disclaimer", "This email and any attachments are confidential."),
        ("attribution", ON),
        ("quote", "Shall we?"),
        ("forwarded", "---------- Forwarded message ---------"),
        ("forwarded", "old"),
    ]


@pytest.mark.parametrize("line", ["-- ", "-- \n", "--", "--\r\n"])
def test_a_block_of_two_dashes_begins_a_signature(line):
    given = blocks(("paragraph", PROSE), ("rule", line), ("paragraph", "Acme, for all that you do."))
    assert shown(classify_blocks(given)) == [
        ("body", PROSE),
        ("signature", line.rstrip("\r\n")),
        ("signature", "Acme, for all that you do."),
    ]


def test_blocks_without_text_leave_no_region():
    signed = classify_blocks(blocks(("paragraph", PROSE), ("paragraph", "Best,"), ("rule", "")))
    assert shown(signed) == [("body", PROSE), ("signature", "Best,")]
    assert classify_blocks(blocks(("paragraph", ""), ("heading", " \n"), ("code", ""), ("rule", ""))) == []
