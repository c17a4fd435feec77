"""What outsiders meet: forms with receipts, tracking, their own link, verification; and what machines cannot do."""

from __future__ import annotations

import io
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from connectors.approvals import Purpose
from connectors.web.outside import letters_of
from flows import ALL
from flows.engine.calendar import JAKARTA
from flows.engine.case import Case, EventKind, Letter
from tests.connectors.web.conftest import Visitor, WebWorld, opened_world

PAYLOADS = (
    '=HYPERLINK("http://contoh.example","klik")', "<script>alert(1)</script>", "{{ 7*7 }}", "{% for x in y %}",
    "Robert'); DROP TABLE cases;--", "\u202egnp.exe", "a" * 1900, "+62-812 & Sons <b>", "../../etc/passwd", "'", "@SUM(A1)",
)  # fmt: skip
ADVICE = {
    "Jenis pendampingan": "pendaftaran merek", "Nama": "Siti Rukmini", "Nama usaha atau koperasi": "Rasa Bukir",
    "Kelurahan": "Bukir", "Nomor HP": "081234500011", "Pos-el": "siti@contoh.example", "Permasalahan": "Belum paham DJKI.",
}  # fmt: skip
INCOMING = {
    "Asal surat": "KKMP Mayangan", "Nomor surat": "07/KKMP/X/2026", "Tanggal surat": "2026-10-01",
    "Tanggal penyampaian": "2026-10-05", "Perihal": "Permohonan narasumber",
}  # fmt: skip
CASE = "PL-2026-0001"


def hand_in(visitor: Visitor, **changed: Any) -> str:
    visitor.open("/formulir/permintaan-pendampingan")
    return visitor.send("/formulir/permintaan-pendampingan", {**ADVICE, **changed})


def code_on(page: str) -> str:
    return re.search(r'class="kode">([^<]+)<', page)[1]  # type: ignore[index]


def test_a_form_is_handed_in_tracked_and_becomes_a_row(world: WebWorld) -> None:
    visitor = world.visitor()
    assert "Permintaan pendampingan" in visitor.open("/")
    page = hand_in(visitor)
    assert "telah kami terima" in page
    code = code_on(page)
    assert "Diterima, belum diproses" in track(visitor, code, "Siti Rukmini")
    world.sync()
    world.sync()
    tab = world.office.registers.read("Bidang Usaha Mikro").tabs["Advokasi"]
    assert any("Rasa Bukir" in map(str, row) for row in tab.rows)
    said = track(visitor, code.lower(), "siti  rukmini")
    assert "Permintaan pendampingan" in said
    assert "AD-2026-0001" in said
    assert "Belum paham" not in said


def track(visitor: Visitor, code: str, fact: str) -> str:
    visitor.open("/lacak")
    return visitor.send("/lacak", {"kode": code, "keterangan": fact})


def test_tracking_says_the_same_to_a_wrong_code_and_a_wrong_fact(world: WebWorld) -> None:
    visitor = world.visitor()
    code = code_on(hand_in(visitor))
    wrong = {
        track(visitor, code, "Orang Lain"),
        track(visitor, "ABCDEFGHJK", "Siti Rukmini"),
        track(visitor, code, ""),
    }
    assert len({re.sub(r'value="[^"]*"', "", page) for page in wrong}) == 1
    assert visitor.last.status_code == 404
    assert "Siti" not in visitor.open(f"/lacak?kode={code}")


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(world: WebWorld) -> None:
    visitor = world.visitor()
    page = hand_in(visitor, **{"Nomor HP": "12", "Permasalahan": ""})
    assert visitor.last.status_code == 422
    assert "bukan nomor telepon" in page
    assert "Isi «Permasalahan» dulu" in page
    assert 'value="Siti Rukmini"' in page
    assert page.count("autofocus") == 1
    assert world.office.journal.pending_submissions() == []


def test_a_second_submit_shows_the_first_receipt(world: WebWorld) -> None:
    visitor = world.visitor()
    visitor.open("/formulir/permintaan-pendampingan")
    ids, hidden = visitor.ids(), visitor.hidden()
    data = {**hidden, **{ids[label]: value for label, value in ADVICE.items()}}
    codes = {
        code_on(
            visitor.client.post(
                "/formulir/permintaan-pendampingan", data=data, follow_redirects=True
            ).get_data(True)
        )
        for _ in range(2)
    }
    assert len(codes) == 1
    assert len(world.office.journal.pending_submissions()) == 1


def test_files_are_taken_by_what_they_are(world: WebWorld) -> None:
    visitor = world.visitor()
    visitor.open("/formulir/surat-masuk")
    bad = visitor.send(
        "/formulir/surat-masuk", {**INCOMING, "Pindaian surat": (io.BytesIO(b"MZ\x90"), "surat.pdf")}
    )
    assert "Berkas harus PDF, JPG, PNG" in bad
    big = visitor.send(
        "/formulir/surat-masuk",
        {**INCOMING, "Pindaian surat": (io.BytesIO(b"%PDF-" + b"0" * 11_000_000), "a.pdf")},
    )
    assert "lebih dari 10 MB" in big
    done = visitor.send(
        "/formulir/surat-masuk",
        {**INCOMING, "Pindaian surat": (io.BytesIO(b"%PDF-1.7 isi"), "../../<b>.pdf")},
    )
    code = code_on(done).replace(" ", "")
    stored = list((world.office.documents / "kiriman").rglob("*.pdf"))
    assert [path.relative_to(world.office.documents).as_posix() for path in stored] == [
        f"kiriman/surat-masuk/{code}/f8-1.pdf"
    ]


def test_a_form_that_is_sent_again_leaves_the_files_of_the_first_as_they_are(world: WebWorld) -> None:
    visitor = world.visitor()
    visitor.open("/formulir/surat-masuk")
    token = visitor.hidden()["kiriman"]
    codes = []
    for content in (b"%PDF-1.7 yang dikirim", b"%PDF-1.7 yang lain"):
        visitor.open("/formulir/surat-masuk")
        scan = (io.BytesIO(content), "a.pdf")
        codes.append(
            code_on(
                visitor.send("/formulir/surat-masuk", {**INCOMING, "Pindaian surat": scan}, kiriman=token)
            )
        )
    assert codes[0] == codes[1]
    (stored,) = (world.office.documents / "kiriman").rglob("*.pdf")
    assert stored.read_bytes() == b"%PDF-1.7 yang dikirim"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_come_out_as_plain_text(world: WebWorld, payload: str) -> None:
    visitor = world.visitor()
    page = hand_in(visitor, Nama=payload, Permasalahan=payload)
    assert "<script>alert" not in page
    assert "49" not in page.split("<main")[1].split("Kode lacak")[0]
    again = hand_in(visitor, Nama=payload, Permasalahan="")
    assert "<script>alert" not in again
    world.sync()
    world.sync()
    row = world.office.journal.contents(world.office.journal.ids_in("Advokasi"))
    assert payload.strip() in {cells["Nama pemohon"] for cells in row.values()}
    assert "<script>alert" not in world.mails()


def test_a_machine_that_opens_and_posts_everything_decides_nothing(outside: WebWorld) -> None:
    token = outside.office.links.token(
        Purpose.ANSWER, f"{CASE}/{outside.office.journal.cases([CASE])[CASE].visit}"
    )
    machine = outside.visitor()
    todo, seen = ["/", f"/pihak-luar/{token}", "/lacak", "/v/AAAAAAAAAA"], set[str]()
    while todo:
        path = todo.pop()
        if path in seen or len(seen) > 60:
            continue
        seen.add(path)
        machine.client.head(path)
        page = machine.open(path)
        todo += [link for link in re.findall(r'href="(/[^"#]*)"', page) if not link.startswith("/static")]
        if "<form" in page:
            machine.last = machine.client.post(
                machine.last.request.path, data=machine.hidden(), follow_redirects=True
            )
    assert len(seen) > 8
    assert outside.office.journal.pending_answers() == []
    assert outside.office.journal.pending_submissions() == []


@pytest.fixture(scope="module")
def outside_folder(fresh_office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """An office in which a case waits on its supplier."""
    folder = tmp_path_factory.mktemp("penyedia") / "kantor"
    shutil.copytree(fresh_office, folder)
    with opened_world(folder) as world:
        world.type_in(
            "Perlengkapan", uraian_pekerjaan="Alat tulis", sub_kegiatan="2.17.01", nilai=1_000_000,
            penyedia="CV Mitra", pos_el_penyedia="mitra@contoh.example", nomor_spj="1",
            tanggal_spj=world.clock.at.date(),
        )  # fmt: skip
        for word in ("Ajukan koordinasi", "Disepakati", "Kirim ke penyedia"):
            world.type_in("Perlengkapan", CASE, tindakan=word)
        assert world.status(CASE) == "Pemeriksaan penyedia"
        return folder, world.clock.at


@pytest.fixture
def outside(outside_folder: tuple[Path, datetime], tmp_path: Path) -> Iterator[WebWorld]:
    folder, at = outside_folder
    shutil.copytree(folder, tmp_path / "kantor")
    with opened_world(tmp_path / "kantor", at) as world:
        yield world


def test_an_outsider_answers_by_the_link_of_the_mail(outside: WebWorld) -> None:
    token = outside.office.links.token(
        Purpose.ANSWER, f"{CASE}/{outside.office.journal.cases([CASE])[CASE].visit}"
    )
    visitor = outside.visitor()
    page = visitor.open(f"/pihak-luar/{token}")
    assert visitor.last.request.path == "/pihak-luar"
    assert token not in page
    assert "Periksa dokumen SPJ" in page
    assert "Surat pesanan" in page
    assert "RAB" not in page  # a sheet of the office itself, final though it is
    assert "checked" not in page
    assert "Pilih salah satu" in visitor.send("/pihak-luar", {"jawaban": ""})
    assert "Tulis catatan" in visitor.send("/pihak-luar", {"jawaban": "Revisi"})
    visitor.open("/pihak-luar")
    said = visitor.send(
        "/pihak-luar", {"jawaban": "Revisi", "catatan": "Jumlah keliru", "Catatan pemeriksaan": "Baris 2"}
    )
    assert "tercatat" in said
    visitor.open("/pihak-luar")
    assert "Sudah ditanggapi" in visitor.send("/pihak-luar", {"jawaban": "Lengkap"})
    outside.sync()
    now = outside.office.journal.cases([CASE])[CASE]
    assert now.status == "Penyusunan SPJ"
    assert now.fills["Catatan penyedia"] == "Baris 2"
    assert "sudah lewat" in visitor.open("/pihak-luar")


def test_a_letter_is_verified_without_naming_anybody(outside: WebWorld) -> None:
    token = outside.office.links.token(
        Purpose.ANSWER, f"{CASE}/{outside.office.journal.cases([CASE])[CASE].visit}"
    )
    shop = outside.visitor("10.0.1.1")
    shop.open(f"/pihak-luar/{token}")
    assert "tercatat" in shop.send("/pihak-luar", {"jawaban": "Lengkap"})
    outside.sync()
    letters = outside.office.journal.cases([CASE])[CASE].letters
    letter = next(one for one in letters if one.final and one.made and one.name == "Surat pesanan")
    visitor = outside.visitor()
    page = visitor.open(f"/v/{letter.code}")
    assert "Berlaku" in page
    assert "000.3.2/0001/" in page
    assert letter.sha256 in page
    assert "CV Mitra" not in page
    content = (outside.office.documents / letter.file).read_bytes()
    assert sha256(content).hexdigest() == letter.sha256
    assert "Sama." in visitor.send(f"/v/{letter.code}", {"berkas": (io.BytesIO(content), "surat.docx")})
    assert "Tidak sama." in visitor.send(
        f"/v/{letter.code}", {"berkas": (io.BytesIO(content + b"x"), "surat.docx")}
    )
    assert visitor.client.get("/v/AAAAAAAAAA").status_code == 404


def test_every_answer_is_dressed_and_small(world: WebWorld) -> None:
    visitor = world.visitor()
    for path in ("/formulir", "/formulir/usulan-kepegawaian", "/lacak", "/tidak-ada", "/static/alur.css"):
        answer = visitor.client.get(path)
        assert len(answer.data) < 100_000
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "<script" not in answer.get_data(as_text=True)
        assert "style=" not in answer.get_data(as_text=True)
    assert visitor.client.post("/lacak", data={"kode": "x"}).status_code == 400


def test_fifty_at_once_give_one_answer(outside: WebWorld) -> None:
    standing = outside.office.journal.cases([CASE])[CASE]
    frm = standing.status
    token = outside.office.links.token(Purpose.ANSWER, f"{CASE}/{standing.visit}")
    said: list[str] = []

    def answer(number: int) -> None:
        visitor = outside.visitor(f"10.0.0.{number}")
        visitor.open(f"/pihak-luar/{token}")
        label = "Lengkap" if number % 2 else "Revisi"
        said.append(visitor.send("/pihak-luar", {"jawaban": label, "catatan": "sebab"}))

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("tercatat" in page for page in said) == 1
    assert sum("Anda sudah menanggapi" in page for page in said) == 49
    outside.sync()
    moved = [one.event for one in outside.office.journal.events_of(CASE) if one.event.kind is EventKind.MOVED]
    assert [event.data["label"] for event in moved if event.data["frm"] == frm] == [label_that_stands(said)]


def label_that_stands(said: list[str]) -> str:
    """The answer that every page names."""
    named = {label for page in said for label in re.findall(r"«(\w+)»", page)}
    assert len(named) == 1
    return named.pop()


def test_too_many_are_asked_to_wait_and_nothing_of_theirs_is_lost(world: WebWorld) -> None:
    visitor = world.visitor()
    kept = 0
    for number in range(60):
        visitor.open("/formulir/permintaan-pendampingan")
        page = visitor.send("/formulir/permintaan-pendampingan", {**ADVICE, "Nama": f"Pemohon {number}"})
        if visitor.last.status_code == 429:
            assert "Tunggu beberapa menit" in page
        else:
            kept += 1
    assert kept == 40 == len(world.office.journal.pending_submissions())


def test_a_party_outside_sees_what_is_mailed_to_it_and_no_other_sheet_of_the_office() -> None:
    flow = next(flow for flow in ALL if flow.code == "P2.2.2")
    step = next(step for step in flow.steps if step.link)
    names = ("Nota dinas permintaan data", "Surat penyampaian", "CaLK", "Tindak lanjut reviu")
    letters = tuple(Letter(name, "x.docx", f"{name}.docx", 1, True, "", made=True) for name in names)
    at = datetime(2026, 10, 5, 8, tzinfo=JAKARTA)
    case = Case("LK-2026-0001", flow.code, flow.register.name, str(step.status), at, at, letters=letters)
    assert [name for name, _ in letters_of(flow, case, step)] == ["Surat penyampaian", "CaLK"]
