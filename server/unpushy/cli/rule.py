"""Explain one rule."""

from __future__ import annotations

import argparse

from unpushy.cli._setup import setup
from unpushy.cli.main import fail
from unpushy.errors import hint
from unpushy.page import markdown, plain
from unpushy.rules import full_card


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy rule``."""
    parser.add_argument("rule", metavar="ID", help="such as pushy/status-demand")
    parser.add_argument("--markdown", action="store_true", help="print the rule's page as Markdown")


def run(arguments: argparse.Namespace) -> int:
    """Print a rule's reason, evidence and examples."""
    here = setup()
    cards = {card.id: card for card in here.rules.cards}
    if arguments.rule not in cards:
        remedy = hint(arguments.rule, cards) or "; unpushy rules lists them"
        return fail(f"no rule is called {arguments.rule!r}{remedy}")
    card = full_card(cards[arguments.rule], here.own)
    print(markdown(card) if arguments.markdown else plain(card), end="")
    return 0
