"""The configuration of each document: files on disk and in open buffers, under the client's settings."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from unpushy.config import Config, cache_folder, merged
from unpushy.config_checks import check
from unpushy.drafts import Selection
from unpushy.errors import ConfigError, UserError
from unpushy.formats import mailer_suffixes, suffixes
from unpushy.linter import Linter
from unpushy.lsp.documents import Snapshot
from unpushy.phrases.errors import PhraseListError
from unpushy.phrases.load import built_in_files
from unpushy.phrases.own import installed, lists_at
from unpushy.places import find, user_path
from unpushy.rules import RuleSet
from unpushy.settings import Settings, SettingsFile, read
from unpushy.shapes import shaped
from unpushy.tomlfile import Misfit

logger = logging.getLogger(__name__)
_KEYS = frozenset(field.encode_name for field in msgspec.structs.fields(Settings))
_State = tuple[tuple[int, int], ...]
_PLACE = re.compile(r"^(?P<path>.+?):(?P<line>\d+): (?P<problem>.*)$", re.DOTALL)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file of the configuration, at a line (1-based)."""

    path: Path
    line: int
    text: str
    late: bool = False
    """Whether it came up when a draft was read: the configuration is in force, without its pipeline."""


@dataclass(frozen=True)
class Project:
    """What holds for the documents below one configuration file, or below none."""

    config: Config
    linter: Linter
    rules: RuleSet
    own: tuple[Path, ...]
    files: tuple[Path, ...]
    """The configuration files in force, the nearest last."""
    folder: Path
    """Where a configuration of its own belongs, if there is none yet."""
    problem: Problem | None = None
    """Why its configuration is not in force."""
    _wanted: dict[Path, bool] = field(default_factory=dict, compare=False, repr=False)

    def wants(self, path: Path) -> bool:
        """Whether a file is a draft by its place and name; the answer is kept."""
        wanted = self._wanted.get(path)
        if wanted is None:
            wanted = self._wanted[path] = self.selection().wants(path)
        return wanted

    def look_again(self, path: Path) -> None:
        """Whether a file is a draft may have changed with what is in it."""
        self._wanted.pop(path, None)

    def selection(self) -> Selection:
        """Which files of its folders are drafts."""
        config = self.config
        return Selection(suffixes(), config.drafts_too, config.exclude, config.folder, mailer_suffixes())


class Projects:
    """Finds the project of a document; what was found is kept until ``forget``."""

    def __init__(self, buffered: Callable[[Path], str | None]) -> None:
        """``buffered`` gives the text of a file that the client has open."""
        self._buffered = buffered
        self.folders: list[Path] = []
        """The workspace's folders."""
        self.client: Mapping[str, Any] = {}
        """The client's settings: keys as in the configuration, or in camel case."""
        self.client_in: Mapping[Path, Mapping[str, Any]] = {}
        """The same for those of the workspace's folders that have others."""
        self._found: dict[tuple[Path | None, Path], Project] = {}
        self._at: dict[Path, Project] = {}
        """By the folders that were asked for."""
        self._rules: dict[tuple[Path, ...], tuple[_State, RuleSet]] = {}
        self.generation = 0
        """Grows when a configuration may have changed, and results with it."""

    def forget(self, *, lists: bool = False) -> None:
        """Read configurations again when next asked; phrase lists too, where one has changed."""
        self._found.clear()
        self._at.clear()
        self.generation += 1
        if lists:
            self._rules = {own: known for own, known in self._rules.items() if known[0] == _state(own)}

    def of(self, document: Snapshot) -> Project:
        """The project of a document; one without a place has that of the first folder."""
        path = document.path
        return self.at(path.parent if path else self._first_folder())

    def look_again(self, document: Snapshot) -> None:
        """A file was opened or saved: what is in it may make it a draft."""
        path = document.path
        if path is not None and (known := self._at.get(path.parent)):
            known.look_again(path)

    def at(self, folder: Path) -> Project:
        """The project of a folder."""
        known = self._at.get(folder)
        if known is None:
            generation = self.generation
            known = self._project(folder)
            if generation == self.generation:  # else what was read may be out of date already
                self._at[folder] = known
        return known

    def _project(self, folder: Path) -> Project:
        problem = None
        try:
            nearest = find(folder)
        except ConfigError as error:
            nearest, problem = None, problem_of(error, folder)
        around = [one for one in self.folders if folder.is_relative_to(one)]
        root = max(around, key=lambda one: len(one.parts), default=folder)  # one may lie in another
        known = self._found.get((nearest, root))
        if known is None:
            generation = self.generation
            known = self._load(nearest, root, problem)
            if generation == self.generation:  # else what was read may be out of date already
                self._found[nearest, root] = known
        return known

    def _first_folder(self) -> Path:
        return self.folders[0] if self.folders else Path.cwd()

    def _load(self, nearest: Path | None, root: Path, problem: Problem | None) -> Project:
        try:
            files = []
            user = user_path()
            if user.is_file():
                files.append(read(user, root, self._buffered(user)))
            if nearest is not None:
                files.append(read(nearest, None, self._buffered(nearest)))
            return self._made(files, nearest.parent if nearest else root, root, problem)
        except UserError as error:
            logger.warning("configuration: %s", error)
            return self._made([], root, root, problem_of(error, nearest or root))

    def _made(
        self, files: Sequence[SettingsFile], folder: Path, root: Path, problem: Problem | None
    ) -> Project:
        client = client_settings(self.client_in.get(root, self.client), root)
        layers = [*files, client] if client else [*files]
        config = replace(merged(layers), folder=folder)
        own = (*installed(), *(path for place in config.lists for path in lists_at(place)))
        if own not in self._rules:
            self._rules[own] = _state(own), RuleSet.load(cache_folder(), own)
        rules = self._rules[own][1]
        check(layers, rules.ids())
        paths = tuple(file.path for file in files)
        return Project(config, Linter(rules, config), rules, own, paths, folder, problem)


def _state(own: Sequence[Path]) -> _State:
    """What changes when one of the lists does, unpushy's or the user's own."""
    state: list[tuple[int, int]] = []
    for path in (*built_in_files(), *own):
        try:
            there = path.stat()
        except OSError:
            state.append((0, 0))
        else:
            state.append((there.st_mtime_ns, there.st_size))
    return tuple(state)


def client_settings(values: Mapping[str, Any], root: Path) -> SettingsFile | None:
    """The client's settings as one more file; keys that are the client's own are left out.

    Raises ``ConfigError`` for a bad value.
    """
    given = {kebab(key): value for key, value in values.items() if value is not None}
    known = {key: value for key, value in given.items() if key in _KEYS}
    if not known:
        return None
    place = root / "(settings of the editor)"
    try:
        settings = shaped(known, Settings, "")
    except Misfit as misfit:
        raise ConfigError(misfit.told(place)) from misfit
    return SettingsFile(place, "", (), frozenset(known), settings, root)


def kebab(name: str) -> str:
    """``failOn`` as the configuration has it: ``fail-on``."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f"-{match[1].lower()}", name)


def model_problem(error: ConfigError, project: Project) -> Problem:
    """That of a pipeline which could not be loaded when it was first needed."""
    return replace(problem_of(error, project.folder), late=True)


def problem_of(error: UserError, where: Path) -> Problem:
    """The problem that an error tells of; ``where`` is its place if it names none."""
    if isinstance(error, PhraseListError):
        text = f"{error.key}: {error.problem}" if error.key else error.problem
        return Problem(error.path, error.line, f"{text} ({error.remedy})" if error.remedy else text)
    place = _PLACE.match(str(error))
    if place:
        return Problem(Path(place["path"]), int(place["line"]), place["problem"])
    path, _, text = str(error).partition(": ")
    return (
        Problem(Path(path), 1, text)
        if text and Path(path).suffix == ".toml"
        else Problem(where, 1, str(error))
    )
