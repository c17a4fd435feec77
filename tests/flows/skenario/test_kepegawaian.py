"""Kepegawaian: kenaikan pangkat, cuti dengan sisa cuti tahunannya, pensiun; diusulkan ke BKD, dilengkapi, diputuskan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from flows.cuti import hak_cuti
from flows.data import PEGAWAI as DATA_PEGAWAI
from flows.engine.model import RowView
from flows.p1_umum.kepegawaian import FLOW
from flows.roles import BKD, PEGAWAI, SUBBAG_UMUM
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import Filled, PlayedCase, PlayedOffice

DIAN = "199305272019032917"
BKD_MAIL = "mutasi@bkd.example"


def dian(office: PlayedOffice, **cells: Filled) -> PlayedCase:
    """Dian Permatasari as Data Pegawai knows her."""
    return office.keeps(DATA_PEGAWAI, nama="Dian Permatasari, S.E.", nip=DIAN, **cells)


def days_left(office: PlayedOffice) -> tuple[str, str]:
    (row,) = office.rows(DATA_PEGAWAI, nip=DIAN)
    return row["Sisa cuti tahunan"], row["Tahun sisa cuti"]


def leave(
    office: PlayedOffice, days: int, kind: str = "Tahunan", begin: date = date(2026, 11, 9), **cells: Filled
) -> PlayedCase:
    """Dian asks for leave by the form."""
    return office.sends(
        "usulan-kepegawaian", jenis_usulan="cuti", nama_pegawai="Dian Permatasari, S.E.", nip=DIAN, jenis_cuti=kind,
        mulai_cuti=begin, selesai_cuti=date(begin.year, begin.month, begin.day + days - 1), lama_cuti=days,
        alasan_cuti="Keperluan keluarga", berkas="Formulir cuti", **cells,
    )  # fmt: skip


def granted(cuti: PlayedCase) -> PlayedCase:
    with_bkd(cuti).answer("Hasil diterima", by=BKD, catatan_bkd="Disetujui")
    return decided(cuti, "Disetujui")


def decided(cuti: PlayedCase, decision: str) -> PlayedCase:
    cuti.answer(
        "Keputusan cuti diterima", by=SUBBAG_UMUM, keputusan_cuti=decision, nomor_keputusan="800/77/2026",
        tanggal_keputusan=date(2026, 10, 5),
    )  # fmt: skip
    return cuti


def with_bkd(usulan: PlayedCase) -> PlayedCase:
    usulan.answer(f"Ajukan {usulan['Jenis usulan']}", by=PEGAWAI)
    usulan.answer("Sudah diusulkan", by=SUBBAG_UMUM, pos_el_bkd=BKD_MAIL)
    return usulan


# ------------------------------------------------------------------------------------------------ cuti


def test_annual_leave_is_proposed_verified_granted_and_taken_off_the_balance(office: PlayedOffice) -> None:
    dian(office, sisa_cuti_tahunan=12, tahun_sisa_cuti=2026)
    cuti = leave(office, 5)
    assert cuti.now == "Usulan pegawai | Pegawai"
    assert (cuti["Sisa cuti tahunan"], cuti["Masa kerja"]) == ("12", "7 tahun 7 bulan")
    cuti.answer("Ajukan cuti", by=PEGAWAI)
    assert cuti.now == "Pengusulan ke BKD | Subbag Umum dan Kepegawaian | Kamis 08-10-2026"
    assert cuti["Sisa sesudah cuti"] == "7"
    assert "Dian Permatasari, S.E." in cuti.letter("Formulir cuti")
    cuti.answer("Sudah diusulkan", by=SUBBAG_UMUM, pos_el_bkd=BKD_MAIL)
    assert cuti.now == "Verifikasi BKD | Menunggu BKD | Jumat 23-10-2026"
    assert cuti["Nomor surat usulan"] == "800.1.11.4/0001/423.1xx/2026"
    assert "KONSEP" not in cuti.letter("Surat pengantar")
    assert office.new_mails()[-1] == f"{BKD_MAIL}: Menunggu tanggapan Anda {cuti.id}"
    cuti.answer("Hasil diterima", by=BKD, catatan_bkd="Disetujui, nomor 800/77/2026")
    assert cuti["Catatan BKD"] == "Disetujui, nomor 800/77/2026"
    told = cuti.refused("Keputusan cuti diterima", by=SUBBAG_UMUM)
    assert told.endswith("isi dulu Keputusan cuti, Nomor keputusan, Tanggal keputusan.")
    decided(cuti, "Disetujui")
    assert cuti.now == "Penyerahan keputusan | Pegawai | Senin 12-10-2026"
    assert cuti["Nomor surat izin"] == "800.1.11.4/0003/423.1xx/2026"
    assert "9 November 2026" in cuti.letter("Surat izin cuti")
    assert days_left(office) == ("7", "2026")
    cuti.answer("Sudah diterima", by=PEGAWAI)
    assert cuti.now == "Selesai"


def test_nobody_takes_more_days_than_are_left(office: PlayedOffice) -> None:
    dian(office, sisa_cuti_tahunan=3, tahun_sisa_cuti=2026)
    cuti = leave(office, 5)
    told = cuti.refused("Ajukan cuti", by=PEGAWAI)
    assert told.endswith("Lama cuti melebihi sisa cuti tahunan; kurangi harinya atau pilih jenis cuti lain.")
    cuti.answer("Ajukan cuti", by=PEGAWAI, lama_cuti=3, selesai_cuti=date(2026, 11, 11))


def test_two_leaves_on_their_way_at_once_both_count(office: PlayedOffice) -> None:
    dian(office, sisa_cuti_tahunan=12, tahun_sisa_cuti=2026)
    first, second = with_bkd(leave(office, 5)), with_bkd(leave(office, 3, begin=date(2026, 12, 7)))
    for cuti in (first, second):
        cuti.answer("Hasil diterima", by=BKD)
        decided(cuti, "Disetujui")
    assert days_left(office) == ("4", "2026")


@pytest.mark.parametrize(
    ("kind", "number", "left"),
    [
        ("Tahunan", "800.1.11.4/0003/423.1xx/2026", "10"),
        ("Sakit", "800.1.11.2/0003/423.1xx/2026", "12"),
        ("Melahirkan", "800.1.11.3/0003/423.1xx/2026", "12"),
        ("Alasan penting", "800.1.11.5/0003/423.1xx/2026", "12"),
        ("Besar", "800.1.11.6/0003/423.1xx/2026", "0"),  # it takes the annual leave of that year with it
        ("Di luar tanggungan negara", "800.1.11.7/0003/423.1xx/2026", "12"),
    ],
)
def test_each_kind_of_leave_has_its_code_and_its_effect_on_the_days_left(
    office: PlayedOffice, kind: str, number: str, left: str
) -> None:
    dian(office, sisa_cuti_tahunan=12, tahun_sisa_cuti=2026)
    cuti = granted(leave(office, 2, kind))
    assert cuti["Nomor surat izin"] == number
    assert days_left(office) == (left, "2026")


def test_a_new_year_brings_twelve_days_and_at_most_six_of_the_old(office: PlayedOffice) -> None:
    dian(office, sisa_cuti_tahunan=10, tahun_sisa_cuti=2026)
    office.on(date(2027, 2, 1))
    cuti = leave(office, 5, begin=date(2027, 2, 15))
    assert cuti["Sisa cuti tahunan"] == "18"
    granted(cuti)
    assert days_left(office) == ("13", "2027")


@pytest.mark.parametrize(
    ("of", "left", "now"), [(2026, 4, "4"), (2025, 9, "18"), (2025, 2, "14"), (2024, 5, "18"), (2024, 12, "24"), (2022, 3, "24")]
)  # fmt: skip
def test_what_was_not_taken_is_carried_over_six_days_at_most_or_to_twenty_four_after_two_years(
    office: PlayedOffice, of: int, left: int, now: str
) -> None:
    dian(office, sisa_cuti_tahunan=left, tahun_sisa_cuti=of)
    assert leave(office, 2)["Sisa cuti tahunan"] == now


@pytest.mark.parametrize(
    ("of", "left", "kept", "taken_off"),
    [
        (None, None, 12, 4),  # eight days of cuti bersama in 2026
        (2026, 9, 9, 9),  # what Data Pegawai holds has them taken off already
        (2025, 9, 18, 10),
        (2024, 12, 24, 16),
    ],
)
def test_cuti_bersama_is_taken_off_the_right_of_its_year_where_the_city_says_so(
    office: PlayedOffice, of: int | None, left: int | None, kept: int, taken_off: int
) -> None:
    row = RowView(
        {"Sisa cuti menurut data": left, "Tahun sisa cuti": of, "Mulai cuti": date(2026, 11, 9)},
        calendar=office.office.calendar,
    )
    assert (hak_cuti(row, mengurangi=False), hak_cuti(row, mengurangi=True)) == (kept, taken_off)


def test_leave_of_the_other_kinds_is_summed_up_for_the_form(office: PlayedOffice) -> None:
    dian(office, sisa_cuti_tahunan=12, tahun_sisa_cuti=2026)
    granted(leave(office, 2, "Sakit"))
    granted(leave(office, 3, "Sakit", begin=date(2026, 11, 16)))
    (row,) = office.rows(DATA_PEGAWAI, nip=DIAN)
    assert (row["Cuti sakit"], row["Cuti melahirkan"], row["Sisa cuti tahunan"]) == ("5", "0", "12")
    cuti = leave(office, 1, begin=date(2026, 12, 1))
    cuti.answer("Ajukan cuti", by=PEGAWAI)
    assert "3. Cuti sakit 5" in cuti.letter("Formulir cuti")
    office.on(date(2027, 2, 1))  # another year, another sum
    assert leave(office, 1, begin=date(2027, 2, 15))["Cuti sakit"] == "0"


@pytest.mark.parametrize("kind", ["Tahunan", "Besar"])
def test_nothing_left_is_no_day_and_not_a_year_of_them(office: PlayedOffice, kind: str) -> None:
    dian(office, sisa_cuti_tahunan=2, tahun_sisa_cuti=2026)
    granted(leave(office, 2, kind))
    assert days_left(office) == ("0", "2026")
    told = leave(office, 1, begin=date(2026, 12, 1)).refused("Ajukan cuti", by=PEGAWAI)
    assert "Lama cuti melebihi sisa cuti tahunan" in told


@pytest.mark.parametrize(
    ("rank", "called"),
    [
        ("Penata Muda, III/a", "kepada Pegawai Negeri Sipil:"),
        ("PPPK Golongan IX", "kepada Pegawai Pemerintah dengan Perjanjian Kerja:"),
        (None, "kepada Pegawai Negeri Sipil:"),
    ],
)
def test_the_permit_calls_staff_under_contract_what_they_are(
    office: PlayedOffice, rank: str | None, called: str
) -> None:
    dian(office, sisa_cuti_tahunan=12, tahun_sisa_cuti=2026)
    assert called in granted(leave(office, 2, pangkat_golongan=rank)).letter("Surat izin cuti")


def test_leave_of_this_year_that_is_granted_after_one_of_the_next_gives_no_day_back(
    office: PlayedOffice,
) -> None:
    dian(office, sisa_cuti_tahunan=12, tahun_sisa_cuti=2026)
    granted(leave(office, 4, begin=date(2027, 1, 11)))
    granted(leave(office, 1, "Sakit", begin=date(2027, 1, 18)))
    assert days_left(office) == ("14", "2027")
    granted(leave(office, 2, begin=date(2026, 12, 7)))
    granted(leave(office, 3, "Sakit", begin=date(2026, 12, 14)))
    assert days_left(office) == ("12", "2027")
    (row,) = office.rows(DATA_PEGAWAI, nip=DIAN)
    assert row["Cuti sakit"] == "1"  # what was taken in 2027; the form of 2027 adds up that year alone
    office.on(date(2027, 2, 1))
    assert leave(office, 1, begin=date(2027, 2, 15))["Sisa cuti tahunan"] == "12"


@pytest.mark.parametrize("decision", ["Ditangguhkan", "Tidak Disetujui"])
def test_leave_that_is_not_granted_brings_no_permit_and_costs_no_day(
    office: PlayedOffice, decision: str
) -> None:
    dian(office, sisa_cuti_tahunan=12, tahun_sisa_cuti=2026)
    cuti = with_bkd(leave(office, 2))
    cuti.answer("Hasil diterima", by=BKD)
    decided(cuti, decision)
    assert cuti.now == "Penyerahan keputusan | Pegawai | Senin 12-10-2026"
    assert cuti["Nomor surat izin"] == ""
    assert "Surat izin cuti" not in cuti.letters
    assert days_left(office) == ("12", "2026")


def test_the_length_of_a_leave_is_its_working_days(office: PlayedOffice) -> None:
    cuti = leave(office, 5, begin=date(2026, 12, 21))  # Monday to Friday, with cuti bersama and Natal
    told = cuti.refused("Ajukan cuti", by=PEGAWAI)
    assert told.endswith(
        "Lama cuti tertulis 5 hari, sedangkan dari Mulai cuti s.d. Selesai cuti ada 3 hari kerja (Sabtu, Minggu, "
        "hari libur dan cuti bersama tidak dihitung)."
    )
    cuti.answer("Ajukan cuti", by=PEGAWAI, lama_cuti=3)


@pytest.mark.parametrize(
    ("kind", "end", "told"),
    [
        ("Alasan penting", date(2026, 12, 9), "Cuti alasan penting paling lama 1 bulan"),
        ("Melahirkan", date(2027, 2, 9), "Cuti melahirkan paling lama 3 bulan"),
        ("Besar", date(2027, 2, 9), "Cuti besar paling lama 3 bulan"),
        ("Sakit", date(2028, 5, 9), "Cuti sakit paling lama 18 bulan"),
    ],
)
def test_no_kind_of_leave_lasts_longer_than_its_limit(
    office: PlayedOffice, kind: str, end: date, told: str
) -> None:
    cuti = leave(office, 2, kind)
    calendar = office.office.calendar
    days = calendar.working_days_between(date(2026, 11, 8), end)
    said = cuti.refused("Ajukan cuti", by=PEGAWAI, selesai_cuti=end, lama_cuti=days)
    assert told in said
    day_before = end - timedelta(days=1)
    cuti.answer(
        "Ajukan cuti", by=PEGAWAI, selesai_cuti=day_before,
        lama_cuti=calendar.working_days_between(date(2026, 11, 8), day_before),
    )  # fmt: skip


def test_long_leave_is_for_those_who_have_served_long_but_for_a_first_hajj(office: PlayedOffice) -> None:
    cuti = office.types(
        FLOW, jenis_usulan="cuti", nama_pegawai="Bayu Aji", nip="199905272023031001", jenis_cuti="Besar", berkas="Formulir",
        mulai_cuti=date(2026, 11, 9), selesai_cuti=date(2026, 11, 13), lama_cuti=5, alasan_cuti="Umrah",
    )  # fmt: skip
    told = cuti.refused("Ajukan cuti", by=PEGAWAI)
    assert "Cuti besar memerlukan masa kerja 5 tahun" in told
    cuti.answer("Ajukan cuti", by=PEGAWAI, alasan_cuti="Menunaikan haji pertama")


def test_leave_does_not_reach_over_the_turn_of_the_year_nor_run_backwards(office: PlayedOffice) -> None:
    cuti = leave(office, 3, begin=date(2026, 12, 28))
    for end in (date(2027, 1, 4), date(2026, 12, 27)):
        told = cuti.refused("Ajukan cuti", by=PEGAWAI, selesai_cuti=end)
        assert told.endswith(
            "tanggal cuti terbalik atau melewati pergantian tahun; pecah menjadi dua usulan."
        )


# ------------------------------------------------------------------- kenaikan pangkat, pensiun, gaji berkala


def test_a_promotion_opens_itself_ninety_days_before_it_falls_due(office: PlayedOffice) -> None:
    dian(office, pangkat_golongan="Penata Muda, III/a", tmt_pangkat=date(2023, 4, 1))
    office.on(date(2026, 12, 31))
    assert office.rows(FLOW.register, jenis_usulan="kenaikan pangkat") == []
    office.on(date(2027, 1, 4))
    (row,) = office.rows(FLOW.register, jenis_usulan="kenaikan pangkat")
    assert (row["Nama pegawai"], row["TMT"]) == ("Dian Permatasari, S.E.", "Kamis 01-04-2027")
    naik = PlayedCase(office, row["ID"])
    told = naik.refused("Ajukan kenaikan pangkat", by=PEGAWAI)
    assert told == "Belum dapat «Ajukan kenaikan pangkat»: isi dulu Berkas, Pangkat yang diusulkan."
    told = naik.refused(
        "Ajukan kenaikan pangkat", by=PEGAWAI, berkas="SK terakhir", pangkat_yang_diusulkan="Penata, III/c"
    )
    assert told.endswith(
        "Pangkat yang diusulkan harus satu tingkat di atas Pangkat golongan; periksa keduanya."
    )
    naik.write(berkas="SK terakhir, SKP dua tahun", pangkat_yang_diusulkan="Penata Muda Tingkat I, III/b")
    assert naik.now.startswith("Pengusulan ke BKD")  # what was chosen counts once the cells are filled
    naik.answer("Sudah diusulkan", by=SUBBAG_UMUM)
    assert naik["Nomor surat usulan"] == "800.1.3.2/0001/423.1xx/2027"
    assert "Penata Muda Tingkat I, III/b" in naik.letter("Surat usul")
    assert "Surat izin cuti" not in granted_by_bkd(naik).letters
    assert naik.now.startswith("Penyerahan keputusan | Pegawai")


def granted_by_bkd(usulan: PlayedCase) -> PlayedCase:
    usulan.answer("Hasil diterima", by=SUBBAG_UMUM, note="Surat BKD nomor 800/15/2027, 12 Januari")
    usulan.answer(
        "Lengkap", by=SUBBAG_UMUM, nomor_keputusan="821/15/2027", tanggal_keputusan=date(2027, 1, 12)
    )
    return usulan


def test_a_pension_opens_itself_a_year_before(office: PlayedOffice) -> None:
    office.keeps(
        DATA_PEGAWAI, nama="Drs. Sugeng Raharjo", nip="196909101994031002", jenis_jabatan="Administrasi"
    )
    office.later(1)
    (row,) = office.rows(FLOW.register, jenis_usulan="pensiun")
    assert row["TMT"] == "Jumat 01-10-2027"
    pensiun = PlayedCase(office, row["ID"])
    pensiun.write(berkas="DPCP, SK CPNS")
    with_bkd(pensiun)
    assert pensiun["Nomor surat usulan"] == "800.1.6.6/0001/423.1xx/2026"
    lines = office.rows(AGENDA_KELUAR, kasus=pensiun.id)
    assert [line["Perihal"] for line in lines] == ["Usul Pensiun", "Pengantar Berkas Usul Pensiun"]
    assert lines[0]["Nomor surat"] != lines[1]["Nomor surat"]


def test_a_raise_that_nears_is_told_to_the_subbag_sixty_thirty_and_fourteen_days_before(
    office: PlayedOffice,
) -> None:
    pegawai = dian(office, tmt_gaji_berkala=date(2024, 12, 1))
    office.later(1)
    assert office.new_mails() == [f"Subbag Umum dan Kepegawaian: Jatuh tempo {pegawai.id}"]
    office.later(3)
    assert office.new_mails() == []
    office.on(date(2026, 11, 2))  # 29 days before
    assert office.new_mails() == [f"Subbag Umum dan Kepegawaian: Jatuh tempo {pegawai.id}"]
    office.on(date(2026, 11, 18))  # 13 days before
    assert office.new_mails() == [f"Subbag Umum dan Kepegawaian: Jatuh tempo {pegawai.id}"]


# ------------------------------------------------------------------------------------- berkas belum lengkap


def test_papers_that_lack_go_back_with_a_letter_and_come_again(office: PlayedOffice) -> None:
    cuti = with_bkd(leave(office, 2))
    cuti.answer("Hasil diterima", by=BKD, catatan_bkd="Formulir belum ditandatangani atasan")
    told = cuti.refused("Belum lengkap", by=SUBBAG_UMUM)
    assert told == "Belum dapat «Belum lengkap»: isi dulu Kekurangan berkas."
    cuti.answer(
        "Belum lengkap", by=SUBBAG_UMUM, note="Tanda tangan atasan", kekurangan_berkas="Tanda tangan atasan"
    )
    assert cuti.now == "Melengkapi berkas | Pegawai | Rabu 14-10-2026"
    assert cuti["Jawaban paling lambat"] == "Rabu 14-10-2026"
    assert "Tanda tangan atasan" in cuti.letter("Surat pengembalian")
    assert office.new_mails()[-1] == f"Pegawai: Giliran Anda {cuti.id}"
    first = cuti["Nomor pengembalian"]
    cuti.answer("Berkas dilengkapi", by=PEGAWAI)
    proposed = cuti["Nomor surat usulan"]
    cuti.answer("Sudah diusulkan", by=SUBBAG_UMUM)
    assert cuti["Nomor surat usulan"] != proposed  # what was completed goes under a letter of its own
    cuti.answer("Hasil diterima", by=BKD)
    cuti.answer("Belum lengkap", by=SUBBAG_UMUM, note="Stempel", kekurangan_berkas="Stempel")
    assert cuti["Nomor pengembalian"] != first  # each return is a letter of its own
    assert (
        len(
            [
                line
                for line in office.rows(AGENDA_KELUAR, kasus=cuti.id)
                if line["Perihal"] == "Kelengkapan Berkas"
            ]
        )
        == 2
    )


def test_bkd_that_keeps_silent_is_reminded_twice(office: PlayedOffice) -> None:
    cuti = with_bkd(leave(office, 2))
    office.new_mails()
    office.later(14)
    assert office.new_mails() == [f"{BKD_MAIL}: Pengingat {cuti.id}"]
    office.later(5)
    assert office.new_mails() == [f"{BKD_MAIL}: Pengingat {cuti.id}"]


def test_a_proposal_that_lies_with_the_subbag_is_told_to_the_secretary(office: PlayedOffice) -> None:
    cuti = leave(office, 2)
    cuti.answer("Ajukan cuti", by=PEGAWAI)
    office.new_mails()
    office.later(4)
    assert office.new_mails() == [
        f"Subbag Umum dan Kepegawaian: Pengingat {cuti.id}",
        f"Sekretaris Dinas: Lewat batas waktu {cuti.id}",
    ]
