"""Judgement, measured: ``make quality``.

Precision, recall and F1 on the labelled corpus, by family and by style, with bootstrap intervals.
Of the open part every error is listed; of the sealed part only totals are shown.
``--reveal N`` moves N sealed emails to the open part, for good.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import agreement
import grammar
import kind
import liked

import corpus
from unpushy.config import Config, cache_folder
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.rules import RuleSet
from unpushy.rules._reads import Asked

FAMILIES = ("pushy", "passive", "scolding")
NOT_YET: frozenset[str] = frozenset()
"""Rules that nothing looks for yet: their sentences don't count for their family."""
_ROUNDS = 1000


@dataclass
class Judged:
    """One sentence: what its labels say and what was found."""

    email: str
    sentence: corpus.Sentence
    gold: frozenset[str]
    found: frozenset[str]
    rules: frozenset[str]
    open_to: frozenset[str]
    """Families in which a finding is neither right nor wrong."""
    with_rewrite: int = 0
    with_safe: int = 0
    findings: int = 0
    excerpts: list[str] = field(default_factory=list)


def judge(linter: Linter, emails: Iterable[corpus.LabelledEmail]) -> list[Judged]:
    out = []
    for email in emails:
        text, places = email.draft()
        findings = [f for f in linter.check(parse(text, "eml")) if f.family in FAMILIES]
        for start, end, sentence in places:
            here = [f for f in findings if f.span.start < end and start < f.span.end]
            gold = {rule.partition("/")[0] for rule in sentence.rules - NOT_YET}
            out.append(
                Judged(
                    email.id,
                    sentence,
                    frozenset(gold),
                    frozenset(f.family for f in here),
                    frozenset(f.rule for f in here),
                    frozenset(sentence.families - gold),
                    sum(bool(f.rewrites) for f in here),
                    sum(any(r.kind == "safe" for r in f.rewrites) for f in here),
                    len(here),
                    [f"{f.rule} «{' '.join(f.excerpt.split())}»" for f in here],
                )
            )
    return out


def judge_alone(rules: RuleSet, emails: Iterable[corpus.LabelledEmail]) -> list[Judged]:
    """What the trained reader flags where no phrase is looked for."""
    out = []
    for email in emails:
        for _, _, sentence in email.draft()[1]:
            gold = {rule.partition("/")[0] for rule in sentence.rules - NOT_YET}
            found = rules.reads_as(sentence.text, Asked(frozenset(FAMILIES)))
            out.append(
                Judged(
                    email.id,
                    sentence,
                    frozenset(gold),
                    found,
                    frozenset(),
                    frozenset(sentence.families - gold),
                )
            )
    return out


def ratio(hits: int, total: int) -> float:
    return hits / total if total else float("nan")


def precision(judged: list[Judged], family: str | None = None) -> float:
    pairs = [(f, j) for j in judged for f in j.found - j.open_to if family in (None, f)]
    return ratio(sum(f in j.gold for f, j in pairs), len(pairs))


def recall(judged: list[Judged], family: str | None = None, style: str | None = None) -> float:
    pairs = [
        (f, j) for j in judged if style in (None, j.sentence.style) for f in j.gold if family in (None, f)
    ]
    return ratio(sum(f in j.found for f, j in pairs), len(pairs))


def f1(judged: list[Judged], family: str | None = None) -> float:
    p, r = precision(judged, family), recall(judged, family)
    return 2 * p * r / (p + r) if p + r else 0.0


def twins_flagged(judged: list[Judged]) -> float:
    twins = [j for j in judged if j.sentence.style == "twin"]
    return ratio(sum(bool(j.found - j.open_to) for j in twins), len(twins))


def interval(judged: list[Judged], measure: Callable[[list[Judged]], float]) -> str:
    """The measure with its 95 % bootstrap interval, resampled by email."""
    by_email: dict[str, list[Judged]] = {}
    for j in judged:
        by_email.setdefault(j.email, []).append(j)
    groups = list(by_email.values())
    chance = random.Random(1)
    values = sorted(
        value
        for _ in range(_ROUNDS)
        if (value := measure([j for group in chance.choices(groups, k=len(groups)) for j in group])) == value
    )
    if not values:
        return "    -"
    low, high = values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]
    return f"{measure(judged):.3f} [{low:.3f}, {high:.3f}]"


def report(title: str, judged: list[Judged]) -> None:
    flagged = sum(bool(j.gold) for j in judged)
    twins = sum(j.sentence.style == "twin" for j in judged)
    emails = len({j.email for j in judged})
    print(f"{title}: {emails} emails, {len(judged)} sentences, {flagged} flagged, {twins} hard negatives")
    print(f"  {'':10}{'precision':24}{'recall':24}{'common':24}{'fresh':24}{'F1':24}")
    for family in (*FAMILIES, None):
        row = [
            interval(judged, lambda js, f=family: precision(js, f)),
            interval(judged, lambda js, f=family: recall(js, f)),
            interval(judged, lambda js, f=family: recall(js, f, "common")),
            interval(judged, lambda js, f=family: recall(js, f, "fresh")),
            interval(judged, lambda js, f=family: f1(js, f)),
        ]
        print(f"  {family or 'all':10}" + "".join(f"{cell:24}" for cell in row))
    print(f"  hard negatives flagged: {interval(judged, twins_flagged)}")
    findings = sum(j.findings for j in judged)
    rewrites, safe = sum(j.with_rewrite for j in judged), sum(j.with_safe for j in judged)
    if not findings:
        return
    print(
        f"  findings with a rewrite: {ratio(rewrites, findings):.3f}, with a safe one: {ratio(safe, findings):.3f}"
    )


def by_rule(judged: list[Judged]) -> None:
    """Of each rule, how many sentences with its label are flagged in its family (open part only)."""
    rules = sorted({rule for j in judged for rule in j.sentence.rules})
    print("  rule: found of common, found of fresh (by family), found by the rule itself")
    for rule in rules:
        cells = []
        own = 0
        for style in corpus.FLAGGED_STYLES:
            labelled = [j for j in judged if rule in j.sentence.rules and j.sentence.style == style]
            cells.append(f"{sum(rule.partition('/')[0] in j.found for j in labelled)}/{len(labelled)}")
            own += sum(rule in j.rules for j in labelled)
        print(f"  {rule:28}{cells[0]:>8}{cells[1]:>8}{own:>6}")


def errors(judged: list[Judged]) -> None:
    for j in judged:
        for family in sorted(j.found - j.gold - j.open_to):
            excerpts = "; ".join(e for e in j.excerpts if e.startswith(family))
            print(f"  FALSE  {j.email} [{j.sentence.style}] {j.sentence.text}\n         {excerpts}")
    for j in judged:
        for family in sorted(j.gold - j.found):
            names = ", ".join(sorted(rule for rule in j.sentence.rules if rule.startswith(family)))
            print(f"  MISSED {j.email} [{j.sentence.style}] {names}: {j.sentence.text}")


def reveal(count: int) -> None:
    """Move sealed emails to the open part: the first of each file in turn."""
    for path in sorted((corpus.ROOT / "sealed").glob("*.txt"))[:count]:
        first, *rest = path.read_text(encoding="utf-8").strip().split("\n\n== ")
        with (corpus.ROOT / "open" / path.name).open("a", encoding="utf-8") as file:
            file.write("\n" + first + "\n")
        if rest:
            path.write_text("\n\n".join("== " + block for block in rest) + "\n", encoding="utf-8")
        else:
            path.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--reveal", type=int, metavar="N", help="move N sealed emails to the open part, for good"
    )
    parser.add_argument("--errors", action="store_true", help="list every error of the open part")
    arguments = parser.parse_args()
    if arguments.reveal:
        reveal(arguments.reveal)
    rules = RuleSet.load(cache_folder())
    linter, phrases = Linter(rules, Config()), Linter(rules, Config(reader=False))
    judged = judge(linter, corpus.read("open"))
    report("open", judged)
    by_rule(judged)
    if arguments.errors:
        errors(judged)
    for part in ("sealed", "unseen"):
        emails = corpus.read(part)
        report(f"{part} (totals only)", judge(linter, emails))
        report(f"{part}, phrases without the trained reader", judge(phrases, emails))
        report(f"{part}, the trained reader without phrases", judge_alone(rules, emails))
    agreement.report()
    kind.report(linter, "kind mail")
    kind.report(phrases, "kind mail, phrases without the trained reader")
    liked.report(linter)
    for part in ("open", "sealed"):
        grammar.report(linter, part, corpus.read(part))
    return 0


if __name__ == "__main__":
    sys.exit(main())
