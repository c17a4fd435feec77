"""DATA registers: what a process found out about a koperasi, a business, an employee, brought to the row that keeps it.

Cells of staff are never written. Columns that the engine owns take a figure unless they hold one of a later day. What
differs in a cell of staff is told in Pesan, with its source and day, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from flows.engine.calendar import JAKARTA
from flows.engine.case import MISSING, Case, EventKind
from flows.engine.columns import Cell, Owner, Value
from flows.engine.matter import Matter, open_case
from flows.engine.model import (
    AS_OF,
    ID,
    NOT_DOUBLE,
    SOURCE,
    FillFrom,
    Kind,
    Register,
    UpdateData,
    record_flow,
)
from flows.engine.plan import Plan
from flows.engine.reading import Row, Sheet, plain, values_of

Found = Mapping[str, Value]
DOUBLE = "Mungkin ganda"
"""So begins the sentence about likely doubles."""


def folded(text: str) -> str:
    """Letters and digits only, so that «Jl. Jawa No. 5» and «JL JAWA NO 5» are one."""
    return re.sub(r"[\W_]+", "", text.casefold())


def update_data(matter: Matter, action: UpdateData) -> None:
    """Bring what the case found to its register, once for the case or once for each of its lines."""
    if action.if_ is not None and not action.if_(matter.view):
        return
    for origin, told in _told(matter, action):
        if not told:
            continue
        day = told.pop(AS_OF, None)
        day = day if isinstance(day, date) else matter.plan.now.astimezone(JAKARTA).date()
        named = plain(told.pop(ID, None))
        matches = [named] if named else likely(matter.plan, action.register, told)
        if len(matches) > 1:
            _doubtful(matter, action.register, matches)
        elif matches:
            _update(matter, action.register, matches[0], told, day)
        elif action.add:
            _add(matter, action.register, origin, told, day)
        else:
            matter.plan.event(
                matter.case.id, EventKind.DATA, register=action.register.name, skipped="tidak ditemukan"
            )


def fill_from(matter: Matter, action: FillFrom) -> None:
    """Fill columns of the case from the one row of the register that agrees with it; doubt leaves them empty."""
    plan, values = matter.plan, matter.all_values
    wanted = {theirs: values.get(ours) for theirs, ours in action.by.items()}
    matches = likely(plan, action.register, wanted)
    fills = {heading: old for heading, old in matter.case.fills.items() if heading not in action.copies}
    record = plan.case(matches[0]) if len(matches) == 1 else None
    if record is not None:
        row = record_row(action.register, record.id, plan.record(action.register, record.id))
        theirs_now = {**values_of(action.register.columns, row)[0], **record.fills}
        for ours, theirs in action.copies.items():
            value = record.id if theirs == ID else theirs_now.get(theirs)
            if value not in (None, ""):
                fills[ours] = "; ".join(value) if isinstance(value, tuple) else value
    matter.case = replace(matter.case, fills=fills)


def records_of(plan: Plan, register: Register) -> Iterator[dict[str, Value]]:
    """Every row of a DATA register as it stands, with the engine's columns; rows set aside are left out."""
    ids = plan.records(register)
    found = {**plan.facts.cases(ids), **{id: plan.cases[id] for id in ids if id in plan.cases}}
    for id, cells in ids.items():
        if id in found and not found[id].held:
            values, _ = values_of(register.columns, record_row(register, id, cells))
            yield {**values, **found[id].fills, ID: id}


def _told(matter: Matter, action: UpdateData) -> Iterator[tuple[str, dict[str, Value]]]:
    """(origin, their heading -> value) of each update; ID and Tanggal data come along when the row names them."""
    values = {**matter.all_values, ID: matter.case.id}
    # Heading and value: a number alone may be another series' too, and the second row would be taken for the first.
    name = " ".join(filter(None, (action.name, plain(values.get(action.name)))))
    begin = f"{matter.case.id}>{action.register.name}" + (f">{name}" if name else "")
    if action.each is None:
        yield begin, _copied(action, values)
        return
    for line in matter.lines.get(action.each.name, ()):
        if action.which is None or action.which(line):
            yield f"{begin}>{plain(line.get(ID))}", _copied(action, {**values, **line})


def _copied(action: UpdateData, values: Found) -> dict[str, Value]:
    told: dict[str, Value] = {}
    for theirs, ours in action.copies.items():
        value: Value = ours[1:] if ours.startswith("=") else values.get(ours)
        if value not in (None, ""):
            told[theirs] = value
    if action.as_of and values.get(action.as_of):
        told[AS_OF] = values[action.as_of]
    if action.id_in and values.get(action.id_in):
        told[ID] = values[action.id_in]
    return told


def likely(plan: Plan, register: Register, told: Found) -> list[str]:
    """IDs of the rows that are likely what is told of: those that agree in all of a group of the register's keys."""
    texts = {heading: plain(told.get(heading)) for group in register.keys for heading in group}
    now = plan.records_now(register)
    for group in register.keys:
        wanted = _key(texts, group)
        if not all(wanted):
            continue
        found = [id for id in _by_key(plan, register, group).get(wanted, ()) if id not in now]
        found += [id for id, cells in now.items() if _key(cells, group) == wanted]
        if found:
            return sorted(found)
    return []


def _by_key(
    plan: Plan, register: Register, group: tuple[str, ...]
) -> Mapping[tuple[str, ...], Sequence[str]]:
    """The rows that the journal has, by a group of keys; made once in a pass, as a case may tell of thousands."""
    at = (register.name, group)
    if at not in plan.by_key:
        found = plan.by_key[at] = {}
        for id, cells in plan.records_before(register).items():
            found.setdefault(_key(cells, group), []).append(id)
    return plan.by_key[at]


def _key(cells: Mapping[str, str], group: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(folded(cells.get(heading, "")) for heading in group)


def _doubtful(matter: Matter, register: Register, matches: Sequence[str]) -> None:
    """Several rows may be meant: nothing is written, a person is told."""
    ids = ", ".join(matches[:5])
    matter.plan.event(
        matter.case.id, EventKind.DATA, register=register.name, skipped=f"beberapa cocok: {ids}"
    )
    text = f"{register.name}: beberapa baris cocok ({ids}); tidak ada yang diubah. Hapus yang ganda, lalu perbarui."
    matter.case = replace(matter.case, notice=text)


def _update(matter: Matter, register: Register, id: str, told: Found, day: date) -> None:
    plan = matter.plan
    record = plan.case(id)
    if record is None or record.register != register.name or record.held == MISSING:
        text = f"Kolom ID menyebut «{id[:40]}», tidak ada di {register.name}; datanya belum diperbarui."
        matter.case = replace(matter.case, notice=text)
        plan.event(matter.case.id, EventKind.DATA, register=register.name, skipped="ID tidak ada")
        return
    cells = plan.record(register, id)
    fresh, older = _newer(register, record, told, day)
    differing = {
        heading: plain(value)
        for heading, value in told.items()
        if (column := register.column(heading)) and column.owner is Owner.STAFF
        and folded(plain(value)) != folded(cells.get(heading, ""))
    }  # fmt: skip
    notice = record.notice
    if differing:
        said = "; ".join(f"{heading} «{text[:60]}»" for heading, text in differing.items())
        notice = f"Menurut {matter.case.id} ({day:%d-%m-%Y}): {said}. Ubah selnya bila memang demikian."
    if fresh:
        fresh = {**fresh, **_told_by(register, matter.case.id, day, record)}
    dated = {**record.dated, **dict.fromkeys((h for h in fresh if h not in (SOURCE, AS_OF)), day.isoformat())}
    plan.keep(replace(record, fills={**record.fills, **fresh}, dated=dated, notice=notice))
    plan.event(
        id, EventKind.DATA, register=register.name, source=matter.case.id, day=day.isoformat(),
        columns=sorted(set(fresh) - {SOURCE, AS_OF}), older=sorted(older), shown=sorted(differing),
    )  # fmt: skip
    plan.event(matter.case.id, EventKind.DATA, register=register.name, to=id)


def _newer(
    register: Register, record: Case, told: Found, day: date
) -> tuple[dict[str, str | int | date], list[str]]:
    """The engine's columns that take a new value, and those that keep one of a later day."""
    fresh: dict[str, str | int | date] = {}
    older = []
    for heading, value in told.items():
        column = register.column(heading)
        if column is None or column.owner is not Owner.ENGINE or value is None:
            continue
        if record.dated.get(heading, "") > day.isoformat():
            older.append(heading)
        else:
            fresh[heading] = "; ".join(value) if isinstance(value, tuple) else value
    return fresh, older


def _told_by(register: Register, source: str, day: date, record: Case | None) -> dict[str, str | int | date]:
    """Who told the newest figures, in the columns for that, if the register has them."""
    told = record.dated.items() if record else ()
    latest = max((day for heading, day in told if not heading.startswith("!")), default="")
    if day.isoformat() < latest:
        return {}
    said: dict[str, str | int | date] = {SOURCE: source, AS_OF: day}
    return {heading: value for heading, value in said.items() if register.column(heading)}


def _add(matter: Matter, register: Register, origin: str, told: Found, day: date) -> None:
    plan = matter.plan
    if plan.opened_by(origin):
        return
    record = add_record(plan, register, origin, told, day, matter.case.id)
    plan.event(matter.case.id, EventKind.DATA, register=register.name, to=record.id)


def add_record(plan: Plan, register: Register, origin: str, told: Found, day: date, source: str) -> Case:
    """Place a new row in a DATA register; source: what told it, of which day."""
    staff: dict[str, str | int | date] = {}
    engine: dict[str, str | int | date] = {}
    for heading, value in told.items():
        column = register.column(heading)
        if column is not None and value is not None:
            cell = "; ".join(value) if isinstance(value, tuple) else value
            (engine if column.owner is Owner.ENGINE else staff)[heading] = cell
    record = open_case(plan, record_flow(register), origin, staff)
    dated = dict.fromkeys(engine, day.isoformat())
    fills = {**engine, **_told_by(register, source, day, None)}
    plan.event(record.id, EventKind.DATA, register=register.name, source=source, day=day.isoformat())
    return plan.keep(replace(record, fills=fills, dated=dated))


# -------------------------------------------------------------------------------------- likely doubles


def doubles(sheet: Sheet) -> dict[str, str]:
    """ID -> an Indonesian sentence, for rows that agree with another in a group of the keys, unless said to be apart.

    One look over the key columns of the whole tab: some 0.1 s for 20,000 rows.
    """
    register, found = sheet.register, dict[str, str]()
    apart_at = sheet.at.get(NOT_DOUBLE)
    what_to_do = "Hapus yang ganda" if register.kind is Kind.DATA else "Kerjakan satu saja"
    for group in register.keys:
        places = [sheet.at[heading] for heading in group if heading in sheet.at]
        by_key: dict[tuple[str, ...], list[str]] = {}
        for id, ref in sheet.refs.items():
            cells = sheet.rows[ref]
            key = tuple(folded(_read_aloud(cells[at])) if at < len(cells) else "" for at in places)
            if all(key):
                by_key.setdefault(key, []).append(id)
        for ids in by_key.values():
            for id in ids if len(ids) > 1 else ():
                others = [other for other in ids if other != id and not _apart(sheet, apart_at, id, other)]
                if others and id not in found:
                    found[id] = (
                        f"{DOUBLE} dengan {', '.join(others[:3])} ({' dan '.join(group)} sama). {what_to_do}, "
                        f"atau tulis ID-nya di kolom «{NOT_DOUBLE}» bila memang lain."
                    )
    return found


def _read_aloud(cell: Cell) -> str:
    """A cell as text; a day is the same day whether it is a date or typed."""
    return f"{cell:%d-%m-%Y}" if isinstance(cell, date) else str(cell or "")


def _apart(sheet: Sheet, at: int | None, one: str, other: str) -> bool:
    """Whether staff have said of either row that the other is another thing."""
    if at is None:
        return False

    def says(id: str, about: str) -> bool:
        cells = sheet.rows[sheet.refs[id]]
        return at < len(cells) and about in str(cells[at] or "")

    return says(one, other) or says(other, one)


def record_row(register: Register, id: str, cells: Mapping[str, str]) -> Row:
    """The row of a record as the journal remembers it."""
    return Row(register.name, id, -1, 0, dict(cells))
