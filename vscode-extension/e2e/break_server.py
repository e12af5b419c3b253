"""Copies a .vsix, its server broken: findings begin and end a character too late."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable

RIGHT = "document.positions.range(finding.span),"
WRONG = "document.positions.range(type(finding.span)(finding.span.start + 1, finding.span.end + 1)),"


def changed(archive: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A zip archive with each member as ``change`` of its name and content makes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, change(member.filename, old.read(member)))
    return out.getvalue()


def in_wheel(name: str, content: bytes) -> bytes:
    if name != "unpushy/lsp/convert.py":
        return content
    text = content.decode("utf-8")
    assert text.count(RIGHT) == 1, "convert.py is not what it was; mend this script"
    return text.replace(RIGHT, WRONG).encode("utf-8")


def in_vsix(name: str, content: bytes) -> bytes:
    return changed(content, in_wheel) if name.endswith(".whl") else content


if __name__ == "__main__":
    source, target = sys.argv[1:]
    with open(source, "rb") as old, open(target, "wb") as new:  # noqa: PTH123
        new.write(changed(old.read(), in_vsix))
