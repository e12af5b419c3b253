"""Dismissals in configuration files: written as text, so that everything else in the file stays as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

from unpushy.files import write_atomically
from unpushy.settings import PROJECT

_HEADER = re.compile(r"^\s*\[\[\s*(?:tool\s*\.\s*unpushy\s*\.\s*)?dismissed\s*\]\]\s*(?:#.*)?$")
_ANY_HEADER = re.compile(r"^\s*\[")


def add(path: Path, rule: str, fingerprint: str, reason: str) -> None:
    """Append a dismissal to a configuration file, which is made where there is none. Raises ``OSError``."""
    header = "[[tool.unpushy.dismissed]]" if path.name == PROJECT else "[[dismissed]]"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    entry = f'{header}\nrule = "{rule}"\nfingerprint = "{fingerprint}"\n'
    if reason:
        entry += f"reason = {json.dumps(reason, ensure_ascii=False)}\n"
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    _write(path, text + gap + entry)


def remove(path: Path, fingerprint: str) -> int:
    """Take the dismissals with a fingerprint out of a configuration file; returns their count.

    Raises ``OSError``.
    """
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept: list[str] = []
    count = at = 0
    while at < len(lines):
        stop = at + 1
        if _HEADER.match(lines[at].rstrip("\n")):
            while stop < len(lines) and not _ANY_HEADER.match(lines[stop]):
                stop += 1
            block = lines[at:stop]
            if any(re.match(rf'\s*fingerprint\s*=\s*["\']{fingerprint}["\']', line) for line in block):
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


def _write(path: Path, text: str) -> None:
    if not path.exists():
        path.touch()
    write_atomically(path, text.encode("utf-8"))
