"""Files that strangers hand in: looked into by a limited child, kept under made names, never shown within a page."""

from connectors.uploads.looking import Inspected, inspect

__all__ = ["Inspected", "inspect"]
