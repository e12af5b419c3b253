"""The pattern language of phrase lists: text to syntax tree.

    [I] [just] (want|wanted) to (touch base|check in)

``[…]`` optional, ``(…|…)`` alternatives, ``~send`` all forms of a verb, ``{weekday}`` a word class
of ``classes.toml``, ``{topic:thing}`` a class whose words a rewrite may use as ``{topic}``, ``...``
a gap of at most three words (``...6``: six), ``^`` and ``$`` start and end of a sentence. Any other
mark (``,`` ``?`` ``!`` ``:`` ``—``) stands for itself. Case, apostrophes and hyphens don't matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from unpushy.language.inflection import verb_forms
from unpushy.language.tokens import tokenize

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

GRAMMAR = r"""
?start: alternatives
alternatives: sequence ("|" sequence)*
sequence: item+
?item: literal | forms | optional | group | slot | gap | start_mark | end_mark
literal: WORD | MARK
forms: "~" WORD
optional: "[" alternatives "]"
group: "(" alternatives ")"
slot: "{" NAME [":" NAME] "}"
gap: GAP
start_mark: "^"
end_mark: "$"
GAP: /\.\.\.[0-9]*/
NAME: /[a-z][a-z0-9-]*/
WORD: /['\u2019][sd]|(?:e-)?[^\W_]+(?:['\u2019-][^\W_]+)*/
MARK: /[,;:!?\u2014"&\/@\u2026]|\.(?!\.)/
%ignore /[ \t]+/
"""
DEFAULT_GAP = 3
LONGEST_GAP = 30
"""Gaps are bounded (in words), so that the cost of a match is too."""


class PatternError(ValueError):
    """A pattern that can't be read; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Word:
    """One token: any of these normalised words."""

    norms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One token of a kind: ``any`` word, ``content`` word, ``number``, ``ordinal``."""

    name: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A place, not a token: ``^`` sentence start, ``$`` sentence end."""

    mark: str


@dataclass(frozen=True, slots=True)
class Seq:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alt:
    """One of these; an empty ``Seq`` among them makes it optional."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """Captures what ``node`` matches under ``name``."""

    name: str
    node: Node


@dataclass(frozen=True, slots=True)
class Ref:
    """A word class, by its name: all that name it share its one tree."""

    name: str
    node: Node = field(compare=False, repr=False)


Node = Word | Kind | Edge | Seq | Alt | Slot | Ref
Classes = Mapping[str, Ref]
"""Word classes by the name that patterns call them."""
EMPTY = Seq(())
KINDS = ("any", "content", "number", "ordinal")

_BOTH = {"is": ("is", "'s"), "has": ("has", "'s"), "would": ("would", "'d"), "had": ("had", "'d")}
"""Words whose contraction is ambiguous: it matches either."""


def word(norm: str) -> Word:
    return Word(_BOTH.get(norm, (norm,)))


def optional(node: Node) -> Alt:
    return Alt((node, EMPTY))


def gap(most: int, kind: str = "any") -> Node:
    """Nought to ``most`` words."""
    node: Node = EMPTY
    for _ in range(most):
        node = optional(Seq((Kind(kind), node)) if node is not EMPTY else Kind(kind))
    return node


@lru_cache(maxsize=1)
def _parser() -> Lark:
    from lark import Lark

    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=True)


def parse(text: str, classes: Classes) -> Node:
    """The syntax tree of a pattern, its classes filled in.

    Raises ``PatternError`` with the column (1-based, code points) of what can't be read.
    """
    from lark.exceptions import UnexpectedInput

    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        column = getattr(error, "column", 0)
        raise PatternError(f"can't be read at column {max(column, 1)}: {text!r}") from error
    node = simplified(_build(tree, classes))
    _check_edges(node)
    if _nullable(node):
        raise PatternError(f"could match no words at all: {text!r}")
    return node


def _build(tree: Tree[Token] | Token, classes: Classes) -> Node:
    from lark import Token

    assert not isinstance(tree, Token)
    match tree.data:
        case "alternatives":
            return _one(Alt, [_build(child, classes) for child in tree.children])
        case "sequence":
            return _one(Seq, [_build(child, classes) for child in tree.children])
        case "literal":
            return _literal(str(tree.children[0]))
        case "forms":
            return Alt(tuple(_literal(form) for form in verb_forms(str(tree.children[0]).lower())))
        case "optional":
            return optional(_build(tree.children[0], classes))
        case "group":
            return _build(tree.children[0], classes)
        case "slot":
            return _slot(str(tree.children[0]), tree.children[1], classes)
        case "gap":
            return _gap(str(tree.children[0])[3:])
        case "start_mark":
            return Edge("^")
        case _:
            return Edge("$")


def simplified(node: Node) -> Node:
    """The same pattern in fewer nodes: single words that stand side by side become one node."""
    match node:
        case Seq(items):
            flat: list[Node] = []
            for item in map(simplified, items):
                flat += item.items if isinstance(item, Seq) else (item,)
            return flat[0] if len(flat) == 1 else Seq(tuple(flat))
        case Alt(options):
            return _simplified_alternatives(options)
        case Slot(name, inner):
            return Slot(name, simplified(inner))
        case _:
            return node


def _simplified_alternatives(options: tuple[Node, ...]) -> Node:
    """Alternatives without nesting or repetition; words in one node, at the place of the first."""
    flat: dict[Node, None] = {}
    for option in map(simplified, options):
        flat.update(dict.fromkeys(option.options if isinstance(option, Alt) else (option,)))
    norms = dict.fromkeys(norm for option in flat if isinstance(option, Word) for norm in option.norms)
    out: list[Node] = []
    for option in flat:
        if not isinstance(option, Word):
            out.append(option)
        elif norms:
            out.append(Word(tuple(norms)))
            norms = {}
    return out[0] if len(out) == 1 else Alt(tuple(out))


def _one(make: type[Seq] | type[Alt], nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else make(tuple(nodes))


def _literal(text: str) -> Node:
    if text[0] in "'\u2019":
        return Word((f"'{text[1:]}",))
    norms = tokenize(text).norms
    if not norms:
        raise PatternError(f"is no word: {text!r}")
    return _one(Seq, [word(norm) for norm in norms])


def _gap(digits: str) -> Node:
    most = int(digits) if digits else DEFAULT_GAP
    if not 1 <= most <= LONGEST_GAP:
        raise PatternError(f"a gap is 1 to {LONGEST_GAP} words, not {most}")
    return gap(most)


def _slot(name: str, class_name: Token | Tree[Token] | None, classes: Classes) -> Node:
    wanted = str(class_name or name)
    if wanted in KINDS:
        node: Node = Kind(wanted)
    elif wanted in classes:
        node = classes[wanted]
    else:
        from difflib import get_close_matches

        near = get_close_matches(wanted, [*classes, *KINDS], n=1)
        hint = f"; did you mean {{{near[0]}}}?" if near else ""
        raise PatternError(f"no word class is called {{{wanted}}}{hint}")
    return Slot(name, node) if class_name else node


def _nullable(node: Node) -> bool:
    match node:
        case Seq(items):
            return all(_nullable(item) for item in items)
        case Alt(options):
            return any(_nullable(option) for option in options)
        case Slot(_, inner):
            return _nullable(inner)
        case Edge():
            return True
        case _:
            return False


def _check_edges(node: Node) -> None:
    """``^`` only first and ``$`` only last, in each way through the pattern."""
    if _misplaced(node, first=True, last=True):
        raise PatternError("^ stands only at the start of a pattern and $ only at its end")


def _misplaced(node: Node, *, first: bool, last: bool) -> bool:
    match node:
        case Edge(mark):
            return not (first if mark == "^" else last)
        case Alt(options):
            return any(_misplaced(option, first=first, last=last) for option in options)
        case Slot(_, inner) | Ref(_, inner):
            return _misplaced(inner, first=first, last=last)
        case Seq(items):
            end = len(items) - 1
            return any(
                _misplaced(item, first=first and place == 0, last=last and place == end)
                for place, item in enumerate(items)
            )
        case _:
            return False
