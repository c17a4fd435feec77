"""Every flow is walked in an office in memory: each answer is taken once, each end is reached, silence too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from flows import ALL
from flows.engine.columns import (
    Cell,
    Choice,
    Choices,
    Coded,
    Column,
    Date,
    Digits,
    Email,
    Nik,
    Nip,
    Owner,
    Pattern,
    Phone,
    Rupiah,
    Whole,
)
from flows.engine.model import ACTION, NOTE, STATUS, Flow, Step
from tests.fakes.office import MemoryOffice


def sample(column: Column, office: MemoryOffice) -> Cell:
    column_type = column.type
    match column_type:
        case Date():
            today = office.clock.at.date()
            return today.replace(year=today.year - 20) if column.heading == "Tanggal badan hukum" else today
        case Rupiah():
            return (
                9_000_000
                if column.heading.startswith("Sisa")
                else 2_000_000
                if column.heading == "Bruto"
                else 100_000
            )
        case Whole(least, most):
            if column.heading == "Lama cuti":  # leave of a single day, today
                return 1
            year = 2025 if column.heading == "Tahun buku" else 2026  # the last book year that is over
            return max(least, year if most == 2100 else min(5, most))
        case Choice(options) | Choices(options):
            return options[1 if column.heading == "Pangkat yang diusulkan" else 0]  # one step above the first
        case Email():
            return "pihak@contoh.example"
        case Phone():
            return "081234567890"
        case Nik():
            return "3575015708850003"
        case Nip():
            return "198604102010012030"
        case Digits(_, lengths):
            return "1" * lengths[0]
        case Coded(codes):
            return next(iter(codes))
        case Pattern():
            return "5.1.02.01.01.0024"
    return "Contoh isi"


def edges(flow: Flow, variant: str) -> Iterator[tuple[str, str, str]]:
    """(status, answer, where it leads) of a variant."""
    for step in flow.steps:
        if not step.only or not variant or variant in step.only:
            for label in step.labels(variant):
                yield str(step.status), label, str(step.answer(label).to)


def ways_to(flow: Flow, variant: str) -> dict[str, list[tuple[str, str]]]:
    """The shortest way by answers to each status: (status, answer), ... A step that only rules and silence lead to is not in it."""
    ways: dict[str, list[tuple[str, str]]] = {str(flow.first): []}
    todo = [str(flow.first)]
    while todo:
        here = todo.pop(0)
        for status, label, to in edges(flow, variant):
            if status == here and to not in ways:
                ways[to] = [*ways[here], (status, label)]
                todo.append(to)
    return ways


def begin(office: MemoryOffice, flow: Flow, variant: str) -> str:
    """Type a row with everything that staff fill; dates are today's."""
    cells = {c.word: sample(c, office) for c in flow.register.columns if c.owner is Owner.STAFF}
    if flow.variants and variant:
        column = flow.register.column(flow.variants.column)
        assert column is not None
        cells[column.word] = variant
    before = set(office.ids(flow.register.name))
    office.type_row(flow.register.name, **cells)
    office.sync()
    (new,) = set(office.ids(flow.register.name)) - before
    return new


def answer(office: MemoryOffice, flow: Flow, case: str, label: str) -> None:
    """Give an answer as whoever's turn it is gives it."""
    step = flow.step(office.case(case).status)
    assert step is not None
    if step.approval is not None:
        while office.case(case).status == str(step.status):
            open_requests = office.journal.requests([case])
            assert open_requests, f"nobody is asked at {step.status}"
            office.decide(case, label, note="alasan", desk=open_requests[0].desk)
            office.wait(minutes=1)
        return
    office.edit(case, NOTE, f"Bukti nomor {office.case(case).visit} tanggal 5 Oktober")
    office.edit(case, ACTION, label)
    office.sync()


VARIANTS = [(flow, variant) for flow in ALL for variant in flow.variant_names or ("",)]


def an_office() -> MemoryOffice:
    series = dict.fromkeys(("surat keluar", "nota dinas", "surat tugas"), "{kode}/{urut}/{tahun}")
    office = MemoryOffice(*ALL, series=series)
    office.sync()  # what the calendar opens by itself is there before anybody types
    return office


@pytest.mark.parametrize(
    ("flow", "variant"), VARIANTS, ids=[f"{flow.code} {variant}".strip() for flow, variant in VARIANTS]
)
def test_every_answer_can_be_taken_and_leads_where_it_says(flow: Flow, variant: str) -> None:
    office = an_office()
    ways = ways_to(flow, variant)
    walked = 0
    for status, label, to in edges(flow, variant):
        if status not in ways:
            continue
        case = begin(office, flow, variant)
        for here, taken in ways[status]:
            assert office.case(case).status == here
            answer(office, flow, case, taken)
        before = office.case(case).visit
        answer(office, flow, case, label)
        assert office.case(case).visit > before, f"{status}: «{label}» was not taken: {office.message(case)}"
        moves = [
            r.event.data for r in office.journal.events if r.event.case == case and r.event.kind == "moved"
        ]
        assert any((m["frm"], m["to"], m["label"]) == (status, to, label) for m in moves if "label" in m)
        walked += 1
    assert walked
    assert not [case for case in office.journal.all_cases.values() if case.held]


@pytest.mark.parametrize(
    "flow", [flow for flow in ALL if any(step.if_silent for step in flow.steps)], ids=lambda flow: flow.code
)
def test_silence_moves_every_step_that_says_so(flow: Flow) -> None:
    variant = flow.variant_names[0] if flow.variants else ""
    for step in flow.steps:
        if step.if_silent is None:
            continue
        office = an_office()
        case = begin(office, flow, variant)
        assert walk_to(office, flow, case, step, variant), f"no way to {step.status}"
        office.wait(days=150)
        office.sync()
        moved = [
            r.event.data for r in office.journal.events if r.event.case == case and r.event.kind == "moved"
        ]
        assert (moved[-1]["frm"], moved[-1]["how"]) == (str(step.status), "tidak ada tanggapan") or any(
            m["frm"] == str(step.status) and m["how"] == "tidak ada tanggapan" for m in moved
        )


def walk_to(office: MemoryOffice, flow: Flow, case: str, goal: Step, variant: str) -> bool:
    """Walk by first answers, by silence where that is the only way on, until the goal."""
    ways = ways_to(flow, variant)
    if str(goal.status) in ways:
        for _, label in ways[str(goal.status)]:
            answer(office, flow, case, label)
        return office.case(case).status == str(goal.status)
    for _ in range(40):
        status = office.case(case).status
        been = [
            r.event.data for r in office.journal.events if r.event.case == case and r.event.kind == "moved"
        ]
        if status == str(goal.status) or any(move["frm"] == str(goal.status) for move in been):
            return True
        step = flow.step(status)
        if step is None:
            return False
        if step.if_silent is not None:
            office.wait(days=150)
            office.sync()
        else:
            answer(office, flow, case, step.labels(variant)[0])
    return False


@pytest.mark.parametrize(
    ("flow", "variant"), VARIANTS, ids=[f"{flow.code} {variant}".strip() for flow, variant in VARIANTS]
)
def test_the_usual_course_reaches_an_end(flow: Flow, variant: str) -> None:
    office = an_office()
    case = begin(office, flow, variant)
    for _ in range(60):
        current = office.case(case)
        if current.closed:
            break
        step = flow.step(current.status)
        assert step is not None
        for child in [c.id for c in office.journal.all_cases.values() if c.parent == case and not c.closed]:
            small = office.flows_by_register[office.case(child).register]
            child_step = small.step(office.case(child).status)
            assert child_step is not None
            office.do(child, child_step.labels()[0])
        if office.case(case).status != current.status:
            continue
        if step.children is not None:
            office.sync()
            continue
        if step.if_silent is not None and not step.labels(variant):
            office.clock.at += timedelta(days=150)
            office.sync()
            continue
        answer(office, flow, case, step.labels(variant)[0])
    assert office.case(case).closed, f"it stands at {office.case(case).status}: {office.message(case)}"
    assert office.cell(case, STATUS) in [str(end) for end in flow.ends]


def test_no_mail_is_decided_without_a_recipient_that_the_row_could_have() -> None:
    office = an_office()
    for flow, variant in VARIANTS:
        begin(office, flow, variant)
    skipped = [r.event.data for r in office.journal.events if "skipped" in r.event.data]
    assert [one for one in skipped if one.get("skipped") == "nobody at this desk"] == []
