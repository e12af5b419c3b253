"""List the rules."""

from __future__ import annotations

import argparse

from unpushy.cli._setup import setup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``unpushy rules`` takes no arguments."""


def run(_: argparse.Namespace) -> int:
    """Print one line a rule."""
    cards = setup().rules.cards
    width = max(len(card.id) for card in cards)
    for card in cards:
        print(f"{card.id:{width}}  {card.severity.label:11}  {card.title}")
    return 0
