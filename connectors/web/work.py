"""What waits for me: the cases at my desks, late ones first, then by their term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request

from connectors.journal.looking import Line
from connectors.web.here import the_office
from connectors.web.row import columns_of, steps_of, term_in_words, title_of, values_in
from connectors.web.staff import staff
from flows.engine.calendar import JAKARTA
from flows.engine.matter import desks_of, seat_of, step_of
from flows.engine.model import Desk, Flow, Seat
from flows.engine.plan import slug

pages = Blueprint("kerja", __name__)
ON_A_PAGE = 25
FAR = datetime(9999, 1, 1, tzinfo=JAKARTA)


@dataclass(frozen=True)
class Waiting:
    """A case in my list. task: what is to be done; term: when, in words; said: what Alur says about it; answered: an
    answer has come and the next pass takes it."""

    id: str
    title: str
    process: str
    register: str
    status: str
    task: str
    term: str
    late: bool
    said: str = ""
    answered: bool = False


@pages.get("/kerja")
def daftar() -> str:
    who, office = staff(), the_office()
    outside, process = request.args.get("lihat") == "luar", request.args.get("proses", "")[:20]
    flows = office.office.by_register
    lines = {where: waiting_for(who.desks, flows, outside=where) for where in (False, True)}
    shown = lines[outside]
    of_process = Counter(flows[line.register].code for line in shown)
    titles = {flow.code: flow.title for flow in office.flows}
    if process:
        shown = [line for line in shown if flows[line.register].code == process]
    pages_in_all = max(1, -(-len(shown) // ON_A_PAGE))
    page = min(max(request.args.get("hal", 1, type=int), 1), pages_in_all)
    now = office.clock.now()
    return render_template(
        "kerja.html", judul="Kerja saya", staf=who, luar=outside, proses=process, hal=page, semua_hal=pages_in_all,
        berkas=rows_of(shown[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], flows), jumlah=len(shown),
        terlambat=sum(line.due_at is not None and line.due_at <= now for line in shown), banyak_luar=len(lines[True]),
        banyak_saya=len(lines[False]),
        pilihan=[(code, titles.get(code, code), of_process[code]) for code in sorted(of_process)],
    )  # fmt: skip


def waiting_for(desks: Collection[str], flows: Mapping[str, Flow], *, outside: bool = False) -> list[Line]:
    """The open cases at turn for any of these desks, by their term.

    outside: those that wait for somebody outside and whose answer these desks record. flows: by register."""
    mine = set(desks)
    fixed: list[tuple[str, str]] = []
    decided: list[tuple[str, str]] = []
    told: dict[tuple[str, str], Seat] = {}
    for name, flow in flows.items():
        for step in steps_of(flow):
            seat, place = seat_of(step), (name, str(step.status))
            names = step.approval.by if step.approval and step.approval.by else seat.desks
            if step.outside != outside or mine.isdisjoint(desk.name for desk in names):
                continue
            if step.approval is not None:
                decided.append(place)
            elif isinstance(seat, Desk):
                fixed.append(place)
            else:
                told[place] = seat
    journal = the_office().journal
    found = journal.lines_at(fixed, cells=False)
    for line in journal.lines_at(told, cells=True):
        seat = told[line.register, line.status]
        at_turn = desks_of(seat, values_in(flows[line.register], line.cells, line.fills, columns_of(seat)))
        if not mine.isdisjoint(desk.name for desk in at_turn):
            found.append(line)
    if decided:
        asked = journal.asked_of({slug(desk) for desk in mine})
        found += [line for line in journal.lines_at(decided, cells=False) if line.id in asked]
    return sorted(found, key=lambda line: (line.due_at or FAR, line.id))


def rows_of(lines: Collection[Line], flows: Mapping[str, Flow]) -> list[Waiting]:
    """Lines as a page shows them, each case read whole."""
    office = the_office()
    cases = office.journal.cases(line.id for line in lines)
    cells = office.journal.contents(cases)
    answered = office.journal.answered()
    now, calendar = office.clock.now(), office.office.calendar
    rows = []
    for line in lines:
        case = cases.get(line.id)
        if case is None:
            continue
        flow = flows[case.register]
        step = step_of(flow, case)
        term, late = term_in_words(case.due_at, now, calendar) if not case.closed else ("", False)
        rows.append(
            Waiting(
                case.id, title_of(cells.get(case.id, case.initial), case.fills), flow.title, flow.register.name,
                case.status, step.task if step else "", term, late, case.held or case.notice,
                (case.id, case.visit) in answered,
            )
        )  # fmt: skip
    return rows
