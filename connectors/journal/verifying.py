"""Seeing that the journal is what was written: its pages, its rows, its chain, its numbers, its ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from connectors.journal import tables as t
from connectors.journal.base import JournalBase, numbers_of
from connectors.journal.codec import from_json
from connectors.journal.ledger import LedgerContent, LedgerLine, NumberKey
from connectors.journal.opening import breaks_in_pages, explained
from connectors.journal.problems import JournalProblem
from connectors.journal.rows import checked, event_hash
from connectors.journal.writing import BEGINNINGS
from flows.engine.case import EventKind, Number

UNREADABLE = (JournalProblem, ValueError, TypeError)
"""What reading a damaged row may raise: its values may not even be of the types of its columns."""
Fact: TypeAlias = tuple[NumberKey, str, str]
"""Number, text as printed, case."""


@dataclass(slots=True)
class Chain:
    """What the events say, read once from first to last. given, void: numbers by the event that says so."""

    breaks: list[str] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    given: dict[Fact, int] = field(default_factory=dict)
    void: dict[Fact, int] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)


class Verifying(JournalBase):
    """The operator's question whether all is well."""

    def verify(self) -> list[str]:
        """Every break: in pages, rows and chain, between numbers and chain, between ledger and journal.

        English, one line each; about 2 s for 100,000 cases."""
        found, chain, numbers = self._look()
        try:
            content = self.ledger.content()
        except JournalProblem as fault:
            return [*found, str(fault)]
        if chain.hashes and not self.ledger.exists:
            return [*found, f"ledger: {self.ledger.path} is not there"]
        return [*found, *content.broken, *_numbers_beside_the_ledger(chain, numbers, content)]

    def _look(self) -> tuple[list[str], Chain, list[Number]]:
        """What can be found without the ledger; what cannot be read is a finding too."""
        found, chain, numbers = list[str](), Chain(), list[Number]()
        for check in (breaks_in_pages, _rows_that_changed):
            try:
                with self._reading() as connection:
                    found += check(connection)
            except UNREADABLE as fault:
                found.append(f"database: {fault}")
        try:
            with self._reading() as connection:
                chain = _read_chain(connection)
                found += chain.breaks
                there = set(connection.execute(select(t.cases.c.id)).scalars())
                found += [f"cases: «{id}» was opened and is gone" for id in sorted(chain.opened - there)]
                numbers = numbers_of(connection)
        except UNREADABLE as fault:
            return list(dict.fromkeys([*found, f"database: {fault}"])), chain, numbers
        return [*found, *_numbers_beside_the_chain(chain, numbers)], chain, numbers


def _read_chain(connection: Connection) -> Chain:
    """Follow the chain and note where it breaks."""
    chain, prev = Chain(), ""
    for row in connection.execute(select(t.events).order_by(t.events.c.seq)):
        expected = len(chain.hashes) + 1
        if row.seq != expected:
            chain.breaks.append(
                f"events: expected event {expected}, found {row.seq}; what was between is gone"
            )
        if row.prev != prev:
            chain.breaks.append(f"event {row.seq}: it does not follow the one before it")
        if event_hash(row[:6]) != row.hash:
            chain.breaks.append(f"event {row.seq} of «{row.case_id}»: it is not what was written")
        elif row.kind in BEGINNINGS:
            chain.opened.add(row.case_id)
        elif row.kind in (EventKind.NUMBERED, EventKind.VOIDED):
            said = from_json(row.data)
            key = (said.get("series"), said.get("year"), said.get("n"), said.get("suffix", ""))
            facts = chain.given if row.kind == EventKind.NUMBERED else chain.void
            facts[key, said.get("text"), row.case_id] = row.seq
        prev = row.hash
        chain.hashes.append(row.hash)
    return chain


def _rows_that_changed(connection: Connection) -> list[str]:
    found = []
    for table in t.SEALED:
        try:
            for row in connection.execute(select(table)):
                try:
                    checked(table, row)
                except JournalProblem as fault:
                    found.append(str(fault))
        except DBAPIError as fault:
            found.append(f"{table.name}: {explained(connection.engine, fault)}")
        except UNREADABLE as fault:
            found.append(f"{table.name}: a row cannot be read ({fault})")
    return found


def _numbers_beside_the_chain(chain: Chain, numbers: Sequence[Number]) -> list[str]:
    have = {_fact(number) for number in numbers}
    void = {_fact(number) for number in numbers if number.void}
    found = [f"numbers: {_told(fact)} was given and is gone" for fact in sorted(chain.given.keys() - have)]
    found += [
        f"numbers: {_told(fact)} stands there and was never given"
        for fact in sorted(have - chain.given.keys())
    ]
    found += [
        f"numbers: {_told(fact)} was declared BATAL and is not" for fact in sorted(chain.void.keys() - void)
    ]
    found += [
        f"numbers: {_told(fact)} is BATAL and nobody said so" for fact in sorted(void - chain.void.keys())
    ]
    series: dict[tuple[str, int], list[int]] = {}
    for number in numbers:
        if not number.suffix:
            series.setdefault((number.series, number.year), []).append(number.n)
    for (name, year), taken in series.items():
        if taken != list(range(1, len(taken) + 1)):
            found.append(f"numbers: series «{name}» {year} is not 1 to {len(taken)}")
    return found


def _numbers_beside_the_ledger(
    chain: Chain, numbers: Sequence[Number], ledger: LedgerContent
) -> Iterator[str]:
    """What the ledger says otherwise. What was given after its head it may lack: the next pass tells it."""
    seq, own = ledger.head.seq, len(chain.hashes)
    if seq and (seq > own or chain.hashes[seq - 1] != ledger.head.hash):
        ends = ledger.head.hash[:12]
        yield f"ledger: it ends at event {seq} ({ends}); the journal has not that one, it ends at {own}"
    noted = dict(ledger.numbers)
    for number in numbers:
        fact, mine = _fact(number), LedgerLine.of(number)
        line = noted.pop(mine.key, None)
        if line is None and chain.given.get(fact, 0) <= seq:
            yield f"ledger: number {_told(fact)} is not there"
        elif line is not None and line.text != mine.text:
            yield f"ledger: number {_told(fact)} stands there as «{line.text}»"
        elif line is not None and line.void != mine.void and (line.void or chain.void.get(fact, 0) <= seq):
            yield f"ledger: number {_told(fact)} is {'' if line.void else 'not '}BATAL there"
    for line in noted.values():
        yield f"ledger: it has number {line.text} of «{line.series}» {line.year}, the journal has not"


def _fact(number: Number) -> Fact:
    return ((number.series, number.year, number.n, number.suffix), number.text, number.case)


def _told(fact: Fact) -> str:
    (series, year, _, _), text, case = fact
    return f"«{text}» of «{series}» {year} ({case or 'no case'})"
