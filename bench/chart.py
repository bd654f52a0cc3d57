"""Bars as SVG."""

from __future__ import annotations

from bench.queries import CLASSES, Question
from bench.report import median
from bench.run import Timings

COLOURS = ("#1b6f6a", "#c2571a", "#3d5a98", "#8a6d1d", "#7b4173", "#6b6b6b")
BAR, GAP, LEFT, WIDTH = 9, 8, 90, 480


def chart(timings: dict[str, Timings], asked: list[Question], title: str) -> str:
    """The full task by class and engine; bars longer than nearly all others are cut short, their numbers are not."""
    rows = [(kind, [median(of.full, asked, (kind,)) for of in timings.values()]) for kind in CLASSES]
    known = sorted(number for _, numbers in rows for number in numbers if number == number)
    most = known[int(0.9 * (len(known) - 1))]
    height = 50 + len(rows) * (BAR * len(timings) + GAP)
    size = f'viewBox="0 0 {LEFT + WIDTH + 70} {height}" font-family="sans-serif" font-size="11"'
    heading = _text(4, 16, f"{title}: CPU milliseconds, full task", 13)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', heading]
    for number, name in enumerate(timings):
        parts += [_bar(LEFT + 80 * number, 26, BAR, number), _text(LEFT + 13 + 80 * number, 35, name)]
    y = 46
    for kind, numbers in rows:
        parts.append(_text(4, y + BAR, kind))
        for number, value in enumerate(numbers):
            if value == value:
                length = min(WIDTH, WIDTH * value / most)
                parts += [_bar(LEFT, y, length, number), _text(LEFT + length + 3, y + BAR - 1, f"{value:.2f}", 8)]
            y += BAR
        y += GAP
    return "\n".join([*parts, "</svg>\n"])


def _bar(x: float, y: float, width: float, number: int) -> str:
    return f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR - 1}" fill="{COLOURS[number]}"/>'


def _text(x: float, y: float, text: str, size: int = 11) -> str:
    return f'<text x="{x:.1f}" y="{y}" font-size="{size}">{text}</text>'
