"""Baselines hold through what changes no word, name what is new and what is gone, and hold no text."""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpushy.baseline import Baseline, Recognition, key_of, read
from unpushy.cli.main import main
from unpushy.config import Config, cache_folder
from unpushy.errors import ConfigError
from unpushy.finding import Finding, Severity
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.rules import RuleSet
from unpushy.text import Span

PARAGRAPHS = (
    "Just touching base about the samples for the Leeds store, which came on Monday with the van from Wakefield.",
    "I haven't heard back from you since Tuesday. Is this deal still alive?",
    "As I mentioned in my last email, the hall is ours until nine. The boxes stand by the red door.",
    "The plan is attached. Would Tuesday or Thursday suit you?",
    "Have you had a chance to look at it?",
)
LINTER = Linter(RuleSet.load(cache_folder()), Config(reader=False))


def keys(text: str, form: str) -> list[str]:
    return sorted(key_of(finding) for finding in LINTER.check(parse(text, form)))


@given(
    st.permutations(PARAGRAPHS),
    st.lists(st.integers(24, 120), min_size=5, max_size=5),
    st.lists(st.integers(1, 3), min_size=5, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
)
def test_fingerprints_outlast_moving_and_wrapping(
    order: list[str], widths: list[int], gaps: list[int], end: str
) -> None:
    wrapped = [
        textwrap.fill(text, width, break_on_hyphens=False) for text, width in zip(order, widths, strict=True)
    ]
    moved = "".join(text + "\n" * (gap + 1) for text, gap in zip(wrapped, gaps, strict=True)).replace(
        "\n", end
    )
    assert keys(moved, "plain") == keys("\n\n".join(PARAGRAPHS), "plain")


@given(st.sampled_from(["- ", "1. ", "> - ", "* "]), st.integers(0, 3), st.integers(24, 100))
def test_fingerprints_outlast_indenting(mark: str, indent: int, width: int) -> None:
    """Paragraphs that become items of a list, indented and wrapped anew."""
    items = [
        textwrap.fill(
            text, width, initial_indent=" " * indent + mark, subsequent_indent=" " * (indent + len(mark))
        )
        for text in PARAGRAPHS
    ]
    if mark.startswith(">"):
        items = PARAGRAPHS  # what is quoted is not read at all
    assert keys("\n\n".join(items), "markdown") == keys("\n\n".join(PARAGRAPHS), "markdown")


@given(
    st.permutations(PARAGRAPHS),
    st.integers(24, 120),
    st.sampled_from(["b.txt", "two/a.txt", "../a.txt", "two/three/t\u00e4b #4.txt"]),
)
def test_a_draft_that_is_moved_and_wrapped_anew_stays_known(order: list[str], width: int, name: str) -> None:
    entries = Counter(keys("\n\n".join(PARAGRAPHS), "plain"))
    with tempfile.TemporaryDirectory() as there:
        recognition = Recognition(Baseline(Path(there, "one", "b.json"), {"a.txt": entries}))
        moved = "\n\n".join(textwrap.fill(text, width, break_on_hyphens=False) for text in order)
        found = LINTER.check(parse(moved, "plain"))
        assert recognition.parted(str(Path(there, "one", name)), found) == ([], found)
        assert list(recognition.left(lambda draft: True, lambda rule: True)) == []
        assert recognition.kept(lambda draft: True) == {name: entries}, "under its name of today"
        assert recognition.parted(str(Path(there, "one", "copy.txt")), found) == (found, [])


def finding(number: int) -> Finding:
    return Finding("pushy/fear", Severity.WARNING, "", Span(0, 1), "", (), f"{number:016x}")


@given(st.lists(st.integers(0, 3), max_size=8), st.lists(st.integers(0, 3), max_size=8))
def test_an_entry_speaks_of_as_many_as_it_counts(then: list[int], now: list[int]) -> None:
    entries: dict[str, int] = {}
    for number in then:
        key = key_of(finding(number))
        entries[key] = entries.get(key, 0) + 1
    recognition = Recognition(Baseline(Path("b.json").absolute(), {"a.txt": entries}))
    new, known = recognition.parted("a.txt", map(finding, now))
    for number in range(4):
        one = finding(number)
        assert known.count(one) == min(then.count(number), now.count(number))
        assert new.count(one) == max(now.count(number) - then.count(number), 0)
    left = list(recognition.left(lambda draft: True, lambda rule: True))
    assert sum(count for _, _, count in left) == len(then) - len(known)
    assert recognition.kept(lambda draft: True) == ({"a.txt": recognition.used["a.txt"]} if known else {})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with two drafts and their baseline."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    Path("unpushy.toml").write_text("[reader]\nenabled = false\n", encoding="utf-8")
    Path("one").mkdir()
    Path("one/a.txt").write_text("\n\n".join(PARAGRAPHS[:2]) + "\n", encoding="utf-8")
    Path("one/b.txt").write_text(PARAGRAPHS[2] + "\n", encoding="utf-8")
    assert main(["baseline", "update"]) == 0
    assert "4 findings in 2 drafts (4 new, 0 gone)" in capsys.readouterr().out
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    status = main(["check", "--baseline", "unpushy-baseline.json", "--output-format", "json", *arguments])
    captured = capsys.readouterr()
    return status, [one["rule"] for one in json.loads(captured.out)], captured.err


@pytest.mark.usefixtures("folder")
def test_what_is_known_is_left_out_and_what_is_new_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(capsys) == (0, [], "")
    Path("one/b.txt").write_text(PARAGRAPHS[2] + "\n\n" + PARAGRAPHS[4] + "\n", encoding="utf-8")
    assert checked(capsys) == (1, ["pushy/status-demand"], "")


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_moved_stays_known_and_a_copy_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    Path("two").mkdir()
    Path("one/a.txt").rename("two/c.md")
    assert checked(capsys) == (0, [], "")
    Path("two/d.md").write_bytes(Path("two/c.md").read_bytes())
    status, rules, _ = checked(capsys)
    assert (status, len(rules)) == (1, 3)


@pytest.mark.usefixtures("folder")
def test_entries_that_nothing_needs_are_told_and_pruned(capsys: pytest.CaptureFixture[str]) -> None:
    Path("one/b.txt").unlink()
    assert checked(capsys) == (
        0, [], "unpushy-baseline.json: 1 entry fits no finding any more; unpushy baseline prune takes them out\n",
    )  # fmt: skip
    assert checked(capsys, "one/a.txt")[2] == "", "the other draft was not looked for"
    assert checked(capsys, "--select", "pushy")[2] == "", "its rule did not run"
    Path("one/a.txt").write_text(
        "Any update?\n\n" + Path("one/a.txt").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert main(["baseline", "prune"]) == 0
    assert "3 findings in 1 draft (0 new, 1 gone)" in capsys.readouterr().out
    assert checked(capsys) == (1, ["pushy/status-demand"], "")


@pytest.mark.usefixtures("folder")
def test_an_update_of_one_draft_leaves_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    before = read(Path("unpushy-baseline.json")).entries
    Path("one/a.txt").write_text("The van is full.\n", encoding="utf-8")
    main(["baseline", "update", "one/a.txt"])
    assert read(Path("unpushy-baseline.json")).entries == {"one/b.txt": before["one/b.txt"]}
    capsys.readouterr()


@pytest.mark.usefixtures("folder")
def test_it_holds_no_text_and_names_drafts_from_its_own_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.loads(Path("unpushy-baseline.json").read_text(encoding="utf-8"))
    assert list(data["findings"]) == ["one/a.txt", "one/b.txt"]
    words = {word.lower() for text in PARAGRAPHS for word in text.split() if len(word) > 3}
    assert not [word for word in words if word in json.dumps(list(data["findings"].values())).lower()]
    Path("unpushy.toml").write_text(
        'baseline = "unpushy-baseline.json"\n[reader]\nenabled = false\n', encoding="utf-8"
    )
    monkeypatch.chdir("one")
    assert main(["check"]) == 0
    assert "4 more are in the baseline" in capsys.readouterr().out
    assert main(["check", "--baseline", ""]) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no baseline; unpushy baseline update writes one"),
        ("<<<<<<< ours", "is no baseline (Expecting value"),
        ("[]", "is no baseline of version 1"),
        ('{"version": 2, "findings": {}}', "is no baseline of version 1"),
        ('{"version": 1, "findings": {"a": {"pushy/fear": 1}}}', "'a' has an entry that is none"),
        (
            '{"version": 1, "findings": {"a": {"pushy/fear 0123456789abcdef": 0}}}',
            "'a' has an entry that is none",
        ),
        (
            '{"version": 1, "findings": {"a": {"pushy/fear 0123456789abcdef": true}}}',
            "'a' has an entry that is none",
        ),
    ],
    ids=["missing", "conflict", "list", "version", "no fingerprint", "zero", "no count"],
)
def test_a_broken_baseline_is_an_error(tmp_path: Path, content: str | None, says: str) -> None:
    path = tmp_path / "b.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}: {says}")


def test_a_baseline_that_can_not_be_written_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(PARAGRAPHS[4], encoding="utf-8")
    monkeypatch.setattr("unpushy.files.os.fsync", full)
    assert main(["baseline", "update", "--baseline", "b.json"]) == 2
    assert "b.json: can't be written: No space left on device" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="all names are Unicode there")
def test_a_name_that_is_no_utf_8_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(os.fsdecode(b"caf\xe9.md")).write_text(PARAGRAPHS[4], encoding="utf-8")
    Path("t\u00e4b.md").write_text(PARAGRAPHS[4], encoding="utf-8")
    assert main(["baseline", "update", "--baseline", "unpushy-baseline.json"]) == 0
    written = Path("unpushy-baseline.json").read_text(encoding="utf-8")
    assert '"caf\\udce9.md"' in written
    assert '"t\u00e4b.md"' in written
    capsys.readouterr()
    assert checked(capsys) == (0, [], "")
