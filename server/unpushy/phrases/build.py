"""From phrase lists on disk to something that matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from unpushy.phrases.compiled import Compiled, Group, Template, compiled_from, keep, kept, key_of
from unpushy.phrases.context import Context
from unpushy.phrases.load import (
    CLASSES_FILE,
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


def load_built_in(cache: Path | None) -> Compiled:
    """The shipped lists, from the cache folder where it has them. Raises ``PhraseListError``."""
    files = built_in_files()
    if cache is None:
        return build(files)
    key = key_of([(f"{path.parent.name}/{path.name}", path.read_bytes()) for path in files])
    place = cache / f"lists-{key}"
    compiled = kept(place)
    if compiled is None:
        compiled = build(files)
        keep(compiled, place)
    return compiled


def build(files: Sequence[Path]) -> Compiled:
    """Parse and compile lists; among ``files`` is one ``classes.toml``. Raises ``PhraseListError``."""
    classes = read_classes(next(path for path in files if path.name == CLASSES_FILE))
    builder = Builder(classes)
    for path in files:
        if path.name != CLASSES_FILE:
            builder.add(read_list(path))
    return builder.compiled()


class Builder:
    """Gathers the patterns, groups and contexts of lists."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self._patterns: list[tuple[Node, int]] = []
        self._groups: list[Group] = []
        self._contexts: list[Context] = []
        self._cards: list[Rule] = []
        self._refs: dict[str, Ref] = {ref.name: ref for ref in classes.values()}
        self.pattern_texts: list[str] = []

    def add(self, listed: ListFile) -> None:
        """Add a list."""
        content = listed.content
        self._cards.append(listed.card())
        classes = parse_classes(listed.path, listed.text, content.classes, self._classes)
        self._refs.update((ref.name, ref) for ref in classes.values())
        shared = self._add_contexts(listed, content.unless, classes)
        for group in content.phrases:
            own = self._add_contexts(listed, group.unless, classes)
            self._groups.append(_group(listed, group, (*shared, *own)))
            for pattern in group.patterns:
                node = parse_pattern(listed.path, listed.text, pattern, classes, "patterns")
                self._patterns.append((node, len(self._groups) - 1))
                self.pattern_texts.append(pattern)

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

    def compiled(self) -> Compiled:
        return compiled_from(self._cards, self._patterns, self._groups, self._contexts, self._refs.values())


def _group(listed: ListFile, group: PhraseGroup, contexts: tuple[int, ...]) -> Group:
    entries = listed.content.rewrites[group.rewrites] if group.rewrites else []
    templates = tuple(_template(entry) for entry in entries)
    return Group(listed.rule, group.why or listed.content.why, group.only, templates, contexts)


def _template(entry: RewriteEntry) -> Template:
    if entry.cut is not None:
        return Template("cut", "", entry.cut, entry.where)
    if entry.fill is not None:
        return Template("fill", entry.fill, entry.of, entry.where)
    return Template("safe", entry.safe or "", entry.of, entry.where)
