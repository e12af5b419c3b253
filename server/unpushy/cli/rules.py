"""List the rules."""

from __future__ import annotations

import argparse

from unpushy.cli.main import fail
from unpushy.config import cache_folder
from unpushy.phrases.errors import PhraseListError
from unpushy.rules import RuleSet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``unpushy rules`` takes no arguments."""


def run(_: argparse.Namespace) -> int:
    """Print one line a rule."""
    try:
        cards = RuleSet.load(cache_folder()).cards
    except PhraseListError as error:
        return fail(str(error))
    width = max(len(card.id) for card in cards)
    for card in cards:
        print(f"{card.id:{width}}  {card.severity.label:11}  {card.title}")
    return 0
