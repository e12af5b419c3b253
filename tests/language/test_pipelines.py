"""Pipelines that a configuration names: used, whatever labels they have, or refused with a reason."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from pytest import param
from spacy.language import Language

from unpushy.cli import _parallel
from unpushy.cli.main import main
from unpushy.config import Config, cache_folder
from unpushy.formats import parse
from unpushy.language.parsing import WEIGHTS, pipeline
from unpushy.language.weights import load
from unpushy.linter import Linter
from unpushy.phrases.check import unmarked
from unpushy.rewrite import apply_edits
from unpushy.rules import RuleSet
from unpushy.rules.passive_voice import RULE

DATA = Path(__file__).parents[1] / "data"
RULES = RuleSet.load(cache_folder())
DRAFT = "The plan was read by Ana.\n"
ACTIVE = "Ana read the plan.\n"
SENTENCES = list(
    dict.fromkeys(
        [
            *(unmarked(example)[0] for example in (*RULE.flags, *RULE.clean)),
            *(before for before, _ in RULE.rewrites),
            *(
                line.partition(" -> ")[0]
                for line in (DATA / "actives.txt").read_text(encoding="utf-8").splitlines()
            ),
            *(DATA / "adjectival.txt").read_text(encoding="utf-8").splitlines(),
            "The plan was explained to me by the head of sales.",
            "The plan was checked on Monday and was fine.",
            "I saw the van the plan was shown in by Tom.",
        ]
    )
)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pipeline of UD labels, ``ud``, and a package with one of ClearNLP's, ``en_stock``."""
    folder = tmp_path_factory.mktemp("stock")
    nlp = load(WEIGHTS)
    nlp.to_disk(folder / "ud")
    package = folder / "en_stock"
    package.mkdir()
    shutil.copy(DATA / "clearnlp.py", package / "__init__.py")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        __import__("en_stock")
    nlp.add_pipe("clearnlp")
    nlp.meta.update(name="stock", version="1.0.0")
    nlp.to_disk(package / "en_stock-1.0.0")
    shutil.copy(package / "en_stock-1.0.0" / "meta.json", package)
    return folder


@pytest.fixture
def installed(stock: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the package, which can be imported."""
    monkeypatch.syspath_prepend(stock)
    return "en_stock"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft that holds a passive, and no configuration yet."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (folder / "draft.txt").write_text(DRAFT)
    return folder


def configure(model: str) -> None:
    Path("unpushy.toml").write_text(
        f"[language]\nmodel = '{model}'\n[rules.\"{RULE.id}\"]\nagent = 'any'\n", encoding="utf-8"
    )


def found(linter: Linter, text: str) -> list[tuple[str, str, list[str]]]:
    """Rule, excerpt and rewritten sentences of each finding."""
    return [
        (f.rule, f.excerpt, [apply_edits(text, rewrite.edits) for rewrite in f.rewrites])
        for f in linter.check(parse(text, "plain"))
    ]


def labels(model: str, sentence: str) -> list[tuple[str, str, str]]:
    return [(t.text, t.dep_, t.head.text) for t in pipeline(model)(sentence)]


def test_the_stand_in_speaks_as_stock_pipelines_do(installed: str) -> None:
    assert labels(installed, "The plan has to be sent by the head of sales.") == [
        ("The", "det", "plan"),
        ("plan", "nsubj", "has"),
        ("has", "ROOT", "has"),
        ("to", "aux", "sent"),
        ("be", "auxpass", "sent"),
        ("sent", "xcomp", "has"),
        ("by", "agent", "sent"),
        ("the", "det", "head"),
        ("head", "pobj", "by"),
        ("of", "prep", "head"),
        ("sales", "pobj", "of"),
        (".", "punct", "has"),
    ]
    assert labels(installed, "She was happy, and it was not shown to us.") == [
        ("She", "nsubj", "was"),
        ("was", "ROOT", "was"),
        ("happy", "acomp", "was"),
        (",", "punct", "was"),
        ("and", "cc", "was"),
        ("it", "nsubjpass", "shown"),
        ("was", "auxpass", "shown"),
        ("not", "neg", "shown"),
        ("shown", "conj", "was"),
        ("to", "dative", "shown"),
        ("us", "pobj", "to"),
        (".", "punct", "was"),
    ]


@pytest.mark.parametrize("agent", ["hidden", "any"])
@pytest.mark.parametrize("labels", ["ud", "clearnlp"])
def test_findings_and_rewrites_are_those_of_unpushys_own(
    stock: Path, installed: str, labels: str, agent: str
) -> None:
    own = Linter(RULES, Config(agent=agent))
    other = Linter(RULES, Config(agent=agent, model=str(stock / "ud") if labels == "ud" else installed))
    differing = [text for text in SENTENCES if found(own, text) != found(other, text)]
    assert differing == []


@pytest.mark.parametrize(
    ("text", "excerpt", "rewrites"),
    [
        param("The map has to be sent by us.", "be sent", [], id="to is no auxiliary"),
        param("It was read by the head of sales.", "was read", ["The head of sales read it."], id="agent with of"),
        param(
            "The plan was explained to me by Tom.", "was explained", ["Tom explained the plan to me."], id="dative"
        ),
        param("The plan was checked on Monday and was fine.", "was checked", [], id="be is no participle"),
    ],
)  # fmt: skip
def test_clearnlps_own_ways(installed: str, text: str, excerpt: str, rewrites: list[str]) -> None:
    linter = Linter(RULES, Config(agent="any", model=installed))
    assert found(linter, text) == [(RULE.id, excerpt, rewrites)]


def test_a_package_is_used_by_its_name(stock: Path) -> None:
    configure("en_stock")
    done = subprocess.run(
        [sys.executable, "-m", "unpushy", "check", "--fix", "draft.txt"],
        env={**os.environ, "PYTHONPATH": str(stock)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert Path("draft.txt").read_text() == ACTIVE


@pytest.mark.parametrize("name", ["models/ud", "./models/ud"])
def test_a_path_is_that_below_the_configuration(
    stock: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copytree(stock / "ud", "models/ud")
    configure(name)
    Path("drafts").mkdir()
    monkeypatch.chdir("drafts")
    Path("draft.txt").write_text(DRAFT)
    assert main(["check", "--fix", "draft.txt"]) == 0
    assert Path("draft.txt").read_text() == ACTIVE


def test_a_folder_does_not_hide_a_package_of_its_name(installed: str) -> None:
    Path(installed).mkdir()
    configure(installed)
    assert main(["check", "--fix", "draft.txt"]) == 0
    assert Path("draft.txt").read_text() == ACTIVE


def blank(
    folder: Path, *parts: str, language: str = "en", parser: str = "auxpass", tagger: str = "VBN"
) -> None:
    """Write a pipeline that has learnt nothing."""
    nlp = spacy.blank(language)
    for part in parts:
        nlp.add_pipe(part).add_label({"parser": parser, "tagger": tagger}.get(part, "x"))  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(folder)


def changed(file: str, data: bytes | None) -> Callable[[Path], None]:
    """Makes a pipeline in which one file has other content, or is gone."""

    def make(folder: Path) -> None:
        blank(folder, "parser", "tagger")
        (folder / file).unlink()
        if data is not None:
            (folder / file).write_bytes(data)

    return make


def without_its_code(folder: Path) -> None:
    blank(folder, "parser", "tagger")
    config = folder / "config.cfg"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('factory = "tagger"', 'factory = "somebodys_tagger"'), encoding="utf-8")


def package(code: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        folder.mkdir()
        blank(folder / f"{folder.name}-1.0", "parser", "tagger")
        (folder / "__init__.py").write_text(code)

    return make


@Language.component("says_nothing")
def _says_nothing(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    return doc


def with_a_component_that(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        nlp = spacy.blank("en")
        nlp.add_pipe(name)
        nlp.to_disk(folder)

    return make


FILES = [
    param("en_not_there", None, "no spaCy pipeline is called 'en_not_there'; install it", id="missing"),
    param("models/none", None, "no spaCy pipeline is called 'models/none'; install it", id="no such folder"),
    param("x" * 5000, None, "no spaCy pipeline is called", id="no name at all"),
    param("empty", lambda f: f.mkdir(), "no spaCy pipeline is called 'empty'", id="empty folder"),
    param("bare", blank, "has no parser; name one that has a parser and a tagger", id="no components"),
    param("tags", lambda f: blank(f, "tagger"), "has no parser", id="no parser"),
    param("deps", lambda f: blank(f, "parser"), "has no tagger", id="no tagger"),
    param("deps2", lambda f: blank(f, "parser", "tagger", parser="nsubj"), "has no label for passives", id="no passives"),
    param("upos", lambda f: blank(f, "parser", "tagger", tagger="VERB"), "no tags of the Penn Treebank", id="other tags"),
    param("german", lambda f: blank(f, "parser", "tagger", language="de"), "is for the language 'de'", id="not English"),
    param("garbage", changed("config.cfg", b"\0\xff"), "config.cfg can't be read", id="configuration of bytes"),
    param("prose", changed("config.cfg", b"Hello\nthere"), "config.cfg can't be read", id="configuration of words"),
    param("number", changed("config.cfg", b'[nlp]\nlang = "en"\npipeline = 3'), "config.cfg can't be read", id="configuration of another kind"),
    param("unnamed", changed("meta.json", None), "meta.json can't be read", id="no meta.json"),
    param("half", changed("meta.json", b'{"lang": '), "meta.json can't be read", id="half a meta.json"),
]  # fmt: skip
"""Pipelines whose files tell that they can't be used."""
LOADED = [
    param("cut", changed("parser/model", b""), "can't be loaded (", id="weights of no length"),
    param("mixed", changed("tagger/model", b"\x93\x01\x02"), "can't be loaded (", id="weights of another kind"),
    param("unweighted", changed("tagger/model", None), "can't be loaded (", id="no weights"),
    param("codeless", without_its_code, "can't be loaded ([E002] Can't find factory for 'somebodys_tagger'", id="no code"),
    param("en_needs", package("import not_there"), "can't be loaded (No module named 'not_there')", id="a missing import"),
    param("en_mute", package(""), "has no attribute 'load'", id="a package of another kind"),
    param("quiet", with_a_component_that("says_nothing"), "has no parser", id="a component that gives nothing"),
]  # fmt: skip
"""Pipelines that fail only when they are loaded."""


@pytest.fixture
def model(request: pytest.FixtureRequest, project: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a pipeline of a bad kind, which the configuration names."""
    name, make = request.param
    monkeypatch.syspath_prepend(project.parent)
    if make is not None:
        make((project.parent if name.startswith("en_") else project) / name)
    configure(name)
    return str(name)


def bad(kinds: list[object]) -> pytest.MarkDecorator:
    cases = [param((*p.values[:2],), p.values[2], id=p.id) for p in kinds]  # type: ignore[attr-defined]
    return pytest.mark.parametrize(("model", "reason"), cases, indirect=["model"])


@bad([*FILES, *LOADED])
@pytest.mark.usefixtures("model")
def test_a_bad_pipeline_is_one_line_of_error(capsys: pytest.CaptureFixture[str], reason: str) -> None:
    assert main(["check", "draft.txt"]) == 2
    printed = capsys.readouterr()
    [line] = printed.err.splitlines()
    assert line.startswith(f"unpushy: {Path.cwd() / 'unpushy.toml'}:2: ")
    assert reason in line
    assert len(line) < 6000
    assert "Traceback" not in printed.out


@bad(FILES)
@pytest.mark.usefixtures("model")
def test_what_files_tell_is_said_whatever_the_draft(capsys: pytest.CaptureFixture[str], reason: str) -> None:
    Path("draft.txt").write_text("We open at nine.\n")
    assert main(["check", "draft.txt"]) == 2
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("jobs", [1, 2])
def test_drafts_that_need_no_parse_are_checked_all_the_same(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, project: Path, jobs: int
) -> None:
    monkeypatch.setattr(_parallel, "_LARGE", 1)
    changed("parser/model", b"")(project / "cut")
    configure("cut")
    for number in range(4):
        Path(f"{number}.txt").write_text(DRAFT)
    Path("other.txt").write_text("Any update?\n")
    assert main(["check", "--jobs", str(jobs), "--output-format", "json", "."]) == 2
    printed = capsys.readouterr()
    assert len(printed.err.splitlines()) == 1
    assert "can't be loaded" in printed.err
    assert "pushy/status-demand" in printed.out


def test_another_pipeline_at_the_same_place_makes_results_stale(
    capsys: pytest.CaptureFixture[str], project: Path, stock: Path
) -> None:
    shutil.copytree(stock / "ud", "ud")
    configure("ud")
    assert main(["check", "draft.txt"]) == 0
    assert "passive/passive-voice" in capsys.readouterr().out
    (project / "ud" / "meta.json").write_text("{")
    assert main(["check", "draft.txt"]) == 2


@pytest.mark.parametrize(
    "command", [["dismiss", "draft.txt:1"], ["dismissed", "--unused", "draft.txt"]], ids=" ".join
)
def test_other_commands_say_so_too(
    capsys: pytest.CaptureFixture[str], project: Path, command: list[str]
) -> None:
    changed("parser/model", b"")(project / "cut")
    configure("cut")
    assert main(command) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "can't be loaded" in line
