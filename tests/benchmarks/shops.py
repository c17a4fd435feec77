"""The register of micro businesses at the size of a city: generated, taken in, placed, reported. Two sizes side by side."""

from __future__ import annotations

import csv
import random
import resource
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from flows.engine.ports import Clock
from scripts.intake import take_in
from scripts.laporan import Kind, make_report
from scripts.office import AlurOffice, open_office
from scripts.provisioning import make_office, provision_office
from scripts.reports.period import period_of
from scripts.running import one_pass

FORM, BOOK, TAB = "data-usaha-mikro", "Bidang Usaha Mikro", "Data Usaha Mikro"
HEADINGS = (
    "Nama usaha", "Nama pemilik", "NIK", "Jenis kelamin", "Kelompok sektor", "Produk utama", "Alamat", "Kelurahan", "HP",
    "KBLI", "Tahun mulai", "NIB", "Persetujuan data",
)  # fmt: skip
GOODS = {
    "Kuliner": (("Keripik", "Bandeng Presto", "Warung", "Kue Basah", "Katering"), "10794"),
    "Fesyen": (("Batik", "Konveksi", "Bordir", "Sepatu"), "14111"),
    "Kerajinan": (("Anyaman", "Suvenir", "Keramik"), "16291"),
    "Jasa": (("Penjahit", "Bengkel", "Pangkas Rambut", "Percetakan"), "96111"),
    "Perdagangan": (("Toko", "Kios", "Agen"), "47111"),
    "Logam": (("Bubut", "Las", "Engsel"), "25952"),
    "Mebel": (("Mebel", "Ukir", "Kusen"), "31001"),
}
WOMEN = ("Siti", "Nur", "Sri", "Lilik", "Umi", "Dewi", "Endang", "Rukmini", "Sumiati", "Fatimah")
MEN = ("Achmad", "Budi", "Moch.", "Agus", "Slamet", "Hari", "Yusuf", "Kasim", "Imam", "Wahyu")
SURNAMES = (
    "Rahayu",
    "Santoso",
    "Fauzi",
    "Handayani",
    "Ridwan",
    "Hidayat",
    "Utami",
    "Wibowo",
    "Aini",
    "Prasetyo",
)
STREETS = (
    "Hangtuah",
    "Gatot Subroto",
    "Slagah",
    "Pahlawan",
    "Veteran",
    "Panglima Sudirman",
    "KH Hasyim Asyari",
    "Bukir",
)
EVERY_BAD = 200
"""One line in so many has a NIK that no person can have."""


def generate(file: Path, rows: int, places: Sequence[str], seed: int = 2026) -> None:
    """Write so many believable businesses; the same seed writes the same file. All is invented."""
    chance = random.Random(seed)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        for number in range(rows):
            woman = chance.random() < 0.6
            sector = chance.choice(list(GOODS))
            names, kbli = GOODS[sector]
            owner = f"{chance.choice(WOMEN if woman else MEN)} {chance.choice(SURNAMES)}"
            born = (chance.randint(1, 28) + 40 * woman, chance.randint(1, 12), chance.randint(55, 99))
            nik = f"3575{chance.randint(1, 4):02}{born[0]:02}{born[1]:02}{born[2]:02}{number % 9999 + 1:04}"
            if number % EVERY_BAD == EVERY_BAD - 1:
                nik = f"{nik[:6]}99{nik[8:]}"
            writer.writerow(
                (
                    f"{chance.choice(names)} {owner.split()[0]} {number + 1}", owner, nik,
                    "Perempuan" if woman else "Laki-laki", sector, chance.choice(names).lower(),
                    f"Jalan {chance.choice(STREETS)} {number % 400 + 1}", chance.choice(places), f"0812{number:08}", kbli,
                    chance.randint(1990, 2026), "" if chance.random() < 0.35 else f"{9120000000000 + number}",
                    chance.choice(("Ya", "Tidak")),
                )
            )  # fmt: skip


def shops(scratch: Path, sizes: Sequence[int], clock: Clock) -> None:
    """Take in, place and report registers of these sizes; the last column is how much more work a row is than in the
    first of them: near 1 is linear. Work is this process's own time, which other work on the machine hardly changes."""
    heads = f"{'micro businesses':<16}{'rows':>8}{'seconds':>9}{'of CPU':>9}{'rows/s':>8}{'peak MB':>9}"
    print(f"\n{heads}   CPU a row, x the first size")
    first: dict[str, float] = {}
    for size in sizes:
        folder = scratch / f"shops-{size}"
        make_office(folder)
        office = open_office(folder, clock)
        provision_office(office)
        one_pass(office, quiet=True)
        file = folder / "usaha.csv"
        generate(file, size, [place.kelurahan for place in office.config.wilayah])
        for stage, job in _stages(office, file, size):
            began, worked = time.perf_counter(), time.process_time()
            job()
            took, work = time.perf_counter() - began, time.process_time() - worked
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            slower = work / size / first.setdefault(stage, work / size)
            figures = f"{took:>9.2f}{work:>9.2f}{size / took:>8.0f}{peak:>9.0f}{slower:>8.2f}"
            print(f"{stage:<16}{size:>8}{figures}", flush=True)
        office.close()


def _stages(office: AlurOffice, file: Path, size: int) -> list[tuple[str, Callable[[], object]]]:
    bad = size // EVERY_BAD

    def take() -> None:
        taken = take_in(office, FORM, file)
        assert (taken.taken, taken.refused) == (size - bad, bad), (
            taken.taken,
            taken.refused,
            taken.faults[:2],
        )

    def place() -> None:
        report = one_pass(office, quiet=True)
        assert report is not None
        assert not report.problems, report.problems[:3]
        rows = office.registers.read(BOOK).tabs[TAB].rows
        assert sum(1 for row in rows if row[0]) == size - bad

    def report() -> None:
        year = date(2026, 1, 1), date(2026, 12, 31)
        make_report(office, Kind.KUM, period_of(*year, date(2026, 11, 23)))

    quiet = ("pass, no change", lambda: one_pass(office, quiet=True))
    return [("intake", take), ("pass that places", place), quiet, ("report", report)]
