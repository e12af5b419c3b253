"""Compiled twins of what is slow in Python: used where they were built, and nowhere needed.

The environment variable ``UNPUSHY_PURE``, if it is not empty, asks for Python.
"""

from __future__ import annotations

import importlib
import os
from types import ModuleType


def core(name: str) -> ModuleType | None:
    """A compiled module; None where Python has to do."""
    if os.environ.get("UNPUSHY_PURE"):
        return None
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
