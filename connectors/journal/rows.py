"""From the engine's data to rows and back, with the checksum that every row bears."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any
from zlib import crc32

from sqlalchemy import Table

from connectors.journal import tables as t
from connectors.journal.codec import (
    case_from,
    from_json,
    given_from,
    moment,
    request_from,
    submission_from,
    to_json,
)  # fmt: skip
from connectors.journal.problems import DamagedJournal
from flows.engine.case import (
    Case,
    Content,
    Event,
    EventKind,
    Given,
    Number,
    Operation,
    OpKind,
    OpState,
    Request,
    Submission,
)  # fmt: skip
from flows.engine.ports import Head, Recorded

Row = dict[str, Any]

_COLUMNS = {table: [column.name for column in table.c if column.name != "crc"] for table in t.SEALED}
_READ = {
    t.cases: ("state", case_from),
    t.requests: ("body", request_from),
    t.answers: ("body", given_from),
    t.submissions: ("body", submission_from),
    t.contents: ("cells", from_json),
    t.payloads: ("payload", from_json),
}
NEXT = "Stop, restore journal.db from its newest backup, then run `alur journal verify`."


# ------------------------------------------------------------------------------------------ checksums


def sealed(table: Table, row: Mapping[str, Any]) -> Row:
    """The row with its checksum."""
    return {**row, "crc": checksum(table, [row[name] for name in _COLUMNS[table]])}


def checksum(table: Table, values: Iterable[Any]) -> int:
    """CRC-32 over the values of a row in the order of its columns, ``crc`` left out."""
    if table is t.row_digests:  # there are many of these
        register, id, digest = values
        return digest_checksum(crc32(f"{register}\0".encode("utf-8", "surrogatepass")), id, digest)
    return crc32(json.dumps(list(values), separators=(",", ":"), default=bytes.hex).encode())


def digest_checksum(of_register: int, id: str, digest: bytes) -> int:
    """``checksum`` of a row of ``row_digests``. of_register: CRC-32 of the register's name and a NUL."""
    return crc32(id.encode("utf-8", "surrogatepass") + b"\0" + digest, of_register)


def checked(table: Table, row: Any) -> Any:
    """The row, its columns as in the table, when it is what was written. Raises DamagedJournal."""
    try:
        whole = checksum(table, row[: len(_COLUMNS[table])]) == row.crc
    except (TypeError, ValueError):  # a value that is not even of the type of its column
        whole = False
    if not whole:
        raise DamagedJournal(
            f"journal: {named(table, row)} is not what was written (its checksum differs). {NEXT}"
        )
    return row


def named(table: Table, row: Any) -> str:
    """How a row is called in messages: table and key."""
    return f"{table.name} «{' '.join(str(getattr(row, column.name)) for column in table.primary_key)}»"


def read(table: Table, row: Any) -> Any:
    """What the JSON of a row says, once the row is checked. Raises DamagedJournal."""
    column, reader = _READ[table]
    checked(table, row)
    try:
        return reader(getattr(row, column))
    except (ValueError, TypeError, KeyError) as fault:
        raise DamagedJournal(f"journal: {named(table, row)} cannot be read: {fault}. {NEXT}") from fault


# ---------------------------------------------------------------------------------------------- events


def chained(head: Head, events: Sequence[Event]) -> tuple[list[Row], Head]:
    """Rows for events that follow a head, and the head after them."""
    rows = []
    for event in events:
        row = {
            "seq": head.seq + 1,
            "at": event.at.isoformat(),
            "case_id": event.case,
            "kind": event.kind.value,
            "data": to_json(event.data),
            "prev": head.hash,
        }
        head = Head(head.seq + 1, event_hash(row.values()))
        rows.append({**row, "hash": head.hash})
    return rows, head


def event_hash(values: Iterable[Any]) -> str:
    """SHA-256 in hex over seq, at, case, kind, data (as its canonical text) and prev."""
    return sha256(json.dumps(list(values), separators=(",", ":")).encode()).hexdigest()


def recorded(row: Any) -> Recorded:
    """An event with its place, when it is what was written. Raises DamagedJournal."""
    if event_hash(row[:6]) != row.hash:
        raise DamagedJournal(f"journal: event {row.seq} is not what was written (its hash differs). {NEXT}")
    event = Event(moment(row.at), row.case_id, EventKind(row.kind), from_json(row.data))
    return Recorded(row.seq, event, row.prev, row.hash)


# ----------------------------------------------------------------------------------------------- rows


def case_row(case: Case) -> Row:
    wakes = case.wakes_at.timestamp() if case.wakes_at is not None and not case.closed else None
    row = {
        "id": case.id,
        "flow": case.flow,
        "register": case.register,
        "status": case.status,
        "parent": case.parent or None,
        "origin": case.origin or None,
        "placed": case.placed,
        "closed": case.closed,
        "wakes_at": 0.0 if case.dirty else wakes,
        "state": to_json(case),
    }
    return sealed(t.cases, row)


def number_row(number: Number) -> Row:
    row = {
        "series": number.series,
        "year": number.year,
        "n": number.n,
        "suffix": number.suffix,
        "text": number.text,
        "case_id": number.case,
        "heading": number.column,
        "at": number.at.isoformat(),
        "void": number.void,
    }
    return sealed(t.numbers, row)


def number_from(row: Any) -> Number:
    checked(t.numbers, row)
    return Number(
        series=row.series,
        year=row.year,
        n=row.n,
        text=row.text,
        case=row.case_id,
        column=row.heading,
        at=moment(row.at),
        suffix=row.suffix,
        void=row.void,
    )


def number_data(number: Number) -> Row:
    """What the chain says when a number is given; a number is known by series, year, n, suffix and text."""
    data: Row = {"series": number.series, "year": number.year, "n": number.n, "text": number.text}
    return {**data, "column": number.column, **({"suffix": number.suffix} if number.suffix else {})}


def operation_row(operation: Operation, payload_hash: str, at: float | None = None) -> Row:
    row = {
        "id": operation.id,
        "case_id": operation.case,
        "visit": operation.visit,
        "kind": operation.kind.value,
        "state": operation.state.value,
        "tries": operation.tries,
        "payload_hash": payload_hash,
        "after": to_json(operation.after),
        "result": to_json(operation.result),
        "at": at,
    }
    return sealed(t.operations, row)


def operation_from(row: Any, payload: dict[str, Any]) -> Operation:
    checked(t.operations, row)
    return Operation(
        id=row.id,
        case=row.case_id,
        visit=row.visit,
        kind=OpKind(row.kind),
        payload=payload,
        after=tuple(from_json(row.after)),
        state=OpState(row.state),
        tries=row.tries,
        result=from_json(row.result),
    )


def payload_row(operation: Operation, text: str) -> Row:
    return sealed(t.payloads, {"operation": operation.id, "payload": text})


def payload_hash(key: bytes, text: str) -> str:
    """Keyed, so that what is left after erasing tells nothing to who has not the key."""
    return hmac.new(key, text.encode(), sha256).hexdigest()


def request_row(request: Request) -> Row:
    row = {
        "id": request.id,
        "case_id": request.case,
        "superseded": request.superseded,
        "body": to_json(request),
    }
    return sealed(t.requests, row)


def answer_row(given: Given) -> Row:
    row = {
        "id": given.id,
        "case_id": given.case,
        "request": given.request or None,
        "person": given.person,
        "state": given.state.value,
        "body": to_json(given),
    }
    return sealed(t.answers, row)


def submission_row(one: Submission) -> Row:
    row = {"form": one.form, "id": one.id, "state": one.state.value, "body": to_json(one)}
    return sealed(t.submissions, row)


def content_row(content: Content) -> Row:
    return sealed(t.contents, {"case_id": content.case, "cells": to_json(content.cells)})
