"""The flow that flows/README.md writes from the first line is a flow: it has no mistake, and its letter is filled."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from docx import Document

from flows import ALL
from flows.engine.check import problems_of
from flows.engine.model import Flow
from scripts.checking import letter_problems, mail_problems

GUIDE = Path(__file__).resolve().parents[2] / "flows" / "README.md"
LETTER = (
    "Nomor: {{ nomor_surat }}",
    "{{ kantor.instansi }}, {{ hari_ini | tanggal }}",
    "Yth. {{ pemohon }}: {{ keperluan }}",
    "{{ tanda_tangan.nama }}",
)


def written(change: tuple[str, str] = ("", "")) -> Flow:
    """The flow of the guide; change: something in it, and what somebody writes instead."""
    pieces = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)[:3]
    text = "\n\n".join(pieces)
    assert change[0] in text
    module = ModuleType("permohonan")
    sys.modules["permohonan"] = module
    try:
        exec(compile(text.replace(*change), "flows/p1_umum/permohonan.py", "exec"), module.__dict__)
    finally:
        del sys.modules["permohonan"]
    flow = module.__dict__["FLOW"]
    assert isinstance(flow, Flow)
    return flow


def templates(folder: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / "jawaban_permohonan.docx"))
    return folder


def letter_lines(folder: Path, flow: Flow) -> list[str]:
    return [line for line in letter_problems(folder, (flow,)) if "jawaban_permohonan" in line]


def test_the_flow_of_the_guide_has_no_mistake(tmp_path: Path) -> None:
    flow = written()
    assert [str(problem) for problem in problems_of([*ALL, flow])] == []
    assert letter_lines(templates(tmp_path, *LETTER), flow) == []
    assert [line for line in mail_problems((flow,)) if "Permohonan" in line] == []


NUMBER_LAST = (
    """                        TakeNumber("Nomor surat", "surat keluar"),
                        MakeLetter("jawaban_permohonan.docx", "Surat", final=True, signer="Kepala Dinas"),
""",
    """                        MakeLetter("jawaban_permohonan.docx", "Surat", final=True, signer="Kepala Dinas"),
                        TakeNumber("Nomor surat", "surat keluar"),
""",
)


def test_a_letter_that_prints_a_number_taken_after_it_is_named(tmp_path: Path) -> None:
    (told,) = letter_lines(templates(tmp_path, *LETTER), written(NUMBER_LAST))
    assert (
        "the letter «Surat» prints «Nomor surat» (jawaban_permohonan.docx), which is taken after it" in told
    )
    assert letter_lines(templates(tmp_path, *LETTER[1:]), written(NUMBER_LAST)) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ pemohn }}", "asks for «pemohn»; the register has no such column. Did you mean «pemohon»?"),
        ("{{ pemohon }", "a placeholder is broken"),
        ("{% for baris in rincian %}{{ baris.harga }}{% endfor %}", "asks for «rincian»"),
        ("{{ hari_ini | tangal }}", "there is no filter «tangal». Did you mean «tanggal»?"),
    ],
)
def test_a_slip_in_the_letter_is_named_with_flow_and_register(tmp_path: Path, line: str, said: str) -> None:
    told = letter_lines(templates(tmp_path, *LETTER, line), written())
    assert any(said in one and "of P9.1, register «Permohonan»" in one for one in told), told
