"""Machines that open links before people do: mail scanners, previewers, crawlers that press every button."""

from __future__ import annotations

import urllib.request
from urllib.error import HTTPError

from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.browser.pages import token_of_a_decision, token_outside
from tests.browser.site import Site

PRESS = """
for (const form of document.forms) { form.noValidate = true; }
const form = document.forms[arguments[0]];
if (form) { form.submit(); }
return document.forms.length;
"""


def heads(site: Site) -> tuple[object, ...]:
    """What would move if anything were decided, sent or opened."""
    journal = site.passes.journal
    return (
        journal.head(), journal.pending_answers(), journal.pending_submissions(),
        sorted(path.name for path in (site.passes.folder / "outbox").iterdir()),
    )  # fmt: skip


def links_to_try(site: Site) -> list[str]:
    """Every link in every mail that left, and the addresses that anybody can guess."""
    found = {
        f"{site.url}/",
        f"{site.url}/lacak?kode=ABCDEFGHJK",
        f"{site.url}/pihak-luar/{token_outside(site)}",
        f"{site.url}/keputusan/{token_of_a_decision(site)}",
    }
    for mail in site.mails(""):
        body = mail.get_body(("plain",))
        found |= {
            word.strip("<>().,")
            for word in str(body and body.get_content()).split()
            if word.startswith(site.url)
        }
    return sorted(found)


def fetch(address: str, method: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=20) as answer:
            answer.read()
            return int(answer.status)
    except HTTPError as refused:
        with refused:
            return refused.code


def test_opening_every_link_running_scripts_and_posting_every_form_decides_nothing(
    site: Site, driver: webdriver.Chrome
) -> None:
    todo, seen = links_to_try(site), set[str]()
    before = heads(site)
    pressed = 0
    while todo:
        address = todo.pop()
        if address in seen or not address.startswith(site.url):
            continue
        seen.add(address)
        for method in ("HEAD", "GET", "HEAD"):
            assert fetch(address, method) < 500
        driver.get(address)
        todo += [
            a.get_attribute("href").split("#")[0]
            for a in driver.find_elements(By.CSS_SELECTOR, "main a, nav a")
        ]
        forms = driver.execute_script("return document.forms.length")
        for number in range(forms):
            driver.execute_script(PRESS, number)
            pressed += 1
            driver.get(address)
    assert len(seen) > 10
    assert pressed > 10
    assert heads(site) == before
    driver.get(f"{site.url}/pihak-luar/{token_outside(site)}")
    assert driver.find_elements(By.NAME, "jawaban"), "the link still works for the person it was sent to"
