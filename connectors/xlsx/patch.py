"""Changing cells of a sheet in place: its XML is edited where the cells stand, and nowhere else.

A full parse of a large sheet costs ten times as much, and rewriting a workbook loses what the library does not know.
What cannot be done safely is refused; the next pass tries again or a person is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from connectors.xlsx.heights import fitted, height_for
from connectors.xlsx.looks import Columns, Styles, attribute, columns_of
from connectors.xlsx.package import Refused, column_index, column_name
from flows.engine.ports import FolderLink, Shown

EPOCH = date(1899, 12, 30)
MAX_CELL = 32_767
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


Cells = Mapping[int, Mapping[int, Shown]]
"""row number (1 is the first) -> column index (0 is A) -> value"""


@dataclass
class SheetPatch:
    """The XML of a sheet with some cells changed. removed: references of cells that held a formula and no longer do."""

    xml: bytes
    removed: list[str]


def patch_sheet(xml: bytes, cells: Cells, styles: Styles) -> SheetPatch:
    """Bring cells to their values; rows and cells that are missing are made where they belong."""
    prefix = _prefix(xml)
    start, end = _sheet_data(xml, prefix)
    columns = columns_of(xml[:start], prefix)
    row_tag = re.compile(rb"<" + prefix + rb"row\b([^>]*?)(/?)>")
    closing = b"</" + prefix + b"row>"
    quick = _where_rows_begin(xml, start, end, prefix, cells)
    pieces: list[bytes] = [xml[:start]]
    done = start
    removed: list[str] = []
    wanted = sorted(cells)
    place = 0
    last_number = 0
    at = start
    while place < len(wanted):
        found = row_tag.search(xml, quick.get(wanted[place], at), end)
        number = _row_number(found, last_number) if found else None
        if found is None or number is None or number > wanted[place]:
            insert_at = found.start() if found else end
            pieces += [
                xml[done:insert_at],
                _new_row(wanted[place], cells[wanted[place]], styles, prefix, columns),
            ]
            done = insert_at
            place += 1
            continue
        if number <= last_number:
            raise Refused(f"the rows of the sheet are out of order at row {number}")
        last_number = number
        if found[2]:
            content, after = b"", found.end()
        else:
            close = xml.find(closing, found.end(), end)
            if close < 0:
                raise Refused(f"row {number} of the sheet has no end")
            content, after = xml[found.end() : close], close + len(closing)
        if number == wanted[place]:
            row_style = attribute(found[1], b"s") if b"customFormat" in found[1] else b""
            new, height = _patch_row(
                content, number, cells[number], styles, prefix, columns, row_style, removed
            )
            pieces += [
                xml[done : found.start()],
                b"<",
                prefix,
                b"row",
                fitted(found[1].rstrip(b"/ "), height),
                b">",
                new,
                closing,
            ]
            done = after
            place += 1
        at = after
    pieces.append(xml[done:])
    return SheetPatch(_wider_dimension(b"".join(pieces), cells, prefix), removed)


def _where_rows_begin(xml: bytes, start: int, end: int, prefix: bytes, cells: Cells) -> dict[int, int]:
    """Where the wanted rows begin, by plain searching; {} when one is not there and all have to be walked."""
    found: dict[int, int] = {}
    at = start
    for number in sorted(cells):
        at = xml.find(b'<%brow r="%d"' % (prefix, number), at, end)
        if at < 0:
            return {}
        found[number] = at
    return found


def replace_rows(xml: bytes, rows: Sequence[Sequence[Shown]], styles: Styles) -> bytes:
    """Keep the header row and put these rows below it, in the style that the first row below it has now."""
    prefix = _prefix(xml)
    start, end = _sheet_data(xml, prefix)
    closing = b"</" + prefix + b"row>"
    header_end = xml.find(closing, start, end) + len(closing)
    if header_end < len(closing):
        raise Refused("the sheet has no header row")
    sample = re.search(rb"<" + prefix + rb"row\b[^>]*>(.*?)" + closing, xml[header_end:end], re.DOTALL)
    found = re.findall(rb"<" + prefix + rb'c\b[^>]*?\bs="(\d+)"', sample[1]) if sample else []
    columns = columns_of(xml[:start], prefix)
    columns = Columns(dict(enumerate(found)) or columns.styles, columns.widths)
    new = b"".join(
        _new_row(number, dict(enumerate(row)), styles, prefix, columns)
        for number, row in enumerate(rows, start=2)
    )
    if not rows and sample:
        new = b'<%brow r="2">%b</%brow>' % (prefix, sample[1], prefix)
    last = max(len(rows), 1) + 1
    xml = xml[:header_end] + new + xml[end:]
    dimension = rb"(<" + prefix + rb'dimension ref="A1:[A-Z]+)\d+"'
    return re.sub(dimension, rb'\g<1>%d"' % last, xml, count=1)


# ------------------------------------------------------------------------------------------------ parts


def _prefix(xml: bytes) -> bytes:
    found = re.search(rb"<(\w+:)?worksheet\b", xml[:4096])
    if found is None:
        raise Refused("a tab is no worksheet")
    return found[1] or b""


def _sheet_data(xml: bytes, prefix: bytes) -> tuple[int, int]:
    opening = re.search(rb"<" + prefix + rb"sheetData\b[^>]*?(/?)>", xml)
    if opening is None or opening[1]:
        raise Refused("the sheet holds no rows at all, not even a header")
    end = xml.find(b"</" + prefix + b"sheetData>", opening.end())
    if end < 0:
        raise Refused("the sheet is cut off")
    return opening.end(), end


def _row_number(found: re.Match[bytes], last: int) -> int:
    text = attribute(found[1], b"r")
    return int(text) if text else last + 1


def _patch_row(
    content: bytes, number: int, cells: Mapping[int, Shown], styles: Styles, prefix: bytes,
    columns: Columns, row_style: bytes, removed: list[str],
) -> tuple[bytes, float]:  # fmt: skip
    """The cells of a row with some of them changed, and how high it must be for what was written."""
    pattern = re.compile(rb"<" + prefix + rb"c\b([^>]*?)(?:/>|>(.*?)</" + prefix + rb"c>)", re.DOTALL)
    pieces: list[bytes] = []
    done = 0
    left = dict(sorted(cells.items()))
    written: list[tuple[int, str]] = []

    def put(column: int, value: Shown, style: bytes) -> bytes:
        if isinstance(value, str) and style and int(style) in styles.wrapping:
            written.append((column, value))
        return _cell(number, column, value, style, styles, prefix)

    position = -1
    for found in pattern.finditer(content):
        reference = attribute(found[1], b"r")
        position = column_index(reference) if reference else position + 1
        for column in [column for column in left if column < position]:
            pieces.append(content[done : found.start()])
            done = found.start()
            pieces.append(put(column, left.pop(column), row_style or columns.styles.get(column, b"")))
        if position in left:
            inner = found[2] or b""
            formula = re.search(rb"<" + prefix + rb"f\b([^>]*)", inner)
            if formula and (b"t=" in formula[1] and b'ref="' in formula[1]):
                raise Refused(f"cell {column_name(position)}{number} holds a formula that others share")
            value = left.pop(position)
            if formula and not isinstance(value, FolderLink):
                removed.append(f"{column_name(position)}{number}")
            pieces.append(content[done : found.start()])
            pieces.append(put(position, value, attribute(found[1], b"s")))
            done = found.end()
    pieces.append(content[done:])
    for column, value in left.items():
        pieces.append(put(column, value, row_style or columns.styles.get(column, b"")))
    return b"".join(pieces), height_for(written, columns.widths)


def _new_row(
    number: int, cells: Mapping[int, Shown], styles: Styles, prefix: bytes, columns: Columns
) -> bytes:
    inner, height = _patch_row(b"", number, cells, styles, prefix, columns, b"", [])
    return b"<%brow%b>%b</%brow>" % (prefix, fitted(b' r="%d"' % number, height), inner, prefix)


def _cell(number: int, column: int, value: Shown, style: bytes, styles: Styles, prefix: bytes) -> bytes:
    head = f'{prefix.decode()}c r="{column_name(column)}{number}"'
    if isinstance(value, date) and (not style or int(style) not in styles.dates):
        if styles.any_date < 0:
            value = value.strftime("%d-%m-%Y")
        else:
            style = str(styles.any_date).encode()
    if style:
        head += f' s="{style.decode()}"'
    tag = prefix.decode()
    match value:
        case None:
            text = f"<{head}/>"
        case date():
            text = f"<{head}><{tag}v>{(value - EPOCH).days}</{tag}v></{tag}c>"
        case FolderLink():
            target = f"../documents/{value.folder}".replace('"', "")
            formula = f'HYPERLINK("{target}","{value.text.replace(chr(34), "")}")'
            cached = f"<{tag}v>{escape(value.text)}</{tag}v>"
            text = f'<{head} t="str"><{tag}f>{escape(formula)}</{tag}f>{cached}</{tag}c>'
        case int():
            text = f"<{head}><{tag}v>{value}</{tag}v></{tag}c>"
        case _:
            clean = _CONTROL.sub("", str(value))
            if len(clean) > MAX_CELL:
                raise Refused(f"a text of {len(clean)} letters does not fit into a cell ({MAX_CELL})")
            inner = f'<{tag}is><{tag}t xml:space="preserve">{escape(clean)}</{tag}t></{tag}is>'
            text = f'<{head} t="inlineStr">{inner}</{tag}c>'
    return text.encode()


def _wider_dimension(xml: bytes, cells: Cells, prefix: bytes) -> bytes:
    found = re.search(rb"<" + prefix + rb'dimension ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"', xml[:8192])
    if found is None:
        return xml
    row = max(int(found[4]), *cells) if cells else int(found[4])
    widest = max((max(columns, default=0) for columns in cells.values()), default=0)
    column = max(column_index(found[3]), widest)
    reference = b"%b%b:%b%d" % (found[1], found[2], column_name(column).encode(), row)
    return (
        xml[: found.start()]
        + b"<"
        + prefix
        + b"dimension ref="
        + quoteattr(reference.decode()).encode()
        + xml[found.end() :]
    )


def without_cells(calculation_chain: bytes, removed: Sequence[str]) -> bytes:
    """Take cells that no longer hold a formula out of Excel's calculation chain."""
    for reference in removed:
        pattern = rb'<c r="' + reference.encode() + rb'"[^>]*/>'
        calculation_chain = re.sub(pattern, b"", calculation_chain, count=1)
    return calculation_chain
