"""The picture of a process with the cases that stand on its steps; each step leads to just these cases."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, url_for
from markupsafe import Markup

from connectors.web.app import the_office
from connectors.web.staff import signed_in, staff
from flows.engine.draw import Badge, svg
from flows.engine.model import RECORDS, Step

pages = Blueprint("proses", __name__)


@pages.get("/proses")
def daftar() -> str:
    staff()
    found = the_office().figures()
    return render_template("daftar_proses.html", judul="Proses", proses=found.processes, staf=signed_in())


@pages.get("/proses/<code>")
def lihat(code: str) -> str:
    staff()
    office = the_office()
    flow = next((flow for flow in office.flows if flow.code == code and code != RECORDS), None)
    if flow is None:
        abort(404)
    found = office.figures()
    standing = {status: counts for (of, status), counts in found.standing.items() if of == code}
    days = {one.status: one for one in found.steps if one.code == code}
    address = {
        str(step.status): url_for("kerja.daftar", proses=code, tahap=str(step.status)) for step in flow.steps
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


def _desks(step: Step) -> str:
    """Whose turn it is at a step; of many, which a column of the case decides between, only how many."""
    names = [desk.name for desk in step.by.desks]
    return ", ".join(names) if len(names) <= 2 else f"{names[0]} atau {len(names) - 1} meja lain"
