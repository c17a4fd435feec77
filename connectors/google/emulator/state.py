"""An office of the stand-in in a folder, to be left and resumed: one JSON file for each spreadsheet, form and mailbox.

``files.json`` is Drive, ``content/`` what was uploaded, ``tokens.json`` who is logged in. A file is replaced whole, and
only if what it says has changed; what changes in a second is written once.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from pydantic import TypeAdapter

from connectors.google.emulator.calls import File, Files, Json
from connectors.google.emulator.forms_model import Form
from connectors.google.emulator.gmail_box import Mailbox
from connectors.google.emulator.identity import Identity
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_letters import column_number, letters
from connectors.google.emulator.sheets_model import Cell, Sheet, Spreadsheet

FILES, TOKENS = "files.json", "tokens.json"
SECOND = 1.0
_FILE, _FORM, _BOX = TypeAdapter(File), TypeAdapter(Form), TypeAdapter(Mailbox)
_CHANGES, _IDENTITY = TypeAdapter(list[tuple[int, str, datetime]]), TypeAdapter(Identity)


class Office(Protocol):
    """What is kept."""

    files: Files
    identity: Identity

    @property
    def spreadsheets(self) -> dict[str, Spreadsheet]: ...
    @property
    def all_forms(self) -> dict[str, Form]: ...
    @property
    def mailboxes(self) -> dict[str, Mailbox]: ...


class Kept:
    """The folder. written: what each file says now, or the generation of the spreadsheet in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: dict[str, object] = {}

    def save(self, office: Office) -> None:
        """All that has changed since it was last written."""
        self.write(self.changed(office))

    def changed(self, office: Office) -> dict[str, bytes | None]:
        """Name -> the new content of a file; None for one that is to go."""
        found: dict[str, bytes | None] = {}
        names: set[str] = set()
        for name, mark, content in _pieces(office):
            names.add(name)
            if self._written.get(name) != mark:
                self._written[name] = mark
                found[name] = content()
        for name in self._written.keys() - names:
            del self._written[name]
            found[name] = None
        return found

    def write(self, pieces: dict[str, bytes | None]) -> None:
        for name, content in pieces.items():
            path = self.folder / name
            if content is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)

    # ---------------------------------------------------------------------------------------------- resuming

    def files(self, ids: Callable[[], str]) -> Files:
        if not (self.folder / FILES).exists():
            return Files(ids)
        said = json.loads((self.folder / FILES).read_text("utf-8"))
        made = Files(ids)
        for one in said["files"]:
            content = self.folder / "content" / f"{one['id']}.bin"
            file = _FILE.validate_python(
                {**one, "content": content.read_bytes() if content.exists() else b""}
            )
            made.all[file.id] = file
        made.changes = _CHANGES.validate_python(said["changes"])
        made.seen = said.get("seen", {})
        return made

    def identity(self) -> Identity:
        path = self.folder / TOKENS
        return _IDENTITY.validate_json(path.read_bytes()) if path.exists() else Identity()

    def spreadsheets(self) -> dict[str, Spreadsheet]:
        return {book.id: book for book in map(spreadsheet_of, self._all("spreadsheets"))}

    def forms(self) -> dict[str, Form]:
        return {form.id: form for form in map(_FORM.validate_python, self._all("forms"))}

    def mailboxes(self) -> dict[str, Mailbox]:
        return {box.address: box for box in map(_BOX.validate_python, self._all("mail"))}

    def _all(self, folder: str) -> Iterator[Json]:
        for path in sorted((self.folder / folder).glob("*.json")):
            yield json.loads(path.read_text("utf-8"))


class Keeper:
    """Writes an office to its folder a second after it changed. lock: held while it is looked at."""

    def __init__(self, kept: Kept, office: Office, lock: AbstractContextManager[Any]) -> None:
        self.kept, self.office, self.lock = kept, office, lock
        self._stir, self._ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def changed(self) -> None:
        self._stir.set()

    def close(self) -> None:
        """Write what is left to write."""
        self._ended.set()
        self._stir.set()
        self._thread.join()
        self._write()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._stir.wait()
            self._ended.wait(SECOND)
            self._stir.clear()
            self._write()

    def _write(self) -> None:
        with self.lock:
            pieces = self.kept.changed(self.office)
        self.kept.write(pieces)


def _pieces(office: Office) -> Iterator[tuple[str, object, Callable[[], bytes]]]:
    """Name, what tells whether it changed, and how its content is made."""
    for book in office.spreadsheets.values():
        yield (
            f"spreadsheets/{book.id}.json",
            book.generation,
            partial(_spreadsheet, book),
        )
    for form in office.all_forms.values():
        said = _FORM.dump_json(form, indent=1)
        yield f"forms/{form.id}.json", said, partial(bytes, said)
    for box in office.mailboxes.values():
        said = _BOX.dump_json(box, indent=1)
        yield f"mail/{box.address.replace('/', '_')}.json", said, partial(bytes, said)
    files = office.files
    for file in files.all.values():
        if file.content:
            yield f"content/{file.id}.bin", file.version, partial(bytes, file.content)
    rows = [_FILE.dump_python(file, mode="json", exclude={"content"}) for file in files.all.values()]
    said = _text(
        {"files": rows, "changes": _CHANGES.dump_python(files.changes, mode="json"), "seen": files.seen}
    )
    yield FILES, said, partial(bytes, said)
    said = _IDENTITY.dump_json(office.identity, indent=1)
    yield TOKENS, said, partial(bytes, said)


def _spreadsheet(book: Spreadsheet) -> bytes:
    return _text(spreadsheet_as_json(book))


def _text(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


# ------------------------------------------------------------------------------------------- spreadsheets


def spreadsheet_as_json(book: Spreadsheet) -> Json:
    """Cells by their address; formats and rules that many cells share stand once in ``shared``."""
    shared: dict[str, int] = {}
    sheets = [_sheet_as_json(sheet, shared) for sheet in book.sheets]
    rest = {name: getattr(book, name) for name in ("id", "properties", "named", "generation")}
    return {
        **rest, "metadata": list(book.metadata.values()), "sheets": sheets,
        "shared": [json.loads(text) for text in shared],
    }  # fmt: skip


def spreadsheet_of(said: Json) -> Spreadsheet:
    shared = said["shared"]
    sheets = [_sheet_of(one, shared) for one in said["sheets"]]
    metadata = {int(one["metadataId"]): one for one in said["metadata"]}
    return Spreadsheet(
        said["id"], said["properties"], sheets, said["named"], metadata, int(said["generation"])
    )


_PLAIN = [one.name for one in fields(Sheet) if one.name != "rows"]
_BY_NUMBER = ("protected", "row_properties", "column_properties")


def _sheet_as_json(sheet: Sheet, shared: dict[str, int]) -> Json:
    cells = {
        f"{letters(column)}{number}": found
        for number, row in enumerate(sheet.rows, 1)
        for column, cell in sorted(row.items())
        if (found := _cell_as_json(cell, shared))
    }
    return {name: getattr(sheet, name) for name in _PLAIN} | {"height": len(sheet.rows), "cells": cells}


def _sheet_of(said: Json, shared: list[Json]) -> Sheet:
    rows: list[dict[int, Cell]] = [{} for _ in range(said["height"])]
    for address, one in said["cells"].items():
        column = address.rstrip("0123456789")
        rows[int(address[len(column) :]) - 1][column_number(column)] = _cell_of(one, shared)
    plain = {name: said[name] for name in _PLAIN}
    for name in _BY_NUMBER:
        plain[name] = {int(number): one for number, one in plain[name].items()}
    return Sheet(rows=rows, **plain)


def _cell_as_json(cell: Cell, shared: dict[str, int]) -> Json:
    found: Json = {}
    if isinstance(cell.entered, Formula):
        found["formula"] = cell.entered.text
    elif cell.entered is not None:
        found["value"] = cell.entered
    for name, thing in (("format", cell.format), ("validation", cell.validation)):
        if thing:
            found[name] = shared.setdefault(json.dumps(thing, ensure_ascii=False), len(shared))
    return found | ({"note": cell.note} if cell.note else {})


def _cell_of(said: Json, shared: list[Json]) -> Cell:
    entered = Formula(said["formula"]) if "formula" in said else said.get("value")
    format = shared[said["format"]] if "format" in said else {}
    rule = shared[said["validation"]] if "validation" in said else None
    return Cell(entered, format, said.get("note", ""), rule)
