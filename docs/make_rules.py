"""Writes docs/rules: a page for each rule, and their index. ``make rules`` runs it; a test finds stale pages."""

from __future__ import annotations

import shutil
from pathlib import Path

from unpushy.page import index, markdown
from unpushy.rules import RuleSet, full_card

FOLDER = Path(__file__).resolve().parent / "rules"


def pages() -> dict[Path, str]:
    """Path below docs/rules -> content."""
    cards = [full_card(card) for card in RuleSet.load().cards]
    out = {Path(f"{card.id}.md"): markdown(card) for card in cards}
    out[Path("README.md")] = index(cards)
    return out


if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    for path, content in pages().items():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_text(content, encoding="utf-8")
