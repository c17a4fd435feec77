"""Letters: Word templates filled by docxtpl, kept as files, turned into PDF by LibreOffice."""

from connectors.letters.letters import DocxLetters, Letterhead

__all__ = ["DocxLetters", "Letterhead"]
