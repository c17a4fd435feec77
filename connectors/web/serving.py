"""``alur serve``: the pages behind waitress, alone or behind a reverse proxy."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable
from typing import Any

from connectors.web.app import MOST_BYTES, create_app
from connectors.web.office import WebOffice

LOOPBACK = "127.0.0.1"


def make_server(
    office: WebOffice,
    host: str = LOOPBACK,
    port: int = 8000,
    *,
    threads: int = 8,
    proxy: str = "",
    at: socket.socket | None = None,
) -> Any:
    """The server of an office's pages, not yet running. at: a socket that is bound already.

    proxy: the address of the one proxy that speaks for visitors; what anybody else says in X-Forwarded-* is dropped.
    """
    from waitress.server import create_server

    spoken: dict[str, Any] = {"clear_untrusted_proxy_headers": True}
    if proxy:
        spoken |= {"trusted_proxy": proxy, "trusted_proxy_count": 1}
        spoken |= {"trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
    where: dict[str, Any] = {"sockets": [at]} if at is not None else {"host": host, "port": port}
    return create_server(
        create_app(office), threads=threads, ident="", max_request_body_size=MOST_BYTES, **where, **spoken
    )


def serve(
    office: WebOffice,
    host: str,
    port: int,
    *,
    threads: int = 8,
    proxy: str = "",
    tell: Callable[[str], None],
) -> None:
    """Serve until stopped by Ctrl-C or SIGTERM; a request that is being answered is answered to its end."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    server = make_server(office, host, port, threads=threads, proxy=proxy)
    signal.signal(signal.SIGTERM, _stop)
    tell(f"pages at http://{host}:{port}; links in mails begin with {office.base_url}")
    server.run()


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit(0)
