"""Packs a trained pipeline into the package: 16-bit weights, with the treebank's attribution beside them."""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy

from unpushy.language.weights import pack


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    size = pack(spacy.load(arguments.trained), arguments.folder)
    print(f"{arguments.folder}: {size:,} bytes")


if __name__ == "__main__":
    main()
