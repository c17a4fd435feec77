"""What every page reaches from where it stands: the office it belongs to, what browsers are remembered by, a count."""

from __future__ import annotations

from flask import current_app, request

from connectors.web.office import WebOffice
from connectors.web.sessions import Store

DECIDING = "keputusan"
"""Under this name a session holds the token of the request that is being decided."""


def the_office() -> WebOffice:
    """The office whose pages these are."""
    office: WebOffice = current_app.extensions["office"]
    return office


def the_store() -> Store:
    store: Store = current_app.extensions["store"]
    return store


def too_many(what: str, most: int, seconds: float) -> bool:
    """Whether this address has done something more often than it may."""
    who = f"{what}/{request.remote_addr or '-'}"
    return the_store().count(who, the_office().clock.now().timestamp(), seconds) > most
