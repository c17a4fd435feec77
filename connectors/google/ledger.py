"""The mirror of the ledger: every number given, readable by people, in a protected tab of a spreadsheet of its own.

A line of the ledger has its row for good, so that writing it twice changes nothing; the head of the journal and the
count of lines stand in the heading row and are written in the same batch.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from connectors.google.client import DRIVE, GoogleClient, NotDone
from connectors.google.epochs import EPOCH_TAB, take_epoch, without_a_turn
from connectors.google.kept import Kept, KeptBook
from connectors.google.provision import SPREADSHEET, Provision
from connectors.google.sheets import Sheets, entered, put, standing
from connectors.google.tabs import KEY, plain_tab, protection, unprotected
from flows.engine.case import Json
from flows.engine.ports import Head

TITLE, TAB, MARK = "Buku Nomor", "Buku Nomor", "ledger"
HEADINGS = ("Seri", "Tahun", "Urut", "Sisipan", "Nomor", "Keadaan", "Baris")
END = len(HEADINGS) + 1
"""Where the heading row goes on with the head's sequence number, its hash, and the count of lines."""
WIDTH = END + 3
WIDTHS = (24, 8, 8, 8, 36, 10, 24, 3, 8, 66, 8)
"""Of the columns, in characters."""
ROWS = 1000
LINES_AT_ONCE = 4000


class SheetMirror:
    """``connectors.journal.ledger.Mirror`` in Google Sheets. sheets: made when first needed, may raise NotDone."""

    name = f"the spreadsheet «{TITLE}»"

    def __init__(self, sheets: Callable[[], Sheets], kept: Kept, fresh: Callable[[], int]) -> None:
        self._sheets, self.kept, self.fresh = sheets, kept, fresh

    def end(self) -> tuple[Head, int]:
        book, sheets = self._book(), self._sheets()
        grid = sheets.values(book.id, [TAB], rows="1:1")[0]
        row = grid.rows[0] if grid.rows else []
        if len(row) < WIDTH:
            return Head(0, ""), 0
        seq, hash, count = row[END : END + 3]
        return Head(int(seq), str(hash)), int(count)

    def lines(self) -> list[str]:
        rows = self._sheets().values(self._book().id, [TAB])[0].rows[1:]
        return [str(row[len(HEADINGS) - 1]) for row in rows if len(row) >= len(HEADINGS)]

    def put(self, start: int, lines: Sequence[str], head: Head) -> None:
        for at in range(0, len(lines), LINES_AT_ONCE) or (0,):
            self._put(start + at, lines[at : at + LINES_AT_ONCE], head)

    def begin_anew(self) -> None:
        """The tab is kept under another name; a new one takes its place."""
        book = self._ready()
        titles = [sheet["properties"]["title"] for sheet in self._sheets().look(book.id)["sheets"]]
        aside = next(name for n in range(1, 1000) if (name := f"{TAB} lama {n}") not in titles)
        new = self.fresh()
        rename: Json = {
            "updateSheetProperties": {
                "properties": {"sheetId": book.tabs[TAB], "title": aside},
                "fields": "title",
            }
        }
        self._change(book, [rename, *_tab(new)])
        book.tabs[TAB] = new
        self.kept.save()

    # ------------------------------------------------------------------------------------------- writing

    def _put(self, start: int, lines: Sequence[str], head: Head) -> None:
        book = self._ready()
        sheet, count = book.tabs[TAB], start + len(lines)
        requests: list[Json] = []
        if lines:
            requests = [
                _height(sheet, count),
                {
                    "updateCells": {
                        "start": {"sheetId": sheet, "rowIndex": 1 + start, "columnIndex": 0},
                        "rows": [{"values": [entered(cell) for cell in _row(line)]} for line in lines],
                        "fields": "userEnteredValue",
                    }
                },
            ]
        end = [entered(head.seq), entered(head.hash), {"userEnteredValue": {"numberValue": count}}]
        self._change(book, [*requests, put(sheet, 0, END, end)])

    def _change(self, book: KeptBook, requests: Sequence[Json]) -> None:
        """One batch under our epoch."""
        book.unclear = True
        self.kept.save()
        try:
            self._sheets().change(book.id, [standing(book.epoch), *requests])
        except NotDone as fault:
            book.unclear = False
            self.kept.save()
            raise without_a_turn(fault) or fault from fault
        book.unclear = False
        self.kept.save()

    def _ready(self) -> KeptBook:
        """The spreadsheet under an epoch of ours: a change whose end is not known is refused should it come late.

        Such a change may have been the one that puts a new tab in the place of the old: which stands is looked up.
        """
        book, sheets = self._book(), self._sheets()
        if book.unclear or not book.epoch:
            take_epoch(sheets, book, self.kept, self.fresh)
            for sheet in sheets.look(book.id)["sheets"]:
                if sheet["properties"]["title"] == TAB:
                    book.tabs[TAB] = int(sheet["properties"].get("sheetId", 0))
            self.kept.save()
        return book

    def _book(self) -> KeptBook:
        if self.kept.ledger is None:
            raise NotDone("it is not there yet; run `alur provision`")
        return self.kept.ledger


# ----------------------------------------------------------------------------------------- provisioning


def provision_ledger(work: Provision) -> None:
    """Make the spreadsheet, its tab and our epoch where they are missing; what has numbers in it is taken over."""
    kept = work.kept
    files = _find(work.client)
    if len(files) > 1:
        others = ", ".join(file["id"] for file in files[1:])
        work.problems.append(f"spreadsheet «{TITLE}»: there are copies ({others}); move them to Drive's bin")
    if not files:
        if kept.ledger is not None:
            work.problems.append(f"spreadsheet «{TITLE}» is gone; take it out of Drive's bin again")
            return
        folder = work.folder()
        work.tell(f"spreadsheet «{TITLE}», the second copy of every number")
        if work.plan:
            return
        body = {
            "name": TITLE,
            "mimeType": SPREADSHEET,
            "parents": [folder],
            "appProperties": {KEY: MARK},
        }
        files = [work.client.request("POST", f"{DRIVE}/drive/v3/files", params={"fields": "id"}, body=body)]
    book = kept.ledger
    if book is None or book.id not in {file["id"] for file in files}:
        book = KeptBook(files[0]["id"])
    seen = work.sheets.look(book.id, "sheets(properties,protectedRanges(range,warningOnly))")
    there = {
        str(one["properties"]["title"]): int(one["properties"].get("sheetId", 0)) for one in seen["sheets"]
    }
    if TAB not in there and not work.plan:
        there[TAB] = work.fresh_id()
        unused = [id for title, id in there.items() if title in {"Sheet1", "Sheet 1"} and len(there) == 2]
        work.sheets.change(book.id, [*_tab(there[TAB]), *({"deleteSheet": {"sheetId": id}} for id in unused)])
    elif TAB not in there:
        work.tell(f"in spreadsheet «{TITLE}»: tab «{TAB}», filled again from the ledger")
    for title in unprotected(seen, (TAB,)):
        work.tell(f"in spreadsheet «{TITLE}»: the protection of tab «{title}»")
        if not work.plan:
            work.sheets.change(book.id, [protection(there[title])])
    work.check_sharing(TITLE, book)
    if work.plan:
        return
    kept.ledger = book
    book.tabs = {TAB: there[TAB]}
    holder = next((id for title, id in there.items() if title.startswith(EPOCH_TAB)), 0)
    if not book.epoch or book.epoch != holder:
        take_epoch(work.sheets, book, kept, work.fresh_id, over=True)
    kept.save()


def _find(client: GoogleClient) -> list[Json]:
    mark = f"appProperties has {{ key='{KEY}' and value='{MARK}' }} and trashed=false"
    params = {"q": mark, "orderBy": "createdTime", "fields": "files(id)"}
    found: list[Json] = client.request("GET", f"{DRIVE}/drive/v3/files", params=params).get("files", [])
    return found


def _tab(sheet: int) -> list[Json]:
    headings = (*HEADINGS, "", "", "", "")
    return [*plain_tab(sheet, TAB, headings, ROWS, hidden=False, widths=WIDTHS), _height(sheet, 0)]


def _height(sheet: int, lines: int) -> Json:
    """As many rows as the lines need, in steps, said as a whole number of them: again changes nothing."""
    rows = (1 + lines // ROWS) * ROWS + 1
    grid = {"rowCount": rows}
    return {
        "updateSheetProperties": {
            "properties": {"sheetId": sheet, "gridProperties": grid}, "fields": "gridProperties.rowCount",
        }
    }  # fmt: skip


def _row(line: str) -> list[object]:
    """A line for people, and as it is in the ledger."""
    said = json.loads(line.partition(" ")[2])
    if "issued" in said:
        prefix, year, n = said["issued"]
        return [f"ID {prefix}", year, n, "", f"{prefix}-{year}-{n:04}", "", line]
    series, year, n, suffix, text, void = said["number"]
    return [series, year, n, suffix, text, "BATAL" if void else "", line]


__all__ = ["SheetMirror", "provision_ledger"]
