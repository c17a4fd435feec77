"""Pieces of which the stock templates are built: letterhead, number block, tables, signature block.

The office edits the finished .docx in Word; this is for making new ones in the same dress. Layout after Permendagri
1/2023: Arial 11, A4, margins 2 / 2 / 2 / 2.5 cm, letterhead with a double rule.
"""

from connectors.letters.builder.letter import Letter
from connectors.letters.builder.page import A4, CENTRE, F4, JUSTIFY, LEFT, RIGHT, Look

__all__ = ["A4", "CENTRE", "F4", "JUSTIFY", "LEFT", "RIGHT", "Letter", "Look"]
