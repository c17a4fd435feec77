"""``alur serve``: the pages behind waitress, alone or behind a reverse proxy."""

from __future__ import annotations

import errno
import logging
import signal
import socket
from collections.abc import Callable
from typing import Any

from connectors.web.app import MOST_BYTES, create_app
from connectors.web.office import WebOffice


class NoAddress(Exception):
    """The pages cannot be served at an address; the text says why and what to do."""


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
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until stopped by Ctrl-C or SIGTERM; a request that is being answered is answered to its end. ready: called
    once the address is ours. Raises NoAddress."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        _can_be_had(host, port)
    except OSError as fault:
        raise NoAddress(_why_not(fault, host, port)) from fault
    server = make_server(office, host, port, threads=threads, proxy=proxy)
    ready()
    signal.signal(signal.SIGTERM, _stop)
    tell(f"pages at http://{host}:{port}; links in mails begin with {office.base_url}")
    server.run()


def _can_be_had(host: str, port: int) -> None:
    """Take an address and give it back; raises OSError."""
    for family, kind, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)


def _why_not(fault: OSError, host: str, port: int) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"{host}:{port}: another program answers there already; end it, or take another --port"
    if fault.errno == errno.EACCES:
        return (
            f"{host}:{port}: only root may take this port; take one above 1023 and put a proxy in front of it"
        )
    return (
        f"{host}:{port}: this machine has no such address; --host is 127.0.0.1 behind a proxy, 0.0.0.0 for the whole "
        "network"
    )


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit(0)
