"""What typed texts become, and how values are shown, in the locales en_US and id_ID."""

from __future__ import annotations

from datetime import date

import pytest

from connectors.google.emulator.sheets_numbers import to_serial
from tests.connectors.google.emulator.sheets_office import Office


def serial(year: int, month: int, day: int) -> float:
    return to_serial(date(year, month, day))


@pytest.mark.parametrize(
    ("locale", "text", "value", "shown"),
    [
        ("en_US", "1.500", 1.5, "1.5"),
        ("id_ID", "1.500", 1500, "1.500"),
        ("id_ID", "1,5", 1.5, "1,5"),
        ("en_US", "1,500.25", 1500.25, "1,500.25"),
        ("id_ID", "1.500,25", 1500.25, "1.500,25"),
        ("en_US", "03/04/2026", serial(2026, 3, 4), "3/4/2026"),
        ("id_ID", "03/04/2026", serial(2026, 4, 3), "03/04/2026"),
        ("id_ID", "3 Mei 2026", serial(2026, 5, 3), "03/05/2026"),
        ("en_US", "March 4, 2026", serial(2026, 3, 4), "3/4/2026"),
        ("id_ID", "2026-04-03", serial(2026, 4, 3), "2026-04-03"),
        ("id_ID", "3/4", serial(2026, 4, 3), "03/04/2026"),
        ("id_ID", "31/02/2026", "31/02/2026", "31/02/2026"),
        ("en_US", "8:30 PM", 20.5 / 24, "8:30:00 PM"),
        ("id_ID", "03/04/2026 12:00", serial(2026, 4, 3) + 0.5, "03/04/2026 12.00.00"),
        ("en_US", "50%", 0.5, "50%"),
        ("en_US", "$1,234.5", 1234.5, "$1,234.50"),
        ("id_ID", "Rp1.500", 1500, "Rp1.500"),
        ("en_US", "-7", -7, "-7"),
        ("en_US", "007", 7, "7"),
        ("en_US", "'007", "007", "007"),
        ("en_US", "true", True, "TRUE"),
        ("en_US", "kata 5", "kata 5", "kata 5"),
        ("id_ID", "1e3", 1000, "1,00E+03"),
        ("en_US", "0.1234567890123", 0.1234567890123, "0.123456789"),
    ],
)
def test_what_a_typed_text_becomes(locale: str, text: str, value: object, shown: str) -> None:
    office = Office(locale)
    office.type("A1", text)
    assert office.raw("A1") == [[value]]
    assert office.get("A1") == [[shown]]


def test_numbers_of_json_stay_numbers_when_typed() -> None:
    office = Office("id_ID")
    office.type("A1", 1.5, True)
    assert office.raw("A1:B1") == [[1.5, True]]


def test_a_column_of_text_keeps_every_text() -> None:
    office = Office()
    office.sheets.all[office.id].sheets[0].make(0, 0).format = {"numberFormat": {"type": "TEXT"}}
    office.type("A1", "0812")
    assert office.raw("A1") == [["0812"]]


def test_dates_are_answered_as_numbers_or_as_shown() -> None:
    office = Office("id_ID")
    office.type("A1", "03/04/2026")
    assert office.raw("A1") == [[serial(2026, 4, 3)]]
    assert office.raw("A1", dateTimeRenderOption="FORMATTED_STRING") == [["03/04/2026"]]
    assert office.get("A1", dateTimeRenderOption="SERIAL_NUMBER") == [["03/04/2026"]]


@pytest.mark.parametrize(
    ("kind", "pattern", "value", "shown"),
    [
        ("DATE", "d mmmm yyyy", serial(2026, 5, 3), "3 Mei 2026"),
        ("DATE", "dddd, dd-mm-yy", serial(2026, 5, 3), "Minggu, 03-05-26"),
        ("DATE_TIME", "yyyy-mm-dd hh:mm", serial(2026, 5, 3) + 0.25, "2026-05-03 06:00"),
        ("TIME", "mm:ss", 61 / 86400, "01:01"),
        ("NUMBER", "0000", 7, "0007"),
        ("NUMBER", "#,##0.0#", 1234.5, "1.234,5"),
        ("NUMBER", "0;(0)", -5, "(5)"),
        ("CURRENCY", '"Rp" #,##0', 2500000, "Rp 2.500.000"),
        ("NUMBER", "", 1.005, "1,01"),
        ("NUMBER", "#,##0", -0.2, "0"),
    ],
)
def test_patterns(kind: str, pattern: str, value: float, shown: str) -> None:
    office = Office("id_ID")
    office.put("A1", [[value]])
    office.sheets.all[office.id].sheets[0].make(0, 0).format = {
        "numberFormat": {"type": kind, **({"pattern": pattern} if pattern else {})}
    }
    assert office.get("A1") == [[shown]]
