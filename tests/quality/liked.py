"""What blind readers said of sampled safe rewrites: part of ``make quality``.

``rewrite-verdicts.tsv`` holds 150 passages before and after one safe rewrite. Two readers saw the two in
random order, without knowing which was which, and said of each whether it is grammatical, and which one they would
rather get. Those that unpushy makes no more are counted apart: their verdicts speak of an earlier state.
"""

from __future__ import annotations

from pathlib import Path

from unpushy.finding import RewriteKind
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.rewrite import apply_edits

VERDICTS = Path(__file__).with_name("rewrite-verdicts.tsv")


def report(linter: Linter) -> None:
    """Print the shares of each reader, and how many of the rewrites are still made."""
    rows = [
        line.split("\t")
        for line in VERDICTS.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    made = sum(after in _rewritten(linter, before) for _, before, after, *_ in rows)
    print(f"safe rewrites judged blind: {len(rows)}, of which {made} are made today")
    for reader in (0, 1):
        verdicts = [row[3 + 2 * reader : 5 + 2 * reader] for row in rows]
        good = sum(grammatical == "y" for grammatical, _ in verdicts) / len(rows)
        new, same = (sum(choice == what for _, choice in verdicts) / len(rows) for what in ("new", "="))
        print(
            f"  reader {reader + 1}: grammatical {good:.3f}, preferred to the original {new:.3f}, equal {same:.3f}"
        )


def _rewritten(linter: Linter, before: str) -> set[str]:
    return {
        apply_edits(before, rewrite.edits)
        for finding in linter.check(parse(before, "plain"))
        for rewrite in finding.rewrites
        if rewrite.kind is RewriteKind.SAFE
    }
