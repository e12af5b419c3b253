"""Data against the shape that it should have: what does not fit is told by line, key, value and remedy."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from unpushy.errors import hint
from unpushy.tomlfile import Misfit, Steps, line_of

_Shape = TypeVar("_Shape")
_FIRST_SIGHT = threading.Lock()
"""msgspec learns a shape when it first sees it; two threads that show it the same one crash the process."""
_STEP = re.compile(r"\.(?P<key>[^.\[]+)|\[(?P<index>\d+)\]|(?P<hidden>\[\.\.\.\])")
_WORDS = {
    "array": "a list", "object": "a table", "str": "text", "bool": "true or false", "int": "a number",
    "float": "a number",
}  # fmt: skip
"""What validation calls types, in words."""


def shaped(data: Mapping[str, Any], shape: type[_Shape], text: str, root: Steps = ()) -> _Shape:
    """Data in its shape; ``root`` is the way to it in the text. Raises ``Misfit``."""
    try:
        with _FIRST_SIGHT:
            return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        raise _misfit(data, shape, text, root, str(error)) from error


def _misfit(data: Mapping[str, Any], shape: type, text: str, root: Steps, error: str) -> Misfit:
    """A validation error in words."""
    problem, _, where = error.partition(" - at ")
    steps = _steps(data, shape, error, where)
    bad: Any = data
    for step in steps:
        bad = bad[step]
    kind = _type_at(shape, steps)
    unknown = re.match(r"Object contains unknown field `([^`]*)`", problem)
    if unknown:
        known = [field.encode_name for field in getattr(kind, "fields", ())]
        line = line_of(text, (*root, *steps), unknown[1])
        return Misfit(f"unknown key {unknown[1]!r}{hint(unknown[1], known)}", line)
    says = ""
    if where.startswith("`key`") and isinstance(kind, inspect.DictType):
        says, bad, kind = "has a key that ", next(_suspects(data, shape, error, steps)), _plain(kind.key_type)
    line = line_of(text, (*root, *steps), bad if isinstance(bad, str) else None)
    return Misfit(says + _worded(problem, bad, kind), line, _named(steps))


def _steps(data: Mapping[str, Any], shape: type, error: str, where: str) -> Steps:
    """The way to the value that an error is about; of some tables the error does not name the key."""
    steps: Steps = ()
    for step in _STEP.finditer(where.rpartition("$")[2].rstrip("`")):
        if step["hidden"]:
            steps = (*steps, next(_suspects(data, shape, error, steps)))
        else:
            steps = (*steps, step["key"] or int(step["index"]))
    return steps


def _suspects(data: Mapping[str, Any], shape: type, error: str, steps: Steps) -> Iterator[str]:
    """The keys of a table that each make an error, the others left out."""
    table: Any = data
    for step in steps:
        table = table[step]
    for key, value in table.items():
        try:
            msgspec.convert(_with(data, steps, {key: value}), shape)
        except msgspec.ValidationError as other:
            if str(other) == error:
                yield key


def _with(data: Any, steps: Steps, value: object) -> object:  # noqa: ANN401 -- tables and lists of anything
    """Data with another value at the end of a way."""
    if not steps:
        return value
    first, *rest = steps
    changed = data.copy()
    changed[first] = _with(data[first], tuple(rest), value)
    return changed


def _type_at(shape: type, steps: Steps) -> inspect.Type:
    """The type that a shape has at the end of a way."""
    kind = _plain(inspect.type_info(shape))
    for step in steps:
        if isinstance(kind, inspect.StructType):
            kind = _plain(next(field.type for field in kind.fields if field.encode_name == step))
        elif isinstance(kind, inspect.DictType):
            kind = _plain(kind.value_type)
        elif isinstance(kind, inspect.ListType):
            kind = _plain(kind.item_type)
    return kind


def _plain(kind: inspect.Type) -> inspect.Type:
    """A type without what is said about it, and without None."""
    if isinstance(kind, inspect.Metadata):
        return _plain(kind.type)
    if isinstance(kind, inspect.UnionType):
        return _plain(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    return kind


def _worded(problem: str, bad: object, kind: inspect.Type) -> str:
    values = getattr(kind, "values", None)  # of a choice
    if values:
        near = hint(bad, values) if isinstance(bad, str) else ""
        return f"must be one of {', '.join(values)}, not {bad!r}{near}"
    missing = re.match(r"Object missing required field `(.+)`", problem)
    if missing:
        return f"has no {missing[1]!r}; add it"
    expected = re.match(r"Expected `(\w+)[^`]*`(.*)", problem)
    if not expected:
        return problem
    if bad == "":
        return "must not be empty"
    length = re.match(r" of length (>=|<=) (\d+)", expected[2])
    if length:
        return f"must have at {'least' if length[1] == '>=' else 'most'} {length[2]} characters or entries"
    more = "" if ", got" in expected[2] else expected[2]
    return f"must be {_WORDS.get(expected[1], expected[1])}{more}, not {bad!r}"


def _named(steps: Steps) -> str:
    """A way as TOML would have it."""
    out = ""
    for step in steps:
        if isinstance(step, int):
            out += f"[{step}]"
        else:
            key = step if re.fullmatch(r"[\w-]+", step) else f'"{step}"'
            out += f".{key}" if out else key
    return out
