"""The services of the stand-in, each alone and all as a server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.connectors.google.emulator.forms_desk import Desk
from tests.connectors.google.emulator.gmail_post import Post
from tests.connectors.google.standin import StandIn, standin


@pytest.fixture
def google() -> Iterator[StandIn]:
    with standin() as found:
        yield found
        assert found.requests()["schema_faults"] == []


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def post() -> Post:
    return Post()
