"""Promises that every flow keeps; adding a flow adds its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.config import load_office
from connectors.letters.lint import problems_in, renders
from flows import ALL
from flows.engine.check import problems_of
from flows.engine.columns import word_of
from flows.engine.describe import describe, lines_of
from flows.engine.draw import mermaid, svg
from flows.engine.model import Action, Flow, OpenCase, Register, Step, UpdateData, all_of
from flows.klasifikasi import KLASIFIKASI
from scripts.checking import desk_problems, letter_problems, letters_of, series_problems
from scripts.office import TEMPLATES
from tests.flows.process_map import Arrow, arrows, missing_arrows, missing_steps, processes

DIAGRAMS = Path(__file__).resolve().parents[2] / "flows" / "diagrams"
by_code = pytest.mark.parametrize("flow", ALL, ids=lambda flow: flow.code)


def test_no_definition_has_a_mistake() -> None:
    assert [str(problem) for problem in problems_of(ALL)] == []


def test_flows_stand_in_the_order_of_the_process_map() -> None:
    order = list(processes())
    places = [order.index(flow.code) for flow in ALL]
    assert places == sorted(places)


@by_code
def test_every_step_of_the_map_is_carried_out(flow: Flow) -> None:
    assert missing_steps(flow, processes()[flow.code]) == []


@by_code
def test_every_arrow_of_the_map_can_be_walked(flow: Flow) -> None:
    assert missing_arrows(flow, processes()[flow.code]) == []


@by_code
def test_it_is_called_as_in_the_map(flow: Flow) -> None:
    process = processes()[flow.code]
    assert (flow.title, flow.group) == (process["name"], process["group"])
    assert list(flow.variant_names) == process.get("variants", [])


@by_code
def test_its_docstring_begins_with_its_title_and_ends_with_its_code(flow: Flow) -> None:
    first = flow.about.strip().splitlines()[0]
    assert first.casefold().startswith(flow.title.casefold())
    assert first.rstrip(".").endswith(flow.code)


@by_code
def test_it_can_be_read_aloud_and_drawn(flow: Flow) -> None:
    aloud = "\n".join(lines_of(flow))
    assert all(f"«{step.status}»" in aloud for step in flow.steps)
    assert mermaid(flow).startswith("flowchart")
    assert svg(flow).count("<rect") > len(flow.steps)


@by_code
def test_its_diagram_is_fresh(flow: Flow) -> None:
    """Stale? Draw again: ``alur draw "" --out flows/diagrams``."""
    assert (DIAGRAMS / f"{flow.code}.svg").read_text("utf-8") == svg(flow)


@by_code
def test_the_description_has_what_others_rely_on(flow: Flow) -> None:
    told = describe(flow)
    assert {"code", "title", "register", "variants", "ends", "steps", "handoffs"} <= set(told)
    for step in told["steps"]:
        assert {
            "status",
            "by",
            "task",
            "maps",
            "outside",
            "due_working_days",
            "answers",
            "automatic",
            "letters",
            "mails",
            "forms",
        } <= set(step)


def test_every_letter_asks_for_words_that_there_are() -> None:
    assert letter_problems(TEMPLATES / "letters", ALL) == []


@pytest.mark.parametrize(
    "template", sorted({t for flow in ALL for _, letter in letters_of(flow) for t in all_of(letter.template)})
)
def test_every_letter_renders_full_and_with_its_optional_words_empty(template: str) -> None:
    for flow in ALL:
        for register, letter in letters_of(flow):
            if template in all_of(letter.template):
                lines = {r.word: r.columns for r in letter.lines}
                lines |= {word_of(c.register.name): c.register.columns for c in flow.children}
                assert renders(TEMPLATES / "letters" / template, register.columns, lines) == []


def test_every_desk_has_a_person_and_every_series_a_format(tmp_path: Path) -> None:
    config = load_office(tmp_path)
    assert desk_problems(config, ALL) == []
    assert series_problems(config, ALL) == []


def test_the_codes_that_flows_know_are_in_the_office_list(tmp_path: Path) -> None:
    known = {entry.kode for entry in load_office(tmp_path).classification}
    assert sorted(set(KLASIFIKASI) - known) == []
    assert [flow.code for flow in ALL if flow.classification not in known] == []


def test_each_process_files_its_letters_under_the_usual_code() -> None:
    usual = {
        "P1.1": "000.3.2", "P1.2.3": "000.2.1", "P1.3.1": "800.1.3.2", "P2.1.1": "000.7.2.4", "P2.1.2": "900.1.1.2",
        "P2.2.1": "000.8.6.3", "P2.2.2": "900.1.3.10", "P3.1": "900.1.3.1", "P4.1": "500.3.6.2", "P4.2.1": "500.3.4.1",
        "P4.2.2.1": "500.3.5.1", "P4.2.2.2": "500.3.5.1", "P4.2.3.1": "100.3.12", "P4.3.4": "500.3.6.5",
        "P5.1.1": "500.3.11", "P5.1.2": "500.3.11", "P5.2.1": "500.3.2.1", "P5.2.2": "500.14.3", "P5.3.1": "500.14.4",
        "P5.4": "500.3.2.1",
    }  # fmt: skip
    assert {flow.code: flow.classification for flow in ALL if flow.code in usual} == usual


def test_a_misspelt_word_in_a_template_is_named_with_what_was_meant() -> None:
    (problem,) = problems_in(
        TEMPLATES / "letters" / "label_folder_arsip.docx", _words_without("uraian_informasi"), {}
    )
    assert problem.endswith(
        "asks for «uraian_informasi»; the register has no such column. Did you mean «uraian_informas»?"
    )


def _words_without(word: str) -> set[str]:
    words = {column.word for flow in ALL if flow.code == "P1.2.2" for column in flow.register.columns}
    return words - {word} | {word[:-1]}


def test_the_comparer_sees_a_missing_arrow() -> None:
    process = {"steps": [{"n": 1, "next": {"revisi": 1, "setuju": "end"}}]}
    assert arrows(process) == [Arrow(1, 1, "revisi"), Arrow(1, 0, "setuju")]
    flow = ALL[0]
    broken = {"steps": [*processes()[flow.code]["steps"], {"n": 99, "next": 1}]}
    assert missing_steps(flow, broken) == [99]
    assert Arrow(99, 1) in missing_arrows(flow, broken)


OFFICIAL_BOOK = {("Agenda Keluar", "Tujuan")}
"""Whom a letter goes to is printed in the book of letters, also where it is a person."""


@by_code
def test_what_is_personal_stays_so_where_it_is_copied_to(flow: Flow) -> None:
    steps = [*flow.steps, *(step for children in flow.children for step in children.steps)]
    acts = [act for step in steps for act in (*step.on_arrival, *_done_by(step))]
    copied = [
        (act.each or flow.register, ours, act.register, theirs)
        for act in acts
        if isinstance(act, UpdateData)
        for theirs, ours in act.copies.items()
    ] + [
        (flow.register, ours, by_flow[act.flow].register, theirs)
        for act in acts
        if isinstance(act, OpenCase)
        for theirs, ours in act.copies.items()
    ]
    assert [
        f"{here.name}/{ours} is personal, {there.name}/{theirs} is not"
        for here, ours, there, theirs in copied
        if _personal(here, ours)
        and not _personal(there, theirs)
        and (there.name, theirs) not in OFFICIAL_BOOK
    ] == []


by_flow = {flow.code: flow for flow in ALL}


def _done_by(step: Step) -> list[Action]:
    found = [act for answer in step.answers for act in step.answer(answer).do]
    found += [act for rule in step.rules for act in rule.do]
    found += step.if_silent.do if step.if_silent else ()
    return [*found, *(step.children.do if step.children else ())]


def _personal(register: Register, heading: str) -> bool:
    column = register.column(heading)
    return column is not None and column.personal
