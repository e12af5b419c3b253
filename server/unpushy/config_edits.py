"""Changes to configuration files, made in their text, so that everything else in them stays as it is."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from unpushy.errors import ConfigError
from unpushy.files import write_atomically
from unpushy.places import PROJECT

_HEADER = re.compile(r"^\s*\[\[\s*(?:tool\s*\.\s*unpushy\s*\.\s*)?dismissed\s*\]\]\s*(?:#.*)?$")
_ANY_HEADER = re.compile(r"^\s*\[")

Make = Callable[[str], str]
"""Makes a new text of an old one; lines end with LF in both."""


@dataclass(frozen=True, slots=True)
class Change:
    """The text of a file before and after; ``before`` is None where there was none."""

    path: Path
    before: str | None
    after: str


def change(path: Path, make: Make) -> Change:
    """Change a file, which is made where there is none. Raises ``OSError``, ``ConfigError``."""
    try:
        before = path.read_bytes().decode("utf-8") if path.exists() else None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8; save it as UTF-8") from error
    after = changed(path, before or "", make)
    if after != before:
        if before is None:
            path.touch()
        write_atomically(path, after.encode("utf-8"))
    return Change(path, before, after)


def changed(path: Path, text: str, make: Make) -> str:
    """The text of a configuration file as ``make`` changes it, with its own line ends.

    Raises ``ConfigError`` where the file's form leaves no room for the change.
    """
    after = make(text.replace("\r\n", "\n"))
    try:
        tomllib.loads(after)
        after.encode("utf-8")
    except (tomllib.TOMLDecodeError, UnicodeEncodeError) as error:
        raise ConfigError(
            f"{path}: can't be changed without breaking it ({error}); edit it by hand"
        ) from error
    return after.replace("\n", "\r\n") if "\r\n" in text else after


def undone(last: Change) -> bool:
    """Take a change back, if the file is still as it left it. Raises ``OSError``."""
    if not last.path.exists() or last.path.read_bytes() != last.after.encode("utf-8"):
        return False
    if last.before is None:
        last.path.unlink()
    else:
        write_atomically(last.path, last.before.encode("utf-8"))
    return True


def with_dismissal(text: str, name: str, rule: str, fingerprint: str, reason: str = "") -> str:
    """The text of a configuration file of this name with one more dismissal."""
    entry = f'[[{_root(name)}dismissed]]\nrule = "{rule}"\nfingerprint = "{fingerprint}"\n'
    if reason:
        entry += f"reason = {json.dumps(reason, ensure_ascii=False)}\n"
    return _appended(text, entry)


def without_dismissals(text: str, fingerprint: str) -> str:
    """The text of a configuration file without the dismissals of a fingerprint."""
    own = re.compile(rf'\s*fingerprint\s*=\s*["\']{re.escape(fingerprint)}["\']')
    lines = text.splitlines(keepends=True)
    kept: list[str] = []
    at = 0
    while at < len(lines):
        stop = at + 1
        if _HEADER.match(lines[at].rstrip("\n")):
            while stop < len(lines) and lines[stop].strip() and not _ANY_HEADER.match(lines[stop]):
                stop += 1
            if any(map(own.match, lines[at:stop])):
                while kept and not kept[-1].strip():
                    kept.pop()
                if kept and stop < len(lines):
                    kept.append("\n")
                at = stop
                continue
        kept += lines[at:stop]
        at = stop
    return "".join(kept)


def with_rule_off(text: str, name: str, rule: str) -> str:
    """The text of a configuration file of this name with a rule turned off."""
    lines = text.splitlines(keepends=True)
    header = re.compile(rf"""^\s*\[\s*{re.escape(_root(name))}rules\.["']{re.escape(rule)}["']\s*\]""")
    at = next((number for number, line in enumerate(lines) if header.match(line)), None)
    if at is None:
        return _appended(text, f'[{_root(name)}rules."{rule}"]\nenabled = false\n')
    stop = next((n for n in range(at + 1, len(lines)) if _ANY_HEADER.match(lines[n])), len(lines))
    own = next((n for n in range(at + 1, stop) if re.match(r"\s*enabled\s*=", lines[n])), None)
    if own is None:
        lines[at] = lines[at].rstrip("\n") + "\n"
        lines.insert(at + 1, "enabled = false\n")
    else:
        lines[own] = "enabled = false\n"
    return "".join(lines)


def _root(name: str) -> str:
    return "tool.unpushy." if name == PROJECT else ""


def _appended(text: str, entry: str) -> str:
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return text + gap + entry
