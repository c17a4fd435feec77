"""The stock templates of letters, drawn with ``connectors.letters.builder``: one function for each .docx.

The office edits the .docx in Word; these make them anew (``python -m scripts.make_templates``).
"""

from scripts.stock_templates import (
    advokasi,
    bmd,
    data_stakeholder,
    keuangan,
    monev_koperasi,
    monev_usaha_mikro,
    pelaporan,
    pemberdayaan,
    pembubaran,
    pendataan,
    perencanaan,
    promosi,
    surat,
    umum,
)
from scripts.stock_templates.pieces import TEMPLATES

__all__ = [
    "TEMPLATES",
    "advokasi",
    "bmd",
    "data_stakeholder",
    "keuangan",
    "monev_koperasi",
    "monev_usaha_mikro",
    "pelaporan",
    "pemberdayaan",
    "pembubaran",
    "pendataan",
    "perencanaan",
    "promosi",
    "surat",
    "umum",
]
