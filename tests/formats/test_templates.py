"""Template languages: what of a template is prose, where it stands, and what stays when it is rewritten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading import LINTER, all_tags, assert_exact, mended, prose, read
from unpushy.formats._tags import tags_of
from unpushy.formats._templates import COMMENT_FORMS, LANGUAGES, Role, language_of
from unpushy.text import Span

FILES = {
    "jinja": "welcome.html.j2",
    "liquid": "welcome.html.liquid",
    "handlebars": "welcome.html.hbs",
    "go": "welcome.html.gotmpl",
    "erb": "welcome.html.erb",
    "ejs": "welcome.html.ejs",
    "blade": "welcome.blade.php",
    "smarty": "welcome.html.smarty",
    "freemarker": "welcome.html.ftl",
    "velocity": "welcome.html.vm",
    "any": "welcome.html",
}
CASES = {
    "jinja": {
        "closer in a string": ("<p>Hi {{ name|default('}} a') }}, hello.</p>", ["Hi {{name}},", "hello."]),
        "raw": ("<p>Use {% raw %}{{ it }} or {% that %}{% endraw %} here.</p>", ["Use {{ it }} or {% that %} here."]),
        "white-space control": ("<p>Tea {%- if a -%} now{%+ endif %}.</p>", ["Tea now."]),
        "filter": ("<p>Due {{ day|date(format='d, M') }}.</p>", ["Due {{day}}."]),
        "comment": ("<p>Tea.{# <p>Coffee. %} #}</p>", ["Tea."]),
        "branches": ("<p>It {% if a %}rains{% else %}snows{% endif %}.</p>", ["It rains | snows."]),
        "loop": ("{% for a in b %}<p>One {{ a }}.</p>{% endfor %}", ["One {{a}}."]),
        "unclosed": ("<p>Tea {{ name, hello.</p><p>Rain.</p>", ["Tea {{ name, hello.", "Rain."]),
    },
    "liquid": {
        "closer in a string": ("<p>Hi {{ name | default: '}} a' }}, hello.</p>", ["Hi {{name}},", "hello."]),
        "raw": ("<p>Use {% raw %}{{ it }}{% endraw %} here.</p>", ["Use {{ it }} here."]),
        "white-space control": ("<p>Tea {%- if a -%} now{%- endif -%}.</p>", ["Tea now."]),
        "filter": ("<p>Due {{ day | date: '%d, %m' | upcase }}.</p>", ["Due {{day}}."]),
        "comment": ("<p>Tea.{% comment %}Coffee.{% endcomment %}{% # Milk. %}</p>", ["Tea."]),
        "branches": (
            "<p>{% case a %}{% when 1 %}It rains.{% when 2 %}It snows.{% else %}Sun.{% endcase %}</p>",
            ["It rains.", "It snows.", "Sun."],
        ),
        "loop": ("{% for a in b %}<p>One {{ a.b }}.</p>{% endfor %}", ["One {{a.b}}."]),
        "unclosed": ("<p>Tea {% if name, hello.</p><p>Rain.</p>", ["Tea {% if name, hello.", "Rain."]),
    },
    "handlebars": {
        "closer in a string": ('<p>Hi {{default name "}} a"}}, hello.</p>', ["Hi {{default}},", "hello."]),
        "raw": ("<p>Use {{{{raw}}}}{{ it }}{{{{/raw}}}} here.</p>", ["Use {{ it }} here."]),
        "white-space control": ("<p>Tea {{~#if a~}} now{{~/if~}}.</p>", ["Tea now."]),
        "filter": ("<p>Due {{{ date day format='d, M' }}}.</p>", ["Due {{date}}."]),
        "comment": ("<p>Tea.{{!-- {{coffee}} --}}{{! Milk. }}</p>", ["Tea."]),
        "branches": ("<p>It {{#if a}}rains{{else}}snows{{/if}}.</p>", ["It rains | snows."]),
        "inverted": ("<p>It {{#a}}rains{{/a}}{{^a}}snows{{/a}}.</p>", ["It rains | snows."]),
        "loop": ("{{#each b}}<p>One {{this.a}}.</p>{{/each}}", ["One {{this.a}}."]),
        "unclosed": ("<p>Tea {{name, hello.</p><p>Rain.</p>", ["Tea {{name, hello.", "Rain."]),
    },
    "go": {
        "closer in a string": ("<p>Hi {{ default `}} a` .Name }}, hello.</p>", ["Hi {{default}},", "hello."]),
        "raw": ('<p>Use {{ "{{it}}" }} here.</p>', ["Use {{it}} here."]),
        "white-space control": ("<p>Tea {{- if .A -}} now{{- end -}}.</p>", ["Tea now."]),
        "filter": ('<p>Due {{ .Day | date "2, Jan" }}.</p>', ["Due {{Day}}."]),
        "comment": ("<p>Tea.{{/* {{coffee}} */}}{{- /* Milk. */ -}}</p>", ["Tea."]),
        "branches": ("<p>It {{if .A}}rains{{else if .B}}hails{{else}}snows{{end}}.</p>", ["It rains | hails | snows."]),
        "loop": ("{{range .B}}<p>One {{.A}}.</p>{{end}}", ["One {{A}}."]),
        "unclosed": ("<p>Tea {{.Name, hello.</p><p>Rain.</p>", ["Tea {{.Name, hello.", "Rain."]),
    },
    "erb": {
        "closer in a string": ('<p>Hi <%= name || "%> a" %>, hello.</p>', ["Hi {{name}},", "hello."]),
        "raw": ("<p>Use &lt;%% it %&gt; here.</p>", ["Use <%% it %> here."]),
        "white-space control": ("<p>Tea <%- if a -%> now<% end -%>.</p>", ["Tea now."]),
        "filter": ("<p>Due <%= l(day, format: 'd, M') %>.</p>", ["Due {{l}}."]),
        "comment": ("<p>Tea.<%# Coffee. %></p>", ["Tea."]),
        "branches": ("<p>It <% if a %>rains<% else %>snows<% end %>.</p>", ["It rains | snows."]),
        "loop": ("<% b.each do |a| %><p>One <%= a.b %>.</p><% end %>", ["One {{a.b}}."]),
        "unclosed": ("<p>Hi.</p><p>Bye <%= name</p><p>Tea.</p>", ["Hi.", "Bye <%= name", "Tea."]),
    },
    "ejs": {
        "closer in a string": ('<p>Hi <%= name || "%> a" %>, hello.</p>', ["Hi {{name}},", "hello."]),
        "raw": ("<p>Use <%% here.</p>", ["Use <%% here."]),
        "white-space control": ("<p>Tea <%_ if (a) { _%> now<%_ } -%>.</p>", ["Tea now."]),
        "filter": ("<p>Due <%- date(day, 'd, M') %>.</p>", ["Due {{date}}."]),
        "comment": ("<p>Tea.<%# Coffee. %></p>", ["Tea."]),
        "branches": ("<p>It <% if (a) { %>rains<% } else { %>snows<% } %>.</p>", ["It rains | snows."]),
        "loop": ("<% b.forEach(function(a) { %><p>One <%= a.b %>.</p><% }) %>", ["One {{a.b}}."]),
        "unclosed": ("<p>Hi.</p><p>Bye <%= name</p><p>Tea.</p>", ["Hi.", "Bye <%= name", "Tea."]),
    },
    "blade": {
        "closer in a string": ("<p>Hi {{ $name ?? '}} a' }}, hello.</p>", ["Hi {{name}},", "hello."]),
        "raw": ("<p>Use @verbatim{{ it }} @if(a)@endverbatim here.</p>", ["Use {{ it }} @if(a) here."]),
        "white-space control": ("<p>Tea @if(f(')')) now @endif.</p>", ["Tea now ."]),
        "filter": ("<p>Due {!! date($day, 'd, M') !!}.</p>", ["Due {{date}}."]),
        "comment": ("<p>Tea.{{-- {{ $coffee }} --}}@php $a = 'x'; @endphp</p>", ["Tea."]),
        "branches": ("<p>It @if($a) rains @else snows @endif now.</p>", ["It rains | snows now."]),
        "loop": ("@foreach($b as $a)<p>One {{ $a->b }}.</p>@endforeach", ["One {{a}}."]),
        "unclosed": ("<p>Tea {{ $name, hello.</p><p>Rain.</p>", ["Tea {{ $name, hello.", "Rain."]),
        "an address": ("<p>Write to dana@example.org, @else.</p>", ["Write to dana@example.org, | ."]),
    },
    "smarty": {
        "closer in a string": ("<p>Hi {$name|default:'} a'}, hello.</p>", ["Hi {{name}},", "hello."]),
        "raw": ("<p>Use {literal}{$it} {if}{/literal} here.</p>", ["Use {$it} {if} here."]),
        "white-space control": ("<p>Tea {strip}{if $a} now{/if}{/strip}.</p>", ["Tea now."]),
        "filter": ("<p>Due {$day|date_format:'%d, %m'}.</p>", ["Due {{day}}."]),
        "comment": ("<p>Tea.{* {$coffee} *}</p>", ["Tea."]),
        "branches": ("<p>It {if $a}rains{else}snows{/if}.</p>", ["It rains | snows."]),
        "loop": ("{foreach $b as $a}<p>One {$a.b}.</p>{/foreach}", ["One {{a.b}}."]),
        "unclosed": ("<p>Tea {$name, hello.</p><p>Rain.</p>", ["Tea {$name, hello.", "Rain."]),
    },
    "freemarker": {
        "closer in a string": ("<p>Hi ${name!'} a'}, hello.</p>", ["Hi {{name}},", "hello."]),
        "raw": ("<p>Use <#noparse>${it} <#if></#noparse> here.</p>", ["Use ${it} <#if> here."]),
        "white-space control": ("<p>Tea <#t><#if a> now</#if>.</p>", ["Tea now."]),
        "filter": ("<p>Due ${day?string('d, M')}.</p>", ["Due {{day}}."]),
        "comment": ("<p>Tea.<#-- ${coffee} > --></p>", ["Tea."]),
        "branches": ("<p>It <#if a == 'x>y'>rains<#elseif b>hails<#else>snows</#if>.</p>", ["It rains | hails | snows."]),
        "loop": ("<#list b as a><p>One ${a.b}.</p></#list>", ["One {{a.b}}."]),
        "unclosed": ("<p>Tea ${name, hello.</p><p>Rain.</p>", ["Tea ${name, hello.", "Rain."]),
    },
    "velocity": {
        "closer in a string": ("<p>Hi $esc.of('a) b'), hello.</p>", ["Hi {{esc.of}},", "hello."]),
        "raw": ("<p>Use #[[$it #if(a)]]# here.</p>", ["Use $it #if(a) here."]),
        "white-space control": ("<p>Tea #if($a) now#{end}.</p>", ["Tea now."]),
        "filter": ("<p>Due $date.format('d, M', $day).</p>", ["Due {{date.format}}."]),
        "comment": ("<p>Tea.#* $coffee *#</p>## Milk.", ["Tea."]),
        "branches": ("<p>It #if($a)rains#{else}snows#end.</p>", ["It rains | snows."]),
        "loop": ("#foreach($a in $b)<p>One ${a.b}, $!a.c.</p>#end", ["One {{a.b}}, {{a.c}}."]),
        "unclosed": ("<p>Tea ${name, hello.</p><p>Rain.</p>", ["Tea ${name, hello.", "Rain."]),
    },
    "any": {
        "closer in a string": ("<p>Tea %OF_DAY% [[Name]] *|FNAME|*.</p>", ["Tea {{OF_DAY}} {{Name}} {{FNAME}}."]),
        "branches": ("<p>It *|IF:A|*rains*|ELSE:|*snows*|END:IF|*.</p>", ["It rains | snows."]),
        "contact": ("<p>Hi {{contact.firstname}}, hello.</p>", ["Hi {{contact.firstname}},", "hello."]),
        "php": ("<p>It <?php if ($a): ?>rains<?php else: ?>snows<?php endif ?> <?= $b ?>.</p>", ["It rains | snows {{b}}."]),
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "passages"),
    [
        pytest.param(language, *case, id=f"{language}: {name}")
        for language, cases in CASES.items()
        for name, case in cases.items()
    ],
)
def test_what_is_prose(language: str, text: str, passages: list[str]) -> None:
    email = read(text, FILES[language])
    assert email.format == ("html" if language == "any" else f"html+{language}")
    assert [passage.text for passage in email.passages] == passages


@pytest.mark.parametrize(
    ("name", "text", "passages"),
    [
        pytest.param(
            "a.hbs",
            "<p>Hi {{recipient's first name}}, it's tea.</p><p>It's {{b}}.</p>",
            ["Hi {{recipient}},", "it's tea.", "It's {{b}}."],
            id="in one line",
        ),
        pytest.param(
            "a.html.erb",
            "<% # don't show %>\n<p>Tea isn't hot.</p>\n<% b %>",
            ["Tea isn't hot."],
            id="on several",
        ),
    ],
)
def test_an_apostrophe_in_a_tag_opens_no_string(name: str, text: str, passages: list[str]) -> None:
    assert prose(text, name) == passages


def test_every_language_has_its_cases() -> None:
    wanted = {
        "closer in a string",
        "raw",
        "white-space control",
        "filter",
        "comment",
        "branches",
        "loop",
        "unclosed",
    }
    assert {name for name, cases in CASES.items() if wanted <= set(cases)} == set(LANGUAGES) - {"any"}


@pytest.mark.parametrize("reason", ["", " ours", " [ours]"])
@pytest.mark.parametrize("language", [*COMMENT_FORMS, "any"])
def test_a_comment_keeps_a_finding(language: str, reason: str) -> None:
    comment = COMMENT_FORMS.get(language, "<!-- %s -->") % f"unpushy: ignore[passive/empty-opener]{reason}"
    text = f"<p>Just checking in on the plan.</p>{comment}\n<p>Just touching base about the roof.</p>"
    review = LINTER.review(read(text, FILES[language]))
    assert [one.excerpt for one in review.suppressed] == ["Just checking in on the plan"]
    assert [one.excerpt for one in review.findings] == ["Just touching base about the roof"]
    assert review.unused == []


@pytest.mark.parametrize(
    ("name", "text", "passages"),
    [
        pytest.param(
            "a.md.liquid",
            "Hi {{ name }},\n\n{% if a_b %}\n*It* rains_{{ c_d }}.\n{% else %}\nIt snows.\n{% endif %}\n",
            ["Hi {{name}},", "It rains_{{c_d}}.", "It snows."],
            id="Markdown",
        ),
        pytest.param(
            "a.txt.erb",
            "Subject: Tea\n\nHi <%= name %>,\n<% if a %>\nIt rains.\n<% end %>\nIt <% if b %>hails<% else %>snows<% end %>.\n",
            ["Tea", "Hi {{name}},", "It rains.", "It hails | snows."],
            id="text",
        ),
        pytest.param("a.txt", "It {% if a %}rains{% endif %}.\n", ["It rains."], id="text of any language"),
        pytest.param("a.txt", "Hi {{ name }}, see [[Page]].\n", ["Hi {{ name }},", "see [[Page]]."], id="merge tags"),
        pytest.param("a.hbs", "Hi {{name}},\n\nTea.", ["Hi {{name}},", "Tea."], id="text by content"),
        pytest.param("a.hbs", "<p>Hi {{name}},</p>", ["Hi {{name}},"], id="HTML by content"),
        pytest.param("a.hbs", "# Tea\n\n[It](https://x.example) rains.", ["Tea", "It rains."], id="Markdown by content"),
    ],
)  # fmt: skip
def test_template_languages_over_other_formats(name: str, text: str, passages: list[str]) -> None:
    assert prose(text, name) == passages


@pytest.mark.parametrize(
    ("name", "text", "passages"),
    [
        pytest.param(
            "a.html.dj",
            '<p>{% trans "It rains." as b %} {% translate \'mail.rain.title\' %}</p>{% trans "Tea" %}',
            ["It rains. "],
            id="a tag",
        ),
        pytest.param("a.html.j2", "{{ _('It rains.') }} {{ a._('It snows.') }}", ["It rains. {{a._}}"], id="a call"),
        pytest.param(
            "a.html.j2", "{{ ngettext('One of us.', '%d of us.', n) }}", ["One of us.", "%d of us."], id="two numbers"
        ),
        pytest.param("a.twig", "<p>{{- 'It rains.'|trans }} {{ 'a b'|upper }}</p>", ["It rains. {{a}}"], id="a filter"),
        pytest.param("a.liquid", "<p>{{ 'mail.rain' | t }}, {{ 'It rains' | t }}</p>", ["{{mail.rain}}, It rains"], id="keys"),
        pytest.param("a.html.erb", '<%= t("It rains.") %> <%= put "a b" %>', ["It rains. {{put}}"], id="ERB"),
        pytest.param("a.blade.php", "<p>@lang('It rains.') {{ __('It snows.') }}</p>", ["It rains. It snows."], id="Blade"),
    ],
)  # fmt: skip
def test_strings_that_are_shown_in_the_readers_language_are_prose(
    name: str, text: str, passages: list[str]
) -> None:
    assert prose(text, name) == [passage.strip() for passage in passages]


def test_a_string_that_is_shown_stays_one() -> None:
    before = "<p>{% trans 'As per my last email, it is Tuesday.' %}</p>"
    assert mended(before, "a.dj") == "<p>{% trans 'It is Tuesday.' %}</p>"
    [passage] = read(before, "a.dj").passages
    for span, new in ((Span(0, 2), "it's"), (Span(0, len(passage.text)), ""), (Span(0, 2), "{{ as }}")):
        assert passage.mapped.edit(span, new) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{$name} {if $a}{/if}", "smarty"),
        ("@if($a) b @endif", "blade"),
        ("<#if a></#if>", "freemarker"),
        ("#if($a) $b #end", "velocity"),
        ("{% if a %}{{ b }}{% endif %}", "any"),
    ],
)
def test_a_language_is_told_by_its_tags(text: str, name: str) -> None:
    assert language_of(text, "").name == name


PIECES = st.sampled_from(
    ["{{ a }}", "{% if b %}", "{% else %}", "{% endif %}", "{# c #}", "<%= d %>", "<b>", "</b>", "<p>", "</p>", "<br>",
     "&amp;", "&rsquo;", "{{", "}}", "{%", "<", ">", '"', "'", "\n", "  ", "Just checking in on the plan. ",
     "I just wanted to ask whether it rains. ", "As per my last email, it is Tuesday. ", "tea ", "${e}", "*|F|*",
     '<img alt="Just checking in on it">', "<!-- x -->", "#if($a)", "@if($x)", "{$y}", "{*", "*}",
     '{% trans "Just checking in on the plan." %}', "{{ 'As per my last email, it is Tuesday.'|trans }}"]
)  # fmt: skip
TEMPLATES = st.lists(PIECES, max_size=25).map("".join)


@given(TEMPLATES, st.sampled_from([*FILES.values(), "a.md", "a.txt", "a.md.j2", "a.txt.hbs"]))
def test_positions_are_exact_and_fixes_keep_all_tags(text: str, name: str) -> None:
    email = read(text, name)
    assert_exact(email)
    for finding in LINTER.check(email):
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        words = [word for word in finding.excerpt.split() if word.isalpha()]
        assert all(word in finding.span.of(text) for word in words)
    assert all_tags(mended(text, name, unsafe=True), email.format) == all_tags(text, email.format)


@given(st.text("{}%#<>*|!-\"'`@$()ab/\\ \n", max_size=80), st.sampled_from([*LANGUAGES]))
def test_tags_stand_in_order_in_any_text(text: str, name: str) -> None:
    at = 0
    for tag in tags_of(text, LANGUAGES[name]):
        assert at <= tag.start < tag.end <= len(text)
        assert tag.role in Role
        at = tag.end
