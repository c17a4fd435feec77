"""The stock templates of letters, drawn with ``connectors.letters.builder``: one function for each .docx.

The office edits the .docx in Word; these make them anew (``python -m scripts.make_templates``).
"""

from scripts.stock_templates import bmd, keuangan, pemberdayaan, pengawasan, perencanaan, surat, umum
from scripts.stock_templates.pieces import TEMPLATES

__all__ = ["TEMPLATES", "bmd", "keuangan", "pemberdayaan", "pengawasan", "perencanaan", "surat", "umum"]
