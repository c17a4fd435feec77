"""The stand-in's spreadsheets as a person sees them: ``/_view`` lists the files, ``/_view/<id>`` shows the tabs.

``POST /_view/<id>/cell`` types a value into a cell as a person would (fields ``tab``, ``cell``, ``value``, ``who``),
``POST /_view/<id>/act`` inserts and deletes a row and sorts (``what``, ``row`` or ``column``). What is refused comes
back as the same page with a sentence. The page knows spreadsheets only through ``Workbooks``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from markupsafe import Markup
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from connectors.google.emulator.calls import ApiError, File, Files, Json, invalid, not_found
from connectors.google.emulator.pages import Page, Shown, bearer
from connectors.google.emulator.sheets_letters import letters

HERE = Path(__file__).parent
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
KINDS = {
    SPREADSHEET: "Spreadsheet", "application/vnd.google-apps.folder": "Folder",
    "application/vnd.google-apps.form": "Formulir", "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
}  # fmt: skip
AT_ONCE = 200
BLANK_ROWS_SHOWN = 15
COLUMNS_SHOWN = 8
"""At least, where there are so many."""
JAKARTA = ZoneInfo("Asia/Jakarta")
ROW_ACTS, COLUMN_ACTS = ("above", "below", "delete"), ("ascending", "descending")
PAGES = ("files", "workbook")
NOT_POSSIBLE = "Itu tidak bisa dilakukan pada lembar ini."
STRANGER = "{who} tidak punya akses ke berkas ini; pemiliknya harus membagikannya dahulu."
PROTECTED = "Sel {at} terlindung: hanya orang yang berhak yang boleh mengubahnya."


@dataclass(frozen=True, slots=True)
class Cell:
    """text: as displayed; entered: as typed, None if the same. look: CSS that the cell asks for; marks: bold, italic,
    strike, wrap, locked (protected), warned (protected by a warning). choices: of a drop-down; hint: what the rule of
    the cell says to whoever stands on it."""

    text: str = ""
    entered: str | None = None
    look: tuple[tuple[str, str], ...] = ()
    marks: frozenset[str] = frozenset()
    choices: tuple[str, ...] = ()
    note: str = ""
    hint: str = ""
    link: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.text or self.note)


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet of a workbook."""

    title: str
    row_count: int
    column_count: int
    frozen_rows: int = 0
    frozen_columns: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Some rows of a tab from a row on; a row may be shorter than the tab is wide.

    widths: of the columns in pixels; hidden: rows and columns that are not shown; merges: top, left, bottom, right.
    more: whether there is something below.
    """

    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: Sequence[tuple[int, int, int, int]] = ()
    more: bool = False


class Workbooks(Protocol):
    """What the page needs to know of spreadsheets, and what people do to them; rows and columns count from 0.

    What people may not do raises ApiError.
    """

    def tabs(self, id: str) -> Sequence[Tab]:
        """The tabs from left to right, hidden ones too."""

    def grid(self, id: str, tab: str, first: int, count: int) -> Grid:
        """So many rows of a tab, from a row on."""

    def type_cell(self, who: str, id: str, tab: str, row: int, column: int, text: str) -> None:
        """Type a text as a person does."""

    def act(self, who: str, id: str, tab: str, what: str, at: int) -> None:
        """One of ROW_ACTS at a row, or of COLUMN_ACTS by a column."""


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text("utf-8")


@dataclass
class View:
    """The handlers of the page. link: where a file that is no spreadsheet can be looked at, empty for nowhere."""

    files: Files
    workbooks: Workbooks
    link: Callable[[File], str] = lambda file: ""
    shown: Shown = field(default_factory=lambda: Shown({name: _text(f"view_{name}.html") for name in PAGES}))

    def pages(self) -> list[Page]:
        return [
            Page("/_view", self.list_files),
            Page("/_view/<id>", self.workbook),
            Page("/_view/<id>/cell", self.type, ("POST",)),
            Page("/_view/<id>/act", self.act, ("POST",)),
        ]

    def list_files(self, request: Request) -> Response:
        found = sorted(
            self.files.all.values(), key=lambda one: (self._folder(one), one.name.casefold(), one.id)
        )
        return self.shown.page("files", files=[self._line(one) for one in found])

    def workbook(self, request: Request, id: str) -> Response:
        file, words = self._spreadsheet(id), request.args
        return self._page(
            file, words.get("tab", ""), words.get("from", 1, int) - 1, words.get("who") or file.owner
        )

    def type(self, request: Request, id: str) -> Response:
        file, words = self._spreadsheet(id), request.form
        row, column = place(words.get("cell", ""))
        tab, who = self._tab(id, words.get("tab", "")).title, self._who(request, file)

        def done() -> None:
            self.workbooks.type_cell(who, id, tab, row, column, words.get("value", ""))

        return self._done(file, tab, row, who, f"{letters(column)}{row + 1}", done)

    def act(self, request: Request, id: str) -> Response:
        file, words = self._spreadsheet(id), request.form
        tab, who, what = (
            self._tab(id, words.get("tab", "")).title,
            self._who(request, file),
            words.get("what"),
        )
        if what in ROW_ACTS:
            row, _ = place("A" + words.get("row", ""))
            return self._done(
                file, tab, row, who, f"di baris {row + 1}",
                lambda: self.workbooks.act(who, id, tab, str(what), row),
            )  # fmt: skip
        if what in COLUMN_ACTS:
            _, column = place(words.get("column", "") + "1")
            return self._done(
                file,
                tab,
                0,
                who,
                "yang akan pindah",
                lambda: self.workbooks.act(who, id, tab, str(what), column),
            )
        raise invalid(f"Unknown act: {what}")

    def _done(self, file: File, tab: str, row: int, who: str, at: str, act: Callable[[], None]) -> Response:
        """Do it and show the tab again; or say why it was refused. at: the cell, in words."""
        try:
            act()
        except ApiError as refused:
            said = refused.message
            if "protected cell" in said or refused.status == "PERMISSION_DENIED":
                said = PROTECTED.format(at=at)
            elif refused.status == "NOT_FOUND":
                said = STRANGER.format(who=who)
            elif said.startswith("Invalid requests"):
                said = NOT_POSSIBLE
            return self._page(file, tab, row // AT_ONCE * AT_ONCE, who, said, refused)
        shown = urlencode({"tab": tab, "from": row // AT_ONCE * AT_ONCE + 1, "who": who})
        return redirect(f"/_view/{file.id}?{shown}", 303, Response)

    def _page(
        self, file: File, title: str, first: int, who: str, fault: str = "", refused: ApiError | None = None
    ) -> Response:
        tab = self._tab(file.id, title)
        first = max(0, first)
        grid = self.workbooks.grid(file.id, tab.title, first, AT_ONCE)
        rows = grid.rows if grid.more else _without_blank_end(grid.rows)
        width = min(tab.column_count, max(COLUMNS_SHOWN, *(len(row) for row in rows)))
        shown = _Drawn(tab, grid, first, width)
        return self.shown.page(
            "workbook", refused.code if refused else 200,
            id=file.id, name=file.name, chosen=tab.title, who=who,
            tabs=sorted(self.workbooks.tabs(file.id), key=lambda one: one.hidden),
            people=sorted({file.owner} | {one.email for one in file.permissions.values() if one.kind == "user"}),
            columns=shown.columns(), rows=shown.rows(rows), lists=list(shown.lists),
            earlier=max(1, first + 1 - AT_ONCE) if first else None,
            later=first + AT_ONCE + 1 if grid.more else None,
            fault=fault, words_of_google=refused.message if refused and refused.message != fault else "",
            style=Markup(_text("view.css")), script=Markup(_text("view.js")),
        )  # fmt: skip

    def _tab(self, id: str, title: str) -> Tab:
        """The tab of that title; without one the first that is not hidden."""
        tabs = self.workbooks.tabs(id)
        asked = title or next((tab.title for tab in tabs if not tab.hidden), tabs[0].title)
        found = next((one for one in tabs if one.title == asked), None)
        if found is None:
            raise not_found()
        return found

    @staticmethod
    def _who(request: Request, file: File) -> str:
        return bearer(request) or request.form.get("who", "").strip() or file.owner

    def _spreadsheet(self, id: str) -> File:
        found = self.files.all.get(id)
        if found is None or found.mime_type != SPREADSHEET:
            raise not_found()
        return found

    def _line(self, file: File) -> Json:
        others = [one for one in file.permissions.values() if one.email != file.owner]
        return {
            "name": file.name,
            "kind": KINDS.get(file.mime_type, file.mime_type),
            "folder": self._folder(file),
            "owner": file.owner,
            "shared": ", ".join(f"{one.email or one.kind} ({one.role.value})" for one in others),
            "modified": f"{file.modified.astimezone(JAKARTA):%d-%m-%Y %H:%M:%S}",
            "trashed": file.trashed,
            "link": f"/_view/{file.id}" if file.mime_type == SPREADSHEET else self.link(file),
        }

    def _folder(self, file: File) -> str:
        """The names of the folders above, from the outermost."""
        names: list[str] = []
        seen = {file.id}
        at = self.files.all.get(file.parents[0]) if file.parents else None
        while at is not None and at.id not in seen:
            seen.add(at.id)
            names.insert(0, at.name)
            at = self.files.all.get(at.parents[0]) if at.parents else None
        return " / ".join(names)


def place(cell: str) -> tuple[int, int]:
    """Row and column from 0 of a cell like ``B3``."""
    found = re.fullmatch(r"\s*\$?([A-Za-z]{1,3})\$?([1-9]\d{0,7})\s*", cell)
    if found is None:
        raise invalid(f"Unable to parse range: {cell}")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _without_blank_end(rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    last = max((n for n, row in enumerate(rows) if not all(cell.is_blank for cell in row)), default=-1)
    return rows[: last + 1 + BLANK_ROWS_SHOWN]


@dataclass
class _Drawn:
    """A part of a tab in the words of the template. lists: the drop-downs, each once, by their number."""

    tab: Tab
    grid: Grid
    first: int
    width: int
    lists: dict[tuple[str, ...], int] = field(default_factory=dict)

    def columns(self) -> list[Json]:
        widths = [*self.grid.widths, *[100] * self.width]
        return [
            {"letters": letters(at), "width": widths[at], "classes": self._stays(at)}
            for at in range(self.width)
            if at not in self.grid.hidden_columns
        ]

    def rows(self, rows: Sequence[Sequence[Cell]]) -> list[Json]:
        found = []
        for number, row in enumerate(rows, self.first):
            if number not in self.grid.hidden_rows:
                stays = "row-stays" if number < self.tab.frozen_rows else ""
                edge = " row-edge" if number == self.tab.frozen_rows - 1 else ""
                cells = [
                    self._cell(number, at, row[at] if at < len(row) else Cell()) for at in range(self.width)
                ]
                kept = [one for one in cells if one is not None]
                found.append({"number": number + 1, "classes": stays + edge, "cells": kept})
        return found

    def _stays(self, column: int) -> str:
        stays = "column-stays" if column < self.tab.frozen_columns else ""
        return stays + (" column-edge" if column == self.tab.frozen_columns - 1 else "")

    def _cell(self, row: int, column: int, cell: Cell) -> Json | None:
        """None: hidden, or covered by another cell that was merged with it."""
        if column in self.grid.hidden_columns:
            return None
        span = None
        for top, left, bottom, right in self.grid.merges:
            if top <= row < bottom and left <= column < right:
                if (row, column) != (top, left):
                    return None
                span = bottom - top, right - left
        marks = {*cell.marks, *(["noted"] if cell.note else []), *(["drop"] if cell.choices else [])}
        return {
            "name": f"{letters(column)}{row + 1}",
            "text": cell.text,
            "entered": cell.entered,
            "note": cell.note or cell.hint,
            "link": cell.link,
            "list": self.lists.setdefault(cell.choices, len(self.lists)) if cell.choices else None,
            "span": span,
            "classes": " ".join(filter(None, [self._stays(column), *sorted(marks)])),
            "style": "; ".join(f"{name}: {value}" for name, value in cell.look if _SAFE.fullmatch(value)),
        }


_SAFE = re.compile(r"#[0-9a-f]{6}|[a-z]+|\d+p[tx]")
