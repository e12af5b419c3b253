"""Trains the reader of acts and writes ``unpushy/language/acts.bin``: ``make reader``.

Data: the labelled emails in ``acts/``, and clean sentences of the UD English Web Treebank's train split.
Thresholds come from predictions of each file by a model that has not seen it (leave one file out): the
lowest at which the sentences that the phrase rules miss are flagged with the wanted precision, and at
which real mail stays quiet enough. Prints those figures.
"""

from __future__ import annotations

import lzma
import marshal
import math
import random
import sys
from array import array
from collections import Counter
from pathlib import Path

import numpy as np
import treebank
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "quality"))
import corpus
from unpushy.language.acts import FAMILIES, MODEL, PIECE_SHARE, framed, pieces, runs
from unpushy.language.tokens import norms_of_text

HERE = Path(__file__).parent
NOT_READ = "passive/passive-voice"
CLEAN = 3_000
"""Clean sentences of the treebank to learn from; as many more tell how quiet real mail stays."""
REGULARITY = 0.3
"""Inverse strength of regularisation: 0.03 to 0.3 were tried."""
NOT_TUNED = ("academia", "colleagues", "property-and-services")
"""Files that no phrase list was tuned on: what the reader adds to the phrases is measured there."""
PRECISION = {"pushy": 0.93, "passive": 0.92, "scolding": 0.95}
"""Wanted of what is flagged beside the phrase rules."""
MOST_IN_MAIL = 0.004
"""Share of the sentences of real mail that may be flagged."""
ACT_WORDS = 1_500
"""Runs of norms that tell the acts of a family apart."""
SEED = 2026


def features(text: str) -> dict[str, float]:
    """Runs and pieces of a sentence with their counts, by the root of its length."""
    norms = framed(norms_of_text(text))
    counts: Counter[str] = Counter(run for _, _, run in runs(norms))
    for norm in norms:
        for piece in pieces(norm):
            counts[piece] += PIECE_SHARE  # type: ignore[assignment]
    length = math.sqrt(len(norms))
    return {run: count / length for run, count in counts.items()}


def labelled() -> dict[str, list[corpus.Sentence]]:
    """The sentences of each file."""
    out = {}
    for path in sorted((HERE / "acts").glob("*.txt")):
        emails = list(corpus._emails(path))
        sentences = [
            s for e in emails for s in (*filter(None, [e.subject]), *(s for p in e.paragraphs for s in p))
        ]
        out[path.stem] = sentences
    return out


def real_sentences() -> tuple[list[str], list[str]]:
    """Sentences of the treebank's train split: to learn from, and email alone to try on."""
    mail, other = [], []
    with lzma.open(treebank.folder() / "en_ewt-ud-train.conllu.xz", "rt", encoding="utf-8") as file:
        name = ""
        for line in file:
            if line.startswith("# newdoc id = "):
                name = line[14:]
            elif line.startswith("# text = "):
                (mail if name.startswith("email") else other).append(line[9:].strip())
    chance = random.Random(SEED)
    chance.shuffle(mail)
    chance.shuffle(other)
    return mail[: CLEAN // 2] + other[: CLEAN // 2], mail[CLEAN // 2 :]


class Trained:
    """A model in the making: vocabulary, inverse document frequencies, one regression a family."""

    def __init__(self, examples: list[tuple[str, frozenset[str]]]) -> None:
        rows = [features(text) for text, _ in examples]
        frequency = Counter(run for row in rows for run in row)
        self.places = {run: n for n, run in enumerate(sorted(r for r, c in frequency.items() if c >= 2))}
        self.idf = np.array([math.log(len(rows) / frequency[run]) + 1 for run in self.places])
        matrix = self._matrix(rows)
        self.models = []
        for family in FAMILIES:
            rules = [frozenset(r for r in labels if r.startswith(family)) for _, labels in examples]
            kept = [n for n, labels in enumerate(rules) if labels != {NOT_READ}]
            wanted = np.array([bool(rules[n] - {NOT_READ}) for n in kept])
            model = LogisticRegression(C=REGULARITY, max_iter=500, solver="liblinear", random_state=SEED)
            self.models.append(model.fit(matrix[kept], wanted))

    def _matrix(self, rows: list[dict[str, float]]) -> csr_matrix:
        at, columns, values = [], [], []
        for number, row in enumerate(rows):
            for run, value in row.items():
                place = self.places.get(run)
                if place is not None:
                    at.append(number)
                    columns.append(place)
                    values.append(value * self.idf[place])
        return csr_matrix((values, (at, columns)), shape=(len(rows), len(self.places)))

    def probabilities(self, texts: list[str]) -> np.ndarray:
        matrix = self._matrix([features(text) for text in texts])
        return np.array([model.predict_proba(matrix)[:, 1] for model in self.models]).T


def flagged_by_phrases(sentences: list[corpus.Sentence]) -> list[frozenset[str]]:
    """Families in which the phrase rules flag each sentence."""
    from unpushy.config import Config, cache_folder
    from unpushy.formats import parse
    from unpushy.linter import Linter
    from unpushy.rules import RuleSet

    readers = ("pushy/reads-pushy", "passive/reads-vague", "scolding/reads-scolding")
    linter = Linter(RuleSet.load(cache_folder()), Config(ignore=readers))
    return [frozenset(f.family for f in linter.check(parse(s.text, "plain"))) for s in sentences]


def thresholds(files: dict[str, list[corpus.Sentence]], clean: list[str], mail: list[str]) -> list[float]:
    """By family, from predictions of files by a model that has not seen them."""
    sentences = [s for name in NOT_TUNED for s in files[name]]
    by_phrases = flagged_by_phrases(sentences)
    held_out = []
    for name in NOT_TUNED:
        rest = [(s.text, s.rules) for other, file in files.items() if other != name for s in file]
        model = Trained(rest + [(text, frozenset()) for text in clean])
        held_out.append(model.probabilities([s.text for s in files[name]]))
    found = np.concatenate(held_out)
    quiet = model.probabilities(mail)
    out = []
    for column, family in enumerate(FAMILIES):
        gold = np.array([bool({r for r in s.rules if r.startswith(family)} - {NOT_READ}) for s in sentences])
        arguable = np.array([NOT_READ in s.rules and family == "passive" for s in sentences])
        new = np.array([family not in known for known in by_phrases]) & ~arguable
        best = 0.99
        for threshold in np.arange(0.98, 0.25, -0.01):
            taken = (found[:, column] >= threshold) & new
            right = (taken & gold).sum() / max(taken.sum(), 1)
            loud = (quiet[:, column] >= threshold).mean()
            if round(threshold * 100) % 5 == 0:
                line = f"{taken.sum()} new, {right:.3f} rightly, real mail {loud:.4f}"
                print(f"  {family} {threshold:.2f}: {line}")
            if right >= PRECISION[family] and loud <= MOST_IN_MAIL:
                best = float(threshold)
        taken = (found[:, column] >= best) & new
        print(
            f"{family}: from {best:.2f} on {taken.sum()} sentences beside the phrases, "
            f"{(taken & gold).sum() / max(taken.sum(), 1):.3f} of them rightly; of those that the phrases miss "
            f"{(taken & gold).sum() / (gold & new).sum():.3f}; of real mail {(quiet[:, column] >= best).mean():.4f}"
        )
        out.append(best)
    return out


def acts(sentences: list[corpus.Sentence]) -> dict[str, dict[str, float]]:
    """Which runs of norms tell the acts of a family apart."""
    out: dict[str, dict[str, float]] = {}
    for family in FAMILIES:
        own = [s for s in sentences if any(r.startswith(family) and r != NOT_READ for r in s.rules)]
        rows = [{run: 1.0 for _, _, run in runs(framed(norms_of_text(s.text)))} for s in own]
        common = [r for r, c in Counter(run for row in rows for run in row).most_common(ACT_WORDS) if c >= 3]
        places = {run: n for n, run in enumerate(common)}
        matrix = csr_matrix(
            (
                [1.0 for row in rows for run in row if run in places],
                (
                    [n for n, row in enumerate(rows) for run in row if run in places],
                    [places[run] for row in rows for run in row if run in places],
                ),
            ),
            shape=(len(rows), len(places)),
        )
        for rule in sorted({r for s in own for r in s.rules if r.startswith(family)} - {NOT_READ}):
            model = LogisticRegression(C=0.5, max_iter=500, solver="liblinear", random_state=SEED)
            model.fit(matrix, np.array([rule in s.rules for s in own]))
            weights = {run: round(float(model.coef_[0][n]), 2) for run, n in places.items()}
            out[rule] = {run: weight for run, weight in weights.items() if abs(weight) >= 0.1}
            out[rule][""] = round(float(model.intercept_[0]), 2)
    return out


def main() -> None:
    files = labelled()
    clean, mail = real_sentences()
    limits = thresholds(files, clean, mail)
    sentences = [s for file in files.values() for s in file]
    model = Trained([(s.text, s.rules) for s in sentences] + [(text, frozenset()) for text in clean])
    weights = np.array([m.coef_[0] * model.idf for m in model.models])
    kept = np.abs(weights).max(axis=0) >= np.abs(weights).max() * 0.004
    numbers = model.places
    for run in list(numbers):  # a run of three is looked for only where its first two are known
        if kept[numbers[run]] and run.count(" ") == 2:
            kept[numbers[run.rpartition(" ")[0]]] = True
    scale = float(np.abs(weights).max()) / 32_000
    runs_kept = [run for run, keep in zip(model.places, kept, strict=True) if keep]
    packed = tuple(array("h", (int(v) for v in np.round(row[kept] / scale))).tobytes() for row in weights)
    plain = (
        {run: n for n, run in enumerate(runs_kept)},
        packed,
        scale,
        tuple(float(m.intercept_[0]) for m in model.models),
        tuple(limits),
        acts(sentences),
    )
    MODEL.write_bytes(marshal.dumps(plain, 4))
    print(f"{len(runs_kept):,} of {len(model.places):,} runs and pieces kept; {MODEL.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
