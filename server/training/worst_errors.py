"""The errors of which the reader is surest, by kind: ``make reader-errors``.

On sentences of the files that no phrase list was tuned on, each read by a model that had not seen its file
(``held_out``); ``make reader`` comes before. Nothing of the test corpus is shown.
"""

from __future__ import annotations

import held_out
import numpy as np
from train_reader import FAMILIES, NOT_TUNED, labelled, sentences

MOST = 10


def main() -> None:
    held = held_out.load()
    files = labelled()
    tried = [s for name in NOT_TUNED for s in sentences(files[name])]
    if len(tried) != len(held.gold):
        raise SystemExit("the files have changed since make reader")
    style = np.array([s.style for s in tried])
    for column, family in enumerate(FAMILIES):
        logits, gold = held.logits[:, column], held.gold[:, column] | ~held.counts[:, column]
        flagged, phrases = held.flagged[:, column], held.phrases[:, column]
        missed = gold & held.counts[:, column] & ~flagged
        kinds = {
            "hard negatives flagged": (flagged & ~gold & ~phrases & (style == "twin"), -logits),
            "other clean sentences flagged": (flagged & ~gold & ~phrases & (style != "twin"), -logits),
            "wrong findings of phrases that it lets stand": (flagged & ~gold & phrases, -logits),
            "right findings of phrases that it lets fall": (missed & phrases, logits),
            "common wording missed": (missed & ~phrases & (style == "common"), logits),
            "fresh wording missed": (missed & ~phrases & (style == "fresh"), logits),
        }
        for kind, (rows, order) in kinds.items():
            print(f"{family}: {kind}: {rows.sum()}")
            for row in np.flatnonzero(rows)[np.argsort(order[rows], kind="stable")][:MOST]:
                rules = ", ".join(sorted(tried[row].rules)) or "clean"
                print(f"  {logits[row]:6.2f}  {rules}: {tried[row].text}")


if __name__ == "__main__":
    main()
