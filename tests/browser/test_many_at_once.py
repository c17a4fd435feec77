"""Crowds, over real HTTP: of many answers one stands; of many forms none is lost, and passes go on meanwhile."""

from __future__ import annotations

import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.browser.pages import ADVICE, token_outside
from tests.browser.site import Site

FORM = "/formulir/permintaan-pendampingan"
KIND = "pendaftaran merek"
HTTP = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Caller:
    """One visitor, as the proxy in front tells of them by their address."""

    url: str
    address: str
    cookie: str = ""
    page: str = ""
    status: int = 0
    seconds: float = 60
    went: list[int] = field(default_factory=list)

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> str:
        headers = {"X-Forwarded-For": self.address, "Cookie": self.cookie, **(HTTP if body else {})}
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=self.seconds)
        try:
            line.request(method, path, urlencode(body or {}), headers)
            answer = line.getresponse()
            self.page, self.status = answer.read().decode(), answer.status
            self.cookie = (answer.getheader("Set-Cookie") or self.cookie).split(";")[0]
            if answer.status == 302 and method == "GET":
                return self.ask("GET", answer.getheader("Location") or "/")
        finally:
            line.close()
        return self.page

    def carried(self) -> dict[str, str]:
        """What the page's own form carries along."""
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.page))


def test_of_fifty_answers_at_once_over_http_one_takes_effect(site: Site) -> None:
    token = token_outside(site)
    callers = [Caller(site.url, f"10.1.0.{number}") for number in range(50)]
    with ThreadPoolExecutor(25) as crowd:
        list(crowd.map(lambda one: one.ask("GET", f"/pihak-luar/{token}"), callers))

        def answer(number: int) -> str:
            label = "Lengkap" if number % 2 else "Revisi"
            body = {**callers[number].carried(), "jawaban": label, "catatan": "sebab"}
            return callers[number].ask("POST", "/pihak-luar", body)

        said = list(crowd.map(answer, range(50)))
    assert sum("tercatat" in page for page in said) == 1
    assert sum("Anda sudah menanggapi" in page for page in said) == 49
    assert len(site.passes.journal.pending_answers()) == 1
    site.sync()
    assert site.passes.journal.pending_answers() == []


def test_a_thousand_forms_in_a_minute_are_kept_or_refused_and_passes_go_on(site: Site) -> None:
    before = len(site.rows("Advokasi", "Bidang Usaha Mikro"))
    callers = [Caller(site.url, f"10.2.0.{number}") for number in range(50)]

    def send_many(caller: Caller) -> list[tuple[int, str]]:
        ids = caller.ask("GET", FORM)
        names = {label: id for id, label in re.findall(r'<label for="(f\d+)">([^<]+?) ?(?:<|$)', ids)}
        carried = caller.carried()
        carried.pop("kiriman")
        typed = {names[label]: value for label, value in ADVICE.items() if label != "Pos-el"}
        most = 60 if caller is callers[0] else 20
        answers = []
        for number in range(most):
            body = {**carried, **typed, "f0": KIND, names["Nama"]: f"{caller.address} {number}"}
            body[names["Pos-el"]] = f"warga{number}@{caller.address.replace('.', '-')}.example"
            caller.ask("POST", FORM, body)
            answers.append((caller.status, caller.page))
        return answers

    passes = 0
    with ThreadPoolExecutor(10) as crowd:
        sending = [crowd.submit(send_many, caller) for caller in callers]
        while not all(one.done() for one in sending):
            site.sync(minutes=0)
            passes += 1
    answers = [answer for one in sending for answer in one.result()]
    kept = [page for status, page in answers if status == 302]
    refused = [page for status, page in answers if status != 302]
    assert (len(kept), len(refused)) == (49 * 20 + 40, 20)
    assert all("Tunggu beberapa menit" in page for page in refused)
    assert passes > 1
    while site.passes.journal.pending_submissions():
        site.sync(minutes=0)
    names = [row["Nama pemohon"] for row in site.rows("Advokasi", "Bidang Usaha Mikro")[before:]]
    assert len(names) == len(set(names)) == len(kept)
