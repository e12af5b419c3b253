"""The extension's manifest says what the package says; its documents lead somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import msgspec

from unpushy.formats import languages, suffixes
from unpushy.lsp.projects import client_settings, kebab
from unpushy.settings import Settings

EXTENSION = Path(__file__).resolve().parents[1] / "vscode-extension"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
CONTRIBUTES = MANIFEST["contributes"]


def make_settings() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_settings", EXTENSION / "make_settings.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_manifest_is_up_to_date() -> None:
    expected = make_settings().manifest()
    assert (EXTENSION / "package.json").read_text(encoding="utf-8") == expected, "run: make docs"


def test_every_key_of_the_configuration_is_a_setting_and_the_server_reads_it() -> None:
    settings = make_settings().settings()
    keys = {field.encode_name for field in msgspec.structs.fields(Settings)}
    assert {kebab(name.removeprefix("unpushy.")) for name in settings} == keys - {"fail-on"}
    defaults = {name.removeprefix("unpushy."): setting["default"] for name, setting in settings.items()}
    read = client_settings(defaults, Path("/"))
    assert read is not None
    assert read.given == {kebab(name) for name, value in defaults.items() if value is not None}


def test_each_command_is_registered_and_each_registered_one_is_declared() -> None:
    declared = {one["command"].removeprefix("unpushy.") for one in CONTRIBUTES["commands"]}
    source = (EXTENSION / "src" / "commands.ts").read_text(encoding="utf-8")
    [table] = re.findall(r"const all: .*? = \{\n(.*?)\n  \};", source, re.DOTALL)
    assert set(re.findall(r"^    (\w+)[:,]", table, re.MULTILINE)) == declared


def test_the_walkthrough_names_commands_and_files_that_are_there() -> None:
    declared = {one["command"] for one in CONTRIBUTES["commands"]}
    for step in CONTRIBUTES["walkthroughs"][0]["steps"]:
        assert (EXTENSION / step["media"]["markdown"]).is_file()
        assert set(re.findall(r"command:([\w.]+)", step["description"])) <= declared
        assert {event.removeprefix("onCommand:") for event in step["completionEvents"]} <= declared


def test_what_the_server_reads_wakes_the_extension() -> None:
    woken = {event.removeprefix("onLanguage:") for event in MANIFEST["activationEvents"]}
    assert languages() - {"text", "rfc822", "mbox"} <= woken  # what VS Code never calls them
    [mail] = CONTRIBUTES["languages"]
    assert set(mail["extensions"]) <= set(suffixes())


def test_commands_that_messages_name_are_called_so() -> None:
    titles = {f"{one['category']}: {one['title']}" for one in CONTRIBUTES["commands"]}
    pages = [*(EXTENSION / "walkthrough").glob("*.md"), EXTENSION / "README.md"]
    named = {name for page in pages for name in re.findall(r"\*(unpushy: [^*]+)\*", page.read_text("utf-8"))}
    assert named
    assert named <= titles


def test_links_of_the_readme_lead_somewhere() -> None:
    text = (EXTENSION / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert links
    assert [link for link in links if not (EXTENSION / link).exists()] == []


def test_lock_files_hold_no_addresses() -> None:
    for lock in (EXTENSION / "package-lock.json", EXTENSION / "e2e" / "package-lock.json"):
        assert '"resolved"' not in lock.read_text(encoding="utf-8")


def test_nothing_is_loaded_that_reports_usage() -> None:
    assert set(MANIFEST["dependencies"]) == {"vscode-languageclient"}
