"""What a file is by what stands in it, whatever its name says; and what must not stand in it.

Only the standard library, and only bytes in memory: this runs in the child.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence

MOST_UNPACKED, MOST_RATIO, MOST_ENTRIES, MOST_PIXELS = 50 << 20, 100, 1000, 120_000_000
PIECE = 1 << 16
OTHER_TAGS = re.compile(rb"<(?:html|script|!doctype\s+html|body|iframe|\?php)", re.IGNORECASE)


class Faulty(Exception):
    """Why a file is not taken; one Indonesian sentence."""


def kind_of(content: bytes, kinds: Sequence[str]) -> str:
    """Which of the kinds a file is, '' for none; raises Faulty when it is one, but broken or not only that."""
    for kind in kinds:
        start, look = LOOKS.get(kind, (b"", None))
        if look is not None and content.startswith(start) and (start != ZIP or _is_office(content, kind)):
            look(content)
            return kind
    return ""


# ------------------------------------------------------------------------------------------------- pdf


def _name(text: str) -> bytes:
    """A pattern for a name in a PDF; each letter may be written as its number (#4A)."""
    letters = (f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in text)
    return b"/" + "".join(letters).encode() + rb"(?![A-Za-z0-9#])"


ACTIVE = re.compile(
    b"|".join(map(_name, ("JavaScript", "Launch", "EmbeddedFile", "RichMedia", "ImportData")))
)
ENCRYPTED, PACKED = re.compile(_name("Encrypt")), re.compile(_name("ObjStm"))
FILTERS = re.compile(rb"/Filter\s*\[?\s*((?:/\w+\s*)*)")
MOST_PACKED, NEAR = 20_000, 4000
"""So many packed objects; so many bytes at most between the words of one."""


def _pdf(content: bytes) -> None:
    end = content.rfind(b"%%EOF")
    _nothing_else(content, content[end:] if end >= 0 else b"")
    if ENCRYPTED.search(content):
        raise Faulty("PDF ini terkunci; cetak ulang ke PDF tanpa sandi, lalu kirim.")
    if ACTIVE.search(content):
        raise Faulty(ACTIVE_PDF)
    left = MOST_UNPACKED
    for number, found in enumerate(PACKED.finditer(content)):
        if number >= MOST_PACKED:
            raise Faulty(ACTIVE_PDF)
        start = content.find(b"stream", found.end(), found.end() + NEAR)
        if start >= 0:
            opened = content.rfind(b"obj", max(found.start() - NEAR, 0), found.start())
            left = _packed(content, content[opened + 3 : start], start + len("stream"), left)


ACTIVE_PDF = "PDF ini memuat program atau berkas lain di dalamnya; cetak ulang ke PDF, lalu kirim."


def _packed(content: bytes, dictionary: bytes, start: int, left: int) -> int:
    """Look through objects that are packed together; gives how much may still be unpacked."""
    filters = FILTERS.search(dictionary)
    named = filters[1].split() if filters else []
    if named not in ([], [b"/FlateDecode"]):
        raise Faulty(ACTIVE_PDF)
    if not named:
        return left  # lies open, and was looked through with the rest
    start += 2 if content[start : start + 2] == b"\r\n" else 1
    unpacked, before = zlib.decompressobj(), b""
    for at in range(start, len(content), PIECE):
        data = content[at : at + PIECE]
        while data and not unpacked.eof:
            piece = unpacked.decompress(data, PIECE)
            data = unpacked.unconsumed_tail
            left -= len(piece)
            if left < 0:
                raise Faulty("PDF ini terlalu besar setelah dibuka; kecilkan dulu.")
            if ACTIVE.search(before + piece):
                raise Faulty(ACTIVE_PDF)
            before = piece[-64:]
        if unpacked.eof:
            break
    return left


# -------------------------------------------------------------------------------------------- pictures


def _jpg(content: bytes) -> None:
    at, size, end = 2, 0, len(content)
    while at + 4 <= end:
        if content[at] != 0xFF:
            raise Faulty(BROKEN)
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xD9:
            break
        length = struct.unpack_from(">H", content, at + 2)[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = height * width
        at += 2 + length
        if marker == 0xDA:  # the picture itself, up to the next marker
            found = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(content, at)
            at = found.start() if found else end
    if content[at : at + 2] != b"\xff\xd9" or not size:
        raise Faulty(BROKEN)
    _small(size)
    _nothing_else(content, content[at:])


def _png(content: bytes) -> None:
    at, names = 8, list[bytes]()
    while at + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        checksum = content[at + 8 + length : at + 12 + length]
        if checksum != struct.pack(">I", zlib.crc32(name + data)):
            raise Faulty(BROKEN)
        if not names:
            if name != b"IHDR" or length != 13:
                raise Faulty(BROKEN)
            width, height = struct.unpack_from(">II", data)
            _small(width * height)
        names.append(name)
        at += 12 + length
        if name == b"IEND":
            break
    if names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise Faulty(BROKEN)
    _nothing_else(content, content[at:])


BROKEN = "Gambar ini terpotong atau rusak; simpan ulang atau foto lagi, lalu kirim."


def _small(pixels: int) -> None:
    if not 0 < pixels <= MOST_PIXELS:
        raise Faulty("Gambar ini terlalu besar; kecilkan ukurannya dulu.")


def _nothing_else(content: bytes, tail: bytes) -> None:
    """Refuse what is a second thing besides: an archive, a web page, a program behind a picture."""
    second = OTHER_TAGS.search(content, 0, 1024) or OTHER_TAGS.search(tail) or b"%PDF-" in tail[1:]
    if second or _is_archive(content):
        raise Faulty("Berkas ini memuat berkas lain di dalamnya; simpan ulang, lalu kirim.")


def _is_archive(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)):
            return True
    except zipfile.BadZipFile:
        return False


# ---------------------------------------------------------------------------------------- Word and Excel

ZIP = b"PK\x03\x04"
MAIN = {
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
PROGRAMS = re.compile(
    r"vbaproject|activex|/embeddings/|oleobject|/ctrlprops/|macrosheets|/externallinks/", re.IGNORECASE
)
DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
BAD_PACKAGE = "Berkas ini tidak tersusun seperti dokumen biasa; simpan ulang, lalu kirim."


def _is_office(content: bytes, kind: str) -> bool:
    """Whether an archive says that it is a document of this kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            types = b"".join(_unpacked(package, package.getinfo("[Content_Types].xml"), 1 << 20))
    except (zipfile.BadZipFile, KeyError):
        return False
    return MAIN[kind] in types


def _office(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = package.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Faulty(BAD_PACKAGE)
        names = [entry.filename for entry in entries]
        if len({name.casefold() for name in names}) < len(names) or min(e.header_offset for e in entries):
            raise Faulty(BAD_PACKAGE)
        left = min(MOST_UNPACKED, max(len(content), 1 << 14) * MOST_RATIO)
        for entry in entries:
            left -= _part(package, entry, left)


def _part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """Look through one part of a document; gives its size."""
    name = entry.filename
    if entry.orig_filename != name or re.search(r"[\\:\x00]|^/|(^|/)\.\.(/|$)", name):
        raise Faulty(BAD_PACKAGE)
    if entry.flag_bits & 1 or (entry.external_attr >> 16) & 0o170000 == 0o120000:
        raise Faulty(BAD_PACKAGE)
    if PROGRAMS.search(name):
        raise Faulty("Dokumen ini memuat makro atau berkas lain di dalamnya; simpan tanpa itu, lalu kirim.")
    size, before = 0, b""
    for piece in _unpacked(package, entry, left):
        size += len(piece)
        if name.casefold().endswith((".xml", ".rels")):
            text = (before + piece).replace(b"\x00", b"")  # UTF-16 as well
            if DECLARES.search(text):
                raise Faulty(BAD_PACKAGE)
            if any(b"hyperlink" not in one for one in OUTSIDE.findall(text)) or b"macroEnabled" in text:
                raise Faulty(
                    "Dokumen ini memanggil berkas dari luar atau memuat makro; simpan tanpa itu, lalu kirim."
                )
            before = piece[-4096:]
    return size


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    """A part, piece by piece, no more than may be; what the archive says of its size is not believed."""
    with package.open(entry) as part:
        while piece := part.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Faulty("Dokumen ini terlalu besar setelah dibuka; kecilkan dulu.")
            yield piece


LOOKS: dict[str, tuple[bytes, Callable[[bytes], None]]] = {
    "pdf": (b"%PDF-", _pdf),
    "jpg": (b"\xff\xd8\xff", _jpg),
    "jpeg": (b"\xff\xd8\xff", _jpg),
    "png": (b"\x89PNG\r\n\x1a\n", _png),
    "docx": (ZIP, _office),
    "xlsx": (ZIP, _office),
}
