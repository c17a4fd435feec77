"""The application: its pages, the headers of every answer, what is said when something is not there."""

from __future__ import annotations

import logging
from datetime import datetime
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from connectors.letters.filters import hari_tanggal, tanggal
from connectors.web import (
    case,
    dashboard,
    decisions,
    forms,
    letters,
    login,
    outside,
    process_picture,
    search,
    staff,
    tracking,
    waiting,
    work,
)
from connectors.web.office import WebOffice
from connectors.web.posting import Posting
from connectors.web.sessions import ServerSessions, Store
from flows.engine.calendar import JAKARTA

MOST_BYTES = 40 * 1024 * 1024
"""Of one request, uploads included."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""As OWASP ASVS 5.0, chapter 3.4 asks."""
SAYS = {
    400: ("Permintaan tidak dapat dibaca", "Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi."),
    403: ("Tidak diizinkan", "Halaman ini bukan untuk Anda, atau tautannya tidak berlaku lagi."),
    404: ("Halaman tidak ada", "Periksa alamatnya, lengkap sampai huruf terakhir."),
    405: ("Cara ini tidak dilayani", "Pakai tombol di halamannya."),
    413: ("Berkas terlalu besar", "Kecilkan berkasnya, lalu kirim lagi."),
    429: (
        "Terlalu banyak permintaan",
        "Tunggu beberapa menit, lalu coba lagi. Yang sudah dikirim tidak hilang.",
    ),
    500: ("Ada kesalahan di pihak kami", "Coba lagi beberapa menit lagi, atau hubungi kantor."),
}
log = logging.getLogger("alur.web")


def create_app(office: WebOffice) -> Flask:
    """The pages of an office; raises nothing that a visitor could cause."""
    app = Flask(__name__)
    secure = urlsplit(office.base_url).scheme == "https"
    app.config.update(
        SECRET_KEY=office.key, MAX_CONTENT_LENGTH=MOST_BYTES, WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it asks for a Referer, which our own Referrer-Policy keeps browsers from sending
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024, MAX_FORM_PARTS=500,
    )  # fmt: skip
    store = Store(office.folder / "web.db")
    app.extensions.update(office=office, store=store, pos=Posting(office))
    app.session_interface = ServerSessions(store, lambda: office.clock.now().timestamp(), secure=secure)
    CSRFProtect(app)
    for page in (forms, tracking, outside, decisions, letters, login, work, case, search):
        app.register_blueprint(page.pages)
    for page in (waiting, dashboard, process_picture):
        app.register_blueprint(page.pages)
    app.jinja_env.filters.update({"tanggal": tanggal, "hari_tanggal": hari_tanggal, "pukul": _clock})
    app.jinja_env.globals["kantor"] = office.letterhead
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(CSRFError, _refused)
    app.register_error_handler(Exception, _broken)
    app.register_error_handler(staff.NotSignedIn, staff.ask_to_sign_in)
    app.context_processor(
        lambda: {
            "jam_layanan": office.service_hours,
            "saya": staff.signed_in,
            "menu_staf": staff.MENU,
            "memimpin": dashboard.leads,
        }
    )

    @app.before_request
    def as_the_office_is_now() -> None:
        if request.endpoint != "static":
            office.refresh()

    @app.teardown_request
    def let_go(_: BaseException | None) -> None:
        request.close()  # uploads lie in temporary files until then

    @app.after_request
    def dress(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        log.info("%s %s %s", request.method, request.endpoint or "-", response.status_code)
        return response

    return app


def _clock(moment: object) -> str:
    return moment.astimezone(JAKARTA).strftime("%H.%M") if isinstance(moment, datetime) else ""


def _refused(fault: HTTPException) -> tuple[str, int]:
    code = fault.code or 500
    if isinstance(fault, CSRFError):
        title, what = "Halaman ini sudah terlalu lama terbuka", "Muat ulang halamannya, lalu kirim lagi."
    else:
        title, what = SAYS.get(code, SAYS[400])
    return render_template("pesan.html", judul=title, pesan=what, nada="peringatan"), code


def _broken(fault: Exception) -> tuple[str, int]:
    log.exception("a page failed: %s", type(fault).__name__)
    title, what = SAYS[500]
    return render_template("pesan.html", judul=title, pesan=what, nada="peringatan"), 500
