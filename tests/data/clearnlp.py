"""A stand-in for a stock English pipeline: unpushy's own parse, told in ClearNLP's labels.

Tests write this file as the ``__init__.py`` of a package beside a pipeline's folder, as ``spacy package --code``
does. What differs from UD: prepositions and forms of be are heads, "by" is an ``agent``, the "to" of
an infinitive an ``aux``, each conjunct hangs on the one before it.
"""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model_from_init_py

LABELS = {
    "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "aux:pass": "auxpass", "obj": "dobj", "iobj": "dative",
    "nmod:poss": "poss", "acl:relcl": "relcl", "compound:prt": "prt", "discourse": "intj", "det:predet": "predet",
    "cc:preconj": "preconj", "obl:unmarked": "npadvmod", "obl:tmod": "npadvmod", "nmod:unmarked": "npadvmod",
    "obl": "npadvmod",
}  # fmt: skip
OF_CLAUSES = (
    "nsubj",
    "csubj",
    "expl",
    "aux",
    "mark",
    "advmod",
    "punct",
    "cc",
    "conj",
    "advcl",
    "ccomp",
    "parataxis",
)
WITH_RECIPIENTS = {"sent", "given", "shown", "offered", "explained", "told"}


@Language.component("clearnlp", assigns=["token.dep", "token.head"])
def clearnlp(doc: Doc) -> Doc:
    tree = Tree(doc)
    for token in range(len(doc)):
        if tree.labels[token] == "cop":
            tree.copula(token)
    for token in range(len(doc)):
        if tree.labels[token] == "flat":
            tree.name(token)
    for token in range(len(doc)):
        if tree.labels[token] in {"case", "mark"}:
            tree.preposition(token)
    tree.conjuncts()
    tree.rename()
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=tree.tags,
        heads=tree.heads,
        deps=tree.labels,
    )


class Tree:
    def __init__(self, doc: Doc) -> None:
        self.words = [t.lower_ for t in doc]
        self.tags = [t.tag_ for t in doc]
        self.labels = [t.dep_ for t in doc]
        self.heads = [t.head.i for t in doc]

    def children(self, head: int) -> list[int]:
        return [i for i, above in enumerate(self.heads) if above == head and i != head]

    def replace(self, old: int, new: int, label: str) -> None:
        """``new`` takes the place of its head ``old``, which hangs on it from now on."""
        self.labels[new] = self.labels[old]
        self.heads[new] = new if self.heads[old] == old else self.heads[old]
        self.heads[old], self.labels[old] = new, label

    def copula(self, be: int) -> None:
        predicate = self.heads[be]
        for child in self.children(predicate):
            if child != be and self.labels[child].startswith(OF_CLAUSES):
                self.heads[child] = be
        noun = self.tags[predicate].startswith(("NN", "PRP", "CD"))
        self.replace(predicate, be, "attr" if noun else "acomp")

    def name(self, last: int) -> None:
        first = self.heads[last]
        for child in self.children(first):
            if child != last:
                self.heads[child] = last
        self.replace(first, last, "compound")

    def preposition(self, token: int) -> None:
        """ "by Ana", "by calling": the preposition hangs on the verb, and the rest on it."""
        below = self.heads[token]
        case = self.labels[token] == "case" and self.tags[token] != "POS"
        if not case and not (self.tags[token] == "IN" and self.tags[below] == "VBG"):
            return
        if below < token or self.heads[below] == below:
            return
        role, verb = self.labels[below], self.heads[below]
        acts = self.words[token] == "by" and any(self.labels[t] == "aux:pass" for t in self.children(verb))
        receives = self.words[token] == "to" and self.words[verb] in WITH_RECIPIENTS
        self.replace(below, token, "pobj" if case else "pcomp")
        if role != "conj":
            self.labels[token] = "agent" if acts else "dative" if receives else "prep"

    def conjuncts(self) -> None:
        last: dict[int, int] = {}
        for token, label in enumerate(self.labels):
            if label == "conj":
                first = self.heads[token]
                before = last.get(first, first)
                for child in self.children(token):
                    if self.labels[child] == "cc" or (self.words[child] == "," and child < token):
                        self.heads[child] = before
                self.heads[token] = before
                last[first] = token

    def rename(self) -> None:
        for token, label in enumerate(self.labels):
            if label == "mark" and self.tags[token] == "TO":
                self.labels[token] = "aux"
            elif label == "advmod" and self.words[token] in {"not", "n't"}:
                self.labels[token] = "neg"
            else:
                self.labels[token] = LABELS.get(label, label.partition(":")[0])


def load(**options: object) -> Language:
    return load_model_from_init_py(Path(__file__), **options)
