"""Turns the treebank into spaCy's binary format: one ``Doc`` for each sentence as the linter splits them.

Words of the treebank are aligned with spaCy's own tokens by their places in the text. A token that
holds several words takes the one whose head is outside; of several tokens in one word the last with a
letter takes its place, and the others hang on that.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import spacy
import treebank
from spacy.tokens import Doc, DocBin
from variants import variants

from unpushy.language.tokens import tokenize

SEED = 2026
HELD_BACK = 0.1
"""The share of train's documents (by their sentences) that the second run does not see."""


def sentences(paragraph: treebank.Paragraph) -> Iterator[tuple[int, int]]:
    """Where the linter's sentences begin and end in a paragraph (code points)."""
    tokens = tokenize(paragraph.text)
    for first, stop in pairwise([*tokens.sents, len(tokens)]):
        yield tokens.starts[first], tokens.ends[stop - 1]


def doc_of(nlp: spacy.Language, paragraph: treebank.Paragraph, start: int, end: int) -> Doc | None:
    """The annotated sentence at these places; None where it holds no word."""
    text = paragraph.text[start:end]
    doc = nlp.make_doc(" ".join(text.split()))
    places = _places(text)
    spans = [(start + places[t.idx], start + places[t.idx + len(t) - 1] + 1) for t in doc]
    held: list[list[int]] = [[] for _ in doc]
    pieces: dict[int, list[int]] = {}
    numbers = [n for n, w in enumerate(paragraph.words) if w.start < end and start < w.end]
    for token, (left, right) in enumerate(spans):
        for n in numbers:
            word = paragraph.words[n]
            if word.start < right and left < word.end:
                held[token].append(n)
                pieces.setdefault(n, []).append(token)
    if not pieces:
        return None
    at: dict[int, int] = {}
    for n, tokens in pieces.items():
        lettered = [t for t in tokens if any(c.isalnum() for c in doc[t].text)]
        at[n] = (lettered or tokens)[-1]
    tags, deps, heads = [], [], []
    for token in range(len(doc)):
        inside = set(held[token])
        if not inside:
            tags.append("")
            deps.append("dep")
            heads.append(max(token - 1, 0))
            continue
        outer = next((n for n in held[token] if paragraph.words[n].head not in inside), held[token][0])
        word = paragraph.words[outer]
        if at[outer] != token:
            lettered = any(c.isalnum() for c in doc[token].text)
            tags.append(word.tag if lettered else "HYPH" if doc[token].text == "-" else ":")
            deps.append("compound" if lettered else "punct")
            heads.append(at[outer])
            continue
        head = at.get(word.head) if word.head is not None else None
        rooted = head is None or head == token
        tags.append(word.tag)
        deps.append("ROOT" if rooted else word.dep)
        heads.append(token if rooted else head)
    if _loops(heads):
        return None
    return Doc(
        nlp.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=tags,
        deps=deps,
        heads=heads,
        user_data={"document": paragraph.document},
    )


def _places(text: str) -> list[int]:
    """Where each code point of the text with collapsed white space stands in the text."""
    out, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        if out:
            out.append(start - 1)
        out += range(start, start + len(word))
        at = start + len(word)
    return out


def _loops(heads: list[int]) -> bool:
    for token in range(len(heads)):
        seen, at = set(), token
        while heads[at] != at:
            if at in seen:
                return True
            seen.add(at)
            at = heads[at]
    return False


def docs(nlp: spacy.Language, path: Path) -> Iterator[Doc]:
    for paragraph in treebank.paragraphs(path):
        for start, end in sentences(paragraph):
            doc = doc_of(nlp, paragraph, start, end)
            if doc is not None:
                yield doc


def split(all_docs: Iterable[Doc]) -> tuple[list[Doc], list[Doc]]:
    """Train's documents, most of them, and those that the second run holds back."""
    by_name: dict[str, list[Doc]] = {}
    for doc in all_docs:
        by_name.setdefault(doc.user_data["document"], []).append(doc)
    names = sorted(by_name)
    random.Random(SEED).shuffle(names)
    total = sum(map(len, by_name.values()))
    kept: list[Doc] = []
    held: list[Doc] = []
    for name in names:
        (held if len(held) + len(by_name[name]) <= HELD_BACK * total else kept).extend(by_name[name])
    return kept, held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--treebank", default=None, help="folder of the treebank's files")
    arguments = parser.parse_args()
    source = treebank.folder(arguments.treebank)
    arguments.out.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")
    train = list(docs(nlp, source / "en_ewt-ud-train.conllu.xz"))
    dev = list(docs(nlp, source / "en_ewt-ud-dev.conllu.xz"))
    most, tenth = split(train)
    parts = {
        "train": [*train, *variants(train, SEED)],
        "dev": dev,
        "most": [*most, *variants(most, SEED)],
        "tenth": tenth,
    }
    for name, part in parts.items():
        DocBin(["TAG", "DEP", "HEAD"], docs=part, store_user_data=True).to_disk(
            arguments.out / f"{name}.spacy"
        )
        passive = sum(any(t.dep_ == "aux:pass" for t in doc) for doc in part)
        print(f"{name}: {len(part):,} sentences, {sum(map(len, part)):,} tokens, {passive:,} with a passive")


if __name__ == "__main__":
    main()
