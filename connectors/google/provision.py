"""Making the spreadsheets: what is missing is made, what people made stays, and a second run has nothing to do.

Each spreadsheet is made in steps that can be taken up again: the file (found by its ``appProperties``), then all its
tabs in one batch that is done whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from connectors.google.changes import find_books
from connectors.google.client import DRIVE, GoogleClient
from connectors.google.epochs import EPOCH_TAB, take_epoch
from connectors.google.kept import Kept, KeptBook
from connectors.google.reading import same
from connectors.google.registers import Answers
from connectors.google.sheets import Place, Sheets, formula, one_of, put
from connectors.google.slots import SLOTS_TAB, column_id, engine_headings, lookup, slot_headings
from connectors.google.writing import HISTORY_ROWS, HISTORY_TAB
from flows.engine.case import Json
from flows.engine.columns import Choice, Column, Date, Owner, Rupiah, Whole
from flows.engine.model import ACTION, DUE, ID, Kind, Register

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
ROWS = 1000
LOCALE, TIME_ZONE = "id_ID", "Asia/Jakarta"
HISTORY_HEADINGS = ("Waktu", "Register", "ID", "Kejadian", "Oleh")
KEY = "alur"
ENGINE_HEAD, STAFF_HEAD, ACTION_HEAD = "6B7280", "0F766E", "B45309"


class Provision:
    """said: what was (or, if plan, would be) made; problems: what a person has to mend; fresh: registers just made."""

    def __init__(
        self,
        client: GoogleClient,
        kept: Kept,
        answers: Answers,
        fresh: Callable[[], int],
        *,
        plan: bool = False,
        rows: int = ROWS,
    ) -> None:
        self.client, self.kept, self.answers = client, kept, answers
        self.sheets, self.fresh_id, self.plan, self.rows = Sheets(client), fresh, plan, rows
        self.said: list[str] = []
        self.problems: list[str] = []
        self.fresh: list[str] = []

    def run(self, workbooks: Mapping[str, Sequence[Register]], known: Callable[[str], bool]) -> None:
        """known: whether the journal knows rows of a register; what held rows is not made anew by itself."""
        found: dict[str, list[Json]] = {}
        for file in find_books(self.client):
            found.setdefault(file["appProperties"].get("buku", ""), []).append(file)
        for workbook, registers in workbooks.items():
            files = found.get(workbook, [])
            if len(files) > 1:
                self._choose(workbook, files)
            if not files:
                self._make(workbook, registers, known)
                continue
            ours = self.kept.books.get(workbook)
            if ours is None or ours.id not in {file["id"] for file in files}:
                ours = self.kept.books[workbook] = KeptBook(files[0]["id"])
            self._complete(workbook, ours, registers, known)
        if not self.plan:
            self.kept.save()

    def _choose(self, workbook: str, files: Sequence[Json]) -> None:
        ours = self.kept.books.get(workbook)
        id = ours.id if ours else files[0]["id"]
        others = ", ".join(file["id"] for file in files if file["id"] != id)
        self.problems.append(
            f"spreadsheet «{workbook}»: there are copies ({others}); Alur works with {id} alone. "
            "Move the copies to Drive's bin, or rename them and keep them to yourself"
        )

    # --------------------------------------------------------------------------------------- one workbook

    def _make(self, workbook: str, registers: Sequence[Register], known: Callable[[str], bool]) -> None:
        held = [register.name for register in registers if known(register.name)]
        if held:
            self.problems.append(
                f"spreadsheet «{workbook}» is gone, but the journal knows rows of {', '.join(held)}; "
                "take it out of Drive's bin again"
            )
            return
        self.tell(f"spreadsheet «{workbook}» with {', '.join(r.name for r in registers)}")
        if self.plan:
            return
        made = self.client.request(
            "POST", f"{DRIVE}/drive/v3/files", params={"fields": "id,version"},
            body={
                "name": workbook, "mimeType": SPREADSHEET, "parents": [self.folder()],
                "appProperties": {KEY: "register", "buku": workbook},
            },
        )  # fmt: skip
        book = self.kept.books[workbook] = KeptBook(made["id"])
        self.kept.token = ""  # the new file is to be heard of
        self.kept.save()
        self._complete(workbook, book, registers, known, quiet=True)

    def folder(self) -> str:
        """The folder that the spreadsheets lie in, found again by its mark."""
        if KEY in self.kept.folders:
            return self.kept.folders[KEY]
        said = self.client.request(
            "GET", f"{DRIVE}/drive/v3/files",
            params={
                "q": f"appProperties has {{ key='{KEY}' and value='folder' }} and trashed=false",
                "fields": "files(id)", "orderBy": "createdTime",
            },
        )  # fmt: skip
        files = said.get("files", [])
        if not files:
            files = [
                self.client.request(
                    "POST", f"{DRIVE}/drive/v3/files", params={"fields": "id"},
                    body={"name": "Alur", "mimeType": FOLDER, "appProperties": {KEY: "folder"}},
                )
            ]  # fmt: skip
        self.kept.folders[KEY] = files[0]["id"]
        return str(files[0]["id"])

    def _complete(
        self, workbook: str, book: KeptBook, registers: Sequence[Register], known: Callable[[str], bool],
        *, quiet: bool = False,
    ) -> None:  # fmt: skip
        seen = self.sheets.look(
            book.id, "properties(locale,timeZone),sheets(properties,developerMetadata),developerMetadata"
        )
        there = {
            str(s["properties"]["title"]): int(s["properties"].get("sheetId", 0)) for s in seen["sheets"]
        }
        requests, made = self._missing_tabs(workbook, book, there, registers, known)
        properties = seen.get("properties", {})
        if (properties.get("locale"), properties.get("timeZone")) != (LOCALE, TIME_ZONE):
            requests.insert(0, _settings())
            made.insert(0, f"locale {LOCALE} and time zone {TIME_ZONE}")
        if made and not quiet:
            self.tell(f"in spreadsheet «{workbook}»: {', '.join(made)}")
        if requests and not self.plan:
            self.sheets.change(book.id, requests)
        self._check_headings(workbook, book, [r for r in registers if r.name in there])
        self.check_sharing(workbook, book)
        if self.plan:
            return
        book.tabs = {**there, **self._new_ids}
        self.fresh += [r.name for r in registers if r.name in self._new_ids]
        holder = next((id for title, id in there.items() if title.startswith(EPOCH_TAB)), 0)
        if not book.epoch or book.epoch != holder:
            if holder and not quiet:
                self.tell(f"the turn to write in spreadsheet «{workbook}»: taken over by this machine")
            take_epoch(self.sheets, book, self.kept, self.fresh_id, over=True)

    def _missing_tabs(
        self, workbook: str, book: KeptBook, there: Mapping[str, int], registers: Sequence[Register],
        known: Callable[[str], bool],
    ) -> tuple[list[Json], list[str]]:  # fmt: skip
        self._new_ids: dict[str, int] = {}
        requests: list[Json] = []
        made: list[str] = []
        titles = {same(title): title for title in there}
        names_of_ids = {id: title for title, id in there.items()}
        headings = slot_headings(registers)
        for register in registers:
            renamed = names_of_ids.get(book.tabs.get(register.name, -1))
            if same(register.name) in titles:
                continue
            if renamed:
                self.problems.append(
                    f"spreadsheet «{workbook}»: the tab «{register.name}» is now called «{renamed}»; "
                    "give it its old name back"
                )
            elif known(register.name):
                self.problems.append(
                    f"spreadsheet «{workbook}»: the tab «{register.name}» was deleted, but the journal knows its rows; "
                    "bring it back from the version history (File > Version history)"
                )
            else:
                sheet = self._new_ids[register.name] = self.fresh_id()
                answers = self.answers.get(register.name, {})
                requests += _register_tab(sheet, register, headings, answers, self.rows)
                made.append(f"tab «{register.name}»")
        if HISTORY_TAB not in there:
            sheet = self._new_ids[HISTORY_TAB] = self.fresh_id()
            requests += plain_tab(sheet, HISTORY_TAB, HISTORY_HEADINGS, HISTORY_ROWS + 10, hidden=False)
            made.append(f"tab «{HISTORY_TAB}»")
        if SLOTS_TAB not in there:
            if any(known(register.name) for register in registers):
                made.append(f"tab «{SLOTS_TAB}», filled again by the next pass")
            sheet = self._new_ids[SLOTS_TAB] = self.fresh_id()
            first = plain_tab(sheet, SLOTS_TAB, headings, self.rows, hidden=True)
            requests = first + requests
        if requests:
            made = made or [f"tab «{SLOTS_TAB}»"]
            unused = [id for title, id in there.items() if title in {"Sheet1", "Sheet 1"} and len(there) == 1]
            requests += [{"deleteSheet": {"sheetId": id}} for id in unused]
        return requests, made

    def _check_headings(self, workbook: str, book: KeptBook, registers: Sequence[Register]) -> None:
        """Headings that are not there any more, and columns of ``_alur`` that a newer flow needs."""
        if not registers:
            return
        grids = self.sheets.values(book.id, [*(r.name for r in registers), SLOTS_TAB], rows="1:1")
        for register, grid in zip(registers, grids, strict=False):
            headings = {same(str(cell)) for cell in (grid.rows[0] if grid.rows else [])}
            lacking = [c.heading for c in register.all_columns if same(c.heading) not in headings]
            if lacking:
                self.problems.append(
                    f"spreadsheet «{workbook}», tab «{register.name}»: no column "
                    f"{', '.join(f'«{heading}»' for heading in lacking)}; put the heading back, or add it if it is new"
                )
        present = [str(cell) for cell in (grids[-1].rows[0] if grids[-1].rows else [])]
        lacking = [heading for heading in slot_headings(registers) if heading not in present]
        if lacking and present:
            self.tell(f"in spreadsheet «{workbook}»: {len(lacking)} columns of «{SLOTS_TAB}»")
            if not self.plan:
                sheet = book.tabs.get(SLOTS_TAB) or self._new_ids.get(SLOTS_TAB, 0)
                self.sheets.change(
                    book.id,
                    [
                        {
                            "appendDimension": {
                                "sheetId": sheet,
                                "dimension": "COLUMNS",
                                "length": len(lacking),
                            }
                        },
                        put(sheet, 0, len(present), [_text(heading) for heading in lacking]),
                    ],
                )

    def check_sharing(self, workbook: str, book: KeptBook) -> None:
        said = self.client.request(
            "GET",
            f"{DRIVE}/drive/v3/files/{book.id}/permissions",
            params={"fields": "permissions(id,type,role)"},
        )
        if any(one.get("type") == "anyone" for one in said.get("permissions", [])):
            self.problems.append(
                f"spreadsheet «{workbook}» is open to anyone with the link; it holds personal data. "
                "Share it with the staff of the unit alone (Share > General access > Restricted)"
            )

    def tell(self, what: str) -> None:
        self.said.append(f"{'would make' if self.plan else 'made'} {what}")


# ------------------------------------------------------------------------------------------------- tabs


def _settings() -> Json:
    return {
        "updateSpreadsheetProperties": {
            "properties": {"locale": LOCALE, "timeZone": TIME_ZONE},
            "fields": "locale,timeZone",
        }
    }


def plain_tab(sheet: int, title: str, headings: Sequence[str], rows: int, *, hidden: bool) -> list[Json]:
    """A tab that only the engine writes."""
    return [
        _add_sheet(sheet, title, rows, len(headings), frozen=0, hidden=hidden),
        put(sheet, 0, 0, [_text(heading) for heading in headings]),
        _look(sheet, 0, 1, 0, len(headings), ENGINE_HEAD),
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": sheet}, "description": "Diisi Alur"}}},
    ]


def _register_tab(
    sheet: int,
    register: Register,
    slots: Sequence[str],
    answers: Mapping[str, Sequence[str]],
    rows: int,
) -> list[Json]:
    columns = register.all_columns
    frozen = 2 if register.kind is Kind.PROCESS else 1
    requests = [
        _add_sheet(sheet, register.name, rows, len(columns), frozen=frozen, hidden=False),
        put(sheet, 0, 0, [_text(column.heading) for column in columns]),
    ]
    for number, column in enumerate(columns):
        requests += _column(sheet, register, number, column, slots)
    every = list(dict.fromkeys(word for words in answers.values() for word in words))
    action = next((n for n, column in enumerate(columns) if column.heading == ACTION), None)
    if every and action is not None:
        requests.append(_validate(sheet, action, one_of(every)))
    requests.append(
        {"setBasicFilter": {"filter": {"range": {"sheetId": sheet, "startRowIndex": 0, "startColumnIndex": 0,
                                                 "endColumnIndex": len(columns)}}}}
    )  # fmt: skip
    return requests


def _column(sheet: int, register: Register, number: int, column: Column, slots: Sequence[str]) -> list[Json]:
    colour = (
        ENGINE_HEAD
        if column.owner is Owner.ENGINE
        else ACTION_HEAD
        if column.heading == ACTION
        else STAFF_HEAD
    )
    requests = [
        Place(column_id(register.name, column.heading), sheet, number).mark(
            KEY, f"{register.name}/{column.heading}"
        ),
        _look(sheet, 0, 1, number, number + 1, colour),
        {
            "updateDimensionProperties": {
                "range": {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": number, "endIndex": number + 1},
                "properties": {"pixelSize": max(column.width, 8) * 7}, "fields": "pixelSize",
            }
        },
    ]  # fmt: skip
    kind = _format(column)
    if kind:
        requests.append(
            {
                "repeatCell": {
                    "range": _below(sheet, number), "cell": {"userEnteredFormat": {"numberFormat": kind}},
                    "fields": "userEnteredFormat.numberFormat",
                }
            }
        )  # fmt: skip
    if column.heading in engine_headings(register):
        look = formula(lookup(1, 0, slots.index(column.heading)))
        requests.append(
            {"repeatCell": {"range": _below(sheet, number), "cell": look, "fields": "userEnteredValue"}}
        )
    if column.owner is Owner.ENGINE:
        # A protected column would keep staff from sorting their own rows; typing is warned of, and put back.
        requests.append(
            {"addProtectedRange": {"protectedRange": {
                "range": _below(sheet, number), "description": f"{column.heading}: diisi Alur", "warningOnly": True,
            }}}
        )  # fmt: skip
    match column.type:
        case Choice(options):
            requests.append(_validate(sheet, number, one_of(options, strict=True)))
        case Date() if column.owner is Owner.STAFF:
            requests.append(
                _validate(sheet, number, {"condition": {"type": "DATE_IS_VALID"}, "strict": False})
            )
    return requests


def _format(column: Column) -> Json | None:
    if column.heading == DUE or isinstance(column.type, Date):
        return {"type": "DATE", "pattern": "dd-mm-yyyy"}
    match column.type:
        case Rupiah():
            return {"type": "NUMBER", "pattern": "#,##0"}
        case Whole():
            return {"type": "NUMBER", "pattern": "0"}
    if column.heading == ID:
        return {"type": "TEXT"}
    # A date or a number typed as text stays as typed. A column of look-ups as text would show the formula itself.
    return {"type": "TEXT"} if column.owner is Owner.STAFF else None


def _add_sheet(sheet: int, title: str, rows: int, columns: int, *, frozen: int, hidden: bool) -> Json:
    grid = {"rowCount": rows, "columnCount": columns, "frozenRowCount": 1}
    if frozen and frozen < columns:
        grid["frozenColumnCount"] = frozen
    properties = {"sheetId": sheet, "title": title, "gridProperties": grid, "hidden": hidden}
    return {"addSheet": {"properties": properties}}


def _look(sheet: int, top: int, bottom: int, left: int, right: int, colour: str) -> Json:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    look: dict[str, Any] = {
        "backgroundColor": {"red": red, "green": green, "blue": blue},
        "textFormat": {"bold": True, "foregroundColor": {"red": 1, "green": 1, "blue": 1}},
        "wrapStrategy": "WRAP", "horizontalAlignment": "CENTER", "verticalAlignment": "MIDDLE",
    }  # fmt: skip
    return {
        "repeatCell": {
            "range": {"sheetId": sheet, "startRowIndex": top, "endRowIndex": bottom,
                      "startColumnIndex": left, "endColumnIndex": right},
            "cell": {"userEnteredFormat": look},
            "fields": f"userEnteredFormat({','.join(look)})",
        }
    }  # fmt: skip


def _below(sheet: int, column: int) -> Json:
    """A column below its heading, to the end of the grid."""
    return {"sheetId": sheet, "startRowIndex": 1, "startColumnIndex": column, "endColumnIndex": column + 1}


def _validate(sheet: int, column: int, rule: Json) -> Json:
    return {"setDataValidation": {"range": _below(sheet, column), "rule": rule}}


def _text(text: str) -> Json:
    return {"userEnteredValue": {"stringValue": text}}


__all__ = ["Provision"]
