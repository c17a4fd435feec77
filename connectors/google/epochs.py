"""One machine at a time: a hidden sheet whose id every change names first."""

from __future__ import annotations

from collections.abc import Callable

from connectors.google.client import NotDone, Unknown
from connectors.google.kept import Kept, KeptBook
from connectors.google.sheets import Sheets, add_hidden
from flows.engine.case import Json

EPOCH_TAB = "_giliran"


def take_epoch(
    sheets: Sheets, book: KeptBook, kept: Kept, fresh: Callable[[], int], *, over: bool = False
) -> None:
    """Replace our epoch by a new one in one batch, so that what was sent under the old is refused from now on.

    over: take it from whoever has it. Raises NotDone where another machine has taken it.
    """
    if over or book.tried:
        _settle(sheets, book, over=over)
    new = fresh()
    book.tried.append(new)
    kept.save()
    try:
        sheets.change(book.id, _exchange(book.epoch, new))
        book.epoch, book.tried = new, []
    except (NotDone, Unknown) as fault:
        # An earlier exchange may have come late, between our look and this one: what stands decides.
        before = book.epoch
        _settle(sheets, book)
        kept.save()
        if book.epoch == before:
            raise fault
    book.unclear = False
    kept.save()


def without_a_turn(fault: NotDone) -> NotDone | None:
    """The refusal of a change whose epoch does not stand any more, in words; None for any other refusal."""
    if not any(first in fault.why for first in ("Invalid requests[0]", "Invalid data[0]")):
        return None
    return NotDone(
        "the turn to write in it is not this machine's any more: another machine took it over, or somebody deleted the "
        f"hidden tab «{EPOCH_TAB} …». If this machine is to work, run `alur provision` here",
        again=False,
    )


def _exchange(old: int, new: int) -> list[Json]:
    gone = [{"deleteSheet": {"sheetId": old}}] if old else []
    return [*gone, add_hidden(new, f"{EPOCH_TAB} {new}", 1)]


def _settle(sheets: Sheets, book: KeptBook, *, over: bool = False) -> None:
    """See which epoch stands: the one we had, one that we asked for, or that of another machine."""
    now = _standing_now(sheets, book)
    if over or now in book.tried:
        book.epoch, book.tried = now, []
    elif now != book.epoch:
        raise NotDone(
            "another machine works with this spreadsheet now; if it should be this one, run `alur provision` here",
            again=False,
        )


def _standing_now(sheets: Sheets, book: KeptBook) -> int:
    for sheet in sheets.look(book.id)["sheets"]:
        if str(sheet["properties"]["title"]).startswith(EPOCH_TAB):
            return int(sheet["properties"].get("sheetId", 0))
    return 0


__all__ = ["EPOCH_TAB", "take_epoch", "without_a_turn"]
