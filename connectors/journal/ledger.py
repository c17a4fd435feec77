"""The second copy: every number given and the head of the journal, in a file that only grows.

A journal that does not contain the ledger's head is an old backup or a clone; nothing may be done with it.
Each line carries its own checksum; a last line without an end was cut by a crash and is written again.
What the file says may also be told to a place that outlives this machine: a ``Mirror``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Protocol, TypeAlias
from zlib import crc32

from filelock import FileLock

from connectors.journal.problems import JournalProblem, LedgerBroken
from flows.engine.case import Number
from flows.engine.ports import Head, StaleJournal

NumberKey: TypeAlias = tuple[str, int, int, str]
"""Series, year, n, suffix."""
NOTHING = Head(0, "")
TAIL = 64 * 1024
MIRRORED = (b' {"number":', b' {"issued":')
"""How lines that a mirror has go on after their checksum; inside a text the quotes would be escaped."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A number as the ledger has it."""

    series: str
    year: int
    n: int
    suffix: str
    text: str
    void: bool = False

    @property
    def key(self) -> NumberKey:
        return (self.series, self.year, self.n, self.suffix)

    @staticmethod
    def of(number: Number) -> LedgerLine:
        return LedgerLine(number.series, number.year, number.n, number.suffix, number.text, bool(number.void))


@dataclass(slots=True)
class LedgerContent:
    """All that a ledger says: the last word on each number, the highest ID number given out, the newest head, and
    the lines that cannot be read (English)."""

    head: Head = NOTHING
    numbers: dict[NumberKey, LedgerLine] = field(default_factory=dict)
    issued: dict[tuple[str, int], int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


class Mirror(Protocol):
    """The ledger's numbers, ID numbers and newest head in another place. Every method may raise OSError."""

    name: str
    """What people know it by, for messages."""

    def end(self) -> tuple[Head, int]:
        """The head that it was last told (seq 0 for none), and how many lines it has."""
        ...

    def put(self, start: int, lines: Sequence[str], head: Head) -> None:
        """Write lines at their places, the first at ``start`` (from 0), and the head; again changes nothing."""
        ...

    def lines(self) -> list[str]:
        """All its lines, as they were put."""
        ...

    def begin_anew(self) -> None:
        """Put what it has aside and begin with nothing."""
        ...


class Ledger:
    """An append-only file of JSON lines, each after its CRC-32 in hex. Safe for threads and processes."""

    def __init__(self, path: Path, mirror: Mirror | None = None) -> None:
        self.path = Path(path)
        self.mirror = mirror
        self._lock = RLock()
        self._known: tuple[tuple[int, int, int], Head] | None = None
        self._mirrored: int | None = None
        """Lines that the mirror has, once it was asked."""

    @property
    def exists(self) -> bool:
        return self.path.exists()

    def head(self) -> Head:
        """The newest head written; seq 0 for none. Raises LedgerBroken."""
        with self._lock:
            try:
                at = self._stamp()
                if self._known is None or self._known[0] != at:
                    self._known = (at, self._newest_head())
                return self._known[1]
            except OSError as fault:
                raise self._unusable(fault) from fault

    def numbers(self) -> dict[NumberKey, LedgerLine]:
        """Every number, the last word on each. Raises LedgerBroken."""
        content = self.content()
        if content.broken:
            raise LedgerBroken(content.broken[0])
        return content.numbers

    def content(self) -> LedgerContent:
        """Read it all; lines that cannot be read are named in it."""
        found = LedgerContent()
        for number, line in self._lines():
            if line is None:
                found.broken.append(self._broken(f"line {number}"))
            else:
                _take(found, line)
        return found

    def content_everywhere(self) -> LedgerContent:
        """What the file and its mirror say together, for a recovery; the head is the mirror's where this file
        does not have that one. Raises JournalProblem when the mirror cannot be read."""
        found = self.content()
        if self.mirror is not None:
            try:
                (head, _), lines = self.mirror.end(), self.mirror.lines()
            except OSError as fault:
                raise self._unheard(fault) from fault
            for number, raw in enumerate(lines, start=1):
                line = _content(raw.encode())
                if line is None:
                    found.broken.append(self._broken(f"line {number} of {self.mirror.name}"))
                else:
                    _take(found, line)
            if head.seq and not self._has(head):
                found.head = head
        return found

    def begin(self) -> None:
        """Make the file, before anything is committed, so that a ledger that is gone is noticed."""
        if not self.exists:
            self._write([{"ledger": 1}], NOTHING)

    def append(
        self,
        numbers: Sequence[Number],
        head: Head,
        issued: Mapping[tuple[str, int], int] | None = None,
        *,
        soon: bool = True,
    ) -> None:
        """Write and fsync numbers, ID numbers and the head that holds them; returns when they are on the disk, and
        in the mirror too. soon: False leaves telling the mirror to the next time.

        Raises StaleJournal when the ledger has another event at the place of this head, JournalProblem when the
        file cannot be written or the mirror not told."""
        content: list[dict[str, Any]] = []
        for number in numbers:
            one = LedgerLine.of(number)
            content.append({"number": [one.series, one.year, one.n, one.suffix, one.text, one.void]})
        content += [{"issued": [prefix, year, n]} for (prefix, year), n in (issued or {}).items()]
        if content or head.seq:
            self._write(content, head)
            if self.mirror is not None and soon:
                self._tell_mirror(self.mirror)

    def compare(self) -> None:
        """See that the mirror knows nothing that this file does not, and bring it up where it is behind.

        Raises StaleJournal when it knows more, JournalProblem when it cannot be asked."""
        if self.mirror is None:
            return
        try:
            head, self._mirrored = self.mirror.end()
            text = self.path.read_bytes() if self.exists else b""
        except OSError as fault:
            raise self._unheard(fault) from fault
        own = sum(map(text.count, MIRRORED))
        if self._mirrored > own or (head.seq and not self._has(head, text)):
            raise StaleJournal(
                f"{self.mirror.name} ends at event {head.seq} ({head.hash[:12]}) with {self._mirrored} lines. Expected "
                f"what the ledger {self.path} has, and it has not that event, or fewer lines ({own}): journal and "
                "ledger here are an older copy, or another machine went on. Nothing is done. Restore the newer ones; "
                "if they are lost, run `alur journal recover`."
            )
        if self._mirrored < own:
            self._tell_mirror(self.mirror)

    def _tell_mirror(self, mirror: Mirror) -> None:
        try:
            with self._lock, FileLock(f"{self.path}.mirror.lock", timeout=120):
                if self._mirrored is None:
                    _, self._mirrored = mirror.end()
                lines = self._lines_for_a_mirror()
                mirror.put(self._mirrored, lines[self._mirrored :], self.head())
                self._mirrored = len(lines)
        except OSError as fault:
            self._mirrored = None
            raise self._unheard(fault) from fault

    def _lines_for_a_mirror(self) -> list[str]:
        """All but heads and beginnings, in their order: a line keeps its place for good."""
        found = []
        for number, raw in enumerate(self.path.read_bytes().split(b"\n"), start=1):
            if raw[8:].startswith(MIRRORED):
                if _content(raw) is None:
                    raise LedgerBroken(self._broken(f"line {number}"))
                found.append(raw.decode())
        return found

    def _has(self, head: Head, text: bytes | None = None) -> bool:
        text = text if text is not None else self.path.read_bytes() if self.exists else b""
        return _line({"head": [head.seq, head.hash]}).encode() in text

    def _unheard(self, fault: OSError) -> JournalProblem:
        return JournalProblem(
            f"{self.mirror.name if self.mirror else self.path}: {fault}. Expected to compare the ledger with it before "
            "anything is done; what the journal holds is kept, and the next pass tries again."
        )

    def replace(
        self, content: Sequence[Number], head: Head, issued: Mapping[tuple[str, int], int]
    ) -> Path | None:
        """Put this one aside under a name of its own and begin a new one; gives the old one's path, if any."""
        with self._lock:
            old = None
            if self.exists:
                taken = [self.path.with_name(f"{self.path.name}.old-{n}") for n in range(1, 1000)]
                old = next(path for path in taken if not path.exists())
                self.path.rename(old)
            self._known = None
            if self.mirror is not None:
                try:
                    self.mirror.begin_anew()
                except OSError as fault:
                    raise self._unheard(fault) from fault
                self._mirrored = 0
            self.begin()
            self.append(content, head, issued)
            return old

    # ----------------------------------------------------------------------------------------- writing

    def _write(self, content: list[dict[str, Any]], head: Head) -> None:
        try:
            with self._alone():
                known = self.head()
                if head.seq and head.seq == known.seq and head != known:
                    raise StaleJournal(
                        f"{self.path}: it has event {known.seq} as {known.hash[:12]}, this journal as "
                        f"{head.hash[:12]}; two journals were written to. Find the one that the ledger knows, or run "
                        "`alur journal recover`."
                    )
                if head.seq > known.seq:
                    content = [*content, {"head": [head.seq, head.hash]}]
                    known = head
                if content:
                    self._add("".join(map(_line, content)).encode())
                    self._known = (self._stamp(), known)
        except OSError as fault:
            raise self._unusable(fault) from fault

    def _add(self, data: bytes) -> None:
        fresh = not self.exists
        self._cut_torn_line()
        with self.path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if fresh and os.name == "posix":
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock, FileLock(f"{self.path}.lock", timeout=30, poll_interval=0.005):
            yield

    def _cut_torn_line(self) -> None:
        if not self.exists:
            return
        tail, start = self._tail(1)
        if not tail or tail.endswith(b"\n"):
            return
        tail, start = self._tail(TAIL)
        last = tail.rfind(b"\n") + 1
        with self.path.open("r+b") as file:
            if _content(tail[last:]) is not None:
                file.seek(0, os.SEEK_END)
                file.write(b"\n")
            else:
                file.truncate(start + last)

    # ----------------------------------------------------------------------------------------- reading

    def _stamp(self) -> tuple[int, int, int]:
        if not self.exists:
            return (0, 0, 0)
        found = self.path.stat()
        return (found.st_size, found.st_mtime_ns, found.st_ino)

    def _tail(self, size: int) -> tuple[bytes, int]:
        """The last bytes, and where they begin."""
        with self.path.open("rb") as file:
            start = max(0, file.seek(0, os.SEEK_END) - size)
            file.seek(start)
            return file.read(), start

    def _newest_head(self) -> Head:
        if not self.exists:
            return NOTHING
        tail, start = self._tail(TAIL)
        lines = tail.split(b"\n")
        whole = lines[1:] if start else lines
        for back, raw in enumerate(reversed(whole)):
            line = _content(raw)
            if line is None and raw and back:
                raise LedgerBroken(self._broken(f"line {back} from the end"))
            if line is not None and "head" in line:
                return Head(*line["head"])
        if not start:
            return NOTHING
        content = self.content()
        if content.broken:
            raise LedgerBroken(content.broken[0])
        return content.head

    def _lines(self) -> Iterator[tuple[int, dict[str, Any] | None]]:
        """Line number and content; None for a line that cannot be read. A torn last line is left out: it was never
        told to anybody, and the journal has it."""
        try:
            lines = self.path.read_bytes().split(b"\n") if self.exists else []
        except OSError as fault:
            raise self._unusable(fault) from fault
        for number, raw in enumerate(lines, start=1):
            content = _content(raw) if raw else None
            if content is not None or (raw and number < len(lines)):
                yield number, content

    def _broken(self, where: str) -> str:
        return (
            f"{self.path}, {where}: the checksum does not fit; expected a line as it was written. Restore the ledger "
            "from its backup, or run `alur journal recover` to write it again from the journal."
        )

    def _unusable(self, fault: OSError) -> JournalProblem:
        return JournalProblem(
            f"ledger {self.path}: {fault.strerror or fault}; expected a file that can be read and written. What the "
            "journal holds is kept; mend this and start again, the ledger is then brought up."
        )


def _take(found: LedgerContent, line: dict[str, Any]) -> None:
    if "number" in line:
        one = LedgerLine(*line["number"])
        found.numbers[one.key] = one
    elif "issued" in line:
        prefix, year, n = line["issued"]
        found.issued[prefix, year] = max(n, found.issued.get((prefix, year), 0))
    elif "head" in line:
        found.head = max(found.head, Head(*line["head"]), key=lambda head: head.seq)


def _line(content: dict[str, Any]) -> str:
    text = json.dumps(content, separators=(",", ":"))
    return f"{crc32(text.encode()):08x} {text}\n"


def _content(raw: bytes) -> dict[str, Any] | None:
    checksum, _, text = raw.partition(b" ")
    try:
        if len(checksum) != 8 or int(checksum, 16) != crc32(text):
            return None
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None
