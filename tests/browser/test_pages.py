"""Every page as people meet it: readable by all, small, and whole without a mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_core_python
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser.pages import ADVICE, advice, endpoints_without_a_page, every_page, faulty
from tests.browser.site import DESK, PHONE, Site, labelled, send, sized, text

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")
RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run({resultTypes: ["violations"]}).then(found => done(found.violations.map(
    one => [one.impact, one.id, one.nodes.map(node => node.html).slice(0, 3)])));
"""
WEIGHS = """
return performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"))
    .reduce((sum, one) => sum + one.decodedBodySize, 0);
"""
MOST_BYTES = 100_000


def test_every_page_is_looked_at(site: Site) -> None:
    assert endpoints_without_a_page(site) == set()


def test_every_page_can_be_used_by_everybody_and_is_small(site: Site, driver: webdriver.Chrome) -> None:
    found: dict[str, Any] = {}
    for page in every_page(site):
        driver.delete_all_cookies()
        sized(driver, PHONE)
        page.open(driver, site)
        weight = driver.execute_script(WEIGHS)
        if not 0 < weight < MOST_BYTES:
            found[f"{page.name}, bytes"] = weight
        driver.execute_script(AXE)
        for size in (PHONE, DESK):
            sized(driver, size)
            bad = [one for one in driver.execute_async_script(RUN_AXE) if one[0] in ("serious", "critical")]
            if bad or driver.execute_script("return document.body.scrollWidth") > size[0]:
                found[f"{page.name}, {size[0]} wide"] = bad or "wider than the screen"
    assert found == {}


def test_axe_would_find_a_page_that_shuts_people_out(site: Site, driver: webdriver.Chrome) -> None:
    driver.get(site.url + "/lacak")
    driver.execute_script("document.querySelector('label[for=kode]').remove()")
    driver.execute_script(AXE)
    assert ["critical", "label"] in [one[:2] for one in driver.execute_async_script(RUN_AXE)]


def test_the_first_mistake_has_the_focus_and_what_was_typed_stays(
    site: Site, driver: webdriver.Chrome
) -> None:
    sized(driver, PHONE)
    faulty(driver, site)
    assert driver.switch_to.active_element == labelled(driver, "Nomor HP")
    assert labelled(driver, "Nama").get_attribute("value") == ADVICE["Nama"]
    assert labelled(driver, "Nomor HP").get_attribute("value") == "12"
    assert "bukan nomor telepon" in text(driver)


def test_a_form_can_be_filled_and_sent_with_the_keyboard_alone(site: Site, driver: webdriver.Chrome) -> None:
    sized(driver, DESK)
    driver.get(f"{site.url}/formulir/permintaan-pendampingan")

    def press(*keys: str) -> str:
        driver.switch_to.active_element.send_keys(*keys)
        return str(
            driver.switch_to.active_element.text or driver.switch_to.active_element.get_attribute("id")
        )

    assert press(Keys.TAB) == "Langsung ke isi"
    press(Keys.ENTER)
    assert press(Keys.TAB) == "f0"
    press(Keys.SPACE)
    for number, value in enumerate(ADVICE.values(), 1):
        assert (
            press(Keys.TAB).startswith(f"f{number}") or driver.switch_to.active_element.tag_name == "select"
        )
        press(value)
    assert press(Keys.TAB) == "Kirim"
    press(Keys.ENTER)
    assert "Kode lacak" in text(driver)


def test_scripts_of_others_do_not_run(site: Site, driver: webdriver.Chrome) -> None:
    script = "<script>document.title='jebol'</script><img src=x onerror=\"document.title='jebol'\">"
    advice(driver, site, Nama=script, Permasalahan="")
    send(driver)
    assert labelled(driver, "Nama").get_attribute("value") == script
    assert driver.title != "jebol"
    errors = driver.execute_async_script(
        "const done = arguments[0]; document.addEventListener('securitypolicyviolation', e => done(e.violatedDirective));"
        "const s = document.createElement('script'); s.textContent = \"document.title='jebol'\"; document.body.append(s);"
    )
    assert errors.startswith("script-src")
    assert driver.title != "jebol"
