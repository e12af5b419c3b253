"""HTML and MJML: which words are prose, where they stand, and that nothing takes more than linear work."""

from __future__ import annotations

import pytest

from reading import LINTER, prose, read
from unpushy import formats
from unpushy.document import RegionKind


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        pytest.param("<p>Tea is\n   <b>hot</b>&nbsp;&amp; <i>sweet</i>.</p>", ["Tea is hot\xa0& sweet."], id="inline tags"),
        pytest.param("<td>Tea<td>Milk<p>Cake", ["Tea", "Milk", "Cake"], id="nothing closes"),
        pytest.param("Tea<br>Milk<br /> <br/>Cake", ["Tea\nMilk", "Cake"], id="line breaks"),
        pytest.param("<style>p{}</style><script>'<p>no</p>'</script><p>Tea.</p>", ["Tea."], id="styles, scripts"),
        pytest.param(
            "<!--[if mso]><p>no</p><![endif]--><!--[if !mso]><!--><p>Tea.</p><!--<![endif]-->", ["Tea."], id="conditional comments"
        ),
        pytest.param('<img src="no.png" alt="Tea &amp; cake"><a title=\'Milk\' href="no">Go</a>', ["Tea & cake", "Milk", "Go"], id="attributes"),
        pytest.param('<img width="1" height="1" src="https://x.example/no?a=b">', [], id="a tracking pixel"),
        pytest.param('<p>Tea. <a class="btn" href="x">Go on</a> Milk.</p>', ["Tea.", "Go on", "Milk."], id="a button"),
        pytest.param('<span style="display:none">Tea&zwnj;&nbsp;&zwnj;</span>Milk', ["Tea", "Milk"], id="a preheader"),
        pytest.param("<p>Tea <code>no</code> now.</p><pre>no</pre>", ["Tea \ufffc now."], id="code"),
        pytest.param("<blockquote><p>no</p></blockquote><p>Tea.</p>", ["Tea."], id="a quote"),
        pytest.param(
            "<mjml><mj-head><mj-title>Tea</mj-title><mj-preview>Milk</mj-preview><mj-style>no</mj-style></mj-head>"
            "<mj-body><mj-text>Cake <b>now</b></mj-text><mj-button href='x'>Go</mj-button></mj-body></mjml>",
            ["Tea", "Milk", "Cake now", "Go"],
            id="MJML",
        ),
        pytest.param('<p lang="fr">Le thé.</p><p lang="en">Tea.</p><p>Milk.</p>', ["Tea.", "Milk."], id="languages"),
        pytest.param("<td {% if a %}class='b'{% else %}class=\"c\"{% endif %}>Tea</td>", ["Tea"], id="a template in a tag"),
        pytest.param("{% if a %}<table>{% else %}<div>{% endif %}Tea", ["Tea"], id="a template around half a tag"),
    ],
)  # fmt: skip
def test_what_is_prose(text: str, passages: list[str]) -> None:
    assert prose(text, "a.html") == passages


def test_every_character_leads_back_to_its_own() -> None:
    text = '<p>Tea &amp; <b class="x">milk</b>\n for {{ user.name | title }}.</p>'
    [passage] = read(text, "a.html").passages
    assert passage.text == "Tea & milk for {{user.name}}."
    there = [text[one.source : one.source_end] for one in passage.mapped.map.segments]
    assert there == ["Tea ", "&amp;", " ", "milk", "\n ", "for ", "{{ user.name | title }}", "."]


def test_a_title_is_a_subject_and_a_foreign_document_says_so() -> None:
    email = formats.read(b'<html lang="de-AT"><title>Tee</title><p>Milch.</p></html>', "a.html")
    assert [passage.kind for passage in email.passages] == [RegionKind.SUBJECT, RegionKind.BODY]
    assert email.headers == {"lang": "de"}
    assert formats.read(b'<html lang="{{ lang }}"><p>Tea.</p></html>', "a.html").headers == {}


def test_front_matter_is_no_text() -> None:
    text = "---\nsubject: Tea\nlayout: base\n---\n<p>Milk is {{ price }} now.</p>"
    email = read(text, "a.html")
    assert [(one.kind, one.text) for one in email.passages] == [
        (RegionKind.SUBJECT, "Tea"),
        (RegionKind.BODY, "Milk is {{price}} now."),
    ]
    assert email.headers == {"subject": "Tea", "layout": "base"}


def test_an_attribute_without_characters_says_nothing() -> None:
    email = formats.read(b'<p>Hi.</p><img alt="&#1;">', "a.html")
    assert [passage.text for passage in email.passages] == ["Hi."]


@pytest.mark.parametrize(
    "footer",
    [
        "You&#39;re receiving this because you signed up for Larch.",
        "You've received this notification because you follow this thread.",
        "You were sent this email because somebody entered your address.",
        "This email was sent to dana@example.org.",
        "This email was sent to {{ email }} because you opted in on our website.",
        "If you no longer wish to receive these emails, you can unsubscribe at any time.",
        "If you didn&rsquo;t request this, you can safely ignore this email.",
        "Having trouble viewing this email? <a href='{{ web }}'>View it online</a>.",
        "If you have any questions, feel free to contact us at help@larch.example.",
        "This link will expire in 24 hours.",
        "&copy; 2026 Larch. All rights reserved.",
    ],
)
def test_footers_of_mailing_programs_say_nothing_wrong(footer: str) -> None:
    email = read(f"<p>Hello,</p><p>your board is ready.</p><p>{footer}</p>", "a.html")
    assert LINTER.check(email) == []


def test_a_mail_that_was_sent_to_somebody_is_prose() -> None:
    assert prose("<p>Hello,</p><p>This email was sent to Dana by mistake.</p>", "a.html")[1:] == [
        "This email was sent to Dana by mistake."
    ]


def test_a_comment_in_a_title_is_text() -> None:
    assert prose("<title>Tea <!-- b --></title>", "a.html") == ["Tea <!-- b -->"]
