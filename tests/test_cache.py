"""Results of unchanged drafts: the same answer, no words of the draft, and no harm from anything that happens."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpushy.cache import ResultCache, Words, coded, decoded, digest
from unpushy.cli.main import main
from unpushy.config import cache_folder
from unpushy.rules import RuleSet
from unpushy.text import Span

DRAFT = "Hi Dana,\n\nJust touching base about the Zanzibar proposal.\nI haven't heard back from you since Tuesday.\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that holds the compiled lists, which take long to make, and no results."""
    cache = tmp_path / "cache"
    cache.mkdir()
    RuleSet.load(cache_folder())
    for lists in (cache_folder() or cache).glob("lists-*"):
        shutil.copy(lists, cache)
    monkeypatch.setenv("UNPUSHY_CACHE_DIR", str(cache))
    monkeypatch.chdir(tmp_path)
    return cache


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["check", "--isolated", "--output-format", "json", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def no_linting(monkeypatch: pytest.MonkeyPatch) -> None:
    def linted(*_: object) -> None:
        raise AssertionError("the draft was linted again")

    monkeypatch.setattr("unpushy.cli._checker.Checker.items", linted)


@given(st.text(max_size=60), st.text(max_size=60))
def test_coding_and_back(words: str, text: str) -> None:
    pieces = coded(words, Words(text, Span(0, len(text))))
    assert decoded(pieces, text) == words


@given(st.lists(st.sampled_from(["Proposal", "base", "the", "Zanzibar", "no", "rush"]), max_size=12))
def test_words_of_the_draft_are_not_kept(words: list[str]) -> None:
    pieces = coded(" ".join(words), Words("base the Proposal zanzibar", Span(0, 26)))
    kept = "".join(piece for piece in pieces if isinstance(piece, str)).lower()
    assert not any(word in kept for word in ("proposal", "base", "zanzibar"))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(DRAFT.encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + DRAFT.encode(), id="mark"),
        pytest.param(DRAFT.encode("utf-16"), id="UTF-16"),
        pytest.param(DRAFT.replace("Dana", "Zoë").encode("cp1252"), id="Windows-1252"),
        pytest.param(DRAFT.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param("Das ist ein deutscher Brief, und wir grüßen Sie herzlich. ".encode() * 12, id="German"),
        pytest.param(b"Hello there.\n", id="clean"),
        pytest.param(b"My messages seem to sink without a trace at your end.\n", id="words in a message"),
    ],
)
def test_unchanged_drafts_get_the_same_answer(
    cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    Path("draft.txt").write_bytes(content)
    first = check(capsys, "draft.txt")
    no_linting(monkeypatch)
    assert check(capsys, "draft.txt") == first
    for path in cache.glob("results-*"):
        kept = path.read_bytes().lower()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert b"zanzibar" not in kept
        assert b"tuesday" not in kept
        assert b"sink" not in kept


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: Path("draft.txt").write_text(DRAFT + "More.\n"), id="content"),
        pytest.param(lambda: Path("draft.txt").rename("draft.md"), id="format"),
        pytest.param(lambda: Path("unpushy.toml").write_text('ignore = ["passive"]'), id="configuration"),
    ],
)
@pytest.mark.usefixtures("cache")
def test_changes_are_looked_at(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, change: object
) -> None:
    Path("draft.txt").write_text(DRAFT)
    main(["check", "draft.txt"])
    assert callable(change)
    change()
    no_linting(monkeypatch)
    with pytest.raises(AssertionError, match="linted again"):
        main(["check", str(next(Path().glob("draft.*")))])
    capsys.readouterr()


@pytest.mark.parametrize("garbage", [b"", b"x", b"\xff" * 99, b"{", b"(\x02\x00\x00\x00"])
def test_a_broken_cache_is_as_none(cache: Path, capsys: pytest.CaptureFixture[str], garbage: bytes) -> None:
    Path("draft.txt").write_text(DRAFT)
    first = check(capsys, "draft.txt")
    for path in cache.glob("results-*"):
        path.write_bytes(garbage)
    assert check(capsys, "draft.txt") == first
    assert check(capsys, "draft.txt") == first


def test_a_cache_that_cannot_be_written_is_as_none(
    cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("draft.txt").write_text(DRAFT)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    status, out, err = check(capsys, "draft.txt")
    assert (status, err) == (1, "")
    assert len(json.loads(out)) == 2
    assert not list(cache.glob("results-*")) if cache.exists() else True


def test_runs_side_by_side_leave_a_whole_cache(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(6):
        Path(f"{number}.txt").write_text(DRAFT + f"Page {number}.\n")
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "unpushy", "check", "--isolated", *(f"{n}.txt" for n in range(6))],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ),
        )
        for _ in range(3)
    ]  # fmt: skip
    outputs = [run.communicate(timeout=120) for run in runs]
    assert set(outputs) == {outputs[0]}
    assert outputs[0][1] == b""
    assert not list(cache.glob(".results-*")), "no temporary file is left"
    assert len(json.loads(check(capsys, *(f"{n}.txt" for n in range(6)))[1])) == 12


LIGHT = """
import sys
from unpushy.cli.main import main
status = main(["check", "--isolated", "--output-format", sys.argv[1], "draft.txt"])
print(*{"spacy", "msgspec", "unpushy.rules", "unpushy.formats", "unpushy.phrases.load"} & set(sys.modules), file=sys.stderr)
"""


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("form", ["concise", "full", "json", "statistics"])
def test_an_unchanged_draft_needs_no_rules(form: str) -> None:
    Path("draft.txt").write_text(DRAFT)
    first, second = (
        subprocess.run([sys.executable, "-c", LIGHT, form], capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert second.stdout == first.stdout
    assert (first.stderr.strip() == "", second.stderr.strip() == "") == (False, True)


def test_old_results_go(tmp_path: Path) -> None:
    for number in range(20):
        store = ResultCache(tmp_path, str(number))
        store.put(digest(b"x"), number)
        store.save()
    assert len(list(tmp_path.glob("results-*"))) == 12
    assert ResultCache(tmp_path, "19").get(digest(b"x")) == 19


def test_what_another_run_kept_stays(tmp_path: Path) -> None:
    one, two = ResultCache(tmp_path, "k"), ResultCache(tmp_path, "k")
    one.put(b"a", 1)
    one.save()
    two.put(b"b", 2)
    two.save()
    both = ResultCache(tmp_path, "k")
    assert (both.get(b"a"), both.get(b"b")) == (1, 2)


def test_words_around_markup_are_kept_by_their_places(
    cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("draft.html").write_text("<p>I&rsquo;m <b>just</b>\n  checking in on the Zanzibar plan.</p>")
    first = check(capsys, "draft.html")
    assert [one["excerpt"] for one in json.loads(first[1])] == ["I’m just checking in on the Zanzibar plan"]
    no_linting(monkeypatch)
    assert check(capsys, "draft.html") == first
    assert not any(b"Zanzibar" in path.read_bytes() for path in cache.glob("results-*"))


def test_another_checkout_on_another_day_uses_the_same_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in CI: the package is installed anew, the drafts are elsewhere, and the cache is what was saved."""
    import shutil

    import unpushy

    cache = tmp_path / "cache"
    config = '[per-file-ignores]\n"other/*" = ["pushy"]\n'
    for name in ("one", "two"):
        (tmp_path / name / "mails").mkdir(parents=True)
        (tmp_path / name / "unpushy.toml").write_text(config, encoding="utf-8")
        (tmp_path / name / "mails/draft.txt").write_text(DRAFT, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    arguments = ["check", "--output-format", "concise", "--cache-dir", str(cache), "mails"]
    monkeypatch.chdir(tmp_path / "one")
    assert main(arguments) == 1
    first = capsys.readouterr().out
    package = tmp_path / "installed" / "unpushy"
    shutil.copytree(unpushy.__path__[0], package, ignore=shutil.ignore_patterns("__pycache__"))
    for path in package.rglob("*.py"):
        os.utime(path, (0, 0))
    monkeypatch.setattr(unpushy, "__path__", [str(package)])
    monkeypatch.chdir(tmp_path / "two")
    no_linting(monkeypatch)
    assert main(arguments) == 1
    assert capsys.readouterr().out == first
    (package / "linter.py").write_text("changed = True\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="linted again"):
        main(arguments)


@pytest.mark.usefixtures("cache")
def test_ignored_rules_by_file_are_part_of_a_results_name(capsys: pytest.CaptureFixture[str]) -> None:
    Path("draft.txt").write_text("Just touching base.\n\nIs this deal still alive?\n", encoding="utf-8")
    found = []
    for rules in ("pushy", "passive"):
        Path("unpushy.toml").write_text(f'[per-file-ignores]\n"*.txt" = ["{rules}"]\n', encoding="utf-8")
        main(["check", "--output-format", "json", "draft.txt"])
        found.append([one["family"] for one in json.loads(capsys.readouterr().out)])
    assert found == [["passive"], ["pushy"]]
