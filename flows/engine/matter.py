"""A case being worked on: its state so far, its flow, what its row says; and how a case is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.engine.calendar import JAKARTA
from flows.engine.case import Case, EventKind
from flows.engine.columns import Owner, Value
from flows.engine.model import ByColumn, Chosen, Desk, DeskFrom, Flow, RowView, Seat, Step, Together
from flows.engine.plan import Plan
from flows.engine.reading import plain


@dataclass
class Matter:
    """A case being worked on: its state so far, its flow, and what its row says."""

    plan: Plan
    case: Case
    flow: Flow
    values: Mapping[str, Value]
    lines: Mapping[str, Sequence[Mapping[str, Value]]]

    @property
    def step(self) -> Step | None:
        return step_of(self.flow, self.case)

    @property
    def all_values(self) -> dict[str, Value]:
        """The row's values with the engine's own columns as the journal has them."""
        merged: dict[str, Value] = dict(self.values)
        for column in self.flow.register.columns:
            if column.heading in self.case.fills:
                merged[column.heading] = self.case.fills[column.heading]
        return merged

    @property
    def view(self) -> RowView:
        today = self.plan.now.astimezone(JAKARTA).date()
        made = {one.name: one.sha256 for one in self.case.letters if one.final and one.made}
        return RowView(self.all_values, self.case.variant, self.lines, today, self.plan.office.calendar, made)

    def chosen(self, choice: Chosen) -> str:
        if not isinstance(choice, ByColumn):
            return choice
        return choice.choices.get(plain(self.values.get(choice.column)), "")


def step_of(flow: Flow, case: Case) -> Step | None:
    """The step at which a case stands, of the version it began with when that version keeps its steps."""
    if case.version != flow.version:
        for past in flow.past:
            if past.number == case.version and past.steps:
                return next((step for step in past.steps if step.status == case.status), None)
    return flow.step(case.status)


def desks_of(seat: Seat, values: Mapping[str, Value]) -> list[Desk]:
    """The desks whose turn it is for a row; those that no column has named yet count all."""
    match seat:
        case Desk():
            return [seat]
        case DeskFrom(column, among):
            named = values.get(column)
            words = set(named) if isinstance(named, tuple) else {plain(named)}
            return [desk for desk in among if desk.name in words] or list(among)
        case Together(among):
            return list(dict.fromkeys(desk for part in among for desk in desks_of(part, values)))


def seat_of(step: Step) -> Seat:
    """Who answers a step: whose turn it is, or the desk that records the answer of somebody outside."""
    return step.recorded_by if step.outside and step.recorded_by else step.by


def required_of(flow: Flow) -> list[str]:
    return [column.heading for column in flow.register.columns if column.required]


def missing_for(flow: Flow, step: Step, label: str, values: Mapping[str, Value]) -> list[str]:
    """Headings that must be filled before an answer counts; a sending back needs none but its own."""
    answer = step.answer(label)
    wanted = [*answer.needs] if answer.note else [*required_of(flow), *step.needs, *answer.needs]
    return [heading for heading in dict.fromkeys(wanted) if values.get(heading) in (None, "", ())]


def open_case(
    plan: Plan, flow: Flow, origin: str, initial: Mapping[str, str | int | date], *, opener: str = "", parent: str = "",
    at: str = "",
) -> Case:  # fmt: skip
    """Open a case whose row the engine will place in its register; ``decide`` acts on its first arrival.

    Cells of columns that the engine owns are kept as such: later passes read only staff's cells from the row.
    """
    own = {column.heading for column in flow.register.columns if column.owner is Owner.ENGINE}
    new = plan.new_id(flow.register.prefix)
    plan.origins[origin] = new
    plan.arriving.append(new)
    plan.event(new, EventKind.OPENED, flow=flow.code, register=flow.register.name, origin=origin)
    return plan.keep(
        Case(
            id=new,
            flow=flow.code,
            register=flow.register.name,
            status=at or flow.first,
            opened_at=plan.now,
            arrived_at=plan.now,
            version=flow.version,
            closed=(at or flow.first) in flow.ends,
            parent=parent,
            origin=origin,
            opener=opener,
            initial={heading: value for heading, value in initial.items() if heading not in own},
            fills={heading: value for heading, value in initial.items() if heading in own},
        )
    )
