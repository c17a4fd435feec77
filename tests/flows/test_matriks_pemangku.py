"""Who gets which data: the golden matrix of P5.3.1, read off the tables that are really made, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows import pelepasan
from flows.data import KOPERASI_KOTA, USAHA
from flows.engine.columns import Column, Date, Rupiah, Value, Whole
from flows.engine.model import Register, RowView, Table
from flows.pelepasan import IZIN, SETUJU, TIDAK_TAMPAK, Izin, isi, periksa, tabel
from flows.penyamaran import BUATAN, hitung, samarkan_hp, samarkan_nama, samarkan_nik, tersembunyi
from flows.registers import STAKEHOLDER

GOLDEN = Path(__file__).with_name("matriks_pemangku.txt")
TODAY = date(2026, 10, 5)
Row = dict[str, Value]
NIK, HP, NAMA = "3575014101800003", "081234567678", "Siti Nur Aini"


# ------------------------------------------------------------------------------------ rows to look for


def usaha(number: int = 1, **cells: Value) -> Row:
    """A shop of which every cell is filled and can be told from every other."""
    row: Row = {column.heading: _telltale(column, number) for column in USAHA.columns}
    row |= {
        "NIK": NIK, "HP": HP, "Nama pemilik": NAMA, "Kelurahan": "Bangilan", "Kelompok sektor": "Kuliner",
        "Jenis kelamin": "Perempuan", "KBLI": "10293", "Omzet setahun": 120_000_000 + number, SETUJU: "Ya",
    }  # fmt: skip
    return row | {heading.replace("_", " "): value for heading, value in cells.items()}


def koperasi(number: int = 1) -> Row:
    return {column.heading: _telltale(column, number) for column in KOPERASI_KOTA.columns}


def _telltale(column: Column, number: int) -> Value:
    if isinstance(column.type, Whole | Rupiah):
        return 700_000 + sum(map(ord, column.heading)) + number
    return TODAY if isinstance(column.type, Date) else f"isi {column.heading}"


def holding(shops: Sequence[Row], cooperatives: Sequence[Row] = ()) -> Callable[[Register], Sequence[Row]]:
    return lambda register: cooperatives if register is KOPERASI_KOTA else shops


def asked(pemohon: str, keperluan: str, **cells: Value) -> RowView:
    named = {heading.replace("_", " "): value for heading, value in cells.items()}
    return RowView({"Pemohon": pemohon, "Keperluan": keperluan, **named}, today=TODAY)


def fitting(izin: Izin) -> list[Row]:
    """Six rows that the entry's filter lets through."""
    row = usaha() if izin.register is USAHA else koperasi()
    row |= {heading: words[0] for heading, words in izin.saring.items()}
    return [dict(row) for _ in range(6)]


# --------------------------------------------------------------------------------------- golden matrix


def given(izin: Izin) -> dict[str, str]:
    """Heading -> a letter for what becomes of that column, judged by the cells that come out."""
    rows = fitting(izin)
    if izin.register is USAHA:
        rows[5] = {**rows[5], SETUJU: "Tidak"}
    table = isi(izin, lambda register: rows)
    if table.headings[:1] == ("Menurut",):
        by = {heading: "H" for row in table.rows for heading in str(row[0]).split(" dan ")}
        summed = {heading.removeprefix("Jumlah ") for heading in table.headings[3:]}
        columns = [c.heading for c in izin.register.columns if c.heading.lower() in summed]
        return by | dict.fromkeys(columns, "J")
    found = {}
    for at, heading in enumerate(table.headings):
        cell, held = table.rows[0][at], rows[0].get(heading)
        found[heading] = "g" if heading in BUATAN else "P" if cell == held else "s" if cell else "?"
    consent = {"P": "y", "g": "y"} if len(table.rows) == 5 else {}
    return {heading: consent.get(letter, letter) for heading, letter in found.items()}


def matrix() -> str:
    """The whole as text: one table for each register, a line for each column, a place for each entry."""
    lines = [
        "Siapa mendapat kolom apa (P5.3.1). Setiap huruf dibaca dari tabel yang benar-benar dibuat.",
        "  P apa adanya   s disamarkan   g golongan atau kata buatan   y apa adanya atau golongan, hanya dari yang setuju",
        "  H dihitung menurut   J dijumlahkan   . tidak diberikan",
    ]
    names = list(STAKEHOLDER.options)
    for register in (USAHA, KOPERASI_KOTA):
        entries = [izin for izin in IZIN if izin.register is register]
        entries.sort(key=lambda izin: names.index(izin.pemohon))
        lines += ["", f"== {register.name}", ""]
        for number, izin in enumerate(entries, 1):
            place = names.index(izin.pemohon) + 1
            lines.append(f"{number:>3}  {place:>2} {izin.pemohon}: {izin.keperluan} ({izin.tingkat})")
            if izin.saring:
                lines.append(
                    "        hanya " + "; ".join(f"{h} {' atau '.join(w)}" for h, w in izin.saring.items())
                )
        lines += ["", " " * 24 + "".join(f"{number:>3}" for number in range(1, len(entries) + 1))]
        told = [given(izin) for izin in entries]
        for heading in [*(column.heading for column in register.columns), *BUATAN]:
            lines.append(f"{heading:<24}" + "".join(f"{one.get(heading, '.'):>3}" for one in told))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def test_the_golden_matrix_is_what_comes_out() -> None:
    """Changed on purpose? Show the office the lines that differ, then write ``matrix()`` to the file."""
    assert matrix().splitlines() == GOLDEN.read_text("utf-8").splitlines()


def test_the_configuration_has_no_mistake_and_each_of_the_21_an_entry() -> None:
    assert periksa(IZIN, STAKEHOLDER.options) == []
    assert len({izin.pemohon for izin in IZIN}) == len(STAKEHOLDER.options) == 21


# -------------------------------------------------------------------------------------- deny by default


@pytest.mark.parametrize("register", [USAHA, KOPERASI_KOTA], ids=lambda register: register.name)
def test_a_new_column_of_a_data_register_reaches_nobody(register: Register) -> None:
    grown = replace(
        register,
        columns=(*register.columns, Column("Golongan darah", personal=True), Column("Utang", Rupiah())),
    )
    for izin in (izin for izin in IZIN if izin.register is register):
        rows = [{**row, "Golongan darah": "KENARI", "Utang": 987_654_321} for row in fitting(izin)]
        table = isi(replace(izin, register=grown), lambda _, rows=rows: rows)
        assert table.rows, izin
        assert not {"Golongan darah", "Utang", "Jumlah utang"} & set(table.headings)
        assert not any(
            "KENARI" in str(cell) or "987654321" in str(cell) for row in table.rows for cell in row
        )


@pytest.mark.parametrize(
    ("pemohon", "keperluan"),
    [
        ("Perbankan", "penawaran produk tabungan"),  # a purpose of nobody
        ("Perbankan", "bahan penelitian"),  # a purpose of somebody else
        ("Partai Maju", "bahan penelitian"),  # nobody's stakeholder
        ("Perbankan", ""),
    ],
)
def test_whom_or_what_the_configuration_does_not_name_gets_nothing(pemohon: str, keperluan: str) -> None:
    row = asked(pemohon, keperluan)
    assert tabel(row, holding([usaha()], [koperasi()])).rows == ()
    assert pelepasan.tidak_berizin(row)
    assert (pelepasan.tingkat(row), pelepasan.kolom(row), pelepasan.tujuan(row)) == (None, None, None)


def test_the_same_stakeholder_gets_by_purpose() -> None:
    def headings(keperluan: str) -> Sequence[str]:
        return tabel(asked("DPM-PTSP", keperluan), holding([usaha()], [koperasi()])).headings

    assert "NIK" in headings("legalitas usaha")
    assert "NIK" not in headings("legalitas koperasi")


def test_what_is_past_its_day_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    records = holding([usaha()])
    bank = ("Perbankan", "fasilitasi pembiayaan")
    assert tabel(asked(*bank, Berlaku_sampai=date(2026, 10, 5)), records).rows
    assert tabel(asked(*bank, Berlaku_sampai=date(2026, 10, 4)), records).rows == ()
    for last, given_out in ((date(2026, 10, 5), True), (date(2026, 10, 4), False)):
        monkeypatch.setattr(pelepasan, "IZIN", tuple(replace(izin, sampai=last) for izin in IZIN))
        assert bool(tabel(asked(*bank), records).rows) is given_out


def entry(tingkat: str, *kolom: str, **more: object) -> Izin:
    return Izin("BPOM", "uji", tingkat, USAHA, kolom, **more)  # type: ignore[arg-type]  # told by keyword


@pytest.mark.parametrize(
    ("izin", "told"),
    [
        (entry("Dianonimkan", "Kelurahan", "Koordinat"), "«Koordinat» may not be given at the level «Dianonimkan»"),
        (entry("Dianonimkan", "Nama usaha"), "«Nama usaha» may not be given"),
        (entry("Disamarkan", "Pos-el"), "«Pos-el» may not be given at the level «Disamarkan»"),
        (entry("Disamarkan", "Omzet setahun"), "«Omzet setahun» may not be given"),
        (entry("Agregat", "NIK", per=(("Kelurahan",),)), "«NIK» may not be given at the level «Agregat»"),
        (entry("Agregat", "Omzet setahun"), "«per» belongs to the level Agregat"),
        (entry("Terbuka", "Nama usaha"), "level «Terbuka» is not known"),
        (entry("Penuh", "Nama ibu"), "has no column «Nama ibu»"),
        (entry("Disamarkan", "NIK", terbuka=("HP",)), "«HP» in terbuka"),
    ],
)  # fmt: skip
def test_a_mistake_of_the_configuration_is_named_and_opens_nothing(izin: Izin, told: str) -> None:
    assert any(told in problem for problem in periksa([izin], ["BPOM"]))
    table = isi(izin, holding([usaha()]))
    secrets = {NIK, HP, "isi Koordinat", "isi Pos-el", "isi Nama ibu"} | {str(120_000_001)}
    assert not secrets & {str(cell) for row in table.rows for cell in row}


def test_an_entry_that_stands_twice_is_named() -> None:
    assert any("stands 2 times" in problem for problem in periksa([IZIN[1], IZIN[1]], [IZIN[1].pemohon]))


# ----------------------------------------------------------------------------------- masks and consent


def test_masks_show_what_they_may() -> None:
    assert samarkan_nik(NIK) == "357501******0003"
    assert samarkan_hp(HP) == "0812****678"
    assert samarkan_nama(NAMA) == "S. N. A."
    assert [samarkan_nik("123"), samarkan_hp("0812"), samarkan_nama("")] == ["", "", ""]


def test_disguised_data_masks_each_personal_column_that_is_not_opened() -> None:
    row = usaha(Alamat="Jalan Jawa 5")
    table = isi(entry("Disamarkan", "Nama usaha", "Nama pemilik", "NIK", "HP", "Alamat"), holding([row]))
    assert table.rows == (
        ("isi Nama usaha", "S. N. A.", "357501******0003", "0812****678", "Kelurahan Bangilan"),
    )


def test_consent_is_asked_of_every_row() -> None:
    shops = [
        usaha(n, Nama_usaha=f"Toko {n}", **{SETUJU: said}) for n, said in enumerate(("Ya", "Tidak", "", None))
    ]
    table = tabel(asked("Perbankan", "fasilitasi pembiayaan"), holding(shops))
    assert [row[table.headings.index("Nama usaha")] for row in table.rows] == ["Toko 0"]


def test_anonymous_data_points_at_nobody() -> None:
    shops = [
        usaha(n, Nama_usaha=f"Toko {n}", Kelurahan=place) for n, place in enumerate(("Trajeng", "Bangilan"))
    ]
    table = tabel(asked("Perguruan Tinggi", "bahan penelitian"), holding(shops))
    direct = {c.heading for c in USAHA.columns if c.personal} | {
        "Nama usaha",
        "NIB",
        "Koordinat",
        "Foto",
        "Merek",
    }
    assert not direct & set(table.headings)
    assert not {NIK, HP, NAMA, "Toko 0"} & {str(cell) for row in table.rows for cell in row}
    assert [row[0] for row in table.rows] == ["Bangilan", "Trajeng"], "the register's order is not kept"


@pytest.mark.parametrize(
    ("omzet", "band"),
    [
        (49_999_999, "< 50 juta"), (50_000_000, "50-300 juta"), (300_000_000, "300 juta-2 miliar"),
        (2_000_000_000, "300 juta-2 miliar"), (2_000_000_001, "> 2 miliar"), (None, ""),
    ],
)  # fmt: skip
def test_turnover_is_told_as_a_band(omzet: int | None, band: str) -> None:
    table = tabel(asked("Perguruan Tinggi", "bahan penelitian"), holding([usaha(Omzet_setahun=omzet)]))
    assert table.rows[0][table.headings.index("Golongan omzet")] == band


# ------------------------------------------------------------------------------------------ small cells


def shops(counts: Mapping[tuple[str, str], int], **cells: Value) -> list[Row]:
    return [
        usaha(n, Kelurahan=place, Kelompok_sektor=trade, **cells)
        for (place, trade), count in counts.items()
        for n in range(count)
    ]


def counted(table: Table, by: str) -> dict[str, object]:
    return {str(row[1]): row[2] for row in table.rows if row[0] == by}


def published(rows: list[Row]) -> Table:
    return tabel(asked("Dinas Komunikasi, Informatika dan Statistik", "bahan publikasi data"), holding(rows))


def test_no_public_cell_is_under_five() -> None:
    table = published(shops({("Bangilan", "Kuliner"): 9, ("Trajeng", "Fesyen"): 4, ("Sebani", "Logam"): 3}))
    assert counted(table, "Kelurahan") == {"Bangilan": 9, "Sebani": TIDAK_TAMPAK, "Trajeng": TIDAK_TAMPAK}
    assert not [cell for row in table.rows for cell in row if isinstance(cell, int) and 0 < cell < 5]


def test_a_total_does_not_give_a_small_cell_away() -> None:
    """Of 21 shops 9 and 8 would be shown: who knows the total would find the 4."""
    table = published(
        shops({("Bangilan", "Kuliner"): 9, ("Trajeng", "Kuliner"): 8, ("Sebani", "Kuliner"): 4})
    )
    assert counted(table, "Kelurahan") == {"Bangilan": 9, "Sebani": TIDAK_TAMPAK, "Trajeng": TIDAK_TAMPAK}
    two_small = published(
        shops({("Bangilan", "Kuliner"): 9, ("Trajeng", "Kuliner"): 2, ("Sebani", "Kuliner"): 1})
    )
    assert set(counted(two_small, "Kelurahan").values()) == {TIDAK_TAMPAK}, (
        "three in all are as telling as one"
    )


def test_totals_of_lines_and_columns_do_not_give_a_small_cell_away() -> None:
    counts = {
        ("Bangilan", "Kuliner"): 9, ("Bangilan", "Fesyen"): 3, ("Bangilan", "Jasa"): 7,
        ("Trajeng", "Kuliner"): 8, ("Trajeng", "Fesyen"): 6, ("Trajeng", "Jasa"): 12,
        ("Sebani", "Kuliner"): 20, ("Sebani", "Fesyen"): 11, ("Sebani", "Jasa"): 15,
    }  # fmt: skip
    hidden = tersembunyi(counts, 5)
    assert ("Bangilan", "Fesyen") in hidden
    for at in (0, 1):
        for word in {key[at] for key in counts}:
            gone = [counts[key] for key in hidden if key[at] == word]
            assert not gone or (len(gone) > 1 and sum(gone) >= 5), (word, gone)
    assert len(hidden) == 4, "no more is hidden than must be"


def test_a_sum_that_comes_from_few_is_not_shown() -> None:
    """Nine shops, of which two told their turnover: the sum would tell what the two earn."""
    rows = shops({("Bangilan", "Kuliner"): 9}, Omzet_setahun=None, Pekerja_perempuan=0, Pekerja_laki_laki=2)
    rows[0]["Omzet setahun"] = rows[1]["Omzet setahun"] = 50_000_000
    table = tabel(asked("Bagian Perekonomian", "pemetaan perkembangan perekonomian kota"), holding(rows))
    told = dict(zip(table.headings, table.rows[0], strict=True))
    assert (told["Kelompok"], told["Jumlah usaha"]) == ("Bangilan; Kuliner", 9)
    assert told["Jumlah omzet setahun"] == TIDAK_TAMPAK
    assert told["Jumlah pekerja perempuan"] == 0


def test_a_sum_that_is_not_shown_cannot_be_got_by_subtraction() -> None:
    """One sum is hidden because few told it; with the total of the table known, it would be what the others lack."""
    rows = shops(
        {("Bangilan", "Kuliner"): 9, ("Trajeng", "Kuliner"): 8, ("Sebani", "Kuliner"): 12}, Omzet_setahun=10
    )
    for row in rows[2:9]:
        row["Omzet setahun"] = None  # in Bangilan two of nine told it
    found = hitung(rows, ["Kelurahan"], ["Omzet setahun"], 5)
    sums = {key[0]: figures for key, figures in found}
    assert sums["Bangilan"] == [9, None]
    assert sums["Trajeng"] == [8, None], "the smallest that is left is hidden with it"
    assert sums["Sebani"] == [12, 120]


@pytest.mark.parametrize(
    ("pemohon", "keperluan", "told"),
    [
        ("Dinas Komunikasi, Informatika dan Statistik", "bahan publikasi data", "kurang dari 5 usaha"),
        (
            "Dinas Komunikasi, Informatika dan Statistik",
            "bahan publikasi data koperasi",
            "kurang dari 5 koperasi",
        ),
        ("Dinas Kesehatan", "legalitas usaha mikro terkait SPP-PIRT", "Alamat, HP disamarkan"),
        ("Perguruan Tinggi", "bahan penelitian", "tanpa nama, NIK"),
        ("Perbankan", "fasilitasi pembiayaan", "hanya usaha yang pemiliknya menyetujui"),
        ("DPM-PTSP", "legalitas usaha", "tidak ada"),
    ],
)
def test_the_covering_letter_can_say_what_is_not_given_as_it_is(
    pemohon: str, keperluan: str, told: str
) -> None:
    assert told in (pelepasan.yang_disamarkan(asked(pemohon, keperluan)) or "")


def test_a_bank_learns_the_capital_that_is_needed_only_of_who_agreed() -> None:
    shops = [usaha(n, Kebutuhan_modal=25_000_000, **{SETUJU: said}) for n, said in enumerate(("Ya", "Tidak"))]
    table = tabel(asked("Perbankan", "fasilitasi pembiayaan"), holding(shops))
    assert [row[table.headings.index("Kebutuhan modal")] for row in table.rows] == [25_000_000]
    masked = isi(entry("Disamarkan", "Nama usaha", "Kebutuhan modal"), holding(shops))
    assert masked.headings == ("Nama usaha",), "no other level tells it of a person"
