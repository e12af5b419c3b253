"""From phrase lists on disk to something that matches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from unpushy.phrases import CLASSES_FILE
from unpushy.phrases.compiled import Compiled, Group, Template, compiled_from, keep, kept, key_of_files
from unpushy.phrases.context import Context
from unpushy.phrases.errors import PhraseListError
from unpushy.phrases.load import (
    ListFile,
    built_in_files,
    parse_classes,
    parse_context,
    parse_pattern,
    read_classes,
    read_list,
)
from unpushy.phrases.pattern import Classes, Node, Ref
from unpushy.phrases.schema import PhraseGroup, RewriteEntry
from unpushy.rule import Rule

_SHIPPED = Path(__file__).resolve().parents[1] / "compiled"
"""Where a wheel has the shipped lists compiled."""


def load_lists(cache: Path | None, own: Sequence[Path] = ()) -> Compiled:
    """The shipped lists and users' own over them, compiled; kept in the cache folder where one is given.

    Raises ``PhraseListError``.
    """
    files = built_in_files()
    try:
        name = f"lists-{key_of_files((*files, *own))}"
    except OSError:  # building says which one, and why
        return build(files, own)
    compiled = kept(_SHIPPED / name) or (kept(cache / name) if cache else None)
    if compiled is None:
        compiled = build(files, own)
        if cache:
            keep(compiled, cache / name)
    return compiled


def build(files: Sequence[Path], own: Sequence[Path] = ()) -> Compiled:
    """Parse and compile lists; among ``files`` is one ``classes.toml``. Raises ``PhraseListError``.

    Of ``own``, a list that says ``extends`` adds to its rule; another takes its place.
    """
    classes = read_classes(next(path for path in files if path.name == CLASSES_FILE))
    rules: dict[str, list[ListFile]] = {}
    for path in (*files, *own):
        if path.name == CLASSES_FILE:
            continue
        listed = read_list(path)
        if not listed.content.extends:
            rules[listed.rule] = [listed]
        elif listed.rule in rules:
            rules[listed.rule].append(listed)
        else:
            raise unknown_base(listed, rules)
    builder = Builder(classes, own)
    for layers in rules.values():
        builder.add(*layers)
    return builder.compiled()


def unknown_base(listed: ListFile, known: Iterable[str]) -> PhraseListError:
    """The error of a list that extends a rule that is not there."""
    near = get_close_matches(listed.rule, list(known), n=1)
    remedy = f"did you mean {near[0]}?" if near else "leave extends out to make a new rule"
    return PhraseListError(listed.path, 1, "extends", f"there is no rule {listed.rule} to extend", remedy)


class Builder:
    """Gathers the patterns, groups and contexts of lists."""

    def __init__(self, classes: Classes, own: Iterable[Path] = ()) -> None:
        """``own``: which of the lists are users' own."""
        self._classes = classes
        self._own = frozenset(own)
        self._patterns: list[tuple[Node, int]] = []
        self._groups: list[Group] = []
        self._contexts: list[Context] = []
        self._cards: list[Rule] = []
        self._refs: dict[str, Ref] = {ref.name: ref for ref in classes.values()}
        self.pattern_texts: list[str] = []

    def add(self, base: ListFile, *extensions: ListFile) -> None:
        """Add a rule: its list, and those that extend it."""
        whole = base
        for extension in extensions:
            whole = extension.over(whole)
        self._cards.append(whole.card())
        layers = [
            (listed, self._own_classes(listed, "+" * layer))
            for layer, listed in enumerate((base, *extensions))
        ]
        shared = [
            number
            for listed, classes in layers
            for number in self._add_contexts(listed, listed.content.unless, classes)
        ]
        for listed, classes in layers:
            for group in listed.content.phrases:
                own = self._add_contexts(listed, group.unless, classes)
                self._groups.append(self._group(listed, group, whole.content.why or "", (*shared, *own)))
                for pattern in group.patterns:
                    node = parse_pattern(listed.path, listed.text, pattern, classes, "patterns")
                    self._patterns.append((node, len(self._groups) - 1))
                    self.pattern_texts.append(pattern)

    def _own_classes(self, listed: ListFile, layer: str) -> Classes:
        """A list's classes and the shared ones; that of an extension may have the name of its base's."""
        prefix = f"{listed.rule}{layer}:"
        classes = parse_classes(listed.path, listed.text, listed.content.classes, self._classes, prefix)
        self._refs.update((ref.name, ref) for ref in classes.values())
        return classes

    def _add_contexts(
        self,
        listed: ListFile,
        contexts: Mapping[str, str],
        classes: Classes,
    ) -> tuple[int, ...]:
        numbers = []
        for text in contexts:
            numbers.append(len(self._contexts))
            self._contexts.append(parse_context(listed.path, listed.text, text, classes))
        return tuple(numbers)

    def _group(self, listed: ListFile, group: PhraseGroup, why: str, contexts: tuple[int, ...]) -> Group:
        entries = listed.content.rewrites[group.rewrites] if group.rewrites else []
        templates = tuple(_template(entry) for entry in entries)
        own = listed.path in self._own
        return Group(listed.rule, group.why or why, group.only, group.after, templates, contexts, own)

    def compiled(self) -> Compiled:
        return compiled_from(self._cards, self._patterns, self._groups, self._contexts, self._refs.values())


def _template(entry: RewriteEntry) -> Template:
    if entry.cut is not None:
        return Template("cut", "", entry.cut, entry.where)
    if entry.fill is not None:
        return Template("fill", entry.fill, entry.of, entry.where)
    return Template("safe", entry.safe or "", entry.of, entry.where)
