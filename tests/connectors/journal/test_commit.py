"""A commit keeps all of an intent or nothing of it."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from connectors.journal import JournalProblem, SqlJournal
from flows.engine.case import AnswerState, Content, Event, EventKind, Intent, OpState, Submission
from flows.engine.ports import Conflict, Did, Journal, Outcome
from tests.connectors.journal.small import (
    NOW,
    SERIES,
    a_case,
    a_journal,
    a_mail,
    a_number,
    a_request,
    all_that_is_told,
    an_answer,
    give_numbers,
    live_a_little,
)


def test_it_is_the_journal_that_the_engine_asks_for(journal: SqlJournal) -> None:
    port: Journal = journal
    assert port.head().seq == 0


def test_what_is_committed_is_there_for_whoever_opens_it_next(journal: SqlJournal, tmp_path: Path) -> None:
    live_a_little(journal)
    told = all_that_is_told(journal)
    journal.close()
    again = a_journal(tmp_path)
    again.verify_head()
    assert all_that_is_told(again) == told
    assert again.verify() == []
    again.close()


def test_a_number_that_leaves_a_gap_is_refused_and_nothing_is_kept(journal: SqlJournal) -> None:
    give_numbers(journal, 3)
    number, said = a_number(5)
    with pytest.raises(Conflict, match="5 does not follow 3"):
        journal.commit(Intent(events=[said], numbers=[number], cases=[a_case(5)]))
    assert journal.cases(["SK-2026-0005"]) == {}
    assert journal.head().seq == journal.ledger.head().seq == 3


def test_one_column_of_a_case_has_one_number(journal: SqlJournal) -> None:
    give_numbers(journal, 1)
    number, said = a_number(2)
    with pytest.raises(Conflict, match="changed under this pass"):
        journal.commit(Intent(events=[said], numbers=[replace(number, case="SK-2026-0001")]))
    journal.void_number(SERIES, 2026, 1, "salah", NOW)
    journal.commit(
        Intent(events=[replace(said, case="SK-2026-0001")], numbers=[replace(number, case="SK-2026-0001")])
    )
    assert journal.verify() == []


def test_one_form_opens_one_case(journal: SqlJournal) -> None:
    journal.commit(Intent(cases=[a_case(1, origin="form:surat:r1")]))
    with pytest.raises(Conflict):
        journal.commit(
            Intent(cases=[a_case(2, origin="form:surat:r1")], events=[Event(NOW, "x", EventKind.MOVED)])
        )
    assert journal.head().seq == 0
    assert journal.by_origin(["form:surat:r1", "form:surat:r2"]) == {"form:surat:r1": "SK-2026-0001"}


def test_an_id_that_was_given_is_not_opened_again(journal: SqlJournal) -> None:
    opened = Intent(cases=[a_case(1)], events=[Event(NOW, "SK-2026-0001", EventKind.OPENED)])
    journal.commit(opened)
    with pytest.raises(Conflict, match="opened already"):
        journal.commit(opened)


def test_the_same_decision_taken_again_intends_nothing_new(journal: SqlJournal) -> None:
    journal.commit(Intent(operations=[a_mail("op")]))
    journal.record(NOW, a_mail("op"), OpState.DONE, Outcome(Did.DONE), None, ())
    journal.commit(Intent(operations=[a_mail("op")]))
    assert [operation.state for operation in journal.operations(*OpState)] == [OpState.DONE]


def test_another_decision_under_the_same_id_is_refused(journal: SqlJournal) -> None:
    journal.commit(Intent(operations=[a_mail("op")]))
    with pytest.raises(Conflict, match="another payload"):
        journal.commit(Intent(operations=[a_mail("op", ref="other")], cases=[a_case(1)]))
    assert journal.case_ids() == []


def test_how_an_unknown_operation_ended_is_not_recorded(journal: SqlJournal) -> None:
    with pytest.raises(Conflict, match="never decided"):
        journal.record(NOW, a_mail("op"), OpState.DONE, Outcome(Did.DONE), a_case(1), ())
    assert journal.case_ids() == []


def test_mails_are_counted_by_address_from_when_they_left(journal: SqlJournal) -> None:
    mails = [
        a_mail("old"),
        a_mail("new"),
        a_mail("both", to=["warga@contoh.id", "camat@contoh.id"]),
        a_mail("open"),
    ]
    journal.commit(Intent(operations=mails))
    for mail, hours in zip(mails[:3], (25, 1, 0), strict=True):
        journal.record(NOW - timedelta(hours=hours), mail, OpState.DONE, Outcome(Did.DONE), None, ())
    assert dict(journal.mails_since(NOW - timedelta(days=1))) == {"warga@contoh.id": 2, "camat@contoh.id": 1}


def test_a_pass_settles_an_answer_and_cannot_change_what_was_said(journal: SqlJournal) -> None:
    journal.submit(an_answer("a", note="Alamat salah"))
    journal.commit(Intent(answers=[an_answer("a", "Tolak", state=AnswerState.REFUSED, reason="terlambat")]))
    assert journal.pending_answers() == []
    (kept,) = journal.answers_to("SK-2026-0001/1/0/kadis")
    assert (kept.label, kept.note, kept.state, kept.reason) == (
        "Setuju",
        "Alamat salah",
        "refused",
        "terlambat",
    )


def test_a_form_is_taken_in_once_and_settled_by_a_pass(journal: SqlJournal) -> None:
    form = Submission("r1", "surat-masuk", NOW, {"Perihal": "Data"})
    assert journal.submit_form(form)
    assert not journal.submit_form(replace(form, values={}))
    assert journal.submit_form(replace(form, form="another"))
    journal.commit(Intent(submissions=[replace(form, state=AnswerState.TAKEN)]))
    assert [one.form for one in journal.pending_submissions()] == ["another"]


def test_a_superseded_request_is_no_longer_asked(journal: SqlJournal) -> None:
    journal.commit(Intent(requests=[a_request("one"), a_request("two")]))
    journal.commit(Intent(requests=[a_request("one", superseded="two")]))
    assert journal.requests(["SK-2026-0001"]) == [a_request("two")]
    assert journal.request("one") == a_request("one", superseded="two")


def test_a_case_is_due_when_its_time_has_come_or_its_row_is_behind(journal: SqlJournal) -> None:
    early, late = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)
    cases = [
        a_case(1, wakes_at=early), a_case(2, wakes_at=late), a_case(3, wakes_at=early, closed=True),
        a_case(4, wakes_at=early, placed=False), a_case(5, closed=True, dirty=True), a_case(6, wakes_at=NOW),
    ]  # fmt: skip
    journal.commit(Intent(cases=cases))
    assert [case.id[-1] for case in journal.due(NOW)] == ["1", "5", "6"]
    journal.remember({}, {"SK-2026-0005": "Draf"}, [], {})
    assert [case.id[-1] for case in journal.due(NOW)] == ["1", "6"]


def test_what_a_write_showed_is_remembered(journal: SqlJournal) -> None:
    journal.commit(Intent(cases=[a_case(1, placed=False, dirty=True, standing="Ajukan")]))
    digests = {"Surat Keluar": {"SK-2026-0001": b"1" * 16, "SK-2026-0009": b"9" * 16}}
    journal.remember(digests, {"SK-2026-0001": "Verifikasi"}, ["SK-2026-0001"], {"s": "1"}, ["SK-2026-0001"])
    journal.remember({}, {}, [], {"s": "2"})
    case = journal.cases(["SK-2026-0001"])["SK-2026-0001"]
    assert (case.shown, case.placed, case.dirty, case.standing) == ("Verifikasi", True, False, "")
    assert journal.ids_in("Surat Keluar") == digests["Surat Keluar"]
    assert journal.cursor("s") == "2"


def test_the_history_of_a_workbook_is_newest_first(journal: SqlJournal) -> None:
    journal.commit(Intent(cases=[a_case(1), a_case(2, register="Arsip")]))
    for n in range(5):
        journal.commit(Intent(events=[Event(NOW, f"SK-2026-000{1 + n % 2}", EventKind.MOVED, {"n": n})]))
    assert [one.event.data["n"] for one in journal.history(["Surat Keluar"], 2)] == [4, 2]
    assert [one.event.data["n"] for one in journal.events_of("SK-2026-0001")] == [0, 2, 4]


def test_ids_given_out_never_go_back(journal: SqlJournal) -> None:
    journal.commit(Intent(issued={("SK", 2026): 7}))
    journal.commit(Intent(issued={("SK", 2026): 5}))
    assert (journal.issued("SK", 2026), journal.issued("SK", 2027)) == (7, 0)


def test_twenty_hands_take_a_thousand_numbers_without_a_gap(journal: SqlJournal) -> None:
    def take_fifty(hand: int) -> None:
        chance, taken = random.Random(hand), 0
        while taken < 50:
            number, said = a_number(journal.next_number(SERIES, 2026))
            try:
                journal.commit(Intent(events=[said], numbers=[number]))
                taken += 1
            except Conflict:
                time.sleep(chance.random() / 25)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(take_fifty, range(20)))
    assert [number.n for number in journal.numbers()] == list(range(1, 1001))
    assert journal.verify() == []


def test_a_full_disk_keeps_nothing_of_the_commit_and_the_next_one_goes_on(
    journal: SqlJournal, tmp_path: Path
) -> None:
    give_numbers(journal, 2)
    whole = Intent(
        events=[a_number(3)[1]], numbers=[a_number(3)[0]], cases=[a_case(3, notice="x" * 9000)],
        operations=[a_mail("op", text="y" * 9000)], contents=[Content("SK-2026-0003", {"Perihal": "z" * 9000})],
    )  # fmt: skip
    refused = 0
    for spare in range(20):
        full = a_journal(tmp_path)

        @event.listens_for(full.engine, "begin")
        def no_room(connection: object, spare: int = spare) -> None:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()  # type: ignore[attr-defined]
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + spare}")  # type: ignore[attr-defined]

        try:
            full.commit(whole)
            break
        except JournalProblem as fault:
            refused += "full" in str(fault)
        finally:
            full.close()
        assert [number.n for number in journal.numbers()] == [1, 2]
        assert journal.operations(*OpState) == []
        assert journal.verify() == []
    assert refused == spare > 3
    assert journal.cases(["SK-2026-0003"])["SK-2026-0003"].notice == "x" * 9000
    assert journal.verify() == []


def test_the_rows_of_a_hundred_thousand_cases_are_known_in_two_questions(journal: SqlJournal) -> None:
    some = {f"SK-2026-{n:06}": n.to_bytes(16, "big") for n in range(100_000)}
    journal.remember({"Surat Keluar": some}, {}, [], {})
    asked: list[str] = []

    @event.listens_for(journal.engine, "before_cursor_execute")
    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    assert journal.ids_in("Surat Keluar") == some
    assert len([one for one in asked if one.startswith("SELECT")]) <= 2


def test_many_forms_are_taken_in_together_each_once(journal: SqlJournal) -> None:
    one, other, third = (Submission(id, "surat-masuk", NOW, {"Perihal": id}) for id in ("r1", "r2", "r3"))
    assert journal.submit_form(one)
    assert journal.submit_forms([one, other, other, third]) == [False, True, False, True]
    assert journal.submit_forms([other, third]) == [False, False]
    assert journal.submit_forms([]) == []
    assert sorted(waiting.id for waiting in journal.pending_submissions()) == ["r1", "r2", "r3"]
