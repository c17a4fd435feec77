"""Making the spreadsheets: what is missing is made, what people made stays, and a second run has nothing to do.

Each spreadsheet is made in steps that can be taken up again: the file (found by its ``appProperties``), then all its
tabs in one batch that is done whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

from connectors.google.changes import OPEN, find_books
from connectors.google.client import DRIVE, GoogleClient
from connectors.google.epochs import EPOCH_TAB, take_epoch
from connectors.google.kept import Kept, KeptBook
from connectors.google.reading import same
from connectors.google.registers import Answers
from connectors.google.sheets import Sheets, put
from connectors.google.slots import SLOTS_TAB, slot_headings
from connectors.google.tabs import (
    KEY,
    LOCALE,
    TIME_ZONE,
    added_columns,
    plain_tab,
    protection,
    register_tab,
    settings,
    text_cell,
    unprotected,
)
from connectors.google.writing import HISTORY_ROWS, HISTORY_TAB
from flows.engine.case import Json
from flows.engine.columns import Column
from flows.engine.model import Register

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
ROWS = 1000
HISTORY_HEADINGS = ("Waktu", "Register", "ID", "Kejadian", "Oleh")


class Provision:
    """said: what was (or, if plan, would be) made; problems: what a person has to mend; notes: what people made and may
    keep; fresh: registers just made; told: headings of a register of which the journal knows what stood below them."""

    def __init__(
        self,
        client: GoogleClient,
        kept: Kept,
        answers: Answers,
        fresh: Callable[[], int],
        *,
        plan: bool = False,
        rows: int = ROWS,
        told: Callable[[str], set[str]] = lambda register: set(),
    ) -> None:
        self.client, self.kept, self.answers = client, kept, answers
        self.sheets, self.fresh_id, self.plan, self.rows = Sheets(client), fresh, plan, rows
        self.told = told
        self.said: list[str] = []
        self.problems: list[str] = []
        self.notes: list[str] = []
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
        folder = self.folder()
        self.tell(f"spreadsheet «{workbook}» with {', '.join(r.name for r in registers)}")
        if self.plan:
            return
        made = self.client.request(
            "POST", f"{DRIVE}/drive/v3/files", params={"fields": "id,version"},
            body={
                "name": workbook, "mimeType": SPREADSHEET, "parents": [folder],
                "appProperties": {KEY: "register", "buku": workbook},
            },
        )  # fmt: skip
        book = self.kept.books[workbook] = KeptBook(made["id"])
        self.kept.token = ""  # the new file is to be heard of
        self.kept.save()
        self._complete(workbook, book, registers, known, quiet=True)

    def folder(self) -> str:
        """The folder that the spreadsheets lie in, found again by its mark; '' while it is only planned."""
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
        if not files and self.plan:
            if not any("folder «Alur»" in told for told in self.said):
                self.tell("folder «Alur» in Drive")
            return ""
        if not files:
            self.tell("folder «Alur» in Drive")
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
            book.id,
            "properties(locale,timeZone),sheets(properties,basicFilter,protectedRanges(range,warningOnly))",
        )
        there = {
            str(s["properties"]["title"]): int(s["properties"].get("sheetId", 0)) for s in seen["sheets"]
        }
        requests, made = self._missing_tabs(workbook, book, there, registers, known)
        properties = seen.get("properties", {})
        if (properties.get("locale"), properties.get("timeZone")) != (LOCALE, TIME_ZONE):
            requests.insert(0, settings())
            made.insert(0, f"locale {LOCALE} and time zone {TIME_ZONE}")
        for title in unprotected(seen, (SLOTS_TAB, HISTORY_TAB)):
            requests.append(protection(there[title]))
            made.append(f"the protection of tab «{title}»")
        if made and not quiet:
            self.tell(f"in spreadsheet «{workbook}»: {', '.join(made)}")
        if requests and not self.plan:
            self.sheets.change(book.id, requests)
        self._check_headings(workbook, book, [r for r in registers if r.name in there], seen)
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
                requests += register_tab(sheet, register, headings, answers, self.rows)
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

    def _check_headings(
        self, workbook: str, book: KeptBook, registers: Sequence[Register], seen: Json
    ) -> None:
        """Headings that are not there any more, and columns that a newer flow needs, in its tab and in ``_alur``."""
        if not registers:
            return
        grids = self.sheets.values(book.id, [*(r.name for r in registers), SLOTS_TAB], rows="1:1")
        present = [str(cell) for cell in (grids[-1].rows[0] if grids[-1].rows else [])]
        lacking = [heading for heading in slot_headings(registers) if heading not in present]
        requests: list[Json] = []
        if lacking and present:
            self.tell(f"in spreadsheet «{workbook}»: {len(lacking)} columns of «{SLOTS_TAB}»")
            sheet = book.tabs.get(SLOTS_TAB) or self._new_ids.get(SLOTS_TAB, 0)
            requests += [
                {"appendDimension": {"sheetId": sheet, "dimension": "COLUMNS", "length": len(lacking)}},
                put(sheet, 0, len(present), [text_cell(heading) for heading in lacking]),
            ]
        for register, grid in zip(registers, grids, strict=False):
            header = [str(cell).strip() for cell in (grid.rows[0] if grid.rows else []) if str(cell).strip()]
            where = f"spreadsheet «{workbook}», tab «{register.name}»"
            new = self._compare(where, register, header)
            tab = next(
                one for one in seen["sheets"] if same(str(one["properties"]["title"])) == same(register.name)
            )
            if new:
                self.tell(f"in {where}: {', '.join(f'column «{column.heading}»' for column in new)}")
                requests += added_columns(tab, register, new, [*present, *lacking])
        if requests and not self.plan:
            self.sheets.change(book.id, requests)

    def _compare(self, where: str, register: Register, header: Sequence[str]) -> list[Column]:
        """Headings that are missing stop the tab, unless they are new: those are given back. Headings that are not ours
        belong to staff and are named."""
        there = {same(heading) for heading in header}
        missing = [column for column in register.all_columns if same(column.heading) not in there]
        ours = {same(column.heading) for column in register.all_columns}
        added = [heading for heading in header if same(heading) not in ours]
        told_before = self.told(register.name) if missing else set()
        new: list[Column] = []
        for column in missing:
            near = get_close_matches(column.heading, added, n=1)
            if not near and column in register.columns and column.heading not in told_before:
                new.append(column)
                continue
            hint = f" (was it renamed to «{near[0]}»?)" if near else ""
            self.problems.append(
                f"{where}: no column «{column.heading}»{hint}; put it back. Until then nothing in this tab is touched"
            )
            added = [one for one in added if one not in near]
        if added:
            named = ", ".join(f"«{heading}»" for heading in added)
            self.notes.append(f"note: {where}: {named} added by staff; Alur leaves it to them")
        return new

    def check_sharing(self, workbook: str, book: KeptBook) -> None:
        said = self.client.request(
            "GET",
            f"{DRIVE}/drive/v3/files/{book.id}/permissions",
            params={"fields": "permissions(id,type,role)"},
        )
        if any(one.get("type") == "anyone" for one in said.get("permissions", [])):
            self.problems.append(f"spreadsheet «{workbook}» {OPEN}")

    def tell(self, what: str) -> None:
        self.said.append(f"{'would make' if self.plan else 'made'} {what}")


__all__ = ["Provision"]
