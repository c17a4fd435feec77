"""Workbooks that are handed out: every cell as text or number, never a formula, the file locked with a password."""

from __future__ import annotations

import base64
import hmac
import io
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

PASSWORD_LENGTH = 12


def password_of(key: bytes, case: str) -> str:
    """The password of a case's workbooks; only who has the office's key can say it again (``alur sandi``)."""
    digest = hmac.new(key, f"sandi|{case}".encode(), sha256).digest()
    return base64.b32encode(digest)[:PASSWORD_LENGTH].decode()


def locked_workbook(headings: Sequence[str], rows: Sequence[Sequence[Any]], password: str) -> bytes:
    """An .xlsx that opens only with the password (ECMA-376 agile encryption)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO(plain_workbook(headings, rows))
    out = io.BytesIO()
    OOXMLFile(plain).encrypt(password, out)
    return out.getvalue()


def plain_workbook(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """The workbook before it is locked; text that looks like a formula stays text."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Data"
    sheet.append(list(headings))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(rows, 2):
        for at, value in enumerate(row, 1):
            cell = sheet.cell(number, at)
            if isinstance(value, int | date):
                cell.value = value
            else:
                cell.value, cell.data_type = str(value), "s"
                cell.number_format = "@"
    for at, heading in enumerate(headings, 1):
        longest = max([len(heading), *(len(str(row[at - 1])) for row in rows[:200])])
        sheet.column_dimensions[get_column_letter(at)].width = min(48, longest + 3)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
