"""Every page that the office serves, and how a person comes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from connectors.approvals import Purpose
from connectors.web.app import create_app
from connectors.web.forms import public_forms
from connectors.web.login_links import LoginLinks
from connectors.web.sessions import Store
from flows.engine.case import Intent
from tests.browser.site import Site, fill, labelled, send

Chrome = webdriver.Chrome
ADVICE = {
    "Nama": "Siti Rukmini", "Nama usaha atau koperasi": "Rasa Bukir", "Kelurahan": "Bukir", "Nomor HP": "081234500011",
    "Pos-el": "siti@contoh.example", "Permasalahan": "Belum paham cara mendaftarkan merek.",
}  # fmt: skip
OUTGOING = {
    "Jenis naskah": "Surat dinas", "Tujuan": "Kepala Bappelitbangda", "Perihal": "Penyampaian data koperasi",
    "Bidang pengolah": "Bidang Koperasi", "Isi": "Bersama ini kami sampaikan data koperasi keadaan September 2026.",
    "Kode klasifikasi": "500.3.2.1", "Sifat": "Biasa",
}  # fmt: skip
LETTERS_OF_TODAY = 4
NO_PAGE = {
    "static", "luar.surat", "keputusan.surat", "keputusan.halaman", "berkas.unduh", "berkas.halaman",
}  # fmt: skip
"""Files, not pages."""


@dataclass(frozen=True)
class Page:
    """name: of its picture; serves: the endpoints that give it; open: brings the browser there."""

    name: str
    serves: tuple[str, ...]
    open: Callable[[Chrome, Site], None]


def at(path: str) -> Callable[[Chrome, Site], None]:
    return lambda driver, site: driver.get(site.url + path)


def advice(driver: Chrome, site: Site, **changed: str) -> None:
    """Fill in the form for advice, not yet sent."""
    driver.get(f"{site.url}/formulir/permintaan-pendampingan")
    driver.find_element(By.XPATH, "//label[contains(., 'pendaftaran merek')]").click()
    fill(driver, {**ADVICE, **changed})


def faulty(driver: Chrome, site: Site) -> None:
    advice(driver, site, Permasalahan="", **{"Nomor HP": "12"})
    send(driver)


def receipt(driver: Chrome, site: Site) -> None:
    advice(driver, site)
    send(driver)


def tracked(driver: Chrome, site: Site) -> None:
    receipt(driver, site)
    code = driver.find_element(By.CLASS_NAME, "kode").text
    site.sync()
    track(driver, site, code, ADVICE["Nama"])


def track(driver: Chrome, site: Site, code: str, fact: str) -> None:
    driver.get(f"{site.url}/lacak")
    fill(driver, {"Kode lacak": code, "Keterangan": fact})
    send(driver)


def handed_in(driver: Chrome, site: Site) -> None:
    """A file that was missing, sent from the tracking page."""
    tracked(driver, site)
    with TemporaryDirectory() as folder:
        scan = Path(folder) / "pindaian.pdf"
        scan.write_bytes(b"%PDF-1.7 isi")
        labelled(driver, "Berkas").send_keys(str(scan))
        send(driver)


def handed_in_nothing(driver: Chrome, site: Site) -> None:
    tracked(driver, site)
    send(driver)


def outside(driver: Chrome, site: Site) -> None:
    driver.get(f"{site.url}/pihak-luar/{token_outside(site)}")


def unchosen(driver: Chrome, site: Site) -> None:
    outside(driver, site)
    send(driver)


def answered(driver: Chrome, site: Site) -> None:
    outside(driver, site)
    driver.find_element(By.CSS_SELECTOR, "input[value=Lengkap]").click()
    send(driver)


def verified(driver: Chrome, site: Site) -> None:
    waiting = site.passes.journal.cases([waiting_outside(site)]).popitem()[1]
    letter = next(one for one in waiting.letters if one.final and one.made)
    driver.get(f"{site.url}/v/{letter.code}")


def decision(driver: Chrome, site: Site) -> None:
    driver.get(f"{site.url}/keputusan/{token_of_a_decision(site)}")


def undecided(driver: Chrome, site: Site) -> None:
    decision(driver, site)
    send(driver)


def asked_to_sign_in(driver: Chrome, site: Site) -> None:
    driver.get(f"{site.url}/masuk")
    fill(driver, {"Pos-el": site.passes.office.directory.people["kabid_um"].email})
    send(driver)


def with_a_link(driver: Chrome, site: Site) -> None:
    driver.get(f"{site.url}/masuk/{login_token(site)}")


def with_a_wrong_code(driver: Chrome, site: Site) -> None:
    with_a_link(driver, site)
    fill(driver, {"Kode enam angka": "12"})
    send(driver)


def login_token(site: Site) -> str:
    made = LoginLinks(Store(site.web.folder / "web.db"), site.web.links)
    return made.make("kabid_um", "123456", site.clock.now())[0].rpartition("/")[2]


def as_staff(path: str, person: str = "kabid_koperasi") -> Callable[[Chrome, Site], None]:
    """Open a page that only somebody of the office sees."""

    def open(driver: Chrome, site: Site) -> None:
        sign_in(driver, site, person)
        driver.get(site.url + path)

    return open


def a_case(
    driver: Chrome, site: Site, person: str = "kabid_koperasi", path: str = "", register: str = "Surat Keluar"
) -> None:
    """Open a case of the office: a letter that is being drafted, made when there is none."""
    token_of_a_decision(site)
    drafts = [row["ID"] for row in site.rows(register) if site.status(row["ID"]) == "Draf"]
    if not drafts:
        known = {row["ID"] for row in site.rows(register)}
        site.write(register, "", {**OUTGOING, "Perihal": "Undangan rapat koordinasi pendataan koperasi"})
        site.sync()
        drafts = sorted({row["ID"] for row in site.rows(register)} - known)
        site.act(register, drafts[0], "Teruskan ke pengolah")
    sign_in(driver, site, person)
    driver.get(f"{site.url}/berkas/{drafts[0]}{path}")


def unanswered(driver: Chrome, site: Site) -> None:
    a_case(driver, site)
    send(driver)


def a_case_to_decide(driver: Chrome, site: Site, path: str = "") -> None:
    token_of_a_decision(site)
    (id,) = [row["ID"] for row in site.rows("Surat Keluar") if site.status(row["ID"]) == "Verifikasi"]
    sign_in(driver, site, "kepala")
    driver.get(f"{site.url}/berkas/{id}{path}")


def taken_to_decide(driver: Chrome, site: Site) -> None:
    a_case_to_decide(driver, site)
    send(driver)


def signed_out(driver: Chrome, site: Site) -> None:
    sign_in(driver, site, "caraka")
    driver.get(f"{site.url}/kerja")
    site.signed_in.pop("caraka", None)
    driver.find_element(By.CSS_SELECTOR, "form.keluar button").click()
    WebDriverWait(driver, 30).until(lambda it: it.current_url.endswith("/masuk"))


def work_of_today(driver: Chrome, site: Site) -> None:
    """Several letters to draft, one of them left lying for days."""
    a_case(driver, site)
    known = {row["ID"] for row in site.rows("Surat Keluar")}
    if len(known) < LETTERS_OF_TODAY:
        for title in ("Permintaan data koperasi aktif", "Nota dinas bimbingan teknis RAT"):
            site.write("Surat Keluar", "", {**OUTGOING, "Perihal": title})
            site.sync()
        made = sorted({row["ID"] for row in site.rows("Surat Keluar")} - known)
        for id in made:
            site.act("Surat Keluar", id, "Teruskan ke pengolah")
        late = site.passes.journal.cases(made[:1])[made[0]]
        site.passes.journal.commit(Intent(cases=[replace(late, due_at=site.clock.at - timedelta(days=4))]))
    sign_in(driver, site, "kabid_koperasi")
    driver.get(f"{site.url}/kerja")


def what_waits(driver: Chrome, site: Site) -> None:
    token_of_a_decision(site)
    as_staff("/menunggu-saya", "kepala")(driver, site)


def first_that_waits(driver: Chrome, site: Site) -> None:
    what_waits(driver, site)
    driver.find_element(By.LINK_TEXT, "Mulai dari yang pertama").click()


def one_process(driver: Chrome, site: Site) -> None:
    token_of_a_decision(site)
    as_staff("/proses/P1.2.1.1")(driver, site)


def dashboard(driver: Chrome, site: Site) -> None:
    token_of_a_decision(site)
    waiting_outside(site)
    as_staff("/dasbor", "kepala")(driver, site)


def sign_in(driver: Chrome, site: Site, person: str) -> None:
    """Sign somebody of the office in by PIN, or take up the session they have."""
    driver.get(f"{site.url}/masuk")
    if kept := site.signed_in.get(person):
        driver.add_cookie({"name": "alur", "value": kept})
        driver.get(f"{site.url}/masuk")
    if driver.find_elements(By.ID, "pin"):
        site.passes.journal.set_factor(person, "482913")
        fill(driver, {"Pos-el": site.passes.office.directory.people[person].email, "PIN": "482913"})
        send(driver)
        site.signed_in[person] = driver.get_cookie("alur")["value"]


def token_of_a_decision(site: Site) -> str:
    """The link by which the Kepala Dinas decides on an outgoing letter; the letter is made when there is none."""
    waiting = [row["ID"] for row in site.rows("Surat Keluar") if site.status(row["ID"]) == "Verifikasi"]
    if not waiting:
        known = {row["ID"] for row in site.rows("Surat Keluar")}
        site.write("Surat Keluar", "", OUTGOING)
        site.sync()
        (id,) = {row["ID"] for row in site.rows("Surat Keluar")} - known
        site.act("Surat Keluar", id, "Teruskan ke pengolah")
        site.act("Surat Keluar", id, "Ajukan")
        waiting = [id]
    (request,) = [one for one in site.passes.journal.requests(waiting[:1]) if not one.superseded]
    return site.passes.links.token(Purpose.DECIDE, request.id, "kepala", request.expires_at)


def token_outside(site: Site) -> str:
    id = waiting_outside(site)
    return site.passes.links.token(Purpose.ANSWER, f"{id}/{site.passes.journal.cases([id])[id].visit}")


def waiting_outside(site: Site) -> str:
    """A case that waits for its supplier; made when there is none."""
    steps = ("Ajukan koordinasi", "Disepakati", "Kirim ke penyedia")
    for row in site.rows("Perlengkapan"):
        if site.status(row["ID"]) == "Pemeriksaan penyedia":
            return str(row["ID"])
    known = {row["ID"] for row in site.rows("Perlengkapan")}
    cells = {
        "Uraian pekerjaan": "Alat tulis", "Sub kegiatan": "2.17.01", "Nilai": 1_000_000, "Penyedia": "CV Mitra",
        "Pos-el penyedia": "mitra@contoh.example", "Nomor SPJ": "1", "Tanggal SPJ": site.clock.at.date(),
    }  # fmt: skip
    site.write("Perlengkapan", "", cells)
    site.sync()
    (id,) = {row["ID"] for row in site.rows("Perlengkapan")} - known
    for step in steps:
        site.act("Perlengkapan", id, step)
    assert site.status(id) == "Pemeriksaan penyedia"
    return str(id)


PAGES = (
    Page("formulir", ("formulir.awal", "formulir.daftar"), at("/")),
    Page("isi", ("formulir.isi",), at("/formulir/permintaan-pendampingan")),
    Page("isi-keliru", ("formulir.kirim",), faulty),
    Page("tanda-terima", ("formulir.terima",), receipt),
    Page("lacak", ("lacak.lihat",), at("/lacak")),
    Page("lacak-dari-pos-el", ("lacak.dari_pos_el",), at("/lacak/abc")),
    Page("lacak-keliru", ("lacak.cari",), lambda driver, site: track(driver, site, "ABCDEFGHJK", "Siti")),
    Page("perkembangan", ("lacak.cari",), tracked),
    Page("susulan", ("lacak.susulan", "lacak.terima_susulan"), handed_in),
    Page("susulan-keliru", ("lacak.susulan",), handed_in_nothing),
    Page("pihak-luar", ("luar.masuk", "luar.lihat"), outside),
    Page("pihak-luar-keliru", ("luar.jawab",), unchosen),
    Page("keaslian", ("surat.lihat",), verified),
    Page("keaslian-tanpa-berkas", ("surat.bandingkan",), lambda driver, site: (verified(driver, site), send(driver))),
    Page("pihak-luar-terima-kasih", ("luar.jawab",), answered),
    Page("keputusan", ("keputusan.masuk", "keputusan.lihat"), decision),
    Page("keputusan-keliru", ("keputusan.putuskan",), undecided),
    Page("masuk", ("masuk.lihat",), at("/masuk")),
    Page("masuk-terkirim", ("masuk.masuk",), asked_to_sign_in),
    Page("masuk-tautan", ("masuk.dari_pos_el", "masuk.tautan"), with_a_link),
    Page("masuk-kode-keliru", ("masuk.pakai",), with_a_wrong_code),
    Page("kerja", ("kerja.daftar",), work_of_today),
    Page("kerja-kosong", ("kerja.daftar",), as_staff("/kerja", "caraka")),
    Page("berkas", ("berkas.lihat",), a_case),
    Page("berkas-keliru", ("berkas.jawab",), unanswered),
    Page("berkas-orang-lain", ("berkas.lihat",), lambda driver, site: a_case(driver, site, "kabid_um")),
    Page("berkas-diputuskan", ("berkas.lihat",), a_case_to_decide),
    Page("berkas-keputusan", ("berkas.putuskan",), taken_to_decide),
    Page("berkas-surat", ("berkas.surat",), lambda driver, site: a_case_to_decide(driver, site, "/surat/0")),
    Page("menunggu", ("menunggu.daftar",), what_waits),
    Page("menunggu-satu", ("menunggu.buka",), first_that_waits),
    Page("menunggu-kosong", ("menunggu.daftar",), as_staff("/menunggu-saya", "caraka")),
    Page("proses", ("proses.daftar",), as_staff("/proses")),
    Page("proses-gambar", ("proses.lihat",), one_process),
    Page("proses-tahap", ("proses.tahap",), as_staff("/proses/P1.2.1.1/tahap?di=Draf")),
    Page("dasbor", ("dasbor.lihat",), dashboard),
    Page("cari", ("cari.cari",), as_staff("/cari?q=koperasi")),
    Page("cari-kosong", ("cari.cari",), as_staff("/cari")),
    Page("keluar", ("masuk.keluar",), signed_out),
    Page("tidak-ada", (), at("/tidak-ada")),
)  # fmt: skip


def every_page(site: Site) -> Iterator[Page]:
    """The pages above, and the form of every service."""
    yield from PAGES
    app = create_app(site.web)
    with app.app_context():
        codes = list(public_forms())
    for code in codes:
        yield Page(f"isi-{code}", ("formulir.isi",), at(f"/formulir/{code}"))


def endpoints_without_a_page(site: Site) -> set[str]:
    """What the server answers and nobody here looks at."""
    served = {rule.endpoint for rule in create_app(site.web).url_map.iter_rules()}
    return served - NO_PAGE - {name for page in PAGES for name in page.serves}
