"""The dashboard of the Kepala Dinas and the heads: what is open and late, where it waits, how it goes. No names."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from connectors.web.figures import Figures
from connectors.web.here import the_office
from connectors.web.plots import bars, columns
from connectors.web.staff import Staff, signed_in, staff
from flows.roles import KEPALA_DINAS, SEKRETARIS, UNIT_PENGOLAH

pages = Blueprint("dasbor", __name__)
LEADERS = (KEPALA_DINAS.name, SEKRETARIS.name)
HEADED = tuple(desk.name for desk in UNIT_PENGOLAH)
MOST_BARS, MOST_STEPS = 10, 12


def leads(who: Staff) -> bool:
    """Whether somebody leads the office or one of its units now, by their own seat or as a deputy."""
    directory = the_office().office.directory
    deputised = {mandate.desk for mandate in who.mandates}
    heads = {desk for desk in HEADED if (head := directory.head_of(desk)) and head.id == who.person.id}
    return bool({*LEADERS, *HEADED} & deputised or set(LEADERS) & set(who.own) or heads)


@pages.get("/dasbor")
def lihat() -> str:
    who = staff()
    if not leads(who):
        abort(403)
    found = the_office().figures()
    villages = [one for one in found.villages if one.businesses or one.cooperatives]
    return render_template(
        "dasbor.html", judul="Dasbor", angka=found, proses=[one for one in found.processes if one.open or one.opened],
        semua=found.processes, tahap=slowest(found), kelurahan=villages, bagan=plots(found), staf=signed_in(),
        terbuka=sum(one.open for one in found.processes), terlambat=sum(one.late for one in found.processes),
        masuk=sum(one.opened for one in found.processes), selesai=sum(one.finished for one in found.processes),
        surat=sum(count for _, count in found.letters),
    )  # fmt: skip


def slowest(found: Figures) -> list[object]:
    """The steps at which cases stayed longest."""
    return list(sorted(found.steps, key=lambda one: (-one.median, -one.cases))[:MOST_STEPS])


def plots(found: Figures) -> dict[str, str]:
    """Name -> SVG; a plot that would show nothing is left out."""
    made: dict[str, str] = {}
    parts = ("Dalam batas waktu", "Terlambat")
    standing = sorted((one for one in found.processes if one.open), key=lambda one: (-one.late, -one.open))
    if standing:
        rows = [(f"{one.code} {one.title}", (one.open - one.late, one.late)) for one in standing[:MOST_BARS]]
        says = f"Paling banyak terlambat: {standing[0].title}, {standing[0].late} dari {standing[0].open} berkas."
        made["proses"] = bars("bp", "Berkas terbuka per proses", says, rows, parts)
    if found.desks:
        most = max(found.desks, key=lambda one: one.waiting)
        rows = [(one.desk, (one.waiting - one.late, one.late)) for one in found.desks[:MOST_BARS]]
        says = f"Paling banyak ditunggu: {most.desk}, {most.waiting} berkas, {most.late} terlambat."
        made["meja"] = bars("bm", "Berkas yang menunggu, per meja", says, rows, parts)
    if any(week.opened or week.finished for week in found.weeks):
        weeks = [(f"{one.monday:%d/%m}", (one.opened, one.finished)) for one in found.weeks]
        last = found.weeks[-1]
        says = f"Minggu ini masuk {last.opened} dan selesai {last.finished} berkas."
        made["tren"] = columns("bt", "Berkas masuk dan selesai per minggu", says, weeks, ("Masuk", "Selesai"))
    villages = sorted(found.villages, key=lambda one: -(one.businesses + one.cooperatives))
    if villages and villages[0].businesses + villages[0].cooperatives:
        rows = [(one.kelurahan, (one.businesses, one.cooperatives)) for one in villages[:MOST_BARS]]
        says = f"Terbanyak di {villages[0].kelurahan}: {villages[0].businesses} usaha mikro."
        made["kelurahan"] = bars("bk", "KUM per kelurahan", says, rows, ("Usaha mikro", "Koperasi"))
    return made
