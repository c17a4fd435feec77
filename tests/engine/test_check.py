"""Every mistake in a definition is found, told with its place, and told together with the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from flows.engine.calendar import calendar_days, working_days
from flows.engine.check import FlowError, check, problems_of
from flows.engine.columns import Column
from flows.engine.model import (
    After,
    Answer,
    Approval,
    ByColumn,
    Field,
    Fill,
    Flow,
    Form,
    MakeLetter,
    OpenCase,
    OpenChildren,
    Opening,
    Rule,
    SendMail,
    Step,
    TakeNumber,
    Variants,
    Version,
)  # fmt: skip
from tests.engine.small import ARSIP, BIDANG, KEARSIPAN, KEPALA, SURAT_KELUAR, WARGA, A, S


def changed(status: str, **fields: Any) -> Flow:
    steps = [replace(step, **fields) if step.status == status else step for step in SURAT_KELUAR.steps]
    return replace(SURAT_KELUAR, steps=steps)


def whole(**fields: Any) -> Flow:
    return replace(SURAT_KELUAR, **fields)


def column(**fields: Any) -> Flow:
    return whole(register=replace(SURAT_KELUAR.register, **fields))


MISTAKES: list[tuple[str, Callable[[], Flow], str]] = [
    ("a status of another process", lambda: changed(S.DRAF, answers={"Ajukan": A.MASUK}), "leads to «Masuk», which is no status"),
    ("a day of leap years", lambda: whole(openings=[Opening(2, 29)]), "day 29 of month 2, which not every year has"),
    ("a step twice", lambda: whole(steps=[*SURAT_KELUAR.steps, SURAT_KELUAR.steps[0]]), "the step stands twice"),
    ("a status without a step", lambda: whole(steps=SURAT_KELUAR.steps[:-1]), "has no step and is no end"),
    ("an end with a step", lambda: whole(ends=[S.SELESAI, S.KIRIM]), "an end has no step"),
    ("no way out", lambda: changed(S.KIRIM, answers={}), "there is no answer and no other way out"),
    ("never reached", lambda: changed(S.PENOMORAN, answers={"x": S.SELESAI}), "no way leads here from the start"),
    ("no end reached", lambda: changed(S.KIRIM, answers={"Ulang": S.PENOMORAN}), "no end can be reached"),
    ("two spellings", lambda: changed(S.DRAF, answers={"Ajukan": S.VERIFIKASI, "ajukan": S.VERIFIKASI}), "look the same to staff"),
    ("agreement that is no answer", lambda: changed(S.TANDA_TANGAN, approval=Approval(shows=("Perihal",), agree="Tandatangai")), "Did you mean «Tandatangani»?"),
    ("an approval outside", lambda: changed(S.TANDA_TANGAN, by=WARGA), "is outside the office and has no factor"),
    ("a wait nobody ends", lambda: changed(S.TANGGAPAN, recorded_by=None, link=False, if_silent=None), "nobody can record the answer"),
    ("evidence inside", lambda: changed(S.DRAF, answers={"Ajukan": Answer(S.VERIFIKASI, evidence=True)}), "asks for evidence"),
    ("a link without address", lambda: changed(S.TANGGAPAN, by=replace(WARGA, email="")), "needs a desk outside with the column"),
    ("a loop of rules", lambda: changed(S.DRAF, rules=(Rule(lambda row: True, S.DRAF, "selalu"),)), "without anybody doing anything"),
    ("an unknown letter", lambda: changed(S.KIRIM, on_arrival=[SendMail("x", (KEPALA,), attach=("Srat",))]), "Did you mean «Surat»?"),
    ("an unknown variant", lambda: changed(S.DRAF, only=("LS",)), "there is no such variant"),
    ("a term of nothing", lambda: changed(S.DRAF, due=working_days(0)), "runs out at once"),
    ("a reminder without a term", lambda: changed(S.KIRIM, remind=(working_days(1),)), "without a term"),
    ("a misspelt need", lambda: changed(S.DRAF, needs=("Perihl",)), "names «Perihl»; the register «Surat» has no such column. Did you mean «Perihal»?"),
    ("a misspelt column shown", lambda: changed(S.TANDA_TANGAN, approval=Approval(shows=("Tujun",), agree="Tandatangani")), "Did you mean «Tujuan»?"),
    ("a number into a cell of staff", lambda: changed(S.DRAF, on_arrival=[TakeNumber("Tujuan", "x")]), "a column of staff"),
    ("a fill into a cell of staff", lambda: changed(S.DRAF, on_arrival=[Fill("Tujuan", lambda row: "x")]), "a column of staff"),
    ("a need that the engine fills", lambda: column(columns=(*SURAT_KELUAR.register.columns, Column("Status"))), "is the engine's own"),
    ("two columns of one word", lambda: column(columns=(*SURAT_KELUAR.register.columns, Column("Perihal!"))), "are one word to templates"),
    ("a choice that differs", lambda: changed(S.DRAF, on_arrival=[MakeLetter(ByColumn("Bidang", {"Bidang Koprasi": "a.docx"}), "X")]), "Did you mean «Bidang Koperasi»?"),
    ("variants that differ", lambda: whole(variants=Variants("Bidang", ("LS", "GU"))), "the variants are LS, GU"),
    ("an unknown child register", lambda: changed(S.DRAF, on_arrival=[OpenChildren("Bidang", "Tugass")]), "no child register"),
    ("a hand-off to nowhere", lambda: changed(S.DRAF, on_arrival=[OpenCase("P9", "x")]), "hands off to «P9»"),
    ("a hand-off that lacks a column", lambda: changed(S.DRAF, on_arrival=[OpenCase("P2", "x", {"Asal": "ID"})]), "does not fill «Uraian»"),
    ("a hand-off to an unknown column", lambda: changed(S.DRAF, on_arrival=[OpenCase("P2", "x", {"Uraian": "Perihal", "Asl": "ID"})]), "Did you mean «Asal»?"),
    ("a retired word in use", lambda: whole(retired={"Draf": S.KIRIM}), "is a status that is still used"),
    ("a version without a rule", lambda: whole(version=3, past=[Version(1, moves={"x": S.DRAF})]), "rows of version 2 have no rule"),
    ("a form of an unknown column", lambda: whole(forms=[Form("f", "F", (Field("a", "Perihal"), Field("b", "Tujun")))]), "Did you mean «Tujuan»?"),
    ("a form that forgets", lambda: whole(forms=[Form("f", "F", (Field("a", "Perihal"),))]), "does not ask for «Tujuan»"),
    ("a text for a list", lambda: changed(S.DRAF, needs="Perihal"), "put a comma behind it: needs=(\"Perihal\",)"),
    ("a quoted status", lambda: changed(S.DRAF, answers={"Ajukan": "Verifikasi"}), "it leads to the text «Verifikasi»; write"),
    ("a mail before its letter", lambda: changed(S.KIRIM, on_arrival=[SendMail("kirim", (BIDANG,), attach=("Lain",)), MakeLetter("a.docx", "Lain")]), "write MakeLetter first"),
    ("a tab name that is too long", lambda: column(name="x" * 32), "more than 31 letters"),
    ("silence for an approval", lambda: changed(S.TANDA_TANGAN, if_silent=After(calendar_days(1), goes_to=S.PENOMORAN)), "silence cannot stand for an approval"),
    ("a desk column that differs", lambda: changed(S.DRAF, by=replace(BIDANG, among=(*BIDANG.among, ARSIP))), "by knows «Subbag Umum»"),
]  # fmt: skip


def test_the_flows_of_the_tests_have_no_mistake() -> None:
    check([SURAT_KELUAR, KEARSIPAN])


@pytest.mark.parametrize(
    ("broken", "said"), [(one[1], one[2]) for one in MISTAKES], ids=[one[0] for one in MISTAKES]
)
def test_a_mistake_is_found(broken: Callable[[], Flow], said: str) -> None:
    found = [str(problem) for problem in problems_of([broken(), KEARSIPAN])]
    assert any(said in line for line in found), found


def test_all_mistakes_are_told_together_with_file_and_step() -> None:
    broken = changed(S.DRAF, needs=("Perihl",), due=working_days(0))
    with pytest.raises(FlowError, match="Surat keluar: 2 problems") as told:
        check([broken, KEARSIPAN])
    assert all(
        "engine/small.py: Surat keluar, step «Draf»: " in str(problem) for problem in told.value.problems
    )


def test_flows_that_share_a_register_clash() -> None:
    other = replace(KEARSIPAN, code="P3", register=replace(KEARSIPAN.register, prefix="SK"), children=())
    steps: list[Step] = [step for step in KEARSIPAN.steps if step.status != A.DIBAGI]
    other = replace(other, steps=steps)
    found = [problem.text for problem in problems_of([SURAT_KELUAR, KEARSIPAN, other])]
    assert "the register «Arsip» belongs to P2 already" in found
    assert "the prefix «SK» of «Arsip» is that of «Surat»" in found
