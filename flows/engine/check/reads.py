"""Columns that a flow reads outside its steps' own words: in its functions, its updates of data, its openings."""

from __future__ import annotations

import dis
import string
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FunctionType
from typing import Any

from flows.engine.check.problem import Problem, meant, problem
from flows.engine.model import (
    Fill,
    FillFrom,
    Flow,
    OpenCase,
    Register,
    RowView,
    UpdateData,
    actions_of,
)


def problems(flow: Flow) -> Iterator[Problem]:
    """Every column that is read or filled and that its register does not have."""
    mine = flow.register
    for step in flow.steps:
        place = str(step.status)
        for rule in step.rules:
            yield from _missing(flow, place, "a rule reads", columns_read_by(rule.when), mine)
        for action in actions_of(step):
            match action:
                case Fill(column, value):
                    what = f"what fills «{column}» reads"
                    yield from _missing(flow, place, what, columns_read_by(value), mine)
                case OpenCase(code) if action.if_:
                    what = f"the hand-off to {code} reads"
                    yield from _missing(flow, place, what, columns_read_by(action.if_), mine)
                case UpdateData():
                    yield from _update(flow, place, action)
                case FillFrom(register, copies, by):
                    ours, theirs = [*copies, *by.values()], [*copies.values(), *by]
                    yield from _missing(flow, place, f"what comes from «{register.name}» fills", ours, mine)
                    yield from _missing(flow, place, "it is filled from", theirs, register)
    for one in flow.checks:
        yield from _missing(flow, "", "a check reads", columns_read_by(one.wrong), mine)
    yield from _openings(flow)


def _update(flow: Flow, place: str, action: UpdateData) -> Iterator[Problem]:
    target = action.register
    yield from _missing(flow, place, "an update fills", action.copies, target)
    lines = (action.each,) if action.each else ()
    taken = [ours for ours in action.copies.values() if not ours.startswith("=")]
    what = f"the update of «{target.name}» takes"
    yield from _missing(flow, place, what, [*taken, action.as_of, action.id_in], flow.register, *lines)
    if action.if_ is not None:
        yield from _missing(flow, place, what, columns_read_by(action.if_), flow.register, *lines)


def _openings(flow: Flow) -> Iterator[Problem]:
    for opening in flow.openings:
        yield from _missing(flow, "", "an opening fills", opening.sets, flow.register)
    for due in flow.openings_for:
        taken = [theirs for theirs in due.sets.values() if not theirs.startswith("=")]
        yield from _missing(flow, "", "an opening fills", [*due.sets, due.falls], flow.register)
        yield from _missing(flow, "", "an opening reads", [*taken, *columns_read_by(due.day)], due.register)
    for announced in flow.announces:
        said = [word for _, word, _, _ in string.Formatter().parse(announced.says) if word]
        read = [*said, *columns_read_by(announced.day)]
        yield from _missing(flow, "", f"the announcement «{announced.name}» reads", read, announced.register)


def _missing(
    flow: Flow, place: str, what: str, headings: Iterable[str], *registers: Register
) -> Iterator[Problem]:
    known = {column.heading for register in registers for column in register.all_columns}
    where = " and ".join(f"«{register.name}»" for register in registers)
    for heading in dict.fromkeys(headings):
        if heading and heading not in known:
            text = f"{what} «{heading}»; the register {where} has no such column.{meant(heading, known)}"
            yield problem(flow, place, text)


# ------------------------------------------------------------------------------ what a function reads


def columns_read_by(function: Callable[..., Any] | None) -> list[str]:
    """The headings that a function asks a row for, ``row["Bruto"]`` or ``row.text("Bruto")``, and those that the
    functions ask for to which it hands the row. A heading that is only computed is not seen."""
    found: dict[str, None] = {}
    _collect(function, found, set())
    return list(found)


def _collect(function: object, found: dict[str, None], seen: set[FunctionType]) -> None:
    if not isinstance(function, FunctionType) or function in seen or not function.__code__.co_argcount:
        return
    seen.add(function)
    row = function.__code__.co_varnames[0]
    words = dict(function.__globals__)
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        words[name] = cell.cell_contents
    for code in _codes(function.__code__):
        steps = [step for step in dis.get_instructions(code) if step.opname not in _SILENT]
        for number, step in enumerate(steps):
            if step.argval == row and step.opname in _NAMES:
                found |= dict.fromkeys(_asked(steps[number + 1 : number + 4], words))
            elif step.opname in _NAMES and _takes_a_row(words.get(step.argval)):
                _collect(words[step.argval], found, seen)


_NAMES = {"LOAD_FAST", "LOAD_FAST_BORROW", "LOAD_DEREF", "LOAD_GLOBAL", "LOAD_NAME"}
_SILENT = {"PRECALL", "PUSH_NULL", "CACHE", "COPY_FREE_VARS", "MAKE_CELL", "RESUME"}


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code and that of the comprehensions in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _asked(after: list[dis.Instruction], words: dict[str, Any]) -> list[str]:
    """The heading asked for by what comes after the row is named; a name stands for its text."""

    def text(step: dis.Instruction) -> list[str]:
        value = step.argval if step.opname == "LOAD_CONST" else words.get(str(step.argval))
        return [value] if isinstance(value, str) else []

    match after:
        case [dis.Instruction(opname="LOAD_METHOD" | "LOAD_ATTR", argval="text"), asked, *_]:
            return text(asked)
        case [asked, dis.Instruction(opname="BINARY_SUBSCR"), *_]:
            return text(asked)
        case [asked, dis.Instruction(opname="BINARY_OP", argrepr="[]"), *_]:
            return text(asked)
    return []


def _takes_a_row(value: object) -> bool:
    if not isinstance(value, FunctionType) or value.__module__.startswith("flows.engine"):
        return False
    kinds = [kind for name, kind in value.__annotations__.items() if name != "return"]
    return bool(kinds) and kinds[0] in (RowView, RowView.__name__)
