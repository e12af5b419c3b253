"""The spelling of rewrites: British, American, or as their lists have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from unpushy.cli.main import main
from unpushy.language.spelling import _VERBS, _WORDS, _pairs, spelled


@pytest.mark.parametrize(
    ("text", "british", "american"),
    [
        ("Which of the two would you prioritize?", "Which of the two would you prioritise?", None),
        ("Organising it costs nothing.", None, "Organizing it costs nothing."),
        ("A CHEQUE is fine.", None, "A CHECK is fine."),
        ("Please check the program.", None, None),
        ("{colour} and [colour]", None, "{colour} and [color]"),
        ("Whenever it suits you this calendar week.", None, None),
        ("The favours that neighbours do", None, "The favors that neighbors do"),
    ],
)  # fmt: skip
def test_variants(text: str, british: str | None, american: str | None) -> None:
    assert spelled(text, "en-GB") == (british or text)
    assert spelled(text, "en-US") == (american or text)
    assert spelled(text, "en") == text


def test_the_table_is_sorted_and_no_word_is_of_both_sides() -> None:
    for table in (_VERBS, _WORDS):
        pairs = _pairs(table)
        assert pairs == sorted(set(pairs))
    pairs = [*_pairs(_VERBS), *_pairs(_WORDS)]
    assert not {british for british, _ in pairs} & {american for _, american in pairs}
    for british, american in pairs:
        assert spelled(british, "en-US") == american
        assert spelled(british, "en-GB") == british


LIST = """
title = "Bell"
why = "Nobody likes to be rung for like a servant."

[classes]
matter = ["the (organisation|color)"]

[rewrites]
calm = [{ safe = "Which would you prioritise, {thing} or the programme?", of = "sentence" }]

[[phrases]]
rewrites = "calm"
[phrases.patterns]
"ring the bell for {thing:matter}" = "«Ring the bell for the color»."
"""


@pytest.mark.parametrize(
    ("config", "rewrite"),
    [
        ("", "Which would you prioritise, the organisation or the programme?"),
        ('language-variant = "en-GB"', "Which would you prioritise, the organisation or the programme?"),
        ('language-variant = "en-US"', "Which would you prioritize, the organisation or the program?"),
    ],
    ids=["none", "British", "American"],
)
def test_rewrites_follow_the_variant_and_keep_the_writers_own_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    config: str,
    rewrite: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("house/pushy").mkdir(parents=True)
    Path("house/pushy/bell.toml").write_text(LIST, encoding="utf-8")
    Path("unpushy.toml").write_text(f'lists = ["house"]\n{config}\n')
    Path("draft.txt").write_text("Ring the bell for the organisation.\n")
    for _ in ("looked at", "from the cache"):
        main(["check", "--diff", "draft.txt"])
        assert f"+{rewrite}\n" in capsys.readouterr().out
