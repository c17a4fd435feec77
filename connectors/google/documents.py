"""Letters in Drive: what the office folder holds also lies in a folder of its process and year, each file once.

A file's id is taken before it is uploaded, so an upload that was not answered can be made again: Drive says that the
id is there already. The files in the office folder stay the originals.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from connectors.google.client import GoogleClient, NotDone, Unknown
from connectors.google.kept import Kept
from connectors.google.links import VIEW
from connectors.google.memory import Memory
from flows.engine.calendar import JAKARTA
from flows.engine.case import Json
from flows.engine.ports import Did, Letters, Outcome

KEY = "alur"
FOLDER = "application/vnd.google-apps.folder"
DOCUMENT = "application/vnd.google-apps.document"
PDF = "application/pdf"
IDS, WAITING = "drive/ids", "drive/waiting"
STOCK = 100
LARGE = 5 << 20
"""Drive takes larger files in pieces only."""


class Closing(Letters, Protocol):
    def close(self) -> None: ...


@dataclass
class Stored:
    """What is remembered of one file. id: taken for it; sha256: of what surely lies there, '' while unknown."""

    id: str = ""
    sha256: str = ""


class DriveLetters:
    """The letters port: letters are made by ``letters`` below ``documents`` and uploaded. titles: flow code -> title;
    year: of a letter made now; converts: Drive makes the PDF, for want of LibreOffice."""

    def __init__(
        self, letters: Closing, documents: Path, client: GoogleClient, kept: Kept, memory: Memory,
        titles: Mapping[str, str], year: Callable[[], int], *, converts: bool = False,
    ) -> None:  # fmt: skip
        self.letters, self.documents, self.client = letters, documents, client
        self.kept, self.memory, self.titles, self.year, self.converts = kept, memory, titles, year, converts
        self._put_off: Outcome | None = None

    # --------------------------------------------------------------------------------------------- the port

    def make(self, payload: Json) -> Outcome:
        """After a quota was met, or without a network, the other letters of a pass are not tried."""
        if self._put_off is not None:
            return self._put_off
        file = str(payload["file"])
        before = (self.documents / file).is_file()
        outcome = self.letters.make(payload)
        if outcome.did is not Did.DONE:
            return outcome
        try:
            self._store(file, look_first=before)
        except (NotDone, Unknown) as fault:
            if not fault.outcome.tried:
                self._put_off = fault.outcome
            return fault.outcome
        return outcome

    def settle(self, payload: Json) -> Outcome:
        outcome = self.letters.settle(payload)
        file = str(payload["file"])
        if outcome.did is not Did.DONE or self._lies_there(file):
            return outcome
        stored = self._stored(file)
        if not stored.id:
            return Outcome(Did.NOT_DONE, "it was not uploaded")
        try:
            found = self._look(stored.id)
        except (NotDone, Unknown) as fault:
            return Outcome(Did.UNKNOWN, fault.why)
        if found.get("appProperties", {}).get("sha256") != self._sha(file):
            return Outcome(Did.NOT_DONE, "it was not uploaded")
        self._done(file, stored.id)
        return outcome

    def pdf(self, files: Sequence[str]) -> Mapping[str, Outcome]:
        """PDFs beside the letters, and those in Drive too; what cannot be uploaded now waits for ``catch_up``."""
        outcomes = dict(self.letters.pdf(files))
        if self.converts:
            outcomes |= self._converted([f for f in files if f.endswith(".docx") and not self._has_pdf(f)])
        waiting = [
            _pdf_of(file) for file in files if self._has_pdf(file) and not self._lies_there(_pdf_of(file))
        ]
        if waiting:
            self.memory.put(WAITING, json.dumps(sorted({*self._waiting(), *waiting})))
            self.catch_up()
        return outcomes

    def close(self) -> None:
        self.letters.close()
        self.client.close()

    def catch_up(self) -> None:
        """Upload the PDFs that could not be before."""
        waiting = self._waiting()
        left = list(waiting)
        try:
            for file in waiting:
                if (self.documents / file).is_file():
                    self._store(file)
                left.remove(file)
        except (NotDone, Unknown):
            pass  # the rest stays on the list
        if left != waiting:
            self.memory.put(WAITING, json.dumps(left))

    def bring(self, files: Sequence[str], most: int) -> bool:
        """Upload letters that were made before the office worked with Google, oldest first, into the folder of the year
        they were made in; tells whether all lie there now. Dokumen opens the newest of its row."""
        there = sorted((one for one in files if (self.documents / one).is_file()), key=self._made_at)
        here, now = [one for one in there if not self._lies_there(one)], self.year
        for file in here[:most]:
            self.year = partial(int, datetime.fromtimestamp(self._made_at(file), JAKARTA).year)
            try:
                self._store(file, look_first=True)
            finally:
                self.year = now
            folder = file.rpartition("/")[0]
            newest = [one for one in there if one.rpartition("/")[0] == folder and self._lies_there(one)][-1]
            self.memory.put(f"drive/link/{folder}", self._stored(newest).id)
        return len(here) <= most

    def _made_at(self, file: str) -> float:
        return (self.documents / file).stat().st_mtime

    def _waiting(self) -> list[str]:
        found: list[str] = json.loads(self.memory.get(WAITING) or "[]")
        return found

    # --------------------------------------------------------------------------------------------- uploading

    def _store(self, file: str, *, look_first: bool = False) -> None:
        """Bring Drive's copy of a file to what the office folder holds. look_first: it may have been there before what
        is remembered now, as after a restored backup."""
        stored, sha = self._stored(file), self._sha(file)
        if stored.id and stored.sha256 == sha:
            return
        if not stored.id and look_first:
            stored = self._found(file)
        if stored.id and stored.sha256:
            try:
                self._update(file, stored.id, sha)
                return
            except NotDone as fault:
                if fault.reason != "missing":
                    raise
                stored = Stored()  # thrown away for good: it is made anew
        if not stored.id:
            stored.id = self._take_id()
            self._put(file, stored)
        try:
            self._create(file, stored.id, sha)
        except NotDone as fault:
            if fault.reason == "missing":
                self.kept.folders = {k: v for k, v in self.kept.folders.items() if not k.startswith("surat")}
                self.kept.save()
            if fault.reason != "fileIdInUse" and "already exists" not in fault.why:
                raise
            self._settle_taken(file, stored.id, sha)

    def _create(self, file: str, id: str, sha: str) -> None:
        path = self.documents / file
        body = {
            "id": id, "name": _name(file), "parents": [self._folder(file)], "appProperties": _marks(file, sha),
        }  # fmt: skip
        request = self._files.create(body=body, media_body=_media(path), fields="id")
        self.client.execute(request, safe=False)
        self._done(file, id)

    def _update(self, file: str, id: str, sha: str) -> None:
        body = {"appProperties": _marks(file, sha), "trashed": False}
        request = self._files.update(
            fileId=id, body=body, media_body=_media(self.documents / file), fields="id"
        )
        self.client.execute(request, safe=True)  # it brings the file to a state, whatever it was
        self._done(file, id)

    def _settle_taken(self, file: str, id: str, sha: str) -> None:
        """An id that is in use: by an earlier upload of this file, or, after a restored backup, by another file."""
        marks = self._look(id).get("appProperties", {})
        if marks.get("berkas") != _hash(file):
            self.memory.put(IDS, "")
            self._put(file, Stored())
            raise NotDone("its file id was in use already; it gets another one")
        if marks.get("sha256") == sha:
            self._done(file, id)
        else:
            self._update(file, id, sha)

    def _take_id(self) -> str:
        ids = self.memory.get(IDS).split()
        if not ids:
            ids = self.client.execute(self._files.generateIds(count=STOCK), safe=True)["ids"]
        self.memory.put(IDS, " ".join(ids[1:]))  # first, so that a kill wastes an id and never gives it twice
        return str(ids[0])

    def _found(self, file: str) -> Stored:
        query = f"appProperties has {{ key='berkas' and value='{_hash(file)}' }} and trashed=false"
        request = self._files.list(q=query, fields="files(id,appProperties)", orderBy="createdTime")
        for one in self.client.execute(request, safe=True).get("files", []):
            return Stored(one["id"], one["appProperties"].get("sha256", "") or "?")
        return Stored()

    def _look(self, id: str) -> Json:
        """What Drive says of a file; empty when it has none of that id."""
        try:
            request = self._files.get(fileId=id, fields="id,trashed,appProperties")
            found: Json = self.client.execute(request, safe=True)
        except NotDone as fault:
            if fault.reason != "missing":
                raise
            return {}
        return {} if found.get("trashed") else found

    # ----------------------------------------------------------------------------------------------- folders

    def _folder(self, file: str) -> str:
        """The folder of a letter's process and year; made once, and found again by its mark, whatever it is called.

        They do not lie in the folder of the registers: who may edit those need not edit letters.
        """
        process = file.partition("/")[0]
        year, above = str(self.year()), ""
        names = {
            "surat": "Surat",
            f"surat/{process}": f"{process} {self.titles.get(process, '')}".strip(),
            f"surat/{process}/{year}": f"{process} {year}",
        }
        for mark, name in names.items():
            above = self.kept.folders.get(mark) or self._make_folder(mark, name, above)
        return above

    def _make_folder(self, mark: str, name: str, above: str) -> str:
        query = f"appProperties has {{ key='folder' and value='{mark}' }} and trashed=false"
        request = self._files.list(q=query, fields="files(id)", orderBy="createdTime")
        found = self.client.execute(request, safe=True).get("files", [])
        if found:
            id = str(found[0]["id"])
        else:
            id = self.memory.get(f"drive/{mark}") or self._take_id()
            self.memory.put(f"drive/{mark}", id)
            body: Json = {
                "id": id,
                "name": name,
                "mimeType": FOLDER,
                "appProperties": {KEY: "surat", "folder": mark},
            }
            if above:
                body["parents"] = [above]
            try:
                self.client.execute(self._files.create(body=body, fields="id"), safe=False)
            except NotDone as fault:
                self.memory.put(f"drive/{mark}", "")
                if fault.reason != "fileIdInUse" and "already exists" not in fault.why:
                    raise
                if self._look(id).get("appProperties", {}).get("folder") != mark:
                    # After a restored backup it may be the id of a letter.
                    self.memory.put(IDS, "")
                    raise NotDone("the id of its folder was in use already; it gets another one") from fault
        self.kept.folders[mark] = id
        self.kept.save()
        return id

    # ------------------------------------------------------------------------------------- PDF made by Drive

    def _converted(self, files: Sequence[str]) -> dict[str, Outcome]:
        """PDFs by way of a document that Drive makes of the letter, and that is thrown away again."""
        outcomes: dict[str, Outcome] = {}
        if files:
            self._clear_away()
        for file in files:
            try:
                self._convert(file)
                outcomes[file] = Outcome(Did.DONE)
            except (NotDone, Unknown) as fault:
                outcomes[file] = Outcome(Did.NOT_DONE, f"Drive made no PDF of it: {fault.why}")
        return outcomes

    def _convert(self, file: str) -> None:
        path = self.documents / file
        body = {"name": _name(file), "mimeType": DOCUMENT, "appProperties": {KEY: "sementara"}}
        request = self._files.create(body=body, media_body=_media(path), fields="id")
        id = self.client.execute(request, safe=False)["id"]
        try:
            content = self.client.execute(self._files.export(fileId=id, mimeType=PDF), safe=True)
        finally:
            self._throw_away(id)
        temporary = path.with_suffix(".pdf.new")
        temporary.write_bytes(content)
        temporary.replace(path.with_suffix(".pdf"))

    def _clear_away(self) -> None:
        """Documents that an earlier pass left behind."""
        query = f"appProperties has {{ key='{KEY}' and value='sementara' }} and trashed=false"
        try:
            found = self.client.execute(self._files.list(q=query, fields="files(id)"), safe=True)
        except (NotDone, Unknown):
            return
        for one in found.get("files", []):
            self._throw_away(one["id"])

    def _throw_away(self, id: str) -> None:
        with suppress(NotDone, Unknown):  # the next conversion finds it by its mark
            self.client.execute(self._files.delete(fileId=id), safe=True)

    # ----------------------------------------------------------------------------------------------- memory

    @property
    def _files(self) -> Any:
        return self.client.service("drive", "v3").files()

    def _sha(self, file: str) -> str:
        return sha256((self.documents / file).read_bytes()).hexdigest()

    def _has_pdf(self, file: str) -> bool:
        return (self.documents / _pdf_of(file)).is_file()

    def _lies_there(self, file: str) -> bool:
        stored = self._stored(file)
        return bool(stored.id) and stored.sha256 == self._sha(file)

    def _stored(self, file: str) -> Stored:
        text = self.memory.get(f"drive/{_hash(file)}")
        return Stored(**json.loads(text)) if text else Stored()

    def _put(self, file: str, stored: Stored) -> None:
        self.memory.put(f"drive/{_hash(file)}", json.dumps(asdict(stored)))

    def _done(self, file: str, id: str) -> None:
        self.memory.put(f"drive/link/{file.rpartition('/')[0]}", id)
        self._put(file, Stored(id, self._sha(file)))


def address_of(memory: Memory) -> Callable[[str], str]:
    """Where a case's newest letter can be looked at, by the case's folder; '' when there is none in Drive."""

    def address(folder: str) -> str:
        id = memory.get(f"drive/link/{folder}")
        return VIEW.format(id) if id else ""

    return address


def _media(path: Path) -> Any:
    from googleapiclient.http import MediaFileUpload

    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return MediaFileUpload(str(path), mimetype=kind, resumable=path.stat().st_size > LARGE)


def _name(file: str) -> str:
    """«SK-2026-0001 Surat.docx»: beside each other in the folder of the year."""
    return " ".join(file.split("/")[1:]) or file


def _marks(file: str, sha: str) -> Json:
    return {KEY: "surat", "berkas": _hash(file), "sha256": sha}


def _hash(file: str) -> str:
    return sha256(file.encode()).hexdigest()[:32]


def _pdf_of(file: str) -> str:
    return f"{file.rpartition('.')[0]}.pdf"


__all__ = ["DriveLetters", "address_of"]
