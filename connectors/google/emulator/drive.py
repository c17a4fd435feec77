"""Drive v3 of the stand-in: files, their sharing, and the feed of what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from connectors.google.emulator.calls import (
    Answer,
    ApiError,
    Call,
    File,
    Files,
    Handler,
    Json,
    Media,
    Role,
    denied,
    invalid,
)
from connectors.google.emulator.drive_pdf import PDF, pdf_of
from connectors.google.emulator.drive_query import query
from connectors.google.emulator.drive_sharing import Notify, Sharing, permission, permissions, told_nobody
from connectors.google.emulator.identity import is_service_account

NATIVE = "application/vnd.google-apps."
FOLDER = NATIVE + "folder"
SPREADSHEET = NATIVE + "spreadsheet"
RESTS = ("description", "starred", "writersCanShare", "copyRequiresWriterPermission", "folderColorRgb")
"""Fields that are kept as they were given, and mean nothing here."""
KEPT = {"id", "name", "mimeType", "parents", "appProperties", "properties", "trashed", *RESTS}
READ_ONLY = {"kind", "version", "createdTime", "modifiedTime", "size", "owners", "ownedByMe", "permissions"}
"""Fields that are only shown: Google lets pass what is written to them."""
MOST_EXPORTED = 10 * 1024 * 1024


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Spreadsheets(Protocol):
    """The contents of spreadsheets, which another service keeps."""

    def copy(self, original: str, file: File) -> object: ...
    def deleted(self, id: str) -> None: ...
    def export(self, id: str, kind: str) -> bytes | None: ...
    def import_table(self, file: File, content: bytes, year: int) -> None: ...


@dataclass
class Drive:
    """The service. Without ``fields`` it answers as Drive does, with kind, id, name and mimeType alone."""

    files: Files
    spreadsheets: Spreadsheets
    notify: Notify = told_nobody

    def handlers(self) -> dict[str, Handler]:
        return {
            "drive.files.create": self.create,
            "drive.files.get": self.get,
            "drive.files.list": self.search,
            "drive.files.update": self.update,
            "drive.files.delete": self.delete,
            "drive.files.copy": self.copy,
            "drive.files.export": self.export,
            "drive.files.emptyTrash": self.empty_trash,
            "drive.files.generateIds": self.generate_ids,
            "drive.comments.list": self.comments,
            "drive.changes.getStartPageToken": self.start,
            "drive.changes.list": self.changes,
            "drive.about.get": self.about,
            **Sharing(self.files, self.notify).handlers(),
        }

    def create(self, call: Call) -> Json:
        body = call.body
        _refuse_unkept(body)
        self._has_storage(call, body.get("mimeType", ""))
        kind = body.get("mimeType") or (call.media.mime_type if call.media else "application/octet-stream")
        if kind == NATIVE + "form":
            raise ApiError(501, "UNIMPLEMENTED", f"The stand-in makes {kind} through its own API only.")
        if body.get("id") and kind.startswith(NATIVE) and kind != NATIVE + "folder":
            raise invalid("Generated IDs are not supported for Docs Editors formats.", "invalid")
        parents = self._parents(call, body.get("parents"))
        name = body.get("name") or "Untitled"
        file = self.files.create(call.who, name, kind, call.now, parents, body.get("id") or "")
        file.app_properties.update(body.get("appProperties") or {})
        file.properties.update(body.get("properties") or {})
        file.rest.update({one: body[one] for one in RESTS if one in body})
        self._keep(call, file)
        return self._shown(call, file)

    @staticmethod
    def _has_storage(call: Call, kind: str, owner: str = "") -> None:
        """A service account owns nothing but folders, even in a folder that was shared with it."""
        if is_service_account(owner or call.who) and kind != FOLDER:
            raise ApiError(
                403, "PERMISSION_DENIED", "The user's Drive storage quota has been exceeded.",
                "storageQuotaExceeded", "usageLimits",
            )  # fmt: skip

    def get(self, call: Call) -> Answer:
        file = self.files.find(call.who, call.params["fileId"])
        if call.params.get("alt") != "media":
            return self._shown(call, file)
        if file.mime_type.startswith(NATIVE):
            raise ApiError(
                403,
                "PERMISSION_DENIED",
                "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
                "fileNotDownloadable",
            )
        return Media(file.content, file.mime_type)

    def search(self, call: Call) -> Json:
        wanted = query(
            call.params.get("q") or "trashed = false or trashed = true", lambda one: stamp(one.modified)
        )
        root = f"root-{call.who}"
        seen = [one for one in self.files.all.values() if self.files.role(one, call.who)]
        text = call.params.get("q", "")
        if "'root'" in text:
            wanted = query(text.replace("'root'", "'" + root + "'"), lambda one: stamp(one.modified))
        found = [one for one in seen if wanted(one)]
        for part in reversed((call.params.get("orderBy") or "modifiedTime desc").split(",")):
            name, _, way = part.strip().partition(" ")
            if name not in ("name", "modifiedTime", "createdTime"):
                raise invalid("Invalid Value", "invalid")
            found.sort(key=lambda one: self._order(one, name), reverse=way == "desc")
        at, size = _number(call.params.get("pageToken")), call.params.get("pageSize", 100)
        page = [self._shown(call, one, whole=True) for one in found[at : at + size]]
        if not call.params.get("fields"):
            page = [{name: one[name] for name in ("kind", "id", "name", "mimeType")} for one in page]
        answer: Json = {"kind": "drive#fileList", "incompleteSearch": False, "files": page}
        return answer | ({"nextPageToken": str(at + size)} if at + size < len(found) else {})

    def update(self, call: Call) -> Json:
        file = self.files.find(call.who, call.params["fileId"], Role.WRITER)
        body = call.body
        _refuse_unkept(body)
        if "trashed" in body:
            self.files.find(call.who, file.id, Role.OWNER)
            self._trash(file, body["trashed"], call.now)
        file.name = body.get("name", file.name)
        for kept, name in ((file.app_properties, "appProperties"), (file.properties, "properties")):
            for key, value in (body.get(name) or {}).items():
                kept.pop(key, None) if value is None else kept.update({key: value})
        added = [one for one in (call.params.get("addParents") or "").split(",") if one]
        gone = (call.params.get("removeParents") or "").split(",")
        file.parents = [one for one in file.parents if one not in gone] + self._parents(call, added, [])
        if call.media:
            self._has_storage(call, file.mime_type, file.owner)
            self._keep(call, file)
        file.rest.update({one: body[one] for one in RESTS if one in body})
        self.files.touch(file.id, call.now)
        return self._shown(call, file)

    def _keep(self, call: Call, file: File) -> None:
        """What was uploaded; a table becomes a spreadsheet's only tab, as if it had been typed."""
        if call.media is None:
            return
        if file.mime_type != SPREADSHEET:
            file.content = call.media.content
        elif call.media.mime_type == "text/csv":
            self.spreadsheets.import_table(file, call.media.content, call.now.year)
        else:
            raise ApiError(
                501,
                "UNIMPLEMENTED",
                f"The stand-in makes no spreadsheet of {call.media.mime_type}, only of text/csv.",
            )

    def _trash(self, file: File, trashed: bool, now: datetime) -> None:
        """What lies in a folder goes with it, and comes back with it unless it was thrown away by itself."""
        file.trashed, file.with_folder = trashed, False
        for inner in self.files.within(file) if file.mime_type == FOLDER else ():
            if trashed and not inner.trashed:
                inner.trashed = inner.with_folder = True
            elif not trashed and inner.with_folder:
                inner.trashed = inner.with_folder = False
            else:
                continue
            self.files.touch(inner.id, now)

    def delete(self, call: Call) -> None:
        """For good; with a folder goes all that its owner has in it."""
        file = self.files.find(call.who, call.params["fileId"], Role.OWNER)
        inner = self.files.within(file) if file.mime_type == FOLDER else []
        for one in (*inner, file):
            if one.owner == call.who:
                self._remove(one, call.now)

    def _remove(self, file: File, now: datetime) -> None:
        self.files.remove(file.id, now)
        self.spreadsheets.deleted(file.id)

    def empty_trash(self, call: Call) -> None:
        """What lies in this token's trash is gone for good."""
        for file in [one for one in self.files.all.values() if one.trashed and one.owner == call.who]:
            self._remove(file, call.now)

    def copy(self, call: Call) -> Json:
        """A copy belongs to whoever made it; it is shared with nobody."""
        original = self.files.find(call.who, call.params["fileId"])
        self._has_storage(call, original.mime_type)
        if original.mime_type == FOLDER:
            raise ApiError(
                403, "PERMISSION_DENIED", "This file cannot be copied by the user.", "cannotCopyFile"
            )
        if original.mime_type.startswith(NATIVE) and original.mime_type != SPREADSHEET:
            raise ApiError(501, "UNIMPLEMENTED", f"The stand-in does not copy {original.mime_type}.")
        body = call.body
        _refuse_unkept(body)
        name = body.get("name") or f"Copy of {original.name}"
        parents = self._parents(call, body.get("parents"), list(original.parents))
        made = self.files.create(call.who, name, original.mime_type, call.now, parents)
        made.content = original.content
        made.rest = original.rest | {one: body[one] for one in RESTS if one in body}
        made.properties = {**original.properties, **(body.get("properties") or {})}
        made.app_properties = {**original.app_properties, **(body.get("appProperties") or {})}
        if original.mime_type == SPREADSHEET:
            self.spreadsheets.copy(original.id, made)
        return self._shown(call, made)

    def export(self, call: Call) -> Media:
        """A spreadsheet as a workbook of values, or its first tab as CSV; a document as PDF."""
        file, kind = self.files.find(call.who, call.params["fileId"]), call.params["mimeType"]
        if not file.mime_type.startswith(NATIVE):
            raise ApiError(
                403, "PERMISSION_DENIED", "Export only supports Docs Editors files.", "fileNotExportable"
            )
        if (file.mime_type, kind) == (NATIVE + "document", PDF):
            return Media(pdf_of(file.content), kind)
        content = self.spreadsheets.export(file.id, kind) if file.mime_type == SPREADSHEET else None
        if content is None:
            raise ApiError(501, "UNIMPLEMENTED", f"The stand-in does not export {file.mime_type} as {kind}.")
        if len(content) > MOST_EXPORTED:
            raise ApiError(
                403, "PERMISSION_DENIED", "This file is too large to be exported.", "exportSizeLimitExceeded"
            )
        return Media(content, kind)

    def generate_ids(self, call: Call) -> Json:
        count = call.params.get("count", 10)
        if not 1 <= count <= 1000:
            raise invalid("Invalid Value", "invalidParameter")
        return {
            "kind": "drive#generatedIds",
            "space": "drive",
            "ids": [self.files.ids() for _ in range(count)],
        }

    def comments(self, call: Call) -> Json:
        """None: the stand-in has no method that makes one."""
        self.files.find(call.who, call.params["fileId"])
        return {"kind": "drive#commentList", "comments": []}

    def start(self, call: Call) -> Json:
        return {"kind": "drive#startPageToken", "startPageToken": str(len(self.files.changes) + 1)}

    def changes(self, call: Call) -> Json:
        """One entry for each file that changed since, with how it is now."""
        since, size = _number(call.params["pageToken"]), call.params.get("pageSize", 100)
        last = {id: (number, when) for number, id, when in self.files.changes if number >= since}
        rows = sorted((number, id, when) for id, (number, when) in last.items())
        shown: list[Json] = []
        for _, id, when in rows[:size]:
            file = self.files.all.get(id)
            gone = file is None or self.files.role(file, call.who) is None
            if gone and not self.files.was_seen(id, call.who):
                continue
            entry: Json = {"kind": "drive#change", "changeType": "file", "fileId": id, "time": stamp(when)}
            entry["removed"] = gone
            if file is not None and not gone:
                entry["file"] = self._shown(call, file, whole=True)
            shown.append(entry)
        if len(rows) > size:
            return {"kind": "drive#changeList", "changes": shown, "nextPageToken": str(rows[size][0])}
        return {
            "kind": "drive#changeList",
            "changes": shown,
            "newStartPageToken": str(len(self.files.changes) + 1),
        }

    def about(self, call: Call) -> Json:
        if not call.params.get("fields"):
            raise invalid("The 'fields' parameter is required for this method.", "required")
        return {"kind": "drive#about", "user": {"kind": "drive#user", "emailAddress": call.who}}

    def _parents(self, call: Call, given: list[str] | None, none: list[str] | None = None) -> list[str]:
        if not given:
            return [f"root-{call.who}"] if none is None else none
        for one in given:
            if one != "root" and self.files.find(call.who, one, Role.WRITER).mime_type != FOLDER:
                raise denied("The specified parent is not a folder.", "parentNotAFolder")
        return [f"root-{call.who}" if one == "root" else one for one in given]

    @staticmethod
    def _order(file: File, name: str) -> str:
        return {"name": file.name, "createdTime": stamp(file.created)}.get(name, stamp(file.modified))

    def _shown(self, call: Call, file: File, whole: bool = False) -> Json:
        shown: Json = {
            "kind": "drive#file",
            "id": file.id,
            "name": file.name,
            "mimeType": file.mime_type,
        }
        if not whole and not call.params.get("fields"):
            return shown
        shown |= {
            "parents": file.parents,
            "trashed": file.trashed,
            "version": str(file.version),
            "createdTime": stamp(file.created),
            "modifiedTime": stamp(file.modified),
            "owners": [{"kind": "drive#user", "emailAddress": file.owner}],
            "ownedByMe": file.owner == call.who,
            "appProperties": dict(file.app_properties),
            "properties": dict(file.properties),
            **file.rest,
            "explicitlyTrashed": file.trashed and not file.with_folder,
            "permissions": [permission(one) for one in permissions(self.files, file).values()],
        }
        return shown | ({} if file.mime_type.startswith(NATIVE) else {"size": str(len(file.content))})


def _refuse_unkept(body: Json) -> None:
    """A field that would be lost is refused aloud."""
    if lost := set(body) - KEPT - READ_ONLY:
        raise ApiError(
            501, "UNIMPLEMENTED", f"The stand-in does not keep File.{min(lost)}.", "notImplemented"
        )


def _number(token: str | None) -> int:
    if token and not token.isdecimal():
        raise invalid("Invalid Value", "invalid")
    return int(token or 0)
