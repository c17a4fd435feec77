"""The stand-in's spreadsheets as a person sees them: ``/_view`` lists the files, ``/_view/<id>`` shows the tabs.

``POST /_view/<id>/cell`` types a value into a cell as a person would (fields ``tab``, ``cell``, ``value``, ``who``).
The page knows spreadsheets only through ``Workbooks`` and ``TypeCell``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from connectors.google.emulator.calls import File, Files, Json, invalid, not_found
from connectors.google.emulator.pages import Page, Shown, bearer
from connectors.google.emulator.sheets_a1 import letters

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
AT_ONCE = 200
BLANK_ROWS_SHOWN = 3
JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class Cell:
    """text: as displayed. background: ``#rrggbb``, empty for none. choices: of a drop-down. protected: not for all."""

    text: str = ""
    background: str = ""
    choices: tuple[str, ...] = ()
    protected: bool = False
    note: str = ""
    bold: bool = False

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
    hidden: bool = False


class Workbooks(Protocol):
    """What the page needs to know of spreadsheets; rows and columns count from 0."""

    def tabs(self, id: str) -> Sequence[Tab]:
        """The tabs from left to right, hidden ones too."""

    def rows(self, id: str, tab: str, first: int, count: int) -> Sequence[Sequence[Cell]]:
        """Some rows of a tab, from a row on; a row may be shorter than the tab is wide."""


TypeCell: TypeAlias = Callable[[str, str, str, int, int, str], None]
"""Type a text as a person does: who, spreadsheet, tab, row, column (from 0), text. Raises ApiError if refused."""

FILES = """{% extends "frame" %}{% block title %}Berkas{% endblock %}
{% block width %}70rem{% endblock %}{% block body %}<h1>Berkas</h1>
<table><tr><th>Nama</th><th>Jenis</th><th>Folder</th><th>Pemilik</th><th>Dibagikan kepada</th><th>Diubah</th></tr>
{% for file in files %}<tr><td>{% if file.link %}<a href="{{ file.link }}">{{ file.name }}</a>{% else %}{{ file.name }}
{% endif %}{% if file.trashed %} <span class="quiet">(di sampah)</span>{% endif %}</td>
<td>{{ file.kind }}</td><td>{{ file.folder }}</td><td>{{ file.owner }}</td><td>{{ file.shared }}</td>
<td>{{ file.modified }}</td></tr>{% endfor %}
</table>{% endblock %}"""
WORKBOOK = """{% extends "frame" %}{% block title %}{{ name }}{% endblock %}
{% block width %}none{% endblock %}
{% block style %}td, th { font-size: 13px; vertical-align: top; white-space: pre-wrap }
thead th { position: sticky; top: 0 }
td.locked { background-image: linear-gradient(225deg, #888 6px, transparent 6px) }
td.noted { box-shadow: inset 0 -2px #f9ab00 } td.bold { font-weight: 600 }
nav a { margin-right: 1rem } nav a[aria-current] { font-weight: 600 } .type { margin: 1rem 0 }
{% endblock %}
{% block body %}<p><a href="/_view">Semua berkas</a></p><h1>{{ name }}</h1>
<nav>{% for tab in tabs %}<a href="?tab={{ tab.title|urlencode }}" {% if tab.title == chosen %}aria-current="page"
{% endif %}>{{ tab.title }}{{ " (tersembunyi)" if tab.hidden else "" }}</a>{% endfor %}</nav>
<form class="type" method="post" action="/_view/{{ id }}/cell">
<input type="hidden" name="tab" value="{{ chosen }}">
<label>Sel <input type="text" name="cell" size="6" required pattern="[A-Za-z]+[0-9]+"></label>
<label>Isi <input type="text" name="value" size="40"></label>
<label>sebagai <input type="text" name="who" value="{{ who }}" size="24"></label>
<button type="submit">Ketik</button></form>
<table data-tab="{{ chosen }}"><thead><tr><th></th>{% for letters in columns %}<th>{{ letters }}</th>{% endfor %}</tr>
</thead><tbody>
{% for row in rows %}<tr><th>{{ row.number }}</th>
{% for cell in row.cells %}<td data-cell="{{ cell.name }}"
{% if cell.classes %}class="{{ cell.classes }}"{% endif %}
{% if cell.background %}style="background-color: {{ cell.background }}"{% endif %}
{% if cell.note %}title="{{ cell.note }}"{% endif %}>
{%- if cell.choices %}<select disabled>{% if cell.text not in cell.choices %}<option selected>{{ cell.text }}</option>
{% endif %}{% for choice in cell.choices %}<option {{ "selected" if choice == cell.text }}>{{ choice }}</option>
{% endfor %}</select>{% else %}{{ cell.text }}{% endif -%}
</td>{% endfor %}</tr>
{% endfor %}</tbody></table>
<p class="quiet">Sudut abu-abu: sel terlindung. Garis kuning: ada catatan.
{% if earlier is not none %}<a href="?tab={{ chosen|urlencode }}&amp;from={{ earlier }}">Baris sebelumnya</a>{% endif %}
{% if later %}<a href="?tab={{ chosen|urlencode }}&amp;from={{ later }}">Baris berikutnya</a>{% endif %}</p>
{% endblock %}"""


class View:
    """The handlers of the page. link: where a file that is no spreadsheet can be looked at, empty for nowhere."""

    def __init__(
        self,
        files: Files,
        workbooks: Workbooks,
        type_cell: TypeCell,
        link: Callable[[File], str] = lambda file: "",
    ) -> None:
        self.files, self.workbooks, self.type_cell, self.link = files, workbooks, type_cell, link
        self.shown = Shown({"files": FILES, "workbook": WORKBOOK})

    def pages(self) -> list[Page]:
        return [
            Page("/_view", self.list_files),
            Page("/_view/<id>", self.workbook),
            Page("/_view/<id>/cell", self.type, ("POST",)),
        ]

    def list_files(self, request: Request) -> Response:
        found = sorted(
            self.files.all.values(), key=lambda one: (self._folder(one), one.name.casefold(), one.id)
        )
        return self.shown.page("files", files=[self._line(one) for one in found])

    def workbook(self, request: Request, id: str) -> Response:
        file = self._spreadsheet(id)
        tabs = self.workbooks.tabs(id)
        asked = request.args.get("tab") or next((tab.title for tab in tabs if not tab.hidden), tabs[0].title)
        tab = next((one for one in tabs if one.title == asked), None)
        if tab is None:
            raise not_found()
        first = max(0, request.args.get("from", 1, int) - 1)
        rows = [list(row) for row in self.workbooks.rows(id, tab.title, first, AT_ONCE)]
        whole = len(rows) >= AT_ONCE and first + AT_ONCE < tab.row_count
        rows = rows if whole else _without_blank_end(rows)
        width = min(tab.column_count, max((len(row) for row in rows), default=0))
        return self.shown.page(
            "workbook",
            id=id,
            name=file.name,
            tabs=tabs,
            chosen=tab.title,
            who=file.owner,
            columns=[letters(n) for n in range(width)],
            rows=[_shown_row(first + n, row, width) for n, row in enumerate(rows)],
            earlier=max(1, first + 1 - AT_ONCE) if first else None,
            later=first + AT_ONCE + 1 if whole else None,
        )

    def type(self, request: Request, id: str) -> Response:
        file = self._spreadsheet(id)
        words = request.form
        row, column = place(words.get("cell", ""))
        tab = words.get("tab") or self.workbooks.tabs(id)[0].title
        who = bearer(request) or words.get("who", "").strip() or file.owner
        self.type_cell(who, id, tab, row, column, words.get("value", ""))
        shown = urlencode({"tab": tab, "from": row // AT_ONCE * AT_ONCE + 1})
        return redirect(f"/_view/{id}?{shown}", 303, Response)

    def _spreadsheet(self, id: str) -> File:
        found = self.files.all.get(id)
        if found is None or found.mime_type != SPREADSHEET:
            raise not_found()
        return found

    def _line(self, file: File) -> Json:
        others = [one for one in file.permissions.values() if one.email != file.owner]
        return {
            "name": file.name,
            "kind": file.mime_type.removeprefix("application/vnd.google-apps."),
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


def _without_blank_end(rows: list[list[Cell]]) -> list[list[Cell]]:
    last = max((n for n, row in enumerate(rows) if not all(cell.is_blank for cell in row)), default=-1)
    return rows[: last + 1 + BLANK_ROWS_SHOWN]


def _shown_row(number: int, row: list[Cell], width: int) -> Json:
    cells = (row + [Cell()] * width)[:width]
    return {"number": number + 1, "cells": [_shown_cell(number, at, cell) for at, cell in enumerate(cells)]}


def _shown_cell(row: int, column: int, cell: Cell) -> Json:
    marks = {"locked": cell.protected, "noted": bool(cell.note), "bold": cell.bold}
    return {
        "name": f"{letters(column)}{row + 1}",
        "text": cell.text,
        "note": cell.note,
        "choices": cell.choices,
        "classes": " ".join(name for name, is_so in marks.items() if is_so),
        "background": cell.background if re.fullmatch(r"#[0-9a-f]{6}", cell.background) else "",
    }
