"""What an action of a flow becomes: numbers and columns, cases that another process takes over; letters and mails have
modules of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from flows.engine.calendar import JAKARTA
from flows.engine.case import EventKind
from flows.engine.columns import Value
from flows.engine.data import fill_from, update_data
from flows.engine.lettering import make_letter, make_workbook
from flows.engine.mailing import send_mail
from flows.engine.matter import Matter, open_case
from flows.engine.model import (
    PARENT,
    Action,
    Fill,
    FillFrom,
    MakeLetter,
    MakeWorkbook,
    OpenCase,
    OpenChildren,
    SendMail,
    TakeNumber,
    UpdateData,
)  # fmt: skip
from flows.engine.reading import plain


def carry_out(matter: Matter, actions: Iterable[Action]) -> None:
    """Turn actions into decisions, in the order in which they stand."""
    numbers: dict[str, str] = {}  # name of a letter -> the number that was taken for it
    taken = ""
    for action in actions:
        if action.only and matter.case.variant not in action.only:
            continue
        match action:
            case TakeNumber():
                _take_number(matter, action)
                taken = plain(matter.case.fills.get(action.column))
            case Fill():
                _fill(matter, action)
            case MakeLetter():
                make_letter(matter, action)
                if action.final and taken:
                    numbers[action.name], taken = taken, ""
            case SendMail():
                send_mail(matter, action, numbers)
            case OpenCase():
                _open_case(matter, action)
            case OpenChildren():
                _open_children(matter, action)
            case UpdateData():
                update_data(matter, action)
            case FillFrom():
                fill_from(matter, action)
            case MakeWorkbook():
                make_workbook(matter, action)


# -------------------------------------------------------------------------------- numbers and columns


def _take_number(matter: Matter, action: TakeNumber) -> None:
    case = matter.case
    if action.column in case.fills and not action.again:
        return
    series = matter.chosen(action.series)
    if not series:
        return
    kode = action.code or plain(matter.all_values.get("Kode klasifikasi")) or matter.flow.classification
    # A column takes a number once; that of a further letter is known by the visit it was given in.
    heading = f"{action.column} ({case.visit})" if action.column in case.fills else action.column
    number = matter.plan.take_number(series, case.id, heading, kode)
    fills = {**case.fills, action.column: number.text}
    if action.dated:
        fills[action.dated] = matter.plan.now.astimezone(JAKARTA).date()
    matter.case = replace(case, fills=fills)


def _fill(matter: Matter, action: Fill) -> None:
    value = action.value(matter.view)
    text = "; ".join(value) if isinstance(value, tuple) else value
    fills = {heading: old for heading, old in matter.case.fills.items() if heading != action.column}
    if text is not None:
        fills[action.column] = text
    matter.case = replace(matter.case, fills=fills)


# ---------------------------------------------------------------------------------------- other cases


def _copied(
    matter: Matter, copies: Mapping[str, str], one_per: str = "", word: str = ""
) -> dict[str, str | int | date]:
    found: dict[str, str | int | date] = {}
    values = matter.all_values
    for theirs, ours in copies.items():
        if ours.startswith("="):
            value: Value = ours[1:]
        elif ours == "ID":
            value = matter.case.id
        elif ours == one_per:
            value = word
        else:
            value = values.get(ours)
        if value is not None and value != "":
            found[theirs] = "; ".join(value) if isinstance(value, tuple) else value
    return found


def _open_case(matter: Matter, action: OpenCase) -> None:
    plan = matter.plan
    target = plan.office.flow(action.flow)
    if target is None or (action.if_ is not None and not action.if_(matter.view)):
        return
    origin = f"{matter.case.id}>{action.flow}"
    if plan.opened_by(origin):
        return
    opened = open_case(plan, target, origin, _copied(matter, action.copies), opener="")
    plan.event(matter.case.id, EventKind.HANDED_OFF, to=opened.id, flow=action.flow, when=action.when)


def _open_children(matter: Matter, action: OpenChildren) -> None:
    children = next(child for child in matter.flow.children if child.register.name == action.into)
    flow = matter.flow.child_flow(children)
    words = matter.values.get(action.one_per)
    for word in words if isinstance(words, tuple) else (words,) if isinstance(words, str) else ():
        origin = f"{matter.case.id}>{action.into}>{word}"
        if matter.plan.opened_by(origin):
            continue
        initial = _copied(matter, action.copies, action.one_per, word)
        if children.register.column(PARENT):
            initial[PARENT] = matter.case.id
        child = open_case(matter.plan, flow, origin, initial, parent=matter.case.id)
        matter.plan.event(
            matter.case.id, EventKind.HANDED_OFF, to=child.id, flow=flow.title, when=action.one_per
        )
