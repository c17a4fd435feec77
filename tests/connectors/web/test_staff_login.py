"""Staff sign in by a link or a PIN; nobody learns from it who is known, and who left their desk is out at once."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest

from connectors.approvals import Purpose
from tests.connectors.web.conftest import Visitor, WebWorld

MAIL, PIN = "kabid.koperasi@dinkop.example", "482913"
SENT, REFUSED = "Periksa pos-el Anda", "tidak cocok"


def ask(world: WebWorld, visitor: Visitor, address: str = MAIL, pin: str = "") -> str:
    visitor.open("/masuk")
    page = visitor.send("/masuk", {"pos_el": address, "pin": pin})
    world.app.extensions["pos"].settle()
    return page


def link(world: WebWorld, number: int = -1) -> str:
    """The newest link that was mailed, as an address of these pages."""
    mails = [
        mail
        for mail in world.mails().replace("=\n", "").replace("=3D", "=").split("Message-ID")
        if "/masuk/" in mail
    ]
    return str(re.findall(r"/masuk/[\w.\-]+", mails[number])[0])


def code_on(page: str) -> str:
    found = re.search(r'class="kode">(\d{3}) (\d{3})', page)
    assert found
    return found[1] + found[2]


def signed_in(visitor: Visitor) -> bool:
    visitor.open("/kerja")
    return bool(visitor.last.request.path == "/kerja")


def by_link(world: WebWorld, address: str = MAIL) -> Visitor:
    visitor = world.visitor()
    ask(world, visitor, address)
    visitor.open(link(world))
    visitor.send("/masuk/tautan", {})
    return visitor


def test_a_mailed_link_signs_in_where_it_was_asked_for(world: WebWorld) -> None:
    visitor = world.visitor()
    visitor.open("/kerja?proses=P1.2.1.1")
    assert visitor.last.request.path == "/masuk"
    assert SENT in ask(world, visitor)
    page = visitor.open(link(world))
    assert visitor.last.request.path == "/masuk/tautan"
    assert "Kode enam angka" not in page
    assert not signed_in(visitor)
    visitor.open("/masuk/tautan")
    assert "Endang Sulistyorini" in visitor.send("/masuk/tautan", {})
    assert visitor.last.request.path == "/kerja"
    assert "Bidang Koperasi" in visitor.text


def test_the_page_is_the_same_for_an_address_that_nobody_has(world: WebWorld) -> None:
    def said(address: str, pin: str = "") -> tuple[int, str]:
        visitor = world.visitor()
        page = ask(world, visitor, address, pin)
        return visitor.last.status_code, re.sub(r"\d{3} \d{3}|content=.*|value=.*", "", page)

    world.office.journal.set_factor("kabid_koperasi", PIN)
    assert said(MAIL) == said("bukan.siapa@dinkop.example")
    assert said(MAIL, "000000") == said("bukan.siapa@dinkop.example", "000000")
    assert world.mails().count("Subject: Tautan masuk") == 1


def test_opening_a_link_signs_nobody_in_and_a_machine_that_posts_what_stands_there_neither(
    world: WebWorld,
) -> None:
    visitor = world.visitor()
    page = ask(world, visitor)
    address, code = link(world), code_on(page)
    machine = world.visitor("10.9.9.9")
    for _ in range(3):
        machine.client.head(address)
        machine.open(address)
    assert "Kode enam angka" in machine.text
    assert "tidak cocok" in machine.send("/masuk/tautan", {})
    assert not signed_in(machine)
    telephone = world.visitor("10.0.0.7")
    telephone.open(address)
    telephone.send("/masuk/tautan", {"kode": f"{code[:3]} {code[3:]}"})
    assert signed_in(telephone)


def test_a_link_is_good_once_for_a_quarter_of_an_hour_and_five_codes(world: WebWorld) -> None:
    first = by_link(world)
    assert signed_in(first)
    again = world.visitor()
    assert "sudah dipakai" in again.open(link(world))
    waiting = world.visitor()
    ask(world, waiting)
    late = link(world)
    world.clock.at += timedelta(minutes=15)
    assert "kedaluwarsa" in waiting.open(late)
    guessed = world.visitor()
    ask(world, guessed)
    guesser = world.visitor("10.6.6.6")
    guesser.open(link(world))
    for _ in range(5):
        guesser.send("/masuk/tautan", {"kode": "0000000"})
    assert "sudah dipakai" in guesser.open(link(world))


def test_whoever_has_signed_in_leaves_no_other_link_behind(world: WebWorld) -> None:
    first, second = world.visitor(), world.visitor()
    ask(world, first)
    older = link(world)
    world.clock.at += timedelta(minutes=1)
    ask(world, second)
    second.open(link(world))
    second.send("/masuk/tautan", {})
    assert signed_in(second)
    assert "Tautan ini sudah dipakai" in first.open(older)
    assert not signed_in(first)


def test_fifty_presses_of_one_button_sign_in_once(world: WebWorld) -> None:
    asking = world.visitor()
    code, address = code_on(ask(world, asking)), link(world)
    inside: list[bool] = []

    def press(number: int) -> None:
        visitor = world.visitor(f"10.0.1.{number}")
        visitor.open(address)
        visitor.send("/masuk/tautan", {"kode": code})
        inside.append(signed_in(visitor))

    threads = [threading.Thread(target=press, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(inside) == 1


def test_links_of_another_purpose_or_for_another_person_do_not_sign_in(world: WebWorld) -> None:
    visitor = world.visitor()
    ask(world, visitor)
    id = world.office.links.read(Purpose.LOGIN, link(world), world.clock.at).subject
    until = world.clock.at + timedelta(minutes=15)
    for token in (
        world.office.links.token(Purpose.DECIDE, id, "kabid_koperasi", until),
        world.office.links.token(Purpose.LOGIN, id, "kepala", until),
        link(world)[:-1],
    ):
        visitor.open(f"/masuk/{token.rpartition('/')[2]}")
        visitor.client.post("/masuk/tautan", data=visitor.hidden())
        assert not signed_in(visitor)


def test_a_pin_signs_in_and_five_wrong_ones_lock_it_here_and_for_decisions(world: WebWorld) -> None:
    world.office.journal.set_factor("kabid_koperasi", PIN)
    visitor = world.visitor()
    assert REFUSED in ask(world, visitor, pin="111111")
    ask(world, visitor, MAIL.upper(), PIN)
    assert signed_in(visitor)
    other = world.visitor()
    for _ in range(5):
        assert REFUSED in ask(world, other, pin="111111")
    assert REFUSED in ask(world, other, pin=PIN)
    assert world.office.journal.check_factor("kabid_koperasi", PIN, world.clock.at).locked_until
    assert signed_in(visitor)


def test_a_session_gets_a_new_number_and_ends_by_button_and_by_time(world: WebWorld) -> None:
    world.office.journal.set_factor("kabid_koperasi", PIN)
    visitor = world.visitor()
    visitor.open("/masuk")
    planted = visitor.client.get_cookie("alur")
    ask(world, visitor, pin=PIN)
    assert planted.value != visitor.client.get_cookie("alur").value
    thief = world.visitor()
    thief.client.set_cookie("alur", planted.value)
    assert not signed_in(thief)
    stolen = visitor.client.get_cookie("alur").value
    for hours, inside in ((7, True), (4.9, True), (0.2, False)):
        world.clock.at += timedelta(hours=hours)
        assert signed_in(visitor) == inside
    ask(world, visitor, pin=PIN)
    assert signed_in(visitor)
    world.clock.at += timedelta(hours=8)
    assert not signed_in(visitor)
    ask(world, visitor, pin=PIN)
    stolen = visitor.client.get_cookie("alur").value
    visitor.open("/kerja")
    visitor.send("/keluar", {})
    assert not signed_in(visitor)
    thief.client.set_cookie("alur", stolen)
    assert not signed_in(thief)


def test_who_is_taken_out_of_the_desks_is_out_at_the_next_request(world: WebWorld) -> None:
    visitor = by_link(world)
    assert signed_in(visitor)
    people = world.office.folder / "config" / "people.toml"
    text = people.read_text("utf-8")
    people.write_text(
        text.replace('kabid_koperasi"', 'kabid_um"', 1).replace('"kabid_koperasi"', '"kabid_um"'), "utf-8"
    )
    assert not signed_in(visitor)
    assert SENT in ask(world, visitor)
    assert world.mails().count("Subject: Tautan masuk") == 1
    people.write_text("people = 3", "utf-8")
    assert not signed_in(visitor)


def test_without_the_token_of_the_page_nothing_is_posted(world: WebWorld) -> None:
    visitor = by_link(world)
    for path in ("/masuk", "/masuk/tautan", "/keluar"):
        assert visitor.client.post(path, data={"pos_el": MAIL}).status_code == 400
    assert signed_in(visitor)


def test_only_so_many_links_and_tries_are_taken(world: WebWorld) -> None:
    for number in range(8):
        assert SENT in ask(world, world.visitor(f"10.1.0.{number}"))
    assert world.mails().count("Subject: Tautan masuk") == 5
    visitor = world.visitor("10.2.0.1")
    for _ in range(21):
        page = ask(world, visitor, "bukan.siapa@dinkop.example")
    assert "Terlalu banyak permintaan" in page


def test_nobody_is_named_in_the_log(world: WebWorld, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    visitor = by_link(world)
    visitor.open("/kerja")
    assert "signed in by pos-el" in caplog.text
    for name in (MAIL, "Endang", "kabid_koperasi", link(world)):
        assert name not in caplog.text
