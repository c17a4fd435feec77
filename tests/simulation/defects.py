"""Planted defects: each breaks one rule of construction, and the simulation must see it within 1,000 seeds.

They live here and nowhere in the product: each swaps one function or port for a version with a mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from flows.engine import (
    acting,
    actions,
    answering,
    books,
    decide,
    identity,
    moving,
    plan,
    reading,
    showing,
    sync,
)
from flows.engine.case import Case, OpState
from flows.engine.model import STATUS
from flows.engine.ports import CellWrite, Did, Head, Outcome
from tests.fakes.memory import MemoryJournal, MemoryLetters, MemoryRegisters

Planted = Callable[[], AbstractContextManager[Any]]


def a_write_that_ignores_that_the_workbook_changed() -> AbstractContextManager[Any]:
    write = MemoryRegisters.write

    def careless(self: MemoryRegisters, workbook: str, stamp: str, patch: Any) -> Outcome:
        return write(self, workbook, self.stamp(workbook), patch)

    return patch.object(MemoryRegisters, "write", careless)


def a_taken_word_that_is_forgotten() -> AbstractContextManager[Any]:
    answer = answering._answer

    def forgetful(matter: Any, *rest: Any) -> None:
        matter.case = replace(matter.case, standing="")
        answer(matter, *rest)

    return patch.object(answering, "_answer", forgetful)


def a_status_typed_by_hand_that_counts() -> AbstractContextManager[Any]:
    note = decide._note_typed_status

    def obedient(matter: Any, row: Any) -> None:
        typed = row.text(STATUS)
        if typed in [str(status) for status in matter.flow.statuses] and typed != matter.case.shown:
            matter.case = replace(matter.case, status=typed)
        note(matter, row)

    return patch.object(decide, "_note_typed_status", obedient)


def an_approval_without_its_factor() -> AbstractContextManager[Any]:
    refusal = answering._refusal
    return patch.object(answering, "_refusal", lambda m, g: refusal(m, replace(g, factor=g.factor or "?")))


def an_approval_of_what_has_changed_since() -> AbstractContextManager[Any]:
    refusal = answering._refusal

    def blind(matter: Any, given: Any) -> str:
        request = answering._request_of(matter, given)
        return refusal(matter, replace(given, shown=request.shown) if request else given)

    return patch.object(answering, "_refusal", blind)


def an_answer_that_counts_on_a_later_visit() -> AbstractContextManager[Any]:
    return patch.object(
        answering,
        "_refusal",
        lambda matter, given: (
            "" if matter.step and given.label in matter.step.answers and not matter.case.closed else "x"
        ),
    )


def an_unknown_mail_that_is_sent_again() -> AbstractContextManager[Any]:
    finish = acting.Acting.finish_open_operations

    def impatient(self: Any, report: Any) -> set[str]:
        for operation in self.journal.operations(OpState.UNKNOWN):
            self._record(operation, OpState.INTENDED, Outcome(Did.NOT_DONE))
        return finish(self, report)

    return patch.object(acting.Acting, "finish_open_operations", impatient)


def a_number_counted_from_the_start() -> AbstractContextManager[Any]:
    return patch.object(MemoryJournal, "next_number", lambda self, series, year: 1)


def a_number_given_at_every_arrival() -> AbstractContextManager[Any]:
    take = actions._take_number

    def generous(matter: Any, action: Any) -> None:
        kept = {heading: value for heading, value in matter.case.fills.items() if heading != action.column}
        matter.case = replace(matter.case, fills=kept)
        take(matter, action)

    return patch.object(actions, "_take_number", generous)


def a_hand_off_that_does_not_look_whether_it_was_made() -> AbstractContextManager[Any]:
    return patch.object(plan.Plan, "opened_by", lambda self, origin: "")


def a_copied_row_that_acts() -> AbstractContextManager[Any]:
    index = reading._index

    def lenient(sheet: Any) -> None:
        index(sheet)
        for id, refs in sheet.doubled.items():
            sheet.refs[id] = refs[-1]
            sheet.digests[id] = b"?"
        sheet.doubled.clear()

    return patch.object(reading, "_index", lenient)


def a_letter_that_is_made_again_when_its_end_was_not_heard() -> AbstractContextManager[Any]:
    make = MemoryLetters.make

    def eager(self: MemoryLetters, payload: Any) -> Outcome:
        self.files.pop(str(payload["file"]), None)
        return make(self, payload)

    return patch.multiple(MemoryLetters, make=eager, settle=lambda self, payload: Outcome(Did.NOT_DONE))


def an_engine_that_writes_into_a_cell_of_staff() -> AbstractContextManager[Any]:
    cells = showing.engine_cells

    def helpful(case: Case, flow: Any, values: Any, message: str) -> Any:
        first = flow.register.columns[0].heading
        return {
            **cells(case, flow, values, message),
            first: str(values.get(first) or "").strip().title() or None,
        }

    return patch.object(books, "engine_cells", helpful)


def a_deleted_row_that_is_passed_over() -> AbstractContextManager[Any]:
    return patch.object(identity.Identities, "note_gone", lambda self, *rest: "")


def a_move_without_a_line_in_the_history() -> AbstractContextManager[Any]:
    move = moving.move

    def silent(matter: Any, *rest: Any) -> None:
        count = len(matter.plan.events)
        move(matter, *rest)
        if matter.case.visit % 3 == 0:
            del matter.plan.events[count:]

    return patch.object(decide, "move", silent)


def personal_data_in_the_history() -> AbstractContextManager[Any]:
    event = plan.Plan.event
    return patch.object(
        plan.Plan,
        "event",
        lambda self, case, kind, **data: event(self, case, kind, **data, cells=str(self.contents.get(case))),
    )


def a_commit_that_keeps_half() -> AbstractContextManager[Any]:
    commit = MemoryJournal.commit

    def half(self: MemoryJournal, intent: Any) -> Head:
        return commit(self, replace(intent, cases=tuple(intent.cases)[:1]))

    return patch.object(MemoryJournal, "commit", half)


def a_register_that_is_not_brought_up_to_date_later() -> AbstractContextManager[Any]:
    return patch.object(MemoryJournal, "due", lambda self, now: [])


def an_id_that_is_given_twice() -> AbstractContextManager[Any]:
    return patch.object(
        plan.Plan,
        "new_id",
        lambda self, prefix: reading.id_of(
            prefix, self.now.year, 1 + self.facts.issued(prefix, self.now.year)
        ),
    )


def mail_before_the_intent_is_kept() -> AbstractContextManager[Any]:
    refuse = sync.Pass._refuse_orphans

    def hasty(self: Any, plan: Any, *rest: Any) -> None:
        for operation in plan.operations.values():
            if operation.kind == "mail":
                self.acting.mail.send(operation.payload)
        refuse(self, plan, *rest)

    return patch.object(sync.Pass, "_refuse_orphans", hasty)


def a_row_written_by_its_place_after_a_sort() -> AbstractContextManager[Any]:
    init = CellWrite.__init__

    def shifted(self: Any, register: str, ref: int, heading: str, value: Any) -> None:
        init(self, register, max(0, ref - 1) if heading == STATUS else ref, heading, value)

    return patch.object(CellWrite, "__init__", shifted)


DEFECTS: tuple[Planted, ...] = (
    a_write_that_ignores_that_the_workbook_changed,
    a_taken_word_that_is_forgotten,
    a_status_typed_by_hand_that_counts,
    an_approval_without_its_factor,
    an_approval_of_what_has_changed_since,
    an_answer_that_counts_on_a_later_visit,
    an_unknown_mail_that_is_sent_again,
    a_number_counted_from_the_start,
    a_number_given_at_every_arrival,
    a_hand_off_that_does_not_look_whether_it_was_made,
    a_copied_row_that_acts,
    a_letter_that_is_made_again_when_its_end_was_not_heard,
    an_engine_that_writes_into_a_cell_of_staff,
    a_deleted_row_that_is_passed_over,
    a_move_without_a_line_in_the_history,
    personal_data_in_the_history,
    a_commit_that_keeps_half,
    a_register_that_is_not_brought_up_to_date_later,
    an_id_that_is_given_twice,
    mail_before_the_intent_is_kept,
    a_row_written_by_its_place_after_a_sort,
)
