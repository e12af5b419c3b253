"""The command line on good and on bad input."""

from __future__ import annotations

import codecs
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from unpushy.cli.main import main
from unpushy.drafts import Item

DRAFT = "Hi Dana,\r\n\r\nAs I mentioned, the van is full.\r\nIs this deal still alive?\r\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["check", "--isolated", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def write(path: str, data: bytes | str) -> Path:
    where = Path(path)
    where.parent.mkdir(parents=True, exist_ok=True)
    where.write_bytes(data if isinstance(data, bytes) else data.encode())
    return where


def rules(out: str) -> list[str]:
    return [finding["rule"] for finding in json.loads(out)]


def test_json_is_the_documented_contract(capsys: pytest.CaptureFixture[str]) -> None:
    write("draft.txt", DRAFT)
    status, out, err = run(capsys, "--output-format", "json", "draft.txt")
    assert (status, err) == (1, "")
    reference, demand = json.loads(out)
    assert list(reference) == [
        "path", "rule", "family", "severity", "message", "start_offset", "end_offset",
        "line", "column", "end_line", "end_column", "excerpt", "rewrites",
    ]  # fmt: skip
    assert reference["rule"] == "scolding/repeat-reference"
    assert (reference["family"], reference["severity"]) == ("scolding", "warning")
    assert (
        DRAFT[reference["start_offset"] : reference["end_offset"]] == reference["excerpt"] == "As I mentioned"
    )
    assert (reference["line"], reference["column"]) == (3, 1)
    assert (reference["end_line"], reference["end_column"]) == (3, 15)
    first = reference["rewrites"][0]
    assert list(first) == ["title", "kind", "edits"]
    assert first["kind"] == "safe"
    [edit] = first["edits"]
    assert DRAFT[: edit["start_offset"]] + edit["text"] + DRAFT[edit["end_offset"] :] == DRAFT.replace(
        "As I mentioned, the", "The"
    )
    assert (demand["rule"], demand["line"]) == ("pushy/status-demand", 4)


def test_a_clean_draft_exits_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    write("draft.txt", "The van is full.\n")
    assert run(capsys, "--output-format", "json", ".") == (0, "[]\n", "")


@pytest.mark.parametrize(("fail_on", "status"), [("information", 1), ("warning", 0), ("error", 0)], ids=str)
def test_fail_on(capsys: pytest.CaptureFixture[str], fail_on: str, status: int) -> None:
    write("draft.txt", "Just touching base about the proposal.\n")
    assert run(capsys, "--fail-on", fail_on, "draft.txt")[0] == status


def test_select_and_ignore(capsys: pytest.CaptureFixture[str]) -> None:
    write("draft.txt", DRAFT)
    out = run(capsys, "--output-format", "json", "--select", "pushy", "draft.txt")[1]
    assert rules(out) == ["pushy/status-demand"]
    out = run(capsys, "--output-format", "json", "--ignore", "pushy", "draft.txt")[1]
    assert rules(out) == ["scolding/repeat-reference"]


def test_fix_writes_safe_rewrites_and_keeps_everything_else(capsys: pytest.CaptureFixture[str]) -> None:
    path = write(
        "draft.txt", codecs.BOM_UTF8 + "Caf\u00e9.\r\n\r\nAs I mentioned, the van is full.\r\n".encode()
    )
    path.chmod(0o640)
    status, _, _ = run(capsys, "--fix", "draft.txt")
    assert status == 0
    assert path.read_bytes() == codecs.BOM_UTF8 + "Caf\u00e9.\r\n\r\nThe van is full.\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(item.name for item in Path().iterdir()) == ["draft.txt"]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-16-le", "utf-16-be", "cp1252"],
    ids=["UTF-8", "UTF-16 LE", "UTF-16 BE", "cp1252"],
)
def test_fix_keeps_the_encoding(capsys: pytest.CaptureFixture[str], encoding: str) -> None:
    bom = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    path = write("draft.txt", bom + "As I mentioned, the caf\u00e9 is full.\r".encode(encoding))
    run(capsys, "--fix", "draft.txt")
    assert path.read_bytes() == bom + "The caf\u00e9 is full.\r".encode(encoding)


def test_fix_follows_a_link_and_leaves_it(capsys: pytest.CaptureFixture[str]) -> None:
    target = write("real/draft.txt", "As I mentioned, the van is full.\n")
    Path("link.txt").symlink_to(target)
    run(capsys, "--fix", "link.txt")
    assert Path("link.txt").is_symlink()
    assert target.read_text(encoding="utf-8") == "The van is full.\n"


def test_a_fix_that_can_not_be_written_leaves_the_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("draft.txt", DRAFT)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, _, err = run(capsys, "--fix", "draft.txt")
    assert status == 2
    assert "draft.txt: not fixed: No space left on device" in err
    assert path.read_bytes() == DRAFT.encode()
    assert sorted(item.name for item in Path().iterdir()) == ["draft.txt"]


def test_diff_shows_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    path = write("draft.txt", DRAFT)
    status, out, _ = run(capsys, "--diff", "draft.txt")
    assert status == 1
    assert "-As I mentioned, the van is full.\n" in out
    assert "+The van is full.\n" in out
    assert path.read_bytes() == DRAFT.encode()


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    status, out, _ = run(capsys, "--output-format", "concise", "-")
    assert status == 1
    assert out.startswith("-:3:1: warning scolding/repeat-reference: “As I mentioned” ")


def bad_folder() -> list[str]:
    """Everything that can go wrong with a file, and one draft that is fine."""
    write("drafts/a-binary.txt", b"\x00\x01\x02PNG")
    write("drafts/b-empty.txt", b"")
    write(
        "drafts/c-broken.eml",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Transfer-Encoding: base64\n\n!!\n",
    )
    write("drafts/d-latin.txt", b"As I mentioned, the caf\xe9 is full.\n")
    Path("drafts/e-gone.txt").symlink_to("nowhere")
    Path("drafts/f-loop").symlink_to("..")
    write("drafts/z-fine.txt", DRAFT)
    return ["drafts"]


def test_bad_files_are_named_and_the_others_checked(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "--output-format", "json", *bad_folder())
    assert status == 2
    assert [(f["path"], f["rule"]) for f in json.loads(out)] == [
        ("drafts/d-latin.txt", "scolding/repeat-reference"),
        ("drafts/z-fine.txt", "scolding/repeat-reference"),
        ("drafts/z-fine.txt", "pushy/status-demand"),
    ]
    assert "drafts/a-binary.txt: " in err
    assert "drafts/d-latin.txt: not valid UTF-8 (byte 0xE9 at offset 23); read as Windows-1252" in err
    assert "drafts/e-gone.txt: can't be read: No such file or directory" in err


def test_a_huge_line_is_named_and_the_others_checked(capsys: pytest.CaptureFixture[str]) -> None:
    write("drafts/a-huge.txt", b"Is this deal still alive? " * 400_000)
    write("drafts/b-fine.txt", DRAFT)
    status, out, err = run(capsys, "--output-format", "json", "drafts")
    assert status == 2
    assert "drafts/a-huge.txt: not checked: a paragraph of 10,399,999 characters is no mail" in err
    assert {finding["path"] for finding in json.loads(out)} == {"drafts/b-fine.txt"}


def test_an_unreadable_file_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("draft.txt", DRAFT)

    def denied(item: Item) -> bytes:
        raise PermissionError(13, "Permission denied", item.path)

    monkeypatch.setattr(Item, "read", denied)
    assert run(capsys, "draft.txt")[::2] == (2, "unpushy: draft.txt: can't be read: Permission denied\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.txt"], "nowhere.txt: can't be read: No such file or directory"),
        (["--select", "pushi"], "--select: no rule or family is called 'pushi'; did you mean 'pushy'?"),
        (["--fail-on", "never"], "--fail-on must be one of information, warning, error, not 'never'"),
        (["--config", "nowhere.toml"], "exclude each other"),
        (["--select", ","], "--select: names no rule or family"),
        (["--exclude", "[a"], "--exclude: '[a' fits no file: a [ has no ] behind it"),
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix or --diff"),
        ([""], "'' is no path; leave it out to check this folder"),
        (["--output-file", "a" * 300], "can't be written: File name too long"),
    ],
    ids=[
        *("no such file", "unknown rule", "unknown level", "two minds", "no rule", "broken pattern"),
        *("unsafe without fixing", "empty path", "long name"),
    ],
)
def test_usage_errors(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert message in err


def test_a_language_that_is_not_english_is_skipped_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    write("de.txt", "Guten Tag Herr Braun,\n\nvielen Dank f\u00fcr das Gespr\u00e4ch am Dienstag. Ich schicke Ihnen morgen den neuen "
          "Vorschlag f\u00fcr die Regale, damit Sie ihn in Ruhe mit Ihrem Team besprechen k\u00f6nnen.\n")  # fmt: skip
    write("declared.md", "---\nlang: fr\n---\nIs this deal still alive?\n")
    status, out, err = run(capsys, "--output-format", "json", ".")
    assert (status, out) == (0, "[]\n")
    assert "de.txt: skipped: its language is 'de', not English" in err
    assert "declared.md: skipped: its language is 'fr', not English" in err


def test_short_and_odd_drafts_count_as_english(capsys: pytest.CaptureFixture[str]) -> None:
    write("draft.txt", "Is this deal still alive? Danke sehr, bis bald in M\u00fcnchen.\n")
    assert run(capsys, "draft.txt")[0] == 1


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('selct = ["pushy"]', "unknown key 'selct'; did you mean 'select'?"),
        ('ignore = ["pushy/status-demnd"]', "did you mean 'pushy/status-demand'?"),
        ('fail-on = "loud"', "fail-on must be one of error, information, warning, not 'loud'"),
        ('[rules."pushy/status-demand"]\nseverty = "error"', "unknown key 'severty'; did you mean 'severity'?"),
        ('[rules."pushy/status"]\nseverity = "error"', "no rule is called 'pushy/status'"),
        ('select = "pushy"', "unpushy.toml:1: select must be a list, not 'pushy'"),
        ("select = [", "is not TOML"),
    ],
)  # fmt: skip
def test_configuration_errors(capsys: pytest.CaptureFixture[str], config: str, message: str) -> None:
    write("unpushy.toml", config)
    assert main(["check"]) == 2
    assert message in capsys.readouterr().err


def test_the_nearest_configuration_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        "pyproject.toml",
        '[tool.unpushy]\nignore = ["scolding"]\n[tool.unpushy.rules."pushy/status-demand"]\nseverity = "error"\n',
    )
    write("sub/draft.txt", DRAFT)
    monkeypatch.chdir("sub")
    assert main(["check", "--output-format", "json"]) == 1
    assert [(f["rule"], f["severity"]) for f in json.loads(capsys.readouterr().out)] == [
        ("pushy/status-demand", "error")
    ]


def test_a_second_run_reads_the_compiled_lists(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("draft.txt", DRAFT)
    first = run(capsys, "--output-format", "json", "draft.txt")
    monkeypatch.setattr("unpushy.phrases.build.build", lambda _: pytest.fail("lists were compiled again"))
    assert run(capsys, "--output-format", "json", "draft.txt") == first


FORBIDDEN = """
import sys
import socket
def no_network(*_):
    raise AssertionError("network")
socket.socket.connect = no_network
socket.getaddrinfo = no_network
from unpushy.cli.main import main
status = main(["check", "--isolated", "draft.txt"])
heavy = {"spacy", "pygls", "lsprotocol", "rich", "numpy", "lark"} & set(sys.modules)
sys.exit(f"imported {heavy}" if heavy else status)
"""


def test_a_check_needs_no_network_and_nothing_heavy() -> None:
    write("draft.txt", DRAFT)
    for expected in (None, 1):  # the first run compiles the lists, the second must not need to
        done = subprocess.run([sys.executable, "-c", FORBIDDEN], capture_output=True, text=True, check=False)
        assert expected is None or done.returncode == expected, done.stderr


def test_standard_output_that_takes_nothing_is_named() -> None:
    write("draft.txt", DRAFT)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "unpushy", "check", "--isolated", "draft.txt"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "unpushy: standard output: No space left on device\n")


def test_an_unreadable_folder_is_named_and_the_others_checked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("drafts/closed/a.txt", DRAFT)
    write("drafts/open/a.txt", DRAFT)
    fine = os.scandir

    def denied(path: str | Path) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return fine(path)

    monkeypatch.setattr(os, "scandir", denied)
    status, out, err = run(capsys, "--output-format", "json", "drafts")
    assert (status, err) == (2, "unpushy: drafts/closed: can't be read: Permission denied\n")
    assert {finding["path"] for finding in json.loads(out)} == {"drafts/open/a.txt"}


def test_a_closed_pipe_is_no_traceback() -> None:
    write("draft.txt", DRAFT * 2000)
    command = f"{sys.executable} -m unpushy check --isolated draft.txt | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("draft.txt:3:1 warning")


def test_fixing_standard_input_keeps_its_encoding(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = codecs.BOM_UTF16_LE + "As I mentioned, the caf\u00e9 is full.\n".encode("utf-16-le")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["check", "--isolated", "--fix", "-"]) == 0
    assert capfdbinary.readouterr().out == codecs.BOM_UTF16_LE + "The caf\u00e9 is full.\n".encode(
        "utf-16-le"
    )


@pytest.mark.parametrize("project", ["tool = 1\n", 'tool = ["unpushy"]\n', "[tool.other]\n"])
def test_a_project_file_without_a_table_of_ours_is_passed_over(project: str) -> None:
    write("pyproject.toml", project)
    write("draft.txt", "The van is full.\n")
    assert main(["check"]) == 0


@pytest.mark.parametrize("config", ["fail-on = " + "9" * 5000, "a = " + "[" * 5000 + "]" * 5000])
def test_a_configuration_that_no_parser_takes_is_an_error(
    capsys: pytest.CaptureFixture[str], config: str
) -> None:
    write("unpushy.toml", config)
    assert main(["check"]) == 2
    assert "is not TOML" in capsys.readouterr().err


def test_a_name_that_is_too_long_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "a" * 5000)
    assert status == 2
    assert "can't be read: File name too long" in err


def test_several_processes_say_what_one_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unpushy.cli._parallel._LARGE", 1_000)
    for number in range(40):
        write(f"drafts/{number:02}.txt", DRAFT + f"The van has {number} boxes.\r\n" * 3)
    write("drafts/20.txt", b"\x00\x01\x02")
    one = run(capsys, "--output-format", "json", "--jobs", "1", "drafts")
    two = run(capsys, "--output-format", "json", "--jobs", "2", "drafts")
    assert one == two
    assert two[0] == 2
    assert "20.txt" in two[2]
    assert len(json.loads(two[1])) == 2 * 39


def test_several_processes_fix_as_one_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unpushy.cli._parallel._LARGE", 1)
    names = [str(write(f"{number}.txt", DRAFT)) for number in range(6)]
    assert run(capsys, "--fix", "--jobs", "3", *names)[0] in {0, 1}
    assert len({Path(name).read_bytes() for name in names}) == 1
    assert "As I mentioned" not in Path(names[0]).read_text()


@pytest.mark.parametrize("jobs", ["0", "-1", "many", ""])
def test_a_wrong_count_of_processes_is_named(capsys: pytest.CaptureFixture[str], jobs: str) -> None:
    status, _, err = run(capsys, f"--jobs={jobs}", ".")
    assert status == 2
    assert "--jobs" in err


def test_the_report_of_an_earlier_run_is_no_draft(capsys: pytest.CaptureFixture[str]) -> None:
    write("mails/report.txt", DRAFT)
    write("mails/new/report.txt", "The van is full.\n")
    for form in ("concise", "markdown"):
        assert run(capsys, "--output-format", form, "--output-file", "mails/report.txt", "mails") == (
            0,
            "",
            "",
        )
    assert "1 draft " in Path("mails/report.txt").read_text(encoding="utf-8")
