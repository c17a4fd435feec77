"""``alur google probe``: the facts that Alur rests on, tried at Google itself in a folder that is thrown away again.

Until a probe has been seen to find «as documented», its promise holds by documentation only. What needs a person's
hands is told instead of tried.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from functools import partial
from typing import Any

from connectors.google.client import DRIVE, SHEETS, GoogleClient, NotDone, Unknown
from connectors.google.documents import FOLDER
from connectors.google.provision import SPREADSHEET
from connectors.google.sheets import (
    Place,
    Sheets,
    copy_cells,
    entered,
    formula,
    insert_rows,
    put,
    replace_whole,
)
from connectors.google.slots import lookup
from connectors.google.tabs import LOCALE, TIME_ZONE
from flows.engine.case import Json

NAME = "Alur probe (may be deleted)"
TAB, SLOTS = "Coba", "_alur"
ONE, TWO = 11, 12
"""Ids of the two tabs."""
LAG = (0, 5, 15, 30, 60)
"""Seconds between the looks for a mail that was just sent."""


class Found(StrEnum):
    AS_DOCUMENTED = "as documented"
    DIFFERENT = "different"
    NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class Finding:
    """code: P1 to P11; said: what was seen, or what a person has to do."""

    code: str
    about: str
    found: Found
    said: str

    def __str__(self) -> str:
        return f"{self.code:4} {self.found:13} {self.about}: {self.said}"


@dataclass
class Seen:
    """What one probe saw. wrong: what is other than Alur needs it."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def expect(self, holds: bool, good: str, bad: str) -> None:
        (self.right if holds else self.wrong).append(good if holds else bad)

    def finding(self, code: str, about: str) -> Finding:
        found = Found.DIFFERENT if self.wrong else Found.AS_DOCUMENTED
        return Finding(code, about, found, "; ".join(self.wrong + self.right))


BY_HAND = {
    "P5": (
        "sorting over protected cells",
        "with a second account that is an editor, sort a register by a column: it must be allowed, or be refused whole",
    ),
    "P8": (
        "addresses in forms",
        "answer the approval form with a second account, then change the answer: `alur sync` must tell the verified "
        "address, and take the change as a flagged version",
    ),
    "P10": (
        "restoring a version",
        "in a provisioned spreadsheet restore an older version (File > Version history), then `alur sync`: nothing may "
        "be sent or numbered again, and the engine's columns fill up again",
    ),
    "P11": (
        "the address in Dokumen",
        "click the Dokumen cell of a row with a letter: the letter must open",
    ),
}


class Probe:
    """mail_to: the account's own address, '' to send nothing; sleep: waits between the looks at the mailbox."""

    def __init__(self, client: GoogleClient, sleep: Callable[[float], None], mail_to: str = "") -> None:
        self.client, self.sheets, self.sleep, self.mail_to = client, Sheets(client), sleep, mail_to
        self.made: list[str] = []
        self.left_behind: list[str] = []

    def run(self) -> Iterator[Finding]:
        """One finding after the other; what was made is removed at the end, however it ends."""
        try:
            folder = self._file({"name": NAME, "mimeType": FOLDER})
            probes: dict[str, tuple[str, Callable[[str, Seen], None]]] = {
                "P1": ("findReplace", self._find_replace),
                "P2": ("a batch that names a missing tab", self._missing_tab),
                "P3": ("what a batch answers, and blanks in writes by metadata", self._answers),
                "P4": ("metadata under sort and insert", self._metadata),
                "P6": ("look-up formulas under sort and insert", self._lookups),
                "P9": ("RAW =1+1 through copy and CSV", self._raw),
            }
            for code, (about, probe) in probes.items():
                yield self._tried(code, about, partial(self._in_a_book, folder, probe))
            if self.mail_to:
                yield self._tried("P7", "sending a draft", self._mail)
            else:
                yield Finding(
                    "P7", "sending a draft", Found.NOT_TRIED, "mail does not leave through Gmail here"
                )
            for code, (about, todo) in BY_HAND.items():
                yield Finding(code, about, Found.NOT_TRIED, f"by hand: {todo}")
        finally:
            self._clear_away()

    def _in_a_book(self, folder: str, probe: Callable[[str, Seen], None], seen: Seen) -> None:
        probe(self._book(folder), seen)

    def _tried(self, code: str, about: str, probe: Callable[[Seen], None]) -> Finding:
        seen = Seen()
        try:
            probe(seen)
        except (NotDone, Unknown) as fault:
            return Finding(code, about, Found.NOT_TRIED, str(fault))
        return seen.finding(code, about)

    # -------------------------------------------------------------------------------------------- the probes

    def _find_replace(self, book: str, seen: Seen) -> None:
        self._fill(book, ["ID", "kata", "kata lain", "Kata", "SK-1", "sembunyi"])
        changed = self._replace(book, "kata", "")
        seen.expect(
            changed == 1, "a whole cell is counted once", f"«kata» was counted {changed} times, not once"
        )
        seen.expect(
            self._column(book)[1] == "",
            "an empty replacement empties the cell",
            "an empty replacement leaves text",
        )
        self._replace(book, "SK-1", "SK-2026-0001")
        seen.expect(
            self._column(book)[4] == "SK-2026-0001", "an ID stays a text",
            f"an ID came out as {self._column(book)[4]!r}",
        )  # fmt: skip
        hidden = {"criteria": {"0": {"hiddenValues": ["sembunyi"]}}}
        span = {
            "sheetId": ONE,
            "startRowIndex": 0,
            "endRowIndex": 6,
            "startColumnIndex": 0,
            "endColumnIndex": 1,
        }
        self.sheets.change(book, [{"setBasicFilter": {"filter": {"range": span, **hidden}}}])
        changed = self._replace(book, "sembunyi", "tampak")
        seen.expect(
            changed == 1,
            "a row hidden by a filter is found",
            f"in a row hidden by a filter it found {changed}",
        )

    def _missing_tab(self, book: str, seen: Seen) -> None:
        self._fill(book, ["ID", "lama"])
        gone = {"updateSheetProperties": {"properties": {"sheetId": 999, "hidden": True}, "fields": "hidden"}}
        try:
            self.sheets.change(book, [put(ONE, 1, 0, [entered("baru")]), gone])
            seen.wrong.append("the batch was not refused")
        except NotDone as fault:
            seen.right.append(f"refused ({fault.why.rpartition('(')[2].rstrip(')')})")
        seen.expect(self._column(book)[1] == "lama", "nothing of it was done", "a part of it was done")

    def _answers(self, book: str, seen: Seen) -> None:
        self._fill(book, ["ID", "satu", "dua", "tiga"])
        said = self.sheets.change(book, [put(ONE, 1, 0, [entered("SATU")])], [f"{TAB}!A2"])
        seen.expect("SATU" in str(said.get("updatedSpreadsheet", "")), "the answer shows the cells as they are after",
                    "the answer does not show what was written")  # fmt: skip
        place = Place(77, ONE, 0)
        self.sheets.change(book, [place.mark("coba", "coba")])
        self.sheets.put_into_columns(book, ONE, {place: {2: "DUA"}}, typed=False)
        found = self._column(book)
        seen.expect(
            found[1:4] == ["SATU", "DUA", "tiga"], "blanks skip cells",
            f"a write by metadata with blanks left {found[1:4]}",
        )  # fmt: skip
        before = {"sheetId": ONE, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
        self.sheets.change(book, [{"insertDimension": {"range": before}}])
        left = self.sheets.put_into_columns(book, ONE, {place: {3: "salah"}}, typed=False)
        seen.expect(
            left == [place] and "salah" not in str(self.sheets.values(book, [TAB])[0].rows),
            "a column that moved away is left alone", "a write by metadata followed a column that had moved",
        )  # fmt: skip

    def _metadata(self, book: str, seen: Seen) -> None:
        self._fill(book, ["ID", "c", "b", "a"])
        self.sheets.change(book, [_named(77, "COLUMNS", 0), _named(78, "ROWS", 1)])
        before = {"sheetId": ONE, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
        self.sheets.change(book, [{"insertDimension": {"range": before}}, insert_rows(ONE, 1, 1)])
        column, row = self._stands(book, 77), self._stands(book, 78)
        seen.expect((column, row) == (1, 2), "it moves with inserted rows and columns",
                    f"after an insert it stands at column {column}, row {row}, not 1 and 2")  # fmt: skip
        self.sheets.change(book, [_sort(1, 5, 1)])
        follows = self._stands(book, 78) == 4
        seen.right.append(
            f"a row's {'goes with it' if follows else 'stays where it was'} in a sort (both is borne)"
        )
        seen.expect(self._stands(book, 77) == 1, "a column's stays in a sort", "a column's is lost in a sort")

    def _lookups(self, book: str, seen: Seen) -> None:
        self._fill(book, ["ID", "C", "B", "A"])
        slots = [
            put(TWO, row, 0, [entered(id), entered(f"isi {id}")]) for row, id in enumerate("ABC", start=1)
        ]
        shown = [put(ONE, row, 1, [formula(lookup(row, 0, 1))]) for row in (1, 2, 3)]
        self.sheets.change(book, [*slots, *shown])

        def right() -> bool:
            rows = self.sheets.values(book, [TAB])[0].rows[1:]
            return [row for row in rows if row] == [[row[0], f"isi {row[0]}"] for row in rows if row]

        seen.expect(right(), "«;» separates in this locale", "the formula with «;» does not show its slot")
        self.sheets.change(book, [_sort(1, 4, 2)])
        seen.expect(right(), "each row shows its own after a sort", "after a sort a row shows another's")
        self.sheets.change(book, [insert_rows(ONE, 2, 1)])
        seen.expect(right(), "and after an insert", "after an insert a row shows another's")

    def _raw(self, book: str, seen: Seen) -> None:
        self._fill(book, ["ID", "=1+1"])
        self.sheets.change(book, [copy_cells(ONE, 1, (ONE, 2, 0))])
        seen.expect(self._column(book)[1:3] == ["=1+1", "=1+1"], "it stays a text when copied",
                    f"written and copied it is {self._column(book)[1:3]}")  # fmt: skip
        drive = self.client.service("drive", "v3").files()
        csv = self.client.execute(drive.export(fileId=book, mimeType="text/csv"), safe=True).decode("utf-8")
        seen.expect(
            "=1+1" in csv, "CSV holds it as it is (so an export must be guarded)", "CSV holds something else"
        )
        copy = self.client.execute(drive.copy(fileId=book, body={"name": NAME}, fields="id"), safe=False)[
            "id"
        ]
        self.made.append(copy)
        seen.expect(
            self._column(copy)[1] == "=1+1", "a copied file too", "in a copied file it became a formula"
        )

    def _mail(self, seen: Seen) -> None:
        users = self.client.service("gmail", "v1").users()
        message = EmailMessage()
        message["To"] = message["From"] = self.mail_to
        message["Subject"], message["X-Alur-Id"] = "Alur probe", "<probe@alur>"
        message["Message-ID"] = f"<probe-{self.made[0]}@alur.example>"
        message.set_content(f"Ref: ALR-PROBE-{self.made[0]}\n\nA probe of Alur; it may be deleted.")
        raw = urlsafe_b64encode(message.as_bytes()).decode()
        draft = self.client.execute(
            users.drafts().create(userId="me", body={"message": {"raw": raw}}), safe=False
        )
        sent = self.client.execute(users.drafts().send(userId="me", body={"id": draft["id"]}), safe=False)
        try:
            self.client.execute(users.drafts().send(userId="me", body={"id": draft["id"]}), safe=False)
            seen.wrong.append("a draft was sent twice")
        except NotDone as fault:
            seen.expect(
                fault.reason == "missing", "a sent draft is gone (404)", f"sending it again says {fault.why}"
            )
        seen.expect(sent["threadId"] == draft["message"]["threadId"], "it stays in its thread",
                    "it is in another thread than its draft")  # fmt: skip
        found = self.client.execute(
            users.messages().get(userId="me", id=sent["id"], format="metadata",
                                 metadataHeaders=["Message-ID", "X-Alur-Id"]), safe=True,
        )  # fmt: skip
        headers = {one["name"].lower(): one["value"] for one in found.get("payload", {}).get("headers", [])}
        seen.expect(
            headers.get("x-alur-id") == "<probe@alur>", "a header of our own is kept", "our header is lost"
        )
        kept = headers.get("message-id") == message["Message-ID"]
        seen.right.append(f"our Message-ID is {'kept' if kept else 'replaced'} (both is borne)")
        waited = self._search(users, f'in:sent "ALR-PROBE-{self.made[0]}"')
        seen.expect(waited >= 0, f"the search knows it after {waited} s",
                    f"the search does not know it after {sum(LAG)} s")  # fmt: skip

    def _search(self, users: Any, wanted: str) -> int:
        waited = 0
        for seconds in LAG:
            if seconds:
                self.sleep(seconds)
            waited += seconds
            said = self.client.execute(users.messages().list(userId="me", q=wanted), safe=True)
            if said.get("messages"):
                return waited
        return -1

    # ------------------------------------------------------------------------------------------ the workshop

    def _file(self, body: Json) -> str:
        said = self.client.request("POST", f"{DRIVE}/drive/v3/files", params={"fields": "id"}, body=body)
        self.made.append(said["id"])
        return str(said["id"])

    def _book(self, folder: str) -> str:
        """A spreadsheet with two tabs, as Alur makes them."""
        id = self._file({"name": NAME, "mimeType": SPREADSHEET, "parents": [folder]})
        first = self.sheets.look(id)["sheets"][0]["properties"].get("sheetId", 0)
        settings = {"properties": {"locale": LOCALE, "timeZone": TIME_ZONE}, "fields": "locale,timeZone"}
        tabs = [
            {"addSheet": {"properties": {"sheetId": one, "title": title}}}
            for one, title in ((ONE, TAB), (TWO, SLOTS))
        ]
        self.sheets.change(
            id,
            [{"updateSpreadsheetProperties": settings}, *tabs, {"deleteSheet": {"sheetId": first}}],
        )
        return id

    def _fill(self, book: str, texts: Sequence[str]) -> None:
        self.client.request(
            "PUT", f"{SHEETS}/v4/spreadsheets/{book}/values/{TAB}!A1", params={"valueInputOption": "RAW"},
            body={"values": [[text] for text in texts]},
        )  # fmt: skip

    def _column(self, book: str) -> list[Any]:
        rows = self.sheets.values(book, [TAB])[0].rows
        return [row[0] if row else "" for row in rows]

    def _replace(self, book: str, find: str, by: str) -> int:
        said = self.sheets.change(book, [replace_whole(ONE, find, by, column=0)])
        return int(said["replies"][0].get("findReplace", {}).get("occurrencesChanged", 0))

    def _stands(self, book: str, metadata: int) -> int:
        """The row or column (from 0) on which the metadata stands; -1 when it is lost."""
        said = self.client.request(
            "POST", f"{SHEETS}/v4/spreadsheets/{book}/developerMetadata:search",
            body={"dataFilters": [{"developerMetadataLookup": {"metadataId": metadata}}]}, safe=True,
        )  # fmt: skip
        for one in said.get("matchedDeveloperMetadata", []):
            return int(one["developerMetadata"]["location"]["dimensionRange"].get("startIndex", 0))
        return -1

    def _clear_away(self) -> None:
        """The spreadsheets first, the folder last; nothing but what was made here."""
        files = self.client.service("drive", "v3").files()
        for id in reversed(self.made):
            try:
                self.client.execute(files.delete(fileId=id), safe=True)
            except (NotDone, Unknown) as fault:
                if getattr(fault, "reason", "") != "missing":
                    self.left_behind.append(id)
        self.made.clear()


def _named(id: int, dimension: str, at: int) -> Json:
    place = {"sheetId": ONE, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
    said = {
        "metadataId": id, "metadataKey": "coba", "visibility": "DOCUMENT", "location": {"dimensionRange": place},
    }  # fmt: skip
    return {"createDeveloperMetadata": {"developerMetadata": said}}


def _sort(top: int, bottom: int, width: int) -> Json:
    span = {
        "sheetId": ONE, "startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": 0, "endColumnIndex": width + 1,
    }  # fmt: skip
    return {
        "sortRange": {"range": span, "sortSpecs": [{"dimensionIndex": width - 1, "sortOrder": "ASCENDING"}]}
    }


__all__ = ["Finding", "Found", "Probe"]
