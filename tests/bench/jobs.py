"""Jobs that ``bench.py`` times, each in a process of its own; prints its seconds, imports left out."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path


def lint(folder: Path, *, longer: bool = False, parsed: bool = True, forgetful: bool = False) -> float:
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
    if parsed:
        linter.check(read(b"The plan was sent.\n", "a.txt"))  # loads the pipeline
    start = time.perf_counter()
    for path in sorted(folder.iterdir()):
        if forgetful and linter._parsing:
            linter._parsing._kept.clear()
        linter.check(read(path.read_bytes(), path.name), parsed=parsed)
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


def share(folder: Path) -> str:
    """The share of sentences that are parsed, and how many of those are repeated."""
    from unpushy.config import Config, cache_folder
    from unpushy.formats import read
    from unpushy.language.reading import Reading
    from unpushy.linter import Linter
    from unpushy.rules import RuleSet

    linter = Linter(RuleSet.load(cache_folder()), Config())
    count, texts = 0, []
    for path in sorted(folder.iterdir()):
        for passage in read(path.read_bytes(), path.name).passages:
            tokens = Reading(passage.text).tokens
            count += len(tokens.sents)
            for first, stop in linter._to_parse(passage.text):
                texts.append(passage.text[tokens.starts[first] : tokens.ends[stop - 1]])
    return f"{len(texts) / count} {1 - len(set(texts)) / len(texts)}"


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
    if job == "share":
        print(share(where))
    elif job == "tokenize":
        print(tokenize(where))
    else:
        parsed = job not in {"lint-unparsed", "lint-longer"}
        print(lint(where, longer=job == "lint-longer", parsed=parsed, forgetful=job == "lint-forgetful"))
