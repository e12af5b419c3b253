"""Several processes: what ends them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpushy.cli._checker import Task
from unpushy.cli._parallel import Pool, batched
from unpushy.cli.main import main
from unpushy.config import Config, cache_folder
from unpushy.drafts import Item
from unpushy.errors import UserError
from unpushy.formats import parse
from unpushy.language.parsing import Parser
from unpushy.linter import Linter
from unpushy.rules import RuleSet

DRAFT = "Just checking in on the order.\n\nIs this deal still alive?\n" * 60
DRAFTS, FINDINGS = 300, 120

# What a shell starts in the background hears no interrupts, unless it says so.
HEARING = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("unpushy", run_name="__main__", alter_sys=True)
"""


def running(folder: Path, jobs: int) -> subprocess.Popen[bytes]:
    """A long run that has printed its first line."""
    for number in range(DRAFTS):
        (folder / f"{number}.txt").write_text(DRAFT)
    run = subprocess.Popen(
        [sys.executable, "-c", HEARING, "check", "--isolated", "--no-cache",
         "--output-format", "concise", "--jobs", str(jobs), str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert run.stdout
    run.stdout.readline()
    return run


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_ends_a_run_at_once_with_130(tmp_path: Path, jobs: int) -> None:
    run = running(tmp_path, jobs)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err == b""
    assert out.count(b"\n") < DRAFTS * FINDINGS - 1, "it went on to the end"


def test_processes_end_with_the_first_one_even_where_that_is_killed(tmp_path: Path) -> None:
    run = running(tmp_path, 2)
    run.kill()
    run.communicate(timeout=60)  # comes back when nobody has their end of standard output any more


def test_a_process_that_dies_is_named() -> None:
    pool = Pool(Task(Config(), None), RuleSet.load(cache_folder()), 2)
    for process in pool._workers.values():
        process.kill()
        process.join()
    with pytest.raises(UserError, match="try --jobs 1"):
        list(pool.outcomes([Item("a", "a")] * 4))
    pool.close()


@given(st.lists(st.integers(0, 400), max_size=200), st.integers(2, 6))
def test_batches_are_about_equal_work_in_order(sizes: list[int], jobs: int) -> None:
    items = [Item(str(number), "a", 0, size) for number, size in enumerate(sizes)]
    batches = batched(items, jobs)
    assert [item for batch in batches for item in batch] == items
    share = sum(sizes) / (jobs * 16)
    for batch in batches:
        assert len(batch) <= 64
        work = [item.stop or 0 for item in batch]
        assert len(batch) <= 1 or sum(work) <= share, "what is more than its share stands alone"


def test_the_order_of_findings_does_not_depend_on_jobs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(60):
        text = DRAFT * (200 if number == 7 else number % 5)
        (tmp_path / f"{number}.txt").write_text(text + "The van is full.\n", encoding="utf-8")
    outputs = []
    for jobs in ("1", "2", "3"):
        main(
            ["check", "--isolated", "--no-cache", "--jobs", jobs, "--output-format", "concise", str(tmp_path)]
        )
        outputs.append(capsys.readouterr().out)
    assert outputs[0].count("\n") > 500
    assert outputs[1] == outputs[0]
    assert outputs[2] == outputs[0]


def test_what_one_process_parsed_no_other_parses_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = RuleSet.load(cache_folder())
    email = parse("The list was checked by the bank.\n", "plain")
    first, second = Linter(rules, Config()), Linter(rules, Config())
    assert first.news() == {}
    found = first.check(email)
    second.hear(first.news())
    assert first.news() == {}, "told once"
    monkeypatch.setattr(Parser, "parse", lambda *_: pytest.fail("parsed again"))
    assert second.check(email) == found
