"""Who may open what Alur made: everything that is shared with others than the configuration names is told."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from connectors.google.client import GoogleClient, NotDone
from connectors.google.memory import Memory
from flows.engine.case import Json

FORM = "application/vnd.google-apps.form"
SEEN = "google/sharing"
PERMISSIONS = "permissions(id,type,role,emailAddress,domain,view,deleted)"
FILE = f"id,name,mimeType,trashed,ownedByMe,{PERMISSIONS}"
NAMED = 3
"""So many files are named in a sentence; the others are counted."""


class Sharing:
    """allowed: addresses, and domains without an @, that files may be shared with."""

    def __init__(self, client: GoogleClient, memory: Memory, allowed: Collection[str]) -> None:
        self.client, self.memory = client, memory
        self.allowed = {one.casefold().lstrip("@") for one in allowed}

    def check_all(self) -> list[str]:
        """Look at every file that Alur made; a sentence for each way in which they are open too widely."""
        token = self._start()
        return self._told(self._all(), token)

    def check_changed(self) -> list[str]:
        """Look at what changed since the last time, and again at what was open too widely then."""
        said: Json = json.loads(self.memory.get(SEEN) or "{}")
        if not said:
            return self.check_all()
        files, token = self._changed(str(said["token"]))
        for id in said["open"]:
            if id not in files and (found := self._one(id)):
                files[id] = found
        return self._told(files.values(), token)

    # -------------------------------------------------------------------------------------------- looking

    @property
    def _drive(self) -> Any:
        return self.client.service("drive", "v3")

    def _start(self) -> str:
        return str(
            self.client.execute(self._drive.changes().getStartPageToken(), safe=True)["startPageToken"]
        )

    def _all(self) -> Iterable[Json]:
        token = ""
        while True:
            request = self._drive.files().list(
                q="trashed=false", fields=f"nextPageToken,files({FILE})", pageSize=100,
                **({"pageToken": token} if token else {}),
            )  # fmt: skip
            said = self.client.execute(request, safe=True)
            yield from said.get("files", [])
            token = said.get("nextPageToken", "")
            if not token:
                return

    def _changed(self, token: str) -> tuple[dict[str, Json], str]:
        files: dict[str, Json] = {}
        while True:
            request = self._drive.changes().list(
                pageToken=token, fields=f"newStartPageToken,nextPageToken,changes(fileId,file({FILE}))",
                pageSize=1000,
            )  # fmt: skip
            said = self.client.execute(request, safe=True)
            files |= {one["fileId"]: one["file"] for one in said.get("changes", []) if "file" in one}
            if "nextPageToken" not in said:
                return files, str(said["newStartPageToken"])
            token = said["nextPageToken"]

    def _one(self, id: str) -> Json:
        try:
            found: Json = self.client.execute(self._drive.files().get(fileId=id, fields=FILE), safe=True)
        except NotDone as fault:
            if fault.reason != "missing":
                raise
            return {}
        return found

    # -------------------------------------------------------------------------------------------- judging

    def _told(self, files: Iterable[Json], token: str) -> list[str]:
        open_to: dict[str, list[str]] = {}
        found: set[str] = set()
        for file in files:
            if file.get("trashed") or not file.get("ownedByMe", True):
                continue
            for way in self._too_wide(file):
                open_to.setdefault(way, []).append(str(file.get("name", "")))
                found.add(file["id"])
        self.memory.put(SEEN, json.dumps({"token": token, "open": sorted(found)}))
        return [_sentence(way, names) for way, names in open_to.items()]

    def _too_wide(self, file: Json) -> Iterable[str]:
        for one in file.get("permissions", []):
            if one.get("role") == "owner" or one.get("deleted"):
                continue
            published = file.get("mimeType") == FORM and one.get("view") == "published"
            if published and one.get("role") == "reader":
                continue  # this lets people answer a form, and see nothing else of it
            who = str(one.get("emailAddress") or one.get("domain") or "").casefold()
            if one.get("type") == "anyone":
                yield "open to anyone with the link"
            elif who not in self.allowed and who.rpartition("@")[2] not in self.allowed:
                yield f"shared with {who or 'somebody without an address'} as {one.get('role')}"


def _sentence(way: str, names: list[str]) -> str:
    some = ", ".join(f"«{name}»" for name in names[:NAMED])
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    out = (
        "set it to Restricted (Share > General access)"
        if way.startswith("open")
        else "take that away (Share), or name the address in config/people.toml or in [google] shared_with"
    )
    return f"Google Drive: {some}{more}: {way}, which is not configured; {out}"
