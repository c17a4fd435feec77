"""A workbook as a zip of parts: which part is which tab, and how to swap a part while every other byte stays."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml import etree

MAX_FILE, MAX_PARTS, MAX_UNPACKED, MAX_RATIO = 64 << 20, 1_000, 1 << 30, 200
"""Bytes of a file, parts in it, bytes unpacked, and unpacked : packed, beyond which a workbook is not opened."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, struct.error, RuntimeError,
)  # fmt: skip
"""What the zip library raises for broken, encrypted or unknown parts (NotImplementedError is a RuntimeError)."""


class Refused(Exception):
    """A workbook that cannot be read or changed safely; the text says what was found."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a workbook. tabs: name of a tab -> its part."""

    content: bytes
    archive: zipfile.ZipFile
    tabs: Mapping[str, str]

    def part(self, name: str) -> bytes:
        try:
            return self.archive.read(name)
        except _BROKEN as fault:
            raise Refused(f"the part {name} cannot be unpacked ({fault})") from fault


def open_package(content: bytes) -> Package:
    """Open a workbook from its bytes; raises Refused for what is no whole, sane workbook."""
    if len(content) > MAX_FILE:
        raise Refused(f"the file has {len(content) >> 20} MB; at most {MAX_FILE >> 20} MB are read")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except _BROKEN as fault:
        raise Refused(f"the file is no whole .xlsx workbook ({fault})") from fault
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(len(content), 1 << 20):
        raise Refused(
            f"the file unpacks to {unpacked >> 20} MB in {len(parts)} parts, more than a register has"
        )
    package = Package(content, archive, {})
    return Package(content, archive, _tabs(package))


def parse(content: bytes, what: str) -> Any:
    """Parse a small part; no entities, no network."""
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ParseError, ValueError) as fault:
        raise Refused(f"{what} is broken ({fault})") from fault


def _tabs(package: Package) -> dict[str, str]:
    workbook = parse(package.part("xl/workbook.xml"), "xl/workbook.xml")
    relations = parse(package.part("xl/_rels/workbook.xml.rels"), "xl/_rels/workbook.xml.rels")
    targets = {one.get("Id"): one.get("Target") or "" for one in relations}
    found = {}
    for sheet in workbook.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        found[sheet.get("name") or ""] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    if not found:
        raise Refused("the workbook has no tabs")
    return found


def with_parts(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The workbook with some parts swapped or added; the packed bytes of all others are copied as they are."""
    out = io.BytesIO()
    target: Any = zipfile.ZipFile(out, "w")
    for info in package.archive.infolist():
        if info.filename in changed:
            content = changed[info.filename]
            packer = zlib.compressobj(1, zlib.DEFLATED, -15)
            packed = packer.compress(content) + packer.flush()
            info.compress_type, info.CRC = zipfile.ZIP_DEFLATED, zlib.crc32(content)
            info.file_size, info.compress_size = len(content), len(packed)
        else:
            packed = _packed(package.content, info)
        info.flag_bits &= ~0x08  # sizes stand in the header, no descriptor follows the data
        info.extra = b""
        info.header_offset = out.tell()
        out.write(info.FileHeader(zip64=False))
        out.write(packed)
        target.filelist.append(info)
        target.NameToInfo[info.filename] = info
    out.seek(0, io.SEEK_END)
    target.start_dir = out.tell()
    for name in changed.keys() - target.NameToInfo.keys():
        target.writestr(zipfile.ZipInfo(name), changed[name], zipfile.ZIP_DEFLATED)
    target.start_dir = out.tell()
    target._didModify = True  # the central directory is written by the standard library
    target.close()
    return out.getvalue()


def _packed(content: bytes, info: zipfile.ZipInfo) -> bytes:
    name, extra = struct.unpack_from("<HH", content, info.header_offset + 26)
    start = info.header_offset + 30 + name + extra
    return content[start : start + info.compress_size]


_LETTERS = re.compile(rb"[A-Z]+")


def column_name(index: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: bytes) -> int:
    """A is 0, AA is 26; any row number behind it is left out."""
    found = _LETTERS.match(name)
    if found is None:
        raise Refused(f"a cell reference {name!r} cannot be read")
    index = 0
    for letter in found.group():
        index = index * 26 + letter - 64
    return index - 1
