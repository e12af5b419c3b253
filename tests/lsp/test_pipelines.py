"""A pipeline that the configuration names, in a session: used, refused, and found to be broken."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import spacy
from lsprotocol import types

from sessions import LONGEST_WAIT, Client, open_, start, until
from unpushy.language.parsing import WEIGHTS
from unpushy.language.weights import load

PASSIVE = "Any update?\nThe plan was sent on Monday.\n"
BOTH = ["pushy/status-demand", "passive/passive-voice"]


def configure(folder: Path, model: str) -> types.TextDocumentItem:
    """A configuration that names a pipeline, and the document that it is."""
    place, text = folder / "unpushy.toml", f'[language]\nmodel = "{model}"\n'
    place.write_text(text, encoding="utf-8")
    return types.TextDocumentItem(place.as_uri(), "toml", 1, text)


async def told(client: Client) -> str:
    """The one message that is shown, once it has come."""
    for _ in range(10 * LONGEST_WAIT):
        if client.messages:
            break
        await asyncio.sleep(0.1)
    [message] = client.messages
    return message.message


async def test_a_pipeline_of_ones_own_is_used(client: Client, tmp_path: Path) -> None:
    load(WEIGHTS).to_disk(tmp_path / "own")
    configure(tmp_path, "own")  # a path below the configuration, wherever the server was started
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, PASSIVE)
    await until(client, uri, BOTH)
    assert client.messages == []


@pytest.mark.parametrize(
    ("model", "problem"),
    [
        ("en_not_there", "no spaCy pipeline is called 'en_not_there'"),
        ("german", "the spaCy pipeline '{folder}/german' is for the language 'de'"),
    ],
)
async def test_an_unsuitable_pipeline_is_a_problem_of_the_configuration(
    client: Client, tmp_path: Path, model: str, problem: str
) -> None:
    spacy.blank("de").to_disk(tmp_path / "german")
    configuration = configure(tmp_path, model)
    await start(client, tmp_path)
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, PASSIVE)
    [shown] = await until(client, configuration.uri, ["configuration"])
    assert shown.range.start.line == 1
    assert shown.severity is types.DiagnosticSeverity.Error
    assert shown.message.startswith(problem.format(folder=tmp_path))
    await until(client, uri, BOTH)  # with unpushy's own pipeline
    assert (await told(client)).startswith("unpushy runs without your configuration until this is mended: ")


@pytest.mark.parametrize("opened", [False, True], ids=["on disk", "in the editor"])
async def test_a_pipeline_that_breaks_when_it_is_loaded_leaves_the_other_findings(
    client: Client, tmp_path: Path, opened: bool
) -> None:
    load(WEIGHTS).to_disk(tmp_path / "broken")
    (tmp_path / "broken" / "parser" / "model").write_bytes(b"")
    configuration = configure(tmp_path, "broken")
    await start(client, tmp_path)
    if opened:
        client.text_document_did_open(types.DidOpenTextDocumentParams(configuration))
    uri = (tmp_path / "a.txt").as_uri()
    open_(client, uri, PASSIVE)
    [shown] = await until(client, configuration.uri, ["configuration"])
    assert shown.range.start.line == 1
    assert "can't be loaded" in shown.message
    await until(client, uri, BOTH[:1])
    assert (await told(client)).startswith(
        "unpushy runs without the rules that parse sentences until this is "
    )
    configure(tmp_path, "")
    client.workspace_did_change_watched_files(
        types.DidChangeWatchedFilesParams([types.FileEvent(configuration.uri, types.FileChangeType.Changed)])
    )
    if opened:
        client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(configuration.uri))
        )
    assert await until(client, configuration.uri, []) == []
    await until(client, uri, BOTH)
