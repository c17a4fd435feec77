"""A letter from its sender's phone to the answer on the tracking page, through everybody's own screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By

from connectors.approvals import View
from tests.browser.site import PHONE, Site, fill, labelled, send, sized, text

REGISTER, PIN = "Surat Masuk", "739416"
CHIEF = "kepala@dinkop.example"


def link_for_the_chief(site: Site, id: str) -> str:
    """The address in the mail that asks the Kepala Dinas for the decision that is open now."""
    (request,) = [one for one in site.passes.journal.requests([id]) if not one.superseded]
    bodies = [body for mail in site.mails(CHIEF) if (body := mail.get_body(("plain",))) is not None]
    words = {word.strip("<>()") for body in bodies for word in str(body.get_content()).split()}
    links = {word for word in words if "/keputusan/" in word}
    seen = {link: site.passes.decisions.look(link, site.clock.at) for link in links}
    (found,) = [link for link, one in seen.items() if isinstance(one, View) and one.request.id == request.id]
    return found


def decide(driver: webdriver.Chrome, label: str, note: str = "") -> str:
    driver.find_element(By.CSS_SELECTOR, f"input[value={label}]").click()
    fill(driver, {"Catatan": note, "PIN Anda": PIN})
    send(driver)
    return text(driver)


def test_a_letter_goes_from_its_sender_to_the_disposition(
    site: Site, driver: webdriver.Chrome, tmp_path: Path
) -> None:
    site.passes.journal.set_factor("kepala", PIN)
    scan = tmp_path / "pindaian.pdf"
    scan.write_bytes(b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n")
    driver.delete_all_cookies()
    sized(driver, PHONE)

    driver.get(f"{site.url}/formulir/surat-masuk")
    today = site.clock.at.date()
    fill(driver, {
        "Asal surat": "Paguyuban Batik Bugul", "Nomor surat": "17/PBB/X/2026", "Tanggal surat": str(today),
        "Tanggal penyampaian": str(today), "Perihal": "Permohonan pelatihan membatik", "Pos-el": "batik@contoh.example",
    })  # fmt: skip
    labelled(driver, "Pindaian surat").send_keys(str(scan))
    send(driver)
    assert "telah kami terima" in text(driver)
    code = driver.find_element(By.CLASS_NAME, "kode").text

    site.sync()
    site.sync()
    (row,) = [row for row in site.rows(REGISTER) if row["Asal surat"] == "Paguyuban Batik Bugul"]
    id = str(row["ID"])
    site.act(REGISTER, id, "Terima dan agendakan", **{"Jenis surat masuk": "Permohonan", "Sifat": "Biasa"})
    assert site.mails("batik@contoh.example")
    site.act(REGISTER, id, "Mohon disposisi", **{
        "Isi disposisi": "Jadwalkan.", "Sifat disposisi": "Biasa", "Diteruskan kepada": "Bidang Usaha Mikro",
        "Batas waktu disposisi": date(2026, 10, 16),
    })  # fmt: skip
    assert site.status(id) == "Disposisi Kepala Dinas"

    driver.get(link_for_the_chief(site, id))
    assert "Permohonan pelatihan membatik" in text(driver)
    assert driver.find_elements(By.CSS_SELECTOR, "input:checked") == []
    assert "tercatat" in decide(driver, "Kembalikan", "Lengkapi ringkasannya.")
    site.sync()
    assert site.status(id) == "Diagendakan"
    site.act(REGISTER, id, "Mohon disposisi", Ringkasan="Pelatihan bagi 20 pembatik.")

    driver.get(link_for_the_chief(site, id))
    assert "tercatat" in decide(driver, "Disposisi")
    site.sync()
    site.act(REGISTER, id, "Teruskan")
    letters = site.passes.journal.cases([id])[id].letters
    assert any(letter.made and "disposisi" in letter.file for letter in letters)

    driver.delete_all_cookies()
    driver.get(f"{site.url}/lacak")
    fill(driver, {"Kode lacak": code, "Keterangan": "17/PBB/X/2026"})
    send(driver)
    assert site.status(id) in text(driver)
    assert "Paguyuban" not in text(driver)
