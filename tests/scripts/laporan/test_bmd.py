"""The inventory of goods, and what is needed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from scripts.reports import bmd, kib
from tests.scripts.laporan.samples import NO_ROWS, OCTOBER


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
