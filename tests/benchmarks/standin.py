"""The stand-in for Google with registers of look-ups: each figure beside the same work on plain values, or half the rows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.connectors.google.emulator.sheets_office import Office

LOOK_UPS = 6
FORMULA = '=IF($A2="";;IFERROR(VLOOKUP($A2;_alur!$A:$H;{};FALSE)))'


def register(rows: int, formulas: bool = True) -> Office:
    """A register of so many rows, of which one in ten is filled, and the engine's tab."""
    grid = {"gridProperties": {"rowCount": rows + 1, "columnCount": 20}}
    tabs = [
        {"properties": {"sheetId": n, "title": title, **grid}} for n, title in enumerate(("Surat", "_alur"))
    ]
    office = Office("id_ID", sheets=tabs)
    keys = [[f"S-{n}"] for n in range(rows // 10)]
    office.put("Surat!A2", keys)
    office.put("_alur!A2", [[*key, *[f"isi {n}" for n in range(LOOK_UPS)]] for key in keys])
    for column in range(LOOK_UPS):
        value = {"formulaValue": FORMULA.format(column + 2)} if formulas else {"stringValue": "isi"}
        at = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": column + 1, "endColumnIndex": column + 2}
        fill = {"range": at, "cell": {"userEnteredValue": value}, "fields": "userEnteredValue"}
        office.call("batchUpdate", requests=[{"repeatCell": fill}])
    return office


def inserted(office: Office) -> Any:
    place = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    return office.call(
        "batchUpdate", requests=[{"insertDimension": {"range": place, "inheritFromBefore": True}}]
    )


def seconds(job: Callable[[], object], runs: int = 5) -> float:
    """The least of some runs."""
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        job()
        took.append(time.perf_counter() - began)
    return min(took)


def standin(rows: int, say: Callable[..., None]) -> None:
    office, plain, half = register(rows), register(rows, formulas=False), register(rows // 2)
    inserting = seconds(lambda: inserted(office))
    say(
        f"stand-in: a row inserted above {rows} of look-ups",
        inserting,
        "half the rows",
        seconds(lambda: inserted(half)),
    )
    say("  the same above plain values", seconds(lambda: inserted(plain)), "look-ups", inserting)

    def read(book: Office) -> Callable[[], object]:
        return lambda: book.raw(f"Surat!A2:G{rows}")

    values = seconds(read(plain))
    say(
        "  reading the register after a change",
        seconds(lambda: (inserted(office), read(office)())),
        "plain values",
        values,
    )
