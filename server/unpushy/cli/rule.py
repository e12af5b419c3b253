"""Explain one rule."""

from __future__ import annotations

import argparse
from difflib import get_close_matches

from unpushy.cli._setup import current_rules
from unpushy.cli.main import fail
from unpushy.page import markdown, plain
from unpushy.phrases.errors import PhraseListError
from unpushy.rules import full_card
from unpushy.settings import ConfigError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy rule``."""
    parser.add_argument("rule", metavar="ID", help="such as pushy/status-demand")
    parser.add_argument("--markdown", action="store_true", help="print the rule's page as Markdown")


def run(arguments: argparse.Namespace) -> int:
    """Print a rule's reason, evidence and examples."""
    try:
        rules, own = current_rules()
        cards = {card.id: card for card in rules.cards}
        if arguments.rule not in cards:
            near = get_close_matches(arguments.rule, cards, n=1)
            hint = f"; did you mean {near[0]}?" if near else "; unpushy rules lists them"
            return fail(f"no rule is called {arguments.rule!r}{hint}")
        card = full_card(cards[arguments.rule], own)
    except (ConfigError, PhraseListError) as error:
        return fail(str(error))
    print(markdown(card) if arguments.markdown else plain(card), end="")
    return 0
