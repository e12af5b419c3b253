"""Each format against the schema or the parser of those who read it, and place by place."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from reporters.conftest import CLEAN, NAME, TEXT, Report, go_module
from unpushy.finding import Rewrite, RewriteKind
from unpushy.reporters import names
from unpushy.rewrite import whole_edit
from unpushy.text import Edit, Span

PATH = f"mails/{NAME}"
Found = list[dict[str, object]]


def test_all_formats_are_there() -> None:
    assert set(names()) == {
        "azure", "badge", "checkstyle", "concise", "full", "github", "gitlab", "html", "json", "jsonl", "junit",
        "markdown", "rdjson", "sarif", "statistics",
    }  # fmt: skip


def test_sarif_fits_its_schema(report: Report) -> None:
    folder = go_module("github.com/securego/gosec/v2@v2.30.0")
    schema = json.loads(
        (folder / "report/sarif/testdata/sarif-schema-2.1.0.json").read_text(encoding="utf-8")
    )
    validator = jsonschema.validators.validator_for(schema)(schema)
    for out in (report("sarif"), report("sarif", "mails/clean.txt")):
        assert list(validator.iter_errors(json.loads(out))) == []
    broken = json.loads(report("sarif").replace('"level": "warning"', '"level": "loud"'))
    assert list(validator.iter_errors(broken)), "the validator does look"


def test_sarif_has_places_fixes_and_rules(report: Report, found: Found) -> None:
    [run] = json.loads(report("sarif"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(found)
    for result, expected in zip(run["results"], found, strict=True):
        [location] = result["locations"]
        place = location["physicalLocation"]
        region = place["region"]
        assert unquote(place["artifactLocation"]["uri"]) == PATH
        assert region["snippet"]["text"] == expected["excerpt"]
        start = region["charOffset"]
        assert (start, start + region["charLength"]) == (expected["start_offset"], expected["end_offset"])
        assert [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [
            expected[key] for key in ("line", "column", "end_line", "end_column")
        ]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == expected["rule"]
        assert re.fullmatch("[0-9a-f]{16}", result["partialFingerprints"]["flaggedSentence/v1"])
        fixes = [
            [
                {
                    "start_offset": one["deletedRegion"]["charOffset"],
                    "end_offset": one["deletedRegion"]["charOffset"] + one["deletedRegion"]["charLength"],
                    "text": one["insertedContent"]["text"],
                }
                for one in fix["artifactChanges"][0]["replacements"]
            ]
            for fix in result["fixes"]
        ]
        assert fixes == [rewrite["edits"] for rewrite in expected["rewrites"]]
    for rule in rules:
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}: ")
        assert "## Flagged" in rule["help"]["markdown"]


def test_rdjson_fits_its_schema(report: Report) -> None:
    folder = go_module("github.com/reviewdog/reviewdog@v0.21.2") / "proto/rdf/jsonschema"
    schema = json.loads((folder / "DiagnosticResult.json").read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(json.loads(report("rdjson")))


def test_rdjson_columns_count_bytes(report: Report) -> None:
    lines = TEXT.encode().split(b"\r\n")
    first, second, _ = json.loads(report("rdjson"))["diagnostics"]
    start, end = first["location"]["range"]["start"], first["location"]["range"]["end"]
    assert start["line"] == end["line"] == 3
    assert lines[2][start["column"] - 1 : end["column"] - 1] == b"As I mentioned"
    assert second["location"]["range"] == {
        "start": {"line": 5, "column": 1},
        "end": {"line": 6, "column": 18},
    }
    assert first["location"]["path"] == PATH
    edit = first["suggestions"][0]
    line = lines[2][: edit["range"]["start"]["column"] - 1] + edit["text"].encode()
    line += lines[2][edit["range"]["end"]["column"] - 1 :]
    assert line.decode() == "\U0001f600 Thanks, Zo\u00eb. The van is full."


def test_edits_of_a_rewrite_become_one() -> None:
    edits = (Edit(Span(6, 7), "Z"), Edit(Span(2, 4), "X"))
    assert whole_edit("abcdefghi", Rewrite("", RewriteKind.SAFE, edits)) == Edit(Span(2, 7), "XefZ")


def test_github_annotations_say_it_all(report: Report, found: Found) -> None:
    lines = report("github").splitlines()
    assert len(lines) == len(found)
    for line, expected in zip(lines, found, strict=True):
        command = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
        assert command
        given = dict(part.split("=", 1) for part in command[2].split(","))
        assert {key: unquote(value) for key, value in given.items() if key in {"file", "title"}} == {
            "file": PATH, "title": expected["rule"],
        }  # fmt: skip
        assert (int(given["line"]), int(given["endLine"])) == (expected["line"], expected["end_line"])
        one_line = expected["line"] == expected["end_line"]
        assert ("col" in given, "endColumn" in given) == (one_line, one_line)
        assert (
            command[1]
            == {"error": "error", "warning": "warning", "information": "notice"}[expected["severity"]]
        )
        assert unquote(command[3]).split("\n")[0] == expected["message"]


def test_azure_issues_say_it_all(report: Report, found: Found) -> None:
    first = report("azure").splitlines()[0]
    place = f"sourcepath=mails/a, b%3Bc%5D: 100%AZP25.txt;linenumber=3;columnnumber={found[0]['column']}"
    assert first == f"##vso[task.logissue type=warning;{place};code={found[0]['rule']};]{found[0]['message']}"


def test_gitlab_issues_have_what_gitlab_asks_for(report: Report, found: Found) -> None:
    issues = json.loads(report("gitlab"))
    shape = {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "fingerprint": {"pattern": "^[0-9a-f]{64}$"},
            "location": {
                "required": ["path", "lines"],
                "properties": {
                    "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer"}}}
                },
            },
        },
    }
    jsonschema.Draft202012Validator({"type": "array", "items": shape}).validate(issues)
    assert [(one["location"]["path"], one["location"]["lines"]["begin"]) for one in issues] == [
        (PATH, expected["line"]) for expected in found
    ]
    before = [one["fingerprint"] for one in issues]
    Path("mails", NAME).write_bytes(("New.\r\n\r\n" + TEXT + "\r\nIs this deal still alive?\r\n").encode())
    after = [one["fingerprint"] for one in json.loads(report("gitlab"))]
    assert after[:3] == before, "lines move, findings stay the same"
    assert len(set(after)) == 4, "a sentence that stands there twice is two issues"


def test_junit_is_read_by_a_parser_of_it(report: Report, found: Found) -> None:
    suites = list(JUnitXml.fromstring(report("junit").encode()))
    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [
        (PATH, 3, 3), ("mails/clean.txt", 1, 0),
    ]  # fmt: skip
    cases = list(suites[0])
    assert [case.result[0].type for case in cases] == [expected["rule"] for expected in found]
    assert [case.result[0].message for case in cases] == [expected["message"] for expected in found]
    assert cases[0].result[0].text.startswith(f"{PATH}:3:")
    assert str(found[0]["rewrites"][0]["title"]) in cases[0].result[0].text
    lenient = JUnitXml.fromstring(report("junit", "--fail-on", "error", "mails").encode())
    assert [suite.failures for suite in lenient] == [0, 0]


def test_checkstyle_is_xml_with_places(report: Report, found: Found) -> None:
    root = ET.fromstring(report("checkstyle"))
    [file] = root.findall("file")
    assert (root.tag, file.get("name")) == ("checkstyle", PATH)
    assert [(int(e.get("line", 0)), int(e.get("column", 0)), e.get("message")) for e in file] == [
        (expected["line"], expected["column"], expected["message"]) for expected in found
    ]
    assert {e.get("severity") for e in file} == {"warning"}


@pytest.mark.parametrize("form", ["checkstyle", "junit"])
def test_xml_takes_any_file_name_and_character(report: Report, form: str) -> None:
    Path("mails", '\x01 <&">.txt').write_text("\x02 Any update?\n\nIs this deal still alive?\n")
    values = {value for element in ET.fromstring(report(form)).iter() for value in element.attrib.values()}
    assert 'mails/\ufffd <&">.txt' in values


def test_json_lines_are_the_objects_of_json(report: Report, found: Found) -> None:
    assert [json.loads(line) for line in report("jsonl").splitlines()] == found


def test_markdown_tables_hold_what_was_found(report: Report, found: Found) -> None:
    html = MarkdownIt("commonmark").enable("table").render(report("markdown"))
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    assert ["pushy", "2"] in cells
    assert [PATH, "3", "28", "107.1"] in cells
    place = [row for row in cells if row and row[0] == f"{PATH}:5"]
    assert place[0][1:3] == ["pushy/status-demand", "Have you had a chance to look at"]


@pytest.mark.parametrize(
    ("paths", "told", "colour"),
    [
        (("mails",), "unpushy: 3 findings", "#9c2a1c"),
        (("mails/clean.txt",), "unpushy: no pressure", "#1f6f3d"),
    ],
    ids=["pressure", "none"],
)
def test_a_badge_says_how_much(report: Report, paths: tuple[str, ...], told: str, colour: str) -> None:
    svg = ET.fromstring(report("badge", *paths))
    assert svg.get("aria-label") == told
    assert colour in {element.get("fill") for element in svg.iter()}


@pytest.mark.parametrize("form", names())
def test_a_report_of_nothing_is_a_whole_report(report: Report, form: str) -> None:
    out = report(form, "mails/clean.txt")
    assert CLEAN.strip() not in out
    if form in {"json", "gitlab"}:
        assert json.loads(out) == []
    elif form in {"concise", "github", "azure", "jsonl"}:
        assert out == ""
    else:
        assert out.endswith("\n")


@pytest.mark.parametrize("form", ["sarif", "github", "gitlab", "azure"])
def test_forges_get_paths_from_the_root_of_the_repository(
    report: Report, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".git").mkdir()
    Path("mails", NAME).unlink()
    Path("mails", "one.txt").write_text("Is this deal still alive?\n", encoding="utf-8")
    monkeypatch.chdir("mails")
    assert "mails/one.txt" in report(form, "one.txt")
    assert "mails/one.txt" in report(form, str(Path.cwd() / "one.txt"))


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
@pytest.mark.parametrize("form", ["concise", "full", "markdown"])
def test_a_file_name_gives_no_orders(report: Report, form: str) -> None:
    """A terminal would obey what stands in a name, and a line that is broken names no file."""
    Path("mails", "a\n\x1b[31m\u202eb.txt").write_text("Is this deal still alive?\n", encoding="utf-8")
    out = report(form)
    assert not set("\x1b\u202e") & set(out)
    assert re.search(r"mails/a(\ufffd| )\ufffd\\?\[31m\ufffdb\.txt:1", out)


STAMP = "From dana@b.example Mon Nov  3 10:00:00 2025\nSubject: Samples\n\n"


PLACES = {
    "azure": r";sourcepath=(.*?);linenumber=(\d+);",
    "checkstyle": r'<file name="(.*?)">\s*<error line="(\d+)"',
    "concise": r"(?m)^(.*?):(\d+):",
    "full": r"(?m)^(.*mbox#.*?):(\d+):",
    "github": r"file=(.*?),line=(\d+),",
    "gitlab": r'"path": "(.*?)", "lines": {"begin": (\d+),',
    "junit": r' file="(.*?)" line="(\d+)"',
    "rdjson": r'"path": "(.*?)", "range": {"start": {"line": (\d+),',
    "sarif": r'{"uri": "(.*?)"}, "region": {"startLine": (\d+),(?!.*charOffset)',
}


@pytest.mark.parametrize(("form", "place"), PLACES.items(), ids=PLACES)
def test_machines_find_a_message_by_the_lines_of_its_mailbox(report: Report, form: str, place: str) -> None:
    Path("old.mbox").write_text(2 * f"{STAMP}Hi Dana,\n\nIs this deal still alive?\n\n", encoding="utf-8")
    places = [("old.mbox#1", "5"), ("old.mbox#2", "5")]
    if form not in {"concise", "full"}:
        places = [("old.mbox", "6"), ("old.mbox", "13")]
    assert re.findall(place, report(form, "old.mbox")) == places


def test_a_sentence_that_two_messages_share_is_two_issues(report: Report) -> None:
    Path("old.mbox").write_text(2 * f"{STAMP}Is this deal still alive?\n\n", encoding="utf-8")
    assert len({one["fingerprint"] for one in json.loads(report("gitlab", "old.mbox"))}) == 2


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="all names are Unicode there")
@pytest.mark.parametrize("form", names())
def test_a_file_name_that_is_no_utf_8_is_reported(tmp_path: Path, form: str) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("Is this deal still alive?\n", encoding="utf-8")
    call = [sys.executable, "-m", "unpushy", "check", "--isolated", "--output-format", form]
    done = subprocess.run(call, capture_output=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    out = done.stdout.decode()
    if form == "sarif":
        [result] = json.loads(out)["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "caf%E9.md"
    elif form == "gitlab":
        assert json.loads(out)[0]["location"]["path"] == os.fsdecode(b"caf\xe9.md")
