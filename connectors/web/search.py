"""Searching all cases by their number, the number of a letter, or words of their row."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from connectors.journal.looking import Line
from connectors.web.here import the_office, too_many
from connectors.web.row import acting_desks, is_personal
from connectors.web.staff import Staff, staff
from connectors.web.work import Waiting, rows_of
from flows.engine.model import Flow

pages = Blueprint("cari", __name__)
MOST, IN_SECONDS = 120, 600.0
SHOWN, LOOKED_AT = 30, 400
WORDS, SHORTEST = 6, 2


@pages.get("/cari")
def cari() -> str:
    who = staff()
    asked = request.args.get("q", "")[:100].strip()
    words = [word for word in dict.fromkeys(asked.split()) if len(word) >= SHORTEST][:WORDS]
    if asked and too_many("cari", MOST, IN_SECONDS):
        abort(429)
    found = find(words, who) if words else []
    return render_template(
        "cari.html", judul="Cari berkas", q=asked, kata=words, berkas=found[:SHOWN], lebih=len(found) > SHOWN
    )


def find(words: list[str], who: Staff) -> list[Waiting]:
    """At most one more than is shown. What somebody may not read they cannot find by it either."""
    office = the_office()
    flows = {name: flow for name, flow in office.office.by_register.items() if flow.steps}
    hidden = {name: hidden_from(who, flow, list(flows.values())) for name, flow in flows.items()}
    lines = office.journal.lines_with(words, list(flows), LOOKED_AT)
    found = [line for line in lines if _says(line, words, hidden[line.register])]
    return rows_of(found[: SHOWN + 1], flows)


def hidden_from(who: Staff, flow: Flow, flows: list[Flow]) -> frozenset[str]:
    """Headings of a process that somebody may not read: its personal data, unless one of their desks acts in it."""
    if not acting_desks(flow, flows).isdisjoint(who.desks):
        return frozenset()
    return frozenset(column.heading for column in flow.register.columns if is_personal(column))


def _says(line: Line, words: list[str], hidden: frozenset[str]) -> bool:
    told = {heading: text for heading, text in {**line.cells, **line.fills}.items() if heading not in hidden}
    text = "\n".join([line.id, *map(str, told.values())]).casefold()
    return all(word.casefold() in text for word in words)
