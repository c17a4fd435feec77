"""A spreadsheet as the stand-in keeps it: tabs of cells, and what is attached to ranges of them.

Whatever the API describes as an object of its own (a protected range, a rule, a filter) is kept in the API's words;
only cells have a shape of their own, because there are many of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from connectors.google.emulator.calls import Json
from connectors.google.emulator.sheets_formula import Formula


@dataclass(frozen=True, slots=True)
class CellError:
    """A value that is an error. kind: as in ErrorValue.type (``REF``, ``N_A``, ``NAME``, ``DIVIDE_BY_ZERO``,
    ``VALUE``, ``NUM``, ``NULL_VALUE``, ``ERROR``); message: Google's sentence."""

    kind: str
    message: str = ""

    @property
    def text(self) -> str:
        """As the cell shows it: ``#REF!``."""
        return SHOWN[self.kind]


SHOWN = {
    "REF": "#REF!",
    "N_A": "#N/A",
    "NAME": "#NAME?",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "NUM": "#NUM!",
    "NULL_VALUE": "#NULL!",
    "ERROR": "#ERROR!",
    "LOADING": "Loading...",
}

Entered: TypeAlias = "float | str | bool | Formula | None"
"""userEnteredValue. A date is a number with a format; the empty string is None."""
Value: TypeAlias = "float | str | bool | CellError | None"
"""effectiveValue."""


@dataclass(slots=True)
class Cell:
    """One cell. format: CellFormat as entered (userEnteredFormat); validation: DataValidationRule."""

    entered: Entered = None
    format: Json = field(default_factory=dict)
    note: str = ""
    validation: Json | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing was typed; it may still have a format, a note or a rule."""
        return self.entered is None


@dataclass(slots=True)
class Sheet:
    """A tab. properties: SheetProperties without ``index`` (its place in Spreadsheet.sheets is that).

    rows: one dictionary for each row of the grid, column -> cell, blank cells left out; as many as rowCount.
    Everything else is in the API's words, with GridRanges of this tab.
    """

    properties: Json
    rows: list[dict[int, Cell]]
    merges: list[Json] = field(default_factory=list)
    protected: dict[int, Json] = field(default_factory=dict)
    """protectedRangeId -> ProtectedRange"""
    conditional: list[Json] = field(default_factory=list)
    """ConditionalFormatRules, first one first"""
    basic_filter: Json | None = None
    groups: list[Json] = field(default_factory=list)
    """DimensionGroups, both dimensions"""
    row_properties: dict[int, Json] = field(default_factory=dict)
    """row -> DimensionProperties, where they differ from the default (21 pixels)"""
    column_properties: dict[int, Json] = field(default_factory=dict)
    """column -> DimensionProperties, where they differ from the default (100 pixels)"""

    @property
    def id(self) -> int:
        return int(self.properties.get("sheetId", 0))

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def column_count(self) -> int:
        return int(self.properties["gridProperties"]["columnCount"])

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell, None where nothing was ever put."""
        return self.rows[row].get(column) if 0 <= row < len(self.rows) else None

    def make(self, row: int, column: int) -> Cell:
        """The cell, made if there was none."""
        return self.rows[row].setdefault(column, Cell())


@dataclass(slots=True)
class Spreadsheet:
    """properties: SpreadsheetProperties (title, locale, timeZone, autoRecalc, defaultFormat, ...).

    named: namedRangeId -> NamedRange; metadata: metadataId -> DeveloperMetadata, whose location is kept in the API's
    words and moves with its row or column. generation: rises with every change, so that computed values can be kept.
    """

    id: str
    properties: Json
    sheets: list[Sheet]
    named: dict[str, Json] = field(default_factory=dict)
    metadata: dict[int, Json] = field(default_factory=dict)
    generation: int = 0

    @property
    def locale(self) -> str:
        return str(self.properties.get("locale", "en_US"))

    def by_id(self, id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.id == id), None)

    def by_title(self, title: str) -> Sheet | None:
        """Titles differ in more than case."""
        wanted = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == wanted), None)
