"""Writes the server's settings into package.json, of the JSON Schema of its configuration.

``make docs`` runs it; a test finds a stale manifest.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from unpushy import __version__
from unpushy.rule import PROFILES
from unpushy.settings import json_schema

MANIFEST = Path(__file__).resolve().parent / "package.json"
TITLE = "Drafts and rules"
NOT_OF_EDITORS = {"fail-on"}
"""Keys that mean nothing in an editor: this one is the command line's exit status."""
_LEVELS = ["information", "warning", "error"]


def manifest() -> str:
    """The manifest with the settings and the version as they are to be."""
    data = json.loads(MANIFEST.read_text(encoding="utf-8"))
    data["version"] = __version__
    sections = [one for one in data["contributes"]["configuration"] if one["title"] != TITLE]
    data["contributes"]["configuration"] = [*sections, {"title": TITLE, "properties": settings()}]
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def settings() -> dict[str, Any]:
    """Each key of the configuration as a setting of VS Code."""
    schema = json_schema()
    shapes = schema["$defs"]
    return {
        f"unpushy.{camel(key)}": _setting(field, shapes)
        for key, field in shapes["Settings"]["properties"].items()
        if key not in NOT_OF_EDITORS
    }


def camel(key: str) -> str:
    """``fail-on`` as settings have it: ``failOn``."""
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), key)


def _setting(field: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    """A key's setting. Its default is shown, and never sent: the client sends what somebody has set."""
    shape = _plain(field, shapes)
    description = shape.pop("description", "")
    stated = re.search(r"Default: (\w+)\.", description)
    default = shape.pop("default", None)
    if shape.get("type") == "array":
        default = default or ([stated[1]] if stated else [])
    elif shape.get("type") == "boolean":
        default = bool(stated) and stated[1] == "true"
    elif "properties" in shape:
        default = {name: key["default"] for name, key in shape["properties"].items() if "default" in key}
    elif default is None and stated and stated[1] in shape.get("enum", ()):
        default = stated[1]
    elif "enum" in shape and default is None:
        shape |= {"type": ["string", "null"], "enum": [None, *shape["enum"]]}
        if set(shape["enum"][1:]) == set(PROFILES):
            shape["enumItemLabels"] = ["(as the draft says)", *PROFILES]
            shape["enumDescriptions"] = ["what the draft says or shows", *PROFILES.values()]
    text = re.sub(r" ?Default: \w+\.$", "", description).replace("``", "`")
    return {"scope": "resource", "markdownDescription": text, **shape, "default": default}


def _plain(shape: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    """A shape without references and without "or null", which the settings editor can't show."""
    if "$ref" in shape:
        shape = {**shapes[shape["$ref"].rpartition("/")[2]], **shape}
    for other in shape.get("anyOf", ()):
        if other.get("type") != "null":
            shape = {**shape, **_plain(other, shapes)}
    out = {key: value for key, value in shape.items() if key not in {"title", "$ref", "anyOf"}}
    if "enum" in out:
        out["type"] = "string"
        order = next((known for known in (_LEVELS, [*PROFILES]) if set(known) == set(out["enum"])), None)
        out["enum"] = order or out["enum"]
        if out.get("default") is None:
            out.pop("default", None)
    for key in ("items", "additionalProperties"):
        if isinstance(out.get(key), dict):
            out[key] = _plain(out[key], shapes)
    if "properties" in out:
        out["properties"] = {name: _key(_plain(value, shapes)) for name, value in out["properties"].items()}
    return out


def _key(shape: dict[str, Any]) -> dict[str, Any]:
    """A key of a table, with the default that its description states in place of null."""
    if shape.get("default", "") is not None:
        return shape
    description = shape.get("description", "")
    out = {key: value for key, value in shape.items() if key != "default"}
    if stated := re.search(r" ?Default: (true|false)\.$", description):
        out |= {"description": description[: stated.start()], "default": stated[1] == "true"}
    return out


if __name__ == "__main__":
    MANIFEST.write_text(manifest(), encoding="utf-8")
