"""Rules' pages as files, so that an editor can open the link of a diagnostic; written when first needed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pygls.uris import from_fs_path

from unpushy import __version__
from unpushy.lsp.projects import Project
from unpushy.page import markdown
from unpushy.rule import Rule
from unpushy.rules import full_card

logger = logging.getLogger(__name__)


class Pages:
    """The pages of rules in a folder of the cache."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / f"rules-{__version__}"
        self._writer = ThreadPoolExecutor(1, "pages")
        self._cards: dict[tuple[str, tuple[Path, ...]], Rule] = {}
        self._begun: set[str] = set()

    @property
    def link(self) -> str:
        """The URI of a page, with ``{rule}`` for the rule."""
        return (from_fs_path(str(self._folder)) or "").replace("{", "{{").replace("}", "}}") + "/{rule}.md"

    def card(self, project: Project, rule: str) -> Rule:
        """A rule's card with its evidence and examples. Raises ``LookupError`` for an unknown rule."""
        key = rule, project.own
        if key not in self._cards:
            short = next((card for card in project.rules.cards if card.id == rule), None)
            if short is None:
                raise LookupError(rule)
            self._cards[key] = full_card(short, project.own)
        return self._cards[key]

    def write(self, project: Project, rules: Iterable[str]) -> None:
        """See to it that the pages of these rules are there, by and by."""
        for rule in set(rules) - self._begun:
            self._begun.add(rule)
            self._writer.submit(self._write, project, rule)

    def close(self) -> None:
        self._writer.shutdown(wait=False, cancel_futures=True)

    def _write(self, project: Project, rule: str) -> None:
        path = self._folder / f"{rule}.md"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(markdown(self.card(project, rule)), encoding="utf-8")
        except OSError as error:  # a link that leads nowhere is all that is lost
            logger.warning("%s: can't be written: %s", path, error.strerror)
