"""An office's spreadsheet for the tests: every call and every answer held to Google's schemas."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

from connectors.google.emulator.calls import Call, Files
from connectors.google.emulator.sheets import Sheets
from tests.connectors.google.emulator.schema import check_answer, check_call

BUDI, SITI = "budi@kantor.example", "siti@kantor.example"
NOW = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)


class Office:
    """One spreadsheet of Budi's, and calls to it in few words."""

    def __init__(self, locale: str = "en_US", **body: Any) -> None:
        numbers = itertools.count(1001)
        self.files = Files(lambda: f"id{next(numbers)}")
        self.sheets = Sheets(self.files, lambda: next(numbers))
        self.id = ""
        made = self.call("create", properties={"title": "Cuti", "locale": locale}, **body)
        self.id = made["spreadsheetId"]
        self.made = made

    def call(self, method: str, params: dict[str, Any] | None = None, *, who: str = BUDI, **body: Any) -> Any:
        name = f"sheets.spreadsheets.{method}"
        own = {"spreadsheetId": self.id} if self.id and method != "create" else {}
        call = Call(name, who, {**own, **(params or {})}, body, NOW)
        check_call(call)
        answer = self.sheets.handlers()[name](call)
        check_answer(call, answer)
        return answer

    def get(self, range: str, **params: Any) -> list[list[Any]]:
        answer = self.call("values.get", {"range": range, **params})
        return list(answer.get("values", []))

    def raw(self, range: str, **params: Any) -> list[list[Any]]:
        return self.get(range, valueRenderOption="UNFORMATTED_VALUE", **params)

    def put(self, range: str, values: list[list[Any]], option: str = "RAW", **params: Any) -> Any:
        how = {"range": range, "valueInputOption": option, **params}
        return self.call("values.update", how, values=values)

    def type(self, range: str, *texts: Any) -> Any:
        """One row, as a person would type it."""
        return self.put(range, [list(texts)], "USER_ENTERED")

    def append(self, range: str, values: list[list[Any]], **params: Any) -> Any:
        how = {"range": range, "valueInputOption": "RAW", **params}
        return self.call("values.append", how, values=values)
