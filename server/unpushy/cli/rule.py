"""Explain one rule."""

from __future__ import annotations

import argparse
from difflib import get_close_matches

from unpushy.cli.main import fail
from unpushy.config import cache_folder
from unpushy.phrases.errors import PhraseListError
from unpushy.rules import RuleSet, full_card

_SHOWN = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``unpushy rule``."""
    parser.add_argument("rule", metavar="ID", help="such as pushy/status-demand")


def run(arguments: argparse.Namespace) -> int:
    """Print a rule's reason, evidence and examples."""
    try:
        cards = {card.id: card for card in RuleSet.load(cache_folder()).cards}
        if arguments.rule not in cards:
            near = get_close_matches(arguments.rule, cards, n=1)
            hint = f"; did you mean {near[0]}?" if near else "; unpushy rules lists them"
            return fail(f"no rule is called {arguments.rule!r}{hint}")
        card = full_card(cards[arguments.rule])
    except PhraseListError as error:
        return fail(str(error))
    print(f"{card.id} ({card.severity.label}): {card.title}\n\n{card.why}")
    if card.evidence:
        print("\nEvidence")
        for entry in card.evidence:
            source = f"{entry.source}, {entry.year}" if entry.year else entry.source
            print(f"  {entry.claim} ({source}; confidence: {entry.confidence})")
            if entry.url:
                print(f"    {entry.url}")
    print("\nFlagged")
    for example in card.flags[:_SHOWN]:
        print(f"  {example}")
    print("\nClean")
    for example in card.clean[:_SHOWN]:
        print(f"  {example}")
    return 0
