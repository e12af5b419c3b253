"""Templates to measure on: HTML as mailing programs make it, most of it markup, seeded."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

COUNT, SIZE = 1_000, 20_000
MOST_UNCHANGED = 0.5
"""Seconds for all of them, start-up left in."""
LEAST_COLD = 20
"""Templates a second on one core."""
_HEAD = '<!doctype html><html lang="en"><head><title>{}</title><style>{}</style></head><body><table>\n'
_ROW = (
    '<tr><td align="left" style="font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:20px;color:#333333">'
    '<p style="margin:0 0 16px 0">Hi&nbsp;{{{{ user.name }}}}, {} {{% if user.paid %}}{}{{% endif %}}</p></td></tr>\n'
)


def write(sentences: Sequence[str], folder: Path) -> None:
    """So many templates of so many characters."""
    folder.mkdir()
    chance = random.Random(2026)
    for number in range(COUNT):
        parts = [_HEAD.format(f"Note {number}", ".a{color:#333;padding:0 12px}" * 60)]
        while sum(map(len, parts)) < SIZE:
            parts.append(_ROW.format(*(chance.choice(sentences).replace("<", "&lt;") for _ in range(2))))
        (folder / f"{number:04}.html").write_text(
            "".join(parts) + "</table></body></html>\n", encoding="utf-8"
        )
