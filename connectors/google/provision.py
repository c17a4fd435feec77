"""Making the spreadsheets: what is missing is made, what people made stays, and a second run has nothing to do.

Each spreadsheet is made in steps that can be taken up again: the file (found by its ``appProperties``), then all its
tabs in one batch that is done whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from connectors.google.changes import MOVING, OPEN, find_books
from connectors.google.client import DRIVE, GoogleClient
from connectors.google.epochs import EPOCH_TAB, take_epoch
from connectors.google.kept import Kept, KeptBook
from connectors.google.moving import Moves, NothingToMove, Old, carry_over, order_of
from connectors.google.provision_headings import check_headings
from connectors.google.reading import same
from connectors.google.registers import Answers
from connectors.google.sheets import Sheets
from connectors.google.slots import SLOTS_TAB, slot_headings
from connectors.google.tabs import (
    KEY,
    LOCALE,
    TIME_ZONE,
    plain_tab,
    protection,
    register_tab,
    settings,
    unprotected,
)
from connectors.google.writing import HISTORY_ROWS, HISTORY_TAB
from flows.engine.case import Json
from flows.engine.model import Register

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
ROWS = 1000
HISTORY_WIDTHS = (17, 18, 15, 70, 34)
HISTORY_HEADINGS = ("Waktu", "Register", "ID", "Kejadian", "Oleh")


class Provision:
    """said: what was (or, if plan, would be) made; problems: what a person has to mend; notes: what people made and may
    keep. begins: told of registers before their tabs are made, so that what is then typed there is new; told: headings
    of a register of which the journal knows what stood below them; moves: the workbooks that the office worked with
    before; colours: register -> status -> its colour."""

    def __init__(
        self,
        client: GoogleClient,
        kept: Kept,
        answers: Answers,
        fresh: Callable[[], int],
        *,
        plan: bool = False,
        rows: int = ROWS,
        begins: Callable[[Sequence[str]], None] = lambda registers: None,
        told: Callable[[str], set[str]] = lambda register: set(),
        moves: Moves | None = None,
        colours: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.client, self.kept, self.answers = client, kept, answers
        self.sheets, self.fresh_id, self.plan, self.rows = Sheets(client), fresh, plan, rows
        self.begins, self.told, self.moves = begins, told, moves or NothingToMove()
        self.colours = colours or {}
        self.said: list[str] = []
        self.problems: list[str] = []
        self.notes: list[str] = []

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
            file = next(file for file in files if file["id"] == ours.id)
            ours.moving = file["appProperties"].get(MOVING, "")
            if ours.moving:
                self._go_on(workbook, ours, registers, known)
            else:
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
        old = None if self.moves.was_moved(workbook) else self.moves.old(workbook)
        if old is not None and old.problems:
            self.problems += old.problems
            return
        held = [register.name for register in registers if known(register.name)]
        if held and old is None:
            self.problems.append(
                f"spreadsheet «{workbook}» is gone, but the journal knows rows of {', '.join(held)}; "
                "take it out of Drive's bin again"
            )
            return
        folder = self.folder()
        self.tell(f"spreadsheet «{workbook}» with {', '.join(r.name for r in registers)}")
        if self.plan:
            self._tell_move(old)
            return
        mark = {MOVING: old.book.stamp} if old is not None else {}
        made = self.client.request(
            "POST", f"{DRIVE}/drive/v3/files", params={"fields": "id,version"},
            body={
                "name": workbook, "mimeType": SPREADSHEET, "parents": [folder],
                "appProperties": {KEY: "register", "buku": workbook, **mark},
            },
        )  # fmt: skip
        book = self.kept.books[workbook] = KeptBook(made["id"], moving=mark.get(MOVING, ""))
        self.kept.token = ""  # the new file is to be heard of
        self.kept.save()
        self._complete(workbook, book, registers, known, quiet=True, old=old)

    def _go_on(
        self, workbook: str, book: KeptBook, registers: Sequence[Register], known: Callable[[str], bool]
    ) -> None:
        """Take up the move of a workbook; one that was saved meanwhile is moved from the beginning."""
        old = self.moves.old(workbook)
        if old is None or old.problems:
            gone = f"spreadsheet «{workbook}» is half filled from a workbook that is not there any more; put it back"
            self.problems += old.problems if old is not None else [gone]
            return
        if book.moving == old.book.stamp and self.plan:
            self._tell_move(old)
            return
        if book.moving == old.book.stamp:
            self._complete(workbook, book, registers, known, quiet=True, old=old)
            return
        self.notes.append(
            f"note: {old.path} was saved since its move began; what was made of it before goes to Drive's bin"
        )
        if not self.plan:
            self._patch_file(book, {"trashed": True})
            del self.kept.books[workbook]
        self._make(workbook, registers, known)

    def _tell_move(self, old: Old | None) -> None:
        if old is None:
            return
        self.said.append(f"{'would move' if self.plan else 'moved'} {old.counts} from {old.path}")
        self.notes += old.notes

    def _patch_file(self, book: KeptBook, body: Json) -> None:
        self.client.request(
            "PATCH", f"{DRIVE}/drive/v3/files/{book.id}", params={"fields": "id"}, body=body, safe=True
        )

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
        *, quiet: bool = False, old: Old | None = None,
    ) -> None:  # fmt: skip
        seen = self.sheets.look(
            book.id,
            "properties(locale,timeZone),sheets(properties,basicFilter,protectedRanges(range,warningOnly))",
        )
        there = {
            str(s["properties"]["title"]): int(s["properties"].get("sheetId", 0)) for s in seen["sheets"]
        }
        requests, made = self._missing_tabs(workbook, book, there, registers, known, old)
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
            moved = old.book.tabs if old is not None else {}
            self.begins([r.name for r in registers if r.name in self.new_ids and r.name not in moved])
            self.sheets.change(book.id, requests)
        check_headings(self, workbook, book, [r for r in registers if r.name in there], seen)
        self.check_sharing(workbook, book)
        if self.plan:
            return
        book.tabs = {**there, **self.new_ids}
        holder = next((id for title, id in there.items() if title.startswith(EPOCH_TAB)), 0)
        if not book.epoch or book.epoch != holder:
            if holder and not quiet:
                self.tell(f"the turn to write in spreadsheet «{workbook}»: taken over by this machine")
            take_epoch(self.sheets, book, self.kept, self.fresh_id, over=True)
        if old is not None:
            self._fill(workbook, book, registers, old)

    def _fill(self, workbook: str, book: KeptBook, registers: Sequence[Register], old: Old) -> None:
        """Carry the rows over, then take the mark away: from then on passes work on the spreadsheet."""
        why = carry_over(self.sheets, book, registers, old)
        if why:
            self.problems.append(f"spreadsheet «{workbook}»: {why}")
            return
        self.moves.moved(workbook, old, book.id)
        self._patch_file(book, {"appProperties": {MOVING: None}})
        book.moving = ""
        self._tell_move(old)

    def _missing_tabs(
        self, workbook: str, book: KeptBook, there: Mapping[str, int], registers: Sequence[Register],
        known: Callable[[str], bool], old: Old | None,
    ) -> tuple[list[Json], list[str]]:  # fmt: skip
        self.new_ids: dict[str, int] = {}
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
            elif old is None and known(register.name):
                self.problems.append(
                    f"spreadsheet «{workbook}»: the tab «{register.name}» was deleted, but the journal knows its rows; "
                    "bring it back from the version history (File > Version history)"
                )
            else:
                sheet = self.new_ids[register.name] = self.fresh_id()
                answers = self.answers.get(register.name, {})
                tab = old.book.tabs.get(register.name) if old is not None else None
                order = order_of(register, tab) if tab else ()
                rows = max(self.rows, len(tab.rows) + self.rows // 2) if tab else self.rows
                requests += register_tab(
                    sheet, register, headings, answers, rows, order, self.colours.get(register.name)
                )
                made.append(f"tab «{register.name}»")
        if HISTORY_TAB not in there:
            sheet = self.new_ids[HISTORY_TAB] = self.fresh_id()
            requests += plain_tab(
                sheet,
                HISTORY_TAB,
                HISTORY_HEADINGS,
                HISTORY_ROWS + 10,
                hidden=False,
                widths=HISTORY_WIDTHS,
            )
            made.append(f"tab «{HISTORY_TAB}»")
        if SLOTS_TAB not in there:
            if old is None and any(known(register.name) for register in registers):
                made.append(f"tab «{SLOTS_TAB}», filled again by the next pass")
            sheet = self.new_ids[SLOTS_TAB] = self.fresh_id()
            first = plain_tab(sheet, SLOTS_TAB, headings, self.rows, hidden=True)
            requests = first + requests
        if requests:
            made = made or [f"tab «{SLOTS_TAB}»"]
            unused = [id for title, id in there.items() if title in {"Sheet1", "Sheet 1"} and len(there) == 1]
            requests += [{"deleteSheet": {"sheetId": id}} for id in unused]
        return requests, made

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
