"""Trains the reader of acts and writes ``unpushy/language/acts.bin``: ``make reader``.

Data: the labelled emails in ``acts/``, clean sentences of the UD English Web Treebank's train split, and what
unpushy itself calls flagged and clean (``own_words``).
Thresholds come from predictions of files that no phrase list was tuned on, each by a model that has not seen
it, so that what phrases find there is what they find in unseen mail. Prints what both find together, and keeps
those predictions (``held_out``) for ``calibration`` and ``worst_errors``.
"""

from __future__ import annotations

import lzma
import marshal
import math
import random
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import held_out
import numpy as np
import own_words
import treebank
from own_words import PASSIVE_VOICE
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "quality"))
import corpus
from unpushy.config import Config, cache_folder
from unpushy.formats import parse
from unpushy.language.acts import FAMILIES, MODEL
from unpushy.language.confidence import logit, probability
from unpushy.language.parts import SLOT_BITS, check, framed, parts, runs, slot
from unpushy.language.tokens import norms_of_text
from unpushy.linter import Linter
from unpushy.rules import RuleSet

HERE = Path(__file__).parent
REGULARITY = 0.3
"""Inverse strength of regularisation: 0.1 to 1 were tried."""
MOST_PARTS = 240_000
"""Parts that are kept: those that weigh most."""
NOT_TUNED = ("mild", "voices", "pairs", "long", "hard", "officialese", "meaning")
"""Files that no phrase list was tuned on."""
LIKELY_KNOWN = 0.5
"""What a phrase found is believed where it is at least as likely right."""
PRECISION = 0.92
"""Wanted of what is flagged without a phrase."""
MOST_IN_MAIL = 0.005
"""Share of the clean sentences of real mail that a family may flag without a phrase."""
ACT_WORDS = 1_500
"""Runs of norms that tell the acts of a family apart."""
SEED = 2026

Example = tuple[str, frozenset[str]]


def labelled() -> dict[str, list[corpus.LabelledEmail]]:
    """The emails of each file."""
    return {path.stem: list(corpus._emails(path)) for path in sorted((HERE / "acts").glob("*.txt"))}


def sentences(emails: Iterable[corpus.LabelledEmail]) -> list[corpus.Sentence]:
    return [s for email in emails for _, _, s in email.draft()[1]]


class Real(NamedTuple):
    """A sentence of the treebank."""

    text: str
    rules: frozenset[str]
    is_mail: bool

    @property
    def is_clean_mail(self) -> bool:
        return self.is_mail and not self.rules


def real_sentences() -> list[Real]:
    """Sentences of the treebank's train split, without those of which the labels are open."""
    with (HERE / "acts" / "treebank.tsv").open(encoding="utf-8") as file:
        labels = dict(line.rstrip("\n").split("\t") for line in file if not line.startswith("#"))
    out: dict[str, Real] = {}
    name = label = ""
    with lzma.open(treebank.folder() / "en_ewt-ud-train.conllu.xz", "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc id = "):
                name = line[14:]
            elif line.startswith("# sent_id = "):
                label = labels.get(line[12:].strip(), "-")
            elif line.startswith("# text = ") and label != "?":
                text = line[9:].strip()
                out[text] = Real(text, frozenset(label.split(",")) - {"-"}, name.startswith("email"))
    sentences = list(out.values())
    random.Random(SEED).shuffle(sentences)
    return sentences


class Data:
    """What the parts of each sentence count, by the root of its length: a row each."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.rules = [rules for _, rules in examples]
        held, counts, sizes, lengths = array("Q"), array("f"), [], []
        for text, _ in examples:
            norms = framed(norms_of_text(text))
            lengths.append(len(norms))
            before = len(held)
            for part, value, _, _ in parts(norms):
                held.append(part)
                counts.append(value)
            sizes.append(len(held) - before)
        rows = np.repeat(np.arange(len(examples), dtype=np.int32), sizes)
        known, columns = np.unique(np.frombuffer(held, np.uint64), return_inverse=True)
        values = np.frombuffer(counts, np.float32) / np.sqrt(np.repeat(lengths, sizes))
        matrix = csr_matrix((values, (rows, columns.astype(np.int32))), shape=(len(examples), len(known)))
        repeated = np.bincount(matrix.indices, minlength=len(known)) > 1
        self.parts = known[repeated]
        self.matrix = matrix[:, repeated].tocsr()


class Trained:
    """A model in the making: the weights of parts, from one regression a family."""

    def __init__(self, data: Data, rows: Sequence[int], most: int | None = None) -> None:
        """``most``: fit once more on so many parts, those that weighed most in slots of their own."""
        frequency = np.bincount(data.matrix[rows].indices, minlength=len(data.parts))
        self._fit(data, rows, frequency, np.flatnonzero(frequency > 1))
        if most is not None:
            slots: dict[int, int] = {}
            for place in np.argsort(-np.abs(self.weights).max(axis=0), kind="stable")[:most]:
                slots.setdefault(slot(int(data.parts[place])), int(place))
            self._fit(data, rows, frequency, np.array(sorted(slots.values())))

    def _fit(self, data: Data, rows: Sequence[int], frequency: np.ndarray, known: np.ndarray) -> None:
        self.parts = [int(part) for part in data.parts[known]]
        rarity = np.log(len(rows) / frequency[known]) + 1
        seen = data.matrix[rows][:, known].multiply(rarity).tocsr()
        weights, biases = [], []
        for family in FAMILIES:
            kept = [n for n, row in enumerate(rows) if not arguable(data.rules[row], family)]
            wanted = np.array([presses(data.rules[rows[n]], family) for n in kept])
            model = LogisticRegression(
                C=REGULARITY, dual=True, tol=0.02, max_iter=100, solver="liblinear", random_state=SEED
            )
            model.fit(seen[kept], wanted)
            weights.append(model.coef_[0] * rarity)
            biases.append(float(model.intercept_[0]))
        self.bias = tuple(biases)
        self.known = np.array(weights)
        """By family and part of ``parts``."""
        self.weights = np.zeros((len(FAMILIES), len(data.parts)))
        self.weights[:, known] = self.known

    def logits(self, data: Data, rows: Sequence[int]) -> np.ndarray:
        """By row and family."""
        return data.matrix[rows] @ self.weights.T + np.array(self.bias)


def presses(rules: frozenset[str], family: str) -> bool:
    return any(rule.startswith(family) and rule != PASSIVE_VOICE for rule in rules)


def arguable(rules: frozenset[str], family: str) -> bool:
    """Whether passive voice is all that a sentence has of a family."""
    return family == "passive" and PASSIVE_VOICE in rules and not presses(rules, family)


def found_by_phrases(emails: Iterable[corpus.LabelledEmail]) -> np.ndarray:
    """By sentence and family: whether a phrase rule flags it."""
    linter = Linter(RuleSet.load(cache_folder()), Config(reader=False, ignore=(PASSIVE_VOICE,)))
    out = []
    for email in emails:
        text, places = email.draft()
        findings = linter.check(parse(text, "plain"))
        for start, end, _ in places:
            inside = {f.family for f in findings if f.span.start < end and f.span.end > start}
            out.append([family in inside for family in FAMILIES])
    return np.array(out)


def thresholds(
    files: dict[str, list[corpus.LabelledEmail]], real: Sequence[Real], data: Data
) -> tuple[list[float], list[float]]:
    """By family: probabilities from which a sentence counts without a phrase, and with one.

    Each file, and a part of the real mail, is read by a model that has not seen it. ``data`` has the
    sentences of the files, one file after the other, then the real ones, then others.
    """
    place, rows_of = 0, {}
    for name, emails in files.items():
        rows_of[name] = range(place, place + len(sentences(emails)))
        place = rows_of[name].stop
    logits, quiet = [], []
    for number, name in enumerate(NOT_TUNED):
        rest = [row for other, rows in rows_of.items() if other != name for row in rows]
        rest += [place + at for at in range(len(real)) if at % len(NOT_TUNED) != number]
        rest += range(place + len(real), len(data.rules))
        held = [place + at for at in range(number, len(real), len(NOT_TUNED)) if real[at].is_clean_mail]
        model = Trained(data, rest)
        logits.append(model.logits(data, rows_of[name]))
        quiet.append(model.logits(data, held))
    mail = np.concatenate(quiet)
    tried = [s for name in NOT_TUNED for s in sentences(files[name])]
    found = np.concatenate(logits)
    phrases = np.concatenate([found_by_phrases(files[name]) for name in NOT_TUNED])
    flagged = np.zeros_like(phrases)
    golds = np.array([[presses(s.rules, family) for family in FAMILIES] for s in tried])
    judged = np.array([[not arguable(s.rules, family) for family in FAMILIES] for s in tried])
    least_new, least_known = [], []
    for column, family in enumerate(FAMILIES):
        counts = judged[:, column]
        new, known = limits(found[counts, column], phrases[counts, column], golds[counts, column])
        new = max(new, float(np.quantile(mail[:, column], 1 - MOST_IN_MAIL)))
        flagged[:, column] = found[:, column] >= np.where(phrases[:, column], known, new)
        flagged[~counts, column] = phrases[~counts, column] = False
        least_new.append(probability(new))
        least_known.append(probability(known))
        loud = (mail[:, column] >= new).mean()
        print(f"{family}: new from {least_new[-1]:.2f}, known from {least_known[-1]:.2f}, of mail {loud:.4f}")
    limit_new, limit_known = (np.array([*map(logit, least)]) for least in (least_new, least_known))
    held_out.save(held_out.HeldOut(found, phrases, golds, judged, mail, limit_new, limit_known))
    for title, what in (("phrases", phrases), ("with the reader", flagged)):
        print(f"  {title}: {summary(what, golds, np.array([s.style for s in tried]))}")
    return least_new, least_known


def limits(logits: np.ndarray, phrases: np.ndarray, gold: np.ndarray) -> tuple[float, float]:
    """The logits from which a sentence counts, without a phrase and with one."""
    order = np.argsort(-logits[~phrases], kind="stable")
    right = np.cumsum(gold[~phrases][order]) / np.arange(1, len(order) + 1)
    new = logits[~phrases][order][np.flatnonzero(right >= PRECISION)[-1]]
    model = LogisticRegression(C=10.0).fit(logits[phrases, None], gold[phrases])
    wanted = math.log(LIKELY_KNOWN / (1 - LIKELY_KNOWN))
    return float(new), float((wanted - model.intercept_[0]) / model.coef_[0][0])


def summary(flagged: np.ndarray, gold: np.ndarray, style: np.ndarray) -> str:
    right = flagged & gold
    recall = {name: right[style == name].sum() / gold[style == name].sum() for name in ("common", "fresh")}
    return (
        f"precision {right.sum() / flagged.sum():.3f}, common {recall['common']:.3f}, fresh {recall['fresh']:.3f}, "
        f"hard negatives {flagged[style == 'twin'].any(axis=1).mean():.4f}"
    )


def acts(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Which runs of norms tell the acts of a family apart."""
    out: dict[str, dict[str, float]] = {}
    for family in FAMILIES:
        own = [(text, rules) for text, rules in examples if presses(rules, family)]
        rows = [set(runs(framed(norms_of_text(text)))) for text, _ in own]
        common = [r for r, c in Counter(run for row in rows for run in row).most_common(ACT_WORDS) if c >= 3]
        places = {run: n for n, run in enumerate(sorted(common))}
        held = [(n, places[run]) for n, row in enumerate(rows) for run in row if run in places]
        data = csr_matrix(([1.0] * len(held), tuple(zip(*held, strict=True))), shape=(len(rows), len(places)))
        for rule in sorted({r for _, rules in own for r in rules if r.startswith(family)} - {PASSIVE_VOICE}):
            model = LogisticRegression(C=0.5, max_iter=500, solver="liblinear", random_state=SEED)
            model.fit(data, np.array([rule in rules for _, rules in own]))
            weights = {run: round(float(model.coef_[0][n]), 2) for run, n in places.items()}
            out[rule] = {run: weight for run, weight in weights.items() if abs(weight) >= 0.1}
            out[rule][""] = round(float(model.intercept_[0]), 2)
    return out


def packed(model: Trained) -> tuple[bytes, bytes, float]:
    """The table of weights as ``acts.Model`` holds it: checks, weights and their scale."""
    weights = model.known
    largest = float(np.quantile(np.abs(weights).max(axis=0), 0.9999))
    scale = largest / 32_000
    whole = np.clip(np.round(weights / scale), -32_767, 32_767).astype(int)
    checks, table = array("H", bytes(2 << SLOT_BITS)), array("h", bytes(6 << SLOT_BITS))
    for place, part in enumerate(model.parts):
        at = slot(part)
        checks[at] = check(part)
        table[3 * at : 3 * at + 3] = array("h", (int(w) for w in whole[:, place]))
    return checks.tobytes(), table.tobytes(), scale


def main() -> None:
    files = labelled()
    real = real_sentences()
    examples = [(s.text, s.rules) for emails in files.values() for s in sentences(emails)]
    data = Data([*examples, *((one.text, one.rules) for one in real), *own_words.labelled().items()])
    least_new, least_known = thresholds(files, real, data)
    model = Trained(data, range(len(data.rules)), MOST_PARTS)
    checks, table, scale = packed(model)
    plain = (checks, table, scale, model.bias, tuple(least_new), tuple(least_known), acts(examples))
    MODEL.write_bytes(zlib.compress(marshal.dumps(plain, 4), 9))
    print(f"{len(model.parts):,} parts kept of {len(examples):,} sentences; {MODEL.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
