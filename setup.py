"""Compiles the phrase lists into the wheel, so that no first run has to; all else is in pyproject.toml."""

from __future__ import annotations

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class BuildWithLists(build_py):
    """Writes ``unpushy/compiled/lists-<key>`` beside the built modules."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        sys.path.insert(0, str(ROOT / "server"))
        from unpushy.phrases.build import build
        from unpushy.phrases.compiled import keep, key_of_files
        from unpushy.phrases.load import files_under

        files = files_under(ROOT / "phrase_lists")
        keep(build(files), Path(self.build_lib, "unpushy", "compiled", f"lists-{key_of_files(files)}"))


setup(cmdclass={"build_py": BuildWithLists})
