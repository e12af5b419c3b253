"""Which files the client is asked to watch."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types
from pygls.uris import from_fs_path

from unpushy.formats import suffixes
from unpushy.places import FILE_NAME, PROJECT, user_path
from unpushy.rule import FAMILIES

CONFIGURING = (".toml", ".gitignore")
"""The ends of names of files that decide what is found, or where it is looked for."""


def watchers(*, relative: bool) -> Iterator[types.FileSystemWatcher]:
    """Configurations, phrase lists and drafts; with ``relative`` the user's configuration, too."""
    yield types.FileSystemWatcher(f"**/{{{FILE_NAME},{PROJECT},.gitignore}}")
    yield types.FileSystemWatcher(f"**/{{{','.join(FAMILIES)}}}/**/*.toml")
    endings = sorted(suffix.removeprefix(".") for suffix in suffixes())
    yield types.FileSystemWatcher(f"**/*.{{{','.join(endings)}}}")
    if relative:
        own = user_path()
        base = from_fs_path(str(own.parent)) or ""
        yield types.FileSystemWatcher(types.RelativePattern(base, own.name))
