"""How the cells of a workbook look, as far as it matters to who changes them: dates, wrapped texts, widths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from connectors.xlsx.package import Package, parse

_BUILT_IN_DATES = {14, 15, 16, 17, 22}


@dataclass(frozen=True, slots=True)
class Styles:
    """Which cell styles show a number as a date, and which break long texts into lines.

    any_date: one of the first, -1 for none.
    """

    dates: frozenset[int]
    wrapping: frozenset[int] = frozenset()

    @property
    def any_date(self) -> int:
        return min(self.dates, default=-1)


def styles_of(package: Package) -> Styles:
    """Read the cell formats of a workbook; one with 1904 dates counts as having none."""
    if re.search(rb'date1904="(1|true)"', package.part("xl/workbook.xml")):
        return Styles(frozenset())
    if "xl/styles.xml" not in package.archive.namelist():
        return Styles(frozenset())
    root = parse(package.part("xl/styles.xml"), "xl/styles.xml")
    dates = set(_BUILT_IN_DATES)
    for one in root.iter("{*}numFmt"):
        code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", one.get("formatCode") or "").lower()
        if "y" in code and "d" in code:
            dates.add(int(one.get("numFmtId") or 0))
    formats = root.find("{*}cellXfs")
    found = list(enumerate(formats if formats is not None else ()))
    wrapping = (
        index for index, one in found if any(at.get("wrapText") == "1" for at in one.iter("{*}alignment"))
    )
    return Styles(
        frozenset(index for index, one in found if int(one.get("numFmtId") or 0) in dates),
        frozenset(wrapping),
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """What the head of a sheet says of its columns, by index."""

    styles: Mapping[int, bytes]
    widths: Mapping[int, float]


def columns_of(head: bytes, prefix: bytes) -> Columns:
    styles: dict[int, bytes] = {}
    widths: dict[int, float] = {}
    for tag in re.findall(rb"<" + prefix + rb"col\b([^>]*?)/?>", head):
        first, last = int(attribute(tag, b"min")), min(int(attribute(tag, b"max")), 256)
        if style := attribute(tag, b"style"):
            styles.update(dict.fromkeys(range(first - 1, last), style))
        if width := attribute(tag, b"width"):
            widths.update(dict.fromkeys(range(first - 1, last), float(width)))
    return Columns(styles, widths)


def attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"(?:^|\s)" + name + rb"\s*=\s*[\"']([^\"']*)[\"']", tag)
    return found[1] if found else b""
