"""Over all processes: each has its stories, and every mail that can be sent has somebody who can get it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from connectors.config import OfficeConfig
from flows import ALL
from flows.engine.columns import Email
from flows.engine.model import (
    Desk,
    EmailIn,
    Flow,
    Recipient,
    Seat,
    SendMail,
    Step,
    Whom,
    actions_of,
)  # fmt: skip
from flows.p1_umum.surat_keluar import FLOW as SURAT_KELUAR
from flows.p1_umum.surat_keluar import Status
from flows.roles import CARAKA, KEPALA_DINAS, PENYEDIA
from scripts.checking import desk_problems
from tests.flows.skenario.kantor import PlayedOffice, moves_of


def mails_without_recipient(flow: Flow, config: OfficeConfig) -> list[str]:
    """«step: mail to whom» for each mail of a flow that nobody could ever get."""
    directory = config.directory.to_engine()

    def reached(whom: Recipient | Seat, part: Flow, step: Step) -> bool:
        match whom:
            case Whom.OPENER:
                return any(form.opens for form in part.forms)
            case Whom.TURN:
                return reached(step.by, part, step)
            case EmailIn(column, lines):
                return isinstance(getattr((lines or part.register).column(column), "type", None), Email)
            case Desk(name, outside, column):
                head = directory.head_of(name)
                return reached(EmailIn(column), part, step) if outside else bool(head and head.email)
            case _:
                return all(reached(desk, part, step) for desk in whom.desks)

    return [
        f"{step.status}: {what} to {getattr(whom, 'name', whom)}"
        for part in (flow, *map(flow.child_flow, flow.children))
        for step in part.steps
        for what, whom, at in _mails(part, step)
        if not reached(whom, part, at)
    ]


def _mails(flow: Flow, step: Step) -> Iterator[tuple[str, Recipient | Seat, Step]]:
    """(template, recipient, step at which it is sent) of everything that a step can mail."""
    arriving = {id(action) for action in step.on_arrival}
    for action in actions_of(step):
        if isinstance(action, SendMail):
            goals = [
                flow.step(str(step.answer(label).to))
                for label in step.answers
                if action in step.answer(label).do
            ]
            at = step if id(action) in arriving else next((goal for goal in goals if goal), step)
            yield from ((action.template, whom, at) for whom in action.to)
    if step.link:
        yield "tautan_pihak_luar", step.by, step
    if step.escalate:
        yield "eskalasi", step.escalate, step
    if step.remind:
        unknown = step.outside and not all(desk.email for desk in step.by.desks)
        yield "pengingat", (step.recorded_by if unknown and step.recorded_by else step.by), step
    if step.approval:
        yield from (("permintaan_keputusan", desk, step) for desk in step.approval.by or step.by.desks)


def test_each_process_of_the_office_has_its_stories() -> None:
    files = [file.stem for file in sorted(Path(__file__).parent.glob("test_*.py"))]
    modules = [import_module(f"tests.flows.skenario.{file}") for file in files]
    assert {m.FLOW.code for m in modules if hasattr(m, "FLOW")} == {flow.code for flow in ALL}


@pytest.mark.parametrize("flow", ALL, ids=lambda flow: flow.code)
def test_every_mail_has_a_recipient(flow: Flow, config: OfficeConfig) -> None:
    assert mails_without_recipient(flow, config) == []


def test_a_mail_that_nobody_could_get_is_named(config: OfficeConfig) -> None:
    """An address in a column that is none, a party outside that the register has no address of, an empty desk."""
    mail = SendMail("pemberitahuan", to=(EmailIn("Tujuan"), PENYEDIA, Desk("Meja kosong"), KEPALA_DINAS))
    steps = [replace(step, on_arrival=(mail,)) if step.by == CARAKA else step for step in SURAT_KELUAR.steps]
    assert mails_without_recipient(replace(SURAT_KELUAR, steps=steps), config) == [
        "Distribusi: pemberitahuan to EmailIn(column='Tujuan', each=None)",
        "Distribusi: pemberitahuan to Penyedia",
        "Distribusi: pemberitahuan to Meja kosong",
    ]


def test_a_desk_at_which_nobody_sits_is_named(config: OfficeConfig) -> None:
    steps = [
        replace(step, by=Desk("Caraka Kota")) if step.by == CARAKA else step for step in SURAT_KELUAR.steps
    ]
    (problem,) = desk_problems(config, (replace(SURAT_KELUAR, steps=steps),))
    assert "Caraka Kota" in problem


def test_a_move_that_no_story_tells_of_is_missed(office: PlayedOffice) -> None:
    surat = office.types(
        SURAT_KELUAR,
        jenis_naskah="Surat dinas",
        perihal="Data",
        tujuan="Camat",
        bidang_pengolah="Bidang Koperasi",
    )
    surat.answer("Teruskan ke pengolah", by=KEPALA_DINAS)
    untold = moves_of(SURAT_KELUAR) - set(office.moves())
    assert ("Surat Keluar", Status.PERMINTAAN, "Teruskan ke pengolah") not in untold
    assert ("Surat Keluar", Status.VERIFIKASI, "Revisi") in untold


def test_nobody_in_a_story_answers_for_another_desk(office: PlayedOffice) -> None:
    surat = office.types(SURAT_KELUAR, jenis_naskah="Surat dinas", perihal="Data", tujuan="Camat")
    with pytest.raises(AssertionError, match="does not wait for Caraka"):
        surat.answer("Teruskan ke pengolah", by=CARAKA)
    with pytest.raises(AssertionError, match="isi dulu Bidang pengolah"):
        surat.answer("Teruskan ke pengolah", by=KEPALA_DINAS)
