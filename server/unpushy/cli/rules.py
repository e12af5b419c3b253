"""List the rules."""

from __future__ import annotations

import argparse

from unpushy.cli._setup import current_rules
from unpushy.cli.main import fail
from unpushy.phrases.errors import PhraseListError
from unpushy.settings import ConfigError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``unpushy rules`` takes no arguments."""


def run(_: argparse.Namespace) -> int:
    """Print one line a rule."""
    try:
        rules = current_rules()[0]
    except (ConfigError, PhraseListError) as error:
        return fail(str(error))
    width = max(len(card.id) for card in rules.cards)
    for card in rules.cards:
        print(f"{card.id:{width}}  {card.severity.label:11}  {card.title}")
    return 0
