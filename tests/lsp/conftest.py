"""A client with a server of its own, which finds phrase lists compiled: that takes longer than a session waits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_lsp

from raw import Raw
from sessions import CONFIG, Client
from unpushy.config import cache_folder
from unpushy.rules import RuleSet


@pytest.fixture(scope="session", autouse=True)
def _compiled_lists() -> None:
    RuleSet.load(cache_folder())


@pytest_lsp.fixture(config=CONFIG)
async def client(lsp_client: Client) -> AsyncIterator[None]:
    yield
    if lsp_client.capabilities is not None:
        await lsp_client.shutdown_session()


@pytest.fixture
def raw() -> Iterator[Raw]:
    server = Raw()
    yield server
    server.process.kill()
    server.process.communicate()
