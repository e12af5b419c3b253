"""What earlier runs found out about drafts that have not changed since."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from unpushy.cache import Plain, ResultCache, Uncacheable, digest, pack, unpack
from unpushy.cli._outcome import Outcome
from unpushy.cli._state import state, written
from unpushy.config import Config
from unpushy.drafts import Item
from unpushy.reporters import Result


class KeptResults:
    """The results of one configuration and one state of code and lists."""

    def __init__(self, folder: Path, config: Config, own: Sequence[Path], *, rewrites: bool) -> None:
        """Without ``rewrites``, findings are told without theirs."""
        self._config = config
        self._rewrites = rewrites
        self._cache = ResultCache(folder, state(folder, config, own))
        self._checked = digest(b"suffixes", *written(config))

    def suffixes(self) -> tuple[list[str], list[str]] | None:
        """The suffixes of all formats, and those of mailers' files.

        None where no run has kept them yet, and checked the configuration.
        """
        match self._cache.get(self._checked):
            case [list() as always, list() as of_mailers]:
                return always, of_mailers
        return None

    def keep_suffixes(self, suffixes: tuple[list[str], list[str]]) -> None:
        self._cache.put(self._checked, suffixes)

    def look_up(self, item: Item) -> tuple[bytes | None, Outcome | None]:
        """What names the result of a draft, and the result; None where there is nothing."""
        try:
            data = item.read()
        except OSError:  # checking it will say so
            return None, None
        name = self._name(item, data)
        plain = self._cache.get(name)
        return name, None if plain is None else self._recalled(item, data, plain)

    def _recalled(self, item: Item, data: bytes, plain: Plain) -> Outcome | None:
        """The outcome that was kept; None where what was kept can't be read."""
        try:
            encoding, mark, notes, words, findings = plain
            text = data[len(mark) :].decode(encoding) if findings else ""
            found = tuple(unpack(finding, text, rewrites=self._rewrites) for finding in findings)
        except (ValueError, TypeError, LookupError, EOFError):
            return None
        return Outcome(Result(item, text, found, words), notes=tuple(item.name + note for note in notes))

    def keep(self, name: bytes, outcome: Outcome) -> None:
        """Keep what came of a draft, unless there was an error."""
        result = outcome.result
        if result is None or outcome.errors:
            return
        prefix = len(result.path)
        try:
            findings = tuple(pack(finding, result.text) for finding in result.findings)
        except Uncacheable:
            return
        notes = tuple(note[prefix:] for note in outcome.notes)
        self._cache.put(name, (outcome.encoding, outcome.mark, notes, result.words, findings))

    def save(self) -> None:
        """Write what is new."""
        self._cache.save()

    def _name(self, item: Item, data: bytes) -> bytes:
        """What names the result of a draft: its bytes, and what else the result depends on."""
        config, path = self._config, item.path
        ignored = ";".join(",".join(rules) for glob, rules in config.ignores_of if config.fits(path, glob))
        suffixes = ".".join(item.read_as.rpartition(os.sep)[2].lstrip(".").split(".")[1:][-3:]).lower()
        fields = ",".join(config.fields_for(path))
        return digest(data, suffixes, config.profile_for(path) or "", ignored, fields)
