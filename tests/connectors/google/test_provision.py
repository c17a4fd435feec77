"""Provisioning that broke off is taken up again: each thing is made once, whatever answer was lost."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from connectors.google.emulator.control import Fault
from scripts.provisioning import provision_office
from scripts.running import one_pass
from tests.fakes.google_office import letters_office, strict_standin

MADE = ["Alur", "Buku Nomor", "Umum dan Kepegawaian"]
TABS = ["Agenda Keluar", "Surat Keluar", "Riwayat", "_alur"]
METHODS = ("drive.files.create", "sheets.spreadsheets.batchUpdate")
FAULTS = ((0, 1, False), (0, 1, True), (503, 1, False), (503, 1, True))
"""Code, how often, and whether it was carried out all the same."""


@pytest.mark.parametrize(("method", "fault"), list(product(METHODS, FAULTS)))
def test_broken_off_at_each_of_its_calls_it_goes_on_where_it_was(
    tmp_path: Path, method: str, fault: tuple[int, int, bool]
) -> None:
    """Every second call of a kind is lost, until all is made."""
    calls: list[str] = []

    def lost(call: str) -> Fault | None:
        calls.extend([call] if call == method else [])
        return Fault(method, *fault) if call == method and len(calls) % 2 else None

    with strict_standin() as server:
        office = letters_office(tmp_path / "kantor", server)
        server.app.control.fault = lost  # type: ignore[method-assign] # each second call, which cannot be switched on
        runs = 0
        while provision_office(office)[1]:
            runs += 1
            assert runs < 12, "it never ends"
        assert runs >= 1
        server.app.control.fault = lambda call: None  # type: ignore[method-assign] # and now none
        assert provision_office(office, plan=True) == ([], [])
        assert sorted(one.name for one in server.workspace.files.all.values()) == MADE
        book = next(one for one in server.workspace.spreadsheets.values() if len(one.sheets) > 3)
        assert {*TABS} <= {sheet.title for sheet in book.sheets}
        report = one_pass(office, quiet=True)
        office.close()
        assert report is not None
        assert report.problems == []
