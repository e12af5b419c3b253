"""Template languages: how the tags of each are written, one row a language.

A tag either puts a word into the text (output), says what of the text is used (control, or branch where
another wording begins), or is a comment. ``_tags`` finds them by these rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """What a tag does to the text around it."""

    OUTPUT = "output"
    CONTROL = "control"
    BRANCH = "branch"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of tag; all strings are patterns."""

    opener: str
    closer: str = ""
    """Empty where the opener is the whole tag; ``()`` where a bracket has opened that is to be closed."""
    role: Role = Role.CONTROL
    quoted: bool = True
    """Whether a closer in a string is part of the string."""
    raw: str = ""
    """What ends the text that is none of the language's after the tag; text up to there holds no tags."""
    roles: tuple[tuple[Role, str], ...] = ()
    """Other roles by what the tag's inside begins with."""


@dataclass(frozen=True)
class Language:
    """A template language, and the names by which its files are known."""

    name: str
    kinds: tuple[Kind, ...]
    suffixes: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    """What editors call it."""
    telling: str = ""
    """What tells it in a file of another suffix; a pattern."""

    @cached_property
    def openers(self) -> re.Pattern[str]:
        """Any opener; the group that matched is ``k`` and the place of its kind."""
        return re.compile("|".join(f"(?P<k{at}>{kind.opener})" for at, kind in enumerate(self.kinds)))


_ELSE = r"(?:else|elsif|elif|elseif|otherwise)\b"
_GO_WORD = (
    r"(?:end\b|(?:if|with|range|else)\b|(?:define|template|block)\s+[\"`]|(?:break|continue)\s*$|\$\w+\s*:?=)"
)
_COMMENTED = (
    Kind(r"\{\{[-~]?\s*!--", r"--[-~]?\}\}", Role.COMMENT, quoted=False),
    Kind(r"\{\{--", r"--\}\}", Role.COMMENT, quoted=False),
    Kind(r"\{\{-?\s*/\*", r"\*/\s*-?\}\}", Role.COMMENT, quoted=False),
    Kind(r"\{\{[-~]?\s*!", r"\}\}", Role.COMMENT, quoted=False),
)
_RAW_BRACES = Kind(r"\{\{\{\{~?\w+", r"\}\}\}\}", raw=r"\{\{\{\{/\w+~?\}\}\}\}")
_BRACES = (
    Kind(r"(?<!\\)\{\{\{", r"\}\}\}", Role.OUTPUT),
    Kind(
        r"(?<![@\\])\{\{",
        r"\}\}",
        Role.OUTPUT,
        roles=(
            (Role.BRANCH, rf"{_ELSE}|\^"),
            (Role.CONTROL, rf"[#/>*]|{_GO_WORD}"),
        ),
    ),
)
_PERCENT = (
    Kind(r"\{%[-+]?\s*comment\b", r"%\}", Role.COMMENT, raw=r"\{%-?\s*endcomment\s*-?%\}"),
    Kind(r"\{%[-+]?\s*(?:raw|verbatim)\b", r"%\}", raw=r"\{%-?\s*end(?:raw|verbatim)\s*-?%\}"),
    Kind(r"\{%-?\s*#", r"%\}", Role.COMMENT, quoted=False),
    Kind(r"\{%", r"%\}", roles=((Role.BRANCH, rf"{_ELSE}|(?:when|plural|pluralize|empty)\b"),)),
)
_HASH_COMMENT = Kind(r"\{#", r"#\}", Role.COMMENT, quoted=False)
_ANGLE_ROLES = ((Role.BRANCH, r"\}?\s*(?:else|elsif|when)\b"),)
_ANGLE = (
    Kind(r"<%(?:#|--)", r"%>", Role.COMMENT, quoted=False),
    Kind(r"<%==?", r"%>", Role.OUTPUT),
)
_PHP = (Kind(r"<\?=", r"\?>", Role.OUTPUT), Kind(r"<\?php\b", r"\?>", roles=_ANGLE_ROLES))
_ERB = (*_ANGLE, Kind(r"<%(?!%)", r"%>", roles=_ANGLE_ROLES))
_EJS = (*_ANGLE, Kind(r"<%-", r"%>", Role.OUTPUT), Kind(r"<%(?!%)", r"%>", roles=_ANGLE_ROLES))
_DOLLAR = Kind(r"(?<!\\)\$!?\{", r"\}", Role.OUTPUT)
_MERGE = (
    Kind(r"\*\|ELSE[^|\n]{0,60}\|\*", role=Role.BRANCH),
    Kind(r"\*\|(?:IF|IFNOT|END|INTERESTED|RSS\w*)\b[^|\n]{0,60}\|\*"),
    Kind(r"\*\|[^|\n*]{1,60}\|\*", role=Role.OUTPUT),
    Kind(r"(?<![\w%])%[A-Z][A-Z0-9_]{1,60}%", role=Role.OUTPUT),
    Kind(r"(?<![\w%])%recipient\.\w{1,60}%", role=Role.OUTPUT),
    Kind(r"\[\[[^\[\]\n]{1,60}\]\]", role=Role.OUTPUT),
)
_BLADE_WORDS = (
    "if|elseif|unless|isset|empty|auth|guest|env|production|can|cannot|canany|switch|case|foreach|for|forelse|while"
    "|section|yield|include|includeIf|includeWhen|extends|component|slot|push|prepend|stack|each|lang|choice|class"
    "|style|props|php|json|use|hasSection|sectionMissing|inject|once|error|session|checked|selected|disabled|vite"
)
_BLADE_BARE = (
    "endif|else|endunless|endisset|endempty|endauth|endguest|endenv|endproduction|endcan|endcannot|endcanany"
    "|endswitch|default|break|continue|endforeach|endfor|endforelse|endwhile|endsection|show|stop|parent|endcomponent"
    "|endslot|endpush|endprepend|endphp|endonce|enderror|endsession|csrf|auth|guest|production|empty|once"
)
_SMARTY_WORDS = (
    "if|elseif|else|for|foreach|foreachelse|forelse|while|section|sectionelse|include|assign|block|function|capture"
    "|strip|nocache|extends|call|append|config_load|setfilter|html_\\w+|mailto|counter|cycle|ldelim|rdelim|l|t"
)

LANGUAGES: Mapping[str, Language] = {
    language.name: language
    for language in (
        # Tags that no other language has another use for: what a file of unknown language is read by.
        Language(
            "any",
            (
                *_COMMENTED,
                _RAW_BRACES,
                *_BRACES,
                *_PERCENT,
                _HASH_COMMENT,
                *_ANGLE,
                Kind(
                    r"<%(?!%)",
                    r"%>",
                    roles=(*_ANGLE_ROLES, (Role.OUTPUT, r"-\s*(?!(?:if|end|for|unless|else|include)\b)\w")),
                ),
                *_PHP,
                _DOLLAR,
                *_MERGE,
            ),
            (".tpl", ".tmpl", ".template"),
        ),
        Language(
            "jinja",
            (*_PERCENT, _HASH_COMMENT, *_BRACES, *_MERGE),
            (".jinja", ".jinja2", ".j2", ".njk", ".nunjucks", ".twig", ".django", ".dj"),
            ("jinja", "jinja-html", "jinja-md", "django-html", "django-txt", "twig", "nunjucks", "njk"),
        ),
        Language("liquid", (*_PERCENT, *_BRACES, *_MERGE), (".liquid",), ("liquid",)),
        Language(
            "handlebars",
            (*_COMMENTED, _RAW_BRACES, *_BRACES, *_MERGE),
            (".hbs", ".handlebars", ".mustache", ".mustachio"),
            ("handlebars", "mustache"),
        ),
        Language(
            "go",
            (*_COMMENTED, *_BRACES, *_MERGE),
            (".gotmpl", ".gohtml", ".gotxt"),
            ("gotmpl", "go-template", "gohtml"),
        ),
        Language("erb", (*_ERB, *_MERGE), (".erb",), ("erb",)),
        Language("ejs", (*_EJS, *_MERGE), (".ejs",), ("ejs",)),
        Language(
            "blade",
            (
                *_COMMENTED[:2],
                Kind(r"@verbatim\b", raw=r"@endverbatim\b"),
                Kind(r"(?<![\w@])@php\b(?!\s*\()", role=Role.COMMENT, raw=r"@endphp\b"),
                Kind(r"\{!!", r"!!\}", Role.OUTPUT),
                *_BRACES,
                Kind(r"(?<![\w@])@(?:else|default|empty)\b(?!\s*\()", role=Role.BRANCH),
                Kind(r"(?<![\w@])@(?:elseif|case)\s*\(", "()", Role.BRANCH),
                Kind(rf"(?<![\w@])@(?:{_BLADE_WORDS})\s*\(", "()"),
                Kind(rf"(?<![\w@])@(?:{_BLADE_BARE})\b"),
                *_PHP,
                *_MERGE,
            ),
            (".blade.php",),
            ("blade",),
            r"@(?:if|foreach|component|section|extends)\s*\(",
        ),
        Language(
            "smarty",
            (
                Kind(r"\{\*", r"\*\}", Role.COMMENT, quoted=False),
                Kind(r"\{literal\}", raw=r"\{/literal\}"),
                *_BRACES,
                Kind(r"\{[$\"'#](?!\})", r"\}", Role.OUTPUT),
                Kind(r"\{(?:else|elseif|foreachelse|forelse|sectionelse)\b", r"\}", Role.BRANCH),
                Kind(rf"\{{(?:{_SMARTY_WORDS})\b(?![:;])", r"\}"),
                Kind(r"\{/\w+", r"\}"),
                *_MERGE,
            ),
            (".smarty",),
            ("smarty",),
            r"\{\$\w+|\{/(?:if|foreach|literal)\}",
        ),
        Language(
            "freemarker",
            (
                Kind(r"<#--", r"-->", Role.COMMENT, quoted=False),
                Kind(r"\[#--", r"--\]", Role.COMMENT, quoted=False),
                Kind(r"<#noparse>", raw=r"</#noparse>"),
                Kind(r"<#else(?:if)?\b", r">", Role.BRANCH),
                Kind(r"</?[#@][a-zA-Z]", r">"),
                Kind(r"\[#else(?:if)?\b", r"\]", Role.BRANCH),
                Kind(r"\[/?[#@][a-zA-Z]", r"\]"),
                _DOLLAR,
                Kind(r"#\{", r"\}", Role.OUTPUT),
                *_MERGE,
            ),
            (".ftl", ".ftlh", ".fm"),
            ("ftl", "freemarker"),
            r"</?#(?:if|list|else|assign|macro)\b",
        ),
        Language(
            "velocity",
            (
                Kind(r"##[^\r\n]*+", role=Role.COMMENT),
                Kind(r"#\*", r"\*#", Role.COMMENT, quoted=False),
                Kind(r"#\[\[", raw=r"\]\]#"),
                Kind(r"#(?:else(?!\w)|\{else\})", role=Role.BRANCH),
                Kind(r"#\{?elseif\}?\s*\(", "()", Role.BRANCH),
                Kind(r"#(?:end(?!\w)|\{end\})"),
                Kind(r"#@?\{?[a-zA-Z]\w*\}?\s*\(", "()"),
                Kind(r"(?<!\\)\$!?\{", r"\}", Role.OUTPUT),
                Kind(r"(?<!\\)\$!?[a-zA-Z][\w.-]*\w\(", "()", Role.OUTPUT),
                Kind(r"(?<!\\)\$!?[a-zA-Z](?:[\w-]*\w)?(?:\.\w+)*", role=Role.OUTPUT),
                *_MERGE,
            ),
            (".vm", ".vtl", ".velocity"),
            ("velocity", "vtl"),
            r"#(?:if|foreach|set)\s?\(",
        ),
    )
}

CATALOGUE = Language(
    "catalogue",
    (
        *_BRACES,
        Kind(r"%\{\w{1,60}\}|%\(\w{1,60}\)[sdfi]|%<\w{1,60}>[sdfi]", role=Role.OUTPUT),
        Kind(r"%(?:\d{1,2}\$)?[sdif@](?!\w)", role=Role.OUTPUT),
        Kind(r"\$\{[\w.]{1,60}\}|\$t\([^()]{1,100}\)|#\{[^{}]{1,100}\}", role=Role.OUTPUT),
        Kind(r"\{\w{1,60},[^{}]{0,200}(?:\{[^{}]{0,500}\}[^{}]{0,200}){0,12}\}", role=Role.OUTPUT),
        Kind(r"\{[\w.]{1,60}\}", role=Role.OUTPUT),
        Kind(r"</?\d{1,3}/?>"),
        *_MERGE,
    ),
)
"""Placeholders in catalogues of messages: Rails, gettext, ICU, i18next."""

COMMENT_FORMS = {
    "jinja": "{# %s #}",
    "liquid": "{%% comment %%} %s {%% endcomment %%}",
    "handlebars": "{{!-- %s --}}",
    "go": "{{/* %s */}}",
    "erb": "<%%# %s %%>",
    "ejs": "<%%# %s %%>",
    "blade": "{{-- %s --}}",
    "smarty": "{* %s *}",
    "freemarker": "<#-- %s -->",
    "velocity": "#* %s *#",
}
"""How comments are written that nobody is sent; of the language ``any`` that is not known."""

BY_SUFFIX = {suffix: language.name for language in LANGUAGES.values() for suffix in language.suffixes}
BY_EDITOR = {editor: language.name for language in LANGUAGES.values() for editor in language.editors}


_NEEDED = re.compile(r"\{%|\{#|\{\{[-~]?\s*(?:[#/!^>]|if\b|range\b|end\b)|<%|\*\|(?:IF|END)\b")


def language_of(text: str, name: str) -> Language:
    """The language of that name; of ``any`` or none the one that the text's own tags tell."""
    if name not in ("", "any"):
        return LANGUAGES[name]
    told = (one for one in LANGUAGES.values() if one.telling and re.search(one.telling, text))
    return next(told, LANGUAGES["any"])


def named_language(name: str) -> tuple[str, str]:
    """The template language that a file's suffix names, and the file's name without it; empty for none."""
    lower = name.lower()
    for suffix, language in BY_SUFFIX.items():
        if lower.endswith(suffix) and len(lower) > len(suffix):
            return language, name[: -len(suffix)]
    return "", name


def has_logic(text: str) -> bool:
    """Whether a text has tags that are more than a word that is put in."""
    return _NEEDED.search(text) is not None
