"""What a row looks like to rules, and the functions that a flow writes over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from flows.engine.calendar import WorkCalendar
from flows.engine.columns import Value


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as rules see it: its values by heading, its variant, its child rows by register name, today and the
    office's calendar."""

    values: Mapping[str, Value]
    variant: str = ""
    lines: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    today: date | None = None
    calendar: WorkCalendar | None = None
    letters: Mapping[str, str] = field(default_factory=dict)
    """Name of a letter that is made and final -> its sha256."""

    def __getitem__(self, heading: str) -> Value:
        return self.values.get(heading)

    def text(self, heading: str) -> str:
        value = self.values.get(heading)
        return value if isinstance(value, str) else ""


Condition: TypeAlias = Callable[[RowView], bool]


Computed: TypeAlias = Callable[[RowView], Value]
