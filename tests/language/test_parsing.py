"""The pipeline that unpushy ships: small, loaded late and once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from unpushy.cli.main import main
from unpushy.language.parsing import Parser, collapsed, pipeline
from unpushy.language.weights import FILE_NAME

WEIGHTS = Path(str(sys.modules["unpushy.language.parsing"].__file__)).with_name("parser")
MOST_BYTES = 6_000_000


AS_IN_A_NEW_PROCESS = """
import sys
from unpushy.language.parsing import pipeline

pipeline("")
assert "spacy" in sys.modules and "spacy.cli" not in sys.modules
import spacy

print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
import spacy.cli

print(spacy.cli.info.__module__)
"""


def test_spacys_command_line_is_not_imported_and_still_there() -> None:
    run = subprocess.run(
        [sys.executable, "-c", AS_IN_A_NEW_PROCESS], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["True", "spacy.cli.info"]


def test_the_weights_are_small_and_carry_their_licence() -> None:
    assert (WEIGHTS / FILE_NAME).stat().st_size <= MOST_BYTES
    licence = (WEIGHTS / "LICENSE").read_text(encoding="utf-8")
    assert "Attribution-ShareAlike 4.0" in licence
    assert "Silveira" in licence


def test_a_pipeline_is_loaded_once() -> None:
    assert pipeline("") is pipeline("")


def test_one_sentence_and_many_are_parsed_alike() -> None:
    parser = Parser()
    sentences = ["The plan was sent.", "Ana read it.", "We were told by Tom."]
    many = parser.parse(sentences)
    for sentence, doc in zip(sentences, many, strict=True):
        [alone] = parser.parse([sentence])
        assert [(t.text, t.dep_, t.head.i, t.tag_) for t in alone] == [
            (t.text, t.dep_, t.head.i, t.tag_) for t in doc
        ]


def test_collapsed_text_knows_its_places() -> None:
    text = "The  plan\nwas\t sent."
    one, places = collapsed(text)
    assert one == "The plan was sent."
    assert [text[at] for at, c in zip(places, one, strict=True) if c != " "] == [c for c in one if c != " "]
    assert collapsed("As it is.") == ("As it is.", list(range(9)))


def test_a_bad_setting_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    Path("draft.txt").write_text("The plan was sent on Monday.\n")
    Path("unpushy.toml").write_text('[rules."passive/passive-voice"]\nagent = "some"\n')
    assert main(["check", "draft.txt"]) == 2
    assert "must be one of any, hidden" in capsys.readouterr().err
    Path("unpushy.toml").write_text('[rules."passive/hedge"]\nagent = "any"\n')
    assert main(["check", "draft.txt"]) == 2
    assert "agent is a setting of passive/passive-voice alone" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "asked", "imported"),
    [
        ("The plan was sent on Monday.", (), True),
        ("We sent the plan on Monday.", (), False),
        ("The plan is attached, and I am interested.", (), False),
        ("The plan was sent on Monday.", ("--ignore", "passive/passive-voice"), False),
    ],
)
def test_spacy_is_imported_only_where_a_trigger_says_so(
    tmp_path: Path, text: str, asked: tuple[str, ...], imported: bool
) -> None:
    (tmp_path / "draft.txt").write_text(text)
    code = (
        "import sys; from unpushy.cli.main import main; "
        f"main(['check', '--isolated', '--no-cache', *{asked!r}, 'draft.txt']); "
        "sys.exit(3 if 'spacy' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == (3 if imported else 0), done.stderr


def test_what_the_cache_knows_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNPUSHY_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "draft.txt").write_text("The plan was sent on Monday.\n")
    code = (
        "import sys; from unpushy.cli.main import main; main(['check', '--isolated', 'draft.txt']); "
        "sys.exit(3 if 'spacy' in sys.modules else 0)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False, text=True
        )
        for _ in range(2)
    ]
    assert [run.returncode for run in runs] == [3, 0]
    assert runs[0].stdout == runs[1].stdout
    assert "passive/passive-voice" in runs[0].stdout
