"""Phrase lists: validation with file, line and remedy, and the proof by examples."""

from __future__ import annotations

import tomllib
from pathlib import Path

import jsonschema
import pytest

from unpushy.language.inflection import verb_forms
from unpushy.phrases.build import build
from unpushy.phrases.check import check_list
from unpushy.phrases.compiled import keep, kept, key_of
from unpushy.phrases.errors import PhraseListError
from unpushy.phrases.load import built_in_files
from unpushy.phrases.schema import json_schema

SHIPPED = built_in_files()[1:]


def changed(lists: Path, old: str, new: str) -> Path:
    path = lists / "passive" / "check-in.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def problems(lists: Path) -> list[str]:
    path = lists / "passive" / "check-in.toml"
    return [f"{p.line}: {p.text}" for p in check_list(path, lists / "classes.toml")]


def test_a_good_list_has_no_problems(lists: Path) -> None:
    assert problems(lists) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_shipped_lists_prove_themselves(path: Path) -> None:
    assert list(map(str, check_list(path, built_in_files()[0]))) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_shipped_lists_fit_the_schema(path: Path) -> None:
    jsonschema.validate(tomllib.loads(path.read_text(encoding="utf-8")), json_schema())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(
            '"«Touching base» on it."',
            '"«Keeping touch» on it."',
            "12: the pattern does not match",
            id="misses its example",
        ),
        pytest.param(
            '"«Touching base» on it."',
            '"Touching base on it."',
            "12: the example marks no words",
            id="no marks",
        ),
        pytest.param(
            '"«Touching base» on it."',
            '"«Touching» base on it."',
            "12: the example is flagged at ['Touching base']",
            id="other span",
        ),
        pytest.param(
            '"touching base" =',
            '"touching (base|in)" = "«Touching in»."\n"touching base [on it]" =',
            "13: the example is matched by another pattern too",
            id="not its own",
        ),
        pytest.param(
            '"Just checking in at the hotel."',
            '"We are at the hotel."',
            "14: its example is clean without",
            id="idle context",
        ),
        pytest.param(
            '"@ at the hotel"', '"@ at the motel"', "14: the context does not keep", id="context that fails"
        ),
        pytest.param(
            'after = "No rush."',
            'after = "No hurry."',
            "17: the first rewrite makes 'No rush.'",
            id="other rewrite",
        ),
        pytest.param(
            "[rewrites]",
            'clean = ["So, just checking in."]\n[rewrites]',
            "5: a clean example is flagged at 'just checking in'",
            id="unclean",
        ),
    ],
)
def test_a_list_that_breaks_its_word(lists: Path, old: str, new: str, problem: str) -> None:
    changed(lists, old, new)
    assert [text for text in problems(lists) if text.startswith(problem)]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        pytest.param('title = "Check in"', 'title = "Check in', 2, "is not TOML", id="not TOML"),
        pytest.param(
            'title = "Check in"',
            'titel = "Check in"',
            2,
            "unknown key 'titel'; did you mean 'title'",
            id="unknown key",
        ),
        pytest.param('title = "Check in"', "title = 3", 2, "title: must be text, not 3", id="wrong type"),
        pytest.param(
            'why = "Says',
            'severity = "loud"\nwhy = "Says',
            3,
            "severity: must be one of error, information, warning, not 'loud'",
            id="unknown severity",
        ),
        pytest.param(
            '"[just] checking in"', '"[just checking in"', 11, "can't be read at column", id="broken pattern"
        ),
        pytest.param(
            '"[just] checking in"',
            '"[just] checking in {dya}"',
            11,
            r"did you mean \{day\}",
            id="unknown class",
        ),
        pytest.param(
            'rewrites = "plain"',
            'rewrites = "plane"',
            9,
            "no set of rewrites is called 'plane'",
            id="unknown rewrites",
        ),
        pytest.param(
            'safe = "No rush."',
            'safe = "No rush.", cut = "clause"',
            6,
            "exactly one of safe, fill and cut",
            id="two kinds",
        ),
    ],
)
def test_errors_name_line_and_remedy(lists: Path, old: str, new: str, line: int, message: str) -> None:
    path = changed(lists, old, new)
    with pytest.raises(PhraseListError, match=message) as caught:
        build([lists / "classes.toml", path])
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_a_list_in_no_family_is_an_error(lists: Path) -> None:
    (lists / "other").mkdir()
    path = (lists / "passive" / "check-in.toml").rename(lists / "other" / "check-in.toml")
    with pytest.raises(PhraseListError, match="'other' is no family of rules"):
        build([lists / "classes.toml", path])


def test_compiled_lists_are_kept_and_read_back(lists: Path, tmp_path: Path) -> None:
    compiled = build([lists / "classes.toml", lists / "passive" / "check-in.toml"])
    place = tmp_path / "cache" / "lists"
    keep(compiled, place)
    assert kept(place) == compiled


@pytest.mark.parametrize("content", [b"", b"no marshal", b"\xe9\x00\x00\x00\x00"])
def test_a_broken_cache_counts_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lists"
    path.write_bytes(content)
    assert kept(path) is None


def test_the_cache_key_tells_contents_apart() -> None:
    keys = {
        key_of([("a", b"b")]),
        key_of([("a", b"c")]),
        key_of([("ab", b"")]),
        key_of([("a", b"b"), ("c", b"")]),
    }
    assert len(keys) == 4


def test_every_shipped_pattern_can_be_prefiltered() -> None:
    anchors = build(built_in_files()).anchors
    assert anchors.patterns > 1000
    assert not anchors.always


def test_inflections_agree_with_a_library() -> None:
    lemminflect = pytest.importorskip("lemminflect")
    used = {
        word.strip("~[](){}|,?\"'").split("]")[0].split(")")[0].split("|")[0].lower()
        for path in built_in_files()
        for word in path.read_text(encoding="utf-8").replace("|", " ").split()
        if word.lstrip('[("').startswith("~")
    }
    bad = {}
    for verb in used:
        theirs = {
            form
            for tag in ("VB", "VBZ", "VBG", "VBD", "VBN")
            for form in lemminflect.getInflection(verb, tag)
        }
        if theirs - set(verb_forms(verb)):
            bad[verb] = (sorted(theirs), verb_forms(verb))
    assert bad == {}
