"""Mistakes in what a flow says of columns: names that the register does not have, columns that are not its own."""

from __future__ import annotations

from collections.abc import Iterator

from flows.engine.check.problem import Problem, meant, problem
from flows.engine.columns import Choice, Choices, Column, Email, Owner
from flows.engine.model import (
    ACTION,
    ENGINE_HEADINGS,
    ID,
    MESSAGE,
    NOTE,
    PARENT,
    ByColumn,
    Desk,
    DeskFrom,
    EmailIn,
    Fill,
    Flow,
    Kind,
    MakeLetter,
    OpenChildren,
    Recipient,
    Register,
    Seat,
    SendMail,
    Step,
    TakeNumber,
    Together,
    actions_of,
)  # fmt: skip


def problems(flow: Flow, whole: Flow) -> Iterator[Problem]:
    """Every mistake in the columns. whole: the flow that a child register belongs to."""
    yield from columns_that_clash(flow)
    yield from unknown_columns(flow)
    yield from columns_of_the_wrong_owner(flow)
    yield from choices_that_differ(flow)
    yield from children_that_do_not_fit(flow, whole)
    yield from forms_that_do_not_fit(flow)


def columns_that_clash(flow: Flow) -> Iterator[Problem]:
    for register in flow.registers:
        of_cases = {*ENGINE_HEADINGS, ACTION, NOTE}
        reserved = of_cases if register.kind is Kind.PROCESS else {ID, MESSAGE, PARENT}
        words: dict[str, str] = {}
        for column in register.columns:
            if column.heading in reserved:
                yield problem(
                    flow,
                    "",
                    f"register «{register.name}»: the heading «{column.heading}» is the engine's own",
                )
            if column.word in words:
                both = f"«{words[column.word]}» and «{column.heading}»"
                text = f"register «{register.name}»: {both} are one word to templates"
                yield problem(flow, "", text)
            words[column.word] = column.heading
        for heading in (heading for group in register.keys for heading in group):
            if register.column(heading) is None:
                yield problem(
                    flow, "", f"register «{register.name}»: its keys name «{heading}», no column of it"
                )


def _named(step: Step) -> Iterator[tuple[str, str]]:
    """(what names it, heading) for every column that a step names."""
    yield from (("needs", heading) for heading in step.needs)
    for label in step.answers:
        yield from ((f"the needs of «{label}»", heading) for heading in step.answer(label).needs)
    if step.approval:
        yield from (("what the approver is shown", heading) for heading in step.approval.shows)
    if step.due_since:
        yield "due_since", step.due_since
    if step.if_silent and step.if_silent.since:
        yield "if_silent", step.if_silent.since
    for seat in (step.by, step.recorded_by):
        yield from (("by", heading) for heading in _columns_of(seat))
    for action in actions_of(step):
        match action:
            case TakeNumber(column, series, dated):
                yield "TakeNumber", column
                yield from (("TakeNumber", heading) for heading in [dated] if heading)
                yield from (
                    ("the series of TakeNumber", series.column) for _ in [0] if isinstance(series, ByColumn)
                )
            case MakeLetter(template):
                yield from (
                    ("the template of MakeLetter", template.column)
                    for _ in [0]
                    if isinstance(template, ByColumn)
                )
            case Fill(column):
                yield "Fill", column
            case SendMail():
                yield from (
                    ("SendMail", heading) for whom in action.to for heading in _columns_of_recipient(whom)
                )
            case OpenChildren(one_per):
                yield "OpenChildren", one_per


def _columns_of(seat: Seat | None) -> list[str]:
    match seat:
        case DeskFrom(column):
            return [column]
        case Together(among):
            return [heading for part in among for heading in _columns_of(part)]
        case Desk() if seat.email:
            return [seat.email]
    return []


def _columns_of_recipient(whom: Recipient) -> list[str]:
    match whom:
        case EmailIn(column, None):
            return [column]
        case EmailIn(column, Register() as lines) if lines.column(column) is None:
            return [f"{lines.name}: {column}"]
        case Desk() | DeskFrom():
            return _columns_of(whom)
    return []


def unknown_columns(flow: Flow) -> Iterator[Problem]:
    known = [column.heading for column in flow.register.columns]
    for step in flow.steps:
        for what, heading in _named(step):
            if heading not in known:
                text = f"{what} names «{heading}»; the register «{flow.register.name}» has no such column."
                yield problem(flow, str(step.status), text + meant(heading, known))
    if flow.variants and flow.register.column(flow.variants.column) is None:
        yield problem(
            flow,
            "",
            f"the variants are in «{flow.variants.column}», no column.{meant(flow.variants.column, known)}",
        )


def columns_of_the_wrong_owner(flow: Flow) -> Iterator[Problem]:
    filled = {PARENT}
    for step in flow.steps:
        for action in actions_of(step):
            written = {
                TakeNumber: lambda a: [a.column, a.dated], Fill: lambda a: [a.column],
            }.get(type(action), lambda a: [])(action)  # fmt: skip
            for heading in filter(None, written):
                filled.add(heading)
                column = flow.register.column(heading)
                if column is not None and column.owner is not Owner.ENGINE:
                    yield problem(
                        flow,
                        str(step.status),
                        f"the engine would write into «{heading}», a column of staff; say owner=Owner.ENGINE",
                    )
        needed = [*step.needs, *(h for label in step.answers for h in step.answer(label).needs)]
        for heading in needed:
            column = flow.register.column(heading)
            if column is not None and column.owner is Owner.ENGINE and heading not in filled:
                yield problem(
                    flow,
                    str(step.status),
                    f"it needs «{heading}», which the engine fills; staff could never go on",
                )
        for what, heading in _named(step):
            column = flow.register.column(heading)
            addressed = what == "SendMail" or (
                what == "by" and any(heading == d.email for d in step.by.desks)
            )
            if addressed and column is not None and not isinstance(column.type, Email | Choice | Choices):
                yield problem(
                    flow,
                    str(step.status),
                    f"mail goes to «{heading}», which holds no e-mail address; give it the type Email()",
                )


def choices_that_differ(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        for action in actions_of(step):
            for chosen in (getattr(action, "series", None), getattr(action, "template", None)):
                if isinstance(chosen, ByColumn):
                    yield from _differing(
                        flow, step, chosen.column, set(chosen.choices), type(action).__name__, chosen.some
                    )
        for seat in (step.by, step.recorded_by):
            if isinstance(seat, DeskFrom):
                yield from _differing(flow, step, seat.column, {desk.name for desk in seat.among}, "by")
    if flow.variants:
        column = flow.register.column(flow.variants.column)
        if (
            column is not None
            and isinstance(column.type, Choice)
            and set(column.type.options) != set(flow.variants.names)
        ):
            yield problem(
                flow,
                "",
                f"the variants are {', '.join(flow.variants.names)}; "
                f"«{column.heading}» offers {', '.join(column.type.options)}",
            )


def _differing(
    flow: Flow, step: Step, heading: str, words: set[str], what: str, some: bool = False
) -> Iterator[Problem]:
    column: Column | None = flow.register.column(heading)
    if column is None:
        return
    if not isinstance(column.type, Choice | Choices):
        yield problem(flow, str(step.status), f"{what} chooses by «{heading}», which is no choice column")
        return
    offered = set(column.type.options)
    for word in sorted(words - offered if some else words ^ offered):
        where = (
            f"{what} knows «{word}», «{heading}» does not offer it"
            if word in words
            else f"«{heading}» offers «{word}», {what} does not know it"
        )
        yield problem(flow, str(step.status), where + meant(word, (words | offered) - {word}))


def children_that_do_not_fit(flow: Flow, whole: Flow) -> Iterator[Problem]:
    if flow is not whole:
        return
    registers = {children.register.name: children.register for children in flow.children}
    opened = set()
    for step in flow.steps:
        for action in actions_of(step):
            if isinstance(action, OpenChildren):
                opened.add(action.into)
                target = registers.get(action.into)
                if target is None:
                    yield problem(
                        flow,
                        str(step.status),
                        f"OpenChildren into «{action.into}», no child register.{meant(action.into, registers)}",
                    )
                    continue
                column = flow.register.column(action.one_per)
                if column is not None and not isinstance(column.type, Choices | Choice):
                    yield problem(
                        flow,
                        str(step.status),
                        f"OpenChildren takes one word each of «{action.one_per}», which is no choice column",
                    )
                for heading in action.copies:
                    if target.column(heading) is None:
                        known = [c.heading for c in target.columns]
                        yield problem(
                            flow,
                            str(step.status),
                            f"OpenChildren fills «{heading}», no column of «{target.name}».{meant(heading, known)}",
                        )
        if step.children and step.children.register not in registers:
            yield problem(
                flow,
                str(step.status),
                f"it waits for children in «{step.children.register}», no child register."
                + meant(step.children.register, registers),
            )
    for name in registers:
        if name not in opened:
            yield problem(flow, "", f"nothing opens rows of the child register «{name}»; add OpenChildren")


def forms_that_do_not_fit(flow: Flow) -> Iterator[Problem]:
    for form in flow.forms:
        asked = {field.fills for field in form.fields} | set(form.fixed)
        for heading in sorted(asked):
            register = form.register(flow)
            column = register.column(heading)
            wanted = Owner.ENGINE if form.answers else Owner.STAFF
            if column is None:
                known = [c.heading for c in register.columns]
                yield problem(
                    flow, "", f"form «{form.code}» fills «{heading}», no column.{meant(heading, known)}"
                )
            elif column.owner is not wanted:
                whose = "the engine fills" if wanted is Owner.STAFF else "staff fill"
                yield problem(flow, "", f"form «{form.code}» fills «{heading}», which {whose}")
        if form.known_by and form.known_by not in asked:
            yield problem(
                flow, "", f"form «{form.code}» is known by «{form.known_by}», which it does not ask for"
            )
        if form.answers is None:
            for column in form.register(flow).columns:
                if column.required and column.heading not in asked and column.owner is Owner.STAFF:
                    yield problem(
                        flow,
                        "",
                        f"form «{form.code}» does not ask for «{column.heading}», which every row needs",
                    )
        elif flow.step(form.answers) is None:
            yield problem(flow, "", f"form «{form.code}» answers «{form.answers}», no step")
        if form.adds is not None and form.adds not in flow.lines:
            yield problem(
                flow, "", f"form «{form.code}» adds to «{form.adds.name}», no register of lines of this flow"
            )
