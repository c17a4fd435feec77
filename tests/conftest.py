"""The order of the tests: files that take long come first (with ``--no-loadscope-reorder``), so that two workers end at about the same time."""

from __future__ import annotations

import pytest

LONGEST = (
    "test_demo.py", "test_demo_over_google.py", "test_pages.py", "test_schedules.py", "test_an_office_folder.py", "test_google.py",
    "test_google_defects.py", "test_reports_by_command.py", "test_kills.py", "test_defects.py", "test_machines.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONGEST)))
