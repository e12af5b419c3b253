"""Names everything but drafts that results depend on: code, phrase lists and configuration.

The name is made of contents alone: wherever a checkout and an installation stand, and whenever they were
made, equal ones have equal names. So runs on different machines can share a cache.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.machinery import PathFinder
from pathlib import Path

import unpushy
from unpushy.config import Config
from unpushy.files import write_cache
from unpushy.finding import Severity
from unpushy.language.pipelines import files_of
from unpushy.phrases import lists_folder

_WITHOUT_RESULTS = frozenset({"__pycache__", "cli", "lsp", "reporters"})
"""Folders of the package on which results don't depend."""
_CHECKER = "cli/_checker.py"
"""The one module of those folders that makes results."""
_PACKAGES = {"markdown_it": "markdown-it-py", "py3langid": "py3langid", "spacy": "spacy"}
"""Packages that decide results, and the names that they are installed by."""
_SUFFIXES = (".py", ".pyx", ".toml", ".bin", ".json", ".txt", ".msgpack")
"""What is compiled of these finds the same, and need not be the same on each machine."""


def state(folder: Path, config: Config, own: Sequence[Path]) -> str:
    """The name of a configuration with users' ``own`` lists; ``folder`` keeps what it takes to tell."""
    sets = (sorted(config.dismissed), sorted(config.disabled))  # as text they differ from process to process
    plain = replace(
        config,
        dismissed=frozenset(),
        disabled=frozenset(),
        severities=dict(sorted(config.severities.items())),
        model="",  # its files are hashed
        # What a draft's own name in the cache tells, or what is looked at when its result is known:
        profile=None,
        profile_of=(),
        ignores_of=(),
        include=(),
        exclude=(),
        folder=Path(),
        lists=(),
        origins={},
        fail_on=Severity.WARNING,
        min_severity=Severity.INFORMATION,
        baseline=None,
        budgets=(),
    )
    told = (
        f"{unpushy.__version__}\0{sys.version_info[:3]}\0{plain!r}{sets!r}\0{_content(folder, config, own)}"
    )
    return hashlib.sha256(told.encode()).hexdigest()


def written(config: Config) -> tuple[str, ...]:
    """All that a configuration says, wherever it is written: what is checked against the rules."""
    sets = (sorted(config.dismissed), sorted(config.disabled), sorted(config.origins))
    plain = replace(
        config,
        dismissed=frozenset(),
        disabled=frozenset(),
        origins={},
        folder=Path(),
        lists=(),
        baseline=None,
    )
    return f"{plain!r}", f"{sets!r}"


def _content(folder: Path, config: Config, own: Sequence[Path]) -> str:
    """A digest of all files on which results depend: hashed once, and then known by their sizes and times."""
    package = unpushy.__path__[0]
    files = [
        *_named(str(Path(package))),
        (_CHECKER, str(Path(package, _CHECKER))),
        *_named(str(lists_folder())),
        *((f"{path.parent.name}/{path.name}", str(path)) for path in own),
        *((Path(path).name, path) for path in (files_of(config.model) if config.model else ())),
    ]
    seen = hashlib.sha256()
    for path in (*(path for _, path in files), *_packages()):
        stat = os.stat(path)  # noqa: PTH116 -- hundreds of them at each start
        seen.update(f"\0{path}\0{stat.st_size}\0{stat.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    known = folder / f"state-{seen.hexdigest()[:32]}"
    try:
        return known.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        pass
    digest = hashlib.sha256(repr(_versions()).encode())
    for name, path in files:
        content = Path(path).read_bytes()
        digest.update(f"\0{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    with suppress(OSError):
        write_cache(known, digest.hexdigest().encode())
    return digest.hexdigest()


def _packages() -> Iterator[str]:
    """A file of each package that decides results: it is another one once another version is installed."""
    for name in _PACKAGES:
        found = PathFinder.find_spec(name)
        if found and found.origin and os.path.isfile(found.origin):  # noqa: PTH113 -- at each start
            yield found.origin


def _versions() -> list[str]:
    """The versions of those packages."""
    from importlib.metadata import PackageNotFoundError, version  # takes longer than all the rest of a start

    out = []
    for name in _PACKAGES.values():
        try:
            out.append(version(name))
        except PackageNotFoundError:
            out.append("")
    return out


def _named(folder: str) -> Iterator[tuple[str, str]]:
    """The modules and phrase lists under a folder: the name that each has there, and its path."""
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(_SUFFIXES):
                    yield entry.path[len(folder) :].replace(os.sep, "/"), entry.path
                elif entry.is_dir() and entry.name not in _WITHOUT_RESULTS:
                    folders.append(entry.path)
