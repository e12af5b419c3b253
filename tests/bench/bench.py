"""Speed, as ratios measured in turn on one machine: ``make bench``.

Every figure is the median of rounds in which the two sides take turns, each in a process of its
own; the absolute stands beside it. A target that is missed makes the command fail.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import editing
import templates
import treebank
import watching

HERE = Path(__file__).parent
SPACY_BLANK = [sys.executable, "-c", "import spacy; spacy.blank('en')"]
UNPUSHY = [sys.executable, "-m", "unpushy"]
FILES, WORDS_A_FILE = 532, 660
MESSAGES, MOST_MEMORY = 100_000, 400
_FLAT = 1.1
NO_PHRASES = ("passive/passive-voice", "pushy/reads-pushy", "passive/reads-vague", "scolding/reads-scolding")
"""Rules that need more than phrases: a parse, or the trained reader."""
SHORT_DRAFT = """Subject: Samples for Leeds

Hi Dana,

Just touching base about the samples for the Leeds store. I haven't heard back from you since Tuesday.
Is this deal still alive?

Best,
Marco
"""
PASSIVE_DRAFT = """Hi Ana,

Your request was reviewed on Monday, and the samples will be sent this week.

Best,
Marco
"""


def main() -> int:
    source = treebank.folder()
    if source is None:
        print("The treebank is not there: set UNPUSHY_TREEBANK to its folder.", file=sys.stderr)
        return 2
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ["UNPUSHY_CACHE_DIR"] = str(work / "cache")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
        drafts = work / "drafts"
        words = write_drafts(source, drafts)
        short = work / "short.txt"
        short.write_text(SHORT_DRAFT, encoding="utf-8")
        missed += report(
            "one short draft, cold / importing spaCy and making a blank pipeline",
            1.25,
            commands([*UNPUSHY, "check", "--isolated", str(short)], SPACY_BLANK, rounds=9),
        )
        run = [*UNPUSHY, "check", "--isolated", "--output-format", "concise"]
        phrases = [*run, "--ignore", ",".join(NO_PHRASES)]
        missed += report(
            f"{FILES} drafts, {words:,} words, checked by phrases / a process that tokenises them with spaCy",
            1.0,
            commands(
                [*phrases, str(drafts)], [sys.executable, str(HERE / "jobs.py"), "tokenize", str(drafts)], 5
            ),
        )
        missed += report(
            "the same on one core, start-up left out on both sides",
            None,
            timed(["lint-unparsed", str(drafts)], ["tokenize", str(drafts)], rounds=5),
        )
        missed += report(
            "the same drafts, two processes / one",
            1 / 1.6,
            commands([*run, "--jobs", "2", str(drafts)], [*run, "--jobs", "1", str(drafts)], 3),
        )
        missed += report(
            "the same drafts, lists ten times as long / the shipped lists",
            1.15,
            timed(["lint-longer", str(drafts)], ["lint-unparsed", str(drafts)], rounds=5),
        )
        missed += _parsed(work, drafts)
        missed += _unchanged(short, drafts)
        missed += _others(drafts)
        missed += _mailbox(work, source)
        missed += _templates(work, source)
        missed += _many(work)
        missed += _editing(source)
        missed += report(
            "start-up of --help / importing spaCy and making a blank pipeline",
            0.15,
            commands([*UNPUSHY, "--help"], SPACY_BLANK, rounds=9),
        )
        missed += report(
            "start-up of --version / importing spaCy and making a blank pipeline",
            0.15,
            commands([*UNPUSHY, "--version"], SPACY_BLANK, rounds=9),
        )
    return 1 if missed else 0


def _editing(source: Path) -> int:
    """Typing in an editor, and the memory of its server."""
    sentences = [
        s for _, text in treebank.emails(source) for p in text.split("\n\n") for s in treebank.split(p)
    ]
    missed = 0
    figures = editing.measure(sentences)
    before, after = editing.memory(sentences)
    figures |= {"MB with 200 documents open": before, "MB after 10,000 edits": after}
    targets = (
        ("ms, median of a keystroke in 500 words", "median of 500 words", 3),
        ("ms, 99th percentile of that", "99th percentile of 500 words", 10),
        ("ms, 99th percentile of a keystroke in 20,000 words", "99th percentile of 20,000 words", 25),
        ("MB of the server with 200 documents open", "MB with 200 documents open", 300),
        ("MB after 10,000 edits", "MB after 10,000 edits", 300),
    )
    for what, key, target in targets:
        verdict = "ok" if figures[key] <= target else "MISSED"
        missed += figures[key] > target
        print(f"{figures[key]:6.1f}  (at most {target}: {verdict})  {what}", flush=True)
    missed += report("MB after 10,000 edits / before", _FLAT, [(after, before)], unit="MB")
    spacy = [_seconds(SPACY_BLANK) for _ in range(5)]
    first = [editing.first_findings() for _ in range(5)]
    what = "from the server's start to first findings / importing spaCy and making a blank pipeline"
    return missed + report(what, 1.8, list(zip(first, spacy, strict=True)))


def _seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def _parsed(work: Path, drafts: Path) -> int:
    """What the parser costs: in a large run, and in the first draft of a cold start."""
    job = [sys.executable, str(HERE / "jobs.py"), "share", str(drafts)]
    share, repeated = map(
        float, subprocess.run(job, capture_output=True, check=True, text=True).stdout.split()
    )
    print(
        f"{share:6.3f}  of the sentences are parsed ({repeated:.2f} of these stand in the drafts more than once)"
    )
    missed = report(
        "the same drafts on one core / without the rules that need a parse",
        3.0,
        timed(["lint", str(drafts)], ["lint-unparsed", str(drafts)], rounds=3),
    )
    missed += report(
        "the same, no sentence remembered / without the rules that need a parse",
        None,
        timed(["lint-forgetful", str(drafts)], ["lint-unparsed", str(drafts)], rounds=1),
    )
    passive = work / "passive.txt"
    passive.write_text(PASSIVE_DRAFT, encoding="utf-8")
    return missed + report(
        "one short draft with a passive, cold / importing spaCy and making a blank pipeline",
        1.5,
        commands([*UNPUSHY, "check", "--isolated", str(passive)], SPACY_BLANK, rounds=9),
    )


def _unchanged(short: Path, drafts: Path) -> int:
    """Runs over drafts that the cache knows."""
    missed = 0
    for what, path in (("one unchanged draft", short), (f"{FILES} unchanged drafts", drafts)):
        command = [*UNPUSHY, "check", "--isolated", "--output-format", "concise", str(path)]
        times = commands(command, SPACY_BLANK, rounds=9, cached=True)
        missed += report(f"{what} / importing spaCy and making a blank pipeline", 0.15, times)
    return missed


def _others(drafts: Path) -> int:
    """Other linters of prose over the same files; those that are not installed are named and left out."""
    node = HERE / "node_modules" / ".bin" / "write-good"
    proselint = Path(sys.executable).with_name("proselint")
    missed = 0
    for name, command in (
        ("write-good", [str(node), *sorted(map(str, drafts.iterdir()))]),
        ("proselint check", [str(proselint), "check", str(drafts)]),
    ):
        if not Path(command[0]).exists():
            print(f"     -  {name} is not installed (npm ci in tests/bench; pip install --group bench)")
            continue
        ours = [*UNPUSHY, "check", "--isolated", "--output-format", "concise", str(drafts)]
        missed += report(f"the same drafts / {name}", 1.0, commands(ours, command, rounds=1))
    return missed


def _mailbox(work: Path, source: Path) -> int:
    """Memory of a run over a mailbox of 100,000 messages, beside that over a tenth of them."""
    chance = random.Random(5)
    sentences = [
        s for _, text in treebank.emails(source) for p in text.split("\n\n") for s in treebank.split(p)
    ]
    peaks = []
    for count in (MESSAGES // 10, MESSAGES):
        path = work / f"{count}.mbox"
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                body = " ".join(chance.choices(sentences, k=4))
                file.write(
                    f"From a@b.example Mon Nov  3 10:00:00 2025\nFrom: a@b.example\nSubject: Note {number}\n\n{body}\n\n"
                )
        job = [sys.executable, str(HERE / "jobs.py"), "memory", str(path)]
        peaks.append(int(subprocess.run(job, capture_output=True, check=True, text=True).stdout))
    small, large = (peak / 1024 for peak in peaks)
    verdict = "ok" if large < MOST_MEMORY else "MISSED"
    print(
        f"{large:6.0f}  (MB, under {MOST_MEMORY}: {verdict})  a mailbox of {MESSAGES:,} messages; of a tenth: {small:.0f} MB"
    )
    return large >= MOST_MEMORY


def _templates(work: Path, source: Path) -> int:
    """A run over templates that are mostly markup, on one core, and over them unchanged."""
    sentences = [s for _, text in treebank.emails(source) for s in treebank.split(text)]
    folder = work / "templates"
    templates.write(sentences, folder)
    run = [*UNPUSHY, "check", "--isolated", "--output-format", "concise", "--jobs", "1", str(folder)]
    cold, unchanged = templates.COUNT / _seconds(run), min(_seconds(run) for _ in range(5))
    slow = cold < templates.LEAST_COLD, unchanged > templates.MOST_UNCHANGED
    for figure, aim, missed, what in (
        (cold, f"at least {templates.LEAST_COLD}", slow[0], "templates of 20 kB a second, cold, on one core"),
        (unchanged, f"at most {templates.MOST_UNCHANGED}", slow[1], "s for 1,000 of them unchanged"),
    ):
        print(f"{figure:6.2f}  ({aim}: {'MISSED' if missed else 'ok'})  {what}", flush=True)
    return sum(slow)


def _many(work: Path) -> int:
    """Memory of a first run over 10,000 drafts, and the answer to a change in one of them."""
    drafts = work / "many"
    watching.write(drafts)
    job = [sys.executable, str(HERE / "jobs.py"), "memory", str(drafts)]
    memory = int(subprocess.run(job, capture_output=True, check=True, text=True).stdout) / 1024
    seconds = watching.answers(drafts)
    for value, most, what in (
        (memory, MOST_MEMORY, f"MB of a first run over {watching.DRAFTS:,} drafts"),
        (seconds, 0.5, f"s until a change in one of {watching.DRAFTS:,} watched drafts is answered"),
    ):
        print(f"{value:6.2f}  (at most {most}: {'ok' if value <= most else 'MISSED'})  {what}", flush=True)
    return (memory > MOST_MEMORY) + (seconds > 0.5)


def write_drafts(source: Path, folder: Path) -> int:
    """Drafts of new passages made of the treebank's sentences (seeded); returns the count of words."""
    folder.mkdir()
    chance = random.Random(2026)
    sentences = [
        s for _, text in treebank.emails(source) for p in text.split("\n\n") for s in treebank.split(p)
    ]
    total = 0
    for number in range(FILES):
        paragraphs: list[str] = []
        words = 0
        while words < WORDS_A_FILE:
            paragraph = " ".join(chance.choices(sentences, k=chance.randint(1, 5)))
            words += len(paragraph.split())
            paragraphs.append(paragraph)
        total += words
        (folder / f"{number:03}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return total


def commands(
    first: Sequence[str], second: Sequence[str], rounds: int, *, cached: bool = False
) -> list[tuple[float, float]]:
    """Wall-clock seconds of two commands, in turn; the first round warms the disk and is dropped.

    Results that were kept are forgotten before each, unless they are what is measured.
    """

    def run(command: Sequence[str]) -> float:
        if not cached:
            for path in Path(os.environ["UNPUSHY_CACHE_DIR"]).glob("results-*"):
                path.unlink()
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return time.perf_counter() - start

    return [(run(first), run(second)) for _ in range(rounds + 1)][1:]


def timed(first: Sequence[str], second: Sequence[str], rounds: int) -> list[tuple[float, float]]:
    """Seconds that two jobs of ``jobs.py`` tell of themselves (imports left out), in turn."""

    def run(job: Sequence[str]) -> float:
        out = subprocess.run([sys.executable, str(HERE / "jobs.py"), *job], capture_output=True, check=True)
        return float(out.stdout)

    return [(run(first), run(second)) for _ in range(rounds)]


def report(what: str, target: float | None, times: list[tuple[float, float]], unit: str = "s") -> int:
    """Print one figure; returns 1 where it misses its target, if it has one."""
    ratio = statistics.median(a / b for a, b in times)
    ours, other = (statistics.median(side) for side in zip(*times, strict=True))
    missed = target is not None and ratio > target
    aim = "no target" if target is None else f"at most {target:.2f}: {'MISSED' if missed else 'ok'}"
    print(f"{ratio:6.2f}  ({aim})  {ours:.3f} {unit} / {other:.3f} {unit}  {what}", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
