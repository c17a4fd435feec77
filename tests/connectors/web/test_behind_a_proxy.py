"""The pages as browsers reach them by https, with a proxy in front."""

from __future__ import annotations

import re

from connectors.web import create_app
from tests.connectors.web.conftest import Browser, Visitor, WebWorld

SAFE = "https://alur.contoh.example"


def test_over_https_forms_work_for_browsers_that_send_no_referrer(world: WebWorld) -> None:
    settings = world.office.folder / "config" / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace("http://127.0.0.1:8000", SAFE), "utf-8")
    world.office.__dict__.pop("config", None)
    app = create_app(world.office)
    client = Browser(app, app.response_class)
    page = client.get("/lacak", base_url=SAFE)
    assert re.match(
        "__Host-alur=[^;]{40,}; .*Secure; HttpOnly; Path=/; SameSite=Lax", page.headers["Set-Cookie"]
    )
    assert "Domain" not in page.headers["Set-Cookie"]
    assert page.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    body = {**Visitor(client, page).hidden(), "kode": "ABCDEFGHJK", "keterangan": "Siti"}
    assert "tidak cocok" in client.post("/lacak", data=body, base_url=SAFE, headers={"Origin": "null"}).text
    assert client.post("/lacak", data={**body, "csrf_token": "x"}, base_url=SAFE).status_code == 400
    assert Browser(app, app.response_class).post("/lacak", data=body, base_url=SAFE).status_code == 400
