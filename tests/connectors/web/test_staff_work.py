"""What waits for somebody of the office, late ones first; and how they find what does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flows.engine.case import Case, Content, Intent, Request
from flows.engine.office import Mandate, MandateKind
from tests.connectors.web.conftest import Visitor, WebWorld


def keep(world: WebWorld, number: int, **other: object) -> Case:
    """Put a case into the journal as a pass would leave it."""
    at = world.clock.at
    case = Case(
        f"SK-2026-{number:04}", "P1.2.1.1", "Surat Keluar", "Draf", at, at, placed=True,
        due_at=at + timedelta(days=1, minutes=number),
    )  # fmt: skip
    cells = {"Perihal": f"Undangan {number}", "Bidang pengolah": "Bidang Koperasi", **other.pop("cells", {})}  # type: ignore[dict-item]
    case = replace(case, **other)  # type: ignore[arg-type]
    world.office.journal.commit(Intent(cases=[case], contents=[Content(case.id, cells)]))
    return case


def many(world: WebWorld, numbers: Iterable[int]) -> None:
    at = world.clock.at
    cases = [
        Case(f"SK-2026-{n:04}", "P1.2.1.1", "Surat Keluar", "Draf", at, at, placed=True, due_at=at + timedelta(days=n))
        for n in numbers
    ]  # fmt: skip
    cells = {"Perihal": "Undangan rapat", "Bidang pengolah": "Bidang Koperasi"}
    world.office.journal.commit(Intent(cases=cases, contents=[Content(case.id, cells) for case in cases]))


def listed(visitor: Visitor, path: str = "/kerja") -> list[str]:
    return re.findall(r'href="/berkas/([A-Z0-9-]+)"', visitor.open(path))


def test_late_ones_come_first_then_by_their_term_and_those_without_one_last(world: WebWorld) -> None:
    keep(world, 1)
    keep(world, 2, due_at=None)
    keep(world, 3, due_at=datetime.fromisoformat("2026-09-30T15:30:00+07:00"))  # a Wednesday
    keep(world, 4, due_at=world.clock.at + timedelta(hours=2))
    keep(world, 5, closed=True)
    visitor = world.staff("kabid_koperasi")
    assert listed(visitor) == ["SK-2026-0003", "SK-2026-0004", "SK-2026-0001", "SK-2026-0002"]
    for words in ("terlambat 3 hari kerja", "hari ini pukul 11.00", "sampai Selasa, 6 Oktober 2026"):
        assert words in visitor.text
    assert "tanpa batas waktu" in visitor.text
    assert "1 lewat batas waktu" in visitor.text
    assert "Undangan 3" in visitor.text


def test_only_my_desks_count_as_the_row_names_them_and_a_mandate_adds_one(
    world: WebWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(world, 1)
    keep(world, 2, cells={"Bidang pengolah": "Bidang Usaha Mikro"})
    assert listed(world.staff("kabid_koperasi")) == ["SK-2026-0001"]
    deputy = world.staff("kabid_um")
    assert listed(deputy) == ["SK-2026-0002"]
    directory, now = world.office.office.directory, world.clock.at
    mandate = Mandate("kabid_um", "Bidang Koperasi", MandateKind.PLH, now, now + timedelta(days=1))
    changed = replace(world.office.office, directory=replace(directory, mandates=(mandate,)))
    monkeypatch.setattr(world.office, "office", changed)
    assert listed(deputy) == ["SK-2026-0001", "SK-2026-0002"]
    assert "Plh. Bidang Koperasi" in deputy.text
    world.clock.at += timedelta(days=1)
    assert listed(world.staff("kabid_um")) == ["SK-2026-0002"]


def test_who_waits_for_nothing_is_told_what_comes_next(world: WebWorld) -> None:
    page = world.staff("kabid_koperasi").open("/kerja")
    assert "Tidak ada yang menunggu Bidang Koperasi" in page
    assert "barisnya diisi di register" in page


def test_a_process_can_be_chosen_and_what_waits_for_people_outside_has_its_own_list(world: WebWorld) -> None:
    keep(world, 1)
    keep(
        world,
        2,
        id="PK-2026-0001",
        flow="P4.2.3.1",
        register="Perizinan Koperasi",
        status="Persetujuan DPMPTSP",
    )
    keep(world, 3, id="PB-2026-0001", flow="P5.4", register="Pembubaran", status="Menunggu SK pembubaran")
    visitor = world.staff("kabid_koperasi")
    assert listed(visitor) == ["SK-2026-0001"]
    assert "Menunggu pihak luar (2)" in visitor.text
    assert len(listed(visitor, "/kerja?lihat=luar")) == 2
    assert listed(visitor, "/kerja?lihat=luar&proses=P5.4") == ["PB-2026-0001"]
    assert listed(visitor, "/kerja?proses=tidak-ada") == []


def test_thousands_of_cases_come_in_small_pages(world: WebWorld) -> None:
    many(world, range(1, 2001))
    visitor = world.staff("kabid_koperasi")
    assert len(listed(visitor)) == 25
    assert "2000 berkas" in visitor.text
    assert "halaman 1 dari 80" in visitor.text
    assert len(visitor.last.data) < 40_000
    assert listed(visitor, "/kerja?hal=80")[-1] == "SK-2026-2000"
    assert listed(visitor, "/kerja?hal=999") == listed(visitor, "/kerja?hal=80")
    assert listed(visitor, "/kerja?hal=x")[0] == "SK-2026-0001"


def test_an_approver_sees_what_is_asked_of_their_desk_and_no_more(world: WebWorld) -> None:
    keep(world, 1, status="Verifikasi")
    asked = Request(
        "SK-2026-0001/1/0/kepala-dinas", "SK-2026-0001", 1, "Kepala Dinas", ("Setuju",), "", world.clock.at
    )
    world.office.journal.commit(Intent(requests=[asked]))
    keep(world, 2, status="Verifikasi")
    assert listed(world.staff("kepala")) == ["SK-2026-0001"]
    assert listed(world.staff("kabid_koperasi")) == []


@pytest.fixture
def archive(world: WebWorld) -> WebWorld:
    keep(world, 1, fills={"Nomor surat": "500.3/0017/423.1xx/2026"})
    keep(world, 2, cells={"Perihal": "Rapat <b>koperasi</b> 100% désa", "Tujuan": "Camat Bugul Kidul"})
    keep(world, 3, closed=True, status="Selesai", cells={"Perihal": "Rapat lama"})
    told = {"Jenis usulan": "Kenaikan pangkat", "Nama pegawai": "Sri Wahyuni", "NIP": "198604102010012030"}
    keep(world, 4, id="KP-2026-0001", flow="P1.3.1", register="Kepegawaian", status="Verifikasi", cells=told)
    return world


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("SK-2026-0003", ["SK-2026-0003"]),
        ("500.3/0017", ["SK-2026-0001"]),
        ("rapat", ["SK-2026-0002", "SK-2026-0003"]),
        ("RAPAT bugul", ["SK-2026-0002"]),
        ("100%25", ["SK-2026-0002"]),
        ("d%C3%A9sa", ["SK-2026-0002"]),
        ("rapat pangkat", []),
        ("%25", []),
        ("__", []),
        ("' OR 1=1 --", []),
        ("kenaikan", ["KP-2026-0001"]),
    ],
)
def test_cases_are_found_by_number_and_by_all_words(archive: WebWorld, asked: str, found: list[str]) -> None:
    assert listed(archive.staff("kabid_koperasi"), f"/cari?q={asked}") == found


def test_nobody_finds_by_personal_data_what_they_may_not_read(archive: WebWorld) -> None:
    for asked in ("198604102010012030", "Wahyuni"):
        assert listed(archive.staff("kabid_koperasi"), f"/cari?q={asked}") == []
        assert listed(archive.staff("kasubbag_umum"), f"/cari?q={asked}") == ["KP-2026-0001"]


def test_what_was_searched_is_shown_as_text_and_not_logged(
    archive: WebWorld, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    visitor = archive.staff("kabid_koperasi")
    page = visitor.open('/cari?q="><script>alert(1)</script>')
    assert "<script" not in page
    assert "Rapat &lt;b&gt;koperasi&lt;/b&gt;" in visitor.open("/cari?q=rapat+bugul")
    assert "bugul" not in caplog.text
    assert "dua huruf" in visitor.open("/cari?q=a")


def test_nobody_from_outside_sees_any_of_it(archive: WebWorld) -> None:
    for path in ("/kerja", "/cari?q=rapat", "/berkas/SK-2026-0001"):
        visitor = archive.visitor()
        assert "SK-2026" not in visitor.open(path)
        assert visitor.last.request.path == "/masuk"
