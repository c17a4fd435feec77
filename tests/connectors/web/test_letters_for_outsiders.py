"""Which letters of a case a party outside is shown beside the question that it is asked."""

from __future__ import annotations

from datetime import datetime

from connectors.web.outside import letters_of
from flows import ALL
from flows.engine.calendar import JAKARTA
from flows.engine.case import Case, Letter
from flows.engine.model import Flow, MakeLetter, actions_of

NOW = datetime(2026, 11, 23, 9, tzinfo=JAKARTA)


def shown(code: str, status: str) -> set[str]:
    """The letters that whoever is asked at this status sees once every letter of the process is made."""
    flow: Flow = next(flow for flow in ALL if flow.code == code)
    step = flow.step(status)
    assert step is not None
    names = {a.name for one in flow.steps for a in actions_of(one) if isinstance(a, MakeLetter)}
    letters = tuple(
        Letter(name, "x.docx", f"{name}.docx", 1, True, "", made=True, sha256="0") for name in sorted(names)
    )
    case = Case("X-2026-0001", code, flow.register.name, status, NOW, NOW, letters=letters)
    return {name for name, _ in letters_of(flow, case, step)}


def test_a_koperasi_that_may_be_dissolved_sees_what_was_sent_to_it_and_not_what_the_ministry_got() -> None:
    assert shown("P5.4", "Menunggu tanggapan pengurus") == {"Pemberitahuan rencana pembubaran", "Pengumuman"}


def test_a_supplier_sees_its_own_papers_and_the_ministry_all_that_belongs_to_the_proposal() -> None:
    assert shown("P1.1", "Pemeriksaan penyedia") == {"Kuitansi", "SPJ", "Surat pesanan"}
    assert {"Surat usulan", "BA rapat", "Daftar usulan"} <= shown("P5.4", "Menunggu SK pembubaran")


def test_whoever_gets_papers_by_hand_sees_them_without_the_memos_of_the_office() -> None:
    seen = shown("P3.1", "Diproses BPKA")
    assert {"SPM", "SPTJM", "Surat pengantar"} <= seen
    assert "Lembar klasifikasi" not in seen
