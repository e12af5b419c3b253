"""Which lines have changed since a revision, as git tells."""

from __future__ import annotations

import os
import re
import subprocess
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from unpushy.errors import ConfigError
from unpushy.text import Span

_HUNK = re.compile(rb"@@ -[0-9,]+ \+(?P<start>\d+)(?:,(?P<count>\d+))? @@")
_ESCAPE = re.compile(rb"\\(?:(?P<octal>[0-7]{3})|(?P<letter>.))", re.DOTALL)
_LETTERS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}

_PATCH = (
    "diff", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--no-color", "--no-ext-diff",
    "--no-textconv", "--no-relative", "--ignore-submodules", "--diff-filter=d",
    "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip
"""Asks for changed lines alone, whatever the user has configured."""

Lines = tuple[range, ...]
"""Ranges of lines from 1 on, in order."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between a revision and the files as they are; renames are followed."""

    root: str
    """The top folder of the working tree."""
    lines: dict[str, Lines | None]
    """Path below the root -> its changed lines; None for the whole file."""
    tracked: frozenset[str]
    """The files that git keeps."""

    def of(self, path: str) -> Lines | None:
        """The changed lines of a file: none for one that is as it was, None where all of it is new."""
        name = os.path.relpath(os.path.realpath(path), self.root).replace(os.sep, "/")
        return self.lines.get(name, () if name in self.tracked else None)


def since(revision: str) -> Changes:
    """What has changed since the current branch left a revision. Raises ``ConfigError``."""
    where = f"--diff-base {revision}"
    top = _git("rev-parse", "--show-toplevel")
    if top is None:
        raise ConfigError(f"{where}: this folder is in no git repository; leave the option out")
    root = os.path.realpath(os.fsdecode(top.rstrip(b"\n")))
    if _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") is None:
        raise ConfigError(f"{where}: git knows no such revision; fetch it first")
    base = _git("merge-base", "--end-of-options", revision, "HEAD")
    if base is None:
        raise ConfigError(f"{where}: shares no history with HEAD; fetch more of it (in CI, all of it)")
    patch = _git(*_PATCH, base.strip().decode(), "--")
    files = _git("ls-files", "-z", "--cached", "--full-name", ":/")
    if patch is None or files is None:
        raise ConfigError(f"{where}: git can't compare it with the files here; try git diff {revision}")
    tracked = frozenset(os.fsdecode(name) for name in files.split(b"\0") if name)
    return Changes(root, dict(_changed(patch)), tracked)


def _git(*arguments: str) -> bytes | None:
    """What git prints; None where it fails. Raises ``ConfigError`` where there is no git."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError as error:
        raise ConfigError(f"--diff-base: git can't be run: {error.strerror}; install it") from error
    return done.stdout if done.returncode == 0 else None


def _changed(patch: bytes) -> Iterator[tuple[str, Lines | None]]:
    """The files of a patch without context, each with its changed lines."""
    name, left = "", 0
    lines: list[range] = []
    for line in patch.split(b"\n"):
        hunk = _HUNK.match(line)
        if line.startswith(b"diff --git "):  # lines of a file have a sign before them
            if name:
                yield name, tuple(lines)
            name, lines, left = "", [], 0
        elif left and line.startswith(b"+"):  # a line of a file, whatever it looks like
            left -= 1
        elif line.startswith(b"+++ ") and not lines:
            name = _named(line.removeprefix(b"+++ "))
        elif line.startswith(b"Binary files "):
            yield _named(line.removesuffix(b" differ").rpartition(b" and ")[2]), None
        elif hunk:
            start, left = int(hunk["start"]), int(hunk["count"] or 1)
            lines.append(range(start, start + left))
    if name:
        yield name, tuple(lines)


def _named(told: bytes) -> str:
    """A file name as git writes it: behind ``b/``, and quoted where it has unusual characters."""
    told = told.removesuffix(b"\t")
    if told.startswith(b'"'):
        told = _ESCAPE.sub(_unescaped, told[1:-1])
    return os.fsdecode(told.removeprefix(b"b/"))


def _unescaped(escape: re.Match[bytes]) -> bytes:
    if escape["octal"]:
        return bytes([int(escape["octal"], 8)])
    return _LETTERS.get(escape["letter"], escape["letter"])


def touched(text: str, lines: Lines, spans: list[Span], above: int = 0) -> list[bool]:
    """Whether each span of a text stands on a changed line; git ends lines at LF only.

    ``above`` are the lines of the file before the text.
    """
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    out = []
    for span in spans:
        first = above + bisect_right(starts, span.start)
        last = above + bisect_right(starts, max(span.end - 1, span.start))
        out.append(any(some.start <= last and first < some.stop for some in lines))
    return out
