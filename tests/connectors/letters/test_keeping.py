"""A signature block never stands alone on a page: what is above it says that it stays with it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from connectors.letters.keeping import is_signature
from connectors.letters.lint import sample_context
from connectors.letters.render import render
from flows.p1_umum.bmd import FLOW

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "letters"


def filled(template: str, rows: int) -> Any:
    """The body of a letter of P1.2.3 with so many lines in its table."""
    words = sample_context(FLOW.register.columns, {one.word: one.columns for one in FLOW.lines})
    words |= {one.word: words[one.word][:1] * rows for one in FLOW.lines}
    return Document(io.BytesIO(render(TEMPLATES / template, words))).element.body


def kept(row: Any) -> bool:
    return all(p.pPr is not None and p.pPr.find(qn("w:keepNext")) is not None for p in row.iter(qn("w:p")))


def tables(body: Any) -> list[Any]:
    return list(body.iterchildren(qn("w:tbl")))


def test_the_last_rows_of_a_table_and_the_notes_below_it_go_with_the_signature() -> None:
    body = filled("rekap_kebutuhan.docx", 4)
    *_, table, signature = tables(body)
    assert is_signature(signature)
    rows = table.findall(qn("w:tr"))
    assert [kept(row) for row in rows] == [
        False,
        False,
        False,
        False,
        True,
        True,
    ]  # the last line and the sum
    between = signature.getprevious()
    while between is not table:
        assert between.pPr.find(qn("w:keepNext")) is not None
        between = between.getprevious()


@pytest.mark.parametrize("rows", [9, 30])
def test_below_a_table_that_may_run_over_pages_the_signature_is_its_last_row(rows: int) -> None:
    body = filled("rekap_kebutuhan.docx", rows)
    table = tables(body)[-1]
    *_, line, total, last = table.findall(qn("w:tr"))
    assert kept(line)
    assert kept(total)
    (signature,) = last.iter(qn("w:tbl"))
    assert is_signature(signature)
    columns = len(table.find(qn("w:tblGrid")))
    assert last.find(f".//{qn('w:gridSpan')}").get(qn("w:val")) == str(columns)


def test_of_the_head_of_a_letter_only_what_is_near_the_signature_moves() -> None:
    words = sample_context(FLOW.register.columns, {})
    body = Document(io.BytesIO(render(TEMPLATES / "nota_kebutuhan_barang.docx", words))).element.body
    assert [one for one in tables(body) if is_signature(one)]
    heads = [row for one in tables(body) if not is_signature(one) for row in one.findall(qn("w:tr"))]
    assert heads
    assert not any(kept(row) for row in heads[:-2])
