"""Phrase lists compiled for matching, and kept, so that a start does not parse them again.

The compiled form is plain tuples in Python's ``marshal`` format, like the byte code that Python
keeps beside modules: it holds no code, and is keyed by the content of every list.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

from unpushy import __version__
from unpushy.files import write_cache
from unpushy.finding import Severity
from unpushy.phrases.context import Context
from unpushy.phrases.flat import Programs, Vocabulary, programs
from unpushy.phrases.index import Anchors
from unpushy.phrases.packing import Classes, pack
from unpushy.phrases.pattern import Node, Ref
from unpushy.rule import Rule

_FORMAT = 13
"""Raise when the compiled form or its meaning changes."""
_MARSHAL = 4
"""The version of marshal's format that every supported Python reads."""


@dataclass(frozen=True, slots=True)
class Template:
    """A rewrite as its list gives it; ``kind`` is safe, fill or cut."""

    kind: str
    text: str
    of: str
    where: str


@dataclass(frozen=True, slots=True)
class Group:
    """What the patterns of one wording share."""

    rule: str
    why: str
    only: str
    after: str
    templates: tuple[Template, ...]
    contexts: tuple[int, ...]
    """Numbers of ``unless`` contexts in ``Compiled.contexts``."""
    own: bool = False
    """Whether it stands in a list of a user's own, which the trained reader has no say in."""


@dataclass
class Compiled:
    """All phrase lists: packed syntax trees, which are unpacked only where a pattern could match."""

    cards: list[Rule]
    """Without evidence and examples, which only a reader of the rule asks for."""
    groups: list[Group]
    group_of: list[int]
    """Pattern number -> group number."""
    anchors: Anchors
    """What a text must hold before a pattern can match."""
    programs: Programs
    """The patterns and contexts once more, as the compiled core reads them."""
    classes: dict[str, bytes]
    patterns: list[bytes]
    contexts: list[tuple[bytes | None, ...]]
    """What stands before, after, and anywhere in the sentence."""

    @cached_property
    def plain_classes(self) -> Classes:
        """The word classes, each unpacked when it is first asked for."""
        return Classes(self.classes)


def compiled_from(
    cards: Sequence[Rule],
    patterns: Sequence[tuple[Node, int]],
    groups: list[Group],
    contexts: Sequence[Context],
    classes: Iterable[Ref],
) -> Compiled:
    """Compile parsed lists: patterns with the number of their group."""
    from unpushy.phrases.anchors import Outline, outline  # frequencies are for the compiler alone

    known: dict[str, Outline] = {}
    numbers: dict[frozenset[str], int] = {}
    anchored = [
        [numbers.setdefault(keys, len(numbers)) for keys in outline(node, known).anchors]
        for node, _ in patterns
    ]
    vocabulary = Vocabulary()
    refs = [*classes]
    flat = programs(vocabulary, (node for node, _ in patterns), contexts, refs)
    return Compiled(
        cards=[Rule(card.id, card.title, card.why, card.severity, profiles=card.profiles) for card in cards],
        groups=groups,
        group_of=[group for _, group in patterns],
        anchors=Anchors.of(anchored, [*numbers], vocabulary),
        programs=flat,
        classes={ref.name: pack(ref.node) for ref in refs},
        patterns=[pack(node) for node, _ in patterns],
        contexts=[tuple(None if part is None else pack(part) for part in context) for context in contexts],
    )


def key_of_files(files: Iterable[Path]) -> str:
    """Names the compiled form of these lists. Raises ``OSError`` where one can't be read."""
    return key_of([(f"{path.parent.name}/{path.name}", path.read_bytes()) for path in files])


def key_of(files: Sequence[tuple[str, bytes]]) -> str:
    """Names the compiled form of lists by their names and content, for this version."""
    digest = hashlib.sha256(f"{_FORMAT} {__version__}".encode())
    for name, content in files:
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


def keep(compiled: Compiled, path: Path) -> None:
    """Write the compiled lists, atomically; a folder that can't be written to is no error."""
    plain = {item.name: getattr(compiled, item.name) for item in fields(compiled)}
    plain["cards"] = [
        (c.id, c.title, c.why, int(c.severity), {name: int(level) for name, level in c.profiles.items()})
        for c in compiled.cards
    ]
    plain["anchors"] = tuple(compiled.anchors)
    plain["programs"] = tuple(compiled.programs)
    plain["groups"] = [
        (
            g.rule,
            g.why,
            g.only,
            g.after,
            tuple((t.kind, t.text, t.of, t.where) for t in g.templates),
            g.contexts,
            g.own,
        )
        for g in compiled.groups
    ]
    with suppress(OSError):
        write_cache(path, marshal.dumps(plain, _MARSHAL))


def kept(path: Path) -> Compiled | None:
    """Compiled lists as ``keep`` wrote them, or None where there are none to be read."""
    try:
        plain = marshal.loads(path.read_bytes())
        plain["cards"] = [
            Rule(i, title, why, Severity(s), profiles={name: Severity(p) for name, p in levels.items()})
            for i, title, why, s, levels in plain["cards"]
        ]
        plain["groups"] = [
            Group(rule, why, only, after, tuple(Template(*t) for t in templates), contexts, own)
            for rule, why, only, after, templates, contexts, own in plain["groups"]
        ]
        plain["anchors"] = Anchors(*plain["anchors"])
        plain["programs"] = Programs(*plain["programs"])
        return Compiled(**plain)
    except (OSError, ValueError, EOFError, TypeError, KeyError):
        return None
