"""A tree of templates, ten of each kind, as a repository holds them: what is marked is found, and nothing else.

``expected.tsv`` has a line a finding: the file, the rule, the words, and "false alarm" behind those that are none.
Much in the tree that no reader sees (comments, styles, scripts, URLs, arguments) holds phrases that rules flag.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from reading import all_tags, assert_exact, element_names, mended, read
from unpushy.cli.main import main
from unpushy.document import Source
from unpushy.formats import csv, po, properties, yaml
from unpushy.formats._indented import HAML, PUG
from unpushy.formats._indented import as_html as html_of_lines
from unpushy.formats._jsx_text import as_html as html_of_program

TREE = Path(__file__).parents[1] / "data" / "mail-templates"
FILES = sorted(path for path in TREE.glob("*/*") if path.is_file())
KINDS = sorted({path.parent.name for path in FILES})
UNREAD = {"yaml/mail.de.yml", "po/de.po", "properties/footer.properties"}
"""In another language, and nothing but small print."""


def rows(lines: list[list[str]], kind: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(line[:3]) for line in lines if line[0].startswith(f"{kind}/"))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The findings of ``unpushy check`` in the tree."""
    report = tmp_path_factory.mktemp("tree") / "report.json"
    main(
        [
            "check",
            "--isolated",
            "--exit-zero",
            "--output-format",
            "json",
            "--output-file",
            str(report),
            str(TREE),
        ]
    )
    return [
        [Path(one["path"]).relative_to(TREE).as_posix(), one["rule"], " ".join(one["excerpt"].split())]
        for one in json.loads(report.read_text("utf-8"))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_marked_is_found_and_nothing_else(kind: str, found: list[list[str]]) -> None:
    lines = (TREE / "expected.tsv").read_text("utf-8").splitlines()
    assert rows(found, kind) == rows([line.split("\t") for line in lines], kind)
    assert len([path for path in FILES if path.parent.name == kind]) == 10


@pytest.mark.parametrize("kind", KINDS)
def test_every_template_is_read_at_exact_places(kind: str) -> None:
    for path in (TREE / kind).iterdir():
        email = read(path.read_text("utf-8"), path.name)
        assert_exact(email)
        name = f"{kind}/{path.name}"
        assert bool(email.passages) != (name in UNREAD) or "lang" in email.headers, name
        assert email.notes == ()


def shape(value: object) -> object:
    """Data without its texts."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    return [shape(one) for one in value] if isinstance(value, list) else type(value)


SKELETONS: dict[str, Callable[[str], object]] = {
    "pug": lambda text: element_names(html_of_lines(text, PUG).mapped.text),
    "haml": lambda text: element_names(html_of_lines(text, HAML).mapped.text),
    "jsx": lambda text: element_names(html_of_program(text).mapped.text),
    "json": lambda text: shape(json.loads(text)),
    **{
        module.NAME: lambda text, parse=module.parse: len(parse(Source(text)).regions)
        for module in (csv, po, properties, yaml)
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_fixes_touch_text_only_and_are_done_at_once(kind: str) -> None:
    for path in (TREE / kind).iterdir():
        text = path.read_text("utf-8")
        fixed = mended(text, path.name, unsafe=True)
        assert mended(fixed, path.name, unsafe=True) == fixed
        format_name = read(text, path.name).format
        assert read(fixed, path.name).format == format_name
        skeleton = SKELETONS.get(kind, lambda text, name=format_name: all_tags(text, name))
        assert skeleton(fixed) == skeleton(text)
