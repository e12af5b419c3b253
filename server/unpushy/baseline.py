"""Findings that a project knows of and has not rewritten yet: a check leaves them out, and shows what is new.

A baseline names a finding by its draft, its rule and the fingerprint of its sentence, which is a hash and
holds no text. So it holds when lines move, and when a paragraph is wrapped or indented anew. Of a draft
that is gone, the entries speak of the same sentences wherever else they turn up: it was moved.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from unpushy.errors import ConfigError
from unpushy.finding import Finding

FILE_NAME = "unpushy-baseline.json"
_VERSION = 1
_ENTRY = re.compile(r"[a-z-]+/[a-z0-9-]+ [0-9a-f]{16}")
_MESSAGE = re.compile(r"#\d+\Z")

Entries = Mapping[str, Mapping[str, int]]
"""Draft -> ``rule fingerprint`` -> how many such findings it has."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a baseline file holds; its paths are relative to its folder, with ``/`` between their parts."""

    path: Path
    entries: Entries = field(default_factory=dict)

    def name_of(self, draft: str) -> str:
        """What a draft is called in it."""
        return os.path.relpath(draft, self.path.parent).replace(os.sep, "/")

    def file_of(self, draft: str) -> Path:
        """The file that a draft of it is, or is a message of."""
        path = self.path.parent / draft
        return path if path.exists() else Path(_MESSAGE.sub("", str(path)))

    def written(self) -> str:
        """The content of its file: one line an entry, sorted, so that versions of it merge well."""
        findings = {
            draft: dict(sorted(entries.items())) for draft, entries in sorted(self.entries.items()) if entries
        }
        return json.dumps({"version": _VERSION, "findings": findings}, ensure_ascii=False, indent=1) + "\n"

    def count(self) -> int:
        """How many findings it knows."""
        return sum(sum(entries.values()) for entries in self.entries.values())


def read(path: Path) -> Baseline:
    """Read a baseline file. Raises ``ConfigError``."""
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: there is no baseline; unpushy baseline update writes one") from error
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(
            f"{path}: is no baseline ({error}); unpushy baseline update makes it anew"
        ) from error
    version, found = (data.get("version"), data.get("findings")) if isinstance(data, dict) else (None, None)
    if version != _VERSION or not isinstance(found, dict):
        raise ConfigError(
            f"{path}: is no baseline of version {_VERSION}; unpushy baseline update makes it anew"
        )
    for draft, entries in found.items():
        if not isinstance(entries, dict) or not all(map(_is_entry, entries.items())):
            raise ConfigError(
                f"{path}: {draft!r} has an entry that is none; unpushy baseline update makes it anew"
            )
    return Baseline(path, found)


def _is_entry(item: tuple[str, object]) -> bool:
    key, count = item
    return _ENTRY.fullmatch(key) is not None and type(count) is int and count > 0


def key_of(finding: Finding) -> str:
    """What names a finding in its draft."""
    return f"{finding.rule} {finding.fingerprint}"


class Recognition:
    """Which findings of a run its baseline knows: each entry speaks of as many as it counts."""

    def __init__(self, baseline: Baseline) -> None:
        self.baseline = baseline
        self._left = {draft: Counter(entries) for draft, entries in baseline.entries.items()}
        self.used: dict[str, Counter[str]] = {}
        """Draft -> the entries that were needed, under the draft's name of today."""

    def parted(self, draft: str, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """The findings of a draft that are new, and those that are known."""
        name = self.baseline.name_of(draft)
        new: list[Finding] = []
        known: list[Finding] = []
        for finding in findings:
            key = key_of(finding)
            if self._takes(name, key):
                self.used.setdefault(name, Counter())[key] += 1
                known.append(finding)
            else:
                new.append(finding)
        return new, known

    def _takes(self, name: str, key: str) -> bool:
        for entries in (self._left.get(name), *(self._left[draft] for draft in self._moved.get(key, ()))):
            if entries and entries[key] > 0:
                entries[key] -= 1
                return True
        return False

    @cached_property
    def _moved(self) -> dict[str, list[str]]:
        """Entry -> the drafts that have it and are gone."""
        out: dict[str, list[str]] = {}
        for draft, entries in self.baseline.entries.items():
            if not self.baseline.file_of(draft).exists():
                for key in entries:
                    out.setdefault(key, []).append(draft)
        return out

    def left(
        self, within: Callable[[str], bool], runs: Callable[[str], bool]
    ) -> Iterator[tuple[str, str, int]]:
        """Draft, entry and count of what no finding needed: drafts ``within``, rules that it ``runs``."""
        for draft, entries in self._left.items():
            if within(draft):
                for key, count in entries.items():
                    if count > 0 and runs(key.partition(" ")[0]):
                        yield draft, key, count

    def kept(self, within: Callable[[str], bool]) -> dict[str, Counter[str]]:
        """The entries that are still needed, and those of drafts that are not ``within`` the run."""
        out = {draft: Counter(used) for draft, used in self.used.items()}
        for draft, entries in self._left.items():
            if not within(draft):
                out.setdefault(draft, Counter()).update(+entries)
        return out
