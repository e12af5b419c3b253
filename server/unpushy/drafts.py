"""What is a draft: the files that a path names, and the messages in them.

Named files are always read. In a folder, what can be mail is: files with the suffix of a format,
mailboxes (mbox files, Maildir folders) message by message, and files without a suffix that begin
with a mail header; but no project files (README, LICENSE and the like), nothing that git ignores, no
hidden folders, no virtual environments and no ``node_modules``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MBOX_SUFFIXES = frozenset({".mbox", ".mbx"})
_SKIPPED_FOLDERS = frozenset({"node_modules", "venv", "__pycache__", "site-packages", "build", "dist"})
_MAILDIR = ("cur", "new", "tmp")
_PROJECT_FILES = (
    "readme", "changelog", "changes", "license", "licence", "contributing", "requirements", "notice",
    "authors", "copying", "security", "code_of_conduct", "history", "constraints", "robots", "cmakelists",
    "maintainers", "governance", "support", "roadmap", "todo", "agents", "claude", "codeowners", "llms",
    "install", "upgrading", "releasing", "pull_request_template", "issue_template",
)  # fmt: skip
_PROJECT_SUFFIXES = frozenset({"", ".md", ".markdown", ".mkd", ".txt", ".text"})
_HEADER = re.compile(
    rb"\A(?:From [^\n]*\r?\n)?(?:(?:From|To|Cc|Bcc|Subject|Date|Message-ID|Reply-To|In-Reply-To|MIME-Version"
    rb"|Return-Path|Received|Content-Type|X-[\w-]+|User-Agent)[ \t]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2}",
    re.IGNORECASE,
)
_HEADER_SIZE = 4_096
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Item:
    """A draft to be read: a file, or the bytes ``start`` to ``stop`` of a mailbox."""

    name: str
    """How it is called in what is printed: the path, and of a mailbox the message's number after #."""
    path: str
    start: int = 0
    stop: int | None = None

    def read(self) -> bytes:
        """Its bytes. Raises ``OSError``."""
        if self.stop is None:
            return Path(self.path).read_bytes()
        with Path(self.path).open("rb") as file:
            file.seek(self.start)
            return file.read(self.stop - self.start)


class Matcher(Protocol):
    """What tells whether a path below a folder is meant, such as a ``GitIgnoreSpec``."""

    def match_file(self, file: str) -> bool: ...


@dataclass(frozen=True)
class Selection:
    """Which files of a folder are drafts."""

    suffixes: frozenset[str]
    """The file suffixes of all formats, lower case, with their dots."""
    include: tuple[str, ...] = ()
    """Patterns (as in .gitignore) of files that are drafts whatever they are called."""
    exclude: tuple[str, ...] = ()
    """Patterns of files that are none."""
    root: Path = Path()
    """The folder that those patterns are relative to."""

    def items(self, path: Path, failed: Callable[[OSError], None]) -> Iterator[Item]:
        """The drafts at a path, in a stable order.

        Links to folders are not followed, so a loop of them ends; ``failed`` hears of folders and
        mailboxes that can't be read.
        """
        try:
            folder_given = path.is_dir()
        except OSError:  # such as a name that is too long: reading the file will say so
            folder_given = False
        if folder_given:
            yield from self._under(path, failed)
        elif path.suffix.lower() in MBOX_SUFFIXES:
            yield from messages(path, failed)
        else:
            yield Item(str(path), str(path))

    def wants(self, path: Path) -> bool:
        """Whether a search of a folder above would come upon this file as a draft."""
        name = self._relative(str(path.parent), path.name)
        exclude, include = _matcher(self.exclude), _matcher(self.include)
        if exclude and exclude.match_file(name):
            return False
        if include and include.match_file(name):
            return True
        inner = Path(name).parts[:-1] if not name.startswith("..") else ()
        if any(part.startswith(".") or part in _SKIPPED_FOLDERS for part in inner):
            return False
        return self._is_draft(path) and not _ignored(_outer_rules(path), path)

    def _under(self, path: Path, failed: Callable[[OSError], None]) -> Iterator[Item]:
        include, exclude = _matcher(self.include), _matcher(self.exclude)
        ignored: dict[str, list[tuple[str, Matcher]]] = {}
        for folder, folders, names in os.walk(path, onerror=failed):
            if all(part in folders for part in _MAILDIR):
                yield from _maildir(folder)
                folders[:] = [name for name in folders if name not in _MAILDIR]
            rules = ignored.get(str(Path(folder).parent), []) if folder != str(path) else _outer_rules(path)
            if ".gitignore" in names:
                rules = [*rules, *_gitignore(Path(folder, ".gitignore"))]
            ignored[folder] = rules
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".")
                and name not in _SKIPPED_FOLDERS
                and not Path(folder, name, "pyvenv.cfg").is_file()
                and not _ignored(rules, Path(folder, name), "/")
                and not (exclude and exclude.match_file(self._relative(folder, name) + "/"))
            )
            for name in sorted(names):
                file = Path(folder, name)
                if exclude and exclude.match_file(self._relative(folder, name)):
                    continue
                if not (include and include.match_file(self._relative(folder, name))) and (
                    not self._is_draft(file) or _ignored(rules, file)
                ):
                    continue
                if file.suffix.lower() in MBOX_SUFFIXES:
                    yield from messages(file, failed)
                else:
                    yield Item(str(file), str(file))

    def _relative(self, folder: str, name: str) -> str:
        return os.path.relpath(os.path.join(folder, name), self.root).replace(os.sep, "/")  # noqa: PTH118

    def _is_draft(self, path: Path) -> bool:
        if is_project_file(path.name):
            return False
        suffix = path.suffix.lower()
        return suffix in self.suffixes or suffix in MBOX_SUFFIXES or (not suffix and _begins_as_mail(path))


def is_project_file(name: str) -> bool:
    """Whether a file of this name is about a project, and no draft."""
    stem, suffix = os.path.splitext(name.lower())  # noqa: PTH122 -- a name, not a path
    return name.startswith(".") or (
        suffix in _PROJECT_SUFFIXES and stem.replace("-", "_").startswith(_PROJECT_FILES)
    )


def messages(path: Path, failed: Callable[[OSError], None]) -> Iterator[Item]:
    """The messages of an mbox file; each begins behind a line that starts with "From "."""
    number, start, at = 0, -1, 0
    blank = True
    try:
        with path.open("rb", buffering=_CHUNK) as file:
            for line in file:
                if blank and line.startswith(b"From "):
                    if number:
                        yield Item(f"{path}#{number}", str(path), start, at)
                    number, start = number + 1, at + len(line)
                blank = line in (b"\n", b"\r\n")
                at += len(line)
    except OSError as error:
        failed(error)
        return
    if number:
        yield Item(f"{path}#{number}", str(path), start, at)
    else:
        yield Item(str(path), str(path))


def _maildir(folder: str) -> Iterator[Item]:
    for part in ("new", "cur"):
        for name in sorted(os.listdir(Path(folder, part))):  # noqa: PTH208 -- names are enough
            file = Path(folder, part, name)
            if not name.startswith(".") and file.is_file():
                yield Item(str(file), str(file))


def _begins_as_mail(path: Path) -> bool:
    try:
        if not path.is_file():  # a pipe would wait for ever
            return False
        with path.open("rb") as file:
            return _HEADER.match(file.read(_HEADER_SIZE)) is not None
    except OSError:
        return False


def _matcher(patterns: Sequence[str]) -> Matcher | None:
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(pattern for pattern in patterns if pattern.strip().strip("!\\"))


def _outer_rules(path: Path) -> list[tuple[str, Matcher]]:
    """The rules of .gitignore files above a folder, up to the top of its repository."""
    rules: list[tuple[str, Matcher]] = []
    folder = path.resolve()
    if (folder / ".git").exists():
        return rules
    for parent in folder.parents:
        if (parent / ".gitignore").is_file():
            rules = [*_gitignore(parent / ".gitignore"), *rules]
        if (parent / ".git").exists():
            return rules
    return []  # outside a repository, files above the folder are none of its business


def _gitignore(path: Path) -> list[tuple[str, Matcher]]:
    try:
        matcher = _matcher(path.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return []
    return [(str(path.parent.resolve()), matcher)] if matcher else []


def _ignored(rules: list[tuple[str, Matcher]], path: Path, end: str = "") -> bool:
    if not rules:
        return False
    place = str(path.absolute())
    return any(
        matcher.match_file(os.path.relpath(place, base).replace(os.sep, "/") + end) for base, matcher in rules
    )
