"""Compiles the phrase lists and, where it can, the core that matches them; all else is in pyproject.toml.

``UNPUSHY_PURE=1`` leaves the core out and makes a wheel for every platform: matching then runs in Python.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from setuptools import Extension, setup
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


CORES = [
    Extension(f"unpushy.{name}", [f"server/unpushy/{name.replace('.', '/')}.pyx"], optional=True)
    for name in ("phrases._native", "language._scales")
]
"""Optional: without a compiler there is a warning, and the same is done in Python."""

setup(
    cmdclass={"build_py": BuildWithLists},
    ext_modules=[] if os.environ.get("UNPUSHY_PURE") else CORES,
)
