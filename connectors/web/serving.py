"""``alur serve``: the pages behind waitress, alone or behind a reverse proxy."""

from __future__ import annotations

import logging
from collections.abc import Callable

from connectors.web.app import MOST_BYTES, create_app
from connectors.web.office import WebOffice


def serve(
    office: WebOffice, host: str, port: int, *, behind_proxy: bool = False, tell: Callable[[str], None]
) -> None:
    """Serve until stopped. behind_proxy: one proxy on this machine speaks for visitors (X-Forwarded-For, -Proto)."""
    import waitress

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    app = create_app(office)
    trusted = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto",
               "trusted_proxy_count": 1, "clear_untrusted_proxy_headers": True} if behind_proxy else {}  # fmt: skip
    tell(f"pages at http://{host}:{port}; links in mails begin with {office.base_url}")
    waitress.serve(
        app, host=host, port=port, threads=8, ident="", max_request_body_size=MOST_BYTES, **trusted
    )
