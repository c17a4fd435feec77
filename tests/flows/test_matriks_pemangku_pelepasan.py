"""A release from request to log: who is refused, what leaves the office and how it is locked, what is written down."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest

from connectors.letters import DocxLetters, Letterhead
from connectors.letters.workbook import password_of
from flows.engine.ports import Json
from flows.p5_pengawasan.informasi_stakeholder import FLOW, LOG, PERMINTAAN
from scripts.office import TEMPLATES
from tests.fakes.office import MemoryOffice

KEY = b"kunci uji"
HEAD = Letterhead("Pemerintah", "Dinas", "Jalan", "0343", "a@b.example", "b.example", "67100", "Kota Contoh")
SERI = dict.fromkeys(("surat keluar", "berita acara"), "{kode}/{urut}/{tahun}")
DINKES = {
    "Pemohon": "Dinas Kesehatan",
    "Keperluan": "pembinaan penjual makanan",
    "Data_yang_diminta": "Usaha mikro kuliner",
    "Pos_el_pemohon": "dinkes@contoh.example",
    "Dasar_permintaan": "Surat 440/512/2026",
}
PIRT = "legalitas usaha mikro terkait SPP-PIRT"


@pytest.fixture
def office() -> MemoryOffice:
    """An office with three shops, two of which sell food."""
    office = MemoryOffice(FLOW, series=SERI)
    for name, owner, trade in (("Warung Sari", "Siti Nur Aini", "Kuliner"), ("Las Jaya", "Yusuf", "Logam"),
                               ("=Dapur Rahma", "Rahma Wati", "Kuliner")):  # fmt: skip
        office.type_row("Data Usaha Mikro", nama_usaha=name, nama_pemilik=owner, kelompok_sektor=trade,
                        nik="3575014101800003", hp="081234567678", alamat="Jalan Jawa 5", kelurahan="Bangilan")  # fmt: skip
    office.sync()
    return office


def request(office: MemoryOffice, **cells: str) -> str:
    before = set(office.ids(PERMINTAAN.name))
    office.type_row(PERMINTAAN.name, **{k.lower(): v for k, v in {**DINKES, **cells}.items()})
    office.sync()
    (case,) = set(office.ids(PERMINTAAN.name)) - before
    office.do(case, "Terima permintaan")
    return case


def hand_out(office: MemoryOffice, case: str) -> None:
    """From the check of the purpose to the day the officer of the Dinas fetches the file."""
    office.edit(case, "Keperluan yang dipilih", PIRT)
    for word in ("Diterima", "Ajukan persetujuan"):
        office.do(case, word)
    office.decide(case, "Setuju")
    office.edit(case, "Petugas penerima", "dr. Hana Pratiwi")
    office.edit(case, "Tanggal penyerahan", date(2026, 10, 6))
    office.do(case, "Sudah diserahkan")


def workbook(office: MemoryOffice) -> Json:
    return next(made for made in reversed(office.letters.makes) if made["name"] == "Data" and made["final"])


# ------------------------------------------------------------------------------------------- refused


def test_a_purpose_outside_the_rules_is_held_and_the_clerk_is_told_what_may_be_chosen(
    office: MemoryOffice,
) -> None:
    case = request(office)
    office.do(case, "Diterima")
    assert office.case(case).status == "Pemeriksaan dasar"
    assert "keperluan ini tidak ada dalam ketentuan pelepasan data bagi pemohon" in office.message(case)
    assert office.cell(case, "Ketentuan bagi pemohon") == f"{PIRT} (Disamarkan)"
    office.edit(case, "Keperluan yang dipilih", "bahan penelitian")  # may be given, but to somebody else
    office.do(case, "Diterima")
    assert office.case(case).status == "Pemeriksaan dasar"
    office.edit(case, "Keperluan yang dipilih", PIRT)
    assert office.do(case, "Diterima").status == "Penyiapan data"
    assert office.cell(case, "Tingkat data") == "Disamarkan"


def test_a_refusal_is_a_letter_to_the_asker_and_no_data_is_made(office: MemoryOffice) -> None:
    case = request(office)
    office.do(case, "Ditolak", note="Keperluan di luar ketentuan.")
    assert office.case(case).closed
    assert [mail["to"] for mail in office.mail.sent if mail["attach"]] == [["dinkes@contoh.example"]]
    assert not [made for made in office.letters.makes if made["name"] == "Data"]
    assert office.ids(LOG.name) == []


# -------------------------------------------------------------------------------------------- released


def test_what_is_handed_out_is_written_down_with_rows_and_hash(office: MemoryOffice) -> None:
    case = request(office)
    hand_out(office, case)
    assert office.case(case).status == "Diserahkan"
    table = workbook(office)["context"]
    assert table["headings"][:2] == ["Nama pemilik", "Nama usaha"]
    assert sorted(row[1] for row in table["rows"]) == ["=Dapur Rahma", "Warung Sari"]
    assert {"0812****678"} == {row[table["headings"].index("HP")] for row in table["rows"]}
    (line,) = office.ids(LOG.name)
    told = {heading: office.cell(line, heading) for heading in ("Kasus", "Pemohon", "Keperluan", "Tingkat",
            "Jumlah baris", "Petugas penerima", "Tanggal", "Dihapus paling lambat")}  # fmt: skip
    assert told == {
        "Kasus": case, "Pemohon": "Dinas Kesehatan", "Keperluan": PIRT, "Tingkat": "Disamarkan", "Jumlah baris": 2,
        "Petugas penerima": "dr. Hana Pratiwi", "Tanggal": date(2026, 10, 5), "Dihapus paling lambat": date(2027, 4, 3),
    }  # fmt: skip
    assert office.cell(line, "Sidik berkas") == office.letters.files[workbook(office)["file"]]
    final = {made["name"] for made in office.letters.makes if made["final"]}
    assert {"Data", "Surat pengantar", "BAST data"} <= final


def test_the_hand_over_sheet_names_the_hash_of_the_file_that_was_handed_over(office: MemoryOffice) -> None:
    hand_out(office, request(office))
    bast = next(made for made in office.letters.makes if made["name"] == "BAST data" and made["final"])
    assert bast["context"]["sidik_berkas"] == office.letters.files[workbook(office)["file"]]
    assert bast["context"]["jumlah_baris"] == 2


def test_a_request_past_its_day_is_not_handed_over_but_made_ready_again(office: MemoryOffice) -> None:
    case = request(office)
    office.edit(case, "Keperluan yang dipilih", PIRT)
    for word in ("Diterima", "Ajukan persetujuan"):
        office.do(case, word)
    office.decide(case, "Setuju")
    office.wait(days=181)
    office.edit(case, "Petugas penerima", "dr. Hana Pratiwi")
    office.edit(case, "Tanggal penyerahan", date(2027, 4, 4))
    office.do(case, "Sudah diserahkan")
    assert office.case(case).status == "Penyerahan data"
    assert "masa berlaku permintaan ini sudah lewat" in office.message(case)
    office.do(case, "Siapkan ulang", note="Masa berlaku lewat.")
    office.do(case, "Ajukan persetujuan")
    office.decide(case, "Setuju")
    assert office.do(case, "Sudah diserahkan").status == "Diserahkan"
    (line,) = office.ids(LOG.name)
    assert office.cell(line, "Sidik berkas") == office.letters.files[workbook(office)["file"]]


def test_consent_taken_back_before_the_hand_over_is_kept(office: MemoryOffice) -> None:
    """The bank's rows are looked up again when the file is made final, and once more when it is made ready anew."""
    for shop in office.ids("Data Usaha Mikro"):
        office.edit(shop, "Persetujuan data", "Ya")
    case = request(office, Pemohon="Perbankan", Keperluan="fasilitasi pembiayaan")
    for word in ("Diterima", "Ajukan persetujuan"):
        office.do(case, word)
    assert office.cell(case, "Jumlah baris") == 3
    office.edit(office.ids("Data Usaha Mikro")[0], "Persetujuan data", "Tidak")
    office.sync()
    office.decide(case, "Setuju")
    assert len(workbook(office)["context"]["rows"]) == 2


# ------------------------------------------------------------------------------------- locked, and apart


@pytest.fixture
def letters(tmp_path: Path) -> Iterator[DocxLetters]:
    made = DocxLetters(TEMPLATES / "letters", tmp_path, HEAD, pdf=False, key=KEY)
    yield made
    made.close()


def test_the_file_opens_with_the_password_of_the_case_and_with_no_other(
    office: MemoryOffice, letters: DocxLetters, tmp_path: Path
) -> None:
    case = request(office)
    hand_out(office, case)
    payload = workbook(office)
    assert letters.make(payload).did.name == "DONE"
    locked = (tmp_path / payload["file"]).read_bytes()
    assert b"Warung" not in locked
    with pytest.raises(Exception, match=r"(?i)zip|file"):
        openpyxl.load_workbook(io.BytesIO(locked))
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        opened(locked, password_of(KEY, "MD-2026-9999"))
    sheet = openpyxl.load_workbook(opened(locked, password_of(KEY, case))).active
    assert sheet is not None
    names = {row[1].value: row[1].data_type for row in sheet.iter_rows(min_row=2)}
    assert names == {"Warung Sari": "s", "=Dapur Rahma": "s"}, "what looks like a formula is text"


def opened(locked: bytes, password: str) -> io.BytesIO:
    file = msoffcrypto.OfficeFile(io.BytesIO(locked))
    file.load_key(password=password, verify_password=True)
    out = io.BytesIO()
    file.decrypt(out)
    return out


def test_neither_the_file_nor_its_password_is_in_a_mail_or_letter(office: MemoryOffice) -> None:
    case = request(office)
    hand_out(office, case)
    file, secret = workbook(office)["file"], password_of(KEY, case)
    assert office.mail.sent
    for said in (*office.mail.sent, *office.letters.makes):
        assert secret not in json.dumps(said, default=str)
    assert not [mail for mail in office.mail.sent if file in json.dumps(mail, default=str)]
    told = json.dumps([row.event.data for row in office.journal.events], default=str)
    assert secret not in told
    assert "Siti Nur Aini" not in told, "the log says how many, not who"
