"""JSON-RPC with the protocol's own errors for what is malformed, and with this server's documents."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from lsprotocol.types import ErrorCodes
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method

from unpushy.lsp.convert import published

logger = logging.getLogger(__name__)
_DROPPED = object()


class Protocol(LanguageServerProtocol):
    """Answers every request, broken ones too, and keeps no documents: the server's handlers do."""

    on_unreadable: Callable[[str], None] = staticmethod(lambda uri: None)
    """Hears of a document whose change can't be read."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message of its JSON; one that can't be read is answered and dropped."""
        if "jsonrpc" not in data:
            return data
        method, number = data.get("method"), data.get("id")
        if isinstance(method, str) and self.get_message_type(method) is None:
            data.setdefault("params", None)  # which may be left out, and is of no use
        try:
            message = super().structure_message(data)
        except JsonRpcException as error:
            logger.error("message %r can't be read", method)  # noqa: TRY400 -- a trace would hold its text
            if method is not None and number is not None:
                self._refuse(
                    number, ErrorCodes.InvalidParams, f"invalid parameters of {method}: {error.__cause__}"
                )
            elif method == types.TEXT_DOCUMENT_DID_CHANGE:
                self._lose(data)
            return _DROPPED
        if isinstance(method, str) and number is not None:
            if self._shutdown:
                self._refuse(number, ErrorCodes.InvalidRequest, "the server is shutting down")
                return _DROPPED
            if self._workspace is None and method != types.INITIALIZE:
                self._refuse(number, ErrorCodes.ServerNotInitialized, "initialize comes first")
                return _DROPPED
            if self._workspace is not None and method == types.INITIALIZE:
                self._refuse(number, ErrorCodes.InvalidRequest, "initialize comes once")
                return _DROPPED
        return message

    def _lose(self, data: dict[str, Any]) -> None:
        """A change can't be read, so that its document is not known any more."""
        match data:
            case {"params": {"textDocument": {"uri": str(uri)}}}:
                self.on_unreadable(uri)

    def handle_message(self, message: Any) -> None:
        """Hand a message to its handler."""
        if message is _DROPPED:
            return
        if getattr(message, "jsonrpc", None) != self.VERSION:
            self._refuse(
                getattr(message, "id", None), ErrorCodes.InvalidRequest, "not a JSON-RPC 2.0 message"
            )
            return
        if self._workspace is None and getattr(message, "method", types.INITIALIZE) not in {
            types.INITIALIZE,
            types.EXIT,
        }:
            return  # notifications before initialize are dropped, as the protocol says
        super().handle_message(message)

    def notify(self, method: str, params: Any | None = None) -> None:
        """Send a notification. Diagnostics are many, and sent at each keystroke."""
        if isinstance(params, types.PublishDiagnosticsParams):
            self._send_data({"jsonrpc": self.VERSION, "method": method, "params": published(params)})
        else:
            super().notify(method, params)

    def refuse_unreadable(self, error: Exception) -> None:
        """Answer bytes that are no JSON."""
        if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError, RecursionError)):
            self._refuse(None, ErrorCodes.ParseError, "not JSON")

    def _refuse(self, number: Any, code: ErrorCodes, message: str) -> None:
        number = number if isinstance(number, (int, str)) else None
        body = {"jsonrpc": "2.0", "id": number, "error": {"code": int(code), "message": message}}
        self._send_data(body)

    # pygls keeps documents of its own, which split lines at characters that editors don't; ours go to
    # the handlers of the server alone. Generators, as pygls has here, would each leave a future behind.

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self.fm.features[types.TEXT_DOCUMENT_DID_OPEN](params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE](params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE](params)
