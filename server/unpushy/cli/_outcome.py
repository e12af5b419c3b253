"""What came of one draft, as a value that any process can make."""

from __future__ import annotations

from dataclasses import dataclass

from unpushy.reporters import Result


@dataclass(slots=True)
class Outcome:
    """What came of one draft."""

    result: Result | None = None
    """None where it could not be checked."""
    after: str | None = None
    """The text after all rewrites that were asked for."""
    encoded: bytes | None = None
    """``after`` as the draft's bytes."""
    notes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    """What is to be said on standard error."""
    encoding: str = "utf-8"
    mark: bytes = b""
    """How the bytes of the draft are its text."""
    from_stdin: bool = False
