"""Help for who writes the configuration or phrase lists: errors in place, completion and hover."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from lsprotocol import types

from unpushy.config import LEVELS
from unpushy.config_checks import check
from unpushy.errors import UserError
from unpushy.lsp.convert import SOURCE
from unpushy.lsp.documents import Snapshot
from unpushy.lsp.projects import Problem, Project, problem_of
from unpushy.phrases import CLASSES_FILE
from unpushy.phrases.check import check_list
from unpushy.phrases.errors import PhraseListError
from unpushy.phrases.load import built_in_files, read_classes
from unpushy.phrases.pattern import KINDS
from unpushy.phrases.schema import PhraseGroup, PhraseList, RewriteEntry
from unpushy.places import FILE_NAME, PROJECT
from unpushy.rule import FAMILIES, PROFILES
from unpushy.settings import Dismissal, LanguageSettings, ReaderSettings, RuleSettings, Settings, read

_TABLE = re.compile(r"^\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*(?P<key>[\w-]+)\s*=")
_SECTIONS: Mapping[str, type] = {
    "": Settings, "rules": RuleSettings, "reader": ReaderSettings, "language": LanguageSettings,
    "dismissed": Dismissal,
}  # fmt: skip
_LIST_SECTIONS: Mapping[str, type] = {"": PhraseList, "phrases": PhraseGroup, "rewrites": RewriteEntry}


def is_authored(document: Snapshot) -> bool:
    """Whether a document is a configuration or a phrase list."""
    return is_configuration(document.path) or is_phrase_list(document)


def is_configuration(path: Path | None) -> bool:
    """Whether a file may hold unpushy's configuration."""
    return path is not None and path.name in (FILE_NAME, PROJECT)


def is_phrase_list(document: Snapshot) -> bool:
    """Whether a document is a phrase list, by its place and look."""
    path = document.path
    return (
        path is not None
        and path.suffix == ".toml"
        and path.parent.name in FAMILIES
        and re.search(r"^\[\[phrases\]\]|^extends\s*=|^title\s*=", document.text, re.MULTILINE) is not None
    )


def problems(document: Snapshot, rules: Iterable[str]) -> list[types.Diagnostic]:
    """What is wrong with a configuration file or a phrase list, as it is in the editor."""
    path = document.path
    assert path is not None
    found: list[Problem] = []
    try:
        if is_configuration(path):
            check([read(path, None, document.text)], rules)
        else:
            found = [Problem(path, line, text) for line, text in _proved(path, document.text)]
    except UserError as error:
        found = [problem_of(error, path)]
    return [shown(problem, document) for problem in found]


def shown(problem: Problem, document: Snapshot) -> types.Diagnostic:
    """A problem in its line."""
    positions = document.positions
    line = min(max(problem.line - 1, 0), positions.line_count - 1)
    return types.Diagnostic(
        positions.range(positions.line_span(line)),
        problem.text,
        types.DiagnosticSeverity.Error,
        "configuration",
        source=SOURCE,
    )


def _proved(path: Path, text: str) -> Iterable[tuple[int, str]]:
    """The problems of a phrase list whose text may not be on disk yet."""
    with tempfile.TemporaryDirectory(prefix="unpushy-") as folder:
        copy = Path(folder, path.parent.name, path.name)
        copy.parent.mkdir()
        copy.write_text(text, encoding="utf-8", newline="")
        try:
            return [(problem.line, problem.text) for problem in check_list(copy, _classes_file())]
        except PhraseListError as error:
            raise PhraseListError(path, error.line, error.key, error.problem, error.remedy) from error


def completions(document: Snapshot, position: types.Position, project: Project) -> list[types.CompletionItem]:
    """What can stand at a place: keys, rules, levels, profiles; in patterns, word classes.

    Raises ``OutOfRangeError``.
    """
    line, column = _line(document, position)
    before = line[:column]
    if is_phrase_list(document):
        if re.search(r"\{[\w:-]*$", before):
            return [
                _item(name, types.CompletionItemKind.Class, "word class")
                for name in (*KINDS, *_class_names(document.text))
            ]
        return _keys(_LIST_SECTIONS, document, position) if "=" not in before and '"' not in before else []
    section = _section(document, position.line)
    if before.lstrip().startswith("["):
        return [
            _item(f'rules."{card.id}"', types.CompletionItemKind.Module, card.title)
            for card in project.rules.cards
        ]
    key = _KEY.match(line)
    if key is None and "=" not in before:
        return _keys(_SECTIONS, document, position)
    return [
        _item(value, types.CompletionItemKind.Value, what)
        for value, what in _values(key["key"] if key else "", section, project)
    ]


def hover(document: Snapshot, position: types.Position, project: Project) -> str | None:
    """What a key or a rule's name in a configuration file or phrase list means, as Markdown.

    Raises ``OutOfRangeError``.
    """
    line, column = _line(document, position)
    for name in re.finditer(r"[a-z]+/[a-z-]+", line):
        card = next((card for card in project.rules.cards if card.id == name[0]), None)
        if card is not None and name.start() <= column <= name.end():
            return f"**{card.title}** (`{card.id}`, {card.severity.label})\n\n{card.why}"
    key = _KEY.match(line)
    if key is None or not key.start("key") <= column <= key.end("key"):
        return None
    sections = _LIST_SECTIONS if is_phrase_list(document) else _SECTIONS
    return _described(sections.get(_section(document, position.line), Settings)).get(key["key"])


def _line(document: Snapshot, position: types.Position) -> tuple[str, int]:
    """The line of a position, and the column in code points."""
    at = document.positions.offset(position)
    number = document.positions.line_of(at)
    return document.line(number), at - document.positions.line_span(number).start


def _section(document: Snapshot, line: int) -> str:
    """The table that a line is in: the last part of its name that has keys of its own."""
    for number in range(min(line, document.positions.line_count - 1), -1, -1):
        table = _TABLE.match(document.line(number))
        if table:
            name = table["name"].removeprefix("tool.unpushy").lstrip(".")
            return name.partition(".")[0].strip("\"'")
    return ""


def _keys(
    sections: Mapping[str, type], document: Snapshot, position: types.Position
) -> list[types.CompletionItem]:
    shape = sections.get(_section(document, position.line))
    if shape is None:
        return []
    return [
        _item(name, types.CompletionItemKind.Property, text, f"{name} = ")
        for name, text in _described(shape).items()
    ]


def _described(shape: type) -> dict[str, str]:
    """The keys of a table with what they mean."""
    schema: dict[str, Any] = msgspec.json.schema(shape)
    own = schema["$defs"][shape.__name__]["properties"]
    return {name: str(field.get("description", "")) for name, field in own.items()}


def _values(key: str, section: str, project: Project) -> Iterable[tuple[str, str]]:
    if key in {"select", "extend-select", "ignore", "rule"} or section == "per-file-ignores":
        yield from ((card.id, card.title) for card in project.rules.cards)
        if key != "rule":
            yield from ((name, "family") for name in ("all", *FAMILIES))
    elif key in {"severity", "fail-on", "min-severity"}:
        yield from ((name, "severity") for name in LEVELS)
    elif key == "profile" or section == "per-file-profile":
        yield from PROFILES.items()
    elif key == "enabled":
        yield from (("true", ""), ("false", ""))


def _classes_file() -> Path:
    return next(path for path in built_in_files() if path.name == CLASSES_FILE)


def _class_names(text: str) -> list[str]:
    classes = read_classes(_classes_file())
    table = re.search(r"^\[classes\]\n(?P<body>.*?)(?=^\[)", text, re.MULTILINE | re.DOTALL)
    own = re.findall(r'^"?([\w-]+)"?\s*=', table["body"], re.MULTILINE) if table else []
    return [*own, *classes]


def _item(
    label: str, kind: types.CompletionItemKind, detail: str, insert: str | None = None
) -> types.CompletionItem:
    return types.CompletionItem(label, kind=kind, detail=detail, insert_text=insert)
