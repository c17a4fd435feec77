"""Letters: what staff type stays text, what is missing is an error, what is final never changes."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from connectors.letters import DocxLetters, Letterhead
from connectors.letters.filters import FILTERS
from connectors.letters.lint import problems_in
from connectors.letters.render import TemplateFault, render
from connectors.letters.worker import Renderer
from flows.engine.ports import Did

HEAD = Letterhead("PEMERINTAH KOTA", "DINAS", "Jalan 1", "", "", "", "", "Pasuruan", "Dinas")


def template(folder: Path, *paragraphs: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    path = folder / "surat.docx"
    document.save(str(path))
    return path


def text_of(docx: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs)


@pytest.fixture
def letters(tmp_path: Path) -> Iterator[DocxLetters]:
    template(tmp_path / "templates", "Hal: {{ perihal }}", "{{ kantor.kota }}, {{ hari_ini | tanggal }}")
    made = DocxLetters(tmp_path / "templates", tmp_path / "documents", HEAD, base_url="https://contoh.id")
    yield made
    made.close()


def order(
    perihal: str = "Undangan", *, final: bool = False, file: str = "P1/SK-1/surat.docx"
) -> dict[str, Any]:
    context = {"perihal": perihal, "hari_ini": "2026-11-23"}
    return {
        "template": "surat.docx",
        "name": "Surat",
        "file": file,
        "final": final,
        "code": "ABC",
        "context": context,
        "sign": None,
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("tanggal:2026-11-23", "23 November 2026"), ("hari:2026-11-23", "Senin"), ("hari_tanggal:2026-11-23", "Senin, 23 November 2026"),
        ("tanggal_pendek:2026-11-23", "23-11-2026"), ("tanggal:", ""), ("rupiah:", ""),
        ("tanggal_terbilang:2026-11-23", "dua puluh tiga bulan November tahun dua ribu dua puluh enam"),
        ("nip:198604102010012030", "19860410 201001 2 030"), ("nip:-", "-"),
    ],
)  # fmt: skip
def test_days_and_numbers_as_an_office_writes_them(said: str, expected: str) -> None:
    name, _, value = said.partition(":")
    assert FILTERS[name](value) == expected


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (100, "seratus"), (1000, "seribu"), (1001, "seribu satu"),
        (21_000, "dua puluh satu ribu"), (1_000_000, "satu juta"), (1_100_011, "satu juta seratus ribu sebelas"),
        (1_000_000_000, "satu miliar"), (2_000_000_000_000, "dua triliun"), (111_111, "seratus sebelas ribu seratus sebelas"),
    ],
)  # fmt: skip
def test_terbilang(number: int, words: str) -> None:
    assert FILTERS["terbilang"](number) == words


def test_money_and_ranges() -> None:
    assert FILTERS["rupiah_terbilang"](1_234_567) == (
        "Rp1.234.567,00 (satu juta dua ratus tiga puluh empat ribu lima ratus enam puluh tujuh rupiah)"
    )
    assert FILTERS["rentang"]("2026-11-23", "2026-11-25") == "23 s.d. 25 November 2026"
    assert FILTERS["rentang"]("2026-11-30", "2026-12-02") == "30 November s.d. 2 Desember 2026"
    assert FILTERS["daftar"](["a", "b", "c"]) == "a, b, dan c"
    assert FILTERS["banyaknya"](3) == "3 (tiga)"


PAYLOADS = [
    "A & B", "<w:p>x</w:p>", "{{ 7*7 }}", "{% for i in range(9) %}x{% endfor %}", "{{ kantor.__class__ }}", "=1+1", "+62", "-1", "@x",
    "]]>", "<!-- x -->", "&amp;", "\"quoted\" 'single'", "‮gnp.exe", "＝SUM(1)", "#{x}", "{# note #}", "${7*7}", "<%= 7 %>",
    "C:\\x\\..\\y", "../../etc/passwd", "'; DROP TABLE surat;--", "<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("typed", PAYLOADS)
def test_what_staff_type_comes_out_as_text(letters: DocxLetters, typed: str) -> None:
    outcome = letters.make(order(typed))
    assert outcome.did is Did.DONE
    assert text_of((letters.documents / "P1/SK-1/surat.docx").read_bytes()).splitlines()[0] == f"Hal: {typed}"


def test_control_characters_and_halves_of_pairs_are_left_out(letters: DocxLetters) -> None:
    assert letters.make(order("a\x00b\x07c\ud800d")).did is Did.DONE
    assert "Hal: abcd" in text_of((letters.documents / "P1/SK-1/surat.docx").read_bytes())


def test_a_missing_word_is_refused_and_nothing_is_made(letters: DocxLetters) -> None:
    template(letters.templates, "Kepada {{ penerma }}")
    outcome = letters.make(order())
    assert outcome.did is Did.NOT_DONE
    assert not outcome.again
    assert "penerma" in outcome.why
    assert not list(letters.documents.rglob("*"))


def test_the_same_order_gives_the_same_bytes(letters: DocxLetters) -> None:
    first = letters.make(order())
    second = letters.make(order(file="P1/SK-2/surat.docx"))
    assert first.result["sha256"] == second.result["sha256"]


def test_a_final_letter_stays_as_it_is(letters: DocxLetters) -> None:
    first = letters.make(order("Satu", final=True))
    again = letters.make(order("Dua", final=True))
    assert again.result == first.result
    assert "Satu" in text_of((letters.documents / "P1/SK-1/surat.docx").read_bytes())
    assert letters.settle(order("Satu", final=True)).result == first.result


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__.__mro__ }}", "{{ kantor.__init__.__globals__ }}", "{{ cycler.__init__ }}", "{{ self._TemplateReference__context }}",
        "{{ ''.join.__globals__ }}", "{{ perihal.__reduce__() }}", "{% set x = kantor.update({'a': 1}) %}",
    ],
)  # fmt: skip
def test_a_hostile_template_reaches_nothing(tmp_path: Path, hostile: str) -> None:
    path = template(tmp_path, hostile)
    with pytest.raises(TemplateFault):
        render(path, {"perihal": "x", "kantor": {"kota": "Pasuruan"}})


def test_a_template_without_end_harms_only_its_own_letter(tmp_path: Path) -> None:
    path = template(
        tmp_path / "a",
        "{% for a in x %}{% for b in x %}{% for c in x %}{% for d in x %}{{ a }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    )
    fine = template(tmp_path / "b", "{{ x | length }}")
    renderer = Renderer(seconds=4)
    try:
        with pytest.raises(TemplateFault, match="took more than 4 seconds"):
            renderer.render(path, {"x": list(range(2000))})
        assert text_of(renderer.render(fine, {"x": [1, 2]})) == "2"
    finally:
        renderer.close()


def test_a_letter_lies_below_its_folder_and_nowhere_else(letters: DocxLetters) -> None:
    with pytest.raises(ValueError, match="nowhere else"):
        letters.make(order(file="../../x.docx"))
    assert letters.make({**order(), "template": "../geheim.docx"}).did is Did.NOT_DONE


def test_lint_names_a_broken_tag_an_unknown_filter_and_a_missing_file(tmp_path: Path) -> None:
    path = template(
        tmp_path, "{{ perihal | tangal }} {{ baris }}", "{% for b in rincian %}{{ b.harg }}{% endfor %}"
    )
    problems = problems_in(path, {"perihal", "baris"}, {"rincian": {"barang", "harga"}})
    assert any("no filter «tangal»" in line and "«tanggal»" in line for line in problems)
    assert any("«harg» of «rincian»" in line and "«harga»" in line for line in problems)
    assert "placeholder is broken" in problems_in(template(tmp_path, "{% if perihal %}"), {"perihal"}, {})[0]
    assert "there is no such template" in problems_in(tmp_path / "surt.docx", set(), {})[0]
    (tmp_path / "surat.docx").write_bytes(b"no zip")
    assert "no Word file" in problems_in(tmp_path / "surat.docx", set(), {})[0]


def test_pdf_comes_in_one_batch_or_says_plainly_why_not(letters: DocxLetters) -> None:
    files = [f"P1/SK-{n}/surat.docx" for n in (1, 2)]
    for file in files:
        letters.make(order(file=file))
    outcomes = letters.pdf(files)
    if shutil.which("soffice"):
        assert all(outcome.did is Did.DONE for outcome in outcomes.values())
        assert all(
            (letters.documents / file).with_suffix(".pdf").read_bytes().startswith(b"%PDF") for file in files
        )
    else:
        assert all("LibreOffice is not installed" in outcome.why for outcome in outcomes.values())


def test_a_made_letter_is_a_whole_zip(letters: DocxLetters) -> None:
    letters.make(order())
    with zipfile.ZipFile(letters.documents / "P1/SK-1/surat.docx") as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
