"""Templates that nothing closes, nests or ends as it should are read in linear time, or left with a note.

Each of these once took, or would take, time that is the square of its length in a reader that looks on for
the end of what never ends: 100,000 of them then take hours.
"""

from __future__ import annotations

import pytest

from reading import assert_exact, read

COUNT = 5_000
HOSTILE = {
    "nested tags": ("a.html", "<div>" * COUNT + "Tea." + "</div>" * COUNT),
    "nested inline tags": ("a.html", "<b>" * COUNT + "Tea." + "</b>" * COUNT),
    "closing tags alone": ("a.html", "</div>" * COUNT),
    "crossed tags": ("a.html", "<b><i></b>" * COUNT),
    "tags that never end in an attribute": ("a.html", '<a href="' * COUNT),
    "tags in an attribute": ("a.html", '<img alt="' + "<b>x</b>" * COUNT + '">'),
    "tags that never end": ("a.html", "<a " * COUNT),
    "one quote a tag": ("a.html", "<a b=\"'> <a c='> " * COUNT),
    "attributes": ("a.html", "<p " + 'alt="a" ' * COUNT + ">"),
    "entities": ("a.html", "&amp;&#8203;&nosuch;" * COUNT),
    "comments": ("a.html", "<!--[if mso]>" * COUNT),
    "comments in titles": ("a.html", "<title><!-- " * COUNT),
    "scripts": ("a.html", "<script>" * COUNT),
    "code": ("a.html", "<code>" * COUNT),
    "output tags": ("a.html", "{{ '" * COUNT + "}}"),
    "control tags": ("a.html", "{% if a' " * COUNT + "%}"),
    "raw blocks": ("a.html", "{% raw %}" * COUNT),
    "comments of a language": ("a.html", "{% comment %}" * COUNT),
    "branches": ("a.html", "{% else %}" * COUNT),
    "translations that never end": ("a.html.j2", "{% trans " * COUNT + '"a b" %}'),
    "a translation of blanks": ("a.html.j2", "{% t" + " " * COUNT + " %}"),
    "raw braces": ("a.hbs", "{{{{a" * COUNT),
    "strings in ERB": ("a.erb", "<%= '" * COUNT),
    "brackets of Blade": ("a.blade.php", "@if(" * COUNT),
    "strings of Smarty": ("a.smarty", "{$a '" * COUNT),
    "tags of FreeMarker": ("a.ftl", "<#if a " * COUNT),
    "brackets of Velocity": ("a.vm", "#if( $a.b(" * COUNT),
    "merge tags": ("a.html", "*|" * COUNT + "[[" * COUNT + "%A" * COUNT),
    "attributes of Pug": ("a.pug", "p(a='" * COUNT),
    "elements in a line of Pug": ("a.pug", "p " + "#[b " * COUNT),
    "attributes of HAML": ("a.haml", "%p{" * COUNT),
    "elements of JSX": ("a.tsx", "(<a>" * COUNT + "</a>"),
    "attributes of JSX": ("a.tsx", "<a b={" * 1_000),
    "strings of JSX": ("a.tsx", "<a>" + "{'" * COUNT + "</a>"),
    "values in a string of JSX": ("a.tsx", "<a>{`" + "${" * COUNT + "`}</a>"),
    "keys of YAML": ("a.yml", "\n".join(" " * (at % 200) + "a:" for at in range(COUNT))),
    "lists of YAML": ("a.yml", "- " * COUNT),
    "comments of YAML": ("a.yml", "# unpushy: ignore\n" * COUNT + "a: b\n"),
    "objects of JSON": ("a.json", '{"a":' * COUNT),
    "a string of JSON that never ends": ("a.json", '"\\' * COUNT),
    "placeholders of ICU": ("a.json", '{"a":"' + "{a, plural, " * COUNT + '"}'),
    "messages of gettext": ("a.po", 'msgid "a"\n' * COUNT),
    "comments of gettext": ("a.po", "# unpushy: ignore\n" * COUNT + 'msgid "a b"\nmsgstr ""\n'),
    "joined lines of properties": ("a.properties", "a=b\\\n" * COUNT),
    "quotes of CSV": ("a.csv", "body\n" + '"a""' * COUNT),
    "columns of CSV": ("a.csv", "body," * 1_000 + "\n" + "a," * 1_000),
    "HTML in a mail": ("a.eml", "Subject: a\nFrom: b@c.d\nContent-Type: text/html\n\n" + "<p>a<br>" * COUNT),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_templates_are_read(name: str) -> None:
    file, text = HOSTILE[name]
    assert_exact(read(text, file))


@pytest.mark.parametrize(
    "name",
    ["a.html.j2", "a.mjml", "a.pug", "a.haml", "a.tsx", "a.yml", "a.json", "a.po", "a.properties", "a.csv"],
)
def test_what_is_too_long_is_not_read_and_said_so(name: str) -> None:
    email = read("<p>Tea.</p>" * 200_000, name)
    assert (email.passages, email.notes) == ((), ("longer than 2,000,000 characters: not checked",))


@pytest.mark.parametrize("name", ["a.txt.erb", "a.txt"])
def test_long_text_is_no_template_and_said_so(name: str) -> None:
    email = read("{% a %} Tea is hot. " * 110_000, name)
    assert email.notes == ("longer than 2,000,000 characters: template tags are read as text",)
    assert len(email.passages) == 1
