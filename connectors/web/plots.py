"""Plots as SVG within a page: no script, no style of their own, readable on a telephone, with words for who cannot see.

Colours come from the style sheet by class, so that the policy of the pages («no inline style») holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from markupsafe import Markup, escape

WIDTH, ROW, BAR = 360, 34, 13
HIGH, FOOT, TOP = 150, 34, 26


def bars(
    id: str, title: str, says: str, rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[str]
) -> Markup:
    """Bars that lie, each of some parts one after another. rows: (label, values); says: the plot in one sentence."""
    most = max((sum(values) for _, values in rows), default=0) or 1
    body, y = [_legend(parts)], TOP
    for label, values in rows:
        body.append(_text(0, y + 10, shorten(label, 52, placeholder="…"), "label"))
        x, room = 0.0, WIDTH - 44
        for number, value in enumerate(values):
            wide = room * value / most
            if value:
                body.append(_rect(x, y + 14, max(wide, 1.5), BAR, f"p{number}"))
            x += wide
        body.append(_text(x + 5, y + 14 + BAR - 2, str(sum(values)), "angka"))
        y += ROW
    return _svg(id, title, says, y + 4, body)


def columns(
    id: str, title: str, says: str, rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[str]
) -> Markup:
    """Columns that stand side by side in groups; every second group is named below."""
    most = max((value for _, values in rows for value in values), default=0) or 1
    body, ground = [_legend(parts)], TOP + 8 + HIGH
    group = WIDTH / max(len(rows), 1)
    wide = (group - 6) / max(len(parts), 1)
    body.append(f'<line class="garis" x1="0" y1="{ground}" x2="{WIDTH}" y2="{ground}"/>')
    for place, (label, values) in enumerate(rows):
        left = place * group + 3
        for number, value in enumerate(values):
            high = HIGH * value / most
            x = left + number * wide
            if value:
                body.append(_rect(x, ground - high, wide - 1, high, f"p{number}"))
                body.append(_text(x + wide / 2, ground - high - 3, str(value), "kecil tengah"))
        if place % 2 == len(rows) % 2 or len(rows) < 7:
            body.append(_text(left + group / 2 - 3, ground + 16, label, "kecil tengah"))
    return _svg(id, title, says, ground + FOOT - 8, body)


def _legend(parts: Sequence[str]) -> str:
    found, x = [], 0.0
    for number, name in enumerate(parts):
        found += [_rect(x, 2, 12, 12, f"p{number}"), _text(x + 17, 12, name, "label")]
        x += 30 + 6.4 * len(name)
    return "".join(found)


def _svg(id: str, title: str, says: str, high: float, body: Sequence[str]) -> Markup:
    head = (
        f'<svg class="bagan" viewBox="0 0 {WIDTH} {high:g}" role="img" aria-labelledby="{id}-j {id}-k">'
        f'<title id="{id}-j">{escape(title)}</title><desc id="{id}-k">{escape(says)}</desc>'
    )
    return Markup(head + "".join(body) + "</svg>")


def _rect(x: float, y: float, wide: float, high: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
