"""What the journal says of cases, as two frames: the cases, and their stays at each step.

``cases``: case, flow, parent, opened, closed, taken_in. ``stays``: case, flow, parent, order, status, desks (a tuple),
arrived, left, due, first_of_old. Moments are those of the office's own clock, without a zone; NaT where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from flows.engine.calendar import JAKARTA, WorkCalendar
from flows.engine.case import Case, EventKind
from flows.engine.columns import Invalid, Value
from flows.engine.matter import desks_of, step_of
from flows.engine.model import Flow, Step
from flows.engine.ports import Recorded

CASES = ("case", "flow", "parent", "opened", "closed", "taken_in")
STAYS = ("case", "flow", "parent", "order", "status", "desks", "arrived", "left", "due", "first_of_old")
MOMENTS = ("opened", "closed", "arrived", "left", "due")


def history_of(
    cases: Iterable[Case],
    moves: Iterable[Recorded],
    cells: Mapping[str, Mapping[str, str]],
    flows: Mapping[str, Flow],
    calendar: WorkCalendar,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """cells: case -> its row as last decided upon; flows: by register. Rows of DATA registers do not count as cases."""
    by_case: dict[str, list[Recorded]] = {}
    for one in moves:
        by_case.setdefault(one.event.case, []).append(one)
    rows: list[dict[str, Any]] = []
    stays: list[dict[str, Any]] = []
    for case in cases:
        flow = flows.get(case.register)
        if flow is None:
            continue
        values = _values(flow, case, cells.get(case.id, {}))
        begun = by_case.get(case.id, [])
        mine = _stays(case, begun, flow, values, calendar)
        old = bool(begun) and begun[0].event.kind is EventKind.BASELINE
        closed = None
        if case.closed:
            closed = mine[-1]["left"] if mine else _local(case.arrived_at)
        rows.append(
            {
                "case": case.id, "flow": case.flow, "parent": case.parent, "opened": _local(case.opened_at),
                "closed": closed, "taken_in": old,
            }
        )  # fmt: skip
        for number, stay in enumerate(mine):
            stay["first_of_old"] = old and number == 0
        stays += mine
    return framed(rows, CASES), framed(stays, STAYS)


def framed(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """A frame with just these columns, moments as moments even when there is no row."""
    frame = pd.DataFrame({name: [row[name] for row in rows] for name in columns})
    for name in MOMENTS:
        if name in columns:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
    return frame


def _stays(
    case: Case, begun_and_moved: Sequence[Recorded], flow: Flow, values: Mapping[str, Value], calendar: WorkCalendar
) -> list[dict[str, Any]]:  # fmt: skip
    """Where the case stood, one after another; the last one is open unless the case is closed."""
    stays = []
    arrived = case.opened_at
    for one in begun_and_moved:
        if one.event.kind is EventKind.MOVED:
            stays.append(
                _stay(case, str(one.event.data["frm"]), arrived, one.event.at, flow, values, calendar)
            )
        arrived = one.event.at
    if not case.closed:
        last = _stay(case, case.status, arrived, None, flow, values, calendar)
        stays.append({**last, "due": _local(case.due_at)})
    return stays


def _stay(
    case: Case, status: str, arrived: datetime, left: datetime | None, flow: Flow, values: Mapping[str, Value],
    calendar: WorkCalendar,
) -> dict[str, Any]:  # fmt: skip
    step = step_of(flow, replace(case, status=status))
    statuses = [str(one.status) for one in flow.steps]
    return {
        "case": case.id,
        "flow": case.flow,
        "parent": case.parent,
        "order": (100 if case.parent else 0) + (statuses.index(status) if status in statuses else 99),
        "status": status,
        "desks": _desks(step, values) if step else (),
        "arrived": _local(arrived),
        "left": _local(left),
        "due": _local(_due(step, arrived, values, calendar)) if step else None,
    }


def _desks(step: Step, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Whose turn it was; parties outside the office are marked."""
    return tuple(f"{desk.name} (luar)" if desk.outside else desk.name for desk in desks_of(step.by, values))


def _due(
    step: Step, arrived: datetime, values: Mapping[str, Value], calendar: WorkCalendar
) -> datetime | None:
    """When the term of a past stay ran out, as ``flows.engine.moving.set_clocks`` counts it."""
    if step.due is not None:
        term, column = step.due, step.due_since
    elif step.if_silent is not None:
        term, column = step.if_silent.duration, step.if_silent.since
    else:
        return None
    start: datetime | None = arrived
    if column:
        day = values.get(column)
        start = datetime.combine(day, time(), JAKARTA) if isinstance(day, date) else None
    return calendar.deadline(start, term) if start else None


def _values(flow: Flow, case: Case, cells: Mapping[str, str]) -> dict[str, Value]:
    """The cells of a case as far as they can be read; desks and terms may depend on them."""
    merged: dict[str, Any] = {**cells, **case.initial, **case.fills}
    for column in flow.register.columns:
        if isinstance(text := merged.get(column.heading), str) and text:
            try:
                merged[column.heading] = column.type.parse(text)
            except Invalid:
                continue
    return merged


def _local(at: datetime | None) -> datetime | None:
    return at.astimezone(JAKARTA).replace(tzinfo=None) if at is not None else None
