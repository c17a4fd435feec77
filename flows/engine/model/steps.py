"""The cards of a procedure: whose turn it is, which answers they have, and what happens when nobody answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flows.engine.calendar import Duration
from flows.engine.model.actions import Action
from flows.engine.model.desks import Desk, Seat
from flows.engine.model.rows import Condition


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an answer leads, when a bare status does not say enough.

    condition: the word on the arrow of the process map («revisi»), where the figure has a gateway.
    needs: headings that must be filled first (an answer from outside waits until staff have filled theirs);
    note: Catatan must say why; evidence: Catatan must name the proof (for what an outsider told us otherwise than
    by link or form); do: actions besides those of arrival;
    only: variants that have this answer; maps: steps of the map that giving this answer carries out.
    """

    to: StrEnum
    condition: str | None = None
    needs: tuple[str, ...] = ()
    note: bool = False
    evidence: bool = False
    do: tuple[Action, ...] = ()
    only: tuple[str, ...] = ()


def SendBack(to: StrEnum, condition: str | None = "revisi", do: tuple[Action, ...] = ()) -> Answer:
    """An answer that returns the row for correction; Catatan must say what to correct."""
    return Answer(to, condition=condition, note=True, do=do)


@dataclass(frozen=True, slots=True)
class After:
    """What happens when nobody answers: after so long the case moves by itself."""

    duration: Duration
    goes_to: StrEnum
    condition: str | None = None
    why: str = "tidak ada tanggapan"
    do: tuple[Action, ...] = ()
    since: str = ""
    """A date column from which the term counts (the day the letter was received); '' is the arrival."""
    since_empty: Duration | None = None
    """While that column is empty: what is added to the arrival, such as the days that a letter is under way."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A move that needs no person: goes as soon as ``when`` says so on arrival or after an edit."""

    when: Condition
    goes_to: StrEnum
    why: str
    condition: str | None = None
    do: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class AllChildren:
    """«Wait until all children are done»: moves when every child row of the register has ended."""

    register: str
    goes_to: StrEnum
    why: str = "semua baris anak selesai"
    condition: str | None = None
    do: tuple[Action, ...] = ()


class Order(StrEnum):
    """IN_ORDER: the next is asked when the one before has agreed. ALL: asked at once, all must agree."""

    IN_ORDER = "in order"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Approval:
    """The answers of this step are decisions, given by the approver in person and with their own factor.

    shows: the headings that the approver is shown and that the decision binds to; letters: names of letters shown.
    by: the approvers one after another (or all at once); () is the step's own desk.
    agree: the label that lets the case go on only when all have said it; any other label decides at once.
    Later change of a shown cell, until the final letter, brings the case back here.
    """

    shows: tuple[str, ...]
    letters: tuple[str, ...] = ()
    by: tuple[Desk, ...] = ()
    order: Order = Order.IN_ORDER
    agree: str = "Setuju"
    expires: Duration | None = None
    kind: str = ""
    """The kind of letter, for the limits of a deputy's mandate."""


@dataclass(frozen=True, slots=True)
class Step:
    """A card of the procedure: at this status it is ``by``'s turn to do ``task``; these are the answers.

    maps: numbers of the steps of the process map that this one carries out.
    needs: headings to be filled before any answer but a sending back is taken.
    on_arrival: done each time a case arrives. remind: so long before (negative) or after the due day.
    escalate: the desk told when the term has run out. recorded_by: for a step that waits on an outsider, the desk
    that records their answer for them, naming the evidence in Catatan. only: variants that have this step.
    link: the outsider gets a signed link with these answers. mail: template of that mail.
    """

    status: StrEnum
    by: Seat
    task: str
    answers: Mapping[str, StrEnum | Answer] = field(default_factory=dict, hash=False)
    maps: int | tuple[int, ...] = ()
    needs: tuple[str, ...] = ()
    on_arrival: tuple[Action, ...] | list[Action] = ()
    due: Duration | None = None
    due_since: str = ""
    remind: tuple[Duration, ...] = ()
    escalate: Desk | None = None
    if_silent: After | None = None
    rules: tuple[Rule, ...] = ()
    approval: Approval | None = None
    children: AllChildren | None = None
    recorded_by: Seat | None = None
    link: bool = False
    only: tuple[str, ...] = ()

    @property
    def outside(self) -> bool:
        return self.by.outside

    @property
    def map_steps(self) -> tuple[int, ...]:
        return (self.maps,) if isinstance(self.maps, int) else tuple(self.maps)

    def answer(self, label: str) -> Answer:
        found = self.answers[label]
        return found if isinstance(found, Answer) else Answer(found)

    def labels(self, variant: str = "") -> tuple[str, ...]:
        """The answers that a row of this variant has, in their order."""
        return tuple(
            label
            for label in self.answers
            if not (only := self.answer(label).only) or not variant or variant in only
        )


def action_lists(step: Step) -> list[tuple[Action, ...]]:
    """What a step can cause, each list in the order in which it is done at one time."""
    found = [tuple(step.on_arrival), *(step.answer(label).do for label in step.answers)]
    if step.if_silent:
        found.append(step.if_silent.do)
    found += [rule.do for rule in step.rules]
    if step.children:
        found.append(step.children.do)
    return found


def actions_of(step: Step) -> list[Action]:
    """Every action that a step can cause, in whatever way."""
    return [action for actions in action_lists(step) for action in actions]
