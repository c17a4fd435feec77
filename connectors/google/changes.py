"""Which spreadsheets changed: one question to Drive's feed for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from connectors.google.client import DRIVE, GoogleClient, NotDone, Unknown
from connectors.google.kept import Kept, KeptBook
from flows.engine.case import Json

MINE = "appProperties has { key='alur' and value='register' } and trashed=false"
CHANGE = "newStartPageToken,nextPageToken,changes(fileId,removed,file(version,trashed,permissions(type)))"
MOVING = "pindahan"
"""The mark of a file that is being filled from a workbook: the stamp of that."""
A_DAY = 86_400.0
GONE = "gone"
OPEN = (
    "is open to anyone with the link; it holds personal data, so nothing in it is done until that is taken away: "
    "Share > General access > Restricted"
)


class Changes:
    """now: seconds since any fixed moment; every ``full_every`` seconds each workbook counts as changed."""

    def __init__(
        self, client: GoogleClient, kept: Kept, now: Callable[[], float], full_every: float = A_DAY
    ) -> None:
        self.client, self.kept, self.now, self.full_every = client, kept, now, full_every
        self._asked: set[str] = set()

    def stamp(self, workbook: str) -> str:
        """'' for a workbook that is not there. The feed is asked when a workbook is asked about again."""
        if not self._asked or workbook in self._asked:
            self._asked.clear()
            self._ask()
        self._asked.add(workbook)
        return self.current(workbook)

    def current(self, workbook: str) -> str:
        """The stamp as last heard, without a call."""
        book = self.kept.books.get(workbook)
        if book is None or book.version == GONE:
            return ""
        return f"{book.version}/{self.day}"

    @property
    def day(self) -> int:
        """Changes when every workbook is to be looked at again."""
        return int(self.now() // self.full_every)

    def _ask(self) -> None:
        try:
            if not self.kept.token or not self.kept.books:
                self._begin()
                self.kept.save()
                return
            token = self.kept.token
            while token:
                said = self.client.request(
                    "GET", f"{DRIVE}/drive/v3/changes",
                    params={"pageToken": token, "fields": CHANGE, "pageSize": 1000},
                )  # fmt: skip
                self._note(said.get("changes", []))
                self.kept.token = said.get("newStartPageToken", self.kept.token)
                token = said.get("nextPageToken", "")
        except (NotDone, Unknown) as fault:
            # Nothing is lost: the feed is read on from the same place. Only what a person must mend ends the pass.
            if isinstance(fault, NotDone) and not fault.again:
                raise
            if not self.kept.books:
                raise
        self.kept.save()

    def _note(self, changes: Iterable[Json]) -> None:
        by_id = {book.id: book for book in self.kept.books.values()}
        for change in changes:
            book = by_id.get(change.get("fileId", ""))
            if book is not None:
                file = change.get("file", {})
                lost = change.get("removed") or file.get("trashed")
                book.version = GONE if lost else str(file.get("version", "?"))
                book.open = _is_open(file)

    def _begin(self) -> None:
        """Without a memory: the token first, then the files, so that no change falls between."""
        said = self.client.request("GET", f"{DRIVE}/drive/v3/changes/startPageToken")
        for file in find_books(self.client):
            workbook = file["appProperties"].get("buku", "")
            book = self.kept.books.setdefault(workbook, KeptBook(file["id"]))
            if book.id == file["id"]:
                book.version = str(file["version"])
                book.open = _is_open(file)
                book.moving = file["appProperties"].get(MOVING, "")
        self.kept.token = said["startPageToken"]


def _is_open(file: Json) -> bool:
    """What is shared is told of in the same answer; Drive leaves it out for those who may not know."""
    return any(one.get("type") == "anyone" for one in file.get("permissions", []))


def find_books(client: GoogleClient) -> list[Json]:
    """The spreadsheets that Alur made, oldest first."""
    found: list[Json] = []
    token = ""
    while True:
        params = {
            "q": MINE, "orderBy": "createdTime", "pageSize": 100,
            "fields": "nextPageToken,files(id,name,version,appProperties,parents,permissions(type))",
        }  # fmt: skip
        if token:
            params["pageToken"] = token
        said = client.request("GET", f"{DRIVE}/drive/v3/files", params=params)
        found += said.get("files", [])
        token = said.get("nextPageToken", "")
        if not token:
            return found
