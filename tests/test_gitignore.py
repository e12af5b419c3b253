"""What git ignores: the same as ``git check-ignore`` says."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unpushy.drafts import Selection
from unpushy.gitignore import Patterns

TREE = (
    "a.txt", "b.txt", "keep.txt", "x[1].txt", "#a.txt", "!a.txt", "end .txt", "a b.txt",
    "out/a.txt", "out/keep.txt", "out/sub/a.txt", "out/sub/keep.txt",
    "sub/a.txt", "sub/b.txt", "sub/out/a.txt", "sub/out/keep.txt", "sub/deep/er/a.txt", "sub/deep/er/keep.txt",
)  # fmt: skip


def git(folder: Path, *arguments: str, told: str = "") -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment.pop("GIT_DIR", None)
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        input=told,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("repository")
    git(folder, "init", "--quiet")
    for name in TREE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Hello.\n")
    return folder


def as_git(repository: Path, files: Mapping[str, str]) -> None:
    """Check that a walk finds what git does not ignore, with these .gitignore files."""
    for old in (*repository.rglob(".gitignore"), repository / ".git/info/exclude"):
        old.unlink(missing_ok=True)
    for name, content in files.items():
        (repository / name).write_text(content)
    ignored = git(repository, "check-ignore", "--no-index", "-z", "--stdin", told="\0".join(TREE)).split("\0")
    found = [
        Path(item.name).relative_to(repository).as_posix()
        for item in Selection(frozenset({".txt"})).items(repository, pytest.fail)
    ]
    assert sorted(found) == sorted(set(TREE) - set(ignored))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({".gitignore": "*.txt\n!keep.txt\n"}, id="again"),
        pytest.param({".gitignore": "out/\n!out/keep.txt\n"}, id="not below an ignored folder"),
        pytest.param({".gitignore": "out/*\n!out/keep.txt\n"}, id="below a folder whose files are ignored"),
        pytest.param({".gitignore": "*\n!*/\n!keep.txt\n"}, id="all but one name"),
        pytest.param({".gitignore": "/*\n!/sub/\n"}, id="all but one folder"),
        pytest.param({".gitignore": "*.txt\n!sub/\n"}, id="a folder again, not its files"),
        pytest.param({".gitignore": "!keep.txt\n*.txt\n"}, id="the last one decides"),
        pytest.param({".gitignore": "*.txt\n", "sub/.gitignore": "!a.txt\n"}, id="again further down"),
        pytest.param({".gitignore": "!a.txt\n", "sub/.gitignore": "a.txt\n"}, id="nested over outer"),
        pytest.param({"sub/.gitignore": "/a.txt\nout\n"}, id="nested alone"),
        pytest.param({".gitignore": "sub\n", "sub/.gitignore": "!*\n"}, id="nested in what is ignored"),
        pytest.param({"sub/.gitignore": "*\n!deep/\n", "sub/deep/.gitignore": "!er\n!keep.txt\n"}, id="three"),
        pytest.param({".gitignore": "!keep.txt\n", ".git/info/exclude": "*.txt\n"}, id="of the clone"),
        pytest.param({".gitignore": "sub/**/a.txt\n**/keep.txt\nout/**\n"}, id="two stars"),
        pytest.param({".gitignore": "[!ab].txt\n[[:alpha:]]ut/s*\nx\\[1].txt\n"}, id="sets"),
        pytest.param({".gitignore": "\\#a.txt\n\\!a.txt\n#b.txt\n"}, id="escapes"),
        pytest.param({".gitignore": "a.txt   \nend\\ .txt\nb.txt\\ \r\nkeep.txt\r\n"}, id="blanks"),
        pytest.param({".gitignore": "\ufeffa.txt\n"}, id="mark"),
        pytest.param({".gitignore": "[a.txt\n\\\n/\n!\n[[:no:]].txt\n"}, id="broken"),
    ],
)  # fmt: skip
def test_a_walk_finds_what_git_does_not_ignore(repository: Path, files: Mapping[str, str]) -> None:
    as_git(repository, files)


PIECES = ["*", "**", "/", "a", "b", ".txt", "out", "sub", "keep", "?", "[ab]", "[!a]", "deep", "\\", " ", "["]
LINES = st.builds(
    lambda no, pieces: no + "".join(pieces), st.sampled_from(["", "", "!"]), st.lists(st.sampled_from(PIECES), max_size=5)
)  # fmt: skip
FILES = st.dictionaries(
    st.sampled_from([".gitignore", "sub/.gitignore", "sub/out/.gitignore", "out/.gitignore"]),
    st.lists(LINES, max_size=5).map("\n".join),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_any_patterns_are_read_as_git_reads_them(repository: Path, files: dict[str, str]) -> None:
    as_git(repository, files)


def test_a_repository_within_has_its_own_rules(repository: Path) -> None:
    as_git(repository, {".gitignore": "*.txt\n"})
    inner = repository / "inner"
    inner.mkdir()
    (inner / "a.txt").write_text("Hello.\n")
    git(inner, "init", "--quiet")
    items = Selection(frozenset({".txt"})).items(repository, pytest.fail)
    assert [item.name for item in items] == [str(inner / "a.txt")]
    shutil.rmtree(inner)


def test_a_folder_that_is_named_is_read_though_git_ignores_it(repository: Path) -> None:
    as_git(repository, {".gitignore": "out/\n"})
    items = Selection(frozenset({".txt"})).items(repository / "out" / "sub", pytest.fail)
    assert [Path(item.name).name for item in items] == ["a.txt", "keep.txt"]


@pytest.mark.parametrize(
    ("patterns", "path", "covered"),
    [
        (["old/"], "old/sub/a.txt", True),
        (["old/", "!old/sub/"], "old/sub/a.txt", True),
        (["*.txt", "!a.txt"], "sub/a.txt", False),
        (["/a.txt"], "sub/a.txt", False),
        (["sub/*.md"], "sub/deep/a.md", False),
        (["a.txt"], "../a.txt", True),
    ],
)
def test_patterns_of_the_configuration_hold_below_what_they_name(
    patterns: list[str], path: str, covered: bool
) -> None:
    assert Patterns(patterns).cover(path) is covered
