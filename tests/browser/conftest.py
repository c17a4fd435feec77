"""One office, one server and one browser for all tests that meet pages as people do: over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver

from scripts.office import open_office
from scripts.provisioning import make_office, provision_office
from tests.browser.site import HandClock, Site, chromium, chromium_is_here, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a browser is marked so, and skipped only where there is none."""
    for item in items:
        if "driver" not in getattr(item, "fixturenames", ()):
            continue
        item.add_marker("browser")
        if not chromium_is_here():
            why = "no Chromium with its driver (Debian: apt-get install chromium chromium-driver)"
            item.add_marker(pytest.mark.skip(why))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("laman") / "kantor"
    make_office(folder)
    provision_office(open_office(folder, HandClock()))
    with serving(folder) as site:
        site.sync()
        yield site
        assert site.problems == []


@pytest.fixture(scope="session")
def driver(site: Site) -> Iterator[webdriver.Chrome]:
    with chromium() as driver:
        yield driver
