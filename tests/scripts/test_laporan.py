"""Reports: what they count, what they leave out and say so, and how they look on paper and in a spreadsheet."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from rich.console import Console

from connectors.letters import Letterhead
from connectors.letters.builder import F4, Look
from connectors.letters.pdf import libreoffice
from flows.data import KOPERASI_KOTA, USAHA
from flows.engine.calendar import JAKARTA, WorkCalendar
from flows.engine.case import Case, Event, EventKind
from flows.engine.columns import Cell
from flows.engine.matter import step_of
from flows.engine.office import Person
from flows.engine.ports import Recorded, Tab
from flows.p1_umum.surat_keluar import FLOW, SURAT_KELUAR
from flows.p1_umum.surat_masuk import SURAT_MASUK
from scripts.demo_office import Player, play
from scripts.laporan import Kind as What
from scripts.laporan import make_report
from scripts.reports import agenda, bmd, kib, kum, rekap
from scripts.reports.document import Signer, emblem_of, write_document
from scripts.reports.frames import days, numbers, words
from scripts.reports.history import CASES, STAYS, framed, history_of
from scripts.reports.layout import Col, Kind, Report, Section, written
from scripts.reports.period import Period, last_month, period_of
from scripts.reports.sources import NUMBERS, read_history, read_register, table_of
from scripts.reports.workbook import write_workbook

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NO_ROWS = pd.DataFrame()
GARBAGE: tuple[Any, ...] = (
    None, "", " ", "?", "#REF!", -3, 2.5, float("nan"), True, "31 Febuari 2026", "=1+1", "\x07", "9" * 400, pd.NaT, ("a", "b"),
)  # fmt: skip


# --------------------------------------------------------------------------------------------- period


def test_a_report_covers_last_month_unless_told_otherwise() -> None:
    today = date(2027, 1, 4)
    assert period_of(None, None, today) == Period(date(2026, 12, 1), date(2026, 12, 31))
    assert period_of(date(2026, 2, 1), None, today) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert period_of(None, date(2026, 2, 10), today) == Period(date(2026, 2, 1), date(2026, 2, 10))
    with pytest.raises(ValueError, match="ends on 01-02-2026, before it begins on 05-02-2026"):
        period_of(date(2026, 2, 5), date(2026, 2, 1), today)
    assert last_month(date(2026, 3, 31)) == Period(date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("first", "last", "slug", "said"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "2026-10", "Bulan Oktober 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026", "Tahun 2026"),
        (date(2026, 7, 1), date(2026, 9, 30), "2026-triwulan-3", "Triwulan III Tahun 2026"),
        (
            date(2026, 2, 1),
            date(2026, 4, 30),
            "2026-02-01--2026-04-30",
            "Periode 1 Februari s.d. 30 April 2026",
        ),
        (date(2026, 10, 5), date(2026, 10, 9), "2026-10-05--2026-10-09", "Periode 5 s.d. 9 Oktober 2026"),
    ],
)
def test_a_period_has_a_name_for_files_and_one_for_people(
    first: date, last: date, slug: str, said: str
) -> None:
    assert (Period(first, last).slug, Period(first, last).words) == (slug, said)


# -------------------------------------------------------------------------------------- single cells


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1234567, Kind.RUPIAH, "Rp1.234.567,00"),
        (0, Kind.RUPIAH, "–"),
        (0, Kind.WHOLE, "–"),
        (12345.0, Kind.WHOLE, "12.345"),
        (2.5, Kind.DAYS, "2,5"),
        (3.0, Kind.DAYS, "3"),
        (0.0, Kind.DAYS, "0"),
        (0.875, Kind.PERCENT, "87,5%"),
        (date(2026, 11, 23), Kind.DATE, "23-11-2026"),
        (pd.Timestamp("2026-11-23"), Kind.DATE, "23-11-2026"),
        (float("nan"), Kind.WHOLE, ""),
        (None, Kind.RUPIAH, ""),
        ("=1+1", Kind.TEXT, "=1+1"),
    ],
)  # fmt: skip
def test_figures_are_written_as_the_office_writes_them(value: Any, kind: Kind, text: str) -> None:
    assert written(value, kind) == text


def test_whatever_stands_in_a_cell_is_read_as_far_as_it_can_be() -> None:
    frame = pd.DataFrame({"x": list(GARBAGE)}, dtype=object)
    assert numbers(frame, "x").dropna().tolist() == [-3.0]
    assert [day for day in days(frame, "x") if day] == []
    assert len(words(frame, "x")) == len(GARBAGE)
    typed = pd.DataFrame(
        {"x": ["Rp1.500.000,00", "23 November 2026", pd.Timestamp("2026-01-02")]}, dtype=object
    )
    assert numbers(typed, "x").iloc[0] == 1_500_000
    assert days(typed, "x").tolist() == [None, date(2026, 11, 23), date(2026, 1, 2)]
    assert numbers(typed, "tidak ada").isna().all()


def test_a_register_is_read_with_a_line_for_each_column_that_holds_nonsense() -> None:
    rows: list[list[Cell]] = [
        ["SM-2026-0001", "001", "1-10-2026"],
        ["SM-2026-0002", "002", "entah"],
        [None, None, None],
        ["SM-2026-0003", None, None],
    ]
    table = table_of(SURAT_MASUK, Tab("Surat Masuk", ("ID", "Nomor surat", "Tanggal diterima"), rows))
    assert table.frame["ID"].tolist() == ["SM-2026-0001", "SM-2026-0002"]
    assert days(table.frame, "Tanggal diterima").tolist() == [date(2026, 10, 1), None]
    assert table.unreadable == [
        "Surat Masuk baris 3: kolom «Tanggal diterima» berisi «entah», bukan tanggal; ketik misalnya 23-11-2026."
    ]
    people: list[list[Cell]] = [["DU-1", "Usaha", "tetangga saya"], ["DU-2", "Usaha", "lupa"]]
    private = table_of(USAHA, Tab("Data Usaha Mikro", ("ID", "Nama usaha", "HP"), people))
    assert private.unreadable == ["Data Usaha Mikro: isi kolom «HP» tidak sesuai pada 2 baris (2, 3)."]
    assert (
        table_of(USAHA, Tab("Data Usaha Mikro", ("ID", "Nama usaha", "HP"), people), ("NIB",)).unreadable
        == []
    )


# --------------------------------------------------------------------------------------------- agenda


def numbered(*rows: tuple[str, int, str, str, str, date, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(NUMBERS)).astype({"diberikan": object})


def given(
    n: int, case: str, day: int, *, void: str = "", suffix: str = ""
) -> tuple[str, int, str, str, str, date, str]:
    return ("agenda masuk", n, suffix, f"{n:04}{suffix}", case, date(2026, 10, day), void)


LETTERS = pd.DataFrame(
    [
        {"ID": "SM-2", "Tanggal diterima": date(2026, 10, 6), "Nomor surat": "005/2", "Tanggal surat": date(2026, 10, 2),
         "Asal surat": "Camat", "Perihal": "Undangan", "Kode klasifikasi": "500.3.2.1 organisasi", "Status": "Distribusi",
         "Diteruskan kepada": ("Bidang Koperasi", "Bidang Usaha Mikro")},
        {"ID": "SM-1", "Tanggal diterima": "31 Febuari 2026", "Nomor surat": "-", "Asal surat": "Warga", "Ringkasan": "Tanya"},
        {"ID": "SM-3", "Tanggal diterima": date(2026, 9, 30), "Nomor surat": "9", "Asal surat": "Camat"},
        {"ID": "SM-8", "Tanggal diterima": date(2026, 10, 9), "Nomor surat": "8", "Asal surat": "Lurah"},
        {"ID": "SM-9", "Tanggal diterima": date(2026, 10, 1), "Nomor surat": "7", "Asal surat": "Lama", "Nomor agenda": "0301"},
    ]
)  # fmt: skip


def test_the_book_of_incoming_letters_holds_every_number_of_the_period_in_order() -> None:
    given_numbers = numbered(
        given(3, "SM-3", 1), given(2, "SM-2", 6), given(1, "SM-1", 5), given(4, "SM-7", 7, void="salah catat"),
        given(5, "SM-6", 8),
    )  # fmt: skip
    book = agenda.agenda_masuk(LETTERS, given_numbers, OCTOBER)
    assert book["No. agenda"].tolist() == ["0301", "0001", "0002", "0004", "0005"]
    assert book["Keterangan"].tolist() == ["", "", "Distribusi", "BATAL: salah catat", agenda.GONE]
    two = book[book["No. agenda"] == "0002"].iloc[0]
    assert (two["Kode"], two["Tujuan disposisi"]) == ("500.3.2.1", "Bidang Koperasi; Bidang Usaha Mikro")
    one = book[book["No. agenda"] == "0001"].iloc[0]
    assert (one["Tanggal diterima"], one["Isi ringkas / hal"]) == (date(2026, 10, 5), "Tanya")
    assert agenda.not_in_the_book(LETTERS) == 4


def test_an_inserted_number_stands_behind_the_one_it_follows_and_a_double_entry_is_told() -> None:
    rows = pd.DataFrame(
        [
            {
                "ID": f"SM-{n}",
                "Asal surat": "Camat",
                "Nomor surat": "005/2",
                "Tanggal surat": date(2026, 10, 2),
                "Tanggal diterima": date(2026, 10, 6),
            }
            for n in (1, 2)
        ]
    )
    book = agenda.agenda_masuk(rows, numbered(given(7, "SM-2", 6, suffix="a"), given(7, "SM-1", 6)), OCTOBER)
    assert book["No. agenda"].tolist() == ["0007", "0007a"]
    assert agenda.same_letter_twice(book) == ["0007 dan 0007a"]


def test_outgoing_letters_come_from_both_registers_and_each_stands_once() -> None:
    entries = pd.DataFrame(
        [
            {
                "ID": "AK-1",
                "Nomor surat": "500.3.2/0001/423/2026",
                "Tanggal surat": date(2026, 10, 5),
                "Jenis naskah": "Undangan",
                "Perihal": "Rapat",
                "Tujuan": "Camat",
                "Kasus": "SK-1",
            },
            {
                "ID": "AK-2",
                "Nomor surat": "500.3.11/0002/423/2026",
                "Tanggal surat": date(2026, 10, 5),
                "Jenis naskah": "Surat dinas",
                "Perihal": "Kunjungan",
                "Tujuan": "KSP",
                "Kasus": "MK-1",
            },
            {
                "ID": "AK-3",
                "Nomor surat": "500.3.11/0003/423/2026",
                "Tanggal surat": date(2026, 10, 6),
                "Jenis naskah": "Surat dinas",
                "Perihal": "Teguran",
                "Tujuan": "KSP",
                "Kasus": "MK-1",
            },
        ]
    )
    letters = pd.DataFrame(
        [
            {
                "ID": "SK-1",
                "Nomor surat": "500.3.2/0001/423/2026",
                "Nomor agenda": "0001",
                "Penerima": "Petugas",
                "Cara kirim": "Pos-el",
            }
        ]
    )
    series = numbered(
        ("surat keluar", 1, "", "500.3.2/0001/423/2026", "SK-1", date(2026, 10, 5), ""),
        ("surat keluar", 2, "", "500.3.11/0002/423/2026", "MK-1", date(2026, 10, 5), ""),
        ("surat keluar", 3, "", "500.3.11/0003/423/2026", "MK-1", date(2026, 10, 6), ""),
        ("surat keluar", 4, "", "500.3.11/0004/423/2026", "MK-2", date(2026, 10, 7), "salah ketik"),
        ("surat keluar", 5, "", "500.3.11/0005/423/2026", "MK-3", date(2026, 11, 2), ""),
    )
    book = agenda.agenda_keluar(entries, letters, series, OCTOBER)
    assert book["Isi ringkas / hal"].tolist() == ["Rapat", "Kunjungan", "Teguran", ""]
    assert book["No. agenda"].tolist() == ["0001", "", "", ""]
    assert (book["Penerima"][0], book["Kode"][1], book["Keterangan"][3]) == (
        "Petugas",
        "500.3.11",
        "BATAL: salah ketik",
    )


def test_an_empty_book_is_a_book() -> None:
    none = numbered()
    incoming, outgoing = (
        agenda.agenda_masuk(NO_ROWS, none, OCTOBER),
        agenda.agenda_keluar(NO_ROWS, NO_ROWS, none, OCTOBER),
    )
    assert (len(incoming), len(outgoing)) == (0, 0)
    report = agenda.compose(incoming, outgoing, OCTOBER, [])
    assert [section.values for section in report.sections[:2]] == [[], []]
    assert "diagendakan 0 (nol) surat masuk" in report.paragraphs[0]


def test_weeks_become_months_in_a_long_period() -> None:
    assert [(a.day, b.day) for a, b in agenda.spans_of(OCTOBER)] == [
        (1, 4),
        (5, 11),
        (12, 18),
        (19, 25),
        (26, 31),
    ]
    assert len(agenda.spans_of(Period(date(2026, 1, 1), date(2026, 12, 31)))) == 12


# ---------------------------------------------------------------------------------------------- rekap

CALENDAR = WorkCalendar({date(2026, 10, 7): "libur"})


def case(
    id: str, opened: str, closed: str | None = None, *, parent: str = "", flow: str = "P1", old: bool = False
) -> dict[str, Any]:
    moment = datetime.fromisoformat
    return {
        "case": id,
        "flow": flow,
        "parent": parent,
        "opened": moment(opened),
        "closed": moment(closed) if closed else None,
        "taken_in": old,
    }


def stay(
    id: str, arrived: str, left: str | None, due: str | None = None, *, status: str = "Draf", desk: str = "Bidang",
    parent: str = "", flow: str = "P1", old: bool = False, order: int = 0,
) -> dict[str, Any]:  # fmt: skip
    moment = datetime.fromisoformat
    return {
        "case": id, "flow": flow, "parent": parent, "order": order, "status": status, "desks": tuple(desk.split("+")),
        "arrived": moment(arrived), "left": moment(left) if left else None, "due": moment(due) if due else None, "first_of_old": old,
    }  # fmt: skip


PROCESSES = {"P1": "Surat", "P2": "Arsip"}
SEEN_CASES = framed(
    [
        case("A", "2026-09-29T08:00", "2026-10-06T09:00"),
        case("B", "2026-10-05T08:00"),
        case("C", "2026-10-06T08:00", "2026-11-03T08:00"),
        case("B1", "2026-10-08T08:00", parent="B"),
        case("L", "2026-10-05T08:00", "2026-10-12T08:00", old=True),
        case("M", "2026-10-05T08:00", "2026-10-05T08:00", old=True),
    ],
    CASES,
)
SEEN_STAYS = framed(
    [
        stay("A", "2026-09-29T08:00", "2026-10-02T09:00", "2026-10-01T15:30"),
        stay(
            "A",
            "2026-10-02T09:00",
            "2026-10-06T09:00",
            "2026-10-09T15:30",
            status="Kirim",
            desk="Caraka",
            order=1,
        ),
        stay("B", "2026-10-05T08:00", "2026-10-08T08:00", "2026-10-09T15:30"),
        stay("B", "2026-10-08T08:00", None, "2026-12-01T15:30", status="Terima", desk="Bidang+Umum", order=1),
        stay(
            "B1",
            "2026-10-08T08:00",
            None,
            "2026-10-15T15:30",
            status="Terima",
            desk="Umum",
            parent="B",
            order=100,
        ),
        stay("C", "2026-10-06T08:00", "2026-11-03T08:00", "2026-10-30T15:30"),
        stay("L", "2026-10-05T08:00", "2026-10-12T08:00", old=True),
    ],
    STAYS,
)


def test_open_and_late_are_counted_as_they_were_at_the_end_of_the_period() -> None:
    rows = rekap.per_process(PROCESSES, SEEN_CASES, SEEN_STAYS, OCTOBER, OCTOBER.end, CALENDAR)
    letters, archive = rows.iloc[0], rows.iloc[1]
    assert (letters["Masuk"], letters["Selesai"], letters["Terbuka"], letters["Terlambat"]) == (2, 2, 2, 2)
    assert (letters["Berkas terbuka tertua"], letters["Sejak"]) == ("B", date(2026, 10, 5))
    assert letters["Median hari kerja"] == 5  # A alone; nobody knows when the old row began
    assert letters["Umur (hari kerja)"] == 18  # 7 October is a holiday
    assert (archive["Masuk"], archive["Terbuka"], archive["Berkas terbuka tertua"]) == (0, 0, "")


def test_days_at_a_step_are_working_days_and_the_first_stay_of_an_old_row_does_not_count() -> None:
    rows = rekap.per_step(SEEN_STAYS, OCTOBER, CALENDAR)
    assert rows["Tahap"].tolist() == ["Draf", "Kirim"]
    draft = rows.iloc[0]
    assert (draft["Berkas"], draft["Median hari kerja"], draft["Lewat batas waktu"]) == (2, 2.5, 1)
    assert rows.iloc[1]["Meja"] == "Caraka"


def test_a_case_that_waits_for_its_children_is_waited_for_by_their_desks() -> None:
    rows = rekap.who_waits(SEEN_STAYS, OCTOBER.end, CALENDAR)
    assert rows[["Meja", "Menunggu", "Terlambat"]].to_numpy().tolist() == [["Bidang", 1, 1], ["Umum", 1, 1]]
    late = rekap.overdue(SEEN_STAYS, OCTOBER.end, CALENDAR)
    assert late[["Berkas", "Lewat (hari kerja)"]].to_numpy().tolist() == [
        ["B1", 11],
        ["C", 0],
    ]  # 31 October is a Saturday


def test_the_midnight_that_ends_a_period_is_not_yet_a_day_of_waiting() -> None:
    september = Period(date(2026, 9, 1), date(2026, 9, 30))  # 1 October is a Thursday
    rows = rekap.overdue(
        framed([stay("A", "2026-09-20T08:00", None, "2026-09-29T15:30")], STAYS), september.end, CALENDAR
    )
    assert rows["Lewat (hari kerja)"].tolist() == [1]


def test_a_report_on_an_office_without_cases_has_all_processes_and_no_chart() -> None:
    cases, stays = framed([], CASES), framed([], STAYS)
    report = rekap.compose(PROCESSES, cases, stays, OCTOBER, OCTOBER.end, CALENDAR, [])
    assert report.sections[0].rows["Terbuka"].tolist() == [0, 0]
    assert [len(section.rows) for section in report.sections[1:]] == [0, 0, 0]
    assert not any(section.charts for section in report.sections)


def test_the_history_of_a_case_becomes_its_stays_with_desk_and_term() -> None:
    def at(day: int, hour: int = 8) -> datetime:
        return datetime(2026, 10, day, hour, tzinfo=JAKARTA)

    def event(moment: datetime, kind: EventKind, **data: str) -> Recorded:
        return Recorded(1, Event(moment, "SK-1", kind, dict(data)), "", "")

    letter = Case("SK-1", FLOW.code, SURAT_KELUAR.name, "Verifikasi", at(5), at(8), due_at=at(12, 15))
    moves = [
        event(at(5), EventKind.OPENED),
        event(at(6), EventKind.MOVED, frm="Permintaan", to="Draf"),
        event(at(8), EventKind.MOVED, frm="Draf", to="Verifikasi"),
    ]
    cells = {"SK-1": {"Bidang pengolah": "Bidang Koperasi"}}
    cases, stays = history_of([letter], moves, cells, {SURAT_KELUAR.name: FLOW}, CALENDAR)
    assert stays["status"].tolist() == ["Permintaan", "Draf", "Verifikasi"]
    assert stays["desks"].tolist() == [("Kepala Dinas",), ("Bidang Koperasi",), ("Kepala Dinas",)]
    draft = FLOW.step("Draf")
    assert draft is not None
    assert draft.due is not None
    assert stays["due"][1] == CALENDAR.deadline(at(6), draft.due).replace(tzinfo=None)
    assert stays["due"][2] == at(12, 15).replace(tzinfo=None)
    assert cases["closed"].isna().all()


# ------------------------------------------------------------------------------------------------ bmd


def card(name: str, *rows: dict[str, Any]) -> dict[str, pd.DataFrame]:
    return {name: pd.DataFrame(list(rows))}


ITEMS = bmd.inventory(
    {
        **card("KIB A Tanah", {"Nama barang": "Tanah kantor", "Kode barang": "1.3.1.01.01.01.001", "Harga": 900, "Tahun perolehan": 1990}),
        **card(
            "KIB B Peralatan dan Mesin",
            {"Nama barang": "Laptop", "Kode barang": "1.3.2.10.01.02.002", "Harga": 100, "Kondisi": "Baik", "Ruangan": "Sekretariat", "Tahun perolehan": 2021},
            {"Nama barang": "Printer", "Kode barang": "1.3.2.10.02.03.003", "Harga": "Rp50", "Kondisi": "RB", "Ruangan": "sekretariat ", "Tahun perolehan": "entah"},
            {"Nama barang": "", "Kode barang": ""},
        ),
        **card("KIB E Aset Tetap Lainnya", {"Nama barang": "Buku", "Kode barang": "1.3.5.01.01.01.001", "Jumlah": 12, "Kondisi": "?"}),
        **card("KIB F KDP", {"Nama barang": "Gudang", "Kode barang": "1.3.6.01.01.01.001", "Nilai kontrak": 7000}),
    }
)  # fmt: skip


def test_the_inventory_is_counted_per_card_condition_room_and_year() -> None:
    cards = bmd.per_kib(ITEMS).set_index("KIB")
    assert cards["Jumlah barang"].to_dict() == {"A": 1, "B": 2, "C": 0, "D": 0, "E": 12, "F": 1}
    assert cards["Nilai"].to_dict() == {"A": 900, "B": 150, "C": 0, "D": 0, "E": 0, "F": 7000}
    conditions = bmd.per_condition(ITEMS).set_index("KIB")
    assert conditions.loc["B", ["Baik", "Rusak Berat"]].tolist() == [1, 1]
    assert conditions.loc["E", "Belum diisi"] == 12
    assert "A" not in conditions.index  # land has no condition
    assert bmd.per_room(ITEMS)[["Ruangan", "Jumlah barang", "Rusak"]].to_numpy().tolist() == [
        ["Sekretariat", 2, 1],
        ["Belum diisi", 12, 0],
    ]
    assert bmd.per_year(ITEMS)["Tahun perolehan"].tolist() == ["1990", "2021", "Belum diisi"]
    assert bmd.badly_damaged(ITEMS)["Nama barang"].tolist() == ["Printer"]


def test_each_room_has_its_card_with_what_stands_there() -> None:
    ((room, card),) = bmd.room_cards(ITEMS)
    assert room == "Sekretariat"
    assert card[["Nama barang", "Tahun perolehan", "Jumlah barang", "Kondisi"]].to_numpy().tolist() == [
        ["Laptop", "2021", 1, "Baik"],
        ["Printer", "", 1, "Rusak Berat"],
    ]
    report = bmd.compose(ITEMS, NO_ROWS, NO_ROWS, OCTOBER, "", [])
    assert "Kartu Inventaris Ruangan (KIR): Sekretariat" in [section.title for section in report.sections]


def test_the_printed_inventory_cards_have_the_columns_of_their_form() -> None:
    frames = {
        **card(
            "KIB B Peralatan dan Mesin",
            {"Nama barang": "Printer", "Kode barang": "1.3.2.10.02.03.003", "Register": "0001", "Harga": 2_450_000, "Kondisi": "RB", "Tahun perolehan": 2018},
            {"Nama barang": "Laptop", "Kode barang": "1.3.2.10.01.02.002", "Register": "0001", "Harga": 9_800_000, "Tahun perolehan": 2021},
        ),
        **card("KIB F KDP", {"Nama barang": "Gudang", "Kode barang": "1.3.6.01.01.01.001", "Nilai kontrak": 7000}),
    }  # fmt: skip
    report = kib.compose(frames, OCTOBER, "", [])
    assert [section.sheet for section in report.sections] == [f"KIB {letter}" for letter in "ABCDEF"]
    heads = {section.sheet: [c.heading for c in section.all_columns] for section in report.sections}
    assert heads["KIB A"] == [
        "No.", "Nama barang", "Kode barang", "Register", "Luas", "Tahun perolehan", "Letak", "Hak", "Tanggal sertifikat",
        "Nomor sertifikat", "Penggunaan", "Asal usul", "Harga", "Keterangan",
    ]  # fmt: skip
    assert heads["KIB F"][-3:] == ["Asal pembiayaan", "Nilai kontrak", "Keterangan"]
    assert "Register" not in heads["KIB F"]
    machines = report.sections[1]
    assert [row[1] for row in machines.values] == ["Laptop", "Printer"]  # by code
    assert "2021" in machines.values[0]  # a year is no amount
    totals = machines.totals
    assert totals is not None
    assert 12_250_000 in totals


def test_one_register_for_all_cards_is_read_too() -> None:
    whole = bmd.inventory(
        card(
            "Inventaris BMD",
            {"Nama barang": "AC", "Kode barang": "1.3.2.05.02.04.004", "KIB": "B", "Jumlah": 3, "Harga": 900, "Kondisi": "Rusak Ringan"},
            {"Nama barang": "Rumah", "Kode barang": "1.3.3.01.01.01.001", "KIB": None, "Jumlah": None, "Harga": None, "Kondisi": "Baik"},
            {"Nama barang": "Entah", "Kode barang": "??", "KIB": "Z", "Jumlah": -4, "Harga": "mahal", "Kondisi": "baik"},
        )
    )  # fmt: skip
    cards = bmd.per_kib(whole).set_index("KIB")["Jumlah barang"]
    assert (cards["B"], cards["C"], cards[bmd.UNKNOWN]) == (3, 1, 0)


def test_what_a_register_lacks_is_left_out_and_said() -> None:
    bare = bmd.inventory(card("Inventaris BMD", {"Nama barang": "AC", "Kode barang": "1.3.2.05.02.04.004"}))
    report = bmd.compose(bare, NO_ROWS, NO_ROWS, OCTOBER, "", [])
    assert [section.sheet for section in report.sections] == ["Per KIB", "Kebutuhan barang"]
    assert "Nilai" not in [column.heading for column in report.sections[0].all_columns]
    assert [note.split("; ")[1] for note in report.notes] == [
        "nilai barang tidak disajikan.",
        "rekap kondisi dan calon penghapusan tidak disajikan.",
        "rekap per ruangan tidak disajikan.",
        "rekap per tahun perolehan tidak disajikan.",
    ]
    empty = bmd.compose(
        bmd.inventory({}), NO_ROWS, NO_ROWS, OCTOBER, "", ["Register «Inventaris BMD» belum ada."]
    )
    assert [section.sheet for section in empty.sections] == ["Kebutuhan barang"]


def test_real_need_is_never_below_nothing() -> None:
    requests = pd.DataFrame([{"ID": "KB-1", "Tahun rencana": 2027}])
    lines = pd.DataFrame(
        [
            {"ID induk": "KB-1", "Bidang": "Bidang Koperasi", "Uraian barang": "Laptop", "Kebutuhan maksimum": 4, "Dapat dioptimalkan": 1, "Harga satuan": 10},
            {"ID induk": "KB-1", "Bidang": "Bidang Koperasi", "Uraian barang": "Kursi", "Kebutuhan maksimum": 1, "Dapat dioptimalkan": 5, "Harga satuan": 10},
            {"ID induk": "KB-?", "Bidang": None, "Uraian barang": "Meja", "Kebutuhan maksimum": "banyak"},
        ]
    )  # fmt: skip
    rows = bmd.needs(requests, lines)
    assert rows[["Tahun rencana", "Bidang", "Kebutuhan riil", "Perkiraan biaya"]].to_numpy().tolist() == [
        ["2027", "Bidang Koperasi", 3, 30],
        ["Belum diisi", "Belum diisi", 0, 0],
    ]


# ------------------------------------------------------------------------------------------------ kum

TODAY = date(2026, 11, 2)
PLACES = [
    kum.Place("Gadingrejo", "Bukir"),
    kum.Place("Bugul Kidul", "Tapa'an"),
    kum.Place("Bugul Kidul", "Kepel"),
]
SHOPS = pd.DataFrame(
    [
        {"Kelurahan": "Bukir", "Kelompok sektor": "Mebel", "Jenis kelamin": "Laki-laki", "Omzet setahun": "Rp100.000", "NIB": "9120001234561", "Pekerja laki-laki": 2, "Pekerja perempuan": "dua", "Kategori": "Berkembang"},
        {"Kelurahan": "TAPAAN", "Kelompok sektor": "kuliner", "Jenis kelamin": "Perempuan", "Omzet setahun": 3_000_000_000, "NIB": None, "Pekerja laki-laki": None, "Pekerja perempuan": 4, "Kategori": None},
        {"Kelurahan": "Kelurahan Tapa'an", "Kelompok sektor": "Kuliner", "Jenis kelamin": "P", "Omzet setahun": -5, "NIB": " ", "Pekerja laki-laki": 1, "Pekerja perempuan": 1, "Kategori": "Tidak berkembang"},
        {"Kelurahan": "Bangil", "Kelompok sektor": "", "Jenis kelamin": "?", "Omzet setahun": float("nan"), "NIB": "", "Pekerja laki-laki": None, "Pekerja perempuan": None, "Kategori": None},
    ]
)  # fmt: skip
COOPS = pd.DataFrame(
    [
        {"Kelurahan": "Bukir", "Jenis koperasi": "Konsumen", "Keaktifan": "Aktif", "Anggota pria": 10, "Anggota wanita": 20, "Aset": 500, "SHU": -20, "Tanggal RAT terakhir": date(2026, 3, 1), "Predikat kesehatan": "Sehat"},
        {"Kelurahan": "Kepel", "Jenis koperasi": "Jasa", "Keaktifan": "Tidak aktif", "Anggota pria": None, "Anggota wanita": None, "Aset": "?", "SHU": None, "Tanggal RAT terakhir": "1-1-2020", "Predikat kesehatan": None},
        {"Kelurahan": "Kepel", "Jenis koperasi": "Jasa", "Keaktifan": None, "Anggota pria": 1, "Anggota wanita": 1, "Aset": 1, "SHU": 1, "Tanggal RAT terakhir": date(2024, 1, 5), "Predikat kesehatan": None},
    ]
)  # fmt: skip


def test_every_kelurahan_stands_in_the_table_however_its_name_was_typed() -> None:
    rows = kum.per_village(SHOPS, kum.renamed(COOPS), PLACES, TODAY).set_index("Kelurahan")
    assert rows["Usaha mikro"].to_dict() == {"Bukir": 1, "Tapa'an": 2, "Kepel": 0, "Tidak dikenal": 1}
    assert rows["Koperasi"].to_dict() == {"Bukir": 1, "Tapa'an": 0, "Kepel": 2, "Tidak dikenal": 0}
    assert rows.loc["Tapa'an", ["Milik perempuan", "Pekerja perempuan", "Omzet setahun"]].tolist() == [
        2,
        5,
        3_000_000_000,
    ]
    assert rows.loc["Kepel", ["Aktif", "Tidak aktif", "Status lain", "RAT 3 tahun"]].tolist() == [0, 1, 1, 1]
    districts = kum.per_district(rows.reset_index()).set_index("Kecamatan")
    assert districts["Usaha mikro"].to_dict() == {"Gadingrejo": 1, "Bugul Kidul": 2, "Tidak dikenal": 1}
    assert districts.loc["Gadingrejo", "Bagian ber-NIB"] == 1
    assert districts["Usaha mikro"].sum() == len(SHOPS)


def test_sectors_are_counted_with_the_median_of_what_was_told() -> None:
    rows = kum.per_sector(SHOPS).set_index("Sektor")
    assert rows.index.tolist() == ["Kuliner", "Mebel", "Belum diisi"]
    assert rows.loc["Kuliner", ["Usaha mikro", "Tidak berkembang"]].tolist() == [2, 1]
    assert rows.loc["Mebel", "Median omzet"] == 100_000
    strange = SHOPS.iloc[[0] * 60].assign(**{"Kelompok sektor": [f"sektor {n}" for n in range(60)]})
    assert len(kum.per_sector(strange)) == kum.MOST_SECTORS + 1


def test_a_missing_register_is_left_out_of_every_table() -> None:
    report = kum.compose(
        None, COOPS, PLACES, OCTOBER, "", TODAY, ["Register «Data Usaha Mikro» belum ada pada kantor ini."]
    )
    headings = {column.heading for section in report.sections for column in section.all_columns}
    assert "Usaha mikro" not in headings
    assert {"Koperasi", "Aktif", "Jenis", "Predikat kesehatan"} <= headings
    assert len(report.paragraphs) == 1
    nothing = kum.compose(None, None, PLACES, OCTOBER, "", TODAY, [])
    assert all(len(section.all_columns) <= 3 for section in nothing.sections)
    empty = kum.compose(NO_ROWS, NO_ROWS, PLACES, OCTOBER, "", TODAY, [])
    assert empty.sections[0].rows["Usaha mikro"].tolist() == [0, 0]


def test_what_the_reader_must_know_is_noted() -> None:
    shops = SHOPS.assign(Pesan=["", "Mungkin ganda dengan DU-1.", None, ""])
    report = kum.compose(shops, COOPS.drop(columns="Aset"), PLACES, OCTOBER, "", TODAY, [])
    said = " ".join(report.notes)
    assert "1 (satu) usaha beromzet di atas Rp2.000.000.000,00" in said
    assert "1 (satu) baris usaha ditandai mungkin ganda" in said
    assert "Register «Data Koperasi» tidak memiliki kolom «Aset»" in said
    assert "4 (empat) usaha mikro, 2 (dua; 50%) milik perempuan; ber-NIB 25%." in report.paragraphs[0]


def test_figures_of_garbage_are_never_an_error() -> None:
    for headings in (kum.BUSINESS_HEADINGS, kum.COOPERATIVE_HEADINGS, bmd.HEADINGS):
        frame = pd.DataFrame({heading: list(GARBAGE) for heading in headings}, dtype=object)
        kum.compose(frame, frame, PLACES, OCTOBER, "", TODAY, [])
        bmd.compose(bmd.inventory({"Inventaris BMD": frame}), frame, frame, OCTOBER, "", [])
    frame = pd.DataFrame(
        {column.heading: list(GARBAGE) for column in (*SURAT_MASUK.columns, *SURAT_KELUAR.columns)},
        dtype=object,
    )
    frame["ID"] = list(GARBAGE)
    book = agenda.agenda_masuk(frame, numbered(given(1, "SM-1", 5)), OCTOBER)
    sent = agenda.agenda_keluar(frame, frame, numbered(), OCTOBER)
    agenda.compose(book, sent, OCTOBER, [])


# ------------------------------------------------------------------------------ workbook and document

HEAD = Letterhead("PEMERINTAH KOTA", "DINAS {{ x }}", "Jalan", "1", "", "", "", "Pasuruan", "Dinas")
EVIL = pd.DataFrame(
    {
        "Hal": ['=HYPERLINK("x")', "{{ 1/0 }} {% if %}", "<b>&</b>"] * 30,
        "Jumlah": [1, 0, 1234] * 30,
        "Nilai": [1_000_000_000_000, None, 5] * 30,
        "Tanggal": [date(2026, 10, 5), None, date(2026, 10, 6)] * 30,
        "Bagian": [0.5, None, 0.25] * 30,
    }
)


def sample() -> Report:
    columns = (
        Col("Hal", 5), Col("Jumlah", 2, Kind.WHOLE, group="Angka", total=True),
        Col("Nilai", 4, Kind.RUPIAH, group="Angka", total=True), Col("Tanggal", 2, Kind.DATE), Col("Bagian", 2, Kind.PERCENT),
    )  # fmt: skip
    chart = rekap.stacked_bars("Batang $x$ 漢", ["a", "b"], {"satu": [1, 0], "dua": [2, 5]}, "berkas")
    return Report(
        "contoh", "LAPORAN", "Bulan Oktober 2026", OCTOBER, ["Kalimat."],
        (Section("Tabel", "Tab: [1]", columns, EVIL, note="Catatan tabel.", charts=(chart,)), Section("Kosong", "Kosong", columns, EVIL.iloc[:0])),
        ["Satu.", "Dua."], signer="Sekretaris",
    )  # fmt: skip


def test_the_workbook_holds_figures_and_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "contoh.xlsx"
    write_workbook(path, sample(), HEAD, font="Arial", paper="F4")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Ringkasan", "Tab   1 ", "Kosong"]
    sheet = book["Tab   1 "]
    assert [cell.value for cell in sheet[5]] == ["No.", "Hal", "Angka", None, "Tanggal", "Bagian"]
    assert [sheet.cell(6, column).value for column in (3, 4)] == ["Jumlah", "Nilai"]
    assert all(cell.font.bold for cell in sheet[5] if cell.value)
    first = sheet[7]
    assert [cell.value for cell in first] == [
        1,
        '=HYPERLINK("x")',
        1,
        1_000_000_000_000,
        pd.Timestamp("2026-10-05"),
        0.5,
    ]
    assert first[1].data_type == "s"
    assert [cell.number_format for cell in first[3:]] == ["[$Rp-421]#,##0.00", "dd-mm-yyyy", "0.0%"]
    assert sheet["C97"].value == EVIL["Jumlah"].sum()
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A7", "$5:$6")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        14,
        0,
    )
    assert book["Kosong"]["A7"].value == "Nihil."
    assert not any(cell.data_type == "f" for one in book for row in one.iter_rows() for cell in row)


def test_the_document_fits_its_page_and_its_pictures_are_described(tmp_path: Path) -> None:
    path = tmp_path / "contoh.docx"
    person = Person("a", "Drs. Bambang", "197109231997031902", "Pembina")
    write_document(
        path, sample(), HEAD, emblem_of(tmp_path / "none.docx"), date(2026, 11, 2), Signer("Sekretaris Dinas", person),
        Signer("Kepala Dinas"), Look(paper=F4),
    )  # fmt: skip
    document: Any = Document(str(path))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (33.0, 21.5)
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room + 10_000
    figures = document.tables[1]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in figures.rows[:3]]
    assert heads == [True, True, False]
    assert len(figures.rows) == 2 + 90 + 1
    pictures = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert pictures[0] == "Lambang daerah"
    assert pictures[1].startswith(
        "Grafik batang «Batang $x$ 漢» (berkas). a: satu 1, dua 2; b: satu 0, dua 5."
    )
    body = "\n".join(cell.text for table in document.tables for cell in table._cells)
    assert "{{ 1/0 }} {% if %}" in body.replace("\u200b", "")
    assert "Rp1.000.000.000.000,00" in body
    assert "NIP 19710923 199703 1 902" in body
    assert "Pasuruan, 2 November 2026" in body
    assert "Nihil." in [paragraph.text for paragraph in document.paragraphs]


def test_the_emblem_is_the_one_that_the_office_put_into_its_letters(tmp_path: Path) -> None:
    from scripts.stock_templates.pieces import emblem

    document: Any = Document()
    chart = rekap.stacked_bars("x", ["a"], {"b": [1]}, "c")
    document.add_picture(io.BytesIO(chart.png))
    document.save(str(tmp_path / "surat_dinas.docx"))
    assert emblem_of(tmp_path / "surat_dinas.docx") == chart.png
    assert emblem_of(tmp_path / "none.docx") == emblem()


# -------------------------------------------------------------------------------------- a whole office


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    player = play(tmp_path_factory.mktemp("laporan") / "office", Console(file=io.StringIO()), working_days=1)
    yield player
    player.office.close()


def alur(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "scripts.alur", "--office", str(folder), "report", *words]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}, timeout=300
    )


def test_terms_of_the_past_are_counted_as_the_engine_counts_them(month: Player) -> None:
    """For open cases the engine's own term is known; from the same arrival the report must come to the same."""
    _, stays = read_history(month.office)
    open_ones = {one["case"]: one for _, one in stays[stays["left"].isna()].iterrows()}
    flows = month.office.office.by_register
    checked = 0
    for case_ in month.office.journal.open_cases():
        step = step_of(flows[case_.register], case_)
        assert open_ones[case_.id]["status"] == case_.status
        if step is None or step.due is None or step.due_since:
            continue
        expected = month.office.office.calendar.deadline(
            open_ones[case_.id]["arrived"].tz_localize(JAKARTA), step.due
        )
        assert case_.due_at == expected
        checked += 1
    assert checked > 3


def test_cases_of_the_report_are_those_of_the_journal(month: Player) -> None:
    cases, _ = read_history(month.office)
    own = cases[cases["parent"] == ""]
    for code in {flow.code for flow in month.office.flows}:
        mine = own[own["flow"] == code]
        done, still = (month.office.journal.counts().get((code, closed), 0) for closed in (True, False))
        assert (int(mine["closed"].notna().sum()), int(mine["closed"].isna().sum())) == (done, still)


def test_the_book_holds_every_agenda_number_of_the_office_and_a_deleted_row_too(month: Player) -> None:
    from scripts.reports.sources import read_numbers, with_lost_rows

    office = month.office
    numbers_in = read_numbers(office, ["agenda masuk"])
    table = read_register(office, "Surat Masuk")
    assert not table.missing
    table = replace(table, frame=table.frame.iloc[1:])
    book = agenda.agenda_masuk(with_lost_rows(office, table, numbers_in["kasus"]), numbers_in, OCTOBER)
    assert book["No. agenda"].tolist() == sorted(numbers_in["nomor"])
    lost = book.iloc[0]
    assert (lost["Keterangan"], lost["Asal surat"]) == (agenda.GONE, "Kecamatan Bugul Kidul")


def test_a_register_that_is_not_there_is_told_in_one_line(month: Player) -> None:
    assert (
        read_register(month.office, "Data Ikan").missing == "Register «Data Ikan» belum ada pada kantor ini."
    )


def test_all_reports_are_made_by_one_command(month: Player, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(month.office.folder, folder)
    (folder / "registers" / f"{KOPERASI_KOTA.workbook}.xlsx").unlink()
    done = alur(folder, "--from", "2026-10-01", "--to", "31-10-2026")
    assert (done.returncode, done.stderr) == (0, "")
    made = {path.name for path in (folder / "documents" / "laporan").rglob("*") if path.is_file()}
    kinds = ("xlsx", "docx", "pdf") if libreoffice() else ("xlsx", "docx")
    assert made == {f"{name}-2026-10.{kind}" for name in ("agenda", "rekap", "bmd", "kum") for kind in kinds}
    lost = [line for line in done.stdout.splitlines() if "Data Koperasi" in line]
    assert lost == [
        "note: Register «Data Koperasi» tidak disajikan: buku kerja «Bidang Koperasi» tidak dapat dibaca."
    ]
    book = openpyxl.load_workbook(folder / "documents" / "laporan" / "rekap-2026-10" / "rekap-2026-10.xlsx")
    codes = [row[0].value for row in book["Per proses"].iter_rows(min_row=6)]
    assert codes[:23] == [flow.code for flow in month.office.flows]


def test_a_report_goes_where_it_is_told_and_takes_the_place_of_the_old_one(
    month: Player, tmp_path: Path
) -> None:
    old = tmp_path / "bmd-2026-10.docx"
    old.write_text("lama")
    made = make_report(month.office, What.BMD, OCTOBER, tmp_path)
    assert [path.parent for path in made.files] == [tmp_path] * len(made.files)
    assert Document(str(old)).paragraphs
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in made.files)


def test_wrong_usage_is_told(month: Player) -> None:
    for words_ in (
        ("ikan",),
        ("agenda", "--from", "kemarin"),
        ("agenda", "--from", "2026-10-05", "--to", "2026-10-01"),
    ):
        done = alur(month.office.folder, *words_)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
