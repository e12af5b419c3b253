"""The HTML report: whole, self-contained, readable for everybody, in light and dark."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

import unpushy.reporters
from reporters.conftest import Report
from unpushy.cli.main import main

VOID = {"meta", "rect", "link", "br", "img", "input"}
STYLE = Path(unpushy.reporters.__path__[0], "report.css").read_text(encoding="utf-8")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Page(HTMLParser):
    """The elements of a page, and its text; fails where one is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.marked: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "mark":
            self.marked.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open and self.open[-1] == "mark":
            self.marked[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_each_finding_stands_in_its_context(report: Report) -> None:
    page = Page(report("html"))
    assert page.marked == [
        "As I mentioned",
        "Have you had a\r\nchance to look at",
        "Is this deal still alive",
    ]
    assert len(page.all("article")) == 3
    assert "\U0001f600 Thanks, Zo\u00eb. As I mentioned, the van is full." in page.text
    assert "\x0b" not in page.text
    assert "3 findings in 1 of 2 drafts" in page.text
    assert "clean.txt" not in page.text


def test_it_needs_no_network_and_no_script(report: Report) -> None:
    Path("mails", "<script src=x>.txt").write_text(
        "Is this deal <img src='http://a.example/'> still alive?\n"
    )
    html = report("html")
    page = Page(html)
    names = {name for name, _ in page.elements}
    assert not names & {"script", "img", "link", "iframe", "object"}
    assert not [a for _, a in page.elements for key in a if key in {"src", "onclick", "style"}]
    assert {a["href"] for a in page.all("a")} == {"#main", "#summary", "#findings"}
    assert "url(" not in html
    [policy] = [a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_it_can_be_read_without_seeing_it(report: Report) -> None:
    page = Page(report("html"))
    [html] = page.all("html")
    assert html["lang"] == "en"
    assert [len(page.all(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    ids = {a["id"] for _, a in page.elements if "id" in a}
    assert {a["href"] for a in page.all("a")} <= {f"#{one}" for one in ids}
    assert {a["aria-labelledby"] for a in page.all("section")} <= ids
    assert len(page.all("caption")) == len(page.all("table")) == 4
    assert all(a.get("scope") in {"col", "row"} for a in page.all("th"))
    assert all(a.get("aria-hidden") == "true" for a in page.all("svg")), "bars repeat what the cells say"
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css))


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_can_be_told_apart(mode: str) -> None:
    light, _, rest = STYLE.partition("@media (prefers-color-scheme: dark)")
    known = colours(light if mode == "light" else rest.partition("* {")[0])
    for ink in ("ink", "soft", "link", "del", "ins"):
        for paper in ("paper", "panel"):
            assert contrast(known[ink], known[paper]) >= 4.5, (ink, paper)
    assert contrast(known["mark-ink"], known["mark"]) >= 4.5
    for bar in ("pushy", "passive", "scolding", "focus", "draft", "known", "gone", "link"):
        assert contrast(known[bar], known["paper"]) >= 3, bar


def test_the_trend_tells_new_known_and_gone(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    main(["baseline", "update", "mails"])
    clean, hostile = sorted(Path("mails").iterdir(), reverse=True)
    hostile.write_bytes(hostile.read_bytes().replace(b"As I mentioned, the", b"The"))
    clean.write_text("Just touching base.\n", encoding="utf-8")
    capsys.readouterr()
    html = report("html", "--baseline", "unpushy-baseline.json", "mails")
    rows = dict(re.findall(r'<tr><th scope="row">(\w+)</th>((?:<td class="number">\d+</td>){3})', html))
    assert {family: re.findall(r"\d+", cells) for family, cells in rows.items()} == {
        "passive": ["1", "0", "0"], "pushy": ["0", "2", "0"], "scolding": ["0", "0", "1"],
    }  # fmt: skip


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_it(report: Report, tmp_path: Path, scheme: str) -> None:
    """Its picture has the paper of the scheme in a corner, and something on it."""
    page, picture = tmp_path / "report.html", tmp_path / "report.png"
    page.write_text(report("html"), encoding="utf-8")
    browser = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=900,1200",
        f"--user-data-dir={tmp_path / 'profile'}", f"--blink-settings=preferredColorScheme={int(scheme == 'light')}",
    ]  # fmt: skip
    subprocess.run(
        [*browser, f"--screenshot={picture}", page.as_uri()], capture_output=True, check=True, timeout=120
    )
    pixels = Picture(picture.read_bytes())
    paper = (
        colours(STYLE.partition("@media")[0])["paper"]
        if scheme == "light"
        else colours(STYLE.partition("dark)")[2])["paper"]
    )
    assert pixels.at(2, 2) == paper
    assert len(pixels.colours()) > 20


class Picture:
    """A PNG file's pixels."""

    def __init__(self, data: bytes) -> None:
        import zlib

        at, packed = 8, b""
        while at < len(data):
            size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
            if kind == b"IHDR":
                self.width, self.depth = int.from_bytes(data[at + 8 : at + 12]), {2: 3, 6: 4}[data[at + 17]]
            if kind == b"IDAT":
                packed += data[at + 8 : at + 8 + size]
            at += size + 12
        raw, step = zlib.decompress(packed), self.width * self.depth
        self.rows: list[bytearray] = []
        before = bytearray(step)
        for start in range(0, len(raw), step + 1):
            before = self._unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + step]), before)
            self.rows.append(before)

    def _unfiltered(self, kind: int, row: bytearray, above: bytearray) -> bytearray:
        for at in range(len(row)):
            left = row[at - self.depth] if at >= self.depth else 0
            corner = above[at - self.depth] if at >= self.depth else 0
            if kind == 1:
                guess = left
            elif kind == 2:
                guess = above[at]
            elif kind == 3:
                guess = (left + above[at]) // 2
            elif kind == 4:
                near = left + above[at] - corner
                guess = min((left, above[at], corner), key=lambda one: abs(near - one))
            else:
                guess = 0
            row[at] = (row[at] + guess) % 256
        return row

    def at(self, x: int, y: int) -> str:
        return "#" + self.rows[y][x * self.depth : x * self.depth + 3].hex()

    def colours(self) -> set[str]:
        return {self.at(x, y) for y in range(0, len(self.rows), 3) for x in range(0, self.width, 3)}
