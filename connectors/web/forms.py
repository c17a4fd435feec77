"""Public forms: the list, the page, the receipt."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from connectors.web.asking import Sheet, blank, filled, new_code, spaced
from connectors.web.here import the_office, too_many
from flows.engine.case import Submission
from flows.engine.columns import Email
from flows.engine.intake import column_of
from flows.engine.model import Flow, Form

pages = Blueprint("formulir", __name__)
TRAP = "laman_web"
"""A field that no person sees; whoever fills it is a machine."""
MOST_FORMS, IN_SECONDS = 40, 600.0


def public_forms() -> dict[str, tuple[Flow, Form]]:
    """Code -> form that anybody may open."""
    return {
        form.code: (flow, form)
        for flow in the_office().flows
        for form in flow.forms
        if form.public and form.opens
    }


@pages.get("/")
def awal() -> Response:
    return redirect(url_for("formulir.daftar"))


@pages.get("/formulir")
def daftar() -> str:
    return render_template("daftar_formulir.html", judul="Formulir", formulir=public_forms().values())


@pages.get("/formulir/<code>")
def isi(code: str) -> str:
    flow, form = _form(code)
    return _page(flow, form, blank(form, flow), _signer().dumps([code, new_code()]))


@pages.post("/formulir/<code>")
def kirim(code: str) -> str | Response | tuple[str, int]:
    flow, form = _form(code)
    if too_many("formulir", MOST_FORMS, IN_SECONDS):
        abort(429)
    token = request.form.get("kiriman", "")
    try:
        of, tracking = _signer().loads(token)
    except (BadData, ValueError):
        of, tracking = code, new_code()
        token = _signer().dumps([code, tracking])
    if of != code:
        abort(400)
    office = the_office()
    # Sent again, nothing is stored: the files that came first are what is worked on, and decided on.
    if request.form.get(TRAP) or office.journal.submission(form.code, tracking) is not None:
        session["terima"] = [code, tracking]
        return redirect(url_for("formulir.terima", code=code))
    sheet = filled(
        form, flow, request.form, request.files, office.documents, f"kiriman/{form.code}/{tracking}"
    )
    if sheet.faults:
        return _page(flow, form, sheet, token), 422
    opener = _address(flow, form, sheet)
    office.journal.submit_form(
        Submission(tracking, form.code, office.clock.now(), dict(sheet.read.values), opener)
    )
    session["terima"] = [code, tracking]
    return redirect(url_for("formulir.terima", code=code))


@pages.get("/formulir/<code>/terima")
def terima(code: str) -> str | Response:
    _, form = _form(code)
    of, tracking = session.get("terima", ["", ""])
    if of != code:
        return redirect(url_for("formulir.isi", code=code))
    link = f"{the_office().base_url}{url_for('lacak.lihat')}?kode={tracking}"
    known_by = next((asked.label for asked in form.fields if asked.fills == form.known_by), "")
    return render_template(
        "terima.html", judul="Tanda terima", form=form, kode=spaced(tracking), tautan=link, qr=_qr(link),
        dikenal=known_by, saat=the_office().clock.now(),
    )  # fmt: skip


def _form(code: str) -> tuple[Flow, Form]:
    found = public_forms().get(code)
    if found is None:
        abort(404)
    return found


def _page(flow: Flow, form: Form, sheet: Sheet, token: str) -> str:
    return render_template(
        "formulir.html", judul=form.title, form=form, proses=flow.title, lembar=sheet, kiriman=token, perangkap=TRAP,
        multipart=any(asked.upload for asked in form.fields),
    )  # fmt: skip


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(the_office().key, salt="alur.kiriman")


def _address(flow: Flow, form: Form, sheet: Sheet) -> str:
    """Where the receipt goes: the first e-mail address that the form asks for."""
    for asked in form.fields:
        if isinstance(column_of(form, flow, asked).type, Email):
            return sheet.read.values.get(asked.fills, "")
    return ""


def _qr(text: str) -> str:
    import segno

    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=2))


__all__ = ["pages", "public_forms"]
