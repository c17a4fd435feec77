"""Columns by their letters."""

from __future__ import annotations

from functools import cache


@cache
def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    text, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


@cache
def column_number(text: str) -> int:
    """A is 0."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
