"""The books of incoming and outgoing letters."""

from __future__ import annotations

from datetime import date

import pandas as pd

from scripts.reports import agenda
from scripts.reports.period import Period
from tests.scripts.laporan.samples import NO_ROWS, OCTOBER, given, numbered

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


def test_a_row_that_somebody_copied_with_its_id_stands_once_in_the_book() -> None:
    copied = pd.concat([LETTERS, LETTERS[LETTERS["ID"] == "SM-2"]], ignore_index=True)
    book = agenda.agenda_masuk(copied, numbered(given(2, "SM-2", 6)), OCTOBER)
    assert book["No. agenda"].tolist() == ["0301", "0002"]


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
