"""A flow as a picture in swim-lanes, laid out so that it can be held beside the figure of the source document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from textwrap import wrap

from flows.engine.describe import automatic
from flows.engine.model import Flow, Step, handoffs_of

BOX_W, BOX_H, GAP_X, GAP_Y, LANE_HEAD, MARGIN, HEAD = 150, 74, 64, 26, 128, 16, 44
INK, MUTED, LINE = "#1f2937", "#6b7280", "#374151"
LANES = ("#f9fafb", "#f3f4f6")


@dataclass
class _Arrow:
    source: str
    target: str
    label: str
    dashed: bool = False


@dataclass
class _Layout:
    """Where the boxes stand: rank from the start to the right, lane from top to bottom, row within the lane."""

    rank: dict[str, int] = field(default_factory=dict)
    lane: dict[str, int] = field(default_factory=dict)
    row: dict[str, int] = field(default_factory=dict)
    rows_of_lane: list[int] = field(default_factory=list)


def mermaid(flow: Flow) -> str:
    """The flow in the language of Mermaid."""
    names = {status: f"s{number}" for number, status in enumerate(_statuses(flow))}
    lines = ["flowchart LR"]
    for lane in _lanes(flow):
        lines.append(f"  subgraph {_quoted(lane)}")
        for step in flow.steps:
            if _lane_of(step) == lane:
                numbers = ", ".join(map(str, step.map_steps))
                title = f"{numbers}. {step.task}" if numbers else step.task
                lines.append(f"    {names[str(step.status)]}[{_quoted(title)}]")
        lines.append("  end")
    lines += [f"  {names[str(end)]}([{_quoted(str(end))}])" for end in flow.ends]
    for arrow in _arrows(flow):
        link = "-.->" if arrow.dashed else "-->"
        lines.append(f"  {names[arrow.source]} {link}|{_quoted(arrow.label)}| {names[arrow.target]}")
    for number, action in enumerate({(a.flow, a.when): a for a in handoffs_of(flow)}.values()):
        lines.append(
            f"  {names[str(flow.ends[0])]} ==> h{number}[[{_quoted(f'{action.flow}: {action.when}')}]]"
        )
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "#quot;").replace("\n", " ") + '"'


def _statuses(flow: Flow) -> list[str]:
    return [str(step.status) for step in flow.steps] + [str(end) for end in flow.ends]


def _lane_of(step: Step) -> str:
    names = [desk.name for desk in step.by.desks]
    return " / ".join(names) if len(names) <= 2 else f"{names[0]} / … / {names[-1]}"


def _lanes(flow: Flow) -> list[str]:
    return list(dict.fromkeys(_lane_of(step) for step in flow.steps))


def _arrows(flow: Flow) -> list[_Arrow]:
    found = []
    for step in flow.steps:
        for label in step.answers:
            found.append(_Arrow(str(step.status), str(step.answer(label).to), label))
        for move in automatic(step):
            found.append(_Arrow(str(step.status), move["to"], move["condition"] or move["why"], dashed=True))
    return found


# ------------------------------------------------------------------------------------------------- SVG


@dataclass(frozen=True, slots=True)
class Badge:
    """What a picture says of a step besides: a short text at its corner, red when ``late``, and where its box leads."""

    text: str
    href: str
    late: bool = False


def svg(flow: Flow, badges: Mapping[str, Badge] = {}) -> str:
    """The flow as an SVG picture; the same flow always gives the same text. badges: by status."""
    layout = _lay_out(flow)
    arrows = _arrows(flow)
    columns = max(layout.rank.values()) + 1
    tops = [HEAD + MARGIN]
    for rows in layout.rows_of_lane:
        tops.append(tops[-1] + rows * (BOX_H + GAP_Y) + GAP_Y)
    back = [arrow for arrow in arrows if layout.rank[arrow.target] <= layout.rank[arrow.source]]
    width = MARGIN * 2 + LANE_HEAD + columns * (BOX_W + GAP_X) + GAP_X
    height = tops[-1] + 22 + 16 * len(back) + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="Arial, Liberation Sans, sans-serif">',
        f"<title>{escape(flow.code)} {escape(flow.title)}</title>",
        '<defs><marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        f'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="{LINE}"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{MARGIN}" y="{MARGIN + 18}" font-size="18" font-weight="bold" fill="{INK}">'
        f"{escape(flow.code)} — {escape(flow.title)}</text>",
    ]
    for number, lane in enumerate([*_lanes(flow), "Selesai"]):
        parts += _lane(lane, number, tops[number], tops[number + 1], width)
    for arrow in arrows:
        if arrow not in back:
            parts += _forward(arrow, layout, tops)
    for number, arrow in enumerate(back):
        parts += _backward(arrow, layout, tops, tops[-1] + 14 + 16 * number)
    for step in flow.steps:
        box = _box(step, *_place(str(step.status), layout, tops))
        badge = badges.get(str(step.status))
        parts += _badged(box, badge, step, *_place(str(step.status), layout, tops)) if badge else box
    for end in flow.ends:
        parts += _end(str(end), *_place(str(end), layout, tops))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _lay_out(flow: Flow) -> _Layout:
    layout = _Layout()
    order = {status: number for number, status in enumerate(_statuses(flow))}
    layout.rank[str(flow.first)] = 0
    for status in sorted(order, key=order.__getitem__):
        step = flow.step(status)
        here = layout.rank.setdefault(
            status, 0 if status == str(flow.first) else _before(flow, status, layout, order)
        )
        for goal in _goals(step) if step else ():
            if order[goal] > order[status]:
                layout.rank[goal] = max(layout.rank.get(goal, 0), here + 1)
    lanes = _lanes(flow)
    taken: set[tuple[int, int, int]] = set()
    layout.rows_of_lane = [1] * (len(lanes) + 1)
    for status in order:
        step = flow.step(status)
        lane = lanes.index(_lane_of(step)) if step else len(lanes)
        row = 0
        while (lane, layout.rank[status], row) in taken:
            row += 1
        taken.add((lane, layout.rank[status], row))
        layout.lane[status], layout.row[status] = lane, row
        layout.rows_of_lane[lane] = max(layout.rows_of_lane[lane], row + 1)
    return layout


def _goals(step: Step) -> list[str]:
    return [str(step.answer(label).to) for label in step.answers] + [move["to"] for move in automatic(step)]


def _before(flow: Flow, status: str, layout: _Layout, order: dict[str, int]) -> int:
    sources = [
        str(s.status) for s in flow.steps if status in _goals(s) and order[str(s.status)] < order[status]
    ]
    return max((layout.rank[source] + 1 for source in sources if source in layout.rank), default=0)


def _place(status: str, layout: _Layout, tops: list[int]) -> tuple[int, int]:
    x = MARGIN + LANE_HEAD + GAP_X // 2 + layout.rank[status] * (BOX_W + GAP_X)
    return x, tops[layout.lane[status]] + GAP_Y + layout.row[status] * (BOX_H + GAP_Y)


def _lane(name: str, number: int, top: int, bottom: int, width: int) -> list[str]:
    inside = width - 2 * MARGIN
    parts = [
        _rect(MARGIN, top, inside, bottom - top, LANES[number % 2], "#d1d5db"),
        _rect(MARGIN, top, LANE_HEAD - 12, bottom - top, "#e5e7eb", "#d1d5db"),
    ]
    lines = wrap(name, 16)
    y = (top + bottom) // 2 - 7 * (len(lines) - 1) + 4
    for index, line in enumerate(lines):
        parts.append(_text(MARGIN + (LANE_HEAD - 12) // 2, y + 14 * index, line, 11.5, bold=True))
    return parts


def _rect(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    stroke: str,
    round: float = 0,
    thick: float = 1,
) -> str:
    place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{round:g}"'
    return f'<rect {place} fill="{fill}" stroke="{stroke}" stroke-width="{thick:g}"/>'


def _text(
    x: float, y: float, text: str, size: float, *, bold: bool = False, fill: str = INK, anchor: str = "middle"
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x}" y="{y}" font-size="{size}"{weight} text-anchor="{anchor}"'
    return f'<text {place} fill="{fill}">{escape(text)}</text>'


def _box(step: Step, x: int, y: int) -> list[str]:
    fill = "#dbeafe" if step.outside else "#fef3c7" if step.approval else "#ffffff"
    parts = [_rect(x, y, BOX_W, BOX_H, fill, LINE, 5, 1.3)]
    numbers = ", ".join(map(str, step.map_steps))
    head = f"{numbers}. {step.status}" if numbers else str(step.status)
    parts.append(_text(x + BOX_W / 2, y + 15, head if len(head) < 26 else f"{head[:24]}…", 10, bold=True))
    for index, line in enumerate(wrap(step.task, 26)[:4]):
        parts.append(_text(x + BOX_W / 2, y + 30 + 12 * index, line, 9.8))
    return parts


def _badged(box: list[str], badge: Badge, step: Step, x: int, y: int) -> list[str]:
    """The box as a link, with the badge on its upper right corner."""
    wide = max(24, 8 * len(badge.text) + 12)
    return [
        f'<a href="{escape(badge.href)}" aria-label="{escape(f"{step.status}: {badge.text}")}">', *box,
        _rect(x + BOX_W - wide + 6, y - 11, wide, 22, "#9f1239" if badge.late else "#0f5c56", "#ffffff", 11, 1.5),
        _text(x + BOX_W + 6 - wide / 2, y + 4.5, badge.text, 12.5, bold=True, fill="#ffffff"), "</a>",
    ]  # fmt: skip


def _end(status: str, x: int, y: int) -> list[str]:
    middle = y + BOX_H / 2
    return [
        _rect(x, middle - 20, BOX_W, 40, "#d1fae5", LINE, 20, 1.6),
        _text(x + BOX_W / 2, middle + 4, status, 11, bold=True),
    ]


def _line(points: list[tuple[float, float]], arrow: _Arrow) -> str:
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    dash = ' stroke-dasharray="5 4"' if arrow.dashed else ""
    return f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="1.3"{dash} marker-end="url(#a)"/>'


def _label(x: float, y: float, text: str) -> list[str]:
    short = text if len(text) <= 34 else f"{text[:33]}…"
    width = 5.2 * len(short) + 6
    back = f'<rect x="{x - width / 2:g}" y="{y - 9:g}" width="{width:g}" height="12" fill="#ffffff" opacity="0.85"/>'
    return [back, _text(x, y, short, 9.2, fill=MUTED)]


def _forward(arrow: _Arrow, layout: _Layout, tops: list[int]) -> list[str]:
    (x1, y1), (x2, y2) = _place(arrow.source, layout, tops), _place(arrow.target, layout, tops)
    start, goal = (x1 + BOX_W, y1 + BOX_H / 2), (float(x2), y2 + BOX_H / 2)
    turn = x1 + BOX_W + GAP_X / 2 - 8
    far = layout.rank[arrow.target] - layout.rank[arrow.source] > 1
    if far:  # over the gap below its own row, so that no box is crossed
        channel = y1 + BOX_H + GAP_Y / 2 + (0 if y2 >= y1 else -(BOX_H + GAP_Y))
        last = x2 - GAP_X / 2 + 6
        points = [start, (turn, start[1]), (turn, channel), (last, channel), (last, goal[1]), goal]
        return [_line(points, arrow), *_label((turn + last) / 2, channel - 3, arrow.label)]
    points = [start, goal] if start[1] == goal[1] else [start, (turn, start[1]), (turn, goal[1]), goal]
    side = (
        (turn, (start[1] + goal[1]) / 2) if start[1] != goal[1] else ((start[0] + goal[0]) / 2, start[1] - 5)
    )
    return [_line(points, arrow), *_label(*side, arrow.label)]


def _backward(arrow: _Arrow, layout: _Layout, tops: list[int], channel: float) -> list[str]:
    """Back along a channel of its own under all lanes."""
    (x1, y1), (x2, y2) = _place(arrow.source, layout, tops), _place(arrow.target, layout, tops)
    down, up = x1 + BOX_W + 8, x2 - 10
    points = [
        (x1 + BOX_W, y1 + BOX_H - 12),
        (down, y1 + BOX_H - 12),
        (down, channel),
        (up, channel),
        (up, y2 + BOX_H - 12),
        (x2, y2 + BOX_H - 12),
    ]
    return [
        _line([(float(x), float(y)) for x, y in points], arrow),
        *_label((down + up) / 2, channel + 4, arrow.label),
    ]
