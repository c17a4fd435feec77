"""Reports for a period: agenda, rekap, bmd, kum. The command is ``alur report``, for cron ``laporan.sh``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from scripts.office import AlurOffice
    from scripts.reports.document import Signer
    from scripts.reports.layout import Report
    from scripts.reports.period import Period


class Kind(StrEnum):
    """Which report."""

    AGENDA = "agenda"
    REKAP = "rekap"
    BMD = "bmd"
    KUM = "kum"
    KIB = "kib"
    ALL = "semua"


@dataclass(frozen=True, slots=True)
class Made:
    """The files of one report, and what the reader of it is told of its sources."""

    name: str
    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()
    without_pdf: str = ""


def report(
    context: typer.Context,
    kind: Annotated[
        Kind, typer.Argument(help="agenda, rekap, bmd, kum; kib: inventory cards; semua: those of a period.")
    ] = Kind.ALL,
    first: Annotated[
        datetime | None,
        typer.Option(
            "--from", formats=["%Y-%m-%d", "%d-%m-%Y"], help="First day; default: of last month.", show_default=False
        ),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option(
            "--to", formats=["%Y-%m-%d", "%d-%m-%Y"], help="Last day; default: the end of that month.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A folder; default: documents/laporan/NAME-PERIOD of the office.")
    ] = None,
) -> None:  # fmt: skip
    """Make reports of a period as workbook, Word file and PDF: agenda surat, rekap proses, BMD, statistik KUM."""
    from rich.console import Console

    from scripts.office import open_office
    from scripts.reports.period import period_of
    from scripts.reports.sources import today_of

    folder: Path = context.parent.params["office"] if context.parent else Path("office")
    office = open_office(folder)
    try:
        period = period_of(first.date() if first else None, last.date() if last else None, today_of(office))
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--from, --to") from None
    console = Console(stderr=True)
    try:
        for one in [kind] if kind is not Kind.ALL else [k for k in Kind if k not in (Kind.ALL, Kind.KIB)]:
            with console.status(f"laporan {one}"):
                made = make_report(office, one, period, out)
            for path in made.files:
                print(f"made {path}")
            for line in [*made.notes, *([made.without_pdf] if made.without_pdf else [])]:
                print(f"note: {line}")
    finally:
        office.close()


def make_report(office: AlurOffice, kind: Kind, period: Period, out: Path | None = None) -> Made:
    """Make one report and put its files in place, each in one move. Raises OSError when it cannot be written."""
    composed = COMPOSERS[kind](office, period)
    folder = out or office.documents / "laporan" / composed.stem
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".laporan-", dir=folder) as scratch:
        files, why = _write(office, composed, Path(scratch))
        done = []
        for file in files:
            target = folder / file.name
            file.replace(target)
            done.append(target)
        if why:  # an older PDF would say something else than the Word file beside it
            (folder / f"{composed.stem}.pdf").unlink(missing_ok=True)
    return Made(composed.name, tuple(done), tuple(composed.notes), why)


def _write(office: AlurOffice, composed: Report, folder: Path) -> tuple[list[Path], str]:
    """Write workbook, Word file and, where LibreOffice is there, PDF; gives the files, and why there is no PDF."""
    from connectors.letters.builder import A4, F4, Look
    from connectors.letters.pdf import to_pdf
    from flows.engine.ports import Did
    from scripts.office import TEMPLATES
    from scripts.reports.document import emblem_of, write_document
    from scripts.reports.sources import today_of
    from scripts.reports.workbook import write_workbook

    settings, letterhead = office.config.letters, office.letterhead
    workbook, document = folder / f"{composed.stem}.xlsx", folder / f"{composed.stem}.docx"
    write_workbook(workbook, composed, letterhead, font=settings.font, paper=settings.paper)
    look = Look(settings.font, settings.font_size, F4 if settings.paper == "F4" else A4)
    write_document(
        document, composed, letterhead, emblem_of(TEMPLATES / "letters" / "surat_dinas.docx"), today_of(office),
        _signer(office, composed.signer), _signer(office, composed.knows) if composed.knows else None, look,
    )  # fmt: skip
    if settings.pdf == "off":
        return [workbook, document], ""
    outcome = to_pdf([document])[document]
    if outcome.did is not Did.DONE:
        return [workbook, document], f"no PDF: {outcome.why}"
    return [workbook, document, document.with_suffix(".pdf")], ""


def _signer(office: AlurOffice, desk: str) -> Signer:
    from scripts.reports.document import Signer

    head = office.office.directory.head_of(desk)
    return Signer(head.jabatan if head and head.jabatan else desk, head)


# ---------------------------------------------------------------------------- from the office to reports


def _agenda(office: AlurOffice, period: Period) -> Report:
    from flows.p1_umum.surat_keluar import SERI as OWN_SERIES
    from flows.p1_umum.surat_keluar import SURAT_KELUAR
    from flows.p1_umum.surat_masuk import SURAT_MASUK
    from flows.surat import AGENDA_KELUAR, SERI
    from scripts.reports import agenda, sources

    incoming, outgoing, entries = (
        sources.read_register(office, register.name)
        for register in (SURAT_MASUK, SURAT_KELUAR, AGENDA_KELUAR)
    )
    numbers_in = sources.read_numbers(office, ["agenda masuk"])
    numbers_out = sources.read_numbers(office, dict.fromkeys([*SERI.values(), *OWN_SERIES.all]))
    received = sources.with_lost_rows(office, incoming, numbers_in["kasus"])
    sent = sources.with_lost_rows(office, outgoing, numbers_out["kasus"])
    return agenda.compose(
        agenda.agenda_masuk(received, numbers_in, period),
        agenda.agenda_keluar(entries.frame, sent, numbers_out, period),
        period,
        sources.told([incoming, outgoing, entries]),
        agenda.not_in_the_book(incoming.frame),
    )


def _rekap(office: AlurOffice, period: Period) -> Report:
    from flows.engine.calendar import JAKARTA
    from scripts.reports import rekap, sources

    cases, stays = sources.read_history(office)
    now = office.clock.now().astimezone(JAKARTA).replace(tzinfo=None)
    processes = {flow.code: flow.title for flow in office.office.flows}
    at, calendar = min(period.end, now), office.office.calendar
    return rekap.compose(processes, cases, stays, period, at, calendar, [])


def _bmd(office: AlurOffice, period: Period) -> Report:
    from flows.p1_umum.bmd import KEBUTUHAN, RINCIAN
    from scripts.reports import bmd, sources

    names = [
        name for name in office.office.registers if name == "Inventaris BMD" or name.startswith("KIB ")
    ] or ["Inventaris BMD"]
    wanted = (*bmd.HEADINGS, *bmd.OF_ROOM_CARDS, "Nilai kontrak")
    tables = {name: sources.read_register(office, name, wanted) for name in names}
    requests, lines = (sources.read_register(office, register.name) for register in (KEBUTUHAN, RINCIAN))
    items = bmd.inventory({name: table.frame for name, table in tables.items()})
    told = sources.told([*tables.values(), requests, lines])
    return bmd.compose(items, requests.frame, lines.frame, period, _as_read(office), told)


def _kib(office: AlurOffice, period: Period) -> Report:
    from flows.data import INVENTARIS
    from scripts.reports import kib, sources

    cards = [sources.read_register(office, register.name) for register in INVENTARIS]
    frames = {table.name: table.frame for table in cards}
    return kib.compose(frames, period, _as_read(office), sources.told(cards))


def _kum(office: AlurOffice, period: Period) -> Report:
    from scripts.reports import kum, sources

    shops = sources.read_register(office, kum.BUSINESSES, kum.BUSINESS_HEADINGS)
    coops = sources.read_register(office, kum.COOPERATIVES, (*kum.COOPERATIVE_HEADINGS, *kum.RENAMED))
    places = [kum.Place(one.kecamatan, one.kelurahan) for one in office.config.wilayah]
    return kum.compose(
        None if shops.missing else shops.frame,
        None if coops.missing else coops.frame,
        places,
        period,
        _as_read(office),
        sources.today_of(office),
        sources.told([shops, coops]),
    )


def _as_read(office: AlurOffice) -> str:
    """Registers of data hold no history: the report says on which day they were read."""
    from connectors.letters.filters import tanggal
    from scripts.reports.sources import today_of

    return f"Keadaan register pada {tanggal(today_of(office))}"


COMPOSERS: dict[Kind, Callable[[AlurOffice, Period], Report]] = {
    Kind.AGENDA: _agenda,
    Kind.REKAP: _rekap,
    Kind.BMD: _bmd,
    Kind.KUM: _kum,
    Kind.KIB: _kib,
}

__all__ = ["Kind", "Made", "make_report", "report"]
