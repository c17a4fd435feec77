"""The page on which an account agrees to what a program may do: ``/o/oauth2/auth``, as `alur google login` opens it."""

from __future__ import annotations

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from connectors.google.emulator.identity import Identity
from connectors.google.emulator.pages import Page, Shown

RULES = ("/o/oauth2/auth", "/o/oauth2/v2/auth")
CONSENT = """{% extends "frame" %}{% block title %}Masuk{% endblock %}
{% block body %}<h1>Masuk</h1><form method="post">
{% for name, value in asked.items() %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor %}
<p><label>Akun <input type="email" name="account" value="{{ account }}" required></label></p>
<fieldset><legend>Program ini meminta izin</legend>
{% for scope in scopes %}<p><label><input type="checkbox" name="granted" value="{{ scope }}" checked>
{{ scope }}</label></p>{% endfor %}</fieldset>
<p><button name="choice" value="yes">Izinkan</button> <button name="choice" value="no" formnovalidate>Batal</button></p>
</form>{% endblock %}
"""


class ConsentPage:
    """account: what is filled in where the program names nobody."""

    def __init__(self, identity: Identity, account: str = "alur@standin.example") -> None:
        self.identity, self.account = identity, account
        self.shown = Shown({"consent": CONSENT})

    def pages(self) -> list[Page]:
        return [Page(rule, self.answer, ("GET", "POST")) for rule in RULES]

    def answer(self, request: Request) -> Response:
        given = request.form if request.method == "POST" else request.args
        asked = {name: value for name, value in given.items() if name not in ("account", "granted", "choice")}
        scopes = asked.get("scope", "").split()
        if not (asked.get("redirect_uri") and asked.get("client_id") and scopes):
            return self.shown.message(
                "Akses diblokir", "Error 400: invalid_request (redirect_uri, client_id, scope)", 400
            )
        if request.method == "GET":
            account = asked.get("login_hint", self.account)
            return self.shown.page("consent", asked=asked, scopes=scopes, account=account)
        if given.get("choice") == "no":
            return redirect(self.identity.denied(asked))
        granted = [scope for scope in request.form.getlist("granted") if scope in scopes]
        return redirect(
            self.identity.consented(given.get("account", "").strip() or self.account, asked, granted)
        )
