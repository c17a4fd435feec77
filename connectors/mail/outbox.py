"""Mail as files: nothing leaves; each mail lies in the outbox folder as .eml, once."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path

from connectors.mail.message import Composer, Unsendable
from flows.engine.calendar import JAKARTA
from flows.engine.case import Json
from flows.engine.ports import Did, Outcome


class OutboxMail:
    """The mail port into a folder."""

    def __init__(self, folder: Path, composer: Composer) -> None:
        self.folder, self.composer = folder, composer

    def send(self, payload: Json) -> Outcome:
        path = self._path(payload)
        if path.is_file():
            return Outcome(Did.DONE, result={"file": path.name})
        try:
            content = self.composer.compose(payload).as_bytes()
        except Unsendable as fault:
            return Outcome(Did.NOT_DONE, str(fault), again=False)
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        return Outcome(Did.DONE, result={"file": path.name})

    def settle(self, payload: Json) -> Outcome:
        """Look whether the file is there."""
        path = self._path(payload)
        return Outcome(Did.DONE, result={"file": path.name}) if path.is_file() else Outcome(Did.NOT_DONE)

    def close(self) -> None:
        """Nothing to close."""

    def _path(self, payload: Json) -> Path:
        at = datetime.fromisoformat(payload["at"]).astimezone(JAKARTA)
        short = hashlib.sha256(str(payload["id"]).encode()).hexdigest()[:10]
        return self.folder / f"{at:%Y%m%d-%H%M%S}-{payload['case']}-{payload['template']}-{short}.eml"
