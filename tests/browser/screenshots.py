"""Pictures of every page, phone and desk side by side: ``python -m tests.browser.screenshots connectors/web/gambar``."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from selenium import webdriver

from scripts.office import open_office
from scripts.provisioning import make_office, provision_office
from tests.browser.pages import PAGES
from tests.browser.site import DESK, PHONE, HandClock, chromium, serving, sized

GAP, DESK_WIDTH, COLOURS = 24, 720, 48
BEHIND = "#cbd5e1"


def picture(driver: webdriver.Chrome) -> Image.Image:
    """What a phone and a desk show of the page that is open, before anybody scrolls."""
    shown = []
    for size in (PHONE, DESK):
        sized(driver, size)
        driver.execute_script("window.scrollTo(0, 0); document.activeElement.blur();")
        shown.append(Image.open(io.BytesIO(driver.get_screenshot_as_png())).convert("RGB"))
    phone, desk = shown
    desk = desk.resize((DESK_WIDTH, DESK_WIDTH * desk.height // desk.width), Image.Resampling.LANCZOS)
    whole = Image.new("RGB", (3 * GAP + phone.width + desk.width, 2 * GAP + phone.height), BEHIND)
    whole.paste(phone, (GAP, GAP))
    whole.paste(desk, (2 * GAP + phone.width, GAP))
    return whole.quantize(COLOURS, dither=Image.Dither.NONE)


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "kantor"
        make_office(office)
        provision_office(open_office(office, HandClock()))
        with serving(office) as site, chromium() as driver:
            site.sync()
            for page in PAGES:
                driver.delete_all_cookies()
                sized(driver, PHONE)
                page.open(driver, site)
                path = out / f"{page.name}.png"
                picture(driver).save(path, optimize=True)
                print(f"wrote {path}, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
