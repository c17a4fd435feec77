"""What is wrong with a template before it is used: unknown words, unknown filters, broken tags; and sample words."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from connectors.letters.render import TemplateFault, environment, render
from flows.engine.columns import Choice, Choices, Column, Date, Nip, Rupiah, Whole

OFFICE_WORDS = frozenset(
    {
        "kantor", "tanda_tangan", "final", "kode_verifikasi", "tautan_verifikasi", "qr", "kasus", "hari_ini", "koreksi",
    }
)  # fmt: skip
"""Words that every template may use besides those of its register."""


def problems_in(template: Path, words: Set[str], lines: Mapping[str, Set[str]]) -> list[str]:
    """Say what a template asks for that there is not. words: of the register; lines: word of a table -> its words."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError, nodes

    name = f"templates/letters/{template.name}"
    if not template.is_file():
        near = get_close_matches(template.name, [path.name for path in template.parent.glob("*.docx")], n=1)
        return [f"{name}: there is no such template{f'. Did you mean «{near[0]}»?' if near else ''}"]
    try:
        document = DocxTemplate(template)
        document.init_docx()
        parts = [document.patch_xml(document.get_xml())]
        for uri in (document.HEADER_URI, document.FOOTER_URI):
            parts += [
                document.patch_xml(document.get_part_xml(part))
                for _, part in document.get_headers_footers(uri)
            ]
    except Exception as fault:  # whatever python-docx meets in a file that is no Word file
        return [f"{name}: this is no Word file that can be read ({fault}); save it again as .docx"]
    known = set(words) | set(lines) | OFFICE_WORDS
    found: dict[str, None] = {}
    for xml in parts:
        try:
            tree = environment().parse(xml)
        except TemplateError as fault:
            found[
                f"{name}: {fault}; a placeholder is broken: delete it in Word and type it again in one go"
            ] = None
            continue
        given = {"loop", *(node.name for node in tree.find_all(nodes.Name) if node.ctx == "store")}
        for node in tree.find_all(nodes.Name):
            if node.ctx == "load" and node.name not in known | given:
                found[
                    f"{name} asks for «{node.name}»; the register has no such column.{_meant(node.name, known)}"
                ] = None
        for one in tree.find_all(nodes.Filter):
            if one.name not in environment().filters:
                found[
                    f"{name}: there is no filter «{one.name}».{_meant(one.name, set(environment().filters))}"
                ] = None
        found |= dict.fromkeys(_line_problems(name, tree, lines))
    return list(found)


def _line_problems(name: str, tree: Any, lines: Mapping[str, Set[str]]) -> list[str]:
    """Words of a table's rows: ``{% for baris in rincian %} {{ baris.barang }}``."""
    from jinja2 import nodes

    found = []
    for loop in tree.find_all(nodes.For):
        if not (
            isinstance(loop.iter, nodes.Name)
            and loop.iter.name in lines
            and isinstance(loop.target, nodes.Name)
        ):
            continue
        known = set(lines[loop.iter.name])
        for one in loop.find_all(nodes.Getattr):
            if (
                isinstance(one.node, nodes.Name)
                and one.node.name == loop.target.name
                and one.attr not in known
            ):
                hint = _meant(one.attr, known)
                found.append(
                    f"{name} asks for «{one.attr}» of «{loop.iter.name}»; it has no such column.{hint}"
                )
    return found


def _meant(word: str, known: Set[str]) -> str:
    near = get_close_matches(word, sorted(known), n=1)
    return f" Did you mean «{near[0]}»?" if near else ""


def sample_value(column: Column) -> Any:
    """An invented value for a column, as a template gets it."""
    match column.type:
        case Date():
            return date(2026, 11, 23).isoformat()
        case Rupiah():
            return 1_500_000
        case Whole(least):
            return max(least, 3)
        case Choice(options):
            return options[0]
        case Choices(options):
            return list(options[:2])
        case Nip():
            return "198604102010012030"
    return f"Contoh {column.heading.lower()} & <lainnya>"


def sample_context(columns: tuple[Column, ...], lines: Mapping[str, tuple[Column, ...]]) -> dict[str, Any]:
    """Invented words for a whole template."""
    context: dict[str, Any] = {column.word: sample_value(column) for column in columns}
    for word, its in lines.items():
        context[word] = [{column.word: sample_value(column) for column in its} for _ in range(3)]
    return context | {
        "kasus": {"id": "SK-2026-0001", "flow": "P0", "proses": "Contoh", "status": "Draf"},
        "hari_ini": "2026-11-23",
        "koreksi": 0,
        "kantor": dict.fromkeys(
            ("pemerintah", "instansi", "alamat", "telepon", "pos_el", "laman", "kode_pos", "kota", "nama"), "Contoh"
        ),
        "tanda_tangan": {
            "jabatan": "Kepala Dinas", "sebutan": "", "nama": "Dr. Contoh", "pangkat": "Pembina",
            "nip": "198604102010012030",
        },
        "final": True,
        "kode_verifikasi": "ABCDEFGHIJ",
        "tautan_verifikasi": "https://contoh.example/v/ABCDEFGHIJ",
    }  # fmt: skip


def renders(
    template: Path, columns: tuple[Column, ...], lines: Mapping[str, tuple[Column, ...]]
) -> list[str]:
    """Render with sample words, and with every optional word empty; what fails."""
    found = []
    context = sample_context(columns, lines)
    empty = {column.word: "" for column in columns if not isinstance(column.type, Choices)}
    for words in (context, {**context, **empty, **{word: [] for word in lines}}):
        try:
            render(template, words, "https://contoh.example/v/ABCDEFGHIJ")
        except TemplateFault as fault:
            found.append(str(fault))
    return list(dict.fromkeys(found))
