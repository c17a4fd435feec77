"""Ten thousands of forms from a few machines: every pass does bounded work, and people are not kept waiting."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from flows.engine.acting import Limits
from flows.engine.case import AnswerState, Submission
from flows.engine.opening import forms_of, those_in_turn
from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice

MOST = Limits().forms_per_pass


@pytest.fixture
def office() -> MemoryOffice:
    return MemoryOffice(
        SURAT_KELUAR, KEARSIPAN, series={"surat keluar": "{kode}/{urut:04}/{kode_opd}/{tahun}"}
    )


def flood(office: MemoryOffice, junk: int, people: int) -> list[Submission]:
    """Junk of three senders and none, and then, last of all, the forms of people."""
    senders = ["", "a@sampah.example", "b@sampah.example", "c@sampah.example"]
    tick = count()

    def one(id: str, opener: str) -> Submission:
        at = office.clock.at + timedelta(milliseconds=next(tick))
        return Submission(id, "surat", at, {"Perihal": id, "Tujuan": "Dinas"}, opener)

    return [one(f"j{n}", senders[n % 4]) for n in range(junk)] + [
        one(f"p{n}", f"warga{n}@contoh.example") for n in range(people)
    ]


def test_of_fifty_thousand_and_a_hundred_the_hundred_are_in_the_first_pass(office: MemoryOffice) -> None:
    chosen = those_in_turn(flood(office, 50_000, 100), forms_of(office.office), MOST)
    assert len(chosen) == MOST == 200
    assert sum(one.id.startswith("p") for one in chosen) == 100
    assert chosen == sorted(chosen, key=lambda one: one.at)


def test_a_flood_is_worked_off_pass_by_pass_and_nothing_is_lost(office: MemoryOffice) -> None:
    forms = flood(office, 450, 30)
    for one in forms:
        office.journal.submit_form(one)
    taken = []
    for _ in range(3):
        before = len(office.ids("Surat"))
        report = office.sync()
        taken.append(len(office.ids("Surat")) - before)
        assert report.settled is (len(taken) == 3)
    assert taken == [200, 200, 80]
    assert {one.state for one in office.journal.submissions.values()} == {AnswerState.TAKEN}
    subjects = [str(office.cell(id, "Perihal")) for id in office.ids("Surat")[:200]]
    assert {f"p{n}" for n in range(30)} <= set(subjects)
