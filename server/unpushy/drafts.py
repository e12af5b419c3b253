"""What is a draft: the files that a path names, and the messages in them.

Named files are always read. In a folder, what can be mail is: files with the suffix of a format,
mailboxes (mbox files, Maildir folders) message by message, and files without a suffix that begin
with a mail header; but no project files (README, LICENSE and the like), nothing that git ignores, no
hidden folders, no virtual environments and no ``node_modules``.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from unpushy import mailboxes
from unpushy.gitignore import Patterns, Rules

_SKIPPED_FOLDERS = frozenset({"node_modules", "venv", "__pycache__", "site-packages", "build", "dist"})
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
_MAIL_FOLDER = re.compile(r"(?:[\w-]*[_-])?(?:e-?mails?|mailers?|mail|newsletters?)(?:[_-][\w-]*)?")
_NEAR = 4
"""Folders above a file whose names say what it is."""
_MADE_FILE = re.compile(
    r"\.(?:conf|cfg|ini|env|ya?ml|json|toml|xml|sql|sh|bash|js|ts|css|scss|less|py|rb|go|java|svg|tf|service|csv)\.[\w.]+\Z",
    re.IGNORECASE,
)
"""A template that makes no mail: ``nginx.conf.j2``."""
_TOOL_FILE = re.compile(
    r"(?:package(?:-lock)?|(?:tsconfig|jsconfig)(?:[.-][\w.-]+)?|composer|lerna|nx|turbo|deno|vercel|manifest|[\w.-]+\.config"
    r"|renovate|biome)\.json|(?:(?:docker-)?compose(?:[.-][\w.-]+)?|pnpm-(?:lock|workspace)|mkdocs|serverless)\.ya?ml",
)
"""What tools read, in folders of mail, too."""
_HEADER_SIZE = 4_096
_CHUNK = 1 << 20
_MESSAGE = re.compile(r"(?P<mailbox>.+)#\d+", re.DOTALL)

Failed = Callable[[OSError], None]
"""Hears of what can't be read."""


@dataclass(frozen=True, slots=True)
class Item:
    """A draft to be read: a file, or the bytes ``start`` to ``stop`` of a mailbox."""

    name: str
    """How it is called in what is printed: the path, and of a mailbox the message's number after #."""
    path: str
    start: int = 0
    stop: int | None = None
    format_name: str = ""
    """The file name that tells its format, where that is not its path."""
    above: int = 0
    """Lines of the mailbox before it."""

    @classmethod
    def of_part(cls, mailbox: str, part: mailboxes.Part) -> Item:
        """What an mbox holds."""
        name = mailbox if part.stop is None else f"{mailbox}#{part.number}"
        return cls(name, mailbox, part.start, part.stop, mailboxes.MBOX_MESSAGE, part.above)

    @property
    def read_as(self) -> str:
        """The file name that tells its format."""
        return self.format_name or self.path

    def read(self) -> bytes:
        """Its bytes. Raises ``OSError``."""
        with open(self.path, "rb", buffering=0) as file:  # noqa: PTH123 -- thousands of them
            if self.stop is None:
                return file.readall()
            file.seek(self.start)
            return file.read(self.stop - self.start)


class _Folder(NamedTuple):
    """What is known of the files in a folder."""

    messages: bool
    """Whether they are messages, as in a Maildir."""
    of_mail: bool
    """Whether its name, or one near above, says mail."""
    rules: Rules


@dataclass(frozen=True)
class Selection:
    """Which files of a folder are drafts."""

    suffixes: frozenset[str] = frozenset()
    """The file suffixes of all formats, lower case, with their dots; one may have two (``.blade.php``)."""
    include: tuple[str, ...] = ()
    """Patterns (as in .gitignore) of files that are drafts whatever they are called."""
    exclude: tuple[str, ...] = ()
    """Patterns of files that are none."""
    root: Path = Path()
    """The folder that those patterns are relative to."""
    mailer_suffixes: frozenset[str] = frozenset()
    """Those of files that are drafts in a folder whose name says mail, and program text elsewhere."""

    def items(self, path: Path, failed: Failed) -> Iterator[Item]:
        """The drafts at a path, in a stable order.

        Links to folders are not followed, so a loop of them ends.
        """
        try:
            folder_given = path.is_dir()
        except OSError:  # such as a name that is too long: reading the file will say so
            folder_given = False
        if folder_given:
            yield from self._under(str(path), failed)
        else:
            yield from _named(path, failed)

    def wants(self, path: Path) -> bool:
        """Whether a search of a folder above would come upon this file as a draft."""
        file, name = str(path), self._relative(str(path))
        inner = Path(name).parts[:-1] if not name.startswith("..") else ()
        given = str(path.parent)
        if any(part.startswith(".") or part in _SKIPPED_FOLDERS for part in inner):
            return False
        folder = os.path.realpath(path.parent)
        rules = Rules.above(folder).inside(folder)
        kind = _Folder(mailboxes.holds_messages(folder), self._says_mail(given, given), rules)
        return self._is_draft(file, path.name, kind, _joined(folder, path.name))

    @cached_property
    def _included(self) -> Patterns:
        return Patterns(self.include)

    @cached_property
    def _excluded(self) -> Patterns:
        return Patterns(self.exclude)

    def _under(self, path: str, failed: Failed) -> Iterator[Item]:
        top = os.path.realpath(path)
        waiting = [(path, top, Rules.above(top))]
        while waiting:
            folder, real, rules = waiting.pop()
            try:
                with os.scandir(folder) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError as error:
                failed(error)
                continue
            rules = rules.inside(real)
            kind = _Folder(mailboxes.holds_messages(real), self._says_mail(folder, path), rules)
            folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
            for entry in entries:
                if _is_file(entry):
                    file = _joined(folder, entry.name)
                    if self._is_draft(file, entry.name, kind, _joined(real, entry.name)):
                        yield from _file(file, failed, message=kind.messages)
            maildir = mailboxes.has_maildir(folders)
            waiting += [
                (_joined(folder, name), _joined(real, name), rules)
                for name in reversed(folders)
                if self._is_searched(_joined(folder, name), name, maildir)
                and not rules.ignore(_joined(real, name), folder=True)
            ]

    def _is_draft(self, path: str, name: str, folder: _Folder, real: str) -> bool:
        """Whether a file of a folder is a draft."""
        if self.exclude and self._excluded.cover(self._relative(path)):
            return False
        if self.include and self._included.cover(self._relative(path)):
            return True
        can_be = name[0] != "." if folder.messages else self._can_be_mail(path, name, of_mail=folder.of_mail)
        return can_be and not folder.rules.ignore(real)

    def _can_be_mail(self, path: str, name: str, *, of_mail: bool) -> bool:
        if is_project_file(name):
            return False
        suffix = _suffix(name)
        known = suffix in self.suffixes or suffix in mailboxes.SUFFIXES or self._is_template(name)
        if suffix in self.mailer_suffixes and of_mail and not _TOOL_FILE.fullmatch(name.lower()):
            return True
        if known and _MADE_FILE.search(name):
            return False
        return known or (not suffix and _begins_as_mail(Path(path)))

    def _is_template(self, name: str) -> bool:
        return name.count(".") > 1 and name.lower().endswith(self._two_suffixes)

    @cached_property
    def _two_suffixes(self) -> tuple[str, ...]:
        return tuple(suffix for suffix in self.suffixes if suffix.count(".") > 1)

    def _is_searched(self, path: str, name: str, maildir: bool) -> bool:
        """Whether a folder is looked into."""
        if name[0] == ".":
            return maildir and Path(path, "cur").is_dir()  # a folder of the mailbox, such as .Sent
        if name in _SKIPPED_FOLDERS or (maildir and name == "tmp") or Path(path, "pyvenv.cfg").is_file():
            return False
        return not (self.exclude and self._excluded.cover(self._relative(path), folder=True))

    def _says_mail(self, folder: str, given: str) -> bool:
        """Whether a folder is one of mail, or below one: ``emails/``, ``user_mailer/``, ``mail-templates/``.

        What stands above the root says nothing, and outside of it what stands above the path that was
        given, nor does a repository's own name: it may be called mail-service.
        """
        within = self._relative(folder)
        if within.startswith(".."):
            above = given if Path(given, ".git").exists() else os.path.dirname(os.path.abspath(given))  # noqa: PTH100, PTH120 -- as it is given, links and all
            within = os.path.relpath(folder, above)
        return any(_MAIL_FOLDER.fullmatch(name.lower()) for name in Path(within).parts[-_NEAR:])

    def _relative(self, path: str) -> str:
        return os.path.relpath(path, self.root).replace(os.sep, "/")


def is_project_file(name: str) -> bool:
    """Whether a file of this name is about a project, and no draft."""
    stem, suffix = os.path.splitext(name.lower())  # noqa: PTH122 -- a name, not a path
    return name.startswith(".") or (
        suffix in _PROJECT_SUFFIXES and stem.replace("-", "_").startswith(_PROJECT_FILES)
    )


def messages(path: Path, failed: Failed) -> Iterator[Item]:
    """The messages of an mbox file, and what stands before them as number 0; without any, the file itself."""
    try:
        with path.open("rb", buffering=_CHUNK) as file:
            for part in mailboxes.parts(file):
                yield Item.of_part(str(path), part)
    except OSError as error:
        failed(error)


def _named(path: Path, failed: Failed) -> Iterator[Item]:
    """A file that is named, or a message of a mailbox by its number."""
    message = _MESSAGE.fullmatch(str(path))
    if not message or _suffix(message["mailbox"]) not in mailboxes.SUFFIXES or os.path.exists(path):  # noqa: PTH110 -- as above
        yield from _file(str(path), failed, message=mailboxes.holds_messages(str(path.parent)))
        return
    problems: list[OSError] = []
    found = [one for one in messages(Path(message["mailbox"]), problems.append) if one.name == str(path)]
    if not found and not problems:
        problems.append(FileNotFoundError(errno.ENOENT, "the mailbox has no such message", str(path)))
    for problem in problems:
        failed(problem)
    yield from found


def _file(path: str, failed: Failed, *, message: bool) -> Iterator[Item]:
    """The drafts in a file; ``message`` where it is one of a Maildir."""
    if message:
        yield Item(path, path, format_name=mailboxes.MAILDIR_MESSAGE)
    elif _suffix(path) in mailboxes.SUFFIXES:
        yield from messages(Path(path), failed)
    else:
        yield Item(path, path)


def _joined(folder: str, name: str) -> str:
    return name if folder == os.curdir else os.path.join(folder, name)  # noqa: PTH118 -- many of them


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 -- many of them


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a folder is no pipe or the like; what a link leads to, reading will say."""
    try:
        return entry.is_file() or (entry.is_symlink() and not Path(entry.path).exists())
    except OSError:
        return False


def _begins_as_mail(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _HEADER.match(file.read(_HEADER_SIZE)) is not None
    except OSError:
        return False
