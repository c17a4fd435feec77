"""Forms from a file: good lines are taken once, bad ones told with line, field and reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.engine.case import Case
from flows.engine.model import Form
from scripts.intake import Unusable, list_forms, take_in
from scripts.office import AlurOffice, open_office
from scripts.provisioning import make_office, provision_office
from scripts.running import one_pass
from tests.engine.small import KEARSIPAN, SURAT_KELUAR, S
from tests.fakes.office import MemoryOffice


@pytest.fixture
def office(tmp_path: Path) -> AlurOffice:
    make_office(tmp_path / "kantor")
    office = open_office(tmp_path / "kantor")
    provision_office(office)
    one_pass(office, quiet=True)
    return office


def csv(folder: Path, *lines: str, encoding: str = "utf-8-sig") -> Path:
    path = folder / "isi.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def test_good_lines_become_cases_and_bad_ones_are_told(office: AlurOffice, tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "Jenis pendampingan;Nama;Nama usaha atau koperasi;Nomor HP;Permasalahan;Keterangan lain",
        "pendaftaran merek;Siti Rukmini;Rasa Bukir;+62 812-3450-0011;Belum paham DJKI;",
        "pendaftaran merk;Budi;Bandeng;08123;;",
        "",
        'pendampingan dan penyuluhan usaha mikro;Nur Aini;"Batik; Pesisir";;"Dua baris\nkeluhan";',
    )
    result = take_in(office, "permintaan-pendampingan", file)
    assert (result.taken, result.refused) == (2, 1)
    assert result.faults[0].startswith(
        "line 3, «Jenis pendampingan»: Berisi «pendaftaran merk», tidak ada dalam daftar"
    )
    assert "line 3, «Nomor HP»: Berisi «08123», bukan nomor telepon" in result.faults[1]
    assert "line 3, «Permasalahan»: Isi «Permasalahan» dulu" in result.faults[2]
    one_pass(office, quiet=True)
    one_pass(office, quiet=True)
    rows = office.registers.read("Bidang Usaha Mikro").tabs["Advokasi"]
    at = list(rows.headings).index("HP")
    assert [row[at] for row in rows.rows if row[0]] == ["081234500011", ""]


def test_the_same_file_again_takes_nothing(office: AlurOffice, tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "Asal surat,Nomor surat,Tanggal surat,Tanggal penyampaian,Perihal",
        "BPS,1/X,2026-10-01,2-10-2026,Data",
    )
    assert take_in(office, "surat-masuk", file).taken == 1
    again = take_in(office, "surat-masuk", file)
    assert (again.taken, again.known) == (0, 1)


def test_rows_of_a_data_register_come_with_their_figures(office: AlurOffice, tmp_path: Path) -> None:
    file = csv(
        tmp_path, "Nama usaha\tNama pemilik\tNIK\tOmzet setahun\tKelurahan",
        "Keripik\tSiti\t3575015708850003\tRp 96.000.000,00\tbukir", "Keripik\tSiti\t357501570885\t\tBukir",
        encoding="cp1252",
    )  # fmt: skip
    result = take_in(office, "data-usaha-mikro", file)
    assert (result.taken, len(result.faults)) == (1, 1)
    one_pass(office, quiet=True)
    one_pass(office, quiet=True)
    tab = office.registers.read("Bidang Usaha Mikro").tabs["Data Usaha Mikro"]
    row = dict(zip(tab.headings, next(row for row in tab.rows if row[0]), strict=False))
    assert (row["NIK"], row["Omzet setahun"], row["Kelurahan"]) == ("3575015708850003", 96_000_000, "Bukir")


def test_what_cannot_be_used_says_why(office: AlurOffice, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="Did you mean surat-masuk"):
        take_in(office, "surat-masuk2", csv(tmp_path, "a"))
    with pytest.raises(Unusable, match="has no «Asal surat»"):
        take_in(office, "surat-masuk", csv(tmp_path, "Perihal", "x"))
    with pytest.raises(Unusable, match="it is empty"):
        take_in(office, "surat-masuk", csv(tmp_path, ""))
    (tmp_path / "isi.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(Unusable, match="this is a workbook"):
        take_in(office, "surat-masuk", tmp_path / "isi.csv")
    with pytest.raises(Unusable, match="cannot be read"):
        take_in(office, "surat-masuk", tmp_path / "tidak-ada.csv")


def test_a_line_for_a_case_that_is_not_there_is_told(office: AlurOffice, tmp_path: Path) -> None:
    file = csv(
        tmp_path, "Berkas,Bidang,Uraian barang,Kebutuhan maksimum", "KB-2026-0009,Sekretariat,Laptop,2"
    )
    assert take_in(office, "kebutuhan-barang", file).faults == [
        "line 2, «Berkas»: «KB-2026-0009» is no case; write the ID of the row it belongs to"
    ]
    file = csv(tmp_path, "Berkas,Jawaban", "PL-2026-0001,Lengkap")
    assert "is no case of P1.1" in take_in(office, "pemeriksaan-spj", file).faults[0]


def test_an_answer_on_paper_names_its_evidence_or_its_reason(tmp_path: Path) -> None:
    form = Form("tanggapan", "Tanggapan", (), answers=S.TANGGAPAN)
    office = MemoryOffice(replace(SURAT_KELUAR, forms=[form]), KEARSIPAN)
    case = Case("SK-2026-0001", "P1", "Surat", S.TANGGAPAN, office.clock.at, office.clock.at, visit=4)
    office.journal.all_cases[case.id] = case
    office.journal.submit_forms = lambda waiting: []  # type: ignore[attr-defined]
    stub: Any = SimpleNamespace(office=office.office, journal=office.journal, clock=office.clock)
    told = take_in(
        stub, "tanggapan", csv(tmp_path, "Berkas,Jawaban", f"{case.id},Diterima", f"{case.id},Minta ulang")
    )
    assert told.faults == [
        "line 2, «Catatan»: it is empty; «Diterima» needs the paper that says so, by its number and date",
        "line 3, «Catatan»: it is empty; «Minta ulang» needs the reason",
    ]
    assert office.journal.answers == {}
    line = f"{case.id},Diterima, tanda terima 12/2026 dari camat\u2028dicap "
    assert take_in(stub, "tanggapan", csv(tmp_path, "Berkas,Jawaban,Catatan", line)).taken == 1
    (given,) = office.journal.pending_answers()
    assert (given.visit, given.note) == (4, "tanda terima 12/2026 dari camat\u2028dicap")


def test_every_form_is_listed_once(office: AlurOffice) -> None:
    codes = [code for code, _, _ in list_forms(office)]
    assert len(codes) == len(set(codes)) > 50
