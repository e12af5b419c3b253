"""Catalogues and sequences: each string is a text, and is written back as its file writes strings."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading import LINTER, assert_exact, mended, prose, read
from unpushy import formats
from unpushy.cli.main import main
from unpushy.config import Config
from unpushy.document import RegionKind
from unpushy.drafts import Selection

YAML = """\
en:
  subject: "Tea \\"now\\""  # a comment
  body: 'It''s %{count} cups.'
  plain: Hi {name}, tea.
  wrapped: one
    two
  long: |
    Hi {name},

    Milk is here.
  list:
    - Cake.
    - text: Bun.
  none: ~
"""


@pytest.mark.parametrize(
    ("name", "text", "passages"),
    [
        pytest.param(
            "a.yml", YAML,
            ['Tea "now"', "It's {{count}} cups.", "Hi {{name}},", "tea.", "Hi {{name}},", "Milk is here.", "Cake.", "Bun."],
            id="YAML",
        ),
        pytest.param("a.yaml", "de:\n  a: Tee.\n", ["Tee."], id="YAML of another language"),
        pytest.param(
            "a.json", '{"a": {"subject": "Tea"}, "b": ["It\\u2019s \\"hot\\".", 1, "{n, plural, one {# a} other {# b}} left."]}',
            ["Tea", "It’s \"hot\".", "{{n}} left."], id="JSON",
        ),
        pytest.param("a.json", '{"a": "Tea \\ud83d\\ude00 b \\ud83d."}', ["Tea \U0001f600 b \ufffd."], id="JSON: surrogates"),
        pytest.param("a.properties", "a=Tea \\uD83D\\uDE00 b \\uD83D\\u0041 \\uDE00.\n", ["Tea \U0001f600 b \ufffdA \ufffd."], id="properties: surrogates"),
        pytest.param("a.json", '{"a": "<p>Tea.</p><p>Milk.</p>"}', ["Tea.", "Milk."], id="HTML in JSON"),
        pytest.param(
            "a.po",
            'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "a"\nmsgstr "Tea is "\n"hot, %(name)s."\n\nmsgid "Milk."\nmsgstr ""\n',
            ["Tea is hot, {{name}}.", "Milk."],
            id="gettext",
        ),
        pytest.param("a.pot", 'msgid "Tea."\nmsgid_plural "Teas."\nmsgstr[0] ""\nmsgstr[1] ""\n', ["Tea.", "Teas."], id="gettext sources"),
        pytest.param("a.properties", "# no\na.b = Tea \\\n  is hot, {0}.\nc:It''s\\u0020ok.\n", ["Tea is hot, {{…}}.", "It's ok."], id="properties"),
        pytest.param("a.csv", 'id,Body,x\n1,"Tea ""now"".\n\nMilk.",no\n', ['Tea "now".', "Milk."], id="CSV"),
        pytest.param("a.tsv", "subject\tid\nTea\t1\n", ["Tea"], id="TSV"),
    ],
)  # fmt: skip
def test_what_is_prose(name: str, text: str, passages: list[str]) -> None:
    assert prose(text, name) == passages


def test_a_key_tells_a_subject() -> None:
    email = formats.read(b'{"a.subject": "Tea", "b": "Milk."}', "a.json")
    assert [passage.kind for passage in email.passages] == [RegionKind.SUBJECT, RegionKind.BODY]


@pytest.mark.parametrize(
    ("name", "text", "fields", "passages"),
    [
        pytest.param("a.csv", "a,b\nTea.,Milk.\n", ["b"], ["Milk."], id="a column"),
        pytest.param("a.json", '{"s": [{"body": "Tea."}, {"id": "x"}]}', ["s.*.body"], ["Tea."], id="a path"),
        pytest.param(
            "a.yml",
            "s:\n- body: Tea.\n  id: x\n-\n  body: Cake.\nt:\n- body: Bun.\n",
            ["s.*.body"],
            ["Tea.", "Cake."],
            id="a list flush with its key",
        ),
        pytest.param("a.yml", "s:\n  - body: Tea.\n    id: x\n", ["body"], ["Tea."], id="a key"),
    ],
)
def test_configured_fields_are_read(name: str, text: str, fields: list[str], passages: list[str]) -> None:
    email = formats.read(text.encode(), name, fields)
    assert [passage.text for passage in email.passages] == passages
    again = formats.parse(text, email.format)
    assert [passage.text for passage in again.passages] == passages


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        pytest.param(
            "a.json", '{"a": "As per my last email, it\\u2019s \\"hot\\"."}', '{"a": "It\\u2019s \\"hot\\"."}', id="JSON"
        ),
        pytest.param("a.yml", "a: 'As per my last email, it''s hot.'\n", "a: 'It''s hot.'\n", id="YAML"),
        pytest.param(
            "a.po", 'msgid "a"\nmsgstr "As per my last email, it is %s \\"x\\"."\n', 'msgid "a"\nmsgstr "It is %s \\"x\\"."\n', id="gettext"
        ),
        pytest.param("a.csv", 'body\n"As per my last email, it is ""hot""."\n', 'body\n"It is ""hot""."\n', id="CSV"),
        pytest.param("a.properties", "a=As per my last email, it is {0}.\n", "a=It is {0}.\n", id="properties"),
    ],
)  # fmt: skip
def test_text_is_fixed_as_its_file_writes_it(name: str, before: str, after: str) -> None:
    assert mended(before, name) == after


def test_a_bare_cell_takes_no_delimiter() -> None:
    before = "body\nJust checking in on the plan.\n"
    after = mended(before, "a.csv", unsafe=True)
    assert [len(row) for row in csv.reader(io.StringIO(after))] == [1, 1]


def test_such_files_are_drafts_in_folders_of_mail_and_where_configured(tmp_path: Path) -> None:
    for name in (
        "a.yml",
        "emails/b.yml",
        "user_mailer/c.tsx",
        "src/d.tsx",
        "data/e.csv",
        "f.conf.j2",
        "g.html.j2",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    config = Config(fields_of=(("data/*.csv", ("body",)),), folder=tmp_path)
    chosen = Selection(formats.suffixes(), config.drafts_too, (), tmp_path, formats.mailer_suffixes())
    found = [Path(item.path).relative_to(tmp_path).as_posix() for item in chosen.items(tmp_path, print)]
    assert found == ["g.html.j2", "data/e.csv", "emails/b.yml", "user_mailer/c.tsx"]


def test_the_command_reads_configured_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "unpushy.toml").write_text('[per-file-fields]\n"*.csv" = ["ask"]\n')
    (tmp_path / "a.csv").write_text("ask,note\nAny update?,Any update?\n")
    main(["check", "--config", str(tmp_path / "unpushy.toml"), "--output-format", "json", str(tmp_path)])
    assert [(one["line"], one["column"]) for one in json.loads(capsys.readouterr().out)] == [(2, 1)]


@pytest.mark.parametrize(
    ("top", "language"), [("app", ""), ("cta", ""), ("ui", ""), ("en", ""), ("de", "de"), ("pt-BR", "pt")]
)
def test_a_key_at_the_top_may_name_a_language(top: str, language: str) -> None:
    assert read(f"{top}:\n  a: Tea.\n", "a.yml").headers.get("lang", "") == language


@pytest.mark.parametrize(
    ("language", "format_name"),
    [
        ("javascriptreact", "jsx"),
        ("typescriptreact", "jsx"),
        ("yaml", "yaml"),
        ("jsonc", "json"),
        ("po", "po"),
        ("java-properties", "properties"),
        ("csv", "csv"),
    ],
)
def test_editors_names_tell_programs_and_data_but_make_no_draft_of_them(
    language: str, format_name: str
) -> None:
    assert formats.format_for("a", "", language) == format_name
    assert formats.format_for("a", "a.md", language) == "markdown"
    assert language not in formats.languages()


def test_only_folders_in_the_project_say_mail(tmp_path: Path) -> None:
    root = tmp_path / "emails" / "mail-service"
    for name in ("a.json", "mailers/b.yml", "mailers/package.json", "mailers/docker-compose.dev.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    (root / ".git").mkdir()
    for base, folder in ((root, root), (root, root / "mailers"), (tmp_path / "other", root)):
        chosen = Selection(formats.suffixes(), root=base, mailer_suffixes=formats.mailer_suffixes())
        assert [Path(item.path).name for item in chosen.items(folder, print)] == ["b.yml"]
    assert Selection(root=root, mailer_suffixes=formats.mailer_suffixes()).wants(root / "mailers" / "b.yml")


def test_a_folder_of_mail_that_is_named_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("emails/a.yml", "src/b.yml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    chosen = Selection(formats.suffixes(), root=tmp_path / "src", mailer_suffixes=formats.mailer_suffixes())
    monkeypatch.chdir(tmp_path / "src")
    found = [
        item.path for folder in ("../emails", "../src", "..") for item in chosen.items(Path(folder), print)
    ]
    assert found == ["../emails/a.yml", "../emails/a.yml"]


@pytest.mark.parametrize(
    ("name", "text", "kept", "left"),
    [
        pytest.param(
            "a.po",
            '# unpushy: ignore\n#: a.html:3\nmsgid "a"\nmsgstr ""\n"Just checking in "\n"on it."\n\n'
            'msgid "b"\nmsgstr "Just checking in on tea."\n',
            ["Just checking in on it"],
            ["Just checking in on tea"],
            id="the translation of a message",
        ),
        pytest.param(
            "a.po",
            '# unpushy: ignore\r\nmsgid "Just checking in on it."\r\nmsgstr ""\r\n\r\nmsgid "Just checking in on tea."\r\nmsgstr ""\r\n',
            ["Just checking in on it"],
            ["Just checking in on tea"],
            id="a message, lines ended as on Windows",
        ),
        pytest.param(
            "a.yml",
            "# unpushy: ignore\na: |\n  Tea.\n  Just checking in on it.\nb: Just checking in on b. # unpushy: ignore\n"
            "c: Just checking in on tea.\n",
            ["Just checking in on it", "Just checking in on b"],
            ["Just checking in on tea"],
            id="a block, and a line",
        ),
        pytest.param(
            "a.properties",
            "# unpushy: ignore\na=Just checking in \\\n  on it.\nb=Just checking in on tea.\n",
            ["Just checking in on it"],
            ["Just checking in on tea"],
            id="an entry on two lines",
        ),
    ],
)  # fmt: skip
def test_a_comment_speaks_of_the_message_below(
    name: str, text: str, kept: list[str], left: list[str]
) -> None:
    review = LINTER.review(read(text, name))
    assert [one.excerpt for one in review.suppressed] == kept
    assert [one.excerpt for one in review.findings] == left
    assert review.unused == []


PIECES = st.sampled_from(
    ["a", "subject", "body", ": ", "- ", "=", ",", '"', "'", "\\", '\\"', "\\n", "{", "}", "[", "]", "|", "\n", "\n  ", "#", "msgid ",
     "msgstr ", "{name}", "%s", "<b>", " As per my last email, it rains.", " Just checking in on it."]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=25).map("".join),
    st.sampled_from(["a.yml", "a.json", "a.po", "a.properties", "a.csv"]),
)
def test_positions_are_exact_in_any_text(text: str, name: str) -> None:
    email = read(text, name)
    assert_exact(email)
    LINTER.check(email)


@given(st.text("ab \"'\\{}<>%,\n\u2019", max_size=40))
def test_json_stays_json(text: str) -> None:
    before = json.dumps({"a": f"As per my last email, it is {text}."})
    after = mended(before, "a.json", unsafe=True)
    assert [*json.loads(after)] == ["a"]
