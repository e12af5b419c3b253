"""Reads and validates phrase lists; every error names file, line, key, value and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from unpushy.finding import Severity
from unpushy.phrases import CLASSES_FILE, lists_folder
from unpushy.phrases.context import Context
from unpushy.phrases.errors import PhraseListError
from unpushy.phrases.pattern import Alt, Classes, Node, PatternError, Ref, parse, simplified
from unpushy.phrases.schema import PhraseList
from unpushy.rule import FAMILIES, Evidence, Rule
from unpushy.shapes import shaped
from unpushy.tomlfile import Misfit, data_of, line_of, text_of

_Shape = TypeVar("_Shape")


@dataclass(frozen=True)
class ListFile:
    """A phrase list as it was read."""

    path: Path
    text: str
    rule: str
    content: PhraseList

    def card(self) -> Rule:
        """The rule's card, with evidence and examples."""
        content = self.content
        family = self.rule.partition("/")[0]
        return Rule(
            self.rule,
            content.title or "",
            content.why or "",
            Severity[content.severity.upper()] if content.severity else FAMILIES[family],
            tuple(Evidence(e.claim, e.source, e.confidence, e.year, e.url) for e in content.evidence),
            tuple(example for group in content.phrases for example in group.patterns.values()),
            (*content.clean, *content.unless.values()),
            {profile: Severity[level.upper()] for profile, level in content.profiles.items()},
            tuple((example.text, example.after) for example in content.examples),
        )

    def over(self, base: ListFile) -> ListFile:
        """The list of the rule that this list extends, with what it adds; its own words go first."""
        own, old = self.content, base.content
        merged = msgspec.structs.replace(
            old,
            title=own.title or old.title,
            why=own.why or old.why,
            severity=own.severity or old.severity,
            profiles={**old.profiles, **own.profiles},
            evidence=[*own.evidence, *old.evidence],
            examples=[*own.examples, *old.examples],
            clean=[*own.clean, *old.clean],
        )
        return ListFile(base.path, base.text, base.rule, merged)


def list_path(rule: str) -> Path:
    """Where the shipped list of a rule stands, if it has one."""
    return lists_folder() / f"{rule}.toml"


def built_in_files() -> list[Path]:
    """The lists that unpushy ships, ``classes.toml`` first, then by rule."""
    return files_under(lists_folder())


def files_under(root: Path) -> list[Path]:
    """``classes.toml`` of a folder of lists, then its lists by rule."""
    lists = sorted(path for family in FAMILIES for path in (root / family).glob("*.toml"))
    return [root / CLASSES_FILE, *lists]


def rule_names() -> list[str]:
    """The rules that the shipped lists make."""
    return [f"{path.parent.name}/{path.stem}" for path in built_in_files()[1:]]


def read_list(path: Path) -> ListFile:
    """Read one list; its rule is named by its folder and file name. Raises ``PhraseListError``."""
    text, content = _read(path, PhraseList)
    family, rule = path.parent.name, path.stem
    if family not in FAMILIES:
        remedy = f"put it in a folder named {', '.join(FAMILIES)}"
        raise PhraseListError(path, 1, "", f"{family!r} is no family of rules", remedy)
    for place, group in enumerate(content.phrases):
        if group.rewrites is not None and group.rewrites not in content.rewrites:
            names = ", ".join(content.rewrites) or "none"
            line = line_of(text, ("phrases", place, "rewrites"))
            problem = f"no set of rewrites is called {group.rewrites!r}"
            raise PhraseListError(path, line, "rewrites", problem, f"the sets of this list: {names}")
    if not content.extends:
        for key in ("title", "why", "phrases"):
            if not getattr(content, key):
                remedy = "add it; a list that adds to a rule says extends = true"
                raise PhraseListError(path, 1, key, "a list that makes a rule needs this", remedy)
    return ListFile(path, text, f"{family}/{rule}", content)


def read_classes(path: Path) -> dict[str, Ref]:
    """The word classes of ``classes.toml``; each may use those above it. Raises ``PhraseListError``."""
    text, content = _read(path, dict[str, list[str]])
    return parse_classes(path, text, content, {}, "")


def parse_classes(
    path: Path, text: str, content: Mapping[str, Iterable[str]], known: Classes, prefix: str
) -> dict[str, Ref]:
    """Word classes added to the known ones; ``prefix`` before their names keeps those of lists apart."""
    classes = dict(known)
    for name, patterns in content.items():
        nodes = [parse_pattern(path, text, pattern, classes, name) for pattern in patterns]
        classes[name] = Ref(prefix + name, simplified(Alt(tuple(nodes))))
    return classes


def parse_pattern(path: Path, text: str, pattern: str, classes: Classes, key: str) -> Node:
    """Parse a pattern that stands in a list. Raises ``PhraseListError`` with its line."""
    try:
        return parse(pattern, classes)
    except PatternError as error:
        line = line_of(text, (), pattern)
        raise PhraseListError(path, line, key, str(error), "see docs/phrase-lists.md") from error


def parse_context(path: Path, text: str, context: str, classes: Classes) -> Context:
    """Parse an ``unless`` context: ``@`` is the match; without it, it may stand anywhere in the sentence."""
    before, at, after = context.partition("@")
    if not at:
        return Context(anywhere=parse_pattern(path, text, context, classes, "unless"))
    sides = [
        parse_pattern(path, text, side.strip(), classes, "unless") if side.strip() else None
        for side in (before, after)
    ]
    return Context(before=sides[0], after=sides[1])


def _read(path: Path, shape: type[_Shape]) -> tuple[str, _Shape]:
    try:
        text = text_of(path)
        return text, shaped(data_of(text), shape, text)
    except Misfit as misfit:
        raise PhraseListError(path, misfit.line or 1, misfit.key, misfit.problem) from misfit
