"""The second copy: every number given and the head of the journal, in a file that only grows.

A journal that does not contain the ledger's head is an old backup or a clone; nothing may be done with it.
Each line carries its own checksum, so that a line cut by a power loss is seen and written again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from flows.engine.case import Number
from flows.engine.ports import Head


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A number as the ledger has it."""

    series: str
    year: int
    n: int
    suffix: str
    text: str
    void: bool = False


class LedgerBroken(Exception):
    """A line of the ledger that is not the last one cannot be read; the text names it."""


class Ledger:
    """An append-only file of JSON lines."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read_to: tuple[int, Head] | None = None

    def head(self) -> Head:
        """The newest head written; seq 0 for an empty ledger."""
        size = self.path.stat().st_size if self.path.exists() else 0
        if self._read_to is not None and self._read_to[0] == size:
            return self._read_to[1]
        head = Head(0, "")
        for line in reversed(self._lines()):
            if "head" in line:
                head = Head(*line["head"])
                break
        self._read_to = (size, head)
        return head

    def numbers(self) -> dict[tuple[str, int, int, str], LedgerLine]:
        """Every number, the last word on each."""
        found = {}
        for line in self._lines():
            if "number" in line:
                one = LedgerLine(*line["number"])
                found[one.series, one.year, one.n, one.suffix] = one
        return found

    def append(self, numbers: Sequence[Number], head: Head) -> None:
        """Write and fsync numbers and the head that holds them; returns when they are on the disk."""
        lines = [
            self._line({"number": [n.series, n.year, n.n, n.suffix, n.text, bool(n.void)]}) for n in numbers
        ]
        lines.append(self._line({"head": [head.seq, head.hash]}))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = not self.path.exists()
        self._cut_torn_line()
        with self.path.open("ab") as file:
            file.write("".join(lines).encode())
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        if fresh:
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        self._read_to = (size, head)

    def _line(self, content: dict[str, Any]) -> str:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return f"{crc32(text.encode()):08x} {text}\n"

    def _lines(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        found = []
        lines = self.path.read_bytes().split(b"\n")
        for number, raw in enumerate(lines, start=1):
            if not raw:
                continue
            content = self._content(raw)
            if content is None:
                if number == len(lines):
                    break  # torn by a crash: it was never told to anybody, and the journal has it
                raise LedgerBroken(
                    f"{self.path}, line {number}: the checksum does not fit; expected a line as it was written. "
                    "Restore the ledger from its backup, then run `alur journal verify`."
                )
            found.append(content)
        return found

    @staticmethod
    def _content(raw: bytes) -> dict[str, Any] | None:
        checksum, _, text = raw.partition(b" ")
        try:
            if int(checksum, 16) != crc32(text):
                return None
            content = json.loads(text)
        except ValueError:
            return None
        return content if isinstance(content, dict) else None

    def _cut_torn_line(self) -> None:
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            if not file.seek(0, os.SEEK_END):
                return
            file.seek(-1, os.SEEK_END)
            torn = file.read(1) != b"\n"
        if torn:
            raw = self.path.read_bytes()
            whole = raw[: raw.rfind(b"\n") + 1]
            last = raw[len(whole) :]
            with self.path.open("r+b") as file:
                if self._content(last) is not None:
                    file.seek(0, os.SEEK_END)
                    file.write(b"\n")
                else:
                    file.truncate(len(whole))
