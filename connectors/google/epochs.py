"""One machine at a time: a hidden sheet whose id every change names first."""

from __future__ import annotations

from collections.abc import Callable

from connectors.google.client import NotDone, Unknown
from connectors.google.kept import Kept, KeptBook
from connectors.google.sheets import Sheets
from flows.engine.case import Json

EPOCH_TAB = "_giliran"


def take_epoch(
    sheets: Sheets, book: KeptBook, kept: Kept, fresh: Callable[[], int], *, over: bool = False
) -> None:
    """Replace our epoch by a new one in one batch, so that what was sent under the old is refused from now on.

    over: take it from whoever has it. Raises NotDone where another machine has taken it.
    """
    if book.next_epoch:
        _settle(sheets, book)
    if over:
        book.epoch = _standing_now(sheets, book) or 0
    book.next_epoch = fresh()
    kept.save()
    try:
        sheets.change(book.id, _exchange(book.epoch, book.next_epoch))
    except Unknown:
        _settle(sheets, book)
        if book.next_epoch:
            raise
    except NotDone:
        _settle(sheets, book)
        if book.next_epoch and _standing_now(sheets, book) != book.epoch:
            raise NotDone(
                "another machine works with this spreadsheet now; if it should be this one, run `alur provision` here",
                again=False,
            ) from None
        if book.next_epoch:
            raise
    if book.next_epoch:
        book.epoch, book.next_epoch = book.next_epoch, 0
    book.unclear = False
    kept.save()


def _exchange(old: int, new: int) -> list[Json]:
    made: Json = {
        "addSheet": {
            "properties": {
                "sheetId": new, "title": f"{EPOCH_TAB} {new}", "hidden": True,
                "gridProperties": {"rowCount": 1, "columnCount": 1},
            }
        }
    }  # fmt: skip
    return [*([{"deleteSheet": {"sheetId": old}}] if old else []), made]


def _settle(sheets: Sheets, book: KeptBook) -> None:
    """See whether an exchange that was begun was carried out."""
    if _standing_now(sheets, book) == book.next_epoch:
        book.epoch, book.next_epoch = book.next_epoch, 0


def _standing_now(sheets: Sheets, book: KeptBook) -> int:
    for sheet in sheets.look(book.id)["sheets"]:
        if str(sheet["properties"]["title"]).startswith(EPOCH_TAB):
            return int(sheet["properties"].get("sheetId", 0))
    return 0


__all__ = ["EPOCH_TAB", "take_epoch"]
