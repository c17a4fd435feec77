"""Which row of a data register is likely meant: by what the journal has, and by what this pass has seen and added."""

from __future__ import annotations

from datetime import date

import pytest

from flows.engine import data
from flows.engine.case import Case, Content
from flows.engine.columns import Column, Date
from flows.engine.data import likely
from flows.engine.matter import open_case
from flows.engine.model import Kind, Register, record_flow
from flows.engine.plan import Facts, Office, Plan
from tests.fakes.office import START

USAHA = Register(
    "Data Usaha", "Data", "UM", (Column("Nama"), Column("Alamat"), Column("NIB"), Column("Berdiri", Date())),
    kind=Kind.DATA, keys=(("NIB",), ("Nama", "Alamat")),
)  # fmt: skip
ROWS = {
    "UM-2026-0001": {"Nama": "Warung Bu Sri", "Alamat": "Jl. Jawa No. 5", "NIB": "111"},
    "UM-2026-0002": {"Nama": "Warung Bu Sri", "Alamat": "JL JAWA NO 5"},
    "UM-2026-0003": {"Nama": "Batik Laut", "NIB": "333"},
}


@pytest.fixture
def plan() -> Plan:
    facts = Facts(lambda *_: 1, lambda *_: 9, lambda _: {}, records=lambda name: ROWS)
    return Plan(Office(()), facts, START)


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        ({"NIB": "333", "Nama": "Warung Bu Sri", "Alamat": "Jl Jawa 5"}, ["UM-2026-0003"]),
        ({"NIB": "999", "Nama": "warung bu sri", "Alamat": "Jl. Jawa No 5"}, ["UM-2026-0001", "UM-2026-0002"]),
        ({"Nama": "Batik Laut"}, []),
        ({"Nama": "Batik Laut", "Alamat": ""}, []),
    ],
)  # fmt: skip
def test_a_row_is_found_by_the_first_group_of_keys_in_which_one_agrees(
    plan: Plan, told: dict[str, str], ids: list[str]
) -> None:
    assert likely(plan, USAHA, told) == ids


def test_what_this_pass_has_seen_counts_and_not_what_stood_there_before(plan: Plan) -> None:
    assert likely(plan, USAHA, {"NIB": "111"}) == ["UM-2026-0001"]
    plan.keep(Case("UM-2026-0001", "", USAHA.name, "", START, START, placed=True))
    plan.contents["UM-2026-0001"] = Content("UM-2026-0001", {"NIB": "112"})
    assert likely(plan, USAHA, {"NIB": "111"}) == []
    assert likely(plan, USAHA, {"NIB": "112"}) == ["UM-2026-0001"]
    added = open_case(plan, record_flow(USAHA), "a", {"NIB": "777", "Berdiri": date(2020, 2, 1)})
    assert likely(plan, USAHA, {"NIB": "777"}) == [added.id]
    assert plan.record(USAHA, added.id) == {"NIB": "777", "Berdiri": "01-02-2020"}
    assert plan.record(USAHA, "UM-2026-0003") == ROWS["UM-2026-0003"]
    assert plan.record(USAHA, "UM-2026-0099") == {}


def test_a_case_that_tells_of_many_does_not_go_through_the_register_for_each(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded, looked = data.folded, []
    monkeypatch.setattr(data, "folded", lambda text: looked.append(text) or folded(text))
    for n in range(100):
        likely(plan, USAHA, {"NIB": f"9{n}", "Nama": "Lain", "Alamat": "Lain"})
    assert len(looked) == 100 * 3 + len(ROWS) * 3
