"""The probes run, find what the stand-in does, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from google.oauth2.credentials import Credentials

from connectors.google.client import ACCOUNT, GoogleClient
from connectors.google.probe import Found, Probe
from tests.connectors.google.standin import StandIn, standin


@pytest.fixture
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


def probe(server: StandIn, mail_to: str = ACCOUNT) -> Probe:
    client = GoogleClient(Credentials(ACCOUNT), base_url=server.base_url, calls_a_minute=1000)  # type: ignore[no-untyped-call]
    return Probe(client, lambda seconds: None, mail_to)


def test_every_probe_tells_what_it_found_and_only_what_it_made_is_removed(server: StandIn) -> None:
    theirs = server.workspace.files.create(ACCOUNT, "Milik orang", "text/plain", server.app.now()).id
    work = probe(server)
    found = {one.code: one for one in work.run()}
    work.client.close()
    assert sorted(found, key=lambda code: int(code[1:])) == [f"P{n}" for n in range(1, 12)]
    by_hand = {code for code, one in found.items() if one.found is Found.NOT_TRIED}
    assert by_hand == {"P5", "P8", "P10", "P11"}
    assert {str(one) for one in found.values() if one.found is Found.DIFFERENT} == set()
    assert "in a sort (both is borne)" in found["P4"].said
    assert "our Message-ID is replaced" in found["P7"].said
    assert list(server.workspace.files.all) == [theirs]
    assert work.left_behind == []


def test_what_differs_is_named(server: StandIn) -> None:
    """A Google that searches late, and whose row metadata stays behind in a sort."""
    server.workspace.sheets.metadata_follows_sort = False
    server.workspace.gmail.search_lag = timedelta(hours=1)
    work = probe(server)
    found = {one.code: one for one in work.run()}
    work.client.close()
    assert "stays where it was" in found["P4"].said
    assert (found["P7"].found, "does not know it after 110 s" in found["P7"].said) == (Found.DIFFERENT, True)


def test_a_probe_that_cannot_be_tried_stops_no_other(server: StandIn) -> None:
    server.control(faults=[{"method": "drive.files.export", "code": 503, "next": 9}])
    work = probe(server, "")
    work.client.sleep = lambda seconds: None
    found = {one.code: one for one in work.run()}
    work.client.close()
    assert (found["P9"].found, found["P7"].found) == (Found.NOT_TRIED, Found.NOT_TRIED)
    assert found["P6"].found is Found.AS_DOCUMENTED
    assert server.workspace.files.all == {}
