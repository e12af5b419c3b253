"""Patterns of .gitignore files, read as git reads them (https://git-scm.com/docs/gitignore).

Of all patterns that fit a path the last one decides, and a file below a folder goes before one above
it. Nothing below an ignored folder is looked at, so whoever walks a tree asks for folders first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FILE_NAME = ".gitignore"
_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": " \\t", "cntrl": "\\x00-\\x1f\\x7f", "digit": "0-9",
    "graph": "!-~", "lower": "a-z", "print": " -~", "punct": "!-/:-@\\[-`{-~", "space": " \\t-\\r",
    "upper": "A-Z", "xdigit": "0-9a-fA-F",
}  # fmt: skip
_SET = re.compile(r"\[(?P<not>[!^]?)(?P<items>\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]")
_SET_ITEM = re.compile(r"\[:(?P<known>\w+):\]|\\?(?P<first>.)(?:-\\?(?P<last>.))?", re.DOTALL)
_TRAILING_BLANKS = re.compile(r"((?:[^\\]|\\.)*?) +")


@dataclass(frozen=True, slots=True)
class _Pattern:
    regex: re.Pattern[str]
    ignores: bool
    """False for a pattern that begins with ``!``."""
    folders_only: bool


class Patterns:
    """The patterns of one file; paths are relative to its folder, with ``/`` between their parts."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = tuple(lines)

    @cached_property
    def _patterns(self) -> list[_Pattern]:
        """The last one first, as they are tried."""
        return [pattern for line in reversed(self._lines) if not flaw(line) and (pattern := _parsed(line))]

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Whether a path is ignored; None where no pattern fits. Folders above it are not looked at."""
        for pattern in self._patterns:
            if (folder or not pattern.folders_only) and pattern.regex.fullmatch(path):
                return pattern.ignores
        return None

    def cover(self, path: str, *, folder: bool = False) -> bool:
        """Whether a path is ignored, or a folder that it lies in."""
        at = path.find("/")
        while at >= 0:
            if self.verdict(path[:at], folder=True):
                return True
            at = path.find("/", at + 1)
        return bool(self.verdict(path, folder=folder))


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in a folder of a tree: its own .gitignore file, and those above it."""

    layers: tuple[tuple[str, Patterns], ...] = ()
    """Folders, each below those before it, and their patterns."""

    @classmethod
    def above(cls, folder: str) -> Rules:
        """The rules that a repository has for a folder from above it; none outside of a repository."""
        chain: list[Path] = []
        for parent in (Path(folder), *Path(folder).parents):
            chain.append(parent)
            if (parent / ".git").exists():
                break
        else:
            return cls()
        rules = cls()
        for parent in reversed(chain[1:]):
            rules = rules.inside(str(parent))
        return rules

    def inside(self, folder: str) -> Rules:
        """The rules in a folder below, or in a repository that begins there."""
        outer = Rules() if Path(folder, ".git").exists() else self
        own = [
            (folder, Patterns(lines))
            for name in (".git/info/exclude", FILE_NAME)
            if (lines := _lines(Path(folder, name)))
        ]
        return Rules((*outer.layers, *own)) if own else outer

    def ignore(self, path: str, *, folder: bool = False) -> bool:
        """Whether a path in the folder is ignored."""
        for base, patterns in reversed(self.layers):
            verdict = patterns.verdict(path[len(base) :].lstrip(os.sep).replace(os.sep, "/"), folder=folder)
            if verdict is not None:
                return verdict
        return False


def flaw(line: str) -> str | None:
    """What is wrong with a pattern, so that it fits nothing; None where nothing is."""
    try:
        _parsed(line)
    except ValueError as error:
        return str(error)
    return None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig", errors="surrogateescape").split("\n")
    except OSError:
        return []


def _parsed(line: str) -> _Pattern | None:
    """A pattern; None for an empty line or a comment. Raises ``ValueError`` for one that fits nothing."""
    line = line.removesuffix("\r")
    blanks = _TRAILING_BLANKS.fullmatch(line) if line.endswith(" ") else None
    line = blanks[1] if blanks else line
    if line.startswith("#"):
        return None
    ignores = not line.startswith("!")
    glob = line.removeprefix("!")
    folders_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    if not glob:
        return None
    # Without a slash in it, a pattern is about names, at any depth.
    regex = _translated(glob.removeprefix("/")) if "/" in glob else r"(?:.*/)?" + _translated(glob)
    return _Pattern(re.compile(regex, re.DOTALL), ignores, folders_only)


def _translated(glob: str) -> str:
    """A glob as a regular expression. Raises ``ValueError``."""
    out: list[str] = []
    at = 0
    while at < len(glob):
        character = glob[at]
        if character == "*":
            stop = at + len(glob[at:]) - len(glob[at:].lstrip("*"))
            begins, ends = at == 0 or glob[at - 1] == "/", stop == len(glob) or glob[stop] == "/"
            if stop - at < 2 or not (begins and ends):
                out.append("[^/]*")
            elif stop == len(glob):
                out.append(".*")
            else:
                out.append("(?:.*/)?")
                stop += 1
            at = stop
        elif character == "?":
            out.append("[^/]")
            at += 1
        elif character == "[":
            found = _SET.match(glob, at)
            if not found:
                raise ValueError("a [ has no ] behind it")
            out.append(_set(found))
            at = found.end()
        else:
            at += character == "\\"
            if at == len(glob):
                raise ValueError("it ends in a backslash")
            out.append(re.escape(glob[at]))
            at += 1
    return "".join(out)


def _set(found: re.Match[str]) -> str:
    """A set of characters, of which none is a slash."""
    items = []
    for item in _SET_ITEM.finditer(found["items"]):
        if item["known"]:
            if item["known"] not in _CLASSES:
                raise ValueError(f"no class of characters is called [:{item['known']}:]")
            items.append(_CLASSES[item["known"]])
        elif item["last"] is None:
            items.append(re.escape(item["first"]))
        elif item["first"] <= item["last"]:
            items.append(f"{re.escape(item['first'])}-{re.escape(item['last'])}")
    inside = "".join(items)
    if found["not"]:
        return f"[^/{inside}]"
    return f"(?!/)[{inside}]" if inside else "(?!)"
