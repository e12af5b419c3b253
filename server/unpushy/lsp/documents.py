"""Open documents: their text as the client has it, edit by edit."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from unpushy.lsp.positions import OutOfRangeError, Positions
from unpushy.text import Span

logger = logging.getLogger(__name__)
_HALF = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair, which is no text. What stands for it counts as many units in UTF-16, where a client
that sends one counts."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A document at one moment: as the client has it open, or as it is on disk."""

    uri: str
    language: str
    version: int
    revision: int
    """Grows by one with each change, whatever the client's version; 0: on disk."""
    text: str
    positions: Positions = field(compare=False, repr=False)

    @property
    def path(self) -> Path | None:
        return path_of(self.uri)

    @property
    def is_open(self) -> bool:
        return self.revision > 0

    def line(self, number: int) -> str:
        return self.positions.line_span(number).of(self.text)


class Documents:
    """All documents that the client has open."""

    def __init__(self) -> None:
        self.encoding: types.PositionEncodingKind | str = types.PositionEncodingKind.Utf16
        self._open: dict[str, Snapshot] = {}
        self._lost: dict[str, types.TextDocumentItem] = {}
        """Documents whose text is no longer known, since an edit made no sense."""
        self._revision = 0

    def open(self, item: types.TextDocumentItem) -> Snapshot:
        self._lost.pop(item.uri, None)
        return self._set(item.uri, item.language_id, item.version, _whole_characters(item.text))

    def close(self, uri: str) -> None:
        self._open.pop(uri, None)
        self._lost.pop(uri, None)

    def lose(self, uri: str) -> None:
        """An edit of a document makes no sense: its text is not known until the client sends all of it."""
        known = self._open.pop(uri, None)
        if known is not None:
            self._lost[uri] = types.TextDocumentItem(uri, known.language, known.version, "")

    def get(self, uri: str) -> Snapshot | None:
        """The document; None where it is not open, or its text not known."""
        return self._open.get(uri)

    def at(self, path: Path) -> Snapshot | None:
        """The document of a file, however the client spells its URI."""
        return next((document for document in self if document.path == path), None)

    def __iter__(self) -> Iterator[Snapshot]:
        return iter([*self._open.values()])

    def change(
        self,
        identifier: types.VersionedTextDocumentIdentifier,
        changes: Sequence[types.TextDocumentContentChangeEvent],
    ) -> Snapshot | None:
        """Apply edits in turn; returns the document, or None where it is not known.

        Raises ``OutOfRangeError`` for an edit outside the text: the document is then lost until the client
        sends all of its text.
        """
        uri = identifier.uri
        known = self._open.get(uri)
        if known is None:
            known = self._revived(uri, changes)
            if known is None:
                logger.warning("change of a document that is not open: ignored")
                return None
        if identifier.version <= known.version:
            logger.warning(
                "version %d after %d: edits are taken as they come", identifier.version, known.version
            )
        text, positions = known.text, known.positions
        try:
            for change in changes:
                if isinstance(change, types.TextDocumentContentChangePartial):
                    span = positions.span(change.range)
                    text = text[: span.start] + _whole_characters(change.text) + text[span.end :]
                else:
                    text = _whole_characters(change.text)
                if change is not changes[-1]:
                    positions = Positions(text, self.encoding)
        except OutOfRangeError:
            self.lose(uri)
            raise
        return self._set(uri, known.language, identifier.version, text)

    def _revived(self, uri: str, changes: Sequence[types.TextDocumentContentChangeEvent]) -> Snapshot | None:
        lost = self._lost.get(uri)
        if lost is None or not changes or isinstance(changes[0], types.TextDocumentContentChangePartial):
            return None
        return self.open(lost)

    def _set(self, uri: str, language: str, version: int, text: str) -> Snapshot:
        self._revision += 1
        snapshot = Snapshot(uri, language, version, self._revision, text, Positions(text, self.encoding))
        self._open[uri] = snapshot
        return snapshot


@lru_cache(maxsize=256)
def path_of(uri: str) -> Path | None:
    """The file that a URI names, if it names one."""
    if not uri.startswith("file:"):
        return None
    name = to_fs_path(uri)
    return Path(name) if name else None


def _whole_characters(text: str) -> str:
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def whole(snapshot: Snapshot) -> Span:
    return Span(0, len(snapshot.text))
