"""Line charts as small SVG files, written by hand: the training needs no drawing library."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 560, 400
LEFT, RIGHT, TOP, BOTTOM = 60, 540, 20, 340
COLOURS = ("#2266aa", "#cc5533", "#338855")
TENTHS = [n / 10 for n in range(11)]


def curve(sizes: Sequence[int], lines: Mapping[str, Sequence[float]], title: str) -> str:
    """Lines of shares (0 to 1) over sizes, each of which is the double of the one before."""
    low, high = math.log(sizes[0]), math.log(sizes[-1])
    across = [(math.log(size) - low) / (high - low) for size in sizes]
    drawn = {name: list(zip(across, values, strict=True)) for name, values in lines.items()}
    marks = [(at, f"{size:,}") for at, size in zip(across, sizes, strict=True)]
    return _chart(drawn, marks, title, "")


def reliability(lines: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str) -> str:
    """Lines of one share over another, with the diagonal on which both are equal."""
    return _chart({"": [(0.0, 0.0), (1.0, 1.0)], **lines}, [(n, f"{n:g}") for n in TENTHS], across, up)


def _chart(
    lines: Mapping[str, Sequence[tuple[float, float]]],
    marks: Sequence[tuple[float, str]],
    across: str,
    up: str,
) -> str:
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for share in TENTHS:
        out.append(_line([(0, share), (1, share)], "#dddddd"))
        out.append(_text(LEFT - 8, _y(share) + 4, f"{share:g}", "end"))
    for at, name in marks:
        out.append(_text(_x(at), BOTTOM + 18, name, "middle"))
    out.append(_text((LEFT + RIGHT) / 2, BOTTOM + 40, across, "middle"))
    if up:
        middle = (TOP + BOTTOM) / 2
        out.append(f'<g transform="rotate(-90 18 {middle})">{_text(18, middle, up, "middle")}</g>')
    names = [name for name in lines if name]
    for name, points in lines.items():
        colour = COLOURS[names.index(name)] if name else "#999999"
        out.append(_line(points, colour))
        if name:
            out += [f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="3" fill="{colour}"/>' for x, y in points]
            height = TOP + 16 * (names.index(name) + 1)
            out.append(f'<g fill="{colour}">{_text(LEFT + 10, height, name, "start")}</g>')
    return "\n".join([*out, "</svg>", ""])


def _x(share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)


def _y(share: float) -> float:
    return BOTTOM - share * (BOTTOM - TOP)


def _line(points: Sequence[tuple[float, float]], colour: str) -> str:
    way = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    return f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="1.5"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
