"""``spreadsheets.batchUpdate``: the requests one after another, on a copy; the first bad one leaves all as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from connectors.google.emulator import sheets_requests_attached as attached
from connectors.google.emulator import sheets_requests_cells as cells
from connectors.google.emulator import sheets_requests_dimensions as dimensions
from connectors.google.emulator import sheets_requests_find as find
from connectors.google.emulator import sheets_requests_metadata as metadata
from connectors.google.emulator import sheets_requests_paste as paste
from connectors.google.emulator import sheets_requests_sort as sort
from connectors.google.emulator import sheets_requests_tabs as tabs
from connectors.google.emulator.calls import ApiError, Call, Json, cloned, invalid
from connectors.google.emulator.sheets_model import Spreadsheet
from connectors.google.emulator.sheets_requests import Batch, Service, not_built

Request: TypeAlias = Callable[[Batch, Json], "Json | None"]

REQUESTS: dict[str, Request] = {
    "updateSpreadsheetProperties": tabs.update_spreadsheet,
    "updateSheetProperties": tabs.update,
    "addSheet": tabs.add,
    "deleteSheet": tabs.delete,
    "duplicateSheet": tabs.duplicate,
    "updateCells": cells.update,
    "repeatCell": cells.repeat,
    "appendCells": cells.append,
    "updateBorders": cells.borders,
    "trimWhitespace": cells.trim,
    "updateDimensionProperties": dimensions.update,
    "insertDimension": dimensions.insert,
    "deleteDimension": dimensions.delete,
    "appendDimension": dimensions.append,
    "moveDimension": dimensions.move,
    "autoResizeDimensions": dimensions.auto_resize,
    "insertRange": dimensions.insert_range,
    "deleteRange": dimensions.delete_range,
    "addDimensionGroup": dimensions.add_group,
    "deleteDimensionGroup": dimensions.delete_group,
    "updateDimensionGroup": dimensions.update_group,
    "sortRange": sort.sort_range,
    "setBasicFilter": sort.set_filter,
    "clearBasicFilter": sort.clear_filter,
    "addNamedRange": attached.add_named,
    "updateNamedRange": attached.update_named,
    "deleteNamedRange": attached.delete_named,
    "addProtectedRange": attached.add_protected,
    "updateProtectedRange": attached.update_protected,
    "deleteProtectedRange": attached.delete_protected,
    "setDataValidation": attached.set_validation,
    "addConditionalFormatRule": attached.add_conditional,
    "updateConditionalFormatRule": attached.update_conditional,
    "deleteConditionalFormatRule": attached.delete_conditional,
    "mergeCells": attached.merge,
    "unmergeCells": attached.unmerge,
    "findReplace": find.find_replace,
    "copyPaste": paste.copy_paste,
    "cutPaste": paste.cut_paste,
    "createDeveloperMetadata": metadata.create,
    "updateDeveloperMetadata": metadata.update,
    "deleteDeveloperMetadata": metadata.delete,
}
"""What a request does. It returns its reply, if it has one."""


def batch_update(service: Service, spreadsheet: Spreadsheet, call: Call) -> Json:
    """All the requests of the call or none; the answer with a reply for each."""
    requests = call.body.get("requests") or []
    if not requests:
        raise invalid("Must specify at least one request.")
    batch = Batch(service, _copy(spreadsheet), call.who)
    replies = [_done(batch, number, request) for number, request in enumerate(requests)]
    answer: Json = {"spreadsheetId": spreadsheet.id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        ranges, grid_data = (
            call.body.get("responseRanges") or [],
            bool(call.body.get("responseIncludeGridData")),
        )
        # Before the change is taken over: a range that cannot be read fails the whole batch.
        answer["updatedSpreadsheet"] = service.shown(batch.book, call, ranges, grid_data)
    _take_over(spreadsheet, batch.book)
    file = service.files.all.get(spreadsheet.id)
    if file is not None:
        file.name = batch.renamed or file.name
    return answer


def _done(batch: Batch, number: int, request: Json) -> Json:
    if len(request) != 1:
        raise invalid(f"Invalid requests[{number}]: A request must have exactly one kind.")
    (kind, words), *_ = request.items()
    try:
        if kind not in REQUESTS:
            raise not_built(kind)
        batch.book.generation += 1  # computed values of before no longer hold
        reply = REQUESTS[kind](batch, words or {})
    except ApiError as error:
        message = f"Invalid requests[{number}].{kind}: {error.message}"
        raise ApiError(error.code, error.status, message, error.reason, error.domain) from error
    return {} if reply is None else {kind: _answered(cloned(reply))}


def _answered(value: Any) -> Any:
    """As proto JSON writes it: no false, no empty text or list, no count of zero, and no sheetId 0 but a tab's own."""
    if isinstance(value, list):
        return [_answered(one) for one in value]
    if not isinstance(value, dict):
        return value
    made = {name: _answered(one) for name, one in value.items()}
    return {name: one for name, one in made.items() if not _is_default(name, one, made)}


def _is_default(name: str, value: Any, within: Json) -> bool:
    if value is None or value is False or value == "" or value == []:
        return True
    left_out = name.endswith("Changed") or (name == "sheetId" and "title" not in within)
    return left_out and value == 0


def _copy(book: Spreadsheet) -> Spreadsheet:
    """Shares cells, which a batch only replaces."""
    return Spreadsheet(
        book.id,
        cloned(book.properties),
        [tabs.copied(one) for one in book.sheets],
        cloned(book.named),
        cloned(book.metadata),
        book.generation,
    )


def _take_over(book: Spreadsheet, changed: Spreadsheet) -> None:
    book.properties, book.sheets = changed.properties, changed.sheets
    book.named, book.metadata, book.generation = changed.named, changed.metadata, changed.generation
