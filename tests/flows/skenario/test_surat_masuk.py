"""Pelayanan surat masuk: diterima, diagendakan, didisposisi, dibagikan kepada unit yang mengerjakannya."""

from __future__ import annotations

from datetime import date

import pytest

from flows.engine.model import Flow
from flows.p1_umum.kearsipan import FLOW as KEARSIPAN
from flows.p1_umum.surat_masuk import FLOW
from flows.p2_perencanaan.laporan_keuangan import FLOW as LAPORAN_KEUANGAN
from flows.p2_perencanaan.laporan_kinerja import FLOW as LAPORAN_KINERJA
from flows.p2_perencanaan.renstra_renja_monev import FLOW as RENSTRA_RENJA_MONEV
from flows.p2_perencanaan.rka_dpa import FLOW as RKA_DPA
from flows.p4_pemberdayaan.keikutsertaan_promosi import FLOW as KEIKUTSERTAAN_PROMOSI
from flows.roles import (
    BIDANG_KOPERASI,
    BIDANG_USAHA_MIKRO,
    KEPALA_DINAS,
    SEKRETARIS,
    SUBBAG_PROGRAM,
    SUBBAG_UMUM,
)
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

SENDER = "tu@bkd.example"


def a_letter(office: PlayedOffice) -> PlayedCase:
    """A letter that BKD hands in by the form of the office."""
    return office.sends(
        "surat-masuk", asal_surat="BKD Kota Pasuruan", nomor_surat="800/1201/2026", tanggal_surat="02-10-2026",
        tanggal_diterima="05-10-2026", perihal="Pemutakhiran data ASN", pos_el_pengirim=SENDER,
    )  # fmt: skip


def before_the_head(office: PlayedOffice, kind: str = "Surat biasa") -> PlayedCase:
    surat = a_letter(office)
    surat.answer("Terima dan agendakan", by=SUBBAG_UMUM)
    surat.answer("Mohon disposisi", by=SUBBAG_UMUM, jenis_surat_masuk=kind, sifat="Segera")
    return surat


def handed_out(office: PlayedOffice, units: str, kind: str = "Surat biasa") -> PlayedCase:
    surat = before_the_head(office, kind)
    surat.answer("Disposisi", by=KEPALA_DINAS, note="Tindak lanjuti")
    surat.answer("Teruskan", by=SEKRETARIS, isi_disposisi="Siapkan datanya", diteruskan_kepada=units)
    surat.answer("Sudah dibagikan", by=SUBBAG_UMUM)
    return surat


def test_the_sender_gets_a_receipt_with_the_agenda_number(office: PlayedOffice) -> None:
    surat = a_letter(office)
    assert surat.now == "Dikirim | Menunggu Dinas/Masyarakat/Lembaga lain | Selasa 06-10-2026"
    surat.answer("Terima dan agendakan", by=SUBBAG_UMUM)
    assert surat.now == "Diagendakan | Subbag Umum dan Kepegawaian | Selasa 06-10-2026"
    assert surat["Nomor agenda"] == "0001/M"
    assert office.new_mails() == [f"{SENDER}: Tanda terima {surat.id} [tanda-terima.docx]"]
    assert "Pemutakhiran data ASN" in surat.letter("Tanda terima")


def test_a_letter_that_comes_twice_is_said_to_be_the_same_until_a_person_says_it_is_not(
    office: PlayedOffice,
) -> None:
    first = a_letter(office)
    again = office.types(
        FLOW, tanggal_diterima=date(2026, 10, 5), nomor_surat="800/1201/2026", tanggal_surat=date(2026, 10, 2),
        asal_surat="BKD Kota  Pasuruan", perihal="Pemutakhiran data ASN",
    )  # fmt: skip
    assert again.message == (
        f"Mungkin ganda dengan {first.id} (Asal surat dan Nomor surat dan Tanggal surat sama). Kerjakan satu saja, "
        "atau tulis ID-nya di kolom «Bukan ganda dengan» bila memang lain."
    )
    again.write(bukan_ganda_dengan=first.id)
    assert again.message == ""


@pytest.mark.parametrize(
    ("kind", "day"),
    [("Biasa", "Senin 12-10-2026"), ("Segera", "Rabu 07-10-2026"), ("Sangat Segera", "Senin 05-10-2026")],
)
def test_the_urgency_of_a_letter_says_until_when_it_is_to_be_dealt_with(
    office: PlayedOffice, kind: str, day: str
) -> None:
    surat = a_letter(office)
    surat.answer("Terima dan agendakan", by=SUBBAG_UMUM)
    surat.answer("Mohon disposisi", by=SUBBAG_UMUM, jenis_surat_masuk="Surat biasa", sifat=kind)
    assert surat["Selesai paling lambat"] == day
    surat.answer("Disposisi", by=KEPALA_DINAS)
    surat.answer(
        "Teruskan", by=SEKRETARIS, isi_disposisi="Siapkan", diteruskan_kepada="Bidang Koperasi",
        batas_waktu_disposisi=date(2026, 10, 9),
    )  # fmt: skip
    surat.answer("Sudah dibagikan", by=SUBBAG_UMUM)
    assert [child["Selesai paling lambat"] for child in surat.children] == ["Jumat 09-10-2026"]


def test_a_letter_on_paper_is_typed_into_the_agenda(office: PlayedOffice) -> None:
    surat = office.types(
        FLOW, tanggal_diterima=date(2026, 10, 5), nomor_surat="-", tanggal_surat=date(2026, 10, 4),
        asal_surat="Paguyuban Pedagang Kuliner", perihal="Permohonan tenda",
    )  # fmt: skip
    surat.answer("Terima dan agendakan", by=SUBBAG_UMUM)
    assert office.new_mails() == []  # there is no address for a receipt
    told = surat.refused("Mohon disposisi", by=SUBBAG_UMUM)
    assert told == "Belum dapat «Mohon disposisi»: isi dulu Jenis surat masuk, Sifat."


def test_a_letter_goes_from_the_head_by_the_secretary_to_two_units(office: PlayedOffice) -> None:
    surat = before_the_head(office)
    assert surat.now == "Disposisi Kepala Dinas | Kepala Dinas | Selasa 06-10-2026"
    assert f"Kepala Dinas: Permintaan keputusan {surat.id}" in office.new_mails()
    surat.answer("Disposisi", by=KEPALA_DINAS, note="Tindak lanjuti hari ini")
    assert surat.now == "Disposisi Sekretaris | Sekretaris Dinas | Selasa 06-10-2026"
    assert surat.message == "Disposisi dari Kepala Dinas: «Tindak lanjuti hari ini»"
    told = surat.refused("Teruskan", by=SEKRETARIS)
    assert told == "Belum dapat «Teruskan»: isi dulu Isi disposisi, Diteruskan kepada."
    surat.answer(
        "Teruskan",
        by=SEKRETARIS,
        isi_disposisi="Siapkan datanya",
        diteruskan_kepada="Bidang Koperasi; Bidang Usaha Mikro",
    )
    sheet = surat.letter("Lembar disposisi")
    assert "Siapkan datanya" in sheet
    assert "Batas waktu 7 Oktober 2026" in sheet  # two working days, for it is «Segera»
    surat.answer("Sudah dibagikan", by=SUBBAG_UMUM)
    assert surat.now == "Menunggu penerimaan | Bidang Koperasi, Bidang Usaha Mikro | Rabu 07-10-2026"
    koperasi, usaha_mikro = surat.children
    assert koperasi.now == "Menunggu diterima | Bidang Koperasi | Selasa 06-10-2026"
    assert koperasi["Isi disposisi"] == "Siapkan datanya"
    assert office.new_mails()[-2:] == [
        f"Bidang Koperasi: Disposisi baru {koperasi.id}",
        f"Bidang Usaha Mikro: Disposisi baru {usaha_mikro.id}",
    ]
    koperasi.answer("Terima", by=BIDANG_KOPERASI)
    assert surat.now.startswith("Menunggu penerimaan")  # one unit has not got it yet
    usaha_mikro.answer("Terima", by=BIDANG_USAHA_MIKRO)
    assert surat.now == "Selesai"
    assert surat.opened(KEARSIPAN)["Nomor surat"] == "800/1201/2026"


def test_a_letter_may_be_returned_to_the_agenda(office: PlayedOffice) -> None:
    surat = before_the_head(office)
    surat.answer("Kembalikan", by=KEPALA_DINAS, note="Lampirannya belum dipindai")
    assert surat.now == "Diagendakan | Subbag Umum dan Kepegawaian | Selasa 06-10-2026"
    assert surat.message == "Kembalikan dari Kepala Dinas: «Lampirannya belum dipindai»"
    surat.answer("Mohon disposisi", by=SUBBAG_UMUM, lampiran="2 (dua) lembar")
    assert surat["Nomor agenda"] == "0001/M"  # its number stays
    assert surat.sent_to(SENDER) == ["tanda-terima.docx"]  # and the sender is not told twice


def test_a_unit_that_was_forgotten_gets_the_letter_too(office: PlayedOffice) -> None:
    surat = handed_out(office, "Bidang Koperasi")
    told = surat.refused("Bagikan ulang", by=BIDANG_KOPERASI)
    assert told == "Belum dapat «Bagikan ulang»: tulis alasannya di kolom Catatan."
    surat.answer("Bagikan ulang", by=BIDANG_KOPERASI, note="Bidang Usaha Mikro juga perlu")
    surat.answer("Sudah dibagikan", by=SUBBAG_UMUM, diteruskan_kepada="Bidang Koperasi; Bidang Usaha Mikro")
    assert [child["Unit"] for child in surat.children] == ["Bidang Koperasi", "Bidang Usaha Mikro"]


def test_a_unit_that_does_not_take_its_letter_is_reminded_and_the_secretary_told(
    office: PlayedOffice,
) -> None:
    surat = handed_out(office, "Bidang Usaha Mikro")
    (part,) = surat.children
    office.new_mails()
    office.later(1)
    assert office.new_mails() == [f"Bidang Usaha Mikro: Pengingat {part.id}"]
    office.later(2)
    assert office.new_mails() == [f"Sekretaris Dinas: Lewat batas waktu {surat.id}"]


@pytest.mark.parametrize(
    ("kind", "flow", "waits"),
    [
        ("Penyusunan Renstra/Renja/Monev", RENSTRA_RENJA_MONEV, "Menunggu surat BAPPEDA | Menunggu BAPPEDA"),
        ("Penyusunan RKA/DPA", RKA_DPA, "Menunggu surat BPKA | Menunggu Bidang Anggaran BPKA"),
        ("Laporan kinerja", LAPORAN_KINERJA, "Menunggu surat Bagian Organisasi | Menunggu Bagian Organisasi"),
        ("Laporan keuangan", LAPORAN_KEUANGAN, "Menunggu surat BPKA | Menunggu Bidang Keuangan BPKA"),
    ],
)
def test_a_letter_that_asks_for_a_document_opens_its_process(
    office: PlayedOffice, kind: str, flow: Flow, waits: str
) -> None:
    surat = handed_out(office, "Subbag Program dan Keuangan", kind)
    assert not surat.has_opened(flow)
    surat.children[0].answer("Terima", by=SUBBAG_PROGRAM)
    opened = surat.opened(flow)
    assert opened.now == waits
    assert opened["Dasar surat"] == "800/1201/2026"


def test_an_invitation_to_a_promotion_opens_our_taking_part(office: PlayedOffice) -> None:
    surat = handed_out(office, "Bidang Usaha Mikro", "Undangan promosi")
    surat.children[0].answer("Terima", by=BIDANG_USAHA_MIKRO)
    promosi = surat.opened(KEIKUTSERTAAN_PROMOSI)
    assert (promosi["Nama acara"], promosi["Nomor undangan"]) == ("Pemutakhiran data ASN", "800/1201/2026")


def test_an_ordinary_letter_opens_nothing_but_its_archive(office: PlayedOffice) -> None:
    surat = handed_out(office, "Bidang Koperasi")
    surat.children[0].answer("Terima", by=BIDANG_KOPERASI)
    assert surat.has_opened(KEARSIPAN)
    assert not any(surat.has_opened(flow) for flow in (RKA_DPA, RENSTRA_RENJA_MONEV, KEIKUTSERTAAN_PROMOSI))
