"""Jobs that ``bench.py`` times, each in a process of its own; prints its seconds, imports left out."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path


def lint(folder: Path, *, longer: bool) -> float:
    from unpushy.config import Config, cache_folder
    from unpushy.formats import read
    from unpushy.linter import Linter
    from unpushy.phrases.matcher import PhraseMatcher
    from unpushy.rules import RuleSet

    read(b"Warm up the formats.\n", "a.txt")
    rules = RuleSet.load(cache_folder())
    if longer:
        rules = RuleSet(PhraseMatcher(ten_times(folder)), rules.coded)
    linter = Linter(rules, Config())
    start = time.perf_counter()
    for path in sorted(folder.iterdir()):
        linter.check(read(path.read_bytes(), path.name))
    return time.perf_counter() - start


def ten_times(folder: Path):  # type: ignore[no-untyped-def]
    """The shipped lists, with nine times as many patterns cut out of the drafts and put together anew."""
    from unpushy.phrases.build import Builder
    from unpushy.phrases.load import built_in_files, parse_pattern, read_classes, read_list

    classes_path, *lists = built_in_files()
    classes = read_classes(classes_path)
    builder = Builder(classes)
    for path in lists:
        builder.add(read_list(path))
    chance = random.Random(7)
    words = [
        w for p in list(folder.iterdir())[:50] for w in p.read_text(encoding="utf-8").split() if w.isalpha()
    ]
    for _ in range(9 * len(builder.pattern_texts)):
        at = chance.randrange(len(words) - 5)
        cut = [
            *words[at : at + chance.randint(2, 3)],
            "[{adverb}]",
            chance.choice(words),
            chance.choice(words),
        ]
        node = parse_pattern(classes_path, "", " ".join(cut), classes, "bench")
        builder._patterns.append((node, 0))
    return builder.compiled()


def tokenize(folder: Path) -> float:
    import spacy

    nlp = spacy.blank("en")
    start = time.perf_counter()
    for path in sorted(folder.iterdir()):
        nlp.make_doc(path.read_text(encoding="utf-8"))
    return time.perf_counter() - start


def memory(mailbox: Path) -> int:
    """The most memory (kB) that a check of a mailbox or one of its processes took."""
    import resource
    import subprocess

    command = [sys.executable, "-m", "unpushy", "check", "--isolated", "--statistics", str(mailbox)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


if __name__ == "__main__":
    job, where = sys.argv[1], Path(sys.argv[2])
    if job == "memory":
        print(memory(where))
        sys.exit()
    print(tokenize(where) if job == "tokenize" else lint(where, longer=job == "lint-longer"))
