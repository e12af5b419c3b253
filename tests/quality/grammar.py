"""Rewrites pass a grammar checker: part of ``make quality``.

Each safe rewrite of each finding of the corpus is applied to its paragraph; Harper (through Node) may
find nothing in the new text that it did not find in the old. What is new is listed for the open part.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus
from unpushy.finding import RewriteKind
from unpushy.formats import parse
from unpushy.linter import Linter
from unpushy.rewrite import apply_edits

HERE = Path(__file__).parent


def rewritten(linter: Linter, emails: Iterable[corpus.LabelledEmail]) -> Iterator[tuple[str, str, str]]:
    """(rule, paragraph, the same after one safe rewrite) of every finding of the emails."""
    for email in emails:
        for paragraph in email.paragraphs:
            text = " ".join(sentence.text for sentence in paragraph)
            for finding in linter.check(parse(text, "plain")):
                for rewrite in finding.rewrites:
                    if rewrite.kind is RewriteKind.SAFE:
                        yield finding.rule, text, apply_edits(text, rewrite.edits)


def report(linter: Linter, part: str, emails: list[corpus.LabelledEmail]) -> None:
    """Print how many safe rewrites bring a new grammatical fault; of the open part also which."""
    if shutil.which("node") is None or not (HERE / "node_modules").is_dir():
        print("grammar: not checked (needs Node 20 or newer, and npm ci in tests/quality)")
        return
    cases = list(rewritten(linter, emails))
    done = subprocess.run(
        ["node", "grammar.mjs"], cwd=HERE, check=True, capture_output=True, text=True,
        input=json.dumps([(before, after) for _, before, after in cases]),
    )  # fmt: skip
    faults = [(case, lints) for case, lints in zip(cases, json.loads(done.stdout), strict=True) if lints]
    print(
        f"grammar, {part}: {len(cases)} safe rewrites in place, {len(faults)} with something new for Harper"
    )
    if part == "open":
        for (rule, before, after), lints in faults:
            print(f"  {rule}\n    {before}\n    {after}\n    {lints}")
