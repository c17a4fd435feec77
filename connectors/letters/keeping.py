"""What stands above a signature stays with it: no page holds a signature block alone.

Word and LibreOffice keep a paragraph, or a row of a table, on the page of what follows when its paragraphs say so. A
template cannot say it for the last rows of a table of which it holds just one, so it is said once the letter is filled.
LibreOffice forgets it at the end of a table that runs over pages; there the signature becomes the table's last row.
"""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

ROWS = 2
"""Of a table above: its last row may be a sum, so the line above it comes along."""
LONG = 8
"""A table of more rows may run over pages."""
LETTERS = 400
"""So much text between a table and the signature still moves with it; more stays company enough."""
_AFTER_KEEP = (
    "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr",
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def keep_signatures(body: Any) -> None:
    """Let what stands before each signature block of a filled letter go with it to the next page."""
    for block in list(body.iterchildren(qn("w:tbl"))):
        if is_signature(block):
            _keep_with(block)


def is_signature(table: Any) -> bool:
    """A table of one row, without lines, that is never split: so the builder makes signature blocks, nothing else."""
    rows = table.findall(qn("w:tr"))
    return (
        len(rows) == 1
        and not _ruled(table)
        and rows[0].find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    )


def _ruled(table: Any) -> bool:
    style = table.tblPr.find(qn("w:tblStyle"))
    return style is not None and style.get(qn("w:val")) == "TableGrid"


def _keep_with(block: Any) -> None:
    length = 0
    between: list[Any] = []
    before = block.getprevious()
    while before is not None and before.tag == qn("w:p"):
        length += sum(len(text.text or "") for text in before.iter(qn("w:t")))
        if length > LETTERS or before.find(f".//{qn('w:br')}[@{qn('w:type')}='page']") is not None:
            return
        _keep(before)
        between.insert(0, before)
        before = before.getprevious()
    if before is None or before.tag != qn("w:tbl"):
        return
    rows = before.findall(qn("w:tr"))
    for row in rows[-ROWS:]:
        for paragraph in row.iter(qn("w:p")):
            _keep(paragraph)
    if _ruled(before) and len(rows) > LONG:
        before.append(_row_without_lines(before, [*between, block]))


def _keep(paragraph: Any) -> None:
    properties = paragraph.get_or_add_pPr()
    if properties.find(qn("w:keepNext")) is None:
        properties.insert_element_before(OxmlElement("w:keepNext"), *_AFTER_KEEP)


def _row_without_lines(table: Any, content: list[Any]) -> Any:
    """One cell as wide as the table that holds what stood below it."""
    columns = len(table.find(qn("w:tblGrid")))
    none = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
    zero = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    wide = f'<w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="{columns}"/>'
    looks = f"<w:tcBorders>{none}</w:tcBorders><w:tcMar>{zero}</w:tcMar>"
    row: Any = parse_xml(
        f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>{wide}{looks}</w:tcPr></w:tc></w:tr>"
    )
    cell: Any = row.find(qn("w:tc"))
    for element in content:
        cell.append(element)
    # Word wants a paragraph at the end of every cell.
    spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    cell.append(parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{spacing}</w:pPr></w:p>"))
    return row
