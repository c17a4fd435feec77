"""How the tests are dealt out to workers."""

from __future__ import annotations

import pytest

COSTLY = ("month", "site")
"""Fixtures that take so long to make that all who use one go to the same worker."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for name in COSTLY:
            if name in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group(f"{name} of {item.path.parent.name}"))
