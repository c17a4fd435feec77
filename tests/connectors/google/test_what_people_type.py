"""What people type into a register of Google, as the engine reads it."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path

from connectors.google.client import SHEETS, GoogleClient
from connectors.google.kept import Kept
from connectors.google.provision import Provision
from connectors.google.registers import GoogleRegisters
from connectors.google.token import credentials
from tests.connectors.google.standin import standin
from tests.engine.small import SURAT_KELUAR

SURAT = SURAT_KELUAR.register
TYPED = {"Perihal": "3/4/2026", "Tujuan": "007", "Tanggal acara": "3/4/2026", "Biaya": "1.500.000"}


def test_a_date_is_a_day_in_a_column_of_dates_and_in_a_column_of_text_what_was_typed() -> None:
    with standin() as google:
        client = GoogleClient(
            credentials(Path("no-token"), google.base_url), base_url=google.base_url, calls_a_minute=1000
        )
        kept, ids = Kept(), count(1000)
        Provision(client, kept, {}, lambda: next(ids), rows=20).run({"Umum": [SURAT]}, lambda name: False)
        headings = [column.heading for column in SURAT.all_columns]
        client.request(
            "PUT", f"{SHEETS}/v4/spreadsheets/{kept.books['Umum'].id}/values/'{SURAT.name}'!A2",
            params={"valueInputOption": "USER_ENTERED"},
            body={"values": [[TYPED.get(heading) for heading in headings]]},
        )  # fmt: skip
        registers = GoogleRegisters(client, [SURAT], {}, kept, fresh=lambda: next(ids))
        registers.stamp("Umum")
        tab = registers.read("Umum").tabs[SURAT.name]
        read = dict(zip(tab.headings, tab.rows[0], strict=False))
        assert {heading: read[heading] for heading in TYPED} == {
            "Perihal": "3/4/2026", "Tujuan": "007", "Tanggal acara": date(2026, 4, 3), "Biaya": 1_500_000,
        }  # fmt: skip
