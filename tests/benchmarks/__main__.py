"""``python -m tests.benchmarks [--rows 2000,100000]``: each figure beside the plain way or the bare limit of the same work."""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from flows.engine.calendar import JAKARTA
from flows.engine.model import ID
from flows.engine.ports import CellWrite, NewRow, Patch
from scripts.office import TEMPLATES, AlurOffice, open_office
from scripts.provisioning import make_office, provision_office
from scripts.running import one_pass
from tests.benchmarks.shops import shops
from tests.benchmarks.standin import standin

BOOK, TAB = "Umum dan Kepegawaian", "Arsip"


class Clock:
    """A Monday morning."""

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)


def timed(job: Callable[[], object], runs: int = 3) -> float:
    """Median seconds of some runs."""
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def say(what: str, seconds: float, beside: str = "", other: float = 0.0) -> None:
    ratio = f"{seconds / other:8.2f} x {beside}" if other else ""
    print(f"{what:<58}{seconds * 1000:>11.1f} ms {ratio}", flush=True)


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def filled_office(folder: Path, rows: int) -> AlurOffice:
    """An office whose archive register holds so many finished rows, taken in by a first pass."""
    make_office(folder)
    office = open_office(folder, Clock())
    provision_office(office)
    book = office.registers.read(BOOK)
    new = [
        NewRow(
            TAB,
            {
                "Uraian informasi": f"Surat {n}", "Tanggal": date(2026, 1, 5), "Nomor surat": f"500/{n}/2026", "Jumlah": "1 berkas",
                "Tingkat akses": "Biasa/Terbuka", "Lemari": "A", "Laci": "1", "Folder": str(n % 40), "Asal kasus": f"SM-2025-{n:04}",
                "Status": "Tersimpan", "Kode klasifikasi": "500.3.2.1",
            },
        )
        for n in range(rows)
    ]  # fmt: skip
    began = time.perf_counter()
    office.registers.write(BOOK, book.stamp, Patch(new_rows=new))
    say(f"writing {rows} new rows in place", time.perf_counter() - began)
    office.journal.remember({}, {}, [], {f"register:{TAB}": ""})
    began = time.perf_counter()
    report = one_pass(office, quiet=True)
    assert report is not None
    say(f"first contact: taking in {report.baseline.get(TAB, 0)} old rows", time.perf_counter() - began)
    return office


def passes(folder: Path, rows: int, changes: int) -> None:
    from python_calamine import CalamineWorkbook

    office = filled_office(folder, rows)
    path = folder / "registers" / f"{BOOK}.xlsx"

    def bare() -> None:
        CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())).get_sheet_by_name(TAB).to_python(
            skip_empty_area=False
        )

    reading = timed(bare)
    say(f"bare calamine reading of {rows} rows ({path.stat().st_size >> 10} kB)", reading)
    say(
        "  reading through the port, all tabs",
        timed(lambda: office.registers.read(BOOK)),
        "bare reading",
        reading,
    )
    took = []
    for turn in range(3):
        book = office.registers.read(BOOK)
        tab = book.tabs[TAB]
        at = list(tab.headings).index(ID)
        refs = [ref for ref in range(len(tab.rows)) if tab.rows[ref][at]][
            turn * changes : (turn + 1) * changes
        ]
        patch = Patch(cells=[CellWrite(TAB, ref, "Folder", f"baru {turn}") for ref in refs])
        office.registers.write(BOOK, book.stamp, patch)
        began = time.perf_counter()
        one_pass(office, quiet=True)
        took.append(time.perf_counter() - began)
    say(f"  a pass with {changes} changed rows", statistics.median(took), "bare reading", reading)
    say("  a pass with nothing changed", timed(lambda: one_pass(office, quiet=True)), "bare reading", reading)
    book = office.registers.read(BOOK)
    cells = [CellWrite(TAB, ref, "Pesan", "x") for ref in range(0, rows, max(1, rows // 100))]
    began = time.perf_counter()
    office.registers.write(BOOK, book.stamp, Patch(cells=cells))
    in_place = time.perf_counter() - began
    from connectors.xlsx.package import open_package

    package = open_package(path.read_bytes())
    sheet = package.tabs[TAB]

    def inflate_and_deflate() -> None:
        packer = zlib.compressobj(1, zlib.DEFLATED, -15)
        packer.compress(package.part(sheet))
        packer.flush()

    say(
        f"  {len(cells)} cells changed in place",
        in_place,
        "inflate + deflate of the sheet",
        timed(inflate_and_deflate),
    )
    if rows <= 5000:
        import openpyxl

        def load_and_save() -> None:
            openpyxl.load_workbook(path).save(folder / "copy.xlsx")

        say("  the same by openpyxl load + save", timed(load_and_save, 1), "in place", in_place)
    print(f"  peak memory of this process {peak_megabytes():.0f} MB")
    office.close()


def letters() -> None:
    from docxtpl import DocxTemplate

    from connectors.letters.lint import sample_context
    from connectors.letters.render import environment, render
    from flows import ALL

    register = next(flow.register for flow in ALL if flow.code == "P1.2.1.1")
    words = {**sample_context(register.columns, {}), "qr": ""}
    template = TEMPLATES / "letters" / "surat_dinas.docx"

    def plain() -> None:
        document = DocxTemplate(template)
        document.render(dict(words), jinja_env=environment(), autoescape=True)
        document.save(io.BytesIO())

    base = timed(plain, 15)
    say("a letter by a plain docxtpl loop", base)
    say(
        "  ours, with QR and the same bytes each time",
        timed(lambda: render(template, words, "https://x.id/v/A"), 15),
        "plain docxtpl",
        base,
    )


def idle(folder: Path) -> None:
    """An idle ``alur sync`` as cron runs it: process time, start-up included."""
    command = [sys.executable, "-m", "scripts.alur", "--office", str(folder), "sync"]
    bare = [sys.executable, "-c", "import sqlalchemy, pydantic, typer"]
    figures = []
    for words in (command, bare):
        took = []
        for _ in range(5):
            before = os.times()
            subprocess.run(words, check=True, capture_output=True)
            after = os.times()
            took.append(
                after.children_user + after.children_system - before.children_user - before.children_system
            )
        figures.append(statistics.median(took))
    say("an idle `alur sync`, process time", figures[0], "importing sqlalchemy, pydantic, typer", figures[1])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rows", default="2000,100000", help="sizes of the register")
    parser.add_argument(
        "--shops", default="2000,20000", help="sizes of the register of micro businesses; '' for none"
    )
    parser.add_argument("--only-shops", action="store_true")
    parser.add_argument(
        "--standin", default="1000,4000", help="rows of a register at the stand-in; '' for none"
    )
    asked = parser.parse_args()
    rows = [int(size) for size in asked.rows.split(",")]
    with tempfile.TemporaryDirectory() as scratch:
        if not asked.only_shops:
            letters()
            for size in rows:
                passes(Path(scratch) / str(size), size, 20 if size <= 5000 else 100)
            idle(Path(scratch) / str(rows[0]))
        for size in map(int, filter(None, asked.standin.split(","))):
            standin(size, say)
        if asked.shops:
            shops(Path(scratch), [int(size) for size in asked.shops.split(",")], Clock())


if __name__ == "__main__":
    main()
