"""The picture of a process with the cases that stand on its steps; each step leads to just these cases."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for
from markupsafe import Markup

from connectors.web.here import the_office
from connectors.web.staff import signed_in, staff
from connectors.web.work import FAR, ON_A_PAGE, rows_of
from flows.engine.draw import Badge, svg
from flows.engine.model import RECORDS, Flow, Step

pages = Blueprint("proses", __name__)


@pages.get("/proses")
def daftar() -> str:
    staff()
    found = the_office().figures()
    return render_template("daftar_proses.html", judul="Proses", proses=found.processes, staf=signed_in())


@pages.get("/proses/<code>")
def lihat(code: str) -> str:
    staff()
    flow, found = _flow(code), the_office().figures()
    standing = {status: counts for (of, status), counts in found.standing.items() if of == code}
    days = {one.status: one for one in found.steps if one.code == code}
    address = {
        str(step.status): url_for("proses.tahap", code=code, di=str(step.status)) for step in flow.steps
    }
    badges = {
        status: Badge(f"{count}", address[status], late > 0)
        for status, (count, late) in standing.items()
        if status in address
    }
    rows = [
        (str(step.status), step.task, _desks(step), address[str(step.status)],
         *standing.get(str(step.status), (0, 0)), days.get(str(step.status)))
        for step in flow.steps
    ]  # fmt: skip
    picture = Markup(svg(flow, badges))  # every text in it is escaped by ``draw``
    return render_template(
        "proses.html", judul=f"{code} {flow.title}", gambar=picture, tahap=rows, angka=found
    )


@pages.get("/proses/<code>/tahap")
def tahap(code: str) -> str:
    """The cases that stand on one step, whoever's turn it is; late ones first, then by their term."""
    staff()
    office, flow = the_office(), _flow(code)
    step = flow.step(request.args.get("di", ""))
    if step is None:
        abort(404)
    here = office.journal.lines_at([(flow.register.name, str(step.status))], cells=False)
    lines = sorted(here, key=lambda line: (line.due_at or FAR, line.id))
    pages_in_all = max(1, -(-len(lines) // ON_A_PAGE))
    page = min(max(request.args.get("hal", 1, type=int), 1), pages_in_all)
    return render_template(
        "tahap.html", judul=str(step.status), proses=flow, tugas=step.task, meja=_desks(step), jumlah=len(lines),
        berkas=rows_of(lines[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], office.office.by_register), hal=page,
        semua_hal=pages_in_all,
    )  # fmt: skip


def _flow(code: str) -> Flow:
    found = next((flow for flow in the_office().flows if flow.code == code and code != RECORDS), None)
    if found is None:
        abort(404)
    return found


def _desks(step: Step) -> str:
    """Whose turn it is at a step; of many, which a column of the case decides between, only how many."""
    names = [desk.name for desk in step.by.desks]
    return ", ".join(names) if len(names) <= 2 else f"{names[0]} atau {len(names) - 1} meja lain"
