"""Changes to configuration files, made in their text, so that everything else in them stays as it is."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from unpushy.errors import ConfigError
from unpushy.files import write_atomically
from unpushy.places import PROJECT

_HEADER = re.compile(r"^\s*\[\[\s*(?:tool\s*\.\s*unpushy\s*\.\s*)?dismissed\s*\]\]\s*(?:#.*)?$")
_ANY_HEADER = re.compile(r"^\s*\[")


def add(path: Path, rule: str, fingerprint: str, reason: str) -> None:
    """Append a dismissal to a configuration file, which is made where there is none.

    Raises ``OSError``, and ``ConfigError`` where the file's form leaves no room for it.
    """
    text = _read(path) if path.exists() else ""
    _write(path, with_dismissal(text, path.name, rule, fingerprint, reason))


def with_dismissal(text: str, name: str, rule: str, fingerprint: str, reason: str = "") -> str:
    """The text of a configuration file of this name with one more dismissal."""
    entry = f'[[{_root(name)}dismissed]]\nrule = "{rule}"\nfingerprint = "{fingerprint}"\n'
    if reason:
        entry += f"reason = {json.dumps(reason, ensure_ascii=False)}\n"
    return _appended(text, entry)


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
        lines[at] = lines[at].rstrip("\r\n") + "\n"
        lines.insert(at + 1, "enabled = false\n")
    else:
        lines[own] = "enabled = false\n"
    return "".join(lines)


def _root(name: str) -> str:
    return "tool.unpushy." if name == PROJECT else ""


def _appended(text: str, entry: str) -> str:
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return text + gap + entry


def remove(path: Path, fingerprint: str) -> int:
    """Take the dismissals with a fingerprint out of a configuration file; returns their count.

    Raises ``OSError``.
    """
    lines = _read(path).splitlines(keepends=True)
    kept: list[str] = []
    count = at = 0
    while at < len(lines):
        stop = at + 1
        if _HEADER.match(lines[at].rstrip("\n")):
            while stop < len(lines) and lines[stop].strip() and not _ANY_HEADER.match(lines[stop]):
                stop += 1
            block = lines[at:stop]
            if any(
                re.match(rf'\s*fingerprint\s*=\s*["\']{re.escape(fingerprint)}["\']', line) for line in block
            ):
                count += 1
                while kept and not kept[-1].strip():
                    kept.pop()
                if kept and stop < len(lines):
                    kept.append("\n")
                at = stop
                continue
        kept += lines[at:stop]
        at = stop
    if count:
        _write(path, "".join(kept))
    return count


def _read(path: Path) -> str:
    """The text with its own line ends."""
    return path.read_bytes().decode("utf-8")


def _write(path: Path, text: str) -> None:
    """Replace the file, if what comes out can be read. Raises ``ConfigError``, ``OSError``."""
    if "\r\n" in text:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    try:
        tomllib.loads(text)
        data = text.encode("utf-8")
    except (tomllib.TOMLDecodeError, UnicodeEncodeError) as error:
        raise ConfigError(
            f"{path}: can't be changed without breaking it ({error}); edit it by hand"
        ) from error
    if not path.exists():
        path.touch()
    write_atomically(path, data)
