"""Write a configuration to begin with."""

from __future__ import annotations

import argparse
from pathlib import Path

from unpushy.cli.main import fail
from unpushy.places import FILE_NAME

_TEXT = """\
# Configuration of unpushy for the drafts in this folder and below; these are the defaults.

select = ["all"]                 # rules or families: pushy, passive, scolding, draft
ignore = []                      # what does not run
fail-on = "warning"              # information, warning or error: from there on a check fails
min-severity = "information"     # below this, nothing is shown
exclude = []                     # files that are no drafts, as in .gitignore
lists = []                       # folders of phrase lists of your own
# baseline = "unpushy-baseline.json"   # findings that are known: unpushy baseline update

# language-variant = "en-GB"     # or "en-US": how rewrites are spelled
# profile = "follow-up"          # outreach, follow-up, dunning, internal, support or transactional

# [per-file-profile]
# "dunning/*" = "dunning"

# [rules."passive/vague-ask"]
# severity = "warning"           # or: enabled = false
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``unpushy init`` takes no arguments."""


def run(_: argparse.Namespace) -> int:
    """Write ``unpushy.toml`` into this folder; an existing one stays as it is."""
    path = Path(FILE_NAME)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_TEXT)
    except FileExistsError:
        return fail(f"{path} is there already; edit it, or remove it first")
    except OSError as error:
        return fail(f"{path}: can't be written: {error.strerror}")
    print(f"{path} written")
    return 0
