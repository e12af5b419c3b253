"""Draws docs/demo.svg: what ``unpushy check`` prints for a draft. Needs rich: ``make picture``."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
COMMAND = ["check", "--isolated", "examples/follow-up.txt"]
STYLES = {" warning ": "bold yellow", " information ": "bold cyan", " error ": "bold red"}
LINES = 44


def main() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "unpushy", *COMMAND], cwd=ROOT, capture_output=True, text=True, check=False
    )
    console = Console(record=True, width=84, file=io.StringIO())
    console.print(Text("$ unpushy check examples/follow-up.txt", style="bold"))
    for line in done.stdout.splitlines()[:LINES]:
        style = next((style for word, style in STYLES.items() if word in line and line.startswith("ex")), "")
        style = style or ("green" if line.startswith(("  rewrite:", "  fill in:")) else "")
        style = style or ("bold yellow" if line.startswith("  | ") and set(line[4:]) <= set(" ^") else "")
        console.print(Text(line, style=style))
    drawn = console.export_svg(title="unpushy")
    # No font from the network: the reader's own monospace one serves.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    (ROOT / "docs" / "demo.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
