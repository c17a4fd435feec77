"""The promises I1 to I9, checked over everything that happened and over the world as it is at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flows.engine.case import AnswerState, EventKind, OpKind, OpState
from flows.engine.columns import Owner, is_empty
from flows.engine.model import ACTION, ID, MESSAGE, STATUS, Kind
from flows.engine.ports import Did, Outcome, Patch
from tests.fakes.office import MemoryOffice
from tests.simulation.people import CANARY


def staff_cells_written(office: MemoryOffice) -> Iterator[str]:
    """I1: no cell of staff is written, but a taken Tindakan, emptied."""
    for _, patch, _ in office.registers.writes:
        for cell in patch.cells:
            register = office.office.registers[cell.register]
            column = next((c for c in register.all_columns if c.heading == cell.heading), None)
            if column is None or column.owner is not Owner.ENGINE:
                yield f"I1: wrote {cell.heading} of {cell.register}"
        for emptied in patch.emptied:
            if emptied.heading != ACTION:
                yield f"I1: emptied {emptied.heading}"


def effects_on_another_row(office: MemoryOffice) -> Iterator[str]:
    """I2: what was decided for a case is written only to the row that bears its ID (watched at each write)."""
    yield from office.misplaced


def watch_writes(office: MemoryOffice) -> None:
    """Note at each write what would land on a row that it was not decided for."""
    write = office.registers.write

    def watched(workbook: str, stamp: str, patch: Patch) -> Outcome:
        ids = {
            (name, ref): str(tab.cell(ref, ID) or "")
            for name, tab in office.registers.tabs.items()
            if ID in tab.headings
            for ref in range(len(tab.rows))
        }
        outcome = write(workbook, stamp, patch)
        if outcome.did is Did.DONE:
            office.misplaced += _misplaced(office, patch, ids)
        return outcome

    office.registers.write = watched  # type: ignore[method-assign]


def _misplaced(office: MemoryOffice, patch: Patch, before: dict[tuple[str, int], str]) -> Iterator[str]:
    for cell in patch.cells:
        stood = before.get((cell.register, cell.ref), "")
        case = office.journal.all_cases.get(stood)
        if cell.heading == ID and stood and stood.upper() != "BARU":
            yield f"I2: ID {cell.value} written over {stood}"
        elif cell.heading == STATUS and (case is None or case.status != cell.value):
            yield f"I2: status {cell.value} written to the row of {stood!r}"
        elif cell.heading not in (ID, STATUS, MESSAGE) and case is None:
            yield f"I2: {cell.heading} written to a row of no case ({stood!r})"


def numbers_out_of_order(office: MemoryOffice) -> Iterator[str]:
    """I3: 1..n in each series and year, each once."""
    by_series: dict[tuple[str, int], list[int]] = {}
    for number in office.journal.all_numbers:
        by_series.setdefault((number.series, number.year), []).append(number.n)
    for series, taken in by_series.items():
        if sorted(taken) != list(range(1, len(taken) + 1)):
            yield f"I3: {series} has {sorted(taken)}"
    for key, count in Counter((n.case, n.column) for n in office.journal.all_numbers).items():
        if count > 1:
            yield f"I3: {key} has {count} numbers"


def letters_with_two_contents(office: MemoryOffice) -> Iterator[str]:
    """I4: a final letter is made once, and what the journal says of it is what lies in the folder."""
    made = Counter(payload["file"] for payload in office.letters.makes if payload["final"])
    yield from (f"I4: {file} was made {count} times" for file, count in made.items() if count > 1)
    for case in office.journal.all_cases.values():
        for letter in case.letters:
            if letter.made and letter.sha256 != office.letters.files.get(letter.file):
                yield f"I4: {letter.file} is not the letter that the journal knows"


def moves_without_evidence(office: MemoryOffice) -> Iterator[str]:
    """I5: each case went, step by step and by an answer, rule or clock of its flow, to where it is."""
    at: dict[str, str] = {}
    for recorded in office.journal.events:
        event = recorded.event
        case = office.journal.all_cases.get(event.case)
        if case is None:
            continue
        flow = office.flows_by_register[case.register]
        if event.kind is EventKind.AGREED and event.data.get("factor") != "PIN":
            yield f"I5: {event.case} agreed without a factor"
        if event.kind is EventKind.MOVED:
            before = at.get(event.case, str(flow.first))
            if event.data["frm"] != before:
                yield f"I5: {event.case} left {event.data['frm']} but stood at {before}"
            at[event.case] = event.data["to"]
            step = flow.step(before)
            how = event.data["how"]
            if how == "jawaban":
                label = event.data.get("label", "")
                if (
                    step is None
                    or label not in step.answers
                    or str(step.answer(label).to) != event.data["to"]
                ):
                    yield f"I5: {event.case} moved from {before} by {label!r}"
                elif step.approval and not (event.data.get("person") and event.data.get("factor") == "PIN"):
                    yield f"I5: {event.case} passed {before} without its approver"
                elif not event.data.get("actor") and not step.outside:
                    yield f"I5: {event.case} moved by nobody"
            elif how not in ("tidak ada tanggapan", "aturan", "baris anak", "diubah setelah disetujui"):
                yield f"I5: {event.case} moved by {how}"
    for case in office.journal.all_cases.values():
        flow = office.flows_by_register[case.register]
        if at.get(case.id, str(flow.first)) != case.status:
            yield f"I5: {case.id} stands at {case.status}, its history says {at.get(case.id)}"


def decisions_on_other_content(office: MemoryOffice) -> Iterator[str]:
    """R7: a decision counts only for just what was shown, and once for each request and person."""
    counted: Counter[tuple[str, str]] = Counter()
    for given in office.journal.answers.values():
        if given.state is AnswerState.TAKEN and given.request:
            counted[given.request, given.person] += 1
            if given.shown != office.journal.all_requests[given.request].shown or not given.factor:
                yield f"R7: {given.id} was taken for other content"
    yield from (f"R7: {key} counted {n} times" for key, n in counted.items() if n > 1)


def effects_that_happened_twice(office: MemoryOffice) -> Iterator[str]:
    """I6: no mail leaves twice; no case is opened twice by the same thing; none is mailed without intent."""
    for id, count in Counter(payload["id"] for payload in office.mail.sent).items():
        if count > 1:
            yield f"I6: {id} was sent {count} times"
        if id not in office.journal.ops:
            yield f"I6: {id} was sent without intent"
    origins = Counter(case.origin for case in office.journal.all_cases.values() if case.origin)
    yield from (f"I6: {origin} opened {count} cases" for origin, count in origins.items() if count > 1)
    reminded = Counter((m["case"], m["visit"], m["template"], m["desk"], m["id"]) for m in office.mail.sent)
    yield from (f"I6: {key} {count} times" for key, count in reminded.items() if count > 1)


def words_taken_twice(office: MemoryOffice, words: Counter[str]) -> Iterator[str]:
    """R1: a word in Tindakan moves its case at most once, however long it stands there.

    Words typed while the row's ID was erased may have counted for any case."""
    moved: Counter[str] = Counter()
    for recorded in office.journal.events:
        data = recorded.event.data
        if recorded.event.kind is EventKind.MOVED and data.get("factor") in ("register", "dicatat petugas"):
            moved[recorded.event.case] += 1
    for case, count in moved.items():
        if count > words[case] + words["None"]:
            yield f"R1: {case} moved {count} times by {words[case]} words"


def rows_in_the_dark(office: MemoryOffice) -> Iterator[str]:
    """I7: once settled, each filled row is a case that shows its state, or says why it is not."""
    for name, tab in office.registers.tabs.items():
        register = office.office.registers[name]
        for ref in range(len(tab.rows)):
            filled = any(not is_empty(tab.cell(ref, h)) for h in register.staff_headings if h in tab.headings)
            id, message = str(tab.cell(ref, ID) or ""), str(tab.cell(ref, MESSAGE) or "")
            if not filled:
                continue
            case = office.journal.all_cases.get(id)
            if register.kind is Kind.LINES:
                if not id:
                    yield f"I7: a line in {name} has no ID"
            elif case is None and not message:
                yield f"I7: row {ref + 2} of {name} ({id!r}) says nothing"
            elif (
                case is not None
                and case.register == name
                and tab.cell(ref, STATUS) != case.status
                and not message
            ):
                yield f"I7: {id} shows {tab.cell(ref, STATUS)} but is {case.status}"
    for case in office.journal.all_cases.values():
        tab = office.registers.tabs[case.register]
        stands = sum(tab.cell(ref, ID) == case.id for ref in range(len(tab.rows)))
        if stands == 0 and not case.held:
            yield f"I7: {case.id} has no row and nobody is told"


def personal_data_outside(office: MemoryOffice) -> Iterator[str]:
    """I8: the address of a citizen is in no event."""
    for recorded in office.journal.events:
        if CANARY in repr(recorded.event.data):
            yield f"I8: event {recorded.seq} holds personal data"


def unfinished_operations(office: MemoryOffice) -> Iterator[str]:
    """With faults off, what was intended is done, or a person is told."""
    for operation in office.journal.ops.values():
        if operation.state in (OpState.INTENDED, OpState.UNKNOWN) and operation.kind is OpKind.LETTER:
            yield f"I7: {operation.id} is {operation.state}"
        left = any(payload["id"] == operation.id for payload in office.mail.sent)
        merged = "digest" in operation.result
        if operation.state is OpState.DONE and operation.kind is OpKind.MAIL and not left and not merged:
            yield f"I6: {operation.id} is said to be done and never left"


ALWAYS = (
    staff_cells_written, effects_on_another_row, numbers_out_of_order, letters_with_two_contents, moves_without_evidence,
    decisions_on_other_content, effects_that_happened_twice, personal_data_outside,
)  # fmt: skip
SETTLED = (rows_in_the_dark, unfinished_operations)
