"""Google in the same process: just the calls that the registers make, without HTTP, so that hundreds of bad weeks
can be played in a test. Whether the calls are Google's is tested against the stand-in, not here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from connectors.google.sheets import column_of, letter

LOOKUP = re.compile(r'^=IF\(\$([A-Z]+)\d+="";;IFERROR\(VLOOKUP\(\$\1\d+;_alur!\$A:\$ZZ;(\d+);FALSE\)\)\)$')


@dataclass(frozen=True)
class Lookup:
    """The one formula there is: in its own row, by the ID in a column, a column of _alur."""

    id: int
    shows: int


@dataclass
class Tab:
    id: int
    title: str
    rows: list[list[Any]]
    width: int
    columns: dict[int, int] = field(default_factory=dict)
    """metadata id -> column"""
    rules: dict[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) -> what a drop-down there says to whoever stands on it, '' for one that says nothing"""
    shared: bool = False
    """The rows are those of an earlier state of the tab and are copied before they are changed."""

    def own(self) -> None:
        if self.shared:
            self.rows, self.columns, self.rules = list(self.rows), dict(self.columns), dict(self.rules)
            self.shared = False

    def get(self, row: int, column: int) -> Any:
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None

    def put(self, row: int, column: int, value: Any) -> None:
        if row >= len(self.rows):
            raise Refusal(400, f"Range ('{self.title}'!A{row + 1}) exceeds grid limits.")
        self.own()
        cells = self.rows[row] + [None] * (column + 1 - len(self.rows[row]))
        cells[column] = None if value == "" else value
        self.rows[row] = cells


@dataclass
class Book:
    id: str
    name: str
    marks: dict[str, str]
    mime: str
    version: int = 1
    tabs: list[Tab] = field(default_factory=list)
    permissions: list[dict[str, str]] = field(default_factory=lambda: [{"type": "user", "role": "owner"}])
    trashed: bool = False
    locale: str = "en_US"
    zone: str = "Etc/GMT"
    found: tuple[int, dict[Any, int]] | None = None

    def by_title(self, title: str) -> Tab | None:
        return next((tab for tab in self.tabs if tab.title == title), None)

    def by_id(self, id: int) -> Tab:
        found = next((tab for tab in self.tabs if tab.id == id), None)
        if found is None:
            raise Refusal(400, f"No grid with id: {id}")
        return found

    def slot_rows(self, slots: Tab) -> dict[Any, int]:
        """ID -> its row in _alur, kept until something changes."""
        if self.found is None or self.found[0] != self.version:
            rows = {cells[0]: number for number, cells in reversed(list(enumerate(slots.rows))) if cells}
            self.found = (self.version, rows)
        return self.found[1]

    def copied(self) -> Book:
        """To be changed while this one stays as it is: rows are replaced, never changed."""
        tabs = [replace(tab, shared=True) for tab in self.tabs]
        return replace(self, tabs=tabs, found=None)

    def shown_rows(self, tab: Tab) -> list[list[Any]]:
        """The rows as they show, blanks as '', down to the last that was ever filled."""
        slots = self.by_title("_alur")
        found = self.slot_rows(slots) if slots is not None else {}
        rows = []
        said = slots.rows if slots is not None else []
        filled = len(tab.rows)
        while filled and not tab.rows[filled - 1]:
            filled -= 1
        for cells in tab.rows[:filled]:
            if not cells:
                rows.append([])
                continue
            row = []
            for value in cells:
                if value.__class__ is Lookup:
                    id = cells[value.id] if value.id < len(cells) else None
                    hit = said[found[id]] if id is not None and id in found else ()
                    value = hit[value.shows] if value.shows < len(hit) else None
                row.append("" if value is None else value)
            rows.append(row)
        return rows

    def shown(self, tab: Tab, row: int, column: int) -> Any:
        value = tab.get(row, column)
        if isinstance(value, Lookup):
            id, slots = tab.get(row, value.id), self.by_title("_alur")
            if id is None or slots is None:
                return None
            hit = self.slot_rows(slots).get(id)
            return None if hit is None else slots.get(hit, value.shows)
        return value


class Refusal(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass
class Answer:
    status_code: int
    body: Any

    @property
    def ok(self) -> bool:
        return self.status_code < 400

    @property
    def text(self) -> str:
        return json.dumps(self.body)

    def json(self) -> Any:
        return self.body


class FakeGoogle:
    """A session for ``GoogleClient``. before: called ahead of each request and may raise; after: the same, when it
    has been carried out."""

    def __init__(self) -> None:
        self.books: dict[str, Book] = {}
        self.feed: list[str] = []
        self.calls: list[str] = []
        self.watch: Callable[[Book, Book, Any], None] | None = None
        """Told of each change that was made: the spreadsheet before and after it, and what was asked."""
        self.before: Callable[[str, Callable[[], Any]], None] | None = None
        self.after: Callable[[str], None] | None = None

    # --------------------------------------------------------------------------------------------- session

    def request(self, *, method: str, url: str, json: Any = None, params: Any = None, **_: Any) -> Any:
        path = unquote(url.split("googleapis.com", 1)[1])
        kind = f"{method} {re.sub(r'/(file|book)[0-9]+', '/*', path)}"

        def act() -> Any:
            return self._answer(method, path, params or {}, json)

        self.calls.append(kind)
        if self.before is not None:
            self.before(kind, act)
        answer = act()
        if self.after is not None:
            self.after(kind)
        return answer

    def writes(self) -> int:
        return sum(call.startswith("POST") for call in self.calls)

    def _answer(self, method: str, path: str, params: Any, body: Any) -> Answer:
        try:
            return Answer(200, self._route(method, path, params, body))
        except Refusal as refusal:
            return Answer(
                refusal.code, {"error": {"code": refusal.code, "message": refusal.message, "status": "X"}}
            )

    def _route(self, method: str, path: str, params: Any, body: Any) -> Any:
        if path.startswith("/drive/v3/"):
            return self._drive(method, path.removeprefix("/drive/v3/"), params, body)
        id, _, verb = path.removeprefix("/v4/spreadsheets/").partition("/")
        id, _, colon = id.partition(":")
        book = self.books.get(id)
        if book is None or book.trashed:
            raise Refusal(404, "Requested entity was not found.")
        if verb == "values:batchGet":
            return {"valueRanges": [self._values(book, title) for title in params["ranges"]]}
        if verb == "values:batchUpdateByDataFilter":
            return self._atomically(book, body, lambda copied: self._by_filter(copied, body))
        if colon == "batchUpdate":
            return self._atomically(book, body, lambda copied: self._batch(copied, body))
        if method == "GET" and not verb and not colon:
            if "ranges" in params:
                return {"sheets": [_rules_of(book, title) for title in params["ranges"]]}
            sheets = [{"properties": {"sheetId": tab.id, "title": tab.title}} for tab in book.tabs]
            return {"sheets": sheets, "properties": {"locale": book.locale, "timeZone": book.zone}}
        raise Refusal(501, f"{method} {path}")

    def _atomically(self, book: Book, body: Any, change: Callable[[Book], Any]) -> Any:
        copied = book.copied()
        answer = change(copied)
        if self.watch is not None:
            self.watch(book, copied, body)
        self.books[book.id] = copied
        self.touch(copied)
        return answer

    def touch(self, book: Book) -> None:
        book.version += 1
        self.feed.append(book.id)

    # ----------------------------------------------------------------------------------------------- drive

    def _drive(self, method: str, path: str, params: Any, body: Any) -> Any:
        if path == "changes/startPageToken":
            return {"startPageToken": str(len(self.feed))}
        if path == "changes":
            ids = list(dict.fromkeys(self.feed[int(params["pageToken"]) :]))
            changes = [
                {
                    "fileId": id,
                    "file": {"version": str(self.books[id].version), "trashed": self.books[id].trashed},
                }
                for id in ids
            ]
            return {"changes": changes, "newStartPageToken": str(len(self.feed))}
        if path == "files" and method == "POST":
            made = Book(f"book{len(self.books) + 1}", body["name"], body["appProperties"], body["mimeType"])
            if "spreadsheet" in made.mime:
                made.tabs.append(Tab(0, "Sheet1", [[] for _ in range(1000)], 26))
            self.books[made.id] = made
            self.touch(made)
            return {"id": made.id, "version": str(made.version)}
        if path == "files":
            value = re.search(r"value='(\w+)'", params["q"])
            assert value is not None
            found = [b for b in self.books.values() if b.marks.get("alur") == value[1] and not b.trashed]
            return {
                "files": [
                    {"id": b.id, "name": b.name, "version": str(b.version), "appProperties": b.marks}
                    for b in found
                ]
            }
        if path.endswith("/permissions"):
            return {"permissions": self.books[path.split("/")[1]].permissions}
        raise Refusal(501, path)

    # ---------------------------------------------------------------------------------------------- values

    def _values(self, book: Book, range: str) -> Any:
        title = range[1:-1].replace("''", "'")
        tab = book.by_title(title)
        if tab is None:
            raise Refusal(400, f"Unable to parse range: {range}")
        rows = book.shown_rows(tab)
        for row in rows:
            while row and row[-1] == "":
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        answer = {"range": f"{range}!A1:{letter(tab.width - 1)}{len(tab.rows)}"}
        return {**answer, "values": rows} if rows else answer

    def _by_filter(self, book: Book, body: Any) -> Any:
        book.version += 1
        responses = []
        for number, one in enumerate(body["data"]):
            filter = one["dataFilter"]
            if "gridRange" in filter:
                try:
                    tab = book.by_id(filter["gridRange"]["sheetId"])
                except Refusal as refusal:
                    raise Refusal(400, f"Invalid data[{number}]: {refusal.message}") from None
                tab.put(0, 0, one["values"][0][0])
                continue
            lookup = filter["developerMetadataLookup"]
            place = lookup["metadataLocation"]["dimensionRange"]
            tab = book.by_id(place["sheetId"])
            if tab.columns.get(lookup["metadataId"]) != place["startIndex"]:
                continue
            responses.append({"dataFilter": filter})
            typed = body["valueInputOption"] == "USER_ENTERED"
            for row, text in enumerate(one["values"][0]):
                if text is not None:
                    tab.put(row, place["startIndex"], _formula(text) if typed else text)
        return {"responses": responses}

    # ----------------------------------------------------------------------------------------------- batch

    def _batch(self, book: Book, body: Any) -> Any:
        book.version += 1
        replies = []
        for number, request in enumerate(body["requests"]):
            ((kind, what),) = request.items()
            act = getattr(self, f"_{kind}", None)
            if act is None:
                raise Refusal(501, kind)
            try:
                replies.append({kind: act(book, what)})
            except Refusal as refusal:
                raise Refusal(refusal.code, f"Invalid requests[{number}].{kind}: {refusal.message}") from None
        answer: Any = {"replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            answer["updatedSpreadsheet"] = self._read_back(book, body["responseRanges"])
        return answer

    def _read_back(self, book: Book, ranges: list[str]) -> Any:
        sheets = []
        for one in ranges:
            match = re.fullmatch(r"'(.*)'!([A-Z]*)(\d+):([A-Z]*)\3", one)
            assert match is not None, one
            tab, row = book.by_title(match[1]), int(match[3]) - 1
            assert tab is not None, one
            left, right = (column_of(match[2]) - 1, column_of(match[4])) if match[2] else (0, tab.width)
            cells = [book.shown(tab, row, column) for column in range(left, right)]
            values = [
                {} if cell is None else {"effectiveValue": {"stringValue": str(cell)}} for cell in cells
            ]
            data = [{"startRow": row, "startColumn": left, "rowData": [{"values": values}]}]
            sheets.append({"properties": {"sheetId": tab.id}, "data": data})
        return {"sheets": sheets}

    def _updateSheetProperties(self, book: Book, what: Any) -> None:
        tab = book.by_id(what["properties"]["sheetId"])
        tab.title = what["properties"].get("title", tab.title)

    def _updateSpreadsheetProperties(self, book: Book, what: Any) -> None:
        book.locale, book.zone = what["properties"]["locale"], what["properties"]["timeZone"]

    def _addSheet(self, book: Book, what: Any) -> None:
        said = what["properties"]
        if any(tab.id == said["sheetId"] or tab.title == said["title"] for tab in book.tabs):
            raise Refusal(400, "A sheet with that name already exists.")
        grid = said["gridProperties"]
        rows: list[list[Any]] = [[] for _ in range(grid["rowCount"])]
        book.tabs.append(Tab(said["sheetId"], said["title"], rows, grid["columnCount"]))

    def _deleteSheet(self, book: Book, what: Any) -> None:
        book.tabs.remove(book.by_id(what["sheetId"]))

    def _updateCells(self, book: Book, what: Any) -> None:
        if what["fields"] == "note":
            return
        if "start" in what:
            start = what["start"]
            tab = book.by_id(start["sheetId"])
            top, left = start["rowIndex"], start["columnIndex"]
        else:
            span = what["range"]
            tab, top = book.by_id(span["sheetId"]), span["startRowIndex"]
            tab.own()
            for row in range(top, span["endRowIndex"]):
                tab.rows[row] = []
            for row, cells in enumerate(what["rows"], start=top):
                tab.rows[row] = [_entered(cell) for cell in cells["values"]]
            return
        for row, cells in enumerate(what["rows"], start=top):
            for column, cell in enumerate(cells["values"], start=left):
                tab.put(row, column, _entered(cell))

    def _repeatCell(self, book: Book, what: Any) -> None:
        if what["fields"] != "userEnteredValue":
            return
        span = what["range"]
        tab = book.by_id(span["sheetId"])
        for row in range(span["startRowIndex"], len(tab.rows)):
            tab.put(row, span["startColumnIndex"], _entered(what["cell"]))

    def _insertDimension(self, book: Book, what: Any) -> None:
        span = what["range"]
        tab = book.by_id(span["sheetId"])
        if span["startIndex"] >= len(tab.rows):
            raise Refusal(400, "range.startIndex is beyond the grid")
        tab.own()
        count = span["endIndex"] - span["startIndex"]
        tab.rows[span["startIndex"] : span["startIndex"]] = [[] for _ in range(count)]
        tab.rules = {(r + count * (r >= span["startIndex"]), c): said for (r, c), said in tab.rules.items()}
        above = span["startIndex"] - 1
        if what["inheritFromBefore"]:
            tab.rules |= {
                (above + 1 + n, c): said
                for (r, c), said in list(tab.rules.items())
                if r == above
                for n in range(count)
            }

    def _appendDimension(self, book: Book, what: Any) -> None:
        tab = book.by_id(what["sheetId"])
        if what["dimension"] == "ROWS":
            tab.own()
            tab.rows += [[] for _ in range(what["length"])]

    def _copyPaste(self, book: Book, what: Any) -> None:
        """Only whole rows, of which a look-up goes with its row; or the rule of a cell."""
        source, to = what["source"], what["destination"]
        if what["pasteType"] == "PASTE_DATA_VALIDATION":
            tab = book.by_id(to["sheetId"])
            tab.own()
            tab.rules.pop((to["startRowIndex"], to["startColumnIndex"]), None)
            near = tab.rules.get((source["startRowIndex"], source["startColumnIndex"]))
            if near is not None:
                tab.rules[to["startRowIndex"], to["startColumnIndex"]] = near
            return
        cells = book.by_id(source["sheetId"]).rows[source["startRowIndex"]]
        left = source.get("startColumnIndex", 0)
        cells = cells[left : source.get("endColumnIndex", len(cells))]
        tab = book.by_id(to["sheetId"])
        tab.own()
        row, first = tab.rows[to["startRowIndex"]], to["startColumnIndex"]
        row = row + [None] * (first + len(cells) - len(row))
        tab.rows[to["startRowIndex"]] = [*row[:first], *cells, *row[first + len(cells) :]]

    def _findReplace(self, book: Book, what: Any) -> Any:
        span, count = what["range"], 0
        tab = book.by_id(span["sheetId"])
        first, last = span.get("startColumnIndex", 0), span.get("endColumnIndex", tab.width)
        for row in range(span["startRowIndex"], min(span.get("endRowIndex", len(tab.rows)), len(tab.rows))):
            cells = tab.rows[row]
            for column in range(first, min(last, len(cells))):
                value = cells[column]
                if value is not None and not isinstance(value, Lookup) and str(value) == what["find"]:
                    tab.put(row, column, what["replacement"])
                    count += 1
        return {"occurrencesChanged": count} if count else {}

    def _setDataValidation(self, book: Book, what: Any) -> None:
        span = what["range"]
        tab = book.by_id(span["sheetId"])
        if "endRowIndex" in span:
            tab.own()
            tab.rules.pop((span["startRowIndex"], span["startColumnIndex"]), None)
            if "rule" in what:
                tab.rules[span["startRowIndex"], span["startColumnIndex"]] = what["rule"].get(
                    "inputMessage", ""
                )

    def _createDeveloperMetadata(self, book: Book, what: Any) -> None:
        said = what["developerMetadata"]
        span = said["location"]["dimensionRange"]
        if any(said["metadataId"] in tab.columns for tab in book.tabs):
            raise Refusal(400, "Developer metadata with that id already exists.")
        tab = book.by_id(span["sheetId"])
        tab.own()
        tab.columns[said["metadataId"]] = span["startIndex"]

    def _deleteDeveloperMetadata(self, book: Book, what: Any) -> None:
        for tab in book.tabs:
            tab.own()
            tab.columns.pop(what["dataFilter"]["developerMetadataLookup"]["metadataId"], None)

    def _deleteDimension(self, book: Book, what: Any) -> None:
        span = what["range"]
        tab = book.by_id(span["sheetId"])
        tab.own()
        first, last = span["startIndex"], span["endIndex"]
        del tab.rows[first:last]
        tab.rules = {
            (r - (last - first) * (r >= last), c): said
            for (r, c), said in tab.rules.items()
            if not first <= r < last
        }

    def _only_checked(self, book: Book, what: Any) -> None:
        """Changes how a tab looks, which nothing here looks at."""

    _updateDimensionProperties = _addProtectedRange = _setBasicFilter = _only_checked
    _addConditionalFormatRule = _only_checked


def _rules_of(book: Book, title: str) -> Any:
    """One tab as a look at ``dataValidation.inputMessage`` gives it."""
    tab = book.by_title(title[1:-1].replace("''", "'"))
    if tab is None:
        raise Refusal(400, f"Unable to parse range: {title}")
    rows: list[Any] = [{} for _ in tab.rows]
    for (row, column), said in tab.rules.items():
        if said and row < len(rows):
            values = rows[row].setdefault("values", [])
            values += [{} for _ in range(column + 1 - len(values))]
            values[column] = {"dataValidation": {"inputMessage": said}}
    return {"properties": {"sheetId": tab.id}, "data": [{"rowData": rows}]}


def _entered(cell: Any) -> Any:
    value = cell.get("userEnteredValue")
    if not value:
        return None
    ((kind, said),) = value.items()
    return _formula(said) if kind == "formulaValue" else said


def _formula(text: str) -> Any:
    match = LOOKUP.match(text)
    if match is None:
        raise Refusal(400, f"formula outside what is evaluated: {text}")
    return Lookup(column_of(match[1]) - 1, int(match[2]) - 1)
